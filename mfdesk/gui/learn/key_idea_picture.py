"""The key idea as a small picture: a table with holes is about two small tables, multiplied."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from mfdesk.gui.learn.drawing import Drawing
from mfdesk.gui.learn.texts import KeyIdea
from mfdesk.gui.theme import mixed, points

CELL, ROWS, COLUMNS, FEATURES = 14, 6, 8, 2
SIGN, TOP, CAPTION = 32, 4, 22
KNOWN = {(0, 0), (0, 2), (1, 4), (1, 7), (2, 1), (3, 3), (3, 6), (4, 0), (4, 5), (5, 2), (5, 7), (2, 6)}
"""The cells of the picture that are known; the others are holes."""


class KeyIdeaPicture(Drawing):
    """Table with holes ≈ rows × features times features × columns, each with its name under it."""

    def __init__(self, idea: KeyIdea, parent: QWidget | None = None) -> None:
        super().__init__("keyIdeaPicture", idea.picture_described, TOP + ROWS * CELL + CAPTION + 4, parent)
        self._idea = idea
        self.setAccessibleName(idea.title)

    def draw(self, painter: QPainter) -> None:
        """Each table stands in the middle of its third, with its caption; the signs stand between."""
        third = self.width() / 3
        captions = (self._idea.picture_ratings, self._idea.picture_rows, self._idea.picture_columns)
        shapes = ((ROWS, COLUMNS), (ROWS, FEATURES), (FEATURES, COLUMNS))
        for place, (caption, (rows, columns)) in enumerate(zip(captions, shapes, strict=True)):
            middle = (place + 0.5) * third
            self._paint_table(painter, middle - columns * CELL / 2, rows, columns, holes=place == 0)
            painter.setPen(QColor(self._palette.dim))
            below = QRectF(place * third, TOP + ROWS * CELL + 4, third, CAPTION)
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, caption)
        ends = (0.5 * third + COLUMNS * CELL / 2, 1.5 * third - FEATURES * CELL / 2)
        self._paint_sign(painter, sum(ends) / 2, "≈")
        ends = (1.5 * third + FEATURES * CELL / 2, 2.5 * third - COLUMNS * CELL / 2)
        self._paint_sign(painter, sum(ends) / 2, "×")

    def _paint_table(self, painter: QPainter, left: float, rows: int, columns: int, *, holes: bool) -> None:
        top = TOP + (ROWS - rows) * CELL / 2
        painter.setPen(QPen(mixed(self._palette.panel, self._palette.dim, 0.5), 1))
        for row in range(rows):
            for column in range(columns):
                share = self._share(row, column) if not holes or (row, column) in KNOWN else 0.0
                cell = QRectF(left + column * CELL, top + row * CELL, CELL, CELL)
                painter.setBrush(mixed(self._palette.panel, self._palette.accent, share))
                painter.drawRect(cell)

    def _share(self, row: int, column: int) -> float:
        """How much accent a cell has: a pattern without meaning that looks like numbers."""
        return 0.25 + 0.15 * ((3 * row + 5 * column) % 5)

    def _paint_sign(self, painter: QPainter, middle: float, sign: str) -> None:
        font = painter.font()
        small = font.pointSizeF()
        font.setPointSizeF(points(15))
        painter.setFont(font)
        painter.setPen(QColor(self._palette.text))
        painter.drawText(QRectF(middle - SIGN / 2, TOP, SIGN, ROWS * CELL), Qt.AlignmentFlag.AlignCenter, sign)
        font.setPointSizeF(small)
        painter.setFont(font)
