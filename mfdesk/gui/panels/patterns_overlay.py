"""What is painted under and over the points of a map at each turn: its axes, and a ring around the current point."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from mfdesk.gui.panels.patterns_view import View
from mfdesk.gui.theme import Palette

_OUTSIDE = 1e5
"""Pixels; a line farther out than this is not drawn farther out still, which painters take badly."""


def paint_axes(painter: QPainter, view: View, palette: Palette) -> None:
    """The lines where one or the other feature is zero."""
    zero = np.clip(view.pixels(np.zeros((1, 2), np.float32))[0], -_OUTSIDE, _OUTSIDE)
    x, y = (round(float(each)) + 0.5 for each in zero)
    painter.setPen(QPen(QColor(palette.line), 1))
    painter.drawLine(QPointF(x, 0), QPointF(x, view.height))
    painter.drawLine(QPointF(0, y), QPointF(view.width, y))


def paint_axis_names(painter: QPainter, names: tuple[str, str], view: View, palette: Palette, font: QFont) -> None:
    """At the right and upper edge, on ground of their own, so that points do not make them illegible."""
    painter.setFont(font)
    height = painter.fontMetrics().height() + 2
    for text, at_right, top in ((f"{names[0]} →", True, view.height - height - 2), (f"↑ {names[1]}", False, 2)):
        width = painter.fontMetrics().horizontalAdvance(text) + 8
        ground = QRectF(view.width - width - 4 if at_right else 4, top, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.panel))
        painter.drawRoundedRect(ground, 4, 4)
        painter.setPen(QColor(palette.dim))
        painter.drawText(ground, Qt.AlignmentFlag.AlignCenter, text)


def paint_current(painter: QPainter, at: QPointF, palette: Palette) -> None:
    """A ring around the point that is read, wider than that of one that was found."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(palette.text), 2))
    painter.drawEllipse(at, 10, 10)
