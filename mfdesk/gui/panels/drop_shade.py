"""Lies over the window while a file is dragged above it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from mfdesk.gui.resources import picture
from mfdesk.gui.theme import LIGHT, Palette

_MARGIN = 16


class DropShade(QWidget):
    """Covers its parent with what will happen on letting go; the mouse falls through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dropShade")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._palette = LIGHT
        self.hide()

    def set_palette_colours(self, palette: Palette) -> None:
        self._palette = palette
        self.update()

    def cover(self) -> None:
        """Shows it over the whole parent."""
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
        self.raise_()
        self.show()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QColor(self._palette.ground)
        ground.setAlpha(225)
        painter.fillRect(self.rect(), ground)
        painter.setPen(QPen(QColor(self._palette.accent), 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN), 12, 12)
        middle = self.rect().center()
        painter.drawPixmap(middle.x() - 24, middle.y() - 56, picture("drop", self._palette.accent, 48))
        painter.setPen(QColor(self._palette.text))
        words = self.rect().adjusted(0, 24, 0, 24)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, "Let go to open this file")
