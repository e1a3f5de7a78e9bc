"""What is sorted, filtered and pinned is seen, and taken away by mouse or keys."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QPushButton,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from mfdesk.filters import CountWithin, NameHas
from mfdesk.gui.find.terms import SortBy
from mfdesk.gui.theme import DARK, LIGHT
from mfdesk.ratings.side import Side
from tests.gui.find.bench import Bench
from tests.gui.find.tables import BOB_10, rate, shown

ROWS, COLUMNS = Side.ROWS, Side.COLUMNS


def arranged(bench: Bench) -> None:
    bench.arranging.set_filters(ROWS, [NameHas("b"), CountWithin(1, 20)])
    bench.arranging.sort(ROWS, SortBy.VALUES, 1)
    bench.arranging.pin(COLUMNS, [2, 3])


CHIPS = [
    "users with “b” in the name",
    "users with 1 to 20 ratings",
    "users sorted by Brazil, highest first",
    "2 movies pinned",
]


def test_chips_say_what_is_arranged_and_are_gone_when_nothing_is(qtbot: QtBot, bench: Bench) -> None:
    assert not bench.finding.chips.isVisible()
    arranged(bench)
    assert bench.chips == CHIPS
    while bench.document.undo_stack.canUndo():
        bench.document.undo_stack.undo()
    assert not bench.finding.chips.isVisible()


def test_each_chip_can_be_taken_away_by_a_click(qtbot: QtBot, bench: Bench) -> None:
    arranged(bench)
    for left in (3, 2, 1, 0):
        qtbot.mouseClick(bench.crosses()[0], Qt.MouseButton.LeftButton)
        assert bench.chips == CHIPS[len(CHIPS) - left :]
    assert not bench.arranging.is_arranged


def test_each_chip_can_be_taken_away_by_a_key_and_the_keys_go_back_to_the_table(qtbot: QtBot, bench: Bench) -> None:
    arranged(bench)
    bench.crosses()[0].setFocus()
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Delete):
        focus = QApplication.focusWidget()
        assert focus in bench.crosses()
        qtbot.keyClick(focus, key)
    assert not bench.arranging.is_arranged
    assert bench.went == ["table"]


def test_pressing_a_chip_turns_a_sort_and_opens_a_filter(qtbot: QtBot, bench: Bench) -> None:
    arranged(bench)
    texts = [part for part in bench.finding.chips.findChildren(QToolButton, "chipText") if part.isVisible()]
    qtbot.mouseClick(texts[2], Qt.MouseButton.LeftButton)
    assert "users sorted by Brazil, lowest first" in bench.chips
    texts = [part for part in bench.finding.chips.findChildren(QToolButton, "chipText") if part.isVisible()]
    qtbot.mouseClick(texts[0], Qt.MouseButton.LeftButton)
    assert bench.finding.filter.isVisible()
    assert bench.finding.filter.side is ROWS


def test_old_chips_offer_to_ask_again(qtbot: QtBot, bench: Bench) -> None:
    arranged(bench)
    again = bench.part(QPushButton, "arrangementAgain")
    assert not again.isVisible()
    rate(bench.document, BOB_10, 1, 5.0)
    assert again.isVisible()
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    assert not again.isVisible()
    assert shown(bench.document, ROWS)[0] == BOB_10


def test_show_all_again_takes_the_filters_and_leaves_the_rest(qtbot: QtBot, bench: Bench) -> None:
    arranged(bench)
    qtbot.mouseClick(bench.part(QPushButton, "arrangementShowAll"), Qt.MouseButton.LeftButton)
    assert bench.chips == CHIPS[2:]
    assert not bench.part(QPushButton, "arrangementShowAll").isVisible()


def test_chips_go_on_in_the_next_line_where_there_is_no_room(qtbot: QtBot, bench: Bench) -> None:
    arranged(bench)
    chips = bench.finding.chips
    assert chips.heightForWidth(400) > chips.heightForWidth(2000)
    bench.resize(420, 300)
    qtbot.waitUntil(lambda: bench.width() <= 460)
    assert all(cross.mapTo(chips, cross.rect().topRight()).x() <= chips.width() for cross in bench.crosses())


def test_everything_is_named_for_the_ear_and_dressed_in_both_looks(qtbot: QtBot, bench: Bench) -> None:
    arranged(bench)
    for palette in (DARK, LIGHT):
        bench.finding.set_palette_colours(palette)
    assert [cross.accessibleName() for cross in bench.crosses()] == [f"Take away: {chip}" for chip in CHIPS]
    for button in bench.finding.field.findChildren(QToolButton):
        assert button.accessibleName()
