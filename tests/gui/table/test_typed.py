"""What is typed leaves the table as a wish, and keys lead from field to field."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mfdesk.completed import CompletedTable
from mfdesk.gui.table.view import RatingsTableView
from mfdesk.gui.theme import LIGHT
from tests.gui.table.conftest import ratings

Key, CONTROL = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[RatingsTableView]:
    """Three rows and four columns, with another field after them."""
    window, view, after = QWidget(), RatingsTableView(), QLineEdit()
    column = QVBoxLayout(window)
    column.addWidget(view)
    column.addWidget(after)
    after.setObjectName("after")
    view.set_palette_colours(LIGHT)
    view.set_table(CompletedTable(ratings(3, 4)))
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    yield view
    window.hide()


def press(key: Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, modifiers)


def at(view: RatingsTableView) -> tuple[int, int]:
    return view.currentIndex().row(), view.currentIndex().column()


def test_control_and_enter_wish_what_was_typed_for_all_that_is_chosen(qtbot: QtBot, view: RatingsTableView) -> None:
    wished: list[object] = []
    view.edit_requested.connect(lambda *wish: wished.append(wish))
    view.fill_requested.connect(wished.append)
    view.selectAll()
    view.edit_current("3")
    press(Key.Key_Return, CONTROL)
    assert wished == ["3"], "the cell itself is one of them"
    assert view.selection.cells == 12
    assert at(view) == (0, 0)
    assert view.hasFocus()
    assert view.findChild(QLineEdit, "cellEditor") is None or not view.indexWidget(view.currentIndex())


def test_who_types_cell_by_cell_is_led_on_by_tab_over_cells_that_stay_as_they_are(view: RatingsTableView) -> None:
    view.go_to(0, 0)
    view.edit_current("3")
    press(Key.Key_Tab)
    press(Key.Key_Tab)
    assert (at(view), view.hasFocus()) == ((0, 2), True)
    press(Key.Key_Backtab)
    assert at(view) == (0, 1)


@pytest.mark.parametrize("way_out", ["the end of the row", "an arrow key"])
def test_tab_is_never_caught_in_the_table(view: RatingsTableView, way_out: str) -> None:
    view.go_to(0, 2)
    press(Key.Key_Tab)
    assert not view.hasFocus(), "nobody types"
    view.setFocus()
    view.edit_current("3")
    press(Key.Key_Tab)
    if way_out == "an arrow key":
        press(Key.Key_Left)
    press(Key.Key_Tab)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert not view.isAncestorOf(focus)
    assert focus is not view
