"""The table itself: virtual, so that it opens and scrolls alike at 40 and at 40,000 columns.

What goes in by a method or out by a signal are positions; only in here are they places.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QLabel, QLineEdit, QWidget

from mfdesk.arranged import Arrangement
from mfdesk.completed import CompletedTable
from mfdesk.gui.table.cell_facts import Explain
from mfdesk.gui.table.choosing import ChoosingGrid
from mfdesk.gui.table.delegate import CellDelegate
from mfdesk.gui.table.dragging import SelectionDrag
from mfdesk.gui.table.hovering import Hovering
from mfdesk.gui.table.mapping import Mapping
from mfdesk.gui.table.model import same_places
from mfdesk.gui.table.nothing_shown import NothingShown
from mfdesk.gui.table.selection import SelectionParts
from mfdesk.gui.table.shown import Colouring, LegendState, Shown
from mfdesk.gui.table.widths import ColumnWidths, NamesHandle, Widths
from mfdesk.gui.theme import Palette
from mfdesk.gui.words import counted, plural
from mfdesk.ratings.side import Side

Index = QModelIndex | QPersistentModelIndex
_CELL_AIR = 8
_NOT_TYPING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_OPENS_A_FIELD = frozenset("0123456789.,-−+")


class RatingsTableView(ChoosingGrid):
    """Shows a completed table and says what is wished of it; all it says and takes are positions, never places."""

    said = Signal(object)
    """A ``Message``: why what is chosen cannot be dragged out."""
    chosen_by_user = Signal()
    """The current cell is another by the mouse or a key, and not because a table was opened."""
    edit_requested = Signal(int, int, str)
    """The row and column of a cell, and what was typed into it."""
    header_menu_requested = Signal(object, int, object)
    """The ``Side``, the position, and the point on the screen."""
    sort_requested = Signal(object, int)
    """The ``Side`` that is to be sorted, and the position of the row (or column) by whose values: the other way round
    where it is sorted so already."""
    cell_menu_requested = Signal(int, int, object)
    """The row, the column, and the point on the screen."""
    legend_changed = Signal(object)
    """``LegendState``."""
    widths_changed = Signal()
    """A column, or the names of the rows, were made wider or narrower by hand: see ``widths``."""
    mini_map_toggled = Signal(bool)
    """The mini-map is wanted or not any more, also by its own button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ratingsTable")
        self.setAccessibleName("Table of ratings")
        self._delegate = CellDelegate(self)
        self._corner, self._nothing = QLabel(self), NothingShown(self.viewport())
        self._hovering, self._mapping = Hovering(self, self._model), Mapping(self, self._model)
        self._widths = ColumnWidths(self._across, self._down, self._model)
        self._handle = NamesHandle(self)
        self._colouring, self._sorted_words = Colouring.SURETY, ""
        self._drag = SelectionDrag(self, self._carried)
        self._drag.said.connect(self.said)
        self._wished: tuple[int, int, str] | None = None
        self._set_up()

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
            self._ghosts.end()
            self._close_field()
            self._model.set_table(table, origin, arrangement)
            self._forget_selection()
            self._begin_table()
        self._follow_arrangement()
        self.legend_changed.emit(self.legend_state)
        return None

    def _carried(self) -> tuple[CompletedTable, SelectionParts, Shown] | None:
        """What a drag out of the table takes along."""
        blocks = self._model.blocks
        return None if blocks is None else (blocks.table, self.selection, blocks.shown)

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

    def set_corner_words(self, words: str) -> None:
        """What the rows are sorted by, where that is none of the columns, else ""."""
        self._sorted_words = words
        self._say_corner()

    def set_explain(self, explain: Explain | None) -> None:
        """What takes a prediction apart for the card of a cell, by row and column; None: it is not taken apart."""
        self._hovering.explain = explain

    def set_mini_map(self, wanted: bool) -> None:
        self._mapping.set_wanted(wanted)

    def set_palette_colours(self, palette: Palette) -> None:
        for part in (self._painter, self._across, self._down, self._hovering.card, self._mapping.map):
            part.set_palette_colours(palette)
        self._corner.setStyleSheet(
            f"background: {palette.ground}; color: {palette.dim}; padding-left: 12px;"
            f" border-bottom: 1px solid {palette.line}; border-right: 1px solid {palette.line};"
        )
        self.viewport().update()

    @property
    def widths(self) -> Widths:
        """What was made wider or narrower by hand, to be kept for the next time."""
        return self._widths.widths

    def set_widths(self, widths: Widths) -> None:
        """As they were kept from an earlier time, once the table is shown."""
        self._widths.take(widths)
        self._place_corner()

    def fit_column(self, place: int) -> None:
        """Makes a column as wide as its name and what is seen of it need."""
        blocks, rows = self._model.blocks, self._down.stretches(0, self.viewport().height())
        if blocks is None:
            return
        said = [line[0] for part in rows for line in blocks.texts(part.places, range(place, place + 1))]
        widest = max((self._painter.text_width(text, True) for text in set(said)), default=0)
        self._across.resizeSection(place, max(widest + 2 * _CELL_AIR, self._across.wanted_width(place)))

    def fit_names(self) -> None:
        """Makes the names of the rows as wide as those that are seen need."""
        places = [place for part in self._down.stretches(0, self.viewport().height()) for place in part.places]
        self._set_names_width(max((self._down.wanted_width(place) for place in places), default=0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        before = self.currentIndex()
        self._hovering.leave()
        if not self._own_key(event):
            super().keyPressEvent(event)
        if self.currentIndex() != before:
            self.chosen_by_user.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if event.buttons():
            self._hovering.leave()
        else:
            self._hovering.point_at(self.indexAt(event.position().toPoint()))

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Leave, QEvent.Type.Wheel):
            self._hovering.leave()
        return super().viewportEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self._hovering.leave()
        super().scrollContentsBy(dx, dy)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._hovering.leave()
        super().focusOutEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._hovering.leave()
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
        if by_key and self._ask_menu_of_chosen():
            return
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid():
            at = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft()) if by_key else event.globalPos()
            self.cell_menu_requested.emit(*self._model.positions_of(index), at)

    def keyboardSearch(self, _search: str) -> None:
        """Letters find nothing: Qt would look at every row. Names are found by the find bar."""

    def edit_current(self, begin_with: str | None = None) -> None:
        """Opens a field on the current cell, with its rating in it or with what was typed."""
        current = self.currentIndex()
        if not current.isValid() or self.state() is QAbstractItemView.State.EditingState:
            return
        self._delegate.begin_with = begin_with
        self.scrollTo(current)
        self.edit(current, QAbstractItemView.EditTrigger.AllEditTriggers, QEvent(QEvent.Type.None_))
        field = self.indexWidget(current)
        if begin_with is not None and isinstance(field, QLineEdit):
            field.end(False)  # Qt chooses all of it, and the next key would take the first one away

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """What was typed is told once the field is gone: the table may be arranged anew by it."""
        super().closeEditor(editor, hint)
        wish, self._wished = self._wished, None
        if wish:
            self.edit_requested.emit(*wish)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_corner()
        self._nothing.cover()
        self._mapping.follow()

    def _show_state(self, table: CompletedTable, arrangement: Arrangement, origin: str) -> None:
        before = self._model.arrangement
        assert before is not None
        self._ghosts.begin(table)
        if same_places(before, arrangement):
            self._model.set_table(table, origin, arrangement)
            self._chosen = None
            return
        self._close_field()
        current, parts = self.current_cell(), self.selection.moved(arrangement)
        place = self._place_after(before, arrangement)
        self._forget_selection()
        self._model.set_table(table, origin, arrangement)
        self._restore(current, place, parts)

    def _close_field(self) -> None:
        """A field does not move with its cell: what is typed into it is given up."""
        field = self.indexWidget(self.currentIndex()) if self.currentIndex().isValid() else None
        if field is not None:
            self.closeEditor(field, QAbstractItemDelegate.EndEditHint.RevertModelCache)

    def _begin_table(self) -> None:
        """Sizes for another table, seen from its first cell."""
        self._down.set_current(-1)
        self._across.set_current(-1)
        if self._model.table is None:
            return
        self._say_corner()
        self._widths.forget()
        self._across.fit()
        self._down.fit(least=self._corner.sizeHint().width() + 12)
        self._place_corner()
        self.scrollToTop()

    def _follow_arrangement(self) -> None:
        arrangement = self._model.arrangement
        self._down.set_pinned(arrangement.rows.first if arrangement else 0)
        self._across.set_pinned(arrangement.columns.first if arrangement else 0)
        self._say_corner()
        self._widths.apply()
        self._nothing.tell(self._model.table, self._model.rowCount(), self._model.columnCount())
        self._mapping.renew()
        self.viewport().update()

    def _say_corner(self) -> None:
        table = self._model.table
        if table is None:
            return
        noun = table.edited.base.ratings.row_noun or "row"
        shown, there = self._model.rowCount(), table.shape[0] - len(table.edited.dropped[Side.ROWS])
        whole = counted(there, noun)
        first, second = (whole, "") if shown == there else (f"{shown:,} of {there:,}", plural(noun))
        self._corner.setText("\n".join(line for line in (first, self._sorted_words or second) if line))
        words = [whole if shown == there else f"{shown:,} of {whole}", self._sorted_words]
        self._corner.setToolTip(", ".join(word for word in words if word))

    def _own_key(self, event: QKeyEvent) -> bool:
        """Keys that mean something else here than in other tables; says whether it was one."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Space and control:
            self._select_current(Side.COLUMNS)
        elif event.key() == Qt.Key.Key_Space and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._select_current(Side.ROWS)
        elif event.key() == Qt.Key.Key_Space:
            self._hovering.show_for(self.currentIndex())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit_current()
        elif event.text() in _OPENS_A_FIELD and not event.modifiers() & _NOT_TYPING:
            self.edit_current(event.text())
        else:
            return False
        return True

    def _set_up(self) -> None:
        for header in (self._across, self._down):
            header.menu_requested.connect(self._ask_header_menu(header.side))
        self.setItemDelegate(self._delegate)
        self._delegate.wished.connect(self._wish)
        self._delegate.left.connect(self._go_on)
        self._corner.setObjectName("tableCorner")
        self._widths.changed.connect(self._widths_changed)
        self._across.sectionHandleDoubleClicked.connect(self.fit_column)
        self._handle.dragged.connect(self._set_names_width)
        self._handle.fit_wanted.connect(self.fit_names)
        self._mapping.toggled.connect(self.mini_map_toggled)
        for header in (self._across, self._down):
            header.sectionDoubleClicked.connect(self._ask_sort(header.side))

    def _ask_menu_of_chosen(self) -> bool:
        """The menu of a header, by a key, where the row or column one is in is chosen whole, but not both are."""
        cell, current = self.current_cell(), self.currentIndex()
        whole = [side for side in Side if cell is not None and cell[side] in self._whole(side)]
        if cell is None or len(whole) != 1:
            return False
        header, place = (self._across, current.column()) if whole[0] is Side.COLUMNS else (self._down, current.row())
        start = header.area(place)[0]
        corner = QPoint(start, header.height()) if header.across else QPoint(header.width(), start)
        self.header_menu_requested.emit(whole[0], cell[whole[0]], header.viewport().mapToGlobal(corner))
        return True

    def _ask_header_menu(self, side: Side) -> Callable[[int, object], None]:
        def ask(place: int, at: object) -> None:
            self.header_menu_requested.emit(side, self._model.position(side, place), at)

        return ask

    def _ask_sort(self, side: Side) -> Callable[[int], None]:
        return lambda place: self.sort_requested.emit(side.other, self._model.position(side, place))

    def _wish(self, row: int, column: int, text: str) -> None:
        self._wished = (self._model.position(Side.ROWS, row), self._model.position(Side.COLUMNS, column), text)

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
        self._handle.lie_at(QPoint(self.frameWidth() + self._down.width(), self.frameWidth()), self._across.height())

    def _set_names_width(self, width: int) -> None:
        self._widths.set_names(width)
        self._place_corner()
        self.widths_changed.emit()

    def _widths_changed(self) -> None:
        self._mapping.follow()
        self.viewport().update()
        self.widths_changed.emit()
