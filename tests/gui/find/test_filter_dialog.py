"""Filters are set by hand and seen at once in the table."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from mfdesk.engine.config import Config
from mfdesk.filters import (
    AttributeIs,
    AttributeWithin,
    HasEdited,
    HasHoles,
    IsWhole,
    MeanWithin,
    NameHas,
    ValueWithin,
    Which,
)
from mfdesk.gui.document import Document
from mfdesk.gui.find.filter_choices import FilterChoices
from mfdesk.gui.find.limit_box import LimitBox
from mfdesk.ratings.side import Side
from mfdesk.ratings.table import Attribute
from tests.gui.find.bench import Bench
from tests.gui.find.tables import ANN, BOB, BOB_9, BOB_10, DORA, rate, shown, train_it
from tests.tables import ratings_of

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support (raise|grabbing)")  # a list of names opens
ROWS, COLUMNS = Side.ROWS, Side.COLUMNS


def words_of(bench: Bench) -> str:
    label = bench.part(QLabel, "filterShown")
    assert isinstance(label, QLabel)
    return label.text()


def limit(qtbot: QtBot, bench: Bench, name: str, text: str) -> None:
    """Types an end of a range."""
    box = bench.part(LimitBox, name)
    assert isinstance(box, LimitBox)
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, text)


def choose(qtbot: QtBot, bench: Bench, name: str, text: str) -> None:
    box = bench.part(QComboBox, name)
    assert isinstance(box, QComboBox)
    box.setFocus()
    while box.currentText() != text:
        before = box.currentIndex()
        qtbot.keyClick(box, Qt.Key.Key_Down)
        assert box.currentIndex() != before, f"{name} does not offer {text}"


def test_filters_are_seen_in_the_table_while_they_are_typed(qtbot: QtBot, bench: Bench) -> None:
    bench.finding.open_filter()
    assert words_of(bench) == "Shows all 5 users"
    qtbot.keyClicks(bench.part(QLineEdit, "filterRowsName"), "bob")
    qtbot.waitUntil(lambda: shown(bench.document, ROWS) == [BOB, BOB_10, BOB_9])
    assert words_of(bench) == "Shows 3 of 5 users"
    limit(qtbot, bench, "filterRowsCountLowest", "3")
    qtbot.waitUntil(lambda: words_of(bench) == "Shows 2 of 5 users")
    bench.finding.filter.close()
    assert bench.went == ["table"]
    assert bench.document.undo_stack.count() == 1


def test_ticked_values_are_shown_and_the_search_finds_values(qtbot: QtBot, bench: Bench) -> None:
    bench.finding.open_filter(ROWS)
    listed = bench.part(QListWidget, "filterRowsValueList")
    assert isinstance(listed, QListWidget)
    texts = [listed.item(place).text() for place in range(listed.count())]
    assert texts == ["Paris  ·  2", "Rome  ·  2", "not known  ·  1"]
    listed.setFocus()
    listed.setCurrentRow(1)
    qtbot.keyClick(listed, Qt.Key.Key_Space)
    assert shown(bench.document, ROWS) == [BOB, DORA]
    qtbot.keyClicks(bench.part(QLineEdit, "filterRowsValues"), "known")
    qtbot.waitUntil(lambda: listed.count() == 1)
    listed.item(0).setCheckState(Qt.CheckState.Checked)
    assert bench.arranging.filters(ROWS) == (AttributeIs("city", frozenset({"Rome", ""})),)
    assert bench.chips == ["users: city not known or Rome"]


def test_the_window_is_only_as_high_as_its_page_needs(qtbot: QtBot, bench: Bench) -> None:
    """Of users it is known where they live, of movies nothing."""
    dialog = bench.finding.filter
    heights = []
    for side in (ROWS, COLUMNS, ROWS):
        bench.finding.open_filter(side)
        QApplication.processEvents()
        heights.append(dialog.height())
        cells = bench.part(QCheckBox, f"filter{side.name.title()}Edited")
        gap = bench.part(QPushButton, "filterClose").mapTo(dialog, QPoint()).y() - cells.mapTo(dialog, QPoint()).y()
        assert gap < 3 * cells.height()
    assert heights[0] == heights[2] > heights[1] + 100
    dialog.resize(dialog.width(), heights[0] + 60)
    bench.finding.open_filter(ROWS)
    assert dialog.height() == heights[0] + 60


@pytest.fixture
def aged(bench: Bench) -> Bench:
    """Twenty users from 17 to 35, of one the age is not known; they are of one ward in three."""
    ages = ("", *map(str, range(17, 36)))
    wards = tuple(("10", "2", "1")[user % 3] for user in range(20))
    known = Attribute("age", ages), Attribute("ward", wards), Attribute("town", ("Rome",) * 20)
    bench.document.open(replace(ratings_of({(0, 0): 3.0, (19, 0): 1.0}, 20, 1), row_attributes=known), Config())
    bench.finding.open_filter(ROWS)
    return bench


def test_numbers_are_limited_from_and_to_as_one_step(qtbot: QtBot, aged: Bench) -> None:
    assert not aged.part(QListWidget, "filterRowsValueList").isVisible()
    told = [label.text() for label in aged.finding.filter.findChildren(QLabel) if label.isVisible()]
    assert "From 17 to 35. Limits leave out the 1 not known." in told
    limit(qtbot, aged, "filterRowsAttributeLowest", "30")
    qtbot.waitUntil(lambda: words_of(aged) == "Shows 6 of 20 rows")
    limit(qtbot, aged, "filterRowsAttributeHighest", "33")
    qtbot.waitUntil(lambda: aged.chips == ["rows: age 30 to 33"])
    assert aged.arranging.filters(ROWS) == (AttributeWithin("age", 30, 33),)
    assert shown(aged.document, ROWS) == [14, 15, 16, 17]
    aged.document.undo_stack.undo()
    assert words_of(aged) == "Shows all 20 rows"
    box = aged.part(LimitBox, "filterRowsAttributeLowest")
    assert isinstance(box, LimitBox)
    assert box.limit is None


def test_what_room_a_list_would_take_is_left_at_the_end_where_there_is_none(qtbot: QtBot, aged: Bench) -> None:
    def gap() -> int:
        above, below = aged.part(QComboBox, "filterRowsAttribute"), aged.part(QLineEdit, "filterRowsAcross")
        return below.mapTo(aged.finding.filter, QPoint()).y() - above.mapTo(aged.finding.filter, QPoint()).y()

    qtbot.waitUntil(lambda: gap() < 160)
    height = aged.finding.filter.height()
    choose(qtbot, aged, "filterRowsAttribute", "ward")
    qtbot.waitUntil(lambda: gap() > 160)
    assert aged.finding.filter.height() == height, "the window stays as it is under the hand"


def test_limits_of_one_attribute_stay_while_another_is_ticked(qtbot: QtBot, aged: Bench) -> None:
    limit(qtbot, aged, "filterRowsAttributeHighest", "20")
    choose(qtbot, aged, "filterRowsAttribute", "ward")
    listed = aged.part(QListWidget, "filterRowsValueList")
    assert isinstance(listed, QListWidget)
    assert not aged.part(LimitBox, "filterRowsAttributeLowest").isVisible()
    listed.item(0).setCheckState(Qt.CheckState.Checked)
    qtbot.waitUntil(lambda: len(aged.arranging.filters(ROWS)) == 2)
    assert aged.chips == ["rows: ward 1", "rows: age at most 20"]
    assert shown(aged.document, ROWS) == [2]
    aged.crosses()[1].click()
    qtbot.keyClick(aged.part(QComboBox, "filterRowsAttribute"), Qt.Key.Key_Up)
    box = aged.part(LimitBox, "filterRowsAttributeHighest")
    assert isinstance(box, LimitBox)
    assert box.limit is None


def test_a_few_numbers_are_ticked_in_their_own_order(qtbot: QtBot, aged: Bench) -> None:
    choose(qtbot, aged, "filterRowsAttribute", "ward")
    listed = aged.part(QListWidget, "filterRowsValueList")
    assert isinstance(listed, QListWidget)
    texts = [listed.item(place).text().partition(" ")[0] for place in range(listed.count())]
    assert texts == ["1", "2", "10"]


@pytest.mark.parametrize(
    ("values", "order"),
    [
        (("30-44", "18-29", "18-29", "> 60", "45-60"), ["18-29", "30-44", "45-60", "> 60"]),
        (("1.5", "1.25", "", "-2"), ["-2", "1.25", "1.5", ""]),
        (("b", "b", "a"), ["b", "a"]),
    ],
)
def test_bands_of_numbers_are_listed_as_one_reads_them(values: tuple[str, ...], order: list[str]) -> None:
    choices = FilterChoices(attributes=(Attribute("age", values),))
    assert [value for value, _count in choices.values("age")] == order


def test_clearing_a_page_shows_all_of_its_side_again(qtbot: QtBot, bench: Bench) -> None:
    bench.arranging.set_filters(ROWS, [NameHas("bob")])
    bench.arranging.set_filters(COLUMNS, [NameHas("dune")])
    bench.finding.open_filter(COLUMNS)
    assert words_of(bench) == "Shows 1 of 4 movies"
    qtbot.mouseClick(bench.part(QPushButton, "filterClear"), Qt.MouseButton.LeftButton)
    assert (bench.arranging.filters(COLUMNS), bench.arranging.filters(ROWS)) == ((), (NameHas("bob"),))
    assert not bench.part(QPushButton, "filterClear").isEnabled()


def test_undo_is_seen_in_the_open_window(qtbot: QtBot, bench: Bench) -> None:
    bench.arranging.set_filters(ROWS, [MeanWithin(2, 3)])
    bench.finding.open_filter(ROWS)
    box = bench.part(LimitBox, "filterRowsMeanLowest")
    assert isinstance(box, LimitBox)
    assert box.limit == 2
    bench.document.undo_stack.undo()
    assert box.limit is None
    assert words_of(bench) == "Shows all 5 users"


def test_what_nobody_knows_cannot_be_asked_for(qtbot: QtBot, bench: Bench) -> None:
    bench.finding.open_filter(ROWS)
    assert not bench.part(LimitBox, "filterRowsErrorLowest").isVisible()
    assert not bench.part(QCheckBox, "filterRowsEdited").isEnabled()
    train_it(bench.document)
    rate(bench.document, BOB, 0, 2.0)
    assert bench.part(LimitBox, "filterRowsErrorLowest").isVisible()
    qtbot.mouseClick(bench.part(QCheckBox, "filterRowsEdited"), Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert bench.arranging.filters(ROWS) == (HasEdited(),)
    assert shown(bench.document, ROWS) == [BOB]


def test_rows_are_filtered_by_their_values_in_a_column(qtbot: QtBot, bench: Bench) -> None:
    bench.finding.open_filter(ROWS)
    qtbot.waitUntil(bench.finding.filter.isActiveWindow)
    entry = bench.part(QLineEdit, "filterRowsAcross")
    entry.setFocus()
    qtbot.keyClicks(entry, "ali")
    qtbot.keyClick(entry, Qt.Key.Key_Return)
    limit(qtbot, bench, "filterRowsValueLowest", "4")
    qtbot.waitUntil(lambda: shown(bench.document, ROWS) == [ANN, BOB_9])
    assert bench.chips == ["users: Alien given or predicted, at least 4"]
    assert entry.text() == "Alien", "what was typed is spelt out"
    limit(qtbot, bench, "filterRowsValueHighest", "4.5")
    qtbot.waitUntil(lambda: shown(bench.document, ROWS) == [ANN])
    assert bench.document.undo_stack.count() == 1
    entry.setFocus()
    entry.selectAll()
    qtbot.keyClick(entry, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: shown(bench.document, ROWS) == [ANN, BOB, BOB_10, BOB_9, DORA])


def test_rows_that_rated_a_column_are_told_from_those_that_did_not(qtbot: QtBot, bench: Bench) -> None:
    bench.finding.open_filter(ROWS, 1)
    assert bench.arranging.filters(ROWS) == (), "nothing is limited yet"
    assert bench.part(QLineEdit, "filterRowsAcross").text() == "Brazil"
    choose(qtbot, bench, "filterRowsWhich", "only given")
    qtbot.waitUntil(lambda: shown(bench.document, ROWS) == [BOB, BOB_10, BOB_9])
    choose(qtbot, bench, "filterRowsWhich", "only empty")
    qtbot.waitUntil(lambda: shown(bench.document, ROWS) == [ANN, DORA])
    assert bench.chips == ["users: Brazil not given"]
    assert not bench.part(LimitBox, "filterRowsValueLowest").isEnabled(), "what is empty has no value"
    train_it(bench.document)
    assert bench.part(QComboBox, "filterRowsWhich").currentText() == "only predicted"
    assert bench.part(LimitBox, "filterRowsValueLowest").isEnabled()


def test_columns_are_filtered_by_what_a_row_rated(qtbot: QtBot, bench: Bench) -> None:
    bench.finding.open_filter(COLUMNS, ANN)
    limit(qtbot, bench, "filterColumnsValueLowest", "4")
    qtbot.waitUntil(lambda: shown(bench.document, COLUMNS) == [0, 2])
    assert bench.chips == ["movies: Ann given or predicted, at least 4"]


def test_what_is_set_of_one_column_stays_while_another_is_looked_at(qtbot: QtBot, bench: Bench) -> None:
    given, at_least_two = ValueWithin(0, which=Which.GIVEN), ValueWithin(1, 3)
    bench.arranging.set_filters(ROWS, [given])
    bench.finding.open_filter(ROWS, 1)
    limit(qtbot, bench, "filterRowsValueLowest", "3")
    qtbot.waitUntil(lambda: bench.arranging.filters(ROWS) == (given, at_least_two))
    assert shown(bench.document, ROWS) == [BOB_9]
    bench.finding.open_filter(ROWS, 0)
    assert bench.part(QComboBox, "filterRowsWhich").currentText() == "only given"
    choose(qtbot, bench, "filterRowsWhich", "only empty")
    qtbot.waitUntil(lambda: shown(bench.document, ROWS) == [BOB])


def test_a_name_that_nothing_has_filters_nothing_and_is_told(qtbot: QtBot, bench: Bench) -> None:
    bench.finding.open_filter(ROWS)
    qtbot.keyClicks(bench.part(QLineEdit, "filterRowsAcross"), "Zorro")
    limit(qtbot, bench, "filterRowsValueLowest", "4")
    told = [label.text() for label in bench.finding.filter.findChildren(QLabel) if label.isVisible()]
    assert "No movie is called “Zorro”." in told
    assert bench.arranging.filters(ROWS) == ()


def test_rows_with_holes_and_whole_ones_can_be_shown_alone_before_a_training(qtbot: QtBot, bench: Bench) -> None:
    for column in (1, 3):
        rate(bench.document, ANN if column == 1 else BOB, column, 3.0)
    bench.finding.open_filter(ROWS)
    choose(qtbot, bench, "filterRowsCells", "some empty")
    assert bench.arranging.filters(ROWS) == (HasHoles(),)
    assert shown(bench.document, ROWS) == [BOB, BOB_10, BOB_9, DORA]
    choose(qtbot, bench, "filterRowsCells", "all given")
    assert bench.arranging.filters(ROWS) == (IsWhole(),)
    assert shown(bench.document, ROWS) == [ANN]
    bench.document.undo_stack.undo()
    assert bench.part(QComboBox, "filterRowsCells").currentText() == "any"


def test_without_a_table_no_window_opens(qtbot: QtBot) -> None:
    bench = Bench(Document())
    qtbot.addWidget(bench)
    bench.show()
    bench.finding.open_filter()
    bench.finding.open_go_to()
    bench.finding.find_next()
    assert not bench.finding.filter.isVisible()
    assert not bench.finding.go_to.isVisible()
    assert bench.questions.shutdown()
