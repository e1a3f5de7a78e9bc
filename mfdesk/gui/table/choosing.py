"""Where one is in the table and what is chosen of it, by position; kept when the table is arranged anew."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSignalBlocker,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from mfdesk.arranged import Arrangement
from mfdesk.chosen import Part
from mfdesk.gui.table.extending import ExtendingGrid
from mfdesk.gui.table.jumps import is_far_move, jumped
from mfdesk.gui.table.selection import SelectionParts, runs
from mfdesk.gui.table.stretch import Stretch
from mfdesk.ratings.arrays import Flags, Integers
from mfdesk.ratings.side import Side

Index = QModelIndex | QPersistentModelIndex
_Select = QItemSelectionModel.SelectionFlag
_MOST_PARTS = 4096
"""A selection that would fall apart into more is not made."""


class ChoosingGrid(ExtendingGrid):
    """What goes in by a method or out by a signal are positions; only inside are they places."""

    cell_chosen = Signal(int, int)
    """The row and column of the current cell."""
    selection_changed = Signal(object)
    """``SelectionParts``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen: SelectionParts | None = None

    def current_cell(self) -> tuple[int, int] | None:
        """The row and column of the current cell."""
        current = self.currentIndex()
        return self._model.positions_of(current) if current.isValid() else None

    @property
    def selection(self) -> SelectionParts:
        """The chosen cells."""
        if self._chosen is None:
            arrangement = self._model.arrangement
            assert arrangement is not None
            self._chosen = SelectionParts.of(self.selectionModel().selection(), arrangement)
        return self._chosen

    @property
    def upper_left(self) -> tuple[int, int] | None:
        """The row and column of the first of the chosen cells around the current one: a block goes there, whichever
        end of the selection was drawn last."""
        current, arrangement = self.currentIndex(), self._model.arrangement
        if not current.isValid() or arrangement is None:
            return None
        for part in self.selection.parts:
            if current.row() in part.rows and current.column() in part.columns:
                return arrangement.rows.position(part.rows[0]), arrangement.columns.position(part.columns[0])
        return self.current_cell()

    def chosen_rows(self) -> Integers:
        """The rows of which every cell is chosen, in the order they are shown."""
        return self._whole(Side.ROWS)

    def chosen_columns(self) -> Integers:
        """The columns of which every cell is chosen, in the order they are shown."""
        return self._whole(Side.COLUMNS)

    def chosen_or_current(self, side: Side) -> Integers:
        """The rows (or columns) that are chosen whole, else that of the current cell, if there is one."""
        chosen, cell = self._whole(side), self.current_cell()
        return chosen if len(chosen) or cell is None else np.array([cell[side]], np.int32)

    def go_to(self, row: int, column: int) -> None:
        """Makes this cell the current one and brings it into view, if it is shown."""
        index = self._model.index_of(row, column)
        if index.isValid():
            self._go(index.row(), index.column())

    def go_to_row(self, row: int) -> None:
        """Chooses the whole row; the column looked at stays."""
        place = self._model.place(Side.ROWS, row)
        if place is not None:
            self._go(place, max(self.currentIndex().column(), 0))
            self._select_whole(Side.ROWS, [range(place, place + 1)])

    def go_to_column(self, column: int) -> None:
        """Chooses the whole column; the row looked at stays."""
        place = self._model.place(Side.COLUMNS, column)
        if place is not None:
            self._go(max(self.currentIndex().row(), 0), place)
            self._select_whole(Side.COLUMNS, [range(place, place + 1)])

    def go_to_whole(self, side: Side, position: int) -> None:
        """Chooses the whole row (or column)."""
        (self.go_to_row if side is Side.ROWS else self.go_to_column)(position)

    def choose(self, side: Side, positions: Sequence[int] | Integers) -> None:
        """Chooses these whole rows or columns, as far as they are shown, and brings the first one into view."""
        side = Side[side.name]  # the pages have a Side of their own
        places = self._places(side, np.asarray(positions, np.int32))
        self._select_whole(side, runs(places))
        if len(places):
            first = int(places.min())
            self.scrollTo(self._model.index(*((first, 0) if side is Side.ROWS else (0, first))))

    def choose_cells(self, rows: Integers, columns: Integers) -> None:
        """Chooses the cells where these rows and columns meet, as far as they are shown, and brings the first one into
        view; it becomes the current one unless one of them is that already."""
        down, across = (self._places(side, positions) for side, positions in zip(Side, (rows, columns), strict=True))
        if not len(down) or not len(across):
            return
        now = self.currentIndex()
        if now.row() not in down or now.column() not in across:
            self.setCurrentIndex(self._model.index(int(down.min()), int(across.min())))
        self.scrollTo(self.currentIndex())
        if len(parts := [Part(one, other) for one in runs(down) for other in runs(across)]) <= _MOST_PARTS:
            self._select(parts)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Arrows held together with Ctrl go from one given rating to the next."""
        far = modifiers & Qt.KeyboardModifier.ControlModifier
        target = jumped(self._model, self.currentIndex(), action) if far else QModelIndex()
        return target if target.isValid() else super().moveCursor(action, modifiers)

    def selectionCommand(self, index: Index, event: QEvent | None = None) -> QItemSelectionModel.SelectionFlag:
        """What is chosen goes along with the current cell also on its far moves: else Delete would clear cells that are
        out of sight by now."""
        if isinstance(event, QKeyEvent) and is_far_move(event):
            further = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            return _Select.SelectCurrent if further else _Select.ClearAndSelect
        return super().selectionCommand(index, event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._down.set_current(current.row())
        self._across.set_current(current.column())
        if current.isValid():
            self.cell_chosen.emit(*self._model.positions_of(current))

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self._chosen = None
        if self._model.blocks:
            self.selection_changed.emit(self.selection)

    def _restore(self, current: tuple[int, int] | None, place: tuple[int, int], parts: list[Part]) -> None:
        """The same cells are chosen at the places where they are now; only what is no longer shown is told. Where the
        current cell is gone, the one that is now at its ``place`` takes over."""
        index = self._model.index_of(*current) if current else QModelIndex()
        gone = current is not None and not index.isValid()
        if gone:
            ends = self._model.rowCount() - 1, self._model.columnCount() - 1
            index = self._model.index(min(place[0], ends[0]), min(place[1], ends[1]))
        if index.isValid():
            with QSignalBlocker(self.selectionModel()):
                self.selectionModel().setCurrentIndex(index, _Select.NoUpdate)
        now = self.currentIndex()
        self._down.set_current(now.row())
        self._across.set_current(now.column())
        self._select(parts)
        if not parts:
            self.selection_changed.emit(self.selection)
        if gone and (cell := self.current_cell()) is not None:
            self.cell_chosen.emit(*cell)

    def _place_after(self, before: Arrangement, now: Arrangement) -> tuple[int, int]:
        """Where the current cell stood, counted without what is no longer shown."""
        current = self.currentIndex()
        rows, columns = (
            int((now.side(side).places(before.side(side).positions(0, place)) >= 0).sum())
            for side, place in zip(Side, (current.row(), current.column()), strict=True)
        )
        return rows, columns

    def _forget_selection(self) -> None:
        """Qt would remember each chosen cell by itself while the table is arranged anew."""
        with QSignalBlocker(self.selectionModel()):
            self.selectionModel().clear()
        self._chosen = None

    def _go(self, row: int, column: int) -> None:
        index = self._model.index(row, column)
        self.setCurrentIndex(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def _select(self, parts: Sequence[Part]) -> None:
        chosen, index = QItemSelection(), self._model.createIndex  # ``index`` would ask for the size each time
        for part in parts:
            if not part.cells:
                continue
            chosen.select(index(part.rows[0], part.columns[0]), index(part.rows[-1], part.columns[-1]))
        if len(parts) > 1:  # Qt compares each part that was chosen with each that is to be
            with QSignalBlocker(self.selectionModel()):
                self.selectionModel().clearSelection()
            self.viewport().update()
        self.selectionModel().select(chosen, _Select.ClearAndSelect)

    def _select_whole(self, side: Side, places: Sequence[range]) -> None:
        down, across = range(self._model.rowCount()), range(self._model.columnCount())
        self._select([Part(run, across) if side is Side.ROWS else Part(down, run) for run in places])

    def _places(self, side: Side, positions: Integers) -> Integers:
        """Where those of the positions are that are shown."""
        order = self._model.order(side)
        places = order.places(np.unique(positions[positions < order.size]))
        return places[places >= 0]

    def _select_current(self, side: Side) -> None:
        """The whole row or column of the current cell, which stays where it is."""
        current = self.currentIndex()
        if current.isValid():
            place = current.row() if side is Side.ROWS else current.column()
            self._select_whole(side, [range(place, place + 1)])

    def _whole(self, side: Side) -> Integers:
        return self.selection.whole(side) if self._model.blocks else np.empty(0, np.int32)

    def _chosen_flags(self, rows: Stretch, columns: Stretch) -> Flags:
        return self.selection.flags(rows, columns)
