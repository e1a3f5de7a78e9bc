"""The table of the cells that were predicted worst."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from mfdesk.engine.quality_parts import Miss
from mfdesk.gui.copy_key import CopyKey, lines_to_clipboard
from mfdesk.gui.panels.quality_words import QualityWords
from mfdesk.gui.panels.small_table import SmallTable
from mfdesk.gui.words import given

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

PADDING = 4
_OFF = 4
_ROOM = 420
"""Pixels below which the names need the room of the column that can be told from others: predicted minus given."""
_NAMES = 2
"""The first columns are names, the others numbers."""


@dataclass(frozen=True)
class _Column:
    header: str
    tip: str
    text: Callable[[Miss], str]


def _columns(words: QualityWords) -> tuple[_Column, ...]:
    def off(miss: Miss) -> str:
        return f"{'+' if miss.error > 0 else ''}{words.amount(miss.error)}"

    def spreads(miss: Miss) -> str:
        return "–" if miss.spreads_off is None else f"{miss.spreads_off:.1f}"

    return (
        _Column(words.row_noun, "", lambda miss: words.row_name(miss.row)),
        _Column(words.column_noun, "", lambda miss: words.column_name(miss.column)),
        _Column("given", "What the table says", lambda miss: given(miss.given)),
        _Column("predicted", "What the model says, which has not seen it", lambda miss: words.amount(miss.predicted)),
        _Column("off", "Predicted minus given: + is too high, − too low", off),
        _Column("spreads", "How many spreads the rating lies from its prediction", spreads),
    )


class WorstModel(QAbstractTableModel):
    """One row for each cell, the worst first."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._columns: tuple[_Column, ...] = ()
        self._misses: tuple[Miss, ...] = ()

    def show_words(self, words: QualityWords) -> None:
        self.beginResetModel()
        self._columns, self._misses = _columns(words), words.quality.worst
        self.endResetModel()

    def miss(self, row: int) -> Miss:
        return self._misses[row]

    def lines(self, rows: Iterable[int]) -> list[list[str]]:
        """The headers, and the texts of these rows."""
        texts = [[column.text(self._misses[row]) for column in self._columns] for row in rows]
        return [[column.header for column in self._columns], *texts]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._misses)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return None
        column = self._columns[section]
        said = {Role.DisplayRole: column.header, Role.ToolTipRole: column.tip, Role.TextAlignmentRole: _side(section)}
        return said.get(Role(role))

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if role == Role.TextAlignmentRole:
            return _side(index.column())
        if role == Role.DisplayRole or (role == Role.ToolTipRole and index.column() < _NAMES):
            return self._columns[index.column()].text(self._misses[index.row()])
        return None


class WorstTable(SmallTable):
    """``cell_requested`` carries the row and the column of a cell that was clicked, or had Enter pressed on it."""

    cell_requested = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("qualityWorst", "Worst cells", PADDING, parent)
        self._cells = WorstModel(self)
        self.setModel(self._cells)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(160)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.clicked.connect(self._request)
        CopyKey(self, self.copy)

    def show_words(self, words: QualityWords) -> None:
        self._cells.show_words(words)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._request(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """Puts the chosen cells on the clipboard, with the headers, as a spreadsheet takes them."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        if rows:
            lines_to_clipboard(self._cells.lines(rows))

    @Slot(QModelIndex)
    def _request(self, index: QModelIndex) -> None:
        miss = self._cells.miss(index.row())
        self.cell_requested.emit(miss.row, miss.column)

    def _fit(self) -> None:
        """Each column takes what it needs; the names give way where that is too much."""
        count, room = self._cells.columnCount(), self.viewport().width()
        if not count:
            return
        self.setColumnHidden(_OFF, room < _ROOM)
        shown = [place for place in range(count) if not self.isColumnHidden(place)]
        widths = {place: self._widest(place) for place in shown}
        spare = room - sum(widths.values())
        if spare < 0:
            names = widths[0] + widths[1] + spare
            widths[0] = min(widths[0], max(names // 2, names - widths[1]))
            widths[1] = names - widths[0]
        for place, width in widths.items():
            self.horizontalHeader().resizeSection(place, width + max(spare, 0) // len(shown))

    def _widest(self, column: int) -> int:
        """Pixels that all texts of a column need, its header among them."""
        metrics = self.fontMetrics()
        texts = (line[column] for line in self._cells.lines(range(self._cells.rowCount())))
        return max(metrics.horizontalAdvance(text) for text in texts) + 2 * PADDING + 2


def _side(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if column < _NAMES else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter
