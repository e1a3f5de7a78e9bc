"""The epochs of a training in numbers, the newest on top."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from mfdesk.engine.report import EpochReport, Stage
from mfdesk.gui.theme import LIGHT, Palette, tabular

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

_STAGES = {Stage.MEASURING: "measuring", Stage.FILLING: "filling"}


@dataclass(frozen=True)
class _Column:
    header: str
    tip: str
    text: Callable[[EpochReport], str]
    widest: str
    """A text that the column is wide enough for."""


COLUMNS = (
    _Column("epoch", "The epoch; ● is the one that is kept", lambda report: f"{report.epoch:,}", "● 1,000"),
    _Column("stage", "Which of the two models learns", lambda report: _STAGES[report.stage], "measuring"),
    _Column("loss", "Mean squared error on the known cells", lambda report: f"{report.loss:.3f}", "0.000"),
    _Column("error", "Root mean square error on the known cells", lambda report: f"{report.error:.3f}", "0.000"),
    _Column(
        "held out", "Root mean square error on the held-out cells", lambda report: _or_dash(report.held_out_error), ""
    ),
    _Column("sec.", "Seconds that the epoch took", lambda report: f"{report.seconds:.3f}", ""),
)

STAGE_COLUMN = 1
PADDING = 4
SMALL_POINTS = 9


def _or_dash(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


class EpochModel(QAbstractTableModel):
    """Row 0 is the newest report."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._reports: list[EpochReport] = []
        self._best: tuple[Stage, int] | None = None
        self._colours = LIGHT
        self._bold = QFont(parent.font())
        self._bold.setBold(True)

    def add(self, reports: Sequence[EpochReport]) -> None:
        self.beginInsertRows(QModelIndex(), 0, len(reports) - 1)
        self._reports.extend(reports)
        self.endInsertRows()

    def clear(self) -> None:
        self.beginResetModel()
        self._reports, self._best = [], None
        self.endResetModel()

    def mark_best(self, stage: Stage, epoch: int) -> None:
        self._best = (stage, epoch)
        self._repaint()

    def set_palette_colours(self, palette: Palette) -> None:
        self._colours = palette
        self._repaint()

    def report(self, row: int) -> EpochReport:
        return self._reports[-1 - row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._reports)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return None
        column = COLUMNS[section]
        said = {Role.DisplayRole: column.header, Role.ToolTipRole: column.tip, Role.TextAlignmentRole: _side(section)}
        return said.get(Role(role))

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        report = self.report(index.row())
        if role == Role.DisplayRole:
            return self._text(report, index.column())
        if role == Role.TextAlignmentRole:
            return _side(index.column())
        if role == Role.ForegroundRole and (index.column() == STAGE_COLUMN or report.stage is Stage.FILLING):
            return QColor(self._colours.dim)
        if role == Role.FontRole and self._is_best(report):
            return self._bold
        if role == Role.ToolTipRole and self._is_best(report):
            return "The epoch that is kept"
        return None

    def _text(self, report: EpochReport, column: int) -> str:
        text = COLUMNS[column].text(report)
        return f"● {text}" if column == 0 and self._is_best(report) else text

    def _is_best(self, report: EpochReport) -> bool:
        return (report.stage, report.epoch) == self._best

    def _repaint(self) -> None:
        if self._reports:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._reports) - 1, len(COLUMNS) - 1))


class EpochTable(QTableView):
    """Shows an ``EpochModel``; chosen rows can be copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("epochTable")
        self.setAccessibleName("Epochs")
        font = tabular(self.font())
        font.setPointSize(SMALL_POINTS)
        self.setFont(font)
        self._epochs = EpochModel(self)
        self.setModel(self._epochs)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMinimumHeight(112)
        self._set_headers()

    @property
    def epochs(self) -> EpochModel:
        return self._epochs

    def add_reports(self, reports: Sequence[EpochReport]) -> None:
        """Adds these epochs on top; who has scrolled down to older ones keeps them before the eyes."""
        if not reports:
            return
        bar = self.verticalScrollBar()
        place = bar.value()
        self._epochs.add(reports)
        if place:
            self.updateGeometries()  # else the bar does not know yet how far it reaches
            bar.setValue(place + len(reports))

    def sizeHint(self) -> QSize:
        return QSize(340, 160)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """Puts the chosen rows on the clipboard, with the headers, as a spreadsheet takes them."""
        chosen = self.selectionModel().selection()
        parts = [chosen.at(place) for place in range(chosen.size())]
        rows = sorted({row for part in parts for row in range(part.top(), part.bottom() + 1)})
        lines = [[column.header for column in COLUMNS]]
        lines += [[column.text(self._epochs.report(row)) for column in COLUMNS] for row in rows]
        if rows:
            QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in lines))

    def _set_headers(self) -> None:
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(24)
        columns.setFont(self.font())
        section = f"padding: 4px {PADDING}px; background: transparent; font-size: {SMALL_POINTS}pt;"
        columns.setStyleSheet(f"QHeaderView::section {{ {section} }}")
        columns.setStretchLastSection(True)
        columns.setMinimumSectionSize(24)
        metrics = self.fontMetrics()
        for place, column in enumerate(COLUMNS):
            widest = max(metrics.horizontalAdvance(text) for text in (column.header, column.widest))
            columns.resizeSection(place, widest + 2 * PADDING + 2)
        columns.setHighlightSections(False)
        columns.setSectionsClickable(False)
        for header in (rows, columns):
            # A header asks of every cell whether it is chosen, which takes seconds once all of many rows are.
            header.setSelectionModel(QItemSelectionModel(self._epochs, header))


def _side(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if column == STAGE_COLUMN else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter
