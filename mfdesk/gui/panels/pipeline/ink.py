"""What the cards are drawn with: texts that fit, bars around zero, and a small table of cells."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from mfdesk.gui.theme import Palette, mixed, tabular
from mfdesk.ratings.arrays import Floats, Singles

_SMALL_POINTS = 9
_SHADES = 5
_WIDEST_BAR = 14.0


@dataclass(frozen=True)
class Fonts:
    """The three fonts of a card."""

    title: QFont
    plain: QFont
    strong: QFont

    @classmethod
    def of(cls, font: QFont) -> Fonts:
        """Those that go with the font of a widget."""
        title = QFont(font)
        title.setWeight(QFont.Weight.DemiBold)
        plain = tabular(font)
        plain.setPointSizeF(_SMALL_POINTS)
        strong = QFont(plain)
        strong.setWeight(QFont.Weight.DemiBold)
        return cls(title, plain, strong)


@dataclass(frozen=True)
class Cells:
    """A small table: ``shares`` (m, n), how far each rating is up its scale, NaN for holes. The first ``marked`` cells
    of the first row are the example's. ``lit``: the known cells glow."""

    shares: Floats
    marked: int
    lit: bool = False


class Ink:
    """A painter with the colours and fonts of the cards."""

    def __init__(self, painter: QPainter, palette: Palette, fonts: Fonts) -> None:
        self.painter, self.palette, self.fonts = painter, palette, fonts

    def text(
        self, place: QRectF, variants: str | tuple[str, ...], colour: str = "", font: QFont | None = None
    ) -> float:
        """Writes the first of the variants (longest first) that fits, or the last one cut short; returns its width."""
        font = font or self.fonts.plain
        metrics = QFontMetricsF(font)
        words = _fitting((variants,) if isinstance(variants, str) else variants, metrics, place.width())
        self.painter.setFont(font)
        self.painter.setPen(QColor(colour or self.palette.text))
        baseline = place.center().y() + (metrics.ascent() - metrics.descent()) / 2
        self.painter.drawText(QPointF(place.left(), round(baseline)), words)
        return metrics.horizontalAdvance(words)

    def paragraph(self, place: QRectF, words: str, colour: str = "") -> None:
        """Writes a sentence over several lines."""
        self.painter.setFont(self.fonts.plain)
        self.painter.setPen(QColor(colour or self.palette.text))
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        self.painter.drawText(place, int(flags), words)

    def badge(self, centre: QPointF, number: int, *, active: bool, idle: bool) -> None:
        """A number in a circle."""
        ground = self.palette.accent if active else self.palette.hover if idle else self.palette.selection
        ink = self.palette.on_accent if active else self.palette.dim if idle else self.palette.text
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(QColor(ground))
        self.painter.drawEllipse(centre, 10, 10)
        self.painter.setPen(QColor(ink))
        self.painter.setFont(self.fonts.strong)
        around = QRectF(centre.x() - 10, centre.y() - 10, 20, 20)
        self.painter.drawText(around, Qt.AlignmentFlag.AlignCenter, str(number))

    def bars(self, place: QRectF, values: Singles, largest: float, before: Singles | None = None) -> None:
        """Bars around zero, ``largest`` being the full height; with ``before`` a ghost of each and an arrow from it."""
        zero, half = place.center().y(), place.height() / 2
        slot = min(place.width() / max(len(values), 1), 2.2 * _WIDEST_BAR)
        width = min(slot * 0.62, _WIDEST_BAR)
        self.painter.setPen(QPen(QColor(self.palette.line), 1))
        self.painter.drawLine(QLineF(place.left(), zero, place.left() + slot * len(values), zero))
        for index, value in enumerate(values):
            left = place.left() + index * slot + (slot - width) / 2
            if before is not None:
                self._ghost(QRectF(left, zero, width, -half * _within(before[index] / largest)))
            self._bar(QRectF(left, zero, width, -half * _within(value / largest)), positive=bool(value >= 0))
            if before is not None:
                self._arrow(
                    left + width + 2,
                    zero - half * _within(before[index] / largest),
                    zero - half * _within(value / largest),
                )

    def cells(self, place: QRectF, cells: Cells, side: float) -> None:
        """As much of the table as there is room for, in squares of about ``side``."""
        rows = min(max(int(place.height() / side), 1), len(cells.shares))
        if not rows:
            return
        side = min(place.height() / max(int(place.height() / side), 1), 1.5 * side)
        columns = min(int(place.width() / side), cells.shares.shape[1])
        shown = cells.shares[:rows, :columns]
        for shade in range(-1, _SHADES):
            self._squares(place, shown, shade, side, lit=cells.lit)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.setPen(QPen(QColor(self.palette.text), 1.2))
        marked = min(cells.marked, columns)
        if marked:
            self.painter.drawRect(QRectF(place.left() - 0.5, place.top() - 0.5, marked * side, side))

    def _squares(self, place: QRectF, shown: Floats, shade: int, side: float, *, lit: bool) -> None:
        """Those of one shade; -1: the holes."""
        known = np.isfinite(shown)
        shades = np.where(known, np.minimum(np.nan_to_num(shown) * _SHADES, _SHADES - 1).astype(int), -1)
        rows, columns = np.nonzero(shades == shade)
        gap = 1.0
        squares = [
            QRectF(place.left() + column * side, place.top() + row * side, side - gap, side - gap)
            for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
        ]
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(self._shade(shade, lit=lit))
        self.painter.drawRects(squares)

    def _shade(self, shade: int, *, lit: bool) -> QColor:
        if shade < 0:
            return mixed(self.palette.panel, self.palette.line, 0.9 if lit else 0.45)
        full = self.palette.counter if lit else self.palette.accent
        return mixed(self.palette.panel, full, (0.6 if lit else 0.3) + (0.4 if lit else 0.7) * shade / (_SHADES - 1))

    def _bar(self, bar: QRectF, *, positive: bool) -> None:
        self.painter.fillRect(bar.normalized(), QColor(self.palette.accent if positive else self.palette.counter))

    def _ghost(self, bar: QRectF) -> None:
        self.painter.fillRect(bar.normalized().adjusted(-2, 0, 2, 0), mixed(self.palette.panel, self.palette.dim, 0.4))

    def _arrow(self, x: float, start: float, end: float) -> None:
        """Upright, where the way is long enough to be seen."""
        if abs(end - start) < 1.5:
            return
        self.painter.setPen(QPen(QColor(self.palette.text), 1))
        self.painter.drawLine(QLineF(x, start, x, end))
        back = 2.5 if end > start else -2.5
        head = QPolygonF([QPointF(x - 2, end - back), QPointF(x, end), QPointF(x + 2, end - back)])
        self.painter.drawPolyline(head)


def _within(share: float) -> float:
    """At most the whole height, and nothing where a number is not finite."""
    return float(np.clip(share, -1, 1)) if np.isfinite(share) else 0.0


def _fitting(variants: tuple[str, ...], metrics: QFontMetricsF, width: float) -> str:
    for words in variants:
        if metrics.horizontalAdvance(words) <= width:
            return words
    return metrics.elidedText(variants[-1], Qt.TextElideMode.ElideRight, width)
