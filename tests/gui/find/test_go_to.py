"""Going to a row and a column by their names."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from mfdesk.engine.config import Config
from mfdesk.filters import CountWithin
from mfdesk.gui.find.terms import SortBy
from mfdesk.ratings.labels import Labels
from mfdesk.ratings.side import Side
from tests.gui.find.bench import Bench
from tests.gui.find.tables import BOB, BOB_9, BOB_10, DORA
from tests.tables import ratings_of

ROWS, COLUMNS = Side.ROWS, Side.COLUMNS

pops_up = pytest.mark.qt_log_ignore("^This plugin does not support (raise|grabbing)", extend=True)  # offscreen


def write(bench: Bench, row: str, column: str) -> None:
    for name, text in (("goToRows", row), ("goToColumns", column)):
        field = bench.part(QLineEdit, name)
        assert isinstance(field, QLineEdit)
        field.setText(text)


def refusal(bench: Bench) -> str:
    label = bench.part(QLabel, "goToRefusal")
    assert isinstance(label, QLabel)
    return label.text()


@pytest.mark.parametrize(
    ("row", "column", "gone"),
    [
        ("Bob 9", "Dune", (BOB_9, 3)),
        ("bob 1", "", (BOB_10, None)),
        ("", "casa", (None, 2)),
        ("user 2", "", (BOB, None)),
        ("User 5", "movie 1", (DORA, 0)),
        ("10", "4", (BOB_10, 3)),
        ("bob", "", (BOB, None)),
    ],
)
def test_names_and_numbers_can_be_gone_to(
    qtbot: QtBot, bench: Bench, row: str, column: str, gone: tuple[int | None, int | None]
) -> None:
    bench.finding.open_go_to()
    write(bench, row, column)
    qtbot.keyClick(bench.part(QLineEdit, "goToRows"), Qt.Key.Key_Return)
    assert bench.went == [gone]
    assert not bench.finding.go_to.isVisible()


def test_numbers_count_what_is_shown(qtbot: QtBot, bench: Bench) -> None:
    bench.arranging.sort(ROWS, SortBy.NAME, descending=True)
    bench.finding.open_go_to()
    write(bench, "user 1", "")
    qtbot.keyClick(bench.part(QLineEdit, "goToRows"), Qt.Key.Key_Return)
    assert bench.went == [(DORA, None)]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("zebra", "No user is called “zebra”."),
        ("99", "No user is called “99”."),
        ("dora", "The filters hide the user “dora”."),
    ],
)
def test_what_cannot_be_gone_to_is_told_and_the_window_stays(qtbot: QtBot, bench: Bench, row: str, words: str) -> None:
    bench.arranging.set_filters(ROWS, [CountWithin(lowest=1)])
    bench.finding.open_go_to()
    write(bench, row, "Dune")
    qtbot.mouseClick(bench.part(QPushButton, "goToGo"), Qt.MouseButton.LeftButton)
    assert refusal(bench) == words
    assert bench.went == []
    assert bench.finding.go_to.isVisible()


@pops_up
def test_names_are_completed_and_one_is_picked_from_the_list(qtbot: QtBot, bench: Bench) -> None:
    bench.finding.open_go_to()
    qtbot.waitUntil(bench.finding.go_to.isActiveWindow)
    field = bench.part(QLineEdit, "goToRows")
    assert isinstance(field, QLineEdit)
    qtbot.keyClicks(field, "bob")
    popup = field.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    listed = [popup.model().index(place, 0).data() for place in range(popup.model().rowCount())]
    assert listed == ["bob", "Bob 10", "Bob 9"]
    for _ in range(3):
        qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert bench.went == [(BOB_9, None)]


@pops_up
def test_the_window_opens_empty_again(qtbot: QtBot, bench: Bench) -> None:
    bench.finding.open_go_to()
    assert not bench.part(QPushButton, "goToGo").isEnabled()
    write(bench, "zebra", "")
    bench.finding.go_to.reject()
    bench.finding.open_go_to()
    assert not bench.part(QPushButton, "goToGo").isEnabled()
    assert bench.part(QLineEdit, "goToRows").accessibleName() == "Name of the user"


@pops_up
def test_long_names_that_fit_are_shortened_in_their_middle_and_do_not_scroll_sideways(
    qtbot: QtBot, bench: Bench
) -> None:
    long = [f"{'a very long name of a movie ' * 9}{number}" for number in (1, 2)]
    table = replace(ratings_of({(0, 0): 3.0, (0, 1): 4.0}, 1, 2), column_labels=Labels(long))
    bench.document.open(table, Config())
    bench.finding.open_go_to()
    field = bench.part(QLineEdit, "goToColumns")
    assert isinstance(field, QLineEdit)
    field.setFocus()
    qtbot.keyClicks(field, "very")
    listed = field.completer().popup()
    assert isinstance(listed, QListView)
    qtbot.waitUntil(listed.isVisible)
    assert not listed.horizontalScrollBar().isVisible()
    assert listed.textElideMode() is Qt.TextElideMode.ElideMiddle
    for row in range(2):
        assert listed.visualRect(listed.model().index(row, 0)).right() < listed.viewport().width()
