"""The table itself: virtual, so that it opens and scrolls alike at 40 and at 40,000 columns.

What goes in by a method or out by a signal are positions; only in here are they places.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QLabel, QTableView, QWidget

from mfdesk.arranged import Arrangement
from mfdesk.chosen import Part
from mfdesk.completed import CompletedTable
from mfdesk.gui.table.copying import MOST_CELLS, area, as_text
from mfdesk.gui.table.delegate import CellDelegate
from mfdesk.gui.table.headers import NameHeader
from mfdesk.gui.table.model import RatingsTableModel, same_places
from mfdesk.gui.table.painter import CellPainter
from mfdesk.gui.table.selection import SelectionParts, runs
from mfdesk.gui.table.shown import Colouring, LegendState, Shown
from mfdesk.gui.theme import Palette
from mfdesk.gui.words import counted
from mfdesk.ratings.arrays import Integers
from mfdesk.ratings.side import Side

Index = QModelIndex | QPersistentModelIndex
_Select = QItemSelectionModel.SelectionFlag
_OPENS_A_FIELD = frozenset("0123456789.,-−+")


class RatingsTableView(QTableView):
    """Shows a completed table; ``copy_refused`` carries how many cells were too many to copy (an object, as they can
    be more than an int of Qt holds)."""

    copy_refused = Signal(object)
    cell_chosen = Signal(int, int)
    """The row and column of the current cell."""
    chosen_by_user = Signal()
    """The current cell is another by the mouse or a key, and not because a table was opened."""
    selection_changed = Signal(object)
    """``SelectionParts``."""
    edit_requested = Signal(int, int, str)
    """The row and column of a cell, and what was typed into it."""
    header_menu_requested = Signal(object, int, object)
    """The ``Side``, the position, and the point on the screen."""
    cell_menu_requested = Signal(int, int, object)
    """The row, the column, and the point on the screen."""
    legend_changed = Signal(object)
    """``LegendState``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ratingsTable")
        self.setAccessibleName("Table of ratings")
        self._model = RatingsTableModel(self)
        self._delegate = CellDelegate(self)
        self._painter = CellPainter()
        self._painter.set_font(self.font())
        self._across = NameHeader(Qt.Orientation.Horizontal, self._model, self)
        self._down = NameHeader(Qt.Orientation.Vertical, self._model, self)
        self._corner = QLabel(self)
        self._chosen: SelectionParts | None = None
        self._colouring = Colouring.SURETY
        self._set_up()

    # what is shown

    @property
    def ratings_model(self) -> RatingsTableModel:
        return self._model

    @property
    def tells_surety(self) -> bool:
        """Whether the tint of predicted cells says how sure they are."""
        return self._model.blocks is not None and self._model.blocks.tells_surety

    @property
    def legend_state(self) -> LegendState:
        """What the legend is to tell."""
        blocks = self._model.blocks
        if blocks is None:
            return LegendState()
        return LegendState(
            blocks.shown,
            self._colouring,
            blocks.table.model is not None,
            bool(len(blocks.table.unseen.keys)),
            blocks.tells_surety,
            blocks.span,
            blocks.digits,
        )

    def set_table(
        self, table: CompletedTable | None, arrangement: Arrangement | str | None = None, origin: str = "predicted"
    ) -> None:
        """Shows another table, or another state of the same one with place, selection and current cell kept.

        ``origin`` is the sentence that says where predicted numbers come from.
        """
        if isinstance(arrangement, str):
            return self.set_table(table, None, arrangement)
        same = self._model.is_state_of(table)
        if same and table is not None:
            self._show_state(table, arrangement or Arrangement.of(table.edited), origin)
        else:
            self._model.set_table(table, origin, arrangement)
            self._forget_selection()
            self._begin_table()
        self._follow_arrangement()
        self.legend_changed.emit(self.legend_state)
        return None

    def set_shown(self, shown: Shown) -> None:
        """Which number stands in the cells."""
        self._model.set_shown(shown)
        self.legend_changed.emit(self.legend_state)

    def set_colouring(self, colouring: Colouring) -> None:
        """What the grounds of the cells say."""
        self._colouring = colouring
        self._painter.set_colouring(colouring)
        self.viewport().update()
        self.legend_changed.emit(self.legend_state)

    def set_sort_mark(self, side: Side, position: int | None, descending: bool = True) -> None:
        """The header of this side says that the other side is sorted by this row or column (None: it is not)."""
        (self._across if side is Side.COLUMNS else self._down).set_sort_mark(position, descending)

    def set_palette_colours(self, palette: Palette) -> None:
        for part in (self._painter, self._across, self._down):
            part.set_palette_colours(palette)
        self._corner.setStyleSheet(
            f"background: {palette.ground}; color: {palette.dim}; padding-left: 12px;"
            f" border-bottom: 1px solid {palette.line}; border-right: 1px solid {palette.line};"
        )
        self.viewport().update()

    # where one is and what is chosen

    def current_cell(self) -> tuple[int, int] | None:
        """The row and column of the current cell."""
        current = self.currentIndex()
        return self._positions(current) if current.isValid() else None

    @property
    def selection(self) -> SelectionParts:
        """The chosen cells."""
        if self._chosen is None:
            arrangement = self._model.arrangement
            assert arrangement is not None
            self._chosen = SelectionParts.of(self.selectionModel().selection(), arrangement)
        return self._chosen

    def chosen_rows(self) -> Integers:
        """The rows of which every cell is chosen, in the order they are shown."""
        return self._whole(Side.ROWS)

    def chosen_columns(self) -> Integers:
        """The columns of which every cell is chosen, in the order they are shown."""
        return self._whole(Side.COLUMNS)

    def go_to(self, row: int, column: int) -> None:
        """Makes this cell the current one and brings it into view, if it is shown."""
        index = self._index_of(row, column)
        if index.isValid():
            self._go(index.row(), index.column())

    def go_to_row(self, row: int) -> None:
        """Chooses the whole row; the column looked at stays."""
        place = self._model.place(Side.ROWS, row)
        if place is not None:
            self._go(place, max(self.currentIndex().column(), 0))
            self.selectRow(place)

    def go_to_column(self, column: int) -> None:
        """Chooses the whole column; the row looked at stays."""
        place = self._model.place(Side.COLUMNS, column)
        if place is not None:
            self._go(max(self.currentIndex().row(), 0), place)
            self.selectColumn(place)

    def choose(self, side: Side, positions: Sequence[int] | Integers) -> None:
        """Chooses these whole rows or columns, as far as they are shown, and brings the first one into view."""
        side = Side[side.name]  # the pages have a Side of their own
        places = [place for one in positions if (place := self._model.place(side, int(one))) is not None]
        down, across = range(self._model.rowCount()), range(self._model.columnCount())
        self._select([Part(run, across) if side is Side.ROWS else Part(down, run) for run in runs(places)])
        if places:
            self.scrollTo(self._model.index(*((places[0], 0) if side is Side.ROWS else (0, places[0]))))

    def copy(self) -> None:
        """The chosen cells go to the clipboard as they are shown, unless they are too many."""
        selection = self.selectionModel().selection()
        cells = area(selection)
        if cells > MOST_CELLS:
            self.copy_refused.emit(cells)
        elif cells:
            QGuiApplication.clipboard().setText(as_text(self._model, selection))

    # keys and mouse

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._down.set_current(current.row())
        self._across.set_current(current.column())
        if current.isValid():
            self.cell_chosen.emit(*self._positions(current))

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self._chosen = None
        if self._model.blocks:
            self.selection_changed.emit(self.selection)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        before = self.currentIndex()
        if not self._own_key(event):
            super().keyPressEvent(event)
        if self.currentIndex() != before:
            self.chosen_by_user.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if self.indexAt(event.position().toPoint()).isValid():
            self.chosen_by_user.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() is Qt.MouseButton.LeftButton:
            self.edit_current()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid():
            at = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft()) if by_key else event.globalPos()
            self.cell_menu_requested.emit(*self._positions(index), at)

    def keyboardSearch(self, _search: str) -> None:
        """Letters find nothing: Qt would look at every row. Names are found by the find bar."""

    def edit_current(self, begin_with: str | None = None) -> None:
        """Opens a field on the current cell, with its rating in it or with what was typed."""
        if self.currentIndex().isValid():
            self._delegate.begin_with = begin_with
            self.scrollTo(self.currentIndex())
            self.edit(self.currentIndex())

    # geometry: pinned rows and columns lie over those that scroll

    def indexAt(self, pos: QPoint) -> QModelIndex:
        return super().indexAt(QPoint(self._across.content(pos.x()), self._down.content(pos.y())))

    def visualRect(self, index: Index) -> QRect:
        if not index.isValid():
            return QRect()
        left, width = self._across.area(index.column())
        top, height = self._down.area(index.row())
        return QRect(left, top, width - 1, height - 1)

    def visualRegionForSelection(self, _selection: QItemSelection) -> QRegion:
        """All that is seen: to paint it takes less than to find out what changed."""
        return QRegion(self.viewport().rect())

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        if index.isValid():
            self._bring(self._down, index.row(), hint)
            self._bring(self._across, index.column(), hint)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        for header in (self._across, self._down):
            if header.band:
                header.viewport().update()
                self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        blocks, exposed = self._model.blocks, event.rect()
        if blocks is None:
            return
        painter = QPainter(self.viewport())
        for rows in self._down.stretches(exposed.top(), exposed.bottom() + 1):
            for columns in self._across.stretches(exposed.left(), exposed.right() + 1):
                self._painter.paint(painter, blocks, rows, columns, self.selection.flags(rows, columns))
        current = self.currentIndex()
        if current.isValid():
            self._painter.paint_current(painter, self.visualRect(current), self.hasFocus())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_corner()

    # inside

    def _show_state(self, table: CompletedTable, arrangement: Arrangement, origin: str) -> None:
        before = self._model.arrangement
        assert before is not None
        if same_places(before, arrangement):
            self._model.set_table(table, origin, arrangement)
            self._chosen = None
            return
        current, parts = self.current_cell(), self.selection.moved(arrangement)
        self._forget_selection()
        self._model.set_table(table, origin, arrangement)
        self._restore(current, parts)

    def _restore(self, current: tuple[int, int] | None, parts: list[Part]) -> None:
        """The same cells are chosen at the places where they are now; only what is no longer shown is told."""
        index = self._index_of(*current) if current else QModelIndex()
        if index.isValid():
            quiet = self.selectionModel().blockSignals(True)
            self.selectionModel().setCurrentIndex(index, _Select.NoUpdate)
            self.selectionModel().blockSignals(quiet)
        now = self.currentIndex()
        self._down.set_current(now.row())
        self._across.set_current(now.column())
        self._select(parts)
        if not parts:
            self.selection_changed.emit(self.selection)

    def _forget_selection(self) -> None:
        """Qt would remember each chosen cell by itself while the table is arranged anew."""
        quiet = self.selectionModel().blockSignals(True)
        self.selectionModel().clear()
        self.selectionModel().blockSignals(quiet)
        self._chosen = None

    def _begin_table(self) -> None:
        """Sizes for another table, seen from its first cell."""
        self._down.set_current(-1)
        self._across.set_current(-1)
        if self._model.table is None:
            return
        self._say_corner()
        self._across.fit()
        self._down.fit(least=self._corner.sizeHint().width() + 12)
        self._place_corner()
        self.scrollToTop()

    def _follow_arrangement(self) -> None:
        arrangement = self._model.arrangement
        self._down.set_pinned(arrangement.rows.first if arrangement else 0)
        self._across.set_pinned(arrangement.columns.first if arrangement else 0)
        self._say_corner()
        self.viewport().update()

    def _say_corner(self) -> None:
        table = self._model.table
        if table is None:
            return
        noun = table.edited.base.ratings.row_noun or "row"
        shown, there = self._model.rowCount(), table.shape[0] - len(table.edited.dropped[Side.ROWS])
        self._corner.setText(counted(there, noun) if shown == there else f"{shown:,} of {counted(there, noun)}")
        self._corner.setToolTip(self._corner.text())

    def _own_key(self, event: QKeyEvent) -> bool:
        """Keys that mean something else here than in other tables; says whether it was one."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() == Qt.Key.Key_Space and control:
            self.selectColumn(self.currentIndex().column())
        elif event.key() == Qt.Key.Key_Space and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.selectRow(self.currentIndex().row())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit_current()
        elif event.text() in _OPENS_A_FIELD and event.text() and not control:
            self.edit_current(event.text())
        else:
            return False
        return True

    def _go(self, row: int, column: int) -> None:
        index = self._model.index(row, column)
        self.setCurrentIndex(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def _select(self, parts: Sequence[Part]) -> None:
        chosen, index = QItemSelection(), self._model.index
        for part in parts:
            chosen.select(index(part.rows[0], part.columns[0]), index(part.rows[-1], part.columns[-1]))
        self.selectionModel().select(chosen, _Select.ClearAndSelect)

    def _whole(self, side: Side) -> Integers:
        return self.selection.whole(side) if self._model.blocks else np.empty(0, np.int32)

    def _index_of(self, row: int, column: int) -> QModelIndex:
        """The cell at these positions; invalid where it is not shown."""
        down, across = self._model.place(Side.ROWS, row), self._model.place(Side.COLUMNS, column)
        return QModelIndex() if down is None or across is None else self._model.index(down, across)

    def _positions(self, index: Index) -> tuple[int, int]:
        return self._model.position(Side.ROWS, index.row()), self._model.position(Side.COLUMNS, index.column())

    def _bring(self, header: NameHeader, place: int, hint: QAbstractItemView.ScrollHint) -> None:
        """Scrolls along one side until a place lies in sight, beside what is pinned."""
        bar = self.horizontalScrollBar() if header.across else self.verticalScrollBar()
        start, size = header.area(place)
        band, room = header.band, header.room
        if start < band and header.sectionPosition(place) < band:
            return
        if hint is QAbstractItemView.ScrollHint.PositionAtCenter:
            bar.setValue(bar.value() + start - band - (room - band - size) // 2)
        elif start < band or hint is QAbstractItemView.ScrollHint.PositionAtTop or size > room - band:
            bar.setValue(bar.value() + start - band)
        elif start + size > room or hint is QAbstractItemView.ScrollHint.PositionAtBottom:
            bar.setValue(bar.value() + start + size - room)

    def _set_up(self) -> None:
        self.setHorizontalHeader(self._across)
        self.setVerticalHeader(self._down)
        self.setModel(self._model)
        # The headers would ask of each of their sections whether all of its cells are chosen: a minute's work
        # at a million rows. With a selection of their own, always empty, they need not.
        for header in (self._across, self._down):
            header.setSelectionModel(QItemSelectionModel(self._model, header))
            header.menu_requested.connect(self._ask_header_menu(header.side))
        self.setItemDelegate(self._delegate)
        self._delegate.wished.connect(self._wish)
        self._delegate.left.connect(self._go_on)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._corner.setObjectName("tableCorner")

    def _ask_header_menu(self, side: Side) -> Callable[[int, object], None]:
        def ask(place: int, at: object) -> None:
            self.header_menu_requested.emit(side, self._model.position(side, place), at)

        return ask

    def _wish(self, row: int, column: int, text: str) -> None:
        positions = self._model.position(Side.ROWS, row), self._model.position(Side.COLUMNS, column)
        self.edit_requested.emit(*positions, text)

    def _go_on(self, rows: int, columns: int) -> None:
        """From the field that was left to the cell beside it."""
        current = self.currentIndex()
        row, column = current.row() + rows, current.column() + columns
        if self._model.hasIndex(row, column):
            self.setCurrentIndex(self._model.index(row, column))
            self.chosen_by_user.emit()
        self.setFocus()

    def _place_corner(self) -> None:
        self._corner.setGeometry(self.frameWidth(), self.frameWidth(), self._down.width(), self._across.height())
        self._corner.raise_()
