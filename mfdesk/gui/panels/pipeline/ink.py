"""What the cards are drawn with: texts that fit, bars around zero, and a small table of cells."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import isfinite

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from mfdesk.gui.theme import Palette, mixed, points, tabular
from mfdesk.ratings.arrays import Floats, Singles

_SMALL_POINTS = 9
_SHADES = 5
_WIDEST_BAR = 14.0
_MOST_WIDTHS = 2000
_SHORTEST_ARROW = 2.5


class Face:
    """A font and the widths of what was written in it: measuring is most of what writing costs."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self._metrics = QFontMetricsF(font)
        self.rise = (self._metrics.ascent() - self._metrics.descent()) / 2
        """How far the baseline lies under the middle of a line."""
        self._widths: dict[str, float] = {}

    def width(self, words: str) -> float:
        width = self._widths.get(words)
        if width is None:
            if len(self._widths) >= _MOST_WIDTHS:
                self._widths.clear()
            width = self._widths[words] = self._metrics.horizontalAdvance(words)
        return width

    def fitting(self, variants: tuple[str, ...], room: float) -> str:
        """The first of the variants that fits into the room, or the last without its middle: numbers stand at ends."""
        for words in variants:
            if self.width(words) <= room:
                return words
        return self._metrics.elidedText(variants[-1], Qt.TextElideMode.ElideMiddle, room)


@dataclass(frozen=True)
class Fonts:
    """The three fonts of a card."""

    title: Face
    plain: Face
    strong: Face

    @classmethod
    def of(cls, font: QFont) -> Fonts:
        """Those that go with the font of a widget."""
        title = QFont(font)
        title.setWeight(QFont.Weight.DemiBold)
        plain = tabular(font)
        plain.setPointSizeF(points(_SMALL_POINTS))
        strong = QFont(plain)
        strong.setWeight(QFont.Weight.DemiBold)
        return cls(Face(title), Face(plain), Face(strong))


@dataclass(frozen=True, eq=False)
class Cells:
    """A small table: ``shares`` (m, n), how far each rating is up its scale, NaN for holes. The first ``marked`` cells
    of the first row are the example's."""

    shares: Floats
    marked: int


class Ink:
    """A painter with the colours and fonts of the cards."""

    def __init__(self, painter: QPainter, palette: Palette, fonts: Fonts) -> None:
        self.painter, self.palette, self.fonts = painter, palette, fonts

    def text(self, place: QRectF, variants: str | tuple[str, ...], colour: str = "", face: Face | None = None) -> float:
        """Writes the first of the variants (longest first) that fits, or the last one cut short; returns its width."""
        face = face or self.fonts.plain
        words = face.fitting((variants,) if isinstance(variants, str) else variants, place.width())
        self.painter.setFont(face.font)
        self.painter.setPen(QColor(colour or self.palette.text))
        self.painter.drawText(QPointF(place.left(), round(place.center().y() + face.rise)), words)
        return face.width(words)

    def fits(self, place: QRectF, variants: tuple[str, ...], face: Face | None = None) -> bool:
        """Whether one of the variants can be written there as it is."""
        return any((face or self.fonts.plain).width(words) <= place.width() for words in variants)

    def paragraph(self, place: QRectF, words: str, colour: str = "") -> None:
        """Writes a sentence over several lines, or nothing where there is no room for all of it."""
        self.painter.setFont(self.fonts.plain.font)
        self.painter.setPen(QColor(colour or self.palette.text))
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        needed = self.painter.boundingRect(place, int(flags), words)
        if needed.height() <= place.height() and needed.width() <= place.width():
            self.painter.drawText(place, int(flags), words)

    def badge(self, centre: QPointF, radius: float, number: int, *, active: bool, idle: bool) -> None:
        """A number in a circle."""
        ground = self.palette.accent if active else self.palette.hover if idle else self.palette.selection
        ink = self.palette.on_accent if active else self.palette.dim if idle else self.palette.text
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(QColor(ground))
        self.painter.drawEllipse(centre, radius, radius)
        self.painter.setPen(QColor(ink))
        self.painter.setFont(self.fonts.strong.font)
        around = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        self.painter.drawText(around, Qt.AlignmentFlag.AlignCenter, str(number))

    def bars(self, place: QRectF, values: Singles, largest: float, before: Singles | None = None) -> None:
        """Bars around zero, ``largest`` being the full height; with ``before`` a ghost of each and an arrow from it."""
        zero, half = place.center().y(), place.height() / 2
        slot = min(place.width() / max(len(values), 1), 2.2 * _WIDEST_BAR)
        width = min(slot * 0.62, _WIDEST_BAR)
        lefts = [place.left() + index * slot + (slot - width) / 2 for index in range(len(values))]
        ends = [half * _within(value / largest) for value in values.tolist()]
        if before is not None:
            starts = [half * _within(value / largest) for value in before.tolist()]
            ghosts = [_bar(left - 2, zero, width + 4, start) for left, start in zip(lefts, starts, strict=True)]
            self._fill(ghosts, _mixed(self.palette.panel, self.palette.dim, 0.4))
        for colour, sign in ((self.palette.accent, 1), (self.palette.counter, -1)):
            chosen = [_bar(left, zero, width, end) for left, end in zip(lefts, ends, strict=True) if end * sign > 0]
            self._fill(chosen, QColor(colour))
        self.painter.setPen(QPen(QColor(self.palette.line), 1))
        self.painter.drawLine(QLineF(place.left(), zero, place.left() + slot * len(values), zero))
        if before is not None:
            self._arrows([left + width + 2 for left in lefts], zero, starts, ends)

    def cells(self, place: QRectF, cells: Cells, side: float, *, lit: bool) -> None:
        """As much of the table as there is room for, in squares of about ``side``; ``lit``: the known ones glow."""
        lines = max(int(place.height() / side), 1)
        side = min(place.height() / lines, 1.5 * side)
        self.painter.translate(place.topLeft())
        self.painter.setPen(Qt.PenStyle.NoPen)
        for shade, squares in _squares(cells, lines, int(place.width() / side), side):
            self.painter.setBrush(self._shade(shade, lit=lit))
            self.painter.drawRects(squares)
        if cells.marked:
            self.painter.setBrush(Qt.BrushStyle.NoBrush)
            self.painter.setPen(QPen(QColor(self.palette.text), 1.2))
            self.painter.drawRect(QRectF(-0.5, -0.5, cells.marked * side, side))
        self.painter.translate(-place.topLeft())

    def _shade(self, shade: int, *, lit: bool) -> QColor:
        if shade < 0:
            return _mixed(self.palette.panel, self.palette.line, 0.9 if lit else 0.45)
        full = self.palette.counter if lit else self.palette.accent
        return _mixed(self.palette.panel, full, (0.6 if lit else 0.3) + (0.4 if lit else 0.7) * shade / (_SHADES - 1))

    def _fill(self, places: list[QRectF], colour: QColor) -> None:
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(colour)
        self.painter.drawRects(places)

    def _arrows(self, places: list[float], zero: float, starts: list[float], ends: list[float]) -> None:
        """Upright ones, where the way is long enough to be seen."""
        lines = []
        for x, start, end in zip(places, starts, ends, strict=True):
            if abs(end - start) >= _SHORTEST_ARROW:
                back, tip = 2.5 if end < start else -2.5, QPointF(x, zero - end)
                shaft = QPointF(x, zero - start)
                lines += [QLineF(shaft, tip)] + [QLineF(tip, tip + QPointF(side, -back)) for side in (-2, 2)]
        self.painter.setPen(QPen(QColor(self.palette.text), 1))
        self.painter.drawLines(lines)


def _bar(left: float, zero: float, width: float, height: float) -> QRectF:
    """From zero upwards, or downwards where the height is negative."""
    return QRectF(left, zero - max(height, 0), width, abs(height))


_mixed = lru_cache(maxsize=64)(mixed)


def _within(share: float) -> float:
    """At most the whole height, and nothing where a number is not finite."""
    return min(max(share, -1.0), 1.0) if isfinite(share) else 0.0


@lru_cache(maxsize=8)
def _squares(cells: Cells, rows: int, columns: int, side: float) -> list[tuple[int, list[QRectF]]]:
    """The squares of each shade, -1 being the holes, counted from the corner of the table."""
    shown = cells.shares[:rows, :columns]
    shades = np.where(np.isfinite(shown), np.minimum(np.nan_to_num(shown) * _SHADES, _SHADES - 1).astype(int), -1)
    result = []
    for shade in range(-1, _SHADES):
        places = np.argwhere(shades == shade).tolist()
        result.append((shade, [QRectF(column * side, row * side, side - 1, side - 1) for row, column in places]))
    return result
