"""The lists of the Card page: a name that takes the room there is, and beside it columns as wide as they need."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from mfdesk.gui.theme import points, scaled, tabular

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
SMALL_POINTS = 9
LINE = 26
PADDING = 6
_OWN = 3
"""What Qt leaves beside the text of a cell by itself."""
_MEASURED = 64
"""Rows whose texts say how wide a column must be."""


class CardTable(QTableView):
    """Shows a model whose first column holds names. ``pictures`` are the least widths of columns without texts."""

    chosen = Signal(QModelIndex)
    """A cell was clicked, or Enter pressed on it."""

    def __init__(self, name: str, title: str, model: QAbstractTableModel, pictures: dict[int, int]) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        font = tabular(self.font())
        font.setPointSizeF(points(SMALL_POINTS))
        self.setFont(font)
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(4 * scaled(LINE))
        self.setStyleSheet(f"QTableView::item {{ padding: 0 {PADDING - _OWN}px; border: none; }}")
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self._pictures = pictures
        self._set_headers()
        self.clicked.connect(self._click)
        for changed in (model.modelReset, model.rowsInserted):
            changed.connect(self._fit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.chosen.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who comes by the keyboard sees where they are."""
        super().focusInEvent(event)
        by_keys = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if by_keys and not self.currentIndex().isValid():
            self.setCurrentIndex(self.model().index(0, 0))

    def copy(self) -> None:
        """Puts the chosen rows on the clipboard, with the headers, as a spreadsheet takes them."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        if rows:
            lines = [self._headers(), *(self._texts(row) for row in rows)]
            QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in lines))

    def _headers(self) -> list[str]:
        model = self.model()
        return [str(model.headerData(place, Qt.Orientation.Horizontal)) for place in range(model.columnCount())]

    def _texts(self, row: int) -> list[str]:
        model = self.model()
        return [str(model.index(row, place).data() or "") for place in range(model.columnCount())]

    @Slot()
    def _fit(self) -> None:
        """Numbers and words are never cut; the names give way."""
        texts = [self._headers(), *(self._texts(row) for row in range(min(self.model().rowCount(), _MEASURED)))]
        for place in range(1, self.model().columnCount()):
            needed = max(self.fontMetrics().horizontalAdvance(line[place]) for line in texts) + 2 * PADDING + 4
            picture = max(self._pictures[place], self.viewport().width() // 4) if place in self._pictures else 0
            self.horizontalHeader().resizeSection(place, max(needed, picture))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @Slot(QModelIndex)
    def _click(self, index: QModelIndex) -> None:
        """Clicks with Ctrl or Shift only choose rows, to copy them."""
        if not QGuiApplication.keyboardModifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        ):
            self.chosen.emit(index)

    def _set_headers(self) -> None:
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(scaled(LINE))
        columns.setFont(self.font())
        section = f"padding: 4px {PADDING}px; background: transparent; font-size: {points(SMALL_POINTS):g}pt;"
        columns.setStyleSheet(f"QHeaderView::section {{ {section} }}")
        columns.setHighlightSections(False)
        columns.setSectionsClickable(False)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for header in (rows, columns):  # else a header asks of every cell whether it is chosen
            header.setSelectionModel(QItemSelectionModel(self.model(), header))


def aligned(column: int) -> Qt.AlignmentFlag:
    """Names to the left, numbers to the right."""
    return (Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter


def scrolled_as_before(table: QTableView, before: int) -> None:
    """Goes back to where the list was before its model was reset."""
    table.updateGeometries()  # else the bar does not know yet how far it reaches
    table.verticalScrollBar().setValue(before)
