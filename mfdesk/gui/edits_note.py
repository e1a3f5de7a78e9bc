"""A strip above the table that says what the model has not seen, with the way to change that."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from mfdesk.gui.fitting import FittingLabel
from mfdesk.gui.strip import Strip
from mfdesk.gui.theme import LIGHT, Palette
from mfdesk.gui.waiting import Waiting, waiting_words


class EditsNote(Strip):
    """There as long as something is new to the model, unless it was closed. One line: it may stay for long, and the
    room belongs to the table. Where there is none for what it means too, that is in its tip."""

    train_requested = Signal()
    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        words = FittingLabel()
        super().__init__("editsNote", words, "editsNote", QPushButton("Train &again"), "Close this note", parent)
        self._words, self._closed = words, False
        self._button.setObjectName("editsNoteTrain")
        self._button.setToolTip("Learn from the whole table as it is now")
        self._button.clicked.connect(self.train_requested)
        self._close.clicked.connect(self._dismiss)
        self.set_palette_colours(LIGHT)

    def show_waiting(self, waiting: Waiting, nouns: tuple[str, str], just_learned: bool = False) -> None:
        """Says what is new to the model; goes when nothing is. One that was closed stays away until there is nothing
        new any more, or a model was learned meanwhile."""
        self._closed = self._closed and bool(waiting) and not just_learned
        if waiting:
            wordings = waiting_words(waiting, nouns, just_learned)
            self._words.show_words(wordings)
            self.setAccessibleName(wordings[0])
        self.setVisible(bool(waiting) and not self._closed)

    def set_can_train(self, can_train: bool) -> None:
        """False while a training or another long job runs."""
        self._button.setEnabled(can_train)

    def set_palette_colours(self, palette: Palette) -> None:
        self._dress("info", palette.accent, palette)

    def _dismiss(self) -> None:
        self._closed = True
        self.hide()
        self.dismissed.emit()
