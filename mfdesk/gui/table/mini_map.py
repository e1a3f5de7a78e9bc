"""The whole table in small: where it is densely rated, and which part of it is seen."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QToolButton, QWidget

from mfdesk.density import Density
from mfdesk.gui.theme import LIGHT, Palette, mixed

WIDTH, HEIGHT = 168, 112
_AIR = 8
GRID = (HEIGHT - 2 * _AIR) // 2, (WIDTH - 2 * _AIR) // 2
"""Rows and columns of the coarse grid: two pixels a field."""
_SMALLEST = 0.5
"""The share of its size below which the map is of no use."""
_LEAST_FRAME = 5.0
_SHADES = 32
_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class MiniMap(QWidget):
    """Shares of the whole run from 0 to 1, from left to right and from top to bottom."""

    went = Signal(float, float)
    """The middle of what is to be seen."""
    stepped = Signal(int, int)
    """So many pages to the right and down."""
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("miniMap")
        self.setAccessibleName("Map of the whole table")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._palette, self._image = LIGHT, QImage()
        self._density: Density | None = None
        self._seen = QRectF(0, 0, 1, 1)
        self._close = QToolButton(self)
        self._close.setText("×")
        self._close.setObjectName("miniMapClose")
        self._close.setAccessibleName("Hide the mini-map")
        self._close.setToolTip("Hide the mini-map")
        self._close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._close.setCursor(Qt.CursorShape.ArrowCursor)
        self._close.clicked.connect(self.closed)
        self.resize(WIDTH, HEIGHT)
        self.hide()

    def fit(self, room: QSize) -> bool:
        """Takes at most a third of the room either way; answers whether that leaves it large enough to be of use."""
        share = min(1.0, room.width() / (3 * WIDTH), room.height() / (3 * HEIGHT))
        if share >= _SMALLEST:
            self.resize(round(share * WIDTH), round(share * HEIGHT))
        return share >= _SMALLEST

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._close.setGeometry(self.width() - 21, 3, 18, 18)

    def set_palette_colours(self, palette: Palette) -> None:
        self._palette = palette
        self._close.setStyleSheet(
            f"padding: 0; border-radius: 4px; border: 1px solid {palette.line}; background: {palette.panel};"
            f" color: {palette.text};"
        )
        self._draw()

    def show_density(self, density: Density | None) -> None:
        """None: it is not known yet."""
        self._density = density
        self._draw()

    def show_seen(self, seen: QRectF, words: str) -> None:
        """The part of the whole that is seen, and that in words."""
        self._seen = seen
        self.setToolTip(words)
        self.setAccessibleDescription(words)
        self.update()

    @property
    def seen(self) -> QRectF:
        return self._seen

    @property
    def area(self) -> QRect:
        """Where the table is drawn."""
        return self.rect().adjusted(_AIR, _AIR, -_AIR, -_AIR)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._go(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step:
            self.stepped.emit(*step)
        elif event.key() == Qt.Key.Key_Home:
            self.went.emit(0.0, 0.0)
        elif event.key() == Qt.Key.Key_End:
            self.went.emit(1.0, 1.0)
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, palette = QPainter(self), self._palette
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        panel = QColor(palette.ground)
        panel.setAlphaF(0.92)
        painter.setBrush(panel)
        painter.setPen(QPen(QColor(palette.accent if self.hasFocus() else palette.line), 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.fillRect(self.area, QColor(palette.panel))
        if not self._image.isNull():
            painter.drawImage(self.area, self._image)
        painter.setPen(QPen(QColor(palette.counter), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawRect(self.frame)

    @property
    def frame(self) -> QRectF:
        """Where what is seen lies, never so small that it is lost."""
        area = QRectF(self.area)
        width = max(self._seen.width() * area.width(), _LEAST_FRAME)
        height = max(self._seen.height() * area.height(), _LEAST_FRAME)
        left = min(area.left() + self._seen.left() * area.width(), area.right() - width)
        top = min(area.top() + self._seen.top() * area.height(), area.bottom() - height)
        return QRectF(left, top, width, height)

    def _go(self, at: QPointF) -> None:
        area = QRectF(self.area)
        x, y = ((at.x() - area.left()) / area.width(), (at.y() - area.top()) / area.height())
        self.went.emit(min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0))

    def _draw(self) -> None:
        """The densities as a picture; roots, since most tables are dense in a corner and thin elsewhere."""
        self._image = QImage()
        if self._density is not None and self._density.shares.size:
            shares = self._density.shares
            levels = np.sqrt(shares / max(float(shares.max()), 1e-12)) * (_SHADES - 1)
            shades = [
                mixed(self._palette.panel, self._palette.accent, step / (_SHADES - 1)).rgb() for step in range(_SHADES)
            ]
            pixels = np.ascontiguousarray(np.array(shades, np.uint32)[np.ceil(levels).astype(np.intp)])
            height, width = pixels.shape
            self._image = QImage(pixels.tobytes(), width, height, 4 * width, QImage.Format.Format_RGB32).copy()
        self.update()
