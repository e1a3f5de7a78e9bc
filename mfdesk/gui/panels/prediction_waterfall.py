"""The sum of a prediction as a waterfall: from the mean, step by step, to the result."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from mfdesk.engine.explain import TermKind
from mfdesk.gui.panels.prediction_lines import SumLine
from mfdesk.gui.panels.prediction_picture import EDGE, LINE, LinedPicture
from mfdesk.gui.panels.prediction_rounding import plain, signed
from mfdesk.gui.theme import scaled
from mfdesk.ratings.table import Scale

_GAP = 8
_BAR = 12
_MOST_TICKS = 4
_LABEL_SHARE = 0.36
"""The share of the width that the labels may take."""


class Waterfall(LinedPicture):
    """Each line has its label, its bar, what it adds, and the total so far. The shown numbers add up exactly."""

    head = 4

    def __init__(self) -> None:
        super().__init__("predictionSum", "The sum, term by term", "prediction")
        self.foot = scaled(LINE)
        self._lines: tuple[SumLine, ...] = ()
        self._digits, self._scale = 2, Scale(1, 5, 1)
        self._widest_label = self._amount_width = self._total_width = 0
        self._range = (0.0, 1.0)

    def show_lines(self, lines: Sequence[SumLine], digits: int, scale: Scale) -> None:
        self._lines, self._digits, self._scale = tuple(lines), digits, scale
        self._widest_label = self.widest(line.label for line in lines)
        self._amount_width = self.widest(signed(line.amount, digits) for line in lines if not line.is_anchor)
        self._total_width = self.widest(plain(line.after, digits) for line in lines)
        self._range = _with_air([line.after / 10.0**digits for line in lines], digits)
        self.show_readings([line.reading for line in lines])

    @property
    def lines(self) -> tuple[SumLine, ...]:
        return self._lines

    def paint_behind(self, painter: QPainter) -> None:
        """Ticks of the ratings below, and the ends of the scale where they are in sight."""
        bars, bottom = self._bars(), self.head + self.count * scaled(LINE)
        for tick in ticks(*self._range, _MOST_TICKS):
            x = self._x(tick)
            painter.setPen(QPen(QColor(self.colours.line), 1))
            painter.drawLine(QLineF(x, self.head, x, bottom))
            text = f"{tick:.{_digits_of_ticks(self._range)}f}".replace("-", "−")
            self.write(
                painter, QRectF(x - 30, bottom, 60, scaled(LINE)), text, self.colours.dim, Qt.AlignmentFlag.AlignHCenter
            )
        for end in (self._scale.lowest, self._scale.highest):
            if bars.left() <= self._x(end) <= bars.right():
                painter.setPen(QPen(QColor(self.colours.dim), 1, Qt.PenStyle.DashLine))
                painter.drawLine(QLineF(self._x(end), self.head, self._x(end), bottom))

    def paint_line(self, painter: QPainter, index: int, area: QRectF) -> None:
        line = self._lines[index]
        numbers = area.right() - self._total_width
        label = QRectF(area.left(), area.top(), self._label_width, scaled(LINE))
        self.write(painter, label, line.label, self.colours.text if line.is_anchor else self.colours.dim)
        total = QRectF(numbers, area.top(), self._total_width, scaled(LINE))
        right = Qt.AlignmentFlag.AlignRight
        strong = self.colours.text if line.is_anchor else self.colours.dim
        self.write(painter, total, plain(line.after, self._digits), strong, right)
        if line.is_anchor:
            self._paint_anchor(painter, line, area)
            return
        amount = QRectF(numbers - self._amount_width - _GAP, area.top(), self._amount_width, scaled(LINE))
        self.write(painter, amount, signed(line.amount, self._digits), self.colours.text, right)
        self._paint_step(painter, line, area)

    def _paint_anchor(self, painter: QPainter, line: SumLine, area: QRectF) -> None:
        """A diamond at the mean, a round dot at the result."""
        x, y = self._x(line.after / 10.0**self._digits), area.center().y()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.colours.text))
        if line.kind is None:
            painter.drawEllipse(QPointF(x, y), 5, 5)
        else:
            painter.drawPolygon([QPointF(x - 5, y), QPointF(x, y - 5), QPointF(x + 5, y), QPointF(x, y + 5)])
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if line.kind is not None:
            self._paint_thread(painter, x, area)

    def _paint_step(self, painter: QPainter, line: SumLine, area: QRectF) -> None:
        before, after = (self._x(units / 10.0**self._digits) for units in (line.before, line.after))
        bar = QRectF(before, area.center().y() - _BAR / 2, after - before, _BAR).normalized()
        colour = QColor(self.colours.accent if line.amount >= 0 else self.colours.counter)
        if line.amount:
            bar.setWidth(max(bar.width(), 1.5))
        if line.kind is TermKind.CLIPPING:
            painter.fillRect(bar, QBrush(colour, Qt.BrushStyle.BDiagPattern))
            painter.setPen(QPen(colour, 1, Qt.PenStyle.DashLine))
            painter.drawRect(bar)
            painter.setPen(QPen(QColor(self.colours.text), 2))
            painter.drawLine(QLineF(after, bar.top() - 4, after, bar.bottom() + 4))
        else:
            painter.fillRect(bar, colour)
        self._paint_thread(painter, after, area, passes=not line.amount)

    def _paint_thread(self, painter: QPainter, x: float, area: QRectF, passes: bool = False) -> None:
        """From the end of a step down to the beginning of the next; it ``passes`` a step of nothing."""
        painter.setPen(QPen(QColor(self.colours.dim), 1))
        bottom = area.center().y() + scaled(LINE) - _BAR / 2
        painter.drawLine(QLineF(x, bottom - (scaled(LINE) if passes else scaled(LINE) - _BAR), x, bottom))

    def _x(self, value: float) -> float:
        low, high = self._range
        bars = self._bars()
        return bars.left() + bars.width() * (value - low) / (high - low)

    def _bars(self) -> QRectF:
        left = EDGE + self._label_width + _GAP
        right = self.width() - EDGE - self._total_width - self._amount_width - 2 * _GAP
        return QRectF(left, self.head, max(right - left, 20), self.count * scaled(LINE))

    @property
    def _label_width(self) -> float:
        return min(self._widest_label, _LABEL_SHARE * self.width())


def _with_air(totals: Sequence[float], digits: int) -> tuple[float, float]:
    """From the lowest to the highest total, with some air."""
    low, high = min(totals), max(totals)
    air = 0.06 * (high - low) or 10.0**-digits
    return low - air, high + air


def ticks(low: float, high: float, most: int) -> list[float]:
    """Round numbers between two ends, evenly apart, at most so many."""
    step = _step(low, high, most)
    if math.ceil(low / step) * step > high:
        step = _step(low, high, 2 * most)  # no round number lies between: look closer
    first = math.ceil(low / step)
    return [place * step for place in range(first, first + most + 1) if place * step <= high]


def _step(low: float, high: float, most: int) -> float:
    """1, 2 or 5 times a power of ten."""
    rough = (high - low) / most
    power = 10.0 ** math.floor(math.log10(rough))
    return next(times * power for times in (1, 2, 5, 10) if times * power >= rough * (1 - 1e-9))


def _digits_of_ticks(ends: tuple[float, float]) -> int:
    return max(-math.floor(math.log10(_step(*ends, _MOST_TICKS)) + 1e-9), 0)
