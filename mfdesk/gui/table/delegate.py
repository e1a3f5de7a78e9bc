"""Paints the cells straight from the blocks, without asking the model role by role."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPen, QStaticText, QTransform
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from mfdesk.completed import Kind
from mfdesk.gui.table.model import RatingsTableModel
from mfdesk.gui.table.surety import STEPS
from mfdesk.gui.theme import LIGHT, Palette, mixed, tabular

_WEAKEST = 0.18
"""How much of the full tint the least sure prediction still has, so that it is never mistaken for a given one."""

_MOST_PREPARED = 4096
_SELECTED, _FOCUSED = QStyle.StateFlag.State_Selected, QStyle.StateFlag.State_HasFocus
_EMPTY, _PREDICTED = int(Kind.EMPTY), int(Kind.PREDICTED)


class CellDelegate(QStyledItemDelegate):
    """Given cells upright on the plain panel, predicted ones italic on a tint, holes with a faint dot."""

    def __init__(self, model: RatingsTableModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.set_font(QFont())
        self.set_palette_colours(LIGHT)

    def set_font(self, font: QFont) -> None:
        self._upright = tabular(font)
        self._italic = tabular(font)
        self._italic.setItalic(True)
        self._prepared: dict[tuple[str, bool], tuple[QStaticText, float, float]] = {}

    def set_palette_colours(self, palette: Palette) -> None:
        self._text = QPen(QColor(palette.text))
        self._frame = QPen(QColor(palette.accent), 2)
        self._frame.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        self._dot = QBrush(mixed(palette.panel, palette.dim, 0.4))
        self._chosen = QBrush(QColor(palette.selection))
        strengths = (_WEAKEST + (1 - _WEAKEST) * (step - 1) / (STEPS - 1) for step in range(1, STEPS + 1))
        self._grounds = [QBrush(QColor(palette.panel))]
        self._grounds += [QBrush(mixed(palette.panel, palette.predicted, strength)) for strength in strengths]

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        blocks = self._model.blocks
        if blocks is None:
            return
        text, kind, tint = blocks.painted(index.row(), index.column())
        area, state = option.rect, option.state
        selected = _SELECTED in state
        painter.fillRect(area, self._chosen if selected else self._grounds[tint])
        if kind == _EMPTY:
            self._paint_hole(painter, QPointF(area.center()))
        else:
            self._paint_text(painter, area, text, bool(kind == _PREDICTED))
        if _FOCUSED in state:
            painter.setPen(self._frame)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(area.adjusted(1, 1, -1, -1))

    def _paint_text(self, painter: QPainter, area: QRect, text: str, italic: bool) -> None:
        """In the middle of the cell; the same few texts come again and again, so each is laid out once."""
        shown, width, height = self._prepared.get((text, italic)) or self._prepare(text, italic)
        painter.setPen(self._text)
        painter.setFont(self._italic if italic else self._upright)
        if width > area.width():
            short = QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, short)
            return
        place = QPointF(area.x() + (area.width() - width) / 2, area.y() + (area.height() - height) / 2)
        painter.drawStaticText(place, shown)

    def _prepare(self, text: str, italic: bool) -> tuple[QStaticText, float, float]:
        if len(self._prepared) >= _MOST_PREPARED:
            self._prepared.clear()
        shown = QStaticText(text)
        shown.setTextFormat(Qt.TextFormat.PlainText)
        shown.prepare(QTransform(), self._italic if italic else self._upright)
        size = shown.size()
        self._prepared[text, italic] = shown, size.width(), size.height()
        return self._prepared[text, italic]

    def _paint_hole(self, painter: QPainter, centre: QPointF) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._dot)
        painter.drawEllipse(centre, 1.75, 1.75)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
