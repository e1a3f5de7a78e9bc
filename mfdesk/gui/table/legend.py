"""Says which face of a cell means what."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from mfdesk.gui.theme import LIGHT, Palette, mixed


class Legend(QWidget):
    """Given and predicted, each with a chip of its ground."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tableLegend")
        self._given, self._predicted = QFrame(), QFrame()
        self._words = QLabel("predicted")
        self._filled_parts: tuple[QWidget, ...] = (self._predicted, self._words)
        font = self._words.font()
        font.setItalic(True)
        self._words.setFont(font)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 0, 0)
        row.setSpacing(7)
        for part in (self._given, QLabel("given"), self._predicted, self._words):
            if isinstance(part, QFrame) and not isinstance(part, QLabel):
                part.setFixedSize(13, 13)
            row.addWidget(part)
        row.insertSpacing(2, 10)
        self.set_palette_colours(LIGHT)
        self.set_filled(filled=False, tells_surety=False)

    def set_filled(self, *, filled: bool, tells_surety: bool) -> None:
        """``filled``: there are predicted cells; ``tells_surety``: their tint says how sure they are."""
        self._words.setText("predicted, stronger = surer" if tells_surety else "predicted")
        for part in self._filled_parts:
            part.setVisible(filled)

    def set_palette_colours(self, palette: Palette) -> None:
        edge = mixed(palette.line, palette.dim, 0.3).name()
        for chip, ground in ((self._given, palette.panel), (self._predicted, palette.predicted)):
            chip.setStyleSheet(f"background: {ground}; border: 1px solid {edge}; border-radius: 3px;")
