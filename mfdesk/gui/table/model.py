"""The completed table, arranged, as Qt sees it: a thin adapter that holds only what was shown last.

A row of the model is a place; a position is where it stands in the table, whatever is sorted or hidden.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from html import escape
from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from mfdesk.arranged import Arrangement, Order
from mfdesk.completed import CompletedTable, Kind
from mfdesk.gui.table.blocks import Blocks, Cell, values_of
from mfdesk.gui.table.names import Names
from mfdesk.gui.table.shown import Shown
from mfdesk.gui.table.words import cut, spoken
from mfdesk.gui.words import given
from mfdesk.ratings.side import Side

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_NOWHERE = QModelIndex()


class RatingsTableModel(QAbstractTableModel):
    """``origin`` is the sentence that says where predicted numbers come from."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._blocks: Blocks | None = None
        self._names: Names | None = None
        self._shown = Shown.VALUE
        self.origin = "predicted"
        italic = QFont()
        italic.setItalic(True)
        self._roles: dict[int, Callable[[Cell, int, int], Any]] = {
            _Role.DisplayRole: lambda cell, _row, _column: cell.text,
            _Role.EditRole: lambda cell, _row, _column: self._editable(cell),
            _Role.AccessibleTextRole: self._spoken,
            _Role.FontRole: lambda cell, _row, _column: italic if cell.kind is Kind.PREDICTED else None,
            _Role.TextAlignmentRole: lambda _cell, _row, _column: Qt.AlignmentFlag.AlignCenter,
        }

    @property
    def table(self) -> CompletedTable | None:
        return self._blocks.table if self._blocks else None

    @property
    def arrangement(self) -> Arrangement | None:
        return self._blocks.arrangement if self._blocks else None

    @property
    def blocks(self) -> Blocks | None:
        return self._blocks

    @property
    def names(self) -> Names | None:
        """The names of what is shown, with counts and means."""
        return self._names

    def order(self, side: Side) -> Order:
        """Which positions are shown where; nothing is, while there is no table."""
        return self._blocks.arrangement.side(side) if self._blocks else Order(0)

    def position(self, side: Side, place: int) -> int:
        return self.order(side).position(place)

    def place(self, side: Side, position: int) -> int | None:
        """Where a position is shown; None where it is not, or is not in the table."""
        order = self.order(side)
        return order.place(position) if 0 <= position < order.size else None

    def is_state_of(self, table: CompletedTable | None) -> bool:
        """Whether this is another state of the table that is shown."""
        return table is not None and self.table is not None and values_of(table) is values_of(self.table)

    def set_table(
        self, table: CompletedTable | None, origin: str = "predicted", arrangement: Arrangement | None = None
    ) -> None:
        """Shows another table, or another state of the same one, without a reset then."""
        blocks = Blocks(table, arrangement, self._shown, self._blocks) if table else None
        self.origin = origin
        if not self.is_state_of(table):
            self.beginResetModel()
            self._take(blocks)
            self.endResetModel()
        elif blocks and self._blocks and same_places(blocks.arrangement, self._blocks.arrangement):
            self._take(blocks)
            self.touch()
        else:
            self._arrange(blocks)

    def set_shown(self, shown: Shown) -> None:
        """Other numbers stand in the cells."""
        self._shown = shown
        if self._blocks:
            self._blocks.set_shown(shown)
            self.touch()

    def touch(self) -> None:
        """Says that every cell may be another."""
        if self.rowCount() and self.columnCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() or self._blocks is None else self._blocks.shape[0]

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() or self._blocks is None else self._blocks.shape[1]

    def flags(self, index: _Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable if index.isValid() else Qt.ItemFlag.NoItemFlags

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        if self._blocks is None or not index.isValid() or role not in self._roles:
            return None
        row, column = index.row(), index.column()
        return self._roles[role](self._blocks.cell(row, column), row, column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        side = Side.COLUMNS if orientation is Qt.Orientation.Horizontal else Side.ROWS
        if self._names is None or not 0 <= section < len(self.order(side)):
            return None
        if role == _Role.DisplayRole:
            return self._names.short(side, section)
        if role in (_Role.ToolTipRole, _Role.AccessibleTextRole):
            name, numbers = cut(self._names.whole(side, section)), self._names.told(side, section)
            if role == _Role.ToolTipRole:
                return f"<b>{escape(name)}</b><br>{numbers}<br>Double-click to sort by it"
            return f"{name}, {numbers}"
        return None

    def mean_and_count(self, column: int) -> str:
        """The second line of a column's header: "3.22 · 679"."""
        return self._names.mean_and_count(Side.COLUMNS, column) if self._names else ""

    def chances(self, row: int, column: int) -> list[tuple[float, float]]:
        """Each step of the scale with its chance in the cell at these places; none where they are not known."""
        table = self.table
        if table is None or not table.steps:
            return []
        at = (np.array([self.position(side, place)], np.int32) for side, place in zip(Side, (row, column), strict=True))
        return list(zip(table.steps, table.chances(*at)[0, 0].tolist(), strict=True))

    def _arrange(self, blocks: Blocks | None) -> None:
        """The same table with other rows or columns, or at other places: what Qt keeps hold of moves along."""
        self.layoutAboutToBeChanged.emit()
        kept = self.persistentIndexList()
        positions = [self.positions_of(one) for one in kept]
        self._take(blocks)
        self.changePersistentIndexList(kept, [self.index_of(*one) for one in positions])
        self.layoutChanged.emit()

    def positions_of(self, index: _Index) -> tuple[int, int]:
        """The row and column of a cell."""
        return self.position(Side.ROWS, index.row()), self.position(Side.COLUMNS, index.column())

    def index_of(self, row: int, column: int) -> QModelIndex:
        """The cell at these positions; invalid where it is not shown."""
        down, across = self.place(Side.ROWS, row), self.place(Side.COLUMNS, column)
        return QModelIndex() if down is None or across is None else self.index(down, across)

    def _take(self, blocks: Blocks | None) -> None:
        self._blocks = blocks
        self._names = Names(blocks.table, blocks.arrangement) if blocks else None

    def _editable(self, cell: Cell) -> str:
        """What an editor begins with: the rating that was given."""
        return given(cell.value) if cell.kind in (Kind.GIVEN, Kind.EDITED) and not math.isnan(cell.value) else ""

    def _spoken(self, cell: Cell, row: int, column: int) -> str:
        assert self._names is not None
        names = cut(self._names.whole(Side.ROWS, row)), cut(self._names.short(Side.COLUMNS, column))
        return f"{names[0]}, {names[1]}: {spoken(cell, self._shown)}"


def same_places(one: Arrangement, other: Arrangement) -> bool:
    """Whether both show the same positions at the same places."""
    return all(_same(one.side(side), other.side(side)) for side in Side)


def _same(one: Order, other: Order) -> bool:
    """Orders are made anew by each edit, mostly as they were."""
    if len(one) != len(other) or one.first != other.first:
        return False
    first, second = one.shown, other.shown
    if first is None or second is None:
        return first is second
    return first is second or np.array_equal(first, second)
