"""The menus of the table: that of a cell and that of a header."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from mfdesk.gui.actions import Actions
from mfdesk.gui.arranging import Arranging
from mfdesk.gui.header_menu import MenuEntry, cell_menu_entries, header_menu_entries
from mfdesk.gui.table.view import RatingsTableView
from mfdesk.ratings.side import Side

_CELL_COMMANDS = (
    ("edit.cut", "edit.copy", "edit.copy_with_names", "edit.paste"),
    ("edit.rate", "edit.fill_down", "edit.fill_right", "edit.clear"),
)
_HEADER_COMMANDS = {
    Side.ROWS: ("edit.rename_row", "edit.drop_rows", "edit.add_row"),
    Side.COLUMNS: ("edit.rename_column", "edit.drop_columns", "edit.add_column"),
}


class TableMenus(QObject):
    """Opens them where the ``table`` wishes; ``filter_by`` asks for limits of a side by a row or column."""

    def __init__(
        self,
        window: QWidget,
        table: RatingsTableView,
        actions: Actions,
        arranging: Arranging,
        filter_by: Callable[[Side, int], None],
    ) -> None:
        super().__init__(window)
        self._window, self._table, self._actions = window, table, actions
        self._arranging, self._filter_by = arranging, filter_by
        table.cell_menu_requested.connect(self._open_for_cell)
        table.header_menu_requested.connect(self._open_for_header)

    def close(self) -> None:
        """A menu that is still open is about a place of the table that was open until now."""
        for menu in self._window.findChildren(QMenu, "tableMenu"):
            menu.close()

    def _open_for_cell(self, row: int, column: int, place: QPoint) -> None:
        menu = self._menu()
        for section in _CELL_COMMANDS:
            menu.addActions([self._actions[command_id] for command_id in section])
            menu.addSeparator()
        _add_entries(menu, cell_menu_entries(self._arranging, row, column))
        menu.popup(place)

    def _open_for_header(self, side: Side, position: int, place: QPoint) -> None:
        menu = self._menu()
        _add_entries(menu, header_menu_entries(self._arranging, side, position, self._filter_by))
        menu.addSeparator()
        if position not in self._table.chosen_or_current(side):
            self._table.go_to_whole(side, position)
        menu.addActions([self._actions[command_id] for command_id in _HEADER_COMMANDS[side]])
        menu.popup(place)

    def _menu(self) -> QMenu:
        menu = QMenu(self._window)
        menu.setObjectName("tableMenu")
        menu.aboutToHide.connect(menu.deleteLater)
        return menu


def _add_entries(menu: QMenu, entries: Sequence[MenuEntry]) -> None:
    for entry in entries:
        if entry.starts_section:
            menu.addSeparator()
        action = menu.addAction(entry.text)
        action.setObjectName(entry.name)
        action.setCheckable(entry.checked)
        action.setChecked(entry.checked)
        action.triggered.connect(entry.choose)
