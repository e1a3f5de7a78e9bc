"""Paints whole rectangles of cells straight from the blocks, without asking the model cell by cell."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap, QPolygon, QStaticText, QTransform

from mfdesk.completed import Kind
from mfdesk.gui.table.blocks import Blocks
from mfdesk.gui.table.shown import Colouring
from mfdesk.gui.table.stretch import Stretch
from mfdesk.gui.table.tones import Tones, ink
from mfdesk.gui.theme import LIGHT, Palette, mixed, tabular
from mfdesk.ratings.arrays import Bytes, Flags, Floats

_MOST_PREPARED = 4096
_SMALL = 0.8
_MARK = 6
_DOT = 5
"""The side of the picture of a hole's dot, in pixels."""
_CHOSEN = 200
"""The level of a chosen cell, beyond those of any scale."""
_EMPTY, _PREDICTED, _EDITED = int(Kind.EMPTY), int(Kind.PREDICTED), int(Kind.EDITED)

Prepared = tuple[QStaticText, float, float]


@dataclass(frozen=True, eq=False)
class _Sheet:
    """What is to be written where: the ``numbers``, ``kinds`` and inks by number (rows, columns) of a rectangle."""

    blocks: Blocks
    rows: Stretch
    columns: Stretch
    numbers: Floats
    kinds: Bytes
    inks: Bytes


class CellPainter:
    """Given cells upright on the plain panel, edited ones with a mark in their corner, predicted ones italic on a
    tint, holes with a faint dot."""

    def __init__(self) -> None:
        self._colouring = Colouring.SURETY
        self.set_font(QFont())
        self.set_palette_colours(LIGHT)

    def set_font(self, font: QFont) -> None:
        self._upright, self._italic = tabular(font), tabular(font)
        self._italic.setItalic(True)
        self._small = tabular(font)
        self._small.setPointSizeF(self._small.pointSizeF() * _SMALL)
        self._small.setStrikeOut(True)
        self._prepared: dict[tuple[str, bool], Prepared] = {}

    def set_palette_colours(self, palette: Palette) -> None:
        self._palette = palette
        self._line, self._accent, self._dim = QColor(palette.line), QColor(palette.accent), QColor(palette.dim)
        self._dot = mixed(palette.panel, palette.dim, 0.4)
        self._chosen = QColor(palette.selection)
        self._chosen_ink = ink(self._chosen, palette)
        self._dot_picture, self._dot_ratio = QPixmap(), 0.0
        self.set_colouring(self._colouring)

    def set_colouring(self, colouring: Colouring) -> None:
        """What the grounds say. Each ink has a number, so that texts of one ink are found by level at once."""
        self._colouring = colouring
        tones = Tones.of(self._palette, colouring)
        self._grounds = dict(enumerate(tones.grounds)) | {_CHOSEN: self._chosen}
        self._inks = list({colour.rgb(): colour for colour in (*tones.inks, self._chosen_ink)}.values())
        known = [colour.rgb() for colour in self._inks]
        self._ink_numbers = np.zeros(_CHOSEN + 1, np.uint8)
        self._ink_numbers[: len(tones.inks)] = [known.index(colour.rgb()) for colour in tones.inks]
        self._ink_numbers[_CHOSEN] = known.index(self._chosen_ink.rgb())

    def text_width(self, text: str, italic: bool) -> int:
        """How many pixels a text takes."""
        return QFontMetrics(self._italic if italic else self._upright).horizontalAdvance(text)

    def paint(self, painter: QPainter, blocks: Blocks, rows: Stretch, columns: Stretch, chosen: Flags) -> None:
        """The cells where these rows and columns meet; ``chosen`` (rows, columns) says which are selected."""
        window = blocks.window(rows.places, columns.places)
        levels = np.where(chosen, np.uint8(_CHOSEN), blocks.levels(window, self._colouring))
        self._paint_grounds(painter, rows, columns, levels)
        self._paint_holes(painter, rows, columns, window.kinds)
        sheet = _Sheet(blocks, rows, columns, blocks.numbers(window), window.kinds, self._ink_numbers[levels])
        for italic in (False, True):
            self._paint_texts(painter, sheet, italic)
        self._paint_marks(painter, rows, columns, window.kinds)

    def paint_ghosts(
        self, painter: QPainter, blocks: Blocks, rows: Stretch, columns: Stretch, before: Floats, strength: float
    ) -> None:
        """The predictions of before (NaN: none) small and struck through at the left of their cells."""
        painter.setFont(self._small)
        colour = QColor(self._dim)
        colour.setAlphaF(strength)
        painter.setPen(colour)
        for i, j in zip(*np.nonzero(~np.isnan(before)), strict=True):
            area = _cell(rows, columns, int(i), int(j)).adjusted(4, 0, 0, 0)
            said = blocks.text(float(before[i, j]), _PREDICTED)
            painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, said)

    def paint_outline(self, painter: QPainter, rows: Stretch, columns: Stretch, chosen: Flags) -> None:
        """A line around what is chosen, since its ground is like that of some predicted cells. ``chosen`` has a place
        more than the rows and columns at each edge."""
        inside = chosen[1:-1, 1:-1]
        if not inside.any() or chosen.all():
            return
        edges = (chosen[:-2, 1:-1], chosen[2:, 1:-1], chosen[1:-1, :-2], chosen[1:-1, 2:])
        for side, beyond in enumerate(edges):
            for i, j in np.argwhere(inside & ~beyond).tolist():
                left, top, wide, tall = columns.starts[j], rows.starts[i], columns.sizes[j], rows.sizes[i]
                area = (left, top, wide, 1), (left, top + tall - 1, wide, 1), (left, top, 1, tall)
                painter.fillRect(QRect(*(*area, (left + wide - 1, top, 1, tall))[side]), self._accent)

    def paint_current(self, painter: QPainter, area: QRect, *, focused: bool, edited: bool) -> None:
        """The frame of the cell that keys go to; the mark of an edited one lies over it."""
        pen = QPen(self._accent if focused else self._dim, 2 if focused else 1)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area.adjusted(1, 1, -1, -1) if focused else area.adjusted(0, 0, -1, -1))
        painter.setPen(QColor(self._palette.panel))  # it parts the frame from a ground of any colour
        painter.drawRect(area.adjusted(2, 2, -3, -3) if focused else area.adjusted(1, 1, -2, -2))
        if edited:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._accent)
            self._paint_mark(painter, area.adjusted(0, 2, -2, 0) if focused else area)

    def paint_band_ends(self, painter: QPainter, area: QRect, across: int, down: int) -> None:
        """The lines where pinned columns and rows end, if there are any."""
        painter.setPen(mixed(self._palette.line, self._palette.dim, 0.6))
        if across:
            painter.drawLine(across - 1, area.top(), across - 1, area.bottom())
        if down:
            painter.drawLine(area.left(), down - 1, area.right(), down - 1)

    def _paint_grounds(self, painter: QPainter, rows: Stretch, columns: Stretch, levels: Bytes) -> None:
        """One plain ground for all, the cells that have another, and the lines between them."""
        fill, grounds, line = painter.fillRect, self._grounds, self._line
        wide, tall = columns.end - columns.start, rows.end - rows.start
        fill(columns.start, rows.start, wide, tall, grounds[0])
        lefts, widths = columns.starts, columns.sizes
        for top, height, level_row in zip(rows.starts, rows.sizes, levels.tolist(), strict=True):
            for j, level in enumerate(level_row):
                if level:
                    fill(lefts[j], top, widths[j], height, grounds[level])
        for top, height in zip(rows.starts, rows.sizes, strict=True):
            fill(columns.start, top + height - 1, wide, 1, line)
        for left, width in zip(lefts, widths, strict=True):
            fill(left + width - 1, rows.start, 1, tall, line)

    def _paint_holes(self, painter: QPainter, rows: Stretch, columns: Stretch, kinds: Bytes) -> None:
        """A dot in the middle of each; it is drawn once and then copied, as there may be hundreds."""
        dot = self._dot_at(painter.device().devicePixelRatio())
        draw = painter.drawPixmap
        lefts = [start + (size - 1 - _DOT) // 2 for start, size in zip(columns.starts, columns.sizes, strict=True)]
        tops = [start + (size - 1 - _DOT) // 2 for start, size in zip(rows.starts, rows.sizes, strict=True)]
        for i, j in np.argwhere(kinds == _EMPTY).tolist():
            draw(lefts[j], tops[i], dot)

    def _dot_at(self, ratio: float) -> QPixmap:
        """The picture of a dot on a screen of so many pixels a pixel."""
        if self._dot_ratio != ratio:
            picture = QPixmap(round(_DOT * ratio), round(_DOT * ratio))
            picture.setDevicePixelRatio(ratio)
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._dot)
            painter.drawEllipse(QPointF(_DOT / 2, _DOT / 2), 1.75, 1.75)
            painter.end()
            self._dot_picture, self._dot_ratio = picture, ratio
        return self._dot_picture

    def _paint_texts(self, painter: QPainter, sheet: _Sheet, italic: bool) -> None:
        """One face after the other, and of a face one ink after the other, so that the painter is seldom retuned."""
        there = ((sheet.kinds == _PREDICTED) == italic) & ~np.isnan(sheet.numbers)
        if there.any():
            painter.setFont(self._italic if italic else self._upright)
        for number in np.unique(sheet.inks[there]).tolist():
            painter.setPen(self._inks[number])
            self._write(painter, sheet, there & (sheet.inks == number), italic)

    def _write(self, painter: QPainter, sheet: _Sheet, wanted: Flags, italic: bool) -> None:
        """The same few texts come again and again, so each is laid out once."""
        draw, prepared, text_of = painter.drawStaticText, self._prepared, sheet.blocks.text
        rows, columns = sheet.rows, sheet.columns
        numbers, kinds = sheet.numbers[wanted].tolist(), sheet.kinds[wanted].tolist()
        for (i, j), number, kind in zip(np.argwhere(wanted).tolist(), numbers, kinds, strict=True):
            text = text_of(number, kind)
            shown, width, height = prepared.get((text, italic)) or self._prepare(text, italic)
            room, tall = columns.sizes[j] - 1, rows.sizes[i] - 1
            if width > room:
                self._write_short(painter, text, _cell(rows, columns, i, j))
                continue
            draw(QPointF(columns.starts[j] + (room - width) / 2, rows.starts[i] + (tall - height) / 2), shown)

    def _write_short(self, painter: QPainter, text: str, area: QRect) -> None:
        short = QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, short)

    def _paint_marks(self, painter: QPainter, rows: Stretch, columns: Stretch, kinds: Bytes) -> None:
        """A small triangle in the upper right corner of what was changed by hand."""
        edited = np.argwhere(kinds == _EDITED).tolist()
        if not edited:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._accent)
        for i, j in edited:
            self._paint_mark(painter, _cell(rows, columns, i, j))

    def _paint_mark(self, painter: QPainter, area: QRect) -> None:
        corner = area.topRight() + QPoint(1, 0)
        painter.drawPolygon(QPolygon([corner, corner - QPoint(_MARK, 0), corner + QPoint(0, _MARK)]))

    def _prepare(self, text: str, italic: bool) -> Prepared:
        if len(self._prepared) >= _MOST_PREPARED:
            self._prepared.clear()
        shown = QStaticText(text)
        shown.setTextFormat(Qt.TextFormat.PlainText)
        shown.prepare(QTransform(), self._italic if italic else self._upright)
        size = shown.size()
        self._prepared[text, italic] = shown, size.width(), size.height()
        return self._prepared[text, italic]


def _cell(rows: Stretch, columns: Stretch, row: int, column: int) -> QRect:
    """The area of a cell, without the lines at its right and below it."""
    return QRect(columns.starts[column], rows.starts[row], columns.sizes[column] - 1, rows.sizes[row] - 1)
