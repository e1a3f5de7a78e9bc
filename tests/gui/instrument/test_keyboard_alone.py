"""The whole work with the table without a mouse: open, move, type, take back, find, sort, fill and export."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from mfdesk.completed import Kind
from mfdesk.gui.main_window import MainWindow
from mfdesk.ratings.side import Side
from tests.gui.by_hand import activate, find, type_name
from tests.gui.instrument.hand import (
    CONTROL,
    SHIFT,
    Key,
    cell,
    chips,
    current,
    edited,
    kind,
    names,
    note,
    press_keys,
    redo,
    redo_entry,
    selection,
    type_on,
    undo,
    undo_entry,
)
from tests.gui.instrument.menus import entries, menu_key
from tests.gui.test_whole_job import read

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support (raise|grabbing)")  # menus, lists of names
ALT = Qt.KeyboardModifier.AltModifier
ROWS, COLUMNS = Side.ROWS, Side.COLUMNS


def underlined(text: str) -> Key:
    """The key of the letter after the sign &."""
    letter = text.replace("&&", "")[text.replace("&&", "").index("&") + 1]
    return Key(ord(letter.upper()))


def choose(qtbot: QtBot, window: MainWindow, command_id: str) -> None:
    """An entry of the menus by the underlined letters, or by the arrows where it has none."""
    action = window.actions_table[command_id]
    bar = window.menuBar()
    top = next(each for each in bar.actions() if _holds(each.menu(), action))
    QTest.keyClick(window, underlined(top.text()), ALT)
    menu = top.menu()
    assert isinstance(menu, QMenu)
    while action not in menu.actions():
        holder = next(each for each in menu.actions() if _holds(each.menu(), action))
        QTest.keyClick(menu, underlined(holder.text()))
        menu = holder.menu()
        assert isinstance(menu, QMenu)
        qtbot.waitUntil(menu.isVisible)
    QTest.keyClick(menu, underlined(action.text()))
    if window.isEnabled():
        activate(qtbot, window)  # without a window manager nobody else does


def _holds(menu: object, action: object) -> bool:
    if not isinstance(menu, QMenu):
        return False
    return action in menu.actions() or any(_holds(each.menu(), action) for each in menu.actions())


def dialog_of(qtbot: QtBot, window: MainWindow, name: str) -> QWidget:
    dialog = find(window, name)
    activate(qtbot, dialog)
    return dialog


def train(qtbot: QtBot, window: MainWindow) -> None:
    config = replace(window.pages.training.config(), rank=2, epochs=12, held_out=0.0)
    window.controller.document.set_config(config)
    with qtbot.waitSignal(window.controller.training_ended, timeout=60_000):
        press_keys(window, Key.Key_F5)


def open_movie_night(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.controller.opened):
        choose(qtbot, window, "file.open_sample.movie-night")
    activate(qtbot, window)
    assert window.table.hasFocus()


def hole(window: MainWindow) -> None:
    """Goes along the first row to its first empty cell."""
    press_keys(window, Key.Key_Home, CONTROL)
    while cell(window, *current(window)):
        press_keys(window, Key.Key_Right)


def test_a_sample_is_edited_found_sorted_filled_and_exported_by_keys(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    open_movie_night(qtbot, window)
    hole(window)
    row, column = current(window)
    type_on(window, "4")
    press_keys(window, Key.Key_Return)
    assert cell(window, row, column) == "4"
    undo(window)
    assert cell(window, row, column) == ""
    redo(window)
    last = names(window, COLUMNS)[-1]
    press_keys(window, Key.Key_F, CONTROL)
    type_on(window, last)
    press_keys(window, Key.Key_Return)
    press_keys(window, Key.Key_Escape)
    assert current(window)[COLUMNS] == last
    choose(qtbot, window, "view.sort.rows_by_column")
    assert chips(window)[0].endswith("highest first")
    train(qtbot, window)
    assert kind(window, row, column) is Kind.GIVEN
    press_keys(window, Key.Key_E, CONTROL)
    dialog = dialog_of(qtbot, window, "exportDialog")
    target = tmp_path / "filled.csv"
    type_name(qtbot, find(dialog, "exportPath", QLineEdit), target)
    with qtbot.waitSignal(window.controller.exported):
        QTest.keyClick(dialog, Key.Key_Return)
    assert read(target).share_known == 1
    activate(qtbot, window)


def test_an_edit_is_answered_by_keys_alone(qtbot: QtBot, window: MainWindow) -> None:
    open_movie_night(qtbot, window)
    hole(window)
    row, column = current(window)
    train(qtbot, window)
    others = [cell(window, row, other) for other in names(window, COLUMNS) if other != column]
    type_on(window, "1")
    press_keys(window, Key.Key_Return)
    qtbot.waitUntil(lambda: [cell(window, row, other) for other in names(window, COLUMNS) if other != column] != others)
    assert note(window) != ""
    with qtbot.waitSignal(window.controller.training_ended, timeout=60_000):
        QTest.keyClick(window, Key.Key_A, ALT)
    assert note(window) == ""


def test_rows_are_added_renamed_dropped_and_pinned_by_keys(qtbot: QtBot, opened: MainWindow) -> None:
    choose(qtbot, opened, "edit.add_row")
    dialog_of(qtbot, opened, "nameDialog")
    type_on(opened, "eve")
    press_keys(opened, Key.Key_Tab)
    while QApplication.focusWidget().objectName() != "nameAccept":
        press_keys(opened, Key.Key_Tab)
    press_keys(opened, Key.Key_Space)
    activate(qtbot, opened)
    opened.table.setFocus()
    assert current(opened)[ROWS] == "eve"
    press_keys(opened, Key.Key_F2, CONTROL)
    dialog_of(qtbot, opened, "nameDialog")
    type_on(opened, "eva")
    press_keys(opened, Key.Key_Return)
    activate(qtbot, opened)
    assert names(opened, ROWS)[-1] == "eva"
    choose(qtbot, opened, "view.pin")
    assert names(opened, ROWS)[0] == "eva"
    choose(qtbot, opened, "view.unpin")
    choose(qtbot, opened, "edit.drop_rows")
    assert names(opened, ROWS) == ["ann", "bob", "cat", "dan"]
    for _ in range(5):
        undo(opened)
    assert undo_entry(opened) == "Undo"
    assert redo_entry(opened) == "Redo: Add eve"


def test_cells_are_chosen_added_up_and_copied_by_keys(opened: MainWindow) -> None:
    press_keys(opened, Key.Key_Home, CONTROL)
    press_keys(opened, Key.Key_Right, SHIFT)
    press_keys(opened, Key.Key_Down, SHIFT)
    assert selection(opened).startswith("4 cells: 2 given, 2 empty")
    press_keys(opened, Key.Key_C, CONTROL)
    assert QApplication.clipboard().text().split() == ["4", "3"]
    press_keys(opened, Key.Key_Space, CONTROL)
    assert selection(opened).startswith("4 cells: 3 given, 1 empty"), "the whole column"


def test_the_menu_key_reaches_what_a_header_offers(qtbot: QtBot, opened: MainWindow) -> None:
    press_keys(opened, Key.Key_Home, CONTROL)
    press_keys(opened, Key.Key_Space, CONTROL)
    menu = menu_key(qtbot, opened)
    assert entries(menu)[0] == "Sort users by Alien, highest first"
    QTest.keyClick(menu, Key.Key_Down)
    QTest.keyClick(menu, Key.Key_Return)
    assert chips(opened) == ["users sorted by Alien, highest first"]
    assert names(opened, ROWS) == ["dan", "ann", "cat", "bob"]
    assert edited(opened).labels[ROWS][0] == "ann", "the table itself stays as it is"


def test_the_current_row_is_looked_at_by_keys(qtbot: QtBot, opened: MainWindow) -> None:
    press_keys(opened, Key.Key_7, ALT)
    opened.table.setFocus()
    press_keys(opened, Key.Key_Home, CONTROL)
    press_keys(opened, Key.Key_Down)
    panel = opened.pages.card
    qtbot.waitUntil(lambda: panel.card is not None and panel.card.position == 1)
    assert panel.isVisible()
