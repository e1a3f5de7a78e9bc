"""Keys do in the table what they do in a spreadsheet, so that nobody has to learn them anew."""

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from mfdesk.gui.main_window import MainWindow
from mfdesk.ratings.side import Side
from tests.gui.by_hand import LEFT, activate, find
from tests.gui.instrument.hand import (
    CONTROL,
    NO_KEYS,
    SHIFT,
    Key,
    Modifier,
    block,
    cell,
    choose_cell,
    choose_cells,
    command,
    copied,
    current,
    message,
    names,
    paste,
    press_keys,
    rate,
    type_on,
    undo,
    undo_entry,
)

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support (raise|grabbing)")  # menus
PEOPLE, MOVIES = ["ann", "bob", "cat", "dan"], ["Alien", "Brazil", "Casablanca"]


def chosen(window: MainWindow) -> list[tuple[list[str], list[str]]]:
    """The names of the rows and columns of each chosen rectangle."""
    rows, columns = names(window, Side.ROWS), names(window, Side.COLUMNS)
    parts = window.table.selection.parts
    return [([rows[at] for at in part.rows], [columns[at] for at in part.columns]) for part in parts]


def draw_to(viewport: QWidget, place: QPoint) -> None:
    """Moves the mouse there with its left button held."""
    there, no_button = QPointF(place), Qt.MouseButton.NoButton
    event = QMouseEvent(QEvent.Type.MouseMove, there, viewport.mapToGlobal(there), no_button, LEFT, NO_KEYS)
    QApplication.sendEvent(viewport, event)


# where one is


@pytest.mark.parametrize("corners", [(("bob", "Alien"), ("cat", "Brazil")), (("cat", "Brazil"), ("bob", "Alien"))])
def test_a_block_goes_to_the_upper_left_of_what_is_chosen_whichever_end_was_drawn_last(
    opened: MainWindow, corners: tuple[tuple[str, str], tuple[str, str]]
) -> None:
    choose_cells(opened, *corners)
    paste(opened, "1\t2\n3\t4\n")
    assert [line[:2] for line in block(opened)[1:3]] == [["1", "2"], ["3", "4"]]
    assert chosen(opened) == [(["bob", "cat"], ["Alien", "Brazil"])]


def test_what_was_pasted_is_chosen(opened: MainWindow) -> None:
    choose_cell(opened, "bob", "Alien")
    paste(opened, "1\t2\n3\t4\n")
    assert chosen(opened) == [(["bob", "cat"], ["Alien", "Brazil"])]
    assert current(opened) == ("bob", "Alien")


@pytest.mark.parametrize(
    ("key", "there"),
    [
        (Key.Key_Home, ("ann", "Alien")),
        (Key.Key_End, ("dan", "Casablanca")),
        (Key.Key_Up, ("ann", "Brazil")),
        (Key.Key_Left, ("cat", "Alien")),
    ],
)
def test_a_far_move_takes_along_what_is_chosen(opened: MainWindow, key: Key, there: tuple[str, str]) -> None:
    rate(opened, "cat", "Alien", "1")
    for user in PEOPLE:
        rate(opened, user, "Brazil", "1")
    choose_cell(opened, "cat", "Brazil")
    press_keys(opened, key, CONTROL)
    assert current(opened) == there
    assert chosen(opened) == [([there[0]], [there[1]])]


def test_a_far_move_with_shift_chooses_all_that_lies_between(opened: MainWindow) -> None:
    choose_cell(opened, "bob", "Brazil")
    press_keys(opened, Key.Key_End, CONTROL | SHIFT)
    assert chosen(opened) == [(["bob", "cat", "dan"], ["Brazil", "Casablanca"])]
    press_keys(opened, Key.Key_Up, SHIFT)
    assert chosen(opened) == [(["bob", "cat"], ["Brazil", "Casablanca"])]


@pytest.mark.parametrize(("keys", "further", "whole"), [(SHIFT, Key.Key_Down, 0), (CONTROL, Key.Key_Right, 1)])
def test_shift_and_an_arrow_choose_one_more_whole_row_or_column(
    opened: MainWindow, keys: Modifier, further: Key, whole: int
) -> None:
    choose_cell(opened, "bob", "Alien")
    press_keys(opened, Key.Key_Space, keys)
    press_keys(opened, further, SHIFT)
    expected = [(["bob", "cat"], MOVIES), (PEOPLE, ["Alien", "Brazil"])]
    assert chosen(opened) == [expected[whole]]


@pytest.mark.parametrize(("row", "then"), [("bob", "cat"), ("dan", "cat")])
def test_who_drops_the_row_one_is_in_goes_on_where_it_stood(opened: MainWindow, row: str, then: str) -> None:
    choose_cell(opened, row, "Brazil")
    command(opened, "edit.drop_rows")
    assert current(opened) == (then, "Brazil")
    rate(opened, then, "Brazil", "1")
    undo(opened)
    undo(opened)
    assert current(opened)[0] == row
    assert not opened.message_bar.isVisible(), "it said that undo brings the row back"


@pytest.mark.parametrize("pinned", [0, 3])
def test_shift_chooses_from_where_it_began_also_when_that_is_out_of_sight(survey: MainWindow, pinned: int) -> None:
    table = survey.table
    for place in range(pinned):
        table.go_to(10 + place, 0)
        command(survey, "view.pin")
    table.go_to(table.ratings_model.position(Side.ROWS, 4), 0)
    table.setFocus()
    for _ in range(8):
        press_keys(survey, Key.Key_PageDown, SHIFT)
    (part,) = table.selection.parts
    assert part.rows[0] == 4
    assert part.rows[-1] > 100


@pytest.mark.parametrize("pinned", [0, 3])
def test_a_selection_is_drawn_from_where_it_began_also_when_that_is_out_of_sight(
    survey: MainWindow, pinned: int
) -> None:
    table, viewport = survey.table, survey.table.viewport()
    for place in range(pinned):
        table.go_to(10 + place, 0)
        command(survey, "view.pin")
    table.scrollToTop()
    first, second = (table.visualRect(table.ratings_model.index(*at)).center() for at in ((4, 1), (6, 2)))
    QTest.mousePress(viewport, LEFT, NO_KEYS, first)
    draw_to(viewport, second)
    table.verticalScrollBar().setValue(table.verticalScrollBar().value() + 1000)
    draw_to(viewport, QPoint(second.x(), 300))
    QTest.mouseRelease(viewport, LEFT, NO_KEYS, QPoint(second.x(), 300))
    (part,) = table.selection.parts
    assert (part.rows[0], part.columns) == (4, range(1, 3))
    assert part.rows[-1] > 30


def test_an_undo_shows_what_it_changed_wherever_one_is(survey: MainWindow) -> None:
    first = survey.table.ratings_model.index(0, 0)
    row, column = (survey.table.ratings_model.position(side, 0) for side in Side)
    QTest.mouseClick(survey.table.viewport(), LEFT, NO_KEYS, survey.table.visualRect(first).center())
    type_on(survey, "1" if first.data() != "1" else "2")
    press_keys(survey, Key.Key_Return)
    press_keys(survey, Key.Key_End, CONTROL)
    assert survey.table.visualRect(first).bottom() < 0
    undo(survey)
    assert survey.table.current_cell() == (row, column)
    assert survey.table.visualRect(first).top() >= 0


# keys


def test_f2_opens_the_rating(opened: MainWindow) -> None:
    choose_cell(opened, "bob", "Alien")
    press_keys(opened, Key.Key_F2)
    assert QApplication.focusWidget().objectName() == "cellEditor"
    type_on(opened, "2")
    press_keys(opened, Key.Key_Return)
    assert cell(opened, "bob", "Alien") == "2"


@pytest.mark.parametrize(("keys", "kind"), [(SHIFT, "user"), (CONTROL, "column")])
def test_f2_renames_the_row_or_column_that_is_chosen_whole(
    qtbot: QtBot, opened: MainWindow, keys: Modifier, kind: str
) -> None:
    choose_cell(opened, "bob", "Alien")
    press_keys(opened, Key.Key_Space, keys)
    press_keys(opened, Key.Key_F2)
    dialog = find(opened, "nameDialog")
    activate(qtbot, dialog)
    assert any(kind in label.text() for label in dialog.findChildren(QLabel)) or kind in dialog.windowTitle()
    press_keys(opened, Key.Key_Escape)
    activate(qtbot, opened)


def test_backspace_clears(opened: MainWindow) -> None:
    choose_cell(opened, "ann", "Alien")
    press_keys(opened, Key.Key_Backspace)
    assert cell(opened, "ann", "Alien") == ""
    assert undo_entry(opened) == "Undo: Clear ann · Alien"


def test_control_y_makes_a_change_again(opened: MainWindow) -> None:
    rate(opened, "bob", "Alien", "1")
    undo(opened)
    press_keys(opened, Key.Key_Y, CONTROL)
    assert cell(opened, "bob", "Alien") == "1"


def test_fill_right_gives_the_leftmost_rating_to_the_cells_beside_it(opened: MainWindow) -> None:
    rate(opened, "ann", "Alien", "2")
    rate(opened, "bob", "Alien", "3")
    choose_cells(opened, ("ann", "Alien"), ("bob", "Casablanca"))
    press_keys(opened, Key.Key_R, CONTROL)
    assert block(opened)[:2] == [["2"] * 3, ["3"] * 3]
    assert undo_entry(opened).startswith("Undo: Fill ")


def test_what_is_cut_is_on_the_clipboard_and_comes_back_by_one_undo(opened: MainWindow) -> None:
    before = block(opened)
    choose_cells(opened, ("ann", "Alien"), ("bob", "Brazil"))
    press_keys(opened, Key.Key_X, CONTROL)
    assert copied()[:2] == [line[:2] for line in before[:2]]
    assert [line[:2] for line in block(opened)[:2]] == [["", ""], ["", ""]]
    assert undo_entry(opened).startswith("Undo: Cut ")
    undo(opened)
    assert block(opened) == before


# the clipboard


def test_a_table_in_html_alone_is_pasted(opened: MainWindow) -> None:
    data = QMimeData()
    data.setHtml("<table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td> </td></tr></table>")
    QGuiApplication.clipboard().setMimeData(data)
    choose_cell(opened, "ann", "Alien")
    press_keys(opened, Key.Key_V, CONTROL)
    assert [line[:2] for line in block(opened)[:2]] == [["1", "2"], ["3", ""]]


def test_what_was_said_of_a_failed_try_goes_when_the_next_one_succeeds(opened: MainWindow) -> None:
    choose_cell(opened, "ann", "Alien")
    paste(opened, "many")
    assert "is not a number" in message(opened)
    paste(opened, "1")
    assert not opened.message_bar.isVisible()


def test_control_and_enter_give_all_that_is_chosen_what_was_typed(opened: MainWindow) -> None:
    choose_cells(opened, ("bob", "Alien"), ("cat", "Brazil"))
    type_on(opened, "3")
    press_keys(opened, Key.Key_Return, CONTROL)
    assert [line[:2] for line in block(opened)[1:3]] == [["3", "3"], ["3", "3"]]
    assert chosen(opened) == [(["bob", "cat"], ["Alien", "Brazil"])]
    assert undo_entry(opened) == "Undo: Fill 4 cells"


def test_tab_leads_on_who_types_a_row_and_leaves_the_table_at_its_end(opened: MainWindow) -> None:
    choose_cell(opened, "bob", "Alien")
    type_on(opened, "3")
    press_keys(opened, Key.Key_Tab)
    press_keys(opened, Key.Key_Tab)
    assert current(opened) == ("bob", "Casablanca")
    type_on(opened, "2")
    press_keys(opened, Key.Key_Tab)
    press_keys(opened, Key.Key_Tab)
    assert not opened.table.hasFocus()
    assert [block(opened)[1][at] for at in (0, 2)] == ["3", "2"]
