"""What still stands open when another table comes speaks of a place that is no more, and closes."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from mfdesk.engine.config import Config
from mfdesk.gui.main_window import MainWindow
from mfdesk.ratings.side import Side
from tests.gui.by_hand import find
from tests.gui.edited_document import ratings_of
from tests.gui.instrument.hand import choose_cell, command, name_it, names, undo
from tests.gui.instrument.menus import cell_menu, header_menu

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support (raise|grabbing)")
SMALLER = [[4.0, 2.0], [1.0, 5.0]]
Opening = Callable[[QtBot, MainWindow], QMenu]


def open_a_smaller_table(window: MainWindow) -> None:
    """As the end of an opening does, whatever is on the screen."""
    window.controller.document.open(ratings_of(np.array(SMALLER), ("Eve", "Fay"), ("Dune", "Her")), Config())


@pytest.mark.parametrize(
    "opening",
    [
        lambda qtbot, window: header_menu(qtbot, window, Side.COLUMNS, "Casablanca"),
        lambda qtbot, window: header_menu(qtbot, window, Side.ROWS, "dan"),
        lambda qtbot, window: cell_menu(qtbot, window, "dan", "Casablanca"),
    ],
)
def test_a_menu_of_the_last_table_closes(qtbot: QtBot, opened: MainWindow, opening: Opening) -> None:
    opening(qtbot, opened)
    open_a_smaller_table(opened)
    assert QApplication.activePopupWidget() is None


def test_a_name_asked_for_in_the_last_table_is_not_given_in_the_next(qtbot: QtBot, opened: MainWindow) -> None:
    choose_cell(opened, "bob", "Brazil")
    command(opened, "edit.rename_row")
    dialog = find(opened, "nameDialog", QDialog)
    qtbot.waitUntil(dialog.isVisible)
    open_a_smaller_table(opened)
    assert not dialog.isVisible()
    assert names(opened, Side.ROWS) == ["Eve", "Fay"]


def test_the_window_go_to_closes_with_its_table(qtbot: QtBot, opened: MainWindow) -> None:
    command(opened, "view.go_to")
    dialog = find(opened, "goToDialog", QDialog)
    qtbot.waitUntil(dialog.isVisible)
    open_a_smaller_table(opened)
    assert not dialog.isVisible()


def test_the_window_go_to_knows_a_row_no_more_whose_adding_was_taken_back(qtbot: QtBot, opened: MainWindow) -> None:
    choose_cell(opened, "bob", "Brazil")
    command(opened, "edit.add_row")
    name_it(qtbot, opened, "eve")
    command(opened, "view.go_to")
    dialog = find(opened, "goToDialog", QDialog)
    undo(opened)
    field = find(dialog, "goToRows", QLineEdit)
    field.setText("eve")
    QTest.mouseClick(find(dialog, "goToGo", QPushButton), Qt.MouseButton.LeftButton)
    assert find(dialog, "goToRefusal", QLabel).text().endswith("is called “eve”.")
    dialog.reject()
