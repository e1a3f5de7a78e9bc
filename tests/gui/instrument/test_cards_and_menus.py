"""The card of a row or column, and the menus of cells and headers, in the window."""

import csv
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QTabBar, QTableView, QWidget
from pytestqt.qtbot import QtBot

from mfdesk.gui.main_window import MainWindow
from mfdesk.ratings.side import Side
from tests.gui.by_hand import LEFT, NO_KEYS, activate, click, find, open_menu, save_as, until
from tests.gui.instrument.hand import (
    CONTROL,
    Key,
    cell,
    choose_cell,
    current,
    edited,
    names,
    predicted_cell,
    press_keys,
    rate,
    show_card,
)
from tests.gui.instrument.menus import cell_menu, choose_header, entries, menu_key, take

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support (raise|grabbing)")  # menus, lists of names
ROWS, COLUMNS = Side.ROWS, Side.COLUMNS


def with_holes(window: MainWindow) -> str:
    """A row with ratings that lacks many."""
    counts, _ = edited(window).counts_and_means(ROWS, np.arange(50, dtype=np.int32))
    return names(window, ROWS)[int(np.flatnonzero((counts > 5) & (counts < 25))[0])]


# the card


def tab(panel: QWidget, name: str) -> None:
    tabs = find(panel, "cardTabs", QTabBar)
    place = next(at for at in range(tabs.count()) if tabs.tabText(at).startswith(name))
    QTest.mouseClick(tabs, LEFT, NO_KEYS, tabs.tabRect(place).center())


def lists(panel: QWidget) -> QTableView:
    """The list that is seen."""
    return next(table for table in panel.findChildren(QTableView) if table.isVisible())


def test_the_card_follows_the_current_row_and_a_chosen_column(qtbot: QtBot, survey: MainWindow) -> None:
    row = names(survey, ROWS)[3]
    choose_cell(survey, row, "Belgium")
    panel = show_card(qtbot, survey, row)
    assert find(panel, "cardSubtitle", QLabel).text().startswith("respondent · ")
    choose_header(survey, COLUMNS, "Belgium")
    show_card(qtbot, survey, "Belgium")
    assert find(panel, "cardSubtitle", QLabel).text().startswith("cuisine · ")


def test_the_card_recommends_says_why_and_writes_it_down(qtbot: QtBot, survey: MainWindow, tmp_path: Path) -> None:
    row = with_holes(survey)
    choose_cell(survey, row, "Belgium")
    panel = show_card(qtbot, survey, row)
    tab(panel, "Recommended")
    best = lists(panel)
    until(qtbot, lambda: best.model().rowCount() >= 10)
    before = best.model().rowCount()
    QTest.mouseClick(best.viewport(), LEFT, NO_KEYS, best.visualRect(best.model().index(0, 3)).center())
    until(qtbot, lambda: best.model().rowCount() > before)
    click(panel, "cardExport")
    take(open_menu(), next(text for text in entries(open_menu())))
    save_as(qtbot, survey, "recommendationsFileDialog", tmp_path / "best.csv")
    lines = list(csv.reader((tmp_path / "best.csv").read_text(encoding="utf-8").splitlines()))
    assert len(lines) == 11
    assert all(row in line for line in lines[1:])
    activate(qtbot, survey)


def test_a_recommendation_is_gone_to_by_a_click(qtbot: QtBot, survey: MainWindow) -> None:
    row = with_holes(survey)
    choose_cell(survey, row, "Belgium")
    panel = show_card(qtbot, survey, row)
    tab(panel, "Recommended")
    best = lists(panel)
    until(qtbot, lambda: best.model().rowCount() >= 10)
    first = best.model().index(0, 0)
    QTest.mouseClick(best.viewport(), LEFT, NO_KEYS, best.visualRect(first).center())
    assert current(survey) == (row, first.data())


def test_the_card_knows_who_is_alike(qtbot: QtBot, survey: MainWindow) -> None:
    choose_header(survey, COLUMNS, "Belgium")
    panel = show_card(qtbot, survey, "Belgium")
    tab(panel, "Alike")
    until(qtbot, lambda: lists(panel).model().rowCount() > 3)
    other = lists(panel).model().index(0, 0).data()
    QTest.mouseClick(
        lists(panel).viewport(), LEFT, NO_KEYS, lists(panel).visualRect(lists(panel).model().index(0, 0)).center()
    )
    show_card(qtbot, survey, other)


def test_the_card_answers_an_edit(qtbot: QtBot, survey: MainWindow) -> None:
    row, hole = predicted_cell(survey)
    choose_cell(survey, row, hole)
    panel = show_card(qtbot, survey, row)
    before = find(panel, "cardSubtitle", QLabel).text()
    rate(survey, row, hole, "1")
    press_keys(survey, Key.Key_Up)
    until(qtbot, lambda: find(panel, "cardSubtitle", QLabel).text() != before)


# menus


def test_the_menu_of_a_cell_comes_by_mouse_and_by_the_menu_key(qtbot: QtBot, opened: MainWindow) -> None:
    by_mouse = cell_menu(qtbot, opened, "bob", "Brazil")
    offered = entries(by_mouse)
    assert offered[:3] == ["Cut", "Copy", "Copy with names"]
    assert offered[-2:] == ["Sort users by Brazil", "Sort columns by bob"]
    by_mouse.close()
    choose_cell(opened, "bob", "Brazil")
    by_key = menu_key(qtbot, opened)
    assert entries(by_key) == offered
    take(by_key, "Clear ratings")
    assert cell(opened, "bob", "Brazil") == ""


@pytest.mark.parametrize(("side", "modifier"), [(COLUMNS, CONTROL), (ROWS, Qt.KeyboardModifier.ShiftModifier)])
def test_the_menu_key_opens_the_menu_of_a_header_whose_column_or_row_is_chosen(
    qtbot: QtBot, opened: MainWindow, side: Side, modifier: Qt.KeyboardModifier
) -> None:
    choose_cell(opened, "bob", "Brazil")
    press_keys(opened, Key.Key_Space, modifier)
    opened_menu = menu_key(qtbot, opened)
    name = "Brazil" if side is COLUMNS else "bob"
    assert f"Pin {name}" in entries(opened_menu)
    take(opened_menu, f"Pin {name}")
    assert names(opened, side)[0] == name
