"""The table itself: virtual, so that it opens and scrolls alike at 40 and at 40,000 columns."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QLabel, QTableView, QWidget

from mfdesk.completed import CompletedTable
from mfdesk.engine.patterns import Side
from mfdesk.gui.table.copying import MOST_CELLS, area, as_text
from mfdesk.gui.table.delegate import CellDelegate
from mfdesk.gui.table.headers import NameHeader
from mfdesk.gui.table.model import RatingsTableModel
from mfdesk.gui.theme import Palette
from mfdesk.gui.words import rows_counted

Index = QModelIndex | QPersistentModelIndex


class RatingsTableView(QTableView):
    """Shows a completed table; ``copy_refused`` carries how many cells were too many to copy (an object, as they can
    be more than an int of Qt holds)."""

    copy_refused = Signal(object)
    cell_chosen = Signal(int, int)
    """The row and column (positions in the table) of the current cell."""
    chosen_by_user = Signal()
    """The current cell is another by the mouse or a key, and not because a table was opened."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ratingsTable")
        self.setAccessibleName("Table of ratings")
        self._model = RatingsTableModel(self)
        self._delegate = CellDelegate(self._model, self)
        self._delegate.set_font(self.font())
        self._across = NameHeader(Qt.Orientation.Horizontal, self._model, self)
        self._down = NameHeader(Qt.Orientation.Vertical, self._model, self)
        self._corner = QLabel(self)
        self._set_up()

    @property
    def ratings_model(self) -> RatingsTableModel:
        return self._model

    @property
    def tells_surety(self) -> bool:
        """Whether the tint of predicted cells says how sure they are."""
        return self._model.blocks is not None and self._model.blocks.tells_surety

    def set_table(self, table: CompletedTable | None, origin: str = "predicted") -> None:
        """Shows another table, or the same ratings filled anew with the place scrolled to kept."""
        same = table is not None and self._model.table is not None and table.ratings is self._model.table.ratings
        self._model.set_table(table, origin)
        if table is None or same:
            return
        self._corner.setText(rows_counted(table.ratings))
        self._corner.setToolTip(self._corner.text())
        self._across.fit()
        self._down.fit(least=self._corner.sizeHint().width() + 12)
        self._place_corner()
        self.scrollToTop()

    def set_palette_colours(self, palette: Palette) -> None:
        for part in (self._delegate, self._across, self._down):
            part.set_palette_colours(palette)
        self._corner.setStyleSheet(
            f"background: {palette.ground}; color: {palette.dim}; padding-left: 12px;"
            f" border-bottom: 1px solid {palette.line}; border-right: 1px solid {palette.line};"
        )
        self.viewport().update()

    def go_to(self, row: int, column: int) -> None:
        """Makes this cell the current one and brings it into view."""
        self.setCurrentIndex(self._model.index(row, column))
        self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)

    def go_to_row(self, row: int) -> None:
        """Chooses the whole row; the column looked at stays."""
        self.go_to(row, max(self.currentIndex().column(), 0))
        self.selectRow(row)

    def go_to_column(self, column: int) -> None:
        """Chooses the whole column; the row looked at stays."""
        self.go_to(max(self.currentIndex().row(), 0), column)
        self.selectColumn(column)

    def choose(self, side: Side, positions: Sequence[int]) -> None:
        """Chooses these whole rows or columns, and brings the first one into view."""
        chosen = QItemSelection()
        for first, last in runs(positions):
            top_left, bottom_right = (first, 0), (last, self._model.columnCount() - 1)
            if side is Side.COLUMNS:
                top_left, bottom_right = (0, first), (self._model.rowCount() - 1, last)
            chosen.select(self._model.index(*top_left), self._model.index(*bottom_right))
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if len(positions):
            place = (int(positions[0]), 0) if side is Side.ROWS else (0, int(positions[0]))
            self.scrollTo(self._model.index(*place))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.cell_chosen.emit(current.row(), current.column())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        before = self.currentIndex()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)
        if self.currentIndex() != before:
            self.chosen_by_user.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if self.indexAt(event.position().toPoint()).isValid():
            self.chosen_by_user.emit()

    def copy(self) -> None:
        """The chosen cells go to the clipboard as they are shown, unless they are too many."""
        selection = self.selectionModel().selection()
        cells = area(selection)
        if cells > MOST_CELLS:
            self.copy_refused.emit(cells)
        elif cells:
            QGuiApplication.clipboard().setText(as_text(self._model, selection))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_corner()

    def _set_up(self) -> None:
        self.setHorizontalHeader(self._across)
        self.setVerticalHeader(self._down)
        self.setModel(self._model)
        # The headers would ask of each of their sections whether all of its cells are chosen: a minute's work
        # at a million rows. With a selection of their own, always empty, they need not.
        for header in (self._across, self._down):
            header.setSelectionModel(QItemSelectionModel(self._model, header))
        self.setItemDelegate(self._delegate)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._corner.setObjectName("tableCorner")

    def _place_corner(self) -> None:
        self._corner.setGeometry(self.frameWidth(), self.frameWidth(), self._down.width(), self._across.height())
        self._corner.raise_()


def runs(positions: Sequence[int]) -> list[tuple[int, int]]:
    """The first and last of each run of positions that follow one another."""
    found: list[tuple[int, int]] = []
    for position in sorted(int(each) for each in positions):
        if found and position == found[-1][1] + 1:
            found[-1] = (found[-1][0], position)
        else:
            found.append((position, position))
    return found
