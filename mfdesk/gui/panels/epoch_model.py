"""The epochs of a training as a model of rows: the newest on top."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QWidget

from mfdesk.engine.config import Method
from mfdesk.engine.observe import Observer
from mfdesk.engine.report import EpochReport, Stage
from mfdesk.gui.panels.epoch_columns import COLUMNS, EPOCH, OBSERVATION, STAGE, Entry
from mfdesk.gui.panels.epoch_words import observation_sentence
from mfdesk.gui.theme import LIGHT, Palette

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
GAP = "\u2002"
"""What parts words from the number before them."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell as it is painted."""

    text: str
    side: Qt.AlignmentFlag
    dim: bool
    bold: bool


class EpochModel(QAbstractTableModel):
    """Row 0 is the newest report."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []
        self._stage_starts: list[int] = []
        self._observer = Observer(Method.GIBBS)
        self._best: tuple[Stage, int] | None = None
        self._colours = LIGHT
        self._bold = QFont(parent.font())
        self._bold.setBold(True)

    def begin(self, method: Method) -> None:
        """A run by this method starts; the epochs of the last one go."""
        self.beginResetModel()
        self._entries, self._stage_starts, self._best, self._observer = [], [], None, Observer(method)
        self.endResetModel()

    def clear(self) -> None:
        self.begin(Method.GIBBS)

    def add(self, reports: Sequence[EpochReport]) -> None:
        self.beginInsertRows(QModelIndex(), 0, len(reports) - 1)
        for report in reports:
            if self._entries and self._entries[-1].report.stage is not report.stage:
                self._stage_starts.append(len(self._entries))
            self._entries.append(Entry(report, self._observer.observe(report)))
        self.endInsertRows()

    def mark_best(self, stage: Stage, epoch: int) -> None:
        self._best = (stage, epoch)
        self._repaint()

    def set_palette_colours(self, palette: Palette) -> None:
        self._colours = palette
        self._repaint()

    @property
    def entries(self) -> Sequence[Entry]:
        """All epochs in the order in which they came: the oldest first."""
        return self._entries

    def entry(self, row: int) -> Entry:
        return self._entries[-1 - row]

    @property
    def first_rows(self) -> list[int]:
        """The rows with the first epoch of each stage but the first one."""
        return [len(self._entries) - 1 - start for start in self._stage_starts]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return None
        column = COLUMNS[section]
        header = f"{GAP}{column.header}" if column.is_words else column.header
        said = {Role.DisplayRole: header, Role.ToolTipRole: column.tip, Role.TextAlignmentRole: _side(section)}
        return said.get(Role(role))

    def shown(self, row: int, column: int) -> Shown:
        """All that painting a cell takes."""
        entry = self.entry(row)
        dim = column == STAGE or entry.report.stage is Stage.FILLING
        bold = column != OBSERVATION and self._is_best(entry)
        return Shown(self._text(entry, column), _SIDES[column], dim, bold)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        entry, column = self.entry(index.row()), index.column()
        if role == Role.DisplayRole:
            return self._text(entry, column)
        if role == Role.TextAlignmentRole:
            return _side(column)
        if role == Role.ForegroundRole and (column == STAGE or entry.report.stage is Stage.FILLING):
            return QColor(self._colours.dim)
        if role == Role.FontRole and column != OBSERVATION and self._is_best(entry):
            return self._bold
        if role == Role.ToolTipRole:
            return self._tip(entry, column)
        return None

    def _text(self, entry: Entry, column: int) -> str:
        text = COLUMNS[column].text(entry)
        if column == EPOCH and self._is_best(entry):
            return f"● {text}"
        return f"{GAP}{text}" if COLUMNS[column].is_words else text

    def _tip(self, entry: Entry, column: int) -> str | None:
        if column == OBSERVATION:
            return observation_sentence(entry.observation)
        if self._is_best(entry):
            return "The epoch that is kept"
        return _SECOND_MODEL if entry.report.stage is Stage.FILLING else None

    def _is_best(self, entry: Entry) -> bool:
        return (entry.report.stage, entry.report.epoch) == self._best

    def _repaint(self) -> None:
        if self._entries:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._entries) - 1, len(COLUMNS) - 1))


_SECOND_MODEL = "The second model, which learns from every known cell and fills the table"


def _side(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if COLUMNS[column].is_words else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter


_SIDES = tuple(_side(column) for column in range(len(COLUMNS)))
