"""Blocks go between the table and a spreadsheet by the clipboard, with and without names."""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mfdesk.completed import Kind
from mfdesk.gui.main_window import MainWindow
from mfdesk.gui.table.dragging import SelectionDrag
from mfdesk.ratings.side import Side
from tests.gui.by_hand import until
from tests.gui.instrument.hand import (
    CONTROL,
    SHIFT,
    Key,
    answer,
    answered,
    asked,
    block,
    cell,
    choose_cell,
    choose_cells,
    command,
    copied,
    kind,
    message,
    names,
    paste,
    press_keys,
    redo,
    undo,
    undo_entry,
)
from tests.gui.instrument.menus import cell_menu, choose_header, take

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support (raise|grabbing)")  # menus
PEOPLE, MOVIES = ["ann", "bob", "cat", "dan"], ["Alien", "Brazil", "Casablanca"]


# pasting


def test_a_block_without_names_goes_to_the_current_cell_in_one_step(opened: MainWindow) -> None:
    before = block(opened)
    choose_cell(opened, "bob", "Alien")
    paste(opened, "1\t2\n3\t4\n")
    assert [line[:2] for line in block(opened)[1:3]] == [["1", "2"], ["3", "4"]]
    assert undo_entry(opened) == "Undo: Paste 4 cells"
    undo(opened)
    assert block(opened) == before
    redo(opened)
    assert [line[:2] for line in block(opened)[1:3]] == [["1", "2"], ["3", "4"]]


def test_a_block_with_names_goes_where_its_names_stand(opened: MainWindow) -> None:
    choose_cell(opened, "ann", "Alien")
    paste(opened, "\tCasablanca\tBrazil\ndan\t1\t2\nbob\t3\t\n")
    assert [cell(opened, "dan", "Casablanca"), cell(opened, "dan", "Brazil")] == ["1", "2"]
    assert cell(opened, "bob", "Casablanca") == "3"
    assert cell(opened, "ann", "Alien") == "4"


def test_a_pasted_block_is_answered_by_the_model(qtbot: QtBot, filled: MainWindow) -> None:
    before = cell(filled, "cat", "Casablanca")
    choose_cell(filled, "cat", "Alien")
    paste(filled, "5\t5\n")
    answered(qtbot, filled)
    until(qtbot, lambda: cell(filled, "cat", "Casablanca") != before)
    assert kind(filled, "cat", "Alien") is Kind.EDITED


def test_a_block_that_is_larger_than_the_table_can_make_it_larger(qtbot: QtBot, opened: MainWindow) -> None:
    choose_cell(opened, "dan", "Casablanca")
    paste(opened, "1\t2\n3\t4\n")
    assert "1 user and 1 column more than the table" in asked(qtbot, opened)
    answer(qtbot, opened, "questionAnswer1")
    assert block(opened)[3][2:] == ["1", "2"]
    assert block(opened)[4][2:] == ["3", "4"]
    undo(opened)
    assert (names(opened, Side.ROWS), names(opened, Side.COLUMNS)) == (PEOPLE, MOVIES)


def test_of_a_block_that_is_larger_only_what_fits_can_be_pasted(qtbot: QtBot, opened: MainWindow) -> None:
    choose_cell(opened, "dan", "Casablanca")
    paste(opened, "1\t2\n3\t4\n")
    answer(qtbot, opened, "questionAnswer2")
    assert cell(opened, "dan", "Casablanca") == "1"
    assert names(opened, Side.ROWS) == PEOPLE


def test_a_block_that_is_larger_can_be_left_where_it_is(qtbot: QtBot, opened: MainWindow) -> None:
    before = block(opened)
    choose_cell(opened, "dan", "Casablanca")
    paste(opened, "1\t2\n3\t4\n")
    answer(qtbot, opened, "questionLeave")
    assert block(opened) == before


def test_one_cell_goes_into_all_that_are_chosen(opened: MainWindow) -> None:
    choose_cells(opened, ("ann", "Brazil"), ("cat", "Casablanca"))
    paste(opened, "2")
    assert [line[1:] for line in block(opened)[:3]] == [["2", "2"]] * 3


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1\tgood\n", "ann · Brazil: “good” is not a number"),
        ("", "The clipboard holds no text to paste"),
        ("\tAlien\tAlien\nann\t1\t2\n", "stands in it twice"),
    ],
)
def test_what_cannot_be_pasted_changes_nothing_and_says_why(opened: MainWindow, text: str, told: str) -> None:
    before = block(opened)
    choose_cell(opened, "ann", "Alien")
    paste(opened, text)
    assert told in message(opened)
    assert block(opened) == before


def test_a_sorted_table_is_pasted_into_as_it_is_seen(opened: MainWindow) -> None:
    choose_cell(opened, "ann", "Alien")
    command(opened, "view.sort.rows_by_column")
    assert names(opened, Side.ROWS) == ["dan", "ann", "cat", "bob"]
    choose_cell(opened, "dan", "Brazil")
    paste(opened, "1\n2\n3\n")
    assert [cell(opened, user, "Brazil") for user in ("dan", "ann", "cat", "bob")] == ["1", "2", "3", "3"]
    undo(opened)
    undo(opened)
    assert names(opened, Side.ROWS) == PEOPLE


# copying


def test_copied_cells_are_numbers_for_a_spreadsheet(opened: MainWindow) -> None:
    choose_cells(opened, ("ann", "Alien"), ("bob", "Casablanca"))
    press_keys(opened, Key.Key_C, CONTROL)
    assert copied() == [["4", "", "5"], ["", "3", "2"]]
    html = QGuiApplication.clipboard().mimeData().html()
    assert html.count("<tr") == 2
    assert "ann" not in html


def test_names_are_copied_along_when_asked_for(opened: MainWindow) -> None:
    choose_cells(opened, ("ann", "Alien"), ("bob", "Brazil"))
    press_keys(opened, Key.Key_C, CONTROL | SHIFT)
    assert copied() == [["", "Alien", "Brazil"], ["ann", "4", ""], ["bob", "", "3"]]
    html = QGuiApplication.clipboard().mimeData().html()
    assert all(name in html for name in ("ann", "bob", "Alien", "Brazil"))
    assert "Casablanca" not in html


def test_what_was_copied_with_names_can_be_pasted_back(opened: MainWindow) -> None:
    before = block(opened)
    choose_cells(opened, ("ann", "Alien"), ("cat", "Casablanca"))
    press_keys(opened, Key.Key_C, CONTROL | SHIFT)
    press_keys(opened, Key.Key_Delete)
    assert block(opened) != before
    choose_cell(opened, "dan", "Casablanca")
    press_keys(opened, Key.Key_V, CONTROL)
    assert block(opened) == before


def test_the_numbers_that_are_shown_are_copied(filled: MainWindow) -> None:
    command(filled, "view.show.spread")
    choose_cells(filled, ("ann", "Alien"), ("ann", "Casablanca"))
    press_keys(filled, Key.Key_C, CONTROL)
    (line,) = copied()
    assert [bool(text) for text in line] == [False, True, False], "only the predicted cell has a spread"
    command(filled, "view.show.value")


def test_a_chosen_column_is_copied_by_the_menu_of_its_cell(qtbot: QtBot, opened: MainWindow) -> None:
    choose_header(opened, Side.COLUMNS, "Alien")
    take(cell_menu(qtbot, opened, "bob", "Alien"), "Copy with names")
    assert copied() == [["", "Alien"], ["ann", "4"], ["bob", ""], ["cat", "1"], ["dan", "5"]]


def test_odd_names_come_back_from_the_clipboard_as_they_were(odd: MainWindow) -> None:
    choose_cells(odd, ("שרה", "אבטיח"), ("R&D <b>", "A & B"))
    press_keys(odd, Key.Key_C, CONTROL | SHIFT)
    assert [line[0] for line in copied()] == ["", "שרה", "ليلى", "👩‍👩‍👧 Ann", "R&D <b>"]
    assert copied()[0][1:] == ["אבטיח", "مطر", "🎬 Brazil 🎉", "A & B"]
    html = QGuiApplication.clipboard().mimeData().html()
    assert "R&amp;D &lt;b&gt;" in html


def test_a_selection_is_dragged_out_of_the_table_with_ctrl(
    qtbot: QtBot, opened: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A drag itself would wait for a hand on the mouse; what it takes along is looked at instead."""
    taken: list[QMimeData] = []
    monkeypatch.setattr(SelectionDrag, "_run", lambda _self, data, _cells: taken.append(data))
    table, control = opened.table, Qt.KeyboardModifier.ControlModifier
    table.go_to_row(0)
    window, left = opened.windowHandle(), Qt.MouseButton.LeftButton
    first, last = (
        table.viewport().mapTo(opened, table.visualRect(table.ratings_model.index(row, row)).center()) for row in (0, 2)
    )
    QTest.mousePress(window, left, control, first)
    QTest.mouseMove(window, (first + last) / 2)
    QTest.mouseMove(window, last)
    qtbot.waitUntil(lambda: bool(taken))
    QTest.mouseRelease(window, left, control, last)
    (data,) = taken
    assert data.hasUrls()
    assert len(data.text().splitlines()) == 1
