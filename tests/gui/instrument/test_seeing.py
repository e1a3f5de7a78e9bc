"""What the cells, the legend and the status bar say, and how it looks: in the window, by clicks and keys."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTabBar, QToolButton
from pytestqt.qtbot import QtBot

from mfdesk.gui.controller import Controller
from mfdesk.gui.main_window import MainWindow
from mfdesk.gui.preferences import Preferences
from mfdesk.gui.theme import Theme
from mfdesk.ratings.side import Side
from tests.gui.by_hand import LEFT, NO_KEYS, activate, click, find, until
from tests.gui.instrument.hand import (
    CONTROL,
    Key,
    cell,
    choose_cell,
    choose_cells,
    command,
    names,
    predicted_cell,
    press_keys,
    rate,
    selection,
    show_card,
)
from tests.gui.instrument.menus import choose_header
from tests.gui.looks import cut, overlapping, seen

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support (raise|grabbing)")  # menus, lists of names
ROWS, COLUMNS = Side.ROWS, Side.COLUMNS


def legend(window: MainWindow) -> str:
    return find(window, "tableLegend").accessibleDescription()


# numbers and colours


def test_value_spread_and_residual_take_turns_by_their_keys(survey: MainWindow) -> None:
    row, hole = predicted_cell(survey)
    given = next(column for column in names(survey, COLUMNS) if cell(survey, row, column).isdigit())
    value = cell(survey, row, hole)
    press_keys(survey, Key.Key_2, CONTROL)
    assert float(cell(survey, row, hole)) < 2
    assert cell(survey, row, given) == ""
    assert legend(survey).startswith("spread: how far off a prediction may be")
    press_keys(survey, Key.Key_3, CONTROL)
    assert cell(survey, row, hole) == ""
    assert cell(survey, row, given)[0] in "+−0"
    assert legend(survey).startswith("given minus predicted")
    press_keys(survey, Key.Key_1, CONTROL)
    assert cell(survey, row, hole) == value
    assert legend(survey) == "given; predicted, stronger = surer"


@pytest.mark.parametrize(
    ("colours", "words"),
    [
        ("value", "given; predicted; grounds from 1.0 to 5.0"),
        ("middle", "from the mean"),
        ("none", "given; predicted"),
        ("surety", "given; predicted, stronger = surer"),
    ],
)
def test_the_legend_says_what_the_grounds_mean(survey: MainWindow, colours: str, words: str) -> None:
    before = survey.table.viewport().grab().toImage()
    command(survey, f"view.colours.{colours}")
    assert words in legend(survey)
    assert (survey.table.viewport().grab().toImage() != before) == (colours != "surety")
    command(survey, "view.colours.surety")


def test_edited_cells_are_in_the_legend_while_there_are_any(survey: MainWindow) -> None:
    rate(survey, *predicted_cell(survey), "3")
    assert "edited" in legend(survey)
    survey.controller.document.undo_stack.undo()
    assert "edited" not in legend(survey)


# the mini-map and the hover card


def test_the_mini_map_comes_by_its_key_and_goes_where_it_is_clicked(qtbot: QtBot, survey: MainWindow) -> None:
    shown = find(survey, "miniMap").isVisible()
    press_keys(survey, Key.Key_6, Qt.KeyboardModifier.AltModifier)
    assert find(survey, "miniMap").isVisible() is not shown
    if shown:
        command(survey, "view.mini_map")
    chart, bar = find(survey, "miniMap"), survey.table.verticalScrollBar()
    bar.setValue(0)
    QTest.mouseClick(chart, LEFT, NO_KEYS, QPoint(chart.width() // 2, chart.height() - 12))
    assert bar.value() > bar.maximum() * 0.7
    click(survey, "miniMapClose")
    assert not chart.isVisible()
    assert not survey.actions_table["view.mini_map"].isChecked()
    command(survey, "view.mini_map")


def test_space_tells_all_about_the_cell(survey: MainWindow) -> None:
    row, hole = predicted_cell(survey)
    choose_cell(survey, row, hole)
    press_keys(survey, Key.Key_Space)
    card = find(survey, "hoverCard")
    assert card.isVisible()
    told = card.accessibleDescription()
    assert row in told
    assert hole in told
    assert "predicted" in told
    assert "90\N{NO-BREAK SPACE}% between" in told
    press_keys(survey, Key.Key_Down)
    assert not card.isVisible()


# the status bar


def test_the_status_bar_adds_up_what_is_chosen(qtbot: QtBot, opened: MainWindow) -> None:
    choose_cells(opened, ("ann", "Alien"), ("bob", "Casablanca"))
    assert selection(opened) == "6 cells: 4 given, 2 empty · mean 3.50 · sd 1.12"
    choose_cell(opened, "ann", "Alien")
    assert selection(opened) == "Given 4"
    choose_header(opened, COLUMNS, "Alien")
    assert selection(opened).startswith("4 cells: 3 given, 1 empty · mean 3.33")


def test_all_cells_are_added_up_beside_the_work(qtbot: QtBot, survey: MainWindow) -> None:
    press_keys(survey, Key.Key_A, CONTROL)
    until(qtbot, lambda: "mean" in selection(survey))
    assert selection(survey).startswith("54,920 cells")


# looks


def test_both_themes_show_the_table_and_its_tools(survey: MainWindow) -> None:
    pictures = []
    for theme in ("dark", "light"):
        command(survey, f"view.{theme}")
        pictures.append(survey.grab().toImage())
        assert [
            *cut(list(seen(find(survey, "mainToolBar")))),
            *overlapping(list(seen(find(survey, "mainToolBar")))),
        ] == []
    assert pictures[0] != pictures[1]


@pytest.mark.parametrize("width", [1440, 1000, 830])
def test_the_field_that_finds_is_in_sight_at_every_width(qtbot: QtBot, survey: MainWindow, width: int) -> None:
    survey.resize(width, 700)
    bar, field = find(survey, "mainToolBar"), find(survey, "findField")
    qtbot.waitUntil(lambda: bar.width() == survey.width())
    qtbot.waitUntil(field.isVisible)
    assert field.geometry().right() <= bar.width()
    buttons = [button for button in bar.findChildren(QToolButton) if button.parent() is bar and button.isVisible()]
    assert all(button.accessibleName() for button in buttons)
    train = bar.widgetForAction(survey.actions_table["model.train"])
    assert train.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    survey.resize(1440, 900)


def test_the_titles_of_all_pages_fit_beside_each_other(survey: MainWindow) -> None:
    bars = [bar for bar in survey.findChildren(QTabBar) if bar.parent() is survey and bar.isVisible()]
    (tabs,) = [bar for bar in bars if bar.count() == 5]
    assert [tabs.tabText(at) for at in range(5)] == ["Training", "Prediction", "Card", "Patterns", "Quality"]
    assert tabs.tabRect(4).right() <= tabs.width()


def test_rows_and_headers_grow_with_their_letters(survey: MainWindow) -> None:
    table, usual = survey.table, survey.table.font()
    large = QFont(usual)
    large.setPointSizeF(usual.pointSizeF() * 2)
    height, header = table.rowHeight(1), table.horizontalHeader().height()
    table.setFont(large)
    assert table.rowHeight(1) >= QFontMetrics(large).height()
    assert table.horizontalHeader().height() > header
    table.setFont(usual)
    assert (table.rowHeight(1), table.horizontalHeader().height()) == (height, header)


def test_odd_names_are_shown_whole_wherever_they_stand(qtbot: QtBot, odd: MainWindow) -> None:
    assert names(odd, ROWS) == ["שרה", "ليلى", "👩‍👩‍👧 Ann", "R&D <b>"]
    choose_cell(odd, "R&D <b>", "A & B")
    press_keys(odd, Key.Key_Space)
    told = find(odd, "hoverCard").accessibleDescription()
    assert "R&D <b>" in told
    assert "A & B" in told
    show_card(qtbot, odd, "R&D <b>")
    rate(odd, "R&D <b>", "A & B", "1")
    assert odd.actions_table["edit.undo"].text().endswith("Rate 1 at R&&D <b> · A && B"), "a menu keeps both signs"


# the next start


def test_widths_that_were_changed_by_hand_are_there_at_the_next_start(
    qtbot: QtBot, theme: Theme, preferences: Preferences, wide_file: Path
) -> None:
    widths = []
    for start in range(2):
        window = MainWindow(Controller(), theme, preferences)
        qtbot.addWidget(window)
        window.show()
        activate(qtbot, window)
        with qtbot.waitSignal(window.controller.opened):
            window.open_file(wide_file)
        header = window.table.horizontalHeader()
        if not start:
            edge = QPoint(header.sectionViewportPosition(1) - 1, header.height() // 2)
            QTest.mousePress(header.viewport(), LEFT, NO_KEYS, edge)
            for step in (10, 25, 40):
                QTest.mouseMove(header.viewport(), edge + QPoint(step, 0))
            QTest.mouseRelease(header.viewport(), LEFT, NO_KEYS, edge + QPoint(40, 0))
        widths.append([window.table.columnWidth(column) for column in range(3)])
        window.close()
    assert widths[0] == widths[1]
    assert widths[0][0] > widths[0][1]


def test_long_names_of_rows_leave_room_for_their_mean_and_count(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "shop.csv"
    lines = "".join(f"customer {row} of the shop,4,,{row % 5 + 1}\n" for row in range(1000, 1040))
    path.write_text(f"customer,Shirt,Shoes,Hat\n{lines}", encoding="utf-8")
    with qtbot.waitSignal(window.controller.opened):
        window.open_file(path)
    header = window.table.verticalHeader()
    assert all(header.wanted_width(place) <= header.width() for place in range(40))  # type: ignore[attr-defined]
