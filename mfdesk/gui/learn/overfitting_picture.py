"""Overfitting as a small picture: one curve goes on falling while the other turns and rises."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QWidget

from mfdesk.gui.learn.drawing import Drawing
from mfdesk.gui.learn.texts import TourWords

HEIGHT, LEFT, BASE, WORDS = 128, 12, 108, 148
LEARNED = ((0.0, 0.05), (0.2, 0.5), (0.45, 0.8), (1.0, 0.94))
HELD_OUT = ((0.0, 0.0), (0.25, 0.62), (0.5, 0.72), (1.0, 0.3))
"""Start, two handles and end of each curve: how far right, how far down."""
KEPT = 0.54
"""How far along the curve its lowest point lies."""


class OverfittingPicture(Drawing):
    """A solid curve that falls, a dashed one that turns, and a dot where it turns; drawn, not measured."""

    def __init__(self, tour_words: TourWords, parent: QWidget | None = None) -> None:
        super().__init__("overfittingPicture", tour_words.curves_described, HEIGHT, parent)
        self._words = tour_words

    def draw(self, painter: QPainter) -> None:
        self._paint_axes(painter)
        learned, held_out = self._path(LEARNED), self._path(HELD_OUT)
        self._paint_curve(painter, learned, self._palette.accent, Qt.PenStyle.SolidLine, self._words.curve_learned)
        self._paint_curve(painter, held_out, self._palette.counter, Qt.PenStyle.DashLine, self._words.curve_held_out)
        self._paint_kept(painter, held_out.pointAtPercent(KEPT))

    def _paint_axes(self, painter: QPainter) -> None:
        right = self.width() - WORDS
        painter.setPen(QPen(QColor(self._palette.dim), 1))
        painter.drawPolyline([QPointF(LEFT, 4), QPointF(LEFT, BASE), QPointF(right, BASE)])
        below = QRectF(LEFT, BASE + 2, right - LEFT, HEIGHT - BASE - 2)
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, self._words.curve_epochs)

    def _path(self, points: tuple[tuple[float, float], ...]) -> QPainterPath:
        across, down = self.width() - WORDS - LEFT - 12, BASE - 16
        start, first, second, end = (QPointF(LEFT + 6 + x * across, 8 + y * down) for x, y in points)
        path = QPainterPath(start)
        path.cubicTo(first, second, end)
        return path

    def _paint_curve(self, painter: QPainter, path: QPainterPath, colour: str, style: Qt.PenStyle, name: str) -> None:
        """The curve, and its name behind its end."""
        painter.strokePath(path, QPen(QColor(colour), 2, style))
        end = path.currentPosition()
        painter.setPen(QColor(self._palette.text))
        painter.drawText(QRectF(end.x() + 8, end.y() - 10, self.width() - end.x() - 8, 20), _LEFT, name)

    def _paint_kept(self, painter: QPainter, place: QPointF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._palette.counter))
        painter.drawEllipse(place, 4, 4)
        painter.setPen(QColor(self._palette.dim))
        above = QRectF(place.x() - 60, place.y() - 26, 120, 20)
        painter.drawText(above, Qt.AlignmentFlag.AlignCenter, self._words.curve_kept)


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
