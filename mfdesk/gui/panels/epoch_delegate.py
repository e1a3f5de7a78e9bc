"""Paints the lines of the epoch table without asking the model role by role: it is painted again with every epoch."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from mfdesk.gui.panels.epoch_model import EpochModel
from mfdesk.gui.theme import LIGHT, Palette

_SELECTED = QStyle.StateFlag.State_Selected
_FOCUSED = QStyle.StateFlag.State_HasFocus


class EpochDelegate(QStyledItemDelegate):
    """``padding`` is what is left free beside the text of a cell, in pixels."""

    def __init__(self, model: EpochModel, padding: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._model, self._padding = model, padding
        self._font = parent.font()
        self._bold = parent.font()
        self._bold.setBold(True)
        self.set_palette_colours(LIGHT)

    def set_palette_colours(self, palette: Palette) -> None:
        self._text, self._dim = QPen(QColor(palette.text)), QPen(QColor(palette.dim))
        self._chosen, self._frame = QColor(palette.selection), QPen(QColor(palette.accent))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        shown = self._model.shown(index.row(), index.column())
        area, state = option.rect, option.state
        if _SELECTED in state:
            painter.fillRect(area, self._chosen)
        painter.setFont(self._bold if shown.bold else self._font)
        painter.setPen(self._dim if shown.dim else self._text)
        inside = area.adjusted(self._padding, 0, -self._padding, 0)
        painter.drawText(inside, shown.side | Qt.TextFlag.TextSingleLine, shown.text)
        if _FOCUSED in state:
            painter.setPen(self._frame)
            painter.drawRect(area.adjusted(0, 0, -1, -1))
