"""A small picture that explains something: drawn in the colours of the theme, and told to who listens."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mfdesk.gui.theme import LIGHT, Palette, points

WIDTH, LEAST = 360, 320
_SMALL_POINTS = 9


class Drawing(QWidget):
    """As wide as there is room, and of a fixed ``height``. Who draws overrides ``draw``."""

    def __init__(self, name: str, described: str, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = LIGHT
        self.setObjectName(name)
        self.setAccessibleDescription(described)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(height)

    def draw(self, painter: QPainter) -> None:
        """Smoothly, and in small letters."""
        raise NotImplementedError

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST, self.height())

    def set_palette_colours(self, palette: Palette) -> None:
        self._palette = palette
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = painter.font()
        font.setPointSizeF(points(_SMALL_POINTS))
        painter.setFont(font)
        self.draw(painter)
        painter.end()
