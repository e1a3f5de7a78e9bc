"""Filters are set by hand and seen at once in the table."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from mfdesk.filters import AttributeIs, HasEdited, MeanWithin, NameHas
from mfdesk.gui.document import Document
from mfdesk.gui.find.limit_box import LimitBox
from mfdesk.ratings.side import Side
from tests.gui.find.bench import Bench
from tests.gui.find.tables import BOB, BOB_9, BOB_10, DORA, rate, shown, train_it

ROWS, COLUMNS = Side.ROWS, Side.COLUMNS


def words_of(bench: Bench) -> str:
    label = bench.part(QLabel, "filterShown")
    assert isinstance(label, QLabel)
    return label.text()


def test_filters_are_seen_in_the_table_while_they_are_typed(qtbot: QtBot, bench: Bench) -> None:
    bench.finding.open_filter()
    assert words_of(bench) == "Shows all 5 users"
    qtbot.keyClicks(bench.part(QLineEdit, "filterRowsName"), "bob")
    qtbot.waitUntil(lambda: shown(bench.document, ROWS) == [BOB, BOB_10, BOB_9])
    assert words_of(bench) == "Shows 3 of 5 users"
    box = bench.part(LimitBox, "filterRowsCountLowest")
    assert isinstance(box, LimitBox)
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, "3")
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
    assert not bench.part(QCheckBox, "filterRowsPredicted").isEnabled()
    assert not bench.part(QCheckBox, "filterRowsEdited").isEnabled()
    train_it(bench.document)
    rate(bench.document, BOB, 0, 2.0)
    assert bench.part(LimitBox, "filterRowsErrorLowest").isVisible()
    qtbot.mouseClick(bench.part(QCheckBox, "filterRowsEdited"), Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert bench.arranging.filters(ROWS) == (HasEdited(),)
    assert shown(bench.document, ROWS) == [BOB]


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
