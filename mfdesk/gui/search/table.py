"""The candidates of a search in numbers, the best on top."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
from PySide6.QtGui import QColor, QFont, QFontMetrics
from PySide6.QtWidgets import QAbstractItemView, QWidget

from mfdesk.gui.copy_key import CopyKey, lines_to_clipboard
from mfdesk.gui.panels.small_table import SmallTable
from mfdesk.gui.search.entry import Entry
from mfdesk.gui.search.words import AUTOMATIC, NONE, method_name, state_words
from mfdesk.gui.theme import LIGHT, Palette

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
PADDING = 4


@dataclass(frozen=True)
class _Column:
    header: str
    tip: str
    widest: str
    left: bool
    text: Callable[[Entry, int], str]
    """What it says of a candidate in a search of so many folds."""


def _rank(entry: Entry, _folds: int) -> str:
    if entry.config.rank is not None:
        return str(entry.config.rank)
    return AUTOMATIC if entry.rank is None else f"{AUTOMATIC} ({entry.rank})"


def _error(entry: Entry, _folds: int) -> str:
    return NONE if entry.error is None else f"{entry.error:.3f}"


def _spread(entry: Entry, _folds: int) -> str:
    return NONE if entry.spread is None else f"± {entry.spread:.3f}"


COLUMNS = (
    _Column("method", "How it learns", "Alternating least squares", True, lambda entry, _: method_name(entry.config)),
    _Column("rank", "How many hidden tastes", "automatic (10)", True, _rank),
    _Column(
        "state", "How far it came", "dropped, 2 folds", True, lambda entry, folds: state_words(entry.report, folds)
    ),
    _Column("epochs", "So far, over all folds", "1,000", False, lambda entry, _: f"{entry.epochs:,}"),
    _Column("held out", "Root mean square error on cells it had not seen", "held out", False, _error),
    _Column("± folds", "The standard deviation of the error over the folds", "± 0.000", False, _spread),
)


class StandingsModel(QAbstractTableModel):
    """Row 0 is the best candidate."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []
        self._shown: list[tuple[str | bool, ...]] = []
        self._folds = 0
        self._colours = LIGHT
        self._bold = QFont(parent.font())
        self._bold.setBold(True)

    def entry(self, row: int) -> Entry:
        return self._entries[row]

    def row_of(self, candidate: int) -> int:
        """-1 where there is none."""
        return next((row for row, entry in enumerate(self._entries) if entry.candidate == candidate), -1)

    def set_entries(self, entries: Sequence[Entry], folds: int) -> None:
        """Other candidates, or the same in another order."""
        if len(entries) != len(self._entries):
            self.beginResetModel()
        self._entries, self._folds = list(entries), folds
        before, self._shown = self._shown, [(*self.line(row), entry.racing) for row, entry in enumerate(entries)]
        if len(before) != len(entries):
            self.endResetModel()
            return
        for row, (old, new) in enumerate(zip(before, self._shown, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(COLUMNS) - 1))

    def set_palette_colours(self, palette: Palette) -> None:
        self._colours = palette
        self.repaint_all()

    def repaint_all(self) -> None:
        if self._entries:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._entries) - 1, len(COLUMNS) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return None
        column = COLUMNS[section]
        said = {Role.DisplayRole: column.header, Role.ToolTipRole: column.tip, Role.TextAlignmentRole: _side(column)}
        return said.get(Role(role))

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        entry, column = self._entries[index.row()], COLUMNS[index.column()]
        if role == Role.DisplayRole:
            return column.text(entry, self._folds)
        if role == Role.TextAlignmentRole:
            return _side(column)
        if role == Role.ForegroundRole and not entry.racing:
            return QColor(self._colours.dim)
        if role == Role.FontRole and index.row() == 0 and entry.error is not None:
            return self._bold
        return None

    def line(self, row: int) -> list[str]:
        return [column.text(self._entries[row], self._folds) for column in COLUMNS]


class StandingsTable(SmallTable):
    """One candidate is chosen: the best one, until the user chooses another, which stays chosen wherever it moves."""

    chosen_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("searchTable", "Candidates, the best on top", PADDING, parent)
        self._standings = StandingsModel(self)
        self._kept: int | None = None
        self._moving = False
        self.setModel(self._standings)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(120)
        self._set_widths()
        self.selectionModel().currentRowChanged.connect(self._choose)
        CopyKey(self, self.copy)

    @property
    def standings(self) -> StandingsModel:
        return self._standings

    @property
    def chosen(self) -> Entry | None:
        row = self.currentIndex().row()
        return self._standings.entry(row) if row >= 0 else None

    def clear(self) -> None:
        self._kept = None
        self._standings.set_entries([], 0)

    def set_entries(self, entries: Sequence[Entry], folds: int) -> None:
        """The candidates as they stand now."""
        self._moving = True
        self._standings.set_entries(entries, folds)
        row = 0 if self._kept is None else self._standings.row_of(self._kept)
        if entries:
            self.setCurrentIndex(self._standings.index(max(row, 0), 0))
        self._moving = False
        self.chosen_changed.emit()

    def choose(self, candidate: int) -> None:
        """As if the user had."""
        self.setCurrentIndex(self._standings.index(self._standings.row_of(candidate), 0))

    def copy(self) -> None:
        """Puts the whole table on the clipboard, as a spreadsheet takes it: it is short."""
        lines = [[column.header for column in COLUMNS]]
        lines += [self._standings.line(row) for row in range(self._standings.rowCount())]
        lines_to_clipboard(lines)

    @Slot()
    def _choose(self) -> None:
        if self._moving or self.chosen is None:
            return
        row = self.currentIndex().row()
        self._kept = self._standings.entry(row).candidate if row else None
        self.chosen_changed.emit()

    def _set_widths(self) -> None:
        columns = self.horizontalHeader()
        columns.setStretchLastSection(True)
        bold = QFont(self.font())
        bold.setBold(True)
        for place, column in enumerate(COLUMNS):
            columns.resizeSection(place, _width(bold, column))


def _width(font: QFont, column: _Column) -> int:
    metrics = QFontMetrics(font)
    return max(metrics.horizontalAdvance(text) for text in (column.header, column.widest)) + 2 * PADDING + 4


def _side(column: _Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if column.left else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter
