"""The line along the bottom: what the faces mean, what is open, and how far the running job is."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QProgressBar, QStatusBar, QWidget

from mfdesk.gui.table.legend import Legend
from mfdesk.gui.theme import Palette

_FINE = 1000


class StatusLine(QStatusBar):
    """Legend at the left; shape, progress in words and a slim bar at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusLine")
        self.setSizeGripEnabled(False)
        self.legend = Legend()
        self._shape, self._words, self._bar = QLabel(), QLabel(), QProgressBar()
        self._shape.setObjectName("statusShape")
        self._words.setObjectName("statusWords")
        self._bar.setObjectName("statusProgress")
        self._bar.setAccessibleName("Progress")
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(180)
        self._words.setContentsMargins(0, 0, 4, 0)
        self._shape.setContentsMargins(16, 0, 12, 0)
        self.addWidget(self.legend)
        for label in (self._words, self._shape):
            label.setMinimumWidth(1)  # long words must not widen the window
        for part in (self._words, self._bar, self._shape):
            self.addPermanentWidget(part)
        self.legend.hide()
        self._bar.hide()

    def show_shape(self, words: str) -> None:
        self._shape.setText(words)
        self.legend.setVisible(bool(words))

    def show_progress(self, words: str, share: float | None, *, running: bool) -> None:
        """``share`` 0 to 1, None: a bar that only says that something goes on."""
        self._words.setText(words)
        self._bar.setVisible(running)
        self._bar.setRange(0, 0 if running and share is None else _FINE)
        self._bar.setValue(round((share or 0) * _FINE))

    def set_palette_colours(self, palette: Palette) -> None:
        self.legend.set_palette_colours(palette)
