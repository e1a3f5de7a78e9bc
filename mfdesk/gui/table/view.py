"""The table itself: virtual, so that it opens and scrolls alike at 40 and at 40,000 columns.

What goes in by a method or out by a signal are positions; only in here are they places.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from mfdesk.arranged import Arrangement
from mfdesk.completed import CompletedTable
from mfdesk.gui.table.cell_facts import Explain
from mfdesk.gui.table.corner import Corner
from mfdesk.gui.table.dragging import SelectionDrag
from mfdesk.gui.table.hovering import Hovering
from mfdesk.gui.table.mapping import Mapping
from mfdesk.gui.table.model import same_places
from mfdesk.gui.table.nothing_shown import NothingShown
from mfdesk.gui.table.selection import SelectionParts
from mfdesk.gui.table.shown import Colouring, LegendState, Shown
from mfdesk.gui.table.widths import ColumnWidths, NamesHandle, Widths
from mfdesk.gui.table.wishing import WishingGrid
from mfdesk.gui.theme import Palette
from mfdesk.ratings.side import Side

Index = QModelIndex | QPersistentModelIndex
_CELL_AIR = 8


class RatingsTableView(WishingGrid):
    """Shows a completed table and says what is wished of it; all it says and takes are positions, never places."""

    said = Signal(object)
    """A ``Message``: why what is chosen cannot be dragged out."""
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
        self._corner, self._nothing = Corner(self), NothingShown(self.viewport())
        self._hovering, self._mapping = Hovering(self, self._model), Mapping(self, self._model)
        self._widths = ColumnWidths(self._across, self._down, self._model)
        self._handle = NamesHandle(self)
        self._colouring = Colouring.SURETY
        self._drag = SelectionDrag(self, self._carried)
        self._drag.said.connect(self.said)
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
        self._corner.set_sorted_by(words)
        self._tell_corner()

    def set_explain(self, explain: Explain | None) -> None:
        """What takes a prediction apart for the card of a cell, by row and column; None: it is not taken apart."""
        self._hovering.explain = explain

    def set_mini_map(self, wanted: bool) -> None:
        self._mapping.set_wanted(wanted)

    def set_palette_colours(self, palette: Palette) -> None:
        for part in (self._painter, self._across, self._down, self._corner, self._hovering.card, self._mapping.map):
            part.set_palette_colours(palette)
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
        self._hovering.leave()
        super().keyPressEvent(event)

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

    def _begin_table(self) -> None:
        """Sizes for another table, seen from its first cell."""
        self._anchor = None
        self._down.set_current(-1)
        self._across.set_current(-1)
        if self._model.table is None:
            return
        self._tell_corner()
        self._widths.forget()
        self._across.fit()
        self._down.fit(least=self._corner.sizeHint().width() + 12)
        self._place_corner()
        self.scrollToTop()
        self.horizontalScrollBar().setValue(0)

    def _follow_arrangement(self) -> None:
        arrangement = self._model.arrangement
        self._down.set_pinned(arrangement.rows.first if arrangement else 0)
        self._across.set_pinned(arrangement.columns.first if arrangement else 0)
        self._tell_corner()
        self._widths.apply()
        self._nothing.tell(self._model.table, self._model.rowCount(), self._model.columnCount())
        self._mapping.renew()
        self.viewport().update()

    def _own_key(self, event: QKeyEvent) -> bool:
        """The space bar chooses whole rows and columns, or shows the card of a cell."""
        if event.key() != Qt.Key.Key_Space:
            return super()._own_key(event)
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._select_current(Side.COLUMNS)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._select_current(Side.ROWS)
        else:
            self._hovering.show_for(self.currentIndex())
        return True

    def _set_up(self) -> None:
        self._widths.changed.connect(self._widths_changed)
        self._across.sectionHandleDoubleClicked.connect(self.fit_column)
        self._handle.dragged.connect(self._set_names_width)
        self._handle.fit_wanted.connect(self.fit_names)
        self._mapping.toggled.connect(self.mini_map_toggled)

    def _tell_corner(self) -> None:
        self._corner.tell(self._model.table, self._model.rowCount())

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
