"""One end of a range, which may be left open."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mfdesk.gui.find.limit_box import LimitBox


@pytest.fixture
def box(qtbot: QtBot) -> LimitBox:
    box = LimitBox("box", "Lowest mean")
    qtbot.addWidget(box)
    box.set_range(1, 5, 1)
    box.show()
    return box


def test_it_is_open_at_first_and_says_so(box: LimitBox) -> None:
    assert (box.limit, box.text()) == (None, "any")


def test_a_number_can_be_typed_and_taken_away_again(qtbot: QtBot, box: LimitBox) -> None:
    box.selectAll()
    qtbot.keyClicks(box, "2.5")
    assert box.limit == 2.5
    box.selectAll()
    qtbot.keyClick(box, Qt.Key.Key_Backspace)
    assert box.limit is None
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert box.text() == "any"


def test_the_first_step_up_is_the_lowest_number_and_the_step_below_it_is_open(qtbot: QtBot, box: LimitBox) -> None:
    qtbot.keyClick(box, Qt.Key.Key_Up)
    assert box.limit == 1
    qtbot.keyClick(box, Qt.Key.Key_Up)
    assert box.limit == 1.1
    for _ in range(2):
        qtbot.keyClick(box, Qt.Key.Key_Down)
    assert box.limit is None


def test_another_range_keeps_what_was_set(box: LimitBox) -> None:
    box.set_limit(3.5)
    box.set_range(0, 10, 1)
    assert box.limit == 3.5
    box.set_limit(None)
    box.set_range(-5, 5, 2)
    assert box.limit is None


def test_an_end_that_is_infinite_is_open(box: LimitBox) -> None:
    box.set_limit(float("-inf"))
    assert box.limit is None
