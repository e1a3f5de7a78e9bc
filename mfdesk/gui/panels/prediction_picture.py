"""A picture made of lines, one below the other, that a person can read by mouse, by arrow keys or by ear."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from mfdesk.gui.panels.loss_curve import HoverLabel
from mfdesk.gui.panels.picture import PictureMenu, Suffix, widget_bytes
from mfdesk.gui.theme import LIGHT, Palette, points, scaled, tabular

LINE = 22
"""Pixels from one line to the next."""
EDGE = 8
_SMALL_POINTS = 9
_ROOM = 32
"""Pixels that stay free beside a reading."""
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class LinedPicture(QWidget):
    """Paints ``count`` lines below a head of ``head`` pixels; what is in a line is the matter of ``paint_line``."""

    chosen = Signal(int)
    """A line was clicked, or Enter pressed on it."""
    save_requested = Signal(object, str, str)
    """As that of ``PictureMenu``."""

    head = 0
    foot = 0

    def __init__(self, name: str, title: str, file_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        font = tabular(self.font())
        font.setPointSizeF(points(_SMALL_POINTS))
        self.setFont(font)
        self.colours = LIGHT
        self._readings: tuple[str, ...] = ()
        self._current: int | None = None
        self._saving = False
        self._hover = HoverLabel(self)
        self._menu = PictureMenu(file_name, self.picture_bytes, self)
        self._menu.save_requested.connect(self.save_requested)

    @property
    def count(self) -> int:
        return len(self._readings)

    @property
    def reading(self) -> str:
        """What the line under the mouse or the arrow keys says; "" when there is none."""
        return self._hover.said

    def show_readings(self, readings: Sequence[str]) -> None:
        """One line for each; all of them together are the text of the picture."""
        self._readings = tuple(readings)
        self.stop_reading()
        self.setFixedHeight(self.sizeHint().height())

    def paint_line(self, painter: QPainter, index: int, area: QRectF) -> None:
        raise NotImplementedError

    def paint_behind(self, painter: QPainter) -> None:
        """What lies behind all lines."""

    def set_palette_colours(self, palette: Palette) -> None:
        self.colours = palette
        self._hover.set_palette_colours(palette)
        self.update()

    def picture_bytes(self, suffix: Suffix) -> bytes:
        """The picture as a whole PNG or SVG file."""
        self.stop_reading()
        self._saving = True
        try:
            return widget_bytes(self, suffix, self.colours.panel, self.accessibleName())
        finally:
            self._saving = False

    def area_of(self, index: int) -> QRectF:
        return QRectF(EDGE, self.head + index * scaled(LINE), self.width() - 2 * EDGE, scaled(LINE))

    def read(self, index: int) -> None:
        """Says what this line says, beside it."""
        self._current = index
        area = self.area_of(index)
        self._hover.say(
            self._shortened(self._readings[index]), QPoint(int(area.center().x()), int(area.bottom()) + scaled(LINE))
        )
        self.setAccessibleDescription(_spoken(self._readings[index]))
        self.update()

    def stop_reading(self) -> None:
        self._current = None
        self._hover.hide()
        self.setAccessibleDescription("; ".join(_spoken(each) for each in self._readings))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, self.head + self.count * scaled(LINE) + self.foot)

    def minimumSizeHint(self) -> QSize:
        return QSize(280, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._saving:
            self._paint_current(painter)
        self.paint_behind(painter)
        for index in range(self.count):
            self.paint_line(painter, index, self.area_of(index))

    def _paint_current(self, painter: QPainter) -> None:
        if self.hasFocus():
            painter.setPen(QPen(QColor(self.colours.accent), 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        if self._current is not None and self._current < self.count:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self.colours.hover))
            painter.drawRoundedRect(self.area_of(self._current).adjusted(-4, 1, 4, -1), 4, 4)
            painter.setBrush(Qt.BrushStyle.NoBrush)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS and self.count:
            before = self._current if self._current is not None else (-1 if _STEPS[key] > 0 else self.count)
            self.read(min(max(before + _STEPS[key], 0), self.count - 1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._current is not None:
            self.chosen.emit(self._current)
        elif key == Qt.Key.Key_Escape and self._current is not None:
            self.stop_reading()
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self._line_at(event.position().y())
        if index is None:
            self.stop_reading()
        elif index != self._current:
            self.read(index)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self._line_at(event.position().y())
        if event.button() is Qt.MouseButton.LeftButton and index is not None:
            self.chosen.emit(index)

    def leaveEvent(self, event: QEvent) -> None:
        self.stop_reading()
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.stop_reading()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._menu.open_at(event.globalPos())

    def widest(self, texts: Iterable[str]) -> int:
        """Pixels that the widest of the texts takes, and a little more."""
        return max((self.fontMetrics().horizontalAdvance(text) for text in texts), default=0) + 2

    def _shortened(self, reading: str) -> str:
        """Each part of a reading with an ellipsis where the picture has no room for it on one line."""
        metrics, room = self.fontMetrics(), self.width() - _ROOM
        parts = reading.split(" · ")
        return " · ".join(metrics.elidedText(part, Qt.TextElideMode.ElideMiddle, room) for part in parts)

    def _line_at(self, y: float) -> int | None:
        index = int((y - self.head) // scaled(LINE))
        return index if 0 <= index < self.count else None

    def write(
        self,
        painter: QPainter,
        area: QRectF,
        text: str,
        colour: str,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        """The text within the area, on its middle, with an ellipsis where it is too long."""
        painter.setPen(QColor(colour))
        short = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(area.width()) + 1)
        painter.drawText(area, align | Qt.AlignmentFlag.AlignVCenter, short)


def _spoken(reading: str) -> str:
    return reading.replace(" · ", ", ")
