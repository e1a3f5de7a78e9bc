"""The features of a row and of a column side by side, as numbers and as bars around a middle axis, all on one scale."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from mfdesk.gui.panels.prediction_lines import FeatureLine
from mfdesk.gui.panels.prediction_picture import EDGE, LINE, LinedPicture
from mfdesk.gui.theme import scaled

_GAP = 12
_BAR = 12


class FeaturePicture(LinedPicture):
    foot = 4

    def __init__(self) -> None:
        super().__init__("predictionFeatures", "The features of the row and of the column", "features")
        self.head = scaled(LINE) + 4
        self._lines: tuple[FeatureLine, ...] = ()
        self._names = ("", "")
        self._label = self._numbers = 0
        self._most = 0.0

    def show_lines(self, lines: Sequence[FeatureLine], row: str, column: str) -> None:
        self._lines, self._names = tuple(lines), (row, column)
        self._label = self.widest(line.label for line in lines) + _GAP
        self._numbers = self.widest(text for line in lines for text in (line.row_text, line.column_text)) + 4
        self._most = max((abs(value) for line in lines for value in (line.row, line.column)), default=0)
        self.show_readings([line.reading for line in lines])

    def paint_behind(self, painter: QPainter) -> None:
        """The names above their halves, and the middle axes."""
        for half, name in zip(
            self._halves(QRectF(EDGE, 4, self.width() - 2 * EDGE, scaled(LINE))), self._names, strict=True
        ):
            self.write(painter, half, name, self.colours.text, Qt.AlignmentFlag.AlignHCenter)
            middle = self._bars(half).center().x()
            painter.setPen(QColor(self.colours.line))
            painter.drawLine(round(middle), self.head, round(middle), self.head + self.count * scaled(LINE))

    def paint_line(self, painter: QPainter, index: int, area: QRectF) -> None:
        line = self._lines[index]
        self.write(painter, QRectF(area.left(), area.top(), self._label, scaled(LINE)), line.label, self.colours.dim)
        sides = ((line.row, line.row_text), (line.column, line.column_text))
        for half, (value, text) in zip(self._halves(area), sides, strict=True):
            self.write(painter, half, text, self.colours.text, Qt.AlignmentFlag.AlignRight)
            bars = self._bars(half)
            length = bars.width() / 2 * value / self._most if self._most else 0
            bar = QRectF(bars.center().x(), bars.center().y() - _BAR / 2, length, _BAR).normalized()
            painter.fillRect(bar, QColor(self.colours.accent if value >= 0 else self.colours.counter))

    def _halves(self, area: QRectF) -> tuple[QRectF, QRectF]:
        width = (area.width() - self._label - _GAP) / 2
        left = area.left() + self._label
        first = QRectF(left, area.top(), width, scaled(LINE))
        return first, first.translated(width + _GAP, 0)

    def _bars(self, half: QRectF) -> QRectF:
        """Where the bars of a half lie: left of its numbers."""
        return half.adjusted(0, 0, -self._numbers, 0)
