"""A strip above the table that says what the model has not seen, with the way to change that."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from mfdesk.gui.resources import icon, picture
from mfdesk.gui.theme import LIGHT, Palette
from mfdesk.gui.waiting import Waiting, waiting_words


class EditsNote(QFrame):
    """There as long as something is new to the model, unless it was closed."""

    train_requested = Signal()
    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("editsNote")
        self._closed = False
        self._icon, self._text = QLabel(self), QLabel(self)
        self._train, self._close = QPushButton("Train &again", self), QToolButton(self)
        self._name_parts()
        self._lay_out()
        self.set_palette_colours(LIGHT)
        self.hide()

    def show_waiting(self, waiting: Waiting, nouns: tuple[str, str], just_learned: bool = False) -> None:
        """Says what is new to the model; goes when nothing is. One that was closed stays away until there is nothing
        new any more, or a model was learned meanwhile."""
        self._closed = self._closed and bool(waiting) and not just_learned
        if waiting:
            words = waiting_words(waiting, nouns, just_learned)
            self._text.setText(words)
            self.setAccessibleName(words)
        self.setVisible(bool(waiting) and not self._closed)

    def set_can_train(self, can_train: bool) -> None:
        """False while a training or another long job runs."""
        self._train.setEnabled(can_train)

    def set_palette_colours(self, palette: Palette) -> None:
        self._icon.setPixmap(picture("info", palette.accent, 20))
        self._close.setIcon(icon("close", palette, palette.dim))
        self.setStyleSheet(
            f"#editsNote {{ background: {palette.panel}; border: none;"
            f" border-left: 4px solid {palette.accent}; border-bottom: 1px solid {palette.line}; }}"
        )

    def _name_parts(self) -> None:
        self._text.setObjectName("editsNoteText")
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._train.setObjectName("editsNoteTrain")
        self._train.setToolTip("Learn from the whole table as it is now")
        self._train.clicked.connect(self.train_requested)
        self._close.setObjectName("editsNoteClose")
        self._close.setToolTip("Close this note")
        self._close.setAccessibleName("Close this note")
        self._close.setIconSize(QSize(14, 14))
        self._close.setProperty("small", True)
        self._close.clicked.connect(self._dismiss)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(8)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._train)
        row.addWidget(self._close)

    def _dismiss(self) -> None:
        self._closed = True
        self.hide()
        self.dismissed.emit()
