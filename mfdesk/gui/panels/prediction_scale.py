"""Where on the scale a prediction lies, how sure it is, and how likely each step is."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from mfdesk.engine.explain import Explanation
from mfdesk.gui.panels.prediction_lines import digits_of
from mfdesk.gui.panels.prediction_picture import LINE, LinedPicture
from mfdesk.gui.panels.prediction_rounding import in_units, plain
from mfdesk.gui.theme import scaled
from mfdesk.gui.words import given, percent

_BAND = 10
_BAR = 12


@dataclass(frozen=True)
class _Step:
    label: str
    chance: float


class ScalePicture(LinedPicture):
    """First the scale with the prediction, its interval and the given rating; then a bar for the chance of each step,
    where they are known."""

    head = 4

    def __init__(self) -> None:
        super().__init__("predictionScale", "The prediction on the scale", "prediction-scale")
        self._explanation: Explanation | None = None
        self._steps: tuple[_Step, ...] = ()
        self._left = self._right = 0

    def show_explanation(self, explanation: Explanation) -> None:
        self._explanation = explanation
        self._steps = tuple(_Step(given(each.step), each.chance) for each in explanation.chances)
        ends = [given(explanation.scale.lowest), given(explanation.scale.highest)]
        self._left = self.widest([*ends, *(step.label for step in self._steps)]) + 8
        self._right = self.widest([*ends, percent(1, 0)]) + 8
        steps = [f"{step.label} · chance {percent(step.chance, 0)}" for step in self._steps]
        self.show_readings([said_on_scale(explanation), *steps])

    def paint_line(self, painter: QPainter, index: int, area: QRectF) -> None:
        if self._explanation is None:
            return
        if index == 0:
            self._paint_scale(painter, self._explanation, area)
        else:
            self._paint_step(painter, self._steps[index - 1], area)

    def _paint_scale(self, painter: QPainter, shown: Explanation, area: QRectF) -> None:
        bars, middle = self._bars(area), area.center().y()
        ends = (given(shown.scale.lowest), given(shown.scale.highest))
        right = Qt.AlignmentFlag.AlignRight
        before = QRectF(area.left(), area.top(), bars.left() - area.left() - 8, scaled(LINE))
        after = QRectF(bars.right() + 8, area.top(), area.right() - bars.right() - 8, scaled(LINE))
        self.write(painter, before, ends[0], self.colours.dim, right)
        self.write(painter, after, ends[1], self.colours.dim)
        painter.setPen(QPen(QColor(self.colours.dim), 1))
        painter.drawLine(QLineF(bars.left(), middle, bars.right(), middle))
        if shown.interval:
            low, high = (self._x(end, bars) for end in shown.interval)
            painter.fillRect(QRectF(low, middle - _BAND / 2, high - low, _BAND), QColor(self.colours.predicted))
        if shown.given is not None:
            x = self._x(shown.given, bars)
            painter.setPen(QPen(QColor(self.colours.text), 2))
            painter.drawLine(QLineF(x, middle - 9, x, middle + 9))
        painter.setPen(QPen(QColor(self.colours.panel), 1.5))
        painter.setBrush(QColor(self.colours.accent))
        painter.drawEllipse(QPointF(self._x(shown.value, bars), middle), 5, 5)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_step(self, painter: QPainter, step: _Step, area: QRectF) -> None:
        bars = self._bars(area)
        right = Qt.AlignmentFlag.AlignRight
        label = QRectF(area.left(), area.top(), bars.left() - area.left() - 8, scaled(LINE))
        self.write(painter, label, step.label, self.colours.dim, right)
        most = max(each.chance for each in self._steps) or 1
        bar = QRectF(bars.left(), area.center().y() - _BAR / 2, bars.width() * step.chance / most, _BAR)
        painter.fillRect(bar, QColor(self.colours.accent))
        beside = QRectF(bars.right() + 8, area.top(), area.right() - bars.right() - 8, scaled(LINE))
        self.write(painter, beside, percent(step.chance, 0), self.colours.text, right)

    def _x(self, value: float, bars: QRectF) -> float:
        assert self._explanation is not None
        scale = self._explanation.scale
        width = scale.highest - scale.lowest
        return bars.left() + bars.width() * ((value - scale.lowest) / width if width else 0.5)

    def _bars(self, area: QRectF) -> QRectF:
        return area.adjusted(self._left, 0, -self._right, 0)


def said_on_scale(explanation: Explanation) -> str:
    """What the line of the scale says."""
    digits = digits_of(explanation.scale)
    ends = f"on the scale from {given(explanation.scale.lowest)} to {given(explanation.scale.highest)}"
    said = [f"predicted {_text(explanation.value, digits)}", ends]
    if explanation.interval:
        low, high = (_text(end, digits) for end in explanation.interval)
        said.insert(1, f"90{chr(0xA0)}% between {low} and {high}")
    if explanation.given is not None:
        said.append(f"given {given(explanation.given)}")
    return " · ".join(said)


def _text(value: float, digits: int) -> str:
    return plain(in_units(value, digits), digits)
