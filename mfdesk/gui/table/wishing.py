"""Menus and sorts are wished for on a header or a cell; somebody else opens and does them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QWidget

from mfdesk.gui.table.typed import TypingGrid
from mfdesk.ratings.side import Side


class WishingGrid(TypingGrid):
    """All by position, and with the point on the screen where a menu belongs."""

    cell_menu_requested = Signal(int, int, object)
    """The row, the column, and the point."""
    header_menu_requested = Signal(object, int, object)
    """The ``Side``, the position, and the point."""
    sort_requested = Signal(object, int)
    """The ``Side`` that is to be sorted, and the position of the row (or column) by whose values: the other way round
    where it is sorted so already."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for header in (self._across, self._down):
            header.menu_requested.connect(self._ask_header_menu(header.side))
            header.sectionDoubleClicked.connect(self._ask_sort(header.side))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        if by_key and self._ask_menu_of_chosen():
            return
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid():
            at = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft()) if by_key else event.globalPos()
            self.cell_menu_requested.emit(*self._model.positions_of(index), at)

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
        def ask(place: int) -> None:
            if place >= 0:  # Qt says -1 beside the last one
                self.sort_requested.emit(side.other, self._model.position(side, place))

        return ask
