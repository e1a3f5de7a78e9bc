"""Rows and columns are filtered, sorted and pinned: by keys and the mouse, with undo."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from mfdesk.completed import Kind
from mfdesk.gui.main_window import MainWindow
from mfdesk.ratings.side import Side
from tests.gui.by_hand import LEFT, activate, choose, click, find
from tests.gui.instrument.hand import (
    CONTROL,
    SHIFT,
    Key,
    cell,
    chips,
    choose_cell,
    command,
    crosses,
    current,
    edited,
    kind,
    names,
    press_keys,
    rate,
    undo,
    undo_entry,
)
from tests.gui.instrument.menus import choose_header, entries, header_menu, header_place, take

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support (raise|grabbing)")  # menus, lists of names
ROWS, COLUMNS = Side.ROWS, Side.COLUMNS


@pytest.fixture
def filtering(qtbot: QtBot, survey: MainWindow) -> Iterator[QWidget]:
    """The window "Filter", opened by its key."""
    press_keys(survey, Key.Key_F, CONTROL | SHIFT)
    dialog = find(survey, "filterDialog")
    activate(qtbot, dialog)
    find(dialog, "filterTabs", QTabWidget).setCurrentIndex(0)
    yield dialog
    dialog.close()
    activate(qtbot, survey)


def limit(dialog: QWidget, name: str, value: float) -> None:
    """Types an end of a range."""
    box = find(dialog, name, QDoubleSpinBox)
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, f"{value:g}")
    QTest.keyClick(box, Key.Key_Tab)


# filtering


def shown(dialog: QWidget) -> str:
    return find(dialog, "filterShown", QLabel).text()


def test_columns_are_filtered_by_name(qtbot: QtBot, survey: MainWindow, filtering: QWidget) -> None:
    find(filtering, "filterTabs", QTabWidget).setCurrentIndex(1)
    find(filtering, "filterColumnsName", QLineEdit).setFocus()
    QTest.keyClicks(find(filtering, "filterColumnsName"), "land")
    qtbot.waitUntil(lambda: shown(filtering) == "Shows 5 of 40 cuisines")
    assert all("land" in name.casefold() for name in names(survey, COLUMNS))
    assert chips(survey) == ["cuisines with “land” in the name"]


def test_rows_are_filtered_by_an_attribute(qtbot: QtBot, survey: MainWindow, filtering: QWidget) -> None:
    choose(filtering, "filterRowsAttribute", "Gender")
    values = find(filtering, "filterRowsValueList", QListWidget)
    item = next(values.item(at) for at in range(values.count()) if values.item(at).text().startswith("Female"))
    item.setCheckState(Qt.CheckState.Checked)
    qtbot.waitUntil(lambda: bool(chips(survey)))
    assert chips(survey) == ["respondents: Gender Female"]


@pytest.mark.parametrize(
    ("field", "value", "chip"),
    [
        ("filterRowsCountLowest", 30, "respondents with at least 30 ratings"),
        ("filterRowsCountHighest", 5, "respondents with at most 5 ratings"),
        ("filterRowsMeanLowest", 4, "respondents with a mean of at least 4"),
    ],
)
def test_rows_are_filtered_by_numbers(
    qtbot: QtBot, survey: MainWindow, filtering: QWidget, field: str, value: float, chip: str
) -> None:
    limit(filtering, field, value)
    qtbot.waitUntil(lambda: chips(survey) == [chip])
    counts, means = edited(survey).counts_and_means(
        ROWS, survey.controller.document.arrangement.rows.positions(0, 9999)
    )
    judged = means if "Mean" in field else counts
    assert len(judged)
    assert (judged >= value).all() if "Lowest" in field else (judged <= value).all()


def test_without_held_out_cells_no_error_can_be_filtered_by(survey: MainWindow, filtering: QWidget) -> None:
    assert not find(filtering, "filterRowsErrorLowest").isVisible()


def test_rows_with_edited_cells_can_be_shown_alone(qtbot: QtBot, survey: MainWindow) -> None:
    row, column = names(survey, ROWS)[3], "Belgium"
    rate(survey, row, column, "1" if cell(survey, row, column) != "1" else "2")
    command(survey, "view.filter")
    dialog = find(survey, "filterDialog")
    find(dialog, "filterTabs", QTabWidget).setCurrentIndex(0)
    click(dialog, "filterRowsEdited")
    qtbot.waitUntil(lambda: names(survey, ROWS) == [row])
    dialog.close()
    activate(qtbot, survey)


def test_rows_with_predicted_cells_can_be_shown_alone(qtbot: QtBot, survey: MainWindow, filtering: QWidget) -> None:
    choose(filtering, "filterRowsCells", "some predicted")
    qtbot.waitUntil(lambda: chips(survey) == ["respondents with cells that are not given"])
    counts, _ = edited(survey).counts_and_means(ROWS, survey.controller.document.arrangement.rows.positions(0, 9999))
    assert (counts < 40).all()


def test_a_filter_is_one_step_to_take_back_however_many_keys_it_took(
    qtbot: QtBot, survey: MainWindow, filtering: QWidget
) -> None:
    limit(filtering, "filterRowsCountLowest", 30)
    qtbot.waitUntil(lambda: bool(chips(survey)))
    limit(filtering, "filterRowsCountLowest", 20)
    qtbot.waitUntil(lambda: chips(survey) == ["respondents with at least 20 ratings"])
    filtering.close()
    activate(qtbot, survey)
    undo(survey)
    assert chips(survey) == []
    assert undo_entry(survey) == "Undo"


# chips


def test_chips_are_taken_away_by_mouse_and_key(qtbot: QtBot, survey: MainWindow) -> None:
    for sort in ("rows_by_count", "columns_by_name"):
        command(survey, f"view.sort.{sort}")
    choose_header(survey, COLUMNS, "Brazil")
    command(survey, "view.pin")
    assert chips(survey) == [
        "respondents sorted by number of ratings, highest first",
        "cuisines sorted by name, A to Z",
        "1 cuisine pinned",
    ]
    QTest.mouseClick(crosses(survey)[0], LEFT)
    assert chips(survey) == ["cuisines sorted by name, A to Z", "1 cuisine pinned"]
    crosses(survey)[0].setFocus()
    press_keys(survey, Key.Key_Delete)
    assert chips(survey) == ["1 cuisine pinned"]
    press_keys(survey, Key.Key_Delete)
    assert chips(survey) == []
    assert survey.table.hasFocus(), "the keys go back to the table"
    undo(survey)
    assert chips(survey) == ["1 cuisine pinned"]


def test_a_chip_that_is_pressed_sorts_the_other_way_round(survey: MainWindow) -> None:
    command(survey, "view.sort.columns_by_mean")
    first = names(survey, COLUMNS)
    QTest.mouseClick(find(survey, "arrangementChips").findChildren(QWidget, "chipText")[-1], LEFT)
    assert chips(survey) == ["cuisines sorted by mean, lowest first"]
    assert names(survey, COLUMNS) == first[::-1]


def test_show_all_again_takes_every_filter_away(qtbot: QtBot, survey: MainWindow, filtering: QWidget) -> None:
    limit(filtering, "filterRowsCountLowest", 30)
    qtbot.waitUntil(lambda: bool(chips(survey)))
    click(survey, "arrangementShowAll")
    assert chips(survey) == []
    assert survey.controller.document.arrangement.shape == (1373, 40)


# sorting


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("by", ["name", "count", "mean", "values"])
def test_each_command_sorts_turns_round_and_is_taken_back(survey: MainWindow, side: Side, by: str) -> None:
    before = names(survey, side, 2000)
    choose_cell(survey, names(survey, ROWS)[2], "Brazil")
    sides = ("rows", "columns")
    wish = f"view.sort.{sides[side]}_by_{by if by != 'values' else ('column', 'row')[side]}"
    command(survey, wish)
    once = names(survey, side, 2000)
    assert once != before
    assert sorted(once) == sorted(before)
    assert undo_entry(survey).startswith(f"Undo: Sort {('respondents', 'cuisines')[side]} by ")
    command(survey, wish)
    assert names(survey, side, 1) != once[:1]
    undo(survey)
    undo(survey)
    assert names(survey, side, 2000) == before


def test_sorted_rows_stand_in_the_order_of_their_values(survey: MainWindow) -> None:
    choose_cell(survey, names(survey, ROWS)[0], "Brazil")
    command(survey, "view.sort.rows_by_column")
    values = [float(cell(survey, row, "Brazil")) for row in names(survey, ROWS, 60)]
    assert values == sorted(values, reverse=True)
    command(survey, "view.sort.as_opened")
    assert chips(survey) == []


def test_a_header_offers_to_sort_by_it_to_pin_it_and_to_change_it(qtbot: QtBot, survey: MainWindow) -> None:
    opened = header_menu(qtbot, survey, COLUMNS, "Belgium")
    offered = entries(opened)
    assert offered[:2] == ["Sort respondents by Belgium, highest first", "Sort respondents by Belgium, lowest first"]
    assert "Pin Belgium" in offered
    assert offered[-3:] == ["Rename the cuisine…", "Drop the chosen cuisines", "Add a cuisine…"]
    take(opened, "Sort respondents by Belgium, lowest first")
    assert chips(survey) == ["respondents sorted by Belgium, lowest first"]
    values = [float(cell(survey, row, "Belgium")) for row in names(survey, ROWS, 60)]
    assert values == sorted(values)


@pytest.mark.parametrize("side", Side)
def test_a_double_click_on_a_header_sorts_by_it_and_the_next_one_turns_that_round(
    survey: MainWindow, side: Side
) -> None:
    name = "Belgium" if side is COLUMNS else names(survey, ROWS)[1]
    header = survey.table.horizontalHeader() if side is COLUMNS else survey.table.verticalHeader()

    def values() -> list[float]:
        first = names(survey, side.other, 40)
        return [float(cell(survey, one, name) if side is COLUMNS else cell(survey, name, one)) for one in first]

    QTest.mouseDClick(header.viewport(), LEFT, pos=header_place(survey, side, name))
    assert values() == sorted(values(), reverse=True)
    QTest.mouseDClick(header.viewport(), LEFT, pos=header_place(survey, side, name))
    assert values() == sorted(values())
    assert chips(survey) == [f"{('cuisines', 'respondents')[side]} sorted by {name}, lowest first"]


@pytest.mark.parametrize(
    ("by", "words"),
    [("name", "by name ↑"), ("count", "by ratings ↓"), ("mean", "by mean ↓"), ("column", "1,373 respondents")],
)
def test_the_corner_says_what_the_rows_are_sorted_by_where_no_header_does(
    survey: MainWindow, by: str, words: str
) -> None:
    choose_cell(survey, names(survey, ROWS)[0], "Brazil")
    command(survey, f"view.sort.rows_by_{by}")
    corner = find(survey, "tableCorner", QLabel)
    assert corner.text().split("\n")[-1] == words
    assert corner.fontMetrics().lineSpacing() * len(corner.text().split("\n")) <= corner.height()
    undo(survey)
    assert corner.text() == "1,373 respondents"


def test_rows_are_filtered_by_a_column_from_its_header(qtbot: QtBot, survey: MainWindow) -> None:
    take(header_menu(qtbot, survey, COLUMNS, "Italy"), "Filter respondents by Italy…")
    dialog = find(survey, "filterDialog")
    activate(qtbot, dialog)
    choose(dialog, "filterRowsWhich", "only given")
    limit(dialog, "filterRowsValueLowest", 4)
    qtbot.waitUntil(lambda: chips(survey) == ["respondents: Italy given, at least 4"])
    values = [(kind(survey, row, "Italy"), float(cell(survey, row, "Italy"))) for row in names(survey, ROWS, 60)]
    assert all(value[0] is Kind.GIVEN and value[1] >= 4 for value in values)
    dialog.close()
    activate(qtbot, survey)


def test_the_header_of_a_row_sorts_the_columns(qtbot: QtBot, survey: MainWindow) -> None:
    row = names(survey, ROWS)[1]
    take(header_menu(qtbot, survey, ROWS, row), f"Sort cuisines by {row}, highest first")
    values = [float(cell(survey, row, column)) for column in names(survey, COLUMNS)]
    assert values == sorted(values, reverse=True)


# pinning


def test_pinned_rows_and_columns_stay_in_sight_and_are_let_go(qtbot: QtBot, survey: MainWindow) -> None:
    take(header_menu(qtbot, survey, COLUMNS, "Ireland"), "Pin Ireland")
    choose_header(survey, ROWS, names(survey, ROWS)[4])
    pinned = current(survey)[ROWS]
    command(survey, "view.pin")
    assert (names(survey, ROWS)[0], names(survey, COLUMNS)[0]) == (pinned, "Ireland")
    assert chips(survey) == ["1 respondent pinned", "1 cuisine pinned"]
    survey.table.verticalScrollBar().setValue(survey.table.verticalScrollBar().maximum())
    assert survey.table.indexAt(QPoint(200, 5)).row() == 0, "the pinned row lies over the others"
    command(survey, "view.unpin")
    assert chips(survey) == []
    assert undo_entry(survey).startswith("Undo: ")


def test_a_rating_is_typed_into_the_row_that_is_seen_in_a_sorted_table(survey: MainWindow) -> None:
    choose_cell(survey, names(survey, ROWS)[0], "Brazil")
    command(survey, "view.sort.rows_by_column")
    row = names(survey, ROWS)[2]
    rate(survey, row, "Cuba", "1" if cell(survey, row, "Cuba") != "1" else "2")
    assert undo_entry(survey).endswith(f"at {row} · Cuba")


def test_a_sort_that_an_edit_has_made_old_can_be_made_again(survey: MainWindow) -> None:
    choose_cell(survey, names(survey, ROWS)[0], "Brazil")
    command(survey, "view.sort.rows_by_column")
    row = names(survey, ROWS)[0]
    rate(survey, row, "Brazil", "1")
    assert names(survey, ROWS)[0] == row, "no row jumps away under the hand"
    click(survey, "arrangementAgain")
    assert names(survey, ROWS)[0] != row
