"""Darkens a window but for one rounded rectangle, through which mouse and keys reach what lies below."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QEvent, QRect, QRectF, Qt, QVariantAnimation, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QRegion,
    QWheelEvent,
)
from PySide6.QtWidgets import QStyle, QWidget

from mfdesk.gui.theme import LIGHT, Palette

MARGIN, RADIUS, RING = 4, 8, 2
"""Of the hole around its target, in pixels."""
MILLISECONDS = 220
DARKNESS = {False: 130, True: 165}
"""Alpha of the shade on a light and on a dark window."""


class Spotlight(QWidget):
    """Lies over its parent. The hole is cut out of the widget by a mask, so it takes no event there."""

    pressed = Signal()
    """Somebody pressed outside of the hole."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        self.setObjectName("tourSpotlight")
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self._palette, self._hole, self._goal = LIGHT, QRect(), QRect()
        self._glide = QVariantAnimation(self)
        self._glide.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self._glide.valueChanged.connect(self._move_hole)
        self.hide()

    @property
    def hole(self) -> QRect:
        """The rectangle that is lit, once the animation is over; empty where nothing is."""
        return QRect(self._goal)

    @property
    def settled(self) -> bool:
        """Whether the hole is where it belongs."""
        return self._hole == self._goal

    def set_palette_colours(self, palette: Palette) -> None:
        self._palette = palette
        self.update()

    def cover(self) -> None:
        """Takes the size of the parent."""
        if self.geometry() != self._parent.rect():
            self.setGeometry(self._parent.rect())
            self._cut()
        self.show()

    def light(self, target: QRect, *, glide: bool = True) -> None:
        """Lights this rectangle of the window, or nothing if it is empty; softly, unless the platform wants no
        animations or ``glide`` is false, as while the window is being resized."""
        around = target.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN) & self.rect()
        goal = around if not target.isEmpty() else QRect()
        if goal == self._goal:
            return
        self._goal = goal
        self._glide.stop()
        milliseconds = MILLISECONDS if self._animates() else 0
        if not glide or not milliseconds or self._hole.isEmpty() or goal.isEmpty():
            self._move_hole(goal)
            return
        self._glide.setDuration(milliseconds)
        self._glide.setStartValue(self._hole)
        self._glide.setEndValue(goal)
        self._glide.start()

    def _animates(self) -> bool:
        return self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self) > 0

    @Slot(object)
    def _move_hole(self, hole: QRect) -> None:
        self._hole = QRect(hole)
        self._cut()
        self.update()

    def _cut(self) -> None:
        """The mask leaves the ring and the round corners to the painter, so that these are smooth."""
        inside = QPainterPath()
        inside.addRoundedRect(QRectF(self._hole).adjusted(RING, RING, -RING, -RING), RADIUS - RING, RADIUS - RING)
        if self._hole.isEmpty():
            self.clearMask()
        else:
            self.setMask(QRegion(self.rect()) - QRegion(inside.toFillPolygon().toPolygon()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shade, lit = QPainterPath(), QPainterPath()
        shade.addRect(QRectF(self.rect()))
        if not self._hole.isEmpty():
            ring = QRectF(self._hole).adjusted(RING / 2, RING / 2, -RING / 2, -RING / 2)
            lit.addRoundedRect(ring, RADIUS, RADIUS)
        painter.fillPath(shade - lit, QColor(0, 0, 0, DARKNESS[self._palette.is_dark]))
        painter.setPen(QPen(QColor(self._palette.accent), RING))
        painter.drawPath(lit)
        painter.end()

    def event(self, event: QEvent) -> bool:
        """Tips of what lies in the dark are not shown."""
        if event.type() is QEvent.Type.ToolTip:
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self.pressed.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.accept()
