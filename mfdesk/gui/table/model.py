"""The completed table as Qt sees it: a thin adapter that computes nothing and holds only what was shown last."""

from __future__ import annotations

import math
from collections.abc import Callable
from html import escape
from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from mfdesk.completed import CompletedTable, Kind
from mfdesk.engine.evaluate import CENTRAL_90
from mfdesk.gui.table.blocks import Blocks, Cell
from mfdesk.gui.words import counted, given
from mfdesk.ratings.table import Ratings

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_LONGEST_NAME = 200
_NOWHERE = QModelIndex()


class RatingsTableModel(QAbstractTableModel):
    """``origin`` is the sentence that says where predicted numbers come from."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table: CompletedTable | None = None
        self._blocks: Blocks | None = None
        self._origin = "predicted"
        italic = QFont()
        italic.setItalic(True)
        self._roles: dict[int, Callable[[Cell, int, int], Any]] = {
            _Role.DisplayRole: lambda cell, _row, _column: cell.text,
            _Role.ToolTipRole: self._tip,
            _Role.AccessibleTextRole: self._spoken,
            _Role.FontRole: lambda cell, _row, _column: italic if cell.kind is Kind.PREDICTED else None,
            _Role.TextAlignmentRole: lambda _cell, _row, _column: Qt.AlignmentFlag.AlignCenter,
        }

    @property
    def table(self) -> CompletedTable | None:
        return self._table

    @property
    def blocks(self) -> Blocks | None:
        return self._blocks

    def set_table(self, table: CompletedTable | None, origin: str = "predicted") -> None:
        """Shows another table; the same ratings filled anew keep the selection and the place scrolled to."""
        same = table is not None and self._table is not None and table.ratings is self._table.ratings
        if not same:
            self.beginResetModel()
        self._table, self._origin = table, origin
        self._blocks = Blocks(table) if table else None
        if same:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
        else:
            self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() or self._table is None else self._table.shape[0]

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() or self._table is None else self._table.shape[1]

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        if self._blocks is None or not index.isValid() or role not in self._roles:
            return None
        row, column = index.row(), index.column()
        return self._roles[role](self._blocks.cell(row, column), row, column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        if self._table is None or not 0 <= section < self._sections(orientation):
            return None
        ratings = self._table.ratings
        labels = ratings.column_labels if orientation is Qt.Orientation.Horizontal else ratings.row_labels
        if role == _Role.DisplayRole:
            return labels.short(section)[:_LONGEST_NAME]
        if role in (_Role.ToolTipRole, _Role.AccessibleTextRole):
            name, numbers = cut(labels[section]), self._numbers(ratings, orientation, section)
            return f"<b>{escape(name)}</b><br>{numbers}" if role == _Role.ToolTipRole else f"{name}, {numbers}"
        return None

    def mean_and_count(self, column: int) -> str:
        """The second line of a column's header: "3.22 · 679"."""
        if self._table is None:
            return ""
        ratings = self._table.ratings
        count = int(ratings.column_counts[column])
        return f"{ratings.column_means[column]:.2f} · {count:,}" if count else "no ratings"

    def _sections(self, orientation: Qt.Orientation) -> int:
        return self.columnCount() if orientation is Qt.Orientation.Horizontal else self.rowCount()

    def _numbers(self, ratings: Ratings, orientation: Qt.Orientation, section: int) -> str:
        if orientation is Qt.Orientation.Vertical:
            return counted(int(ratings.row_starts[section + 1] - ratings.row_starts[section]), "rating")
        count = int(ratings.column_counts[section])
        return counted(count, "rating") + (f", mean {ratings.column_means[section]:.2f}" if count else "")

    def _names(self, row: int, column: int) -> tuple[str, str]:
        assert self._table is not None
        ratings = self._table.ratings
        return cut(ratings.row_labels[row]), cut(ratings.column_labels.short(column))

    def _tip(self, cell: Cell, row: int, column: int) -> str:
        row_name, column_name = self._names(row, column)
        lines = [f"<b>{escape(row_name)} · {escape(column_name)}</b>", self._story(cell)]
        if cell.kind is Kind.PREDICTED:
            lines += self._surety(cell, row, column)
        return "<br>".join(lines)

    def _surety(self, cell: Cell, row: int, column: int) -> list[str]:
        """The 90 % interval of a predicted cell, and the chance of each step in a line, where they are known."""
        assert self._table is not None
        lines = []
        if not math.isnan(cell.spread):
            scale, reach = self._table.ratings.scale, CENTRAL_90 * cell.spread
            low, high = max(cell.value - reach, scale.lowest), min(cell.value + reach, scale.highest)
            lines.append(f"90 %: {low:.1f} to {high:.1f}")
        steps = self._table.steps
        if steps:
            chances = self._table.chances(np.array([row], np.int32), np.array([column], np.int32))[0, 0]
            told = [f"{step:g}: {100 * chance:.0f} %" for step, chance in zip(steps, chances, strict=True)]
            lines.append("&nbsp; ".join(one.replace(" ", "&nbsp;") for one in told))
        return lines

    def _spoken(self, cell: Cell, row: int, column: int) -> str:
        row_name, column_name = self._names(row, column)
        spread = f", give or take {cell.spread:.1f}" if cell.kind is Kind.PREDICTED and cell.spread > 0 else ""
        kind = {Kind.EMPTY: "no rating", Kind.GIVEN: f"given {cell.text}", Kind.PREDICTED: f"predicted {cell.text}"}
        return f"{row_name}, {column_name}: {kind[cell.kind]}{spread}"

    def _story(self, cell: Cell) -> str:
        """What is known of a cell's number, as rich text."""
        if cell.kind is Kind.EMPTY:
            return "no rating; train to fill it"
        if cell.kind is Kind.GIVEN:
            return f"given: {given(cell.value)}"
        spread = "" if math.isnan(cell.spread) else f" ± {cell.spread:.1f}"
        return f"<i>{cell.text}{spread}</i><br>{self._origin}"


def cut(name: str) -> str:
    """A name that is short enough for a tip."""
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
