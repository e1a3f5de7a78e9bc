"""View > Sort says by what the table is sorted."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from mfdesk.gui.actions import Actions
from mfdesk.gui.arranging import Arranging
from mfdesk.gui.bars import build_menus
from mfdesk.gui.commands import State
from mfdesk.gui.document import Document
from mfdesk.gui.find.terms import SortBy
from mfdesk.gui.questions import Questions
from mfdesk.gui.sort_marks import SortMarks
from mfdesk.ratings.side import Side
from tests.gui.find.tables import opened


class Desk:
    """A document, the commands, and a current cell."""

    def __init__(self, window: QMainWindow) -> None:
        self.document, self.actions, self.cell = opened(), Actions(window), (0, 2)
        build_menus(window, self.actions)
        self.questions = Questions(window)
        self.arranging = Arranging(self.document, self.questions, window)
        self.actions.update_state(State(ratings=True, arranged=True))
        self.marks = SortMarks(self.arranging, self.actions, lambda: self.cell, window)

    @property
    def marked(self) -> list[str]:
        menu = self.actions["view.sort"].menu()
        return [action.text().replace("&", "") for action in menu.actions() if action.isChecked()]


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication) -> Iterator[Desk]:
    window = QMainWindow()
    qtbot.addWidget(window)
    desk = Desk(window)
    yield desk
    assert desk.questions.shutdown()


def test_a_table_that_is_not_sorted_stands_as_in_the_table(desk: Desk) -> None:
    assert desk.marked == ["As in the table"]
    assert Document().project is None
    desk.arranging.pin(Side.ROWS, [1])
    assert desk.marked == ["As in the table"], "what is pinned is not sorted"


def test_the_sort_of_each_side_is_marked_with_its_direction_until_it_is_undone(desk: Desk) -> None:
    desk.arranging.sort(Side.ROWS, SortBy.MEAN)
    desk.arranging.sort(Side.COLUMNS, SortBy.NAME)
    assert desk.marked == ["Rows by mean, highest first", "Columns by name, A to Z"]
    desk.arranging.sort(Side.ROWS, SortBy.MEAN)
    assert desk.marked[0] == "Rows by mean, lowest first"
    for _step in range(3):
        desk.document.undo_stack.undo()
    assert desk.marked == ["As in the table"]


def test_a_press_does_not_move_a_mark_by_itself(desk: Desk) -> None:
    """Nobody has connected the commands here: nothing is sorted by them."""
    desk.arranging.sort(Side.ROWS, SortBy.COUNT)
    for command_id in ("view.sort.rows_by_count", "view.sort.rows_by_name"):
        desk.actions[command_id].trigger()
        assert desk.marked == ["Rows by number of ratings, highest first"]


def test_the_current_column_is_marked_only_where_it_is_the_one_sorted_by(desk: Desk) -> None:
    desk.arranging.sort(Side.ROWS, SortBy.VALUES, 2)
    assert desk.marked == ["Rows by the current column, highest first"]
    desk.cell = (0, 1)
    desk.actions["view.sort"].menu().aboutToShow.emit()
    assert desk.marked == []
