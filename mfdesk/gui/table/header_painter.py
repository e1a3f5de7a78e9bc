"""Paints one name of a row or column, with what stands beside it."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPolygonF

from mfdesk.gui.table.model import RatingsTableModel
from mfdesk.gui.theme import LIGHT, Palette, mixed, tabular
from mfdesk.ratings.side import Side

_SIDE_AIR, _COLUMN_AIR = 12, 6
_BETWEEN = 16
_SMALL = 0.85
_MARK = 10
"""The room of the sort arrow or the pin, in pixels."""
_Align = Qt.AlignmentFlag


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
        self._short = lru_cache(2048)(self._elided)
        return self._metrics.height()

    def set_sort_mark(self, position: int | None, descending: bool) -> None:
        self._sorted_by, self._descending = position, descending

    def name_width(self, place: int) -> int:
        """The width of a name and the air around it."""
        air = _COLUMN_AIR if self._side is Side.COLUMNS else _SIDE_AIR
        return self._metrics.horizontalAdvance(self._name(place)) + 2 * air

    def wanted_width(self, place: int) -> int:
        """The width of all that is written of a place."""
        numbers, name = self._small_metrics.horizontalAdvance(self._numbers(place)), self.name_width(place)
        if self._side is Side.ROWS:
            return name + _BETWEEN + numbers
        return max(name + (2 * _MARK if self._is_sorted_by(place) else 0), numbers + 2 * _COLUMN_AIR)

    def fill(self, painter: QPainter, area: QRect) -> None:
        painter.fillRect(area, self._ground)

    def paint(self, painter: QPainter, area: QRect, place: int, *, current: bool, pinned: bool) -> None:
        painter.fillRect(area, self._current if current else self._ground)
        painter.setPen(self._line)
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.drawLine(area.topRight(), area.bottomRight())
        if self._side is Side.COLUMNS:
            self._paint_column(painter, area, place, current)
        else:
            self._paint_row(painter, area, place, current)
        if pinned:
            self._paint_pin(painter, QPointF(area.left() + 6, area.top() + 7))

    def end_band(self, painter: QPainter, area: QRect, at: int) -> None:
        """The line where pinned ones end."""
        painter.setPen(self._edge)
        if self._side is Side.COLUMNS:
            painter.drawLine(at - 1, area.top(), at - 1, area.bottom())
        else:
            painter.drawLine(area.left(), at - 1, area.right(), at - 1)

    def _paint_column(self, painter: QPainter, area: QRect, place: int, current: bool) -> None:
        middle = area.top() + area.height() * 53 // 100
        upper = QRect(area.left() + _COLUMN_AIR - 1, area.top() + 4, area.width() - 2 * _COLUMN_AIR + 2, 0)
        upper.setBottom(middle)
        lower = QRect(area.left() + 3, middle, area.width() - 6, area.bottom() - middle - 3)
        if self._is_sorted_by(place):
            self._paint_arrow(painter, QPointF(upper.right() - 3, upper.center().y() + 1))
            upper.adjust(_MARK, 0, -_MARK, 0)
        self._write(painter, upper, self._name(place), self._text, _Align.AlignHCenter)
        self._write(painter, lower, self._numbers(place), self._text if current else self._dim, _Align.AlignHCenter, 1)

    def _paint_row(self, painter: QPainter, area: QRect, place: int, current: bool) -> None:
        inside = area.adjusted(_SIDE_AIR, 0, -_SIDE_AIR, 0)
        if self._is_sorted_by(place):
            self._paint_arrow(painter, QPointF(area.right() - 6, area.center().y()))
        if self.wanted_width(place) <= area.width():
            self._write(painter, inside, self._numbers(place), self._dim, _Align.AlignRight, 1)
        self._write(painter, inside, self._name(place), self._text if current else self._dim, _Align.AlignLeft)

    def _write(
        self, painter: QPainter, area: QRect, text: str, colour: QColor, side: Qt.AlignmentFlag, small: int = 0
    ) -> None:
        painter.setFont(self._small if small else self._font)
        painter.setPen(colour)
        painter.drawText(area, side | _Align.AlignVCenter, self._short(text, area.width(), small))

    def _elided(self, text: str, width: int, small: int) -> str:
        metrics = self._small_metrics if small else self._metrics
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)

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

    def _numbers(self, place: int) -> str:
        return self._model.names.mean_and_count(self._side, place) if self._model.names else ""
