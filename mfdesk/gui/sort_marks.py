"""The entries of View > Sort by which the table is sorted carry a mark, and say in which direction."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QMenu

from mfdesk.gui.actions import Actions
from mfdesk.gui.arranging import Arranging
from mfdesk.gui.commands import COMMANDS
from mfdesk.gui.find.terms import Sort, SortBy
from mfdesk.gui.find.words import direction
from mfdesk.ratings.side import Side

_BY = {SortBy.NAME: "by_name", SortBy.COUNT: "by_count", SortBy.MEAN: "by_mean"}
_BY_VALUES = {Side.ROWS: "by_column", Side.COLUMNS: "by_row"}
_AS_OPENED = "view.sort.as_opened"
_TEXTS = {command.id: command.text for command in COMMANDS if command.parent == "view.sort"}

Cell = Callable[[], tuple[int, int] | None]
"""Asks for the row and column of the current cell."""


class SortMarks(QObject):
    """Renews the marks with each sort, whoever asked for it, and when the menu opens: by which column "the current
    column" is may have changed since."""

    def __init__(self, arranging: Arranging, actions: Actions, cell: Cell, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._arranging, self._actions, self._cell = arranging, actions, cell
        arranging.changed.connect(self.renew)
        for command_id in _TEXTS:
            actions[command_id].triggered.connect(self.renew)
        menu = actions["view.sort"].menu()
        if isinstance(menu, QMenu):
            menu.aboutToShow.connect(self.renew)
        self.renew()

    @Slot()
    def renew(self) -> None:
        present = {self._entry(side, sort): sort for side in Side if (sort := self._arranging.sorted_by(side))}
        for command_id, text in _TEXTS.items():
            action, sort = self._actions[command_id], present.get(command_id)
            action.setChecked(sort is not None)
            action.setText(f"{text}, {direction(sort)}" if sort else text)
        self._actions[_AS_OPENED].setChecked(self._arranging.naming is not None and not self._arranging.is_sorted)

    def _entry(self, side: Side, sort: Sort) -> str:
        """Which entry asks for this sort; "" where none does: it is by the values of another column than the current
        one."""
        start = f"view.sort.{side.name.lower()}_"
        if sort.by is not SortBy.VALUES:
            return start + _BY[sort.by]
        cell = self._cell()
        return start + _BY_VALUES[side] if cell and cell[side.other] == sort.across else ""
