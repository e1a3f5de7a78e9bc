"""Choosing from one cell to another, by Shift or by drawing, wherever the first of them lies by then.

Qt remembers the first cell but asks for it by where it is seen; one that has scrolled away below what is pinned would
be taken for the pinned one over it.
"""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from mfdesk.gui.table.grid import CellGrid
from mfdesk.ratings.side import Side

Index = QModelIndex | QPersistentModelIndex
_SHIFT = Qt.KeyboardModifier.ShiftModifier


class ExtendingGrid(CellGrid):
    """Knows the cell from which a selection is drawn, by position: it stays the same in another arrangement."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._anchor: tuple[int, int] | None = None
        self._extending = False
        """An event is being heard that chooses from the anchor to somewhere."""
        self._whole_side: Side | None = None
        """Whole rows (or columns) are chosen, and a key is being heard that chooses more of them."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._extending = bool(event.modifiers() & _SHIFT)
        self._whole_side = self._chosen_whole() if self._extending else None
        super().keyPressEvent(event)
        self._extending, self._whole_side = False, None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._extending = bool(event.modifiers() & _SHIFT)
        index = self.indexAt(event.position().toPoint())
        if not self._extending and index.isValid():
            self._anchor = self._model.positions_of(index)
        super().mousePressEvent(event)
        self._extending = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._extending = True
        super().mouseMoveEvent(event)
        self._extending = False

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and not self._extending:
            self._anchor = self._model.positions_of(current)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Chooses from the anchor to the current cell, or to the one below the mouse that draws."""
        anchor = self._model.index_of(*self._anchor) if self._anchor else QModelIndex()
        if not self._extending or not anchor.isValid():
            super().setSelection(rect, command)
            return
        drawn = self.state() is QAbstractItemView.State.DragSelectingState
        end = self.indexAt(rect.bottomRight()) if drawn else self.currentIndex()
        if end.isValid():
            self.selectionModel().select(self._between(anchor, end), command)

    def _between(self, anchor: QModelIndex, end: QModelIndex) -> QItemSelection:
        top, bottom = sorted((anchor.row(), end.row()))
        left, right = sorted((anchor.column(), end.column()))
        if self._whole_side is Side.ROWS:
            left, right = 0, self._model.columnCount() - 1
        elif self._whole_side is Side.COLUMNS:
            top, bottom = 0, self._model.rowCount() - 1
        return QItemSelection(self._model.index(top, left), self._model.index(bottom, right))

    def _chosen_whole(self) -> Side | None:
        """Which side all that is chosen is whole on; None where it is not, or on both."""
        chosen = self.selectionModel().selection()
        if chosen.size() != 1:
            return None
        one = chosen.at(0)
        rows, columns = one.width() == self._model.columnCount(), one.height() == self._model.rowCount()
        return None if rows == columns else Side.ROWS if rows else Side.COLUMNS
