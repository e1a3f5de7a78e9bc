"""The table is edited in the window, by keys and the mouse, and everything can be taken back."""

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from mfdesk.completed import Kind
from mfdesk.gui.main_window import MainWindow
from mfdesk.ratings.side import Side
from tests.gui.by_hand import activate, click, find, until
from tests.gui.instrument.hand import (
    CONTROL,
    Key,
    answer,
    answered,
    asked,
    cell,
    choose_cell,
    choose_cells,
    command,
    current,
    edited,
    kind,
    message,
    name_it,
    names,
    note,
    press_keys,
    rate,
    redo,
    redo_entry,
    type_on,
    undo,
    undo_entry,
)
from tests.gui.instrument.menus import choose_header

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support (raise|grabbing)")  # menus
PEOPLE, MOVIES = ["ann", "bob", "cat", "dan"], ["Alien", "Brazil", "Casablanca"]


# typing


def test_a_rating_typed_into_a_hole_is_there_and_the_cell_below_is_next(opened: MainWindow) -> None:
    rate(opened, "ann", "Brazil", "4")
    assert cell(opened, "ann", "Brazil") == "4"
    assert kind(opened, "ann", "Brazil") is Kind.EDITED
    assert current(opened) == ("bob", "Brazil")
    assert note(opened) == "", "without a model nothing waits for one"


def test_a_typed_rating_can_be_taken_back_and_made_again_by_keys(opened: MainWindow) -> None:
    rate(opened, "ann", "Brazil", "4")
    assert undo_entry(opened) == "Undo: Rate 4 at ann · Brazil"
    undo(opened)
    assert cell(opened, "ann", "Brazil") == ""
    assert undo_entry(opened) == "Undo"
    assert redo_entry(opened) == "Redo: Rate 4 at ann · Brazil"
    redo(opened)
    assert cell(opened, "ann", "Brazil") == "4"


def test_a_model_answers_at_once_and_asks_to_train_again(qtbot: QtBot, filled: MainWindow) -> None:
    before = cell(filled, "dan", "Casablanca")
    rate(filled, "dan", "Alien", "1")
    answered(qtbot, filled)
    until(qtbot, lambda: cell(filled, "dan", "Casablanca") != before)
    assert kind(filled, "dan", "Alien") is Kind.EDITED
    assert note(filled).startswith("1 rating changed since the model learned. Its user and column answer already")
    with qtbot.waitSignal(filled.controller.training_ended, timeout=60_000):
        click(filled, "editsNoteTrain")
    assert note(filled) == ""
    assert kind(filled, "dan", "Alien") is Kind.GIVEN
    assert cell(filled, "dan", "Alien") == "1"


def test_taking_an_edit_back_takes_back_what_the_model_made_of_it(qtbot: QtBot, filled: MainWindow) -> None:
    before = [cell(filled, "dan", movie) for movie in MOVIES]
    rate(filled, "dan", "Alien", "1")
    answered(qtbot, filled)
    undo(filled)
    until(qtbot, lambda: [cell(filled, "dan", movie) for movie in MOVIES] == before)
    assert note(filled) == ""


def test_a_rating_off_the_scale_is_asked_about_and_left_out(qtbot: QtBot, opened: MainWindow) -> None:
    rate(opened, "ann", "Brazil", "9")
    assert asked(qtbot, opened) == "9 is not on the scale of 1 to 5."
    answer(qtbot, opened, "questionLeave")
    assert cell(opened, "ann", "Brazil") == ""
    assert undo_entry(opened) == "Undo"


def test_a_rating_off_the_scale_can_widen_the_scale(qtbot: QtBot, opened: MainWindow) -> None:
    rate(opened, "ann", "Brazil", "9")
    answer(qtbot, opened, "questionAnswer1")
    assert cell(opened, "ann", "Brazil") == "9"
    assert edited(opened).scale.highest == 9
    undo(opened)
    assert edited(opened).scale.highest == 5


def test_what_is_no_number_is_refused_in_a_sentence(opened: MainWindow) -> None:
    choose_cell(opened, "ann", "Brazil")
    press_keys(opened, Key.Key_Return)
    type_on(opened, "good")
    press_keys(opened, Key.Key_Return)
    assert "“good” is not a number" in message(opened)
    assert cell(opened, "ann", "Brazil") == ""


def test_escape_leaves_the_cell_as_it_was(opened: MainWindow) -> None:
    choose_cell(opened, "ann", "Alien")
    type_on(opened, "2")
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    press_keys(opened, Key.Key_Escape)
    assert cell(opened, "ann", "Alien") == "4"
    assert opened.table.hasFocus()


# clearing and filling


def test_delete_clears_the_chosen_ratings_in_one_step(opened: MainWindow) -> None:
    choose_cells(opened, ("bob", "Brazil"), ("cat", "Casablanca"))
    press_keys(opened, Key.Key_Delete)
    assert [cell(opened, "bob", "Brazil"), cell(opened, "bob", "Casablanca"), cell(opened, "cat", "Brazil")] == [""] * 3
    assert undo_entry(opened) == "Undo: Clear 3 cells"
    undo(opened)
    assert cell(opened, "bob", "Brazil") == "3"


def test_fill_down_gives_the_rating_of_the_topmost_cell(opened: MainWindow) -> None:
    choose_cells(opened, ("ann", "Casablanca"), ("dan", "Casablanca"))
    press_keys(opened, Key.Key_D, CONTROL)
    assert [cell(opened, user, "Casablanca") for user in PEOPLE] == ["5"] * 4
    assert undo_entry(opened) == "Undo: Fill 3 cells"
    undo(opened)
    assert [cell(opened, user, "Casablanca") for user in PEOPLE] == ["5", "2", "", ""]
    redo(opened)
    assert cell(opened, "dan", "Casablanca") == "5"


# rows and columns


@pytest.mark.parametrize(
    ("side", "add", "before"), [(Side.ROWS, "edit.add_row", PEOPLE), (Side.COLUMNS, "edit.add_column", MOVIES)]
)
def test_new_ones_are_added_gone_to_and_taken_back(
    qtbot: QtBot, opened: MainWindow, side: Side, add: str, before: list[str]
) -> None:
    command(opened, add)
    name_it(qtbot, opened, "eve\nfay")
    assert names(opened, side) == [*before, "eve", "fay"]
    assert current(opened)[side] == "eve"
    assert undo_entry(opened) == f"Undo: Add 2 {'users' if side is Side.ROWS else 'columns'}"
    undo(opened)
    assert names(opened, side) == before
    redo(opened)
    assert names(opened, side) == [*before, "eve", "fay"]


def test_a_new_row_can_be_rated_and_the_model_answers_for_it(qtbot: QtBot, filled: MainWindow) -> None:
    command(filled, "edit.add_row")
    name_it(qtbot, filled, "eve")
    assert note(filled).startswith("1 user added since the model learned.")
    rate(filled, "eve", "Alien", "1")
    until(qtbot, lambda: kind(filled, "eve", "Casablanca") is Kind.PREDICTED)
    assert cell(filled, "eve", "Casablanca") != ""


@pytest.mark.parametrize(("side", "rename", "old"), [(Side.ROWS, "row", "bob"), (Side.COLUMNS, "column", "Alien")])
def test_another_name_is_in_the_header_and_can_be_taken_back(
    qtbot: QtBot, opened: MainWindow, side: Side, rename: str, old: str
) -> None:
    choose_cell(opened, "bob", "Alien")
    command(opened, f"edit.rename_{rename}")
    name_it(qtbot, opened, "Zoë")
    assert "Zoë" in names(opened, side)
    assert undo_entry(opened) == f"Undo: Rename {old} to Zoë"
    undo(opened)
    assert old in names(opened, side)


def test_a_name_that_is_taken_cannot_be_given(qtbot: QtBot, opened: MainWindow) -> None:
    choose_cell(opened, "bob", "Alien")
    press_keys(opened, Key.Key_F2, CONTROL)
    dialog = find(opened, "nameDialog")
    activate(qtbot, dialog)
    type_on(opened, "ann")
    assert not find(dialog, "nameAccept", QPushButton).isEnabled()
    press_keys(opened, Key.Key_Escape)
    activate(qtbot, opened)
    assert names(opened, Side.ROWS) == PEOPLE


def test_chosen_rows_and_columns_are_dropped_and_brought_back(opened: MainWindow) -> None:
    choose_header(opened, Side.ROWS, "bob")
    choose_header(opened, Side.ROWS, "dan", CONTROL)
    command(opened, "edit.drop_rows")
    assert names(opened, Side.ROWS) == ["ann", "cat"]
    choose_header(opened, Side.COLUMNS, "Alien")
    command(opened, "edit.drop_columns")
    assert names(opened, Side.COLUMNS) == ["Brazil", "Casablanca"]
    assert message(opened).startswith("Dropped Alien with 2 ratings")
    undo(opened)
    undo(opened)
    assert (names(opened, Side.ROWS), names(opened, Side.COLUMNS)) == (PEOPLE, MOVIES)
    assert redo_entry(opened) == "Redo: Drop 2 users"


def test_not_all_rows_can_be_dropped(opened: MainWindow) -> None:
    press_keys(opened, Key.Key_A, CONTROL)
    command(opened, "edit.drop_rows")
    assert "at least one user" in message(opened)
    assert names(opened, Side.ROWS) == PEOPLE
