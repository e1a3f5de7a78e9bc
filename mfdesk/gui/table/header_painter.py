"""Paints one name of a row or column, with what stands beside it."""

from __future__ import annotations

import re
from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPolygonF, QStaticText, QTransform

from mfdesk.gui.table.model import RatingsTableModel
from mfdesk.gui.theme import LIGHT, Palette, mixed, tabular
from mfdesk.ratings.side import Side

_SIDE_AIR, _COLUMN_AIR = 12, 6
_BETWEEN = 16
_SMALL = 0.85
_MARK = 10
"""The room of the sort arrow or the pin, in pixels."""
_LEFT, _MIDDLE, _RIGHT = 0.0, 0.5, 1.0
_DIGIT = re.compile(r"\d")


class HeaderPainter:
    """Knows fonts and colours; the header knows where things lie."""

    def __init__(self, model: RatingsTableModel, side: Side) -> None:
        self._model, self._side = model, side
        self._sorted_by: int | None = None
        self._descending = False
        self.set_palette_colours(LIGHT)
        self.set_font(QFont())

    def set_palette_colours(self, palette: Palette) -> None:
        self._ground, self._line = QColor(palette.ground), QColor(palette.line)
        self._text, self._dim, self._accent = QColor(palette.text), QColor(palette.dim), QColor(palette.accent)
        self._current = QColor(palette.selection)
        self._edge = mixed(palette.line, palette.dim, 0.6)

    def set_font(self, font: QFont) -> int:
        """Takes the font of the names, and says how high a line of it is, in pixels."""
        self._font = tabular(font)
        self._small = tabular(font)
        self._small.setPointSizeF(self._small.pointSizeF() * _SMALL)
        self._metrics, self._small_metrics = QFontMetrics(self._font), QFontMetrics(self._small)
        self._laid_out = lru_cache(4096)(self._lay_out)
        self._width_of = lru_cache(4096)(self._measure)
        self._width_of_sign = lru_cache(256)(self._small_metrics.horizontalAdvance)
        self._elided = lru_cache(4096)(self._metrics.elidedText)
        return self._metrics.height()

    def set_sort_mark(self, position: int | None, descending: bool) -> None:
        self._sorted_by, self._descending = position, descending

    def name_width(self, place: int) -> int:
        """The width of a name and the air around it."""
        air = _COLUMN_AIR if self._side is Side.COLUMNS else _SIDE_AIR
        return self._width_of(self._name(place), False) + 2 * air

    def wanted_width(self, place: int) -> int:
        """The width of all that is written of a place."""
        numbers, name = self._width_of(self._numbers(place), True), self.name_width(place)
        if self._side is Side.ROWS:
            return name + _BETWEEN + numbers
        return max(name + 2 * _MARK, numbers + 2 * _COLUMN_AIR)

    def fill(self, painter: QPainter, area: QRect) -> None:
        painter.fillRect(area, self._ground)

    def paint(self, painter: QPainter, area: QRect, place: int, *, current: bool, pinned: bool) -> None:
        painter.fillRect(area, self._line)
        painter.fillRect(area.adjusted(0, 0, -1, -1), self._current if current else self._ground)
        if self._side is Side.COLUMNS:
            self._paint_column(painter, area, place, current, pinned)
        else:
            self._paint_row(painter, area, place, current)
            if pinned:
                self._paint_pin(painter, QPointF(area.left() + 6, area.center().y() - 3))

    def end_band(self, painter: QPainter, area: QRect, at: int) -> None:
        """The line where pinned ones end."""
        painter.setPen(self._edge)
        if self._side is Side.COLUMNS:
            painter.drawLine(at - 1, area.top(), at - 1, area.bottom())
        else:
            painter.drawLine(area.left(), at - 1, area.right(), at - 1)

    def _paint_column(self, painter: QPainter, area: QRect, place: int, current: bool, pinned: bool) -> None:
        middle = area.top() + area.height() * 53 // 100
        upper = QRect(area.left() + _COLUMN_AIR - 1, area.top() + 4, area.width() - 2 * _COLUMN_AIR + 2, 0)
        upper.setBottom(middle)
        lower = QRect(area.left() + 3, middle, area.width() - 6, area.bottom() - middle - 3)
        left, right = _MARK * pinned, _MARK * self._is_sorted_by(place)
        if left:
            self._paint_pin(painter, QPointF(upper.left() + 1, upper.center().y() - 3))
        if right:
            self._paint_arrow(painter, QPointF(upper.right() - 3, upper.center().y() + 1))
        if self._width_of(self._name(place), False) + 2 * max(left, right) <= upper.width():
            left = right = 0  # in the middle there is room beside the marks
        upper.adjust(left, 0, -right, 0)
        self._write(painter, upper, self.fitting(place, upper.width()), self._text, _MIDDLE)
        self._write(painter, lower, self._numbers(place), self._text if current else self._dim, _MIDDLE, small=True)

    def _paint_row(self, painter: QPainter, area: QRect, place: int, current: bool) -> None:
        inside = area.adjusted(_SIDE_AIR, 0, -_SIDE_AIR, 0)
        if self._is_sorted_by(place):
            self._paint_arrow(painter, QPointF(area.right() - 6, area.center().y()))
        if self.wanted_width(place) <= area.width():
            self._write(painter, inside, self._numbers(place), self._dim, _RIGHT, small=True)
        name = self.fitting(place, inside.width())
        self._write(painter, inside, name, self._text if current else self._dim, _LEFT)

    def _write(
        self, painter: QPainter, area: QRect, text: str, colour: QColor, side: float, *, small: bool = False
    ) -> None:
        """``side``: where the text lies in the area, from 0 (left) to 1 (right)."""
        shown, width, height = self._laid_out(text, area.width(), small)
        painter.setFont(self._small if small else self._font)
        painter.setPen(colour)
        left = area.left() + (area.width() - width) * side
        painter.drawStaticText(QPointF(left, area.top() + (area.height() - height) / 2), shown)

    def _lay_out(self, text: str, room: int, small: bool) -> tuple[QStaticText, float, float]:
        metrics = self._small_metrics if small else self._metrics
        fits = self._width_of(text, small) <= room
        shown = QStaticText(text if fits else metrics.elidedText(text, Qt.TextElideMode.ElideRight, room))
        shown.setTextFormat(Qt.TextFormat.PlainText)
        shown.prepare(QTransform(), self._small if small else self._font)
        size = shown.size()
        return shown, size.width(), size.height()

    def _measure(self, text: str, small: bool) -> int:
        """Small ones are numbers, whose signs keep their widths whatever stands beside them: it takes no layout."""
        return sum(map(self._width_of_sign, text)) if small else self._metrics.horizontalAdvance(text)

    def _paint_arrow(self, painter: QPainter, centre: QPointF) -> None:
        """Down: the highest come first."""
        tip = 3.0 if self._descending else -3.0
        corners = [QPointF(-4, -tip), QPointF(4, -tip), QPointF(0, tip)]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._accent)
        painter.drawPolygon(QPolygonF([centre + corner for corner in corners]))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_pin(self, painter: QPainter, centre: QPointF) -> None:
        """A head and a needle."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._accent, 1.2))
        painter.drawLine(centre, centre + QPointF(0, 6))
        painter.setBrush(self._accent)
        painter.drawEllipse(centre, 2.2, 2.2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _is_sorted_by(self, place: int) -> bool:
        return self._sorted_by is not None and self._model.position(self._side, place) == self._sorted_by

    def _name(self, place: int) -> str:
        return self._model.names.short(self._side, place) if self._model.names else ""

    def fitting(self, place: int, room: int) -> str:
        """The name; of one that is too long, and begins like that beside it, the middle is left out instead of the
        end."""
        name = self._name(place)
        if self._width_of(name, False) <= room:
            return name
        seen = _alike(self._elided(name, Qt.TextElideMode.ElideRight, room)[:-1])
        there = self._model.columnCount() if self._side is Side.COLUMNS else self._model.rowCount()
        beside = (self._name(at) for at in (place - 1, place + 1) if 0 <= at < there)
        if seen and any(_alike(other).startswith(seen) for other in beside):
            return self._elided(name, Qt.TextElideMode.ElideMiddle, room)
        return name

    def _numbers(self, place: int) -> str:
        return self._model.names.mean_and_count(self._side, place) if self._model.names else ""


def _alike(name: str) -> str:
    """Names that differ in nothing but numbers look alike."""
    return _DIGIT.sub("0", name)
