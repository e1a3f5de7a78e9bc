"""A chart that paints itself from a ``Drawing``: axes, hover and arrow-key reading, its text for a screen reader, and
the menu that saves it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from mfdesk.gui.panels.loss_curve import HoverLabel
from mfdesk.gui.panels.picture import PictureMenu, Suffix, widget_bytes
from mfdesk.gui.panels.quality_layers import Axis, Drawing, Place, paint_key
from mfdesk.gui.theme import LIGHT, Palette, points, tabular

SMALL_POINTS = 8
EDGE = 8
WIDEST_NAMES = 0.38
"""The share of the width that names at the left axis may take."""
_MOST_READINGS = 12
"""More marks than this are not all told in the description; the arrow keys read them one by one."""
_STEPS: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class Chart(QWidget):
    """Shows one drawing, or a sentence that says why there is none."""

    chosen = Signal(int)
    """A mark was clicked, or Enter pressed on it."""
    save_requested = Signal(object, str, str)
    """As that of ``PictureMenu``."""

    def __init__(self, name: str, least: QSize, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setMinimumSize(least)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._small = tabular(self.font())
        self._small.setPointSizeF(points(SMALL_POINTS))
        self._drawing: Drawing | None = None
        self._words = ""
        self._current: int | None = None
        self._saving = self._choosable = False
        self._hover = HoverLabel(self)
        self._hover.setObjectName(f"{name}Reading")
        self._menu = PictureMenu(f"quality-{name.removeprefix('quality').lower()}", self.picture_bytes, self)
        self._menu.save_requested.connect(self.save_requested)
        self.set_palette_colours(LIGHT)

    def show_drawing(self, drawing: Drawing | None, title: str, words: str = "") -> None:
        """``words`` stand in the place of a drawing that is not there."""
        self._drawing, self._words = drawing, words
        self.setAccessibleName(title)
        self.stop_reading()

    def set_choosable(self) -> None:
        """Its marks can be gone to; the hand says so."""
        self._choosable = True

    def set_palette_colours(self, palette: Palette) -> None:
        self._palette = palette
        self._hover.set_palette_colours(palette)
        self.update()

    def picture_bytes(self, suffix: Suffix) -> bytes:
        """The chart as a whole PNG or SVG file."""
        self.stop_reading()
        self._saving = True
        picture = widget_bytes(self, suffix, self._palette.panel, self.accessibleName())
        self._saving = False
        return picture

    @property
    def drawing(self) -> Drawing | None:
        return self._drawing

    @property
    def reading(self) -> str:
        """What the mark under the mouse or the arrow keys says; "" when there is none."""
        return self._hover.said

    def read(self, mark: int) -> None:
        """Says what this mark of the drawing says, beside it."""
        assert self._drawing is not None
        self._current = mark
        reading = self._drawing.marks[mark].reading
        self._hover.say(reading, self._place().box(self._drawing.marks[mark].box).center().toPoint())
        self.setAccessibleDescription(reading.replace(" · ", ", "))
        self.update()

    def stop_reading(self) -> None:
        self._current = None
        self._hover.hide()
        self.setAccessibleDescription(self._description())
        self.update()

    def sizeHint(self) -> QSize:
        return self.minimumSize().expandedTo(QSize(200, 60))

    # painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._small)
        if self._drawing is None:
            painter.setPen(QColor(self._palette.dim))
            room = QRectF(self.rect()).adjusted(24, 0, -24, 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._words)
        else:
            self._paint_drawing(painter, self._drawing, self._place())
        if self.hasFocus() and not self._saving:
            painter.setPen(QPen(QColor(self._palette.accent), 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def _paint_drawing(self, painter: QPainter, drawing: Drawing, place: Place) -> None:
        self._paint_ticks(painter, place)
        for layer in drawing.layers:
            layer.paint(painter, place, self._palette)
        if self._current is not None and not self._saving:
            painter.setPen(QPen(QColor(self._palette.text), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place.box(drawing.marks[self._current].box).adjusted(0.5, 0.5, -0.5, -0.5))
        line = self._line_height()
        painter.setPen(QColor(self._palette.dim))
        painter.drawText(QRectF(EDGE, EDGE, self.width() - 2 * EDGE, line), 0, drawing.up.title)
        bottom = QRectF(place.area.left(), self.height() - EDGE - line, place.area.width(), line)
        painter.drawText(bottom, Qt.AlignmentFlag.AlignCenter, drawing.across.title)
        paint_key(painter, drawing.key, EDGE, EDGE + (line + 2 if drawing.up.title else 0), self._palette)

    def _paint_ticks(self, painter: QPainter, place: Place) -> None:
        area, line = place.area, self._line_height()
        for value, text in place.up.ticks:
            y = round(place.y(value)) + 0.5
            self._paint_grid(painter, place.up, (area.left(), y, area.right(), y))
            box = QRectF(EDGE, y - line / 2, area.left() - EDGE - 6, line)
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shown)
        taken = 0.0
        for value, text in place.across.ticks:
            x = round(place.x(value)) + 0.5
            self._paint_grid(painter, place.across, (x, area.top(), x, area.bottom()))
            width = painter.fontMetrics().horizontalAdvance(text)
            if x - width / 2 >= taken:  # a label that would touch the one before is left out
                painter.drawText(QRectF(x - width / 2 - 1, area.bottom() + 4, width + 2, line), 0, text)
                taken = x + width / 2 + 4

    def _paint_grid(self, painter: QPainter, axis: Axis, ends: tuple[float, float, float, float]) -> None:
        if axis.grid:
            painter.setPen(QPen(QColor(self._palette.line), 1))
            left, top, right, bottom = ends
            painter.drawLine(left, top, right, bottom)  # type: ignore[call-overload]
        painter.setPen(QColor(self._palette.dim))

    def _line_height(self) -> int:
        return QFontMetrics(self._small, self).height()

    def _width_of(self, text: str) -> int:
        return QFontMetrics(self._small, self).horizontalAdvance(text) + 2

    def _place(self) -> Place:
        """Where the drawing lies, with room for its texts."""
        assert self._drawing is not None
        across, up, line = self._drawing.across, self._drawing.up, self._line_height()
        widths = [self._width_of(text) for _, text in up.ticks]
        left = EDGE + min(max(widths, default=0), int(self.width() * WIDEST_NAMES)) + 6
        top = EDGE + (line + 2) * (bool(up.title) + bool(self._drawing.key)) + 4
        bottom = EDGE + (line + 2) * bool(across.title) + (line + 4) * bool(across.ticks)
        ends = (self._width_of(across.ticks[-1][1]) // 2) if across.ticks else 0
        room = QRectF(self.rect()).adjusted(left, top, -max(EDGE, ends), -bottom)
        return Place(room, across, up)

    # reading

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        mark = self._mark_at(event)
        if mark is None and self._current is not None:
            self.stop_reading()
        elif mark is not None and mark != self._current:
            self.read(mark)
        hand = self._choosable and mark is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        mark = self._mark_at(event)
        if event.button() is Qt.MouseButton.LeftButton and mark is not None:
            self.chosen.emit(mark)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.stop_reading()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.stop_reading()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._menu.open_at(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        marks = len(self._drawing.marks) if self._drawing else 0
        key = event.key()
        if marks and key in _STEPS:
            step = _STEPS[key]
            start = -1 if step > 0 else marks
            current = start if self._current is None else self._current
            self.read(min(max(current + step, 0), marks - 1))
        elif marks and key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.read(0 if key == Qt.Key.Key_Home else marks - 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current is not None:
            self.chosen.emit(self._current)
        elif key == Qt.Key.Key_Escape and self._current is not None:
            self.stop_reading()
        else:
            super().keyPressEvent(event)

    def _mark_at(self, event: QMouseEvent) -> int | None:
        if self._drawing is None:
            return None
        place = self._place()
        inside = (
            number for number, mark in enumerate(self._drawing.marks) if place.box(mark.box).contains(event.position())
        )
        return next(inside, None)

    def _description(self) -> str:
        if self._drawing is None:
            return self._words
        marks = self._drawing.marks
        readings = [mark.reading.replace(" · ", ", ") for mark in marks] if len(marks) <= _MOST_READINGS else []
        return " ".join([self._drawing.says, *(f"{reading};" for reading in readings)]).rstrip(";")
