"""A line that a person draws around points of a map."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from mfdesk.gui.panels.patterns_view import View
from mfdesk.gui.theme import Palette
from mfdesk.ratings.arrays import Longs, Singles


@dataclass
class Lasso:
    """Grows by the pixels that the mouse passes; its ends are joined."""

    line: list[QPointF] = field(default_factory=list)

    def paint(self, painter: QPainter, palette: Palette) -> None:
        if len(self.line) > 1:
            painter.setPen(QPen(QColor(palette.text), 1.4, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolygon(QPolygonF(self.line))

    def enclosed(self, points: Singles, view: View) -> Longs:
        """The places (m,) of the points (n, 2) inside: it is filled on an image, which is then looked up."""
        image = QImage(view.width, view.height, QImage.Format.Format_Grayscale8)
        image.fill(0)
        painter = QPainter(image)
        painter.setBrush(Qt.GlobalColor.white)
        painter.drawPolygon(QPolygonF(self.line))
        painter.end()
        filled = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
        pixels = view.pixels(points)
        places = np.flatnonzero(view.inside(pixels))
        x, y = pixels[places].astype(np.int64).T
        enclosed: Longs = places[filled[y, x] > 0]
        return enclosed
