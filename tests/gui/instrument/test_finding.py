"""A name is found and gone to, by keys and the mouse."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from mfdesk.gui.main_window import MainWindow
from mfdesk.ratings.side import Side
from tests.gui.by_hand import activate, click, find
from tests.gui.instrument.hand import CONTROL, SHIFT, Key, current, edited, press_keys, type_on

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support (raise|grabbing)")  # menus, lists of names
ROWS, COLUMNS = Side.ROWS, Side.COLUMNS


def found(window: MainWindow) -> str:
    return find(window, "findCount", QLabel).text()


def look_for(qtbot: QtBot, window: MainWindow, text: str, count: str) -> None:
    press_keys(window, Key.Key_F, CONTROL)
    type_on(window, text)
    qtbot.waitUntil(lambda: found(window) == count)


def chosen_columns(window: MainWindow) -> list[str]:
    return [edited(window).labels[COLUMNS].short(int(at)) for at in window.table.chosen_columns()]


# finding


def test_names_are_found_while_they_are_typed_and_gone_through(qtbot: QtBot, survey: MainWindow) -> None:
    look_for(qtbot, survey, "land", "1 of 5")
    seen = [chosen_columns(survey)]
    for _ in range(4):
        press_keys(survey, Key.Key_F3)
        seen.append(chosen_columns(survey))
    assert all("land" in name.casefold() for (name,) in seen)
    assert len({name for (name,) in seen}) == 5
    press_keys(survey, Key.Key_F3)
    assert found(survey) == "1 of 5"
    press_keys(survey, Key.Key_F3, SHIFT)
    assert found(survey) == "5 of 5"
    assert chosen_columns(survey) == seen[-1]


def test_enter_goes_on_and_escape_gives_the_keys_back_to_the_table(qtbot: QtBot, survey: MainWindow) -> None:
    look_for(qtbot, survey, "land", "1 of 5")
    press_keys(survey, Key.Key_Return)
    assert found(survey) == "2 of 5"
    press_keys(survey, Key.Key_Return, SHIFT)
    assert found(survey) == "1 of 5"
    press_keys(survey, Key.Key_Escape)
    assert survey.table.hasFocus()
    click(survey, "findNext")
    assert found(survey) == "2 of 5"
    click(survey, "findPrevious")
    click(survey, "findClear")
    assert found(survey) == ""


def test_a_name_that_nobody_has_says_so(qtbot: QtBot, survey: MainWindow) -> None:
    look_for(qtbot, survey, "atlantis", "none")
    assert "No respondent or cuisine is called so" in find(survey, "findText", QLineEdit).toolTip()
    click(survey, "findClear")


@pytest.mark.parametrize("text", ["בטי", "طر", "🎉", "& b"])
def test_odd_names_are_found(qtbot: QtBot, odd: MainWindow, text: str) -> None:
    look_for(qtbot, odd, text, "1 of 1")
    (name,) = chosen_columns(odd)
    assert text in name.casefold()
    click(odd, "findClear")


# going


def go(qtbot: QtBot, window: MainWindow) -> QWidget:
    press_keys(window, Key.Key_G, CONTROL)
    dialog = find(window, "goToDialog")
    activate(qtbot, dialog)
    return dialog


def complete(dialog: QWidget, text: str) -> None:
    """Types, takes the first of the names that fit, and goes on to the next field."""
    type_on(dialog, text)
    popup = QApplication.activePopupWidget()
    assert popup is not None, "names are offered"
    QTest.keyClick(popup, Key.Key_Down)
    QTest.keyClick(popup, Key.Key_Return)


def test_one_goes_to_a_cell_by_names_that_are_completed(qtbot: QtBot, survey: MainWindow) -> None:
    row = edited(survey).labels[ROWS][700]
    dialog = go(qtbot, survey)
    complete(dialog, row[:9])
    press_keys(survey, Key.Key_Tab)
    complete(dialog, "Thail")
    QTest.keyClick(dialog, Key.Key_Return)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    activate(qtbot, survey)
    assert current(survey)[COLUMNS] == "Thailand"
    assert current(survey)[ROWS].startswith(row[:9])
    assert survey.table.visualRect(survey.table.currentIndex()).intersects(survey.table.viewport().rect())


def test_a_name_that_cannot_be_gone_to_is_told_in_the_window(qtbot: QtBot, survey: MainWindow) -> None:
    dialog = go(qtbot, survey)
    press_keys(survey, Key.Key_Tab)
    type_on(survey, "Atlantis")
    click(dialog, "goToGo")
    assert find(dialog, "goToRefusal", QLabel).text() == "No cuisine is called “Atlantis”."
    QTest.keyClick(dialog, Key.Key_Escape)
    activate(qtbot, survey)
