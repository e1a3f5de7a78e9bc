"""Looking for names: keys and clicks on the search field."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from mfdesk.engine.config import Config
from mfdesk.filters import CountWithin, NameHas
from mfdesk.gui import name_book
from mfdesk.gui.find.terms import SortBy
from mfdesk.ratings import Labels
from mfdesk.ratings.edits import Drop
from mfdesk.ratings.side import Side
from tests.gui.find.bench import Bench
from tests.gui.find.tables import BOB, BOB_9, BOB_10, DORA, shown
from tests.tables import ratings_of

ROWS, COLUMNS = Side.ROWS, Side.COLUMNS


def look_for(qtbot: QtBot, bench: Bench, text: str) -> QLineEdit:
    """Types the text into the search field, as after Ctrl+F, and waits for what is found."""
    bench.finding.open_field()
    field = bench.part(QLineEdit, "findText")
    assert isinstance(field, QLineEdit)
    qtbot.keyClicks(field, text)
    with qtbot.waitSignal(bench.finding.field.text_changed):
        pass
    return field


def count(bench: Bench) -> str:
    label = bench.part(QLabel, "findCount")
    assert isinstance(label, QLabel)
    return label.text() if label.isVisible() else ""


def test_typing_goes_to_the_first_name_and_counts_rows_and_columns(qtbot: QtBot, bench: Bench) -> None:
    look_for(qtbot, bench, "b")
    assert bench.went == [("row", BOB)]
    assert count(bench) == "1 of 5"
    assert bench.finding.field.words == "3 users, 2 movies"


def test_keys_go_on_and_back_and_around(qtbot: QtBot, bench: Bench) -> None:
    field = look_for(qtbot, bench, "b")
    bench.went.clear()
    for key, modifiers in (
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier),
    ):
        qtbot.keyClick(field, key, modifiers)
    assert bench.went == [("row", BOB_10), ("row", BOB), ("column", 2)]
    assert count(bench) == "5 of 5"
    bench.finding.find_next()
    assert count(bench) == "1 of 5"


def test_buttons_go_on_and_back(qtbot: QtBot, bench: Bench) -> None:
    look_for(qtbot, bench, "b")
    bench.went.clear()
    for name in ("findNext", "findNext", "findPrevious"):
        qtbot.mouseClick(bench.part(QToolButton, name), Qt.MouseButton.LeftButton)
    assert bench.went == [("row", BOB_10), ("row", BOB_9), ("row", BOB_10)]


def test_enter_right_after_typing_shows_the_first(qtbot: QtBot, bench: Bench) -> None:
    bench.finding.open_field()
    field = bench.part(QLineEdit, "findText")
    qtbot.keyClicks(field, "casa")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert bench.went == [("column", 2)]


def test_what_is_found_follows_the_order_that_is_shown(qtbot: QtBot, bench: Bench) -> None:
    bench.arranging.sort(ROWS, SortBy.NAME, descending=True)
    look_for(qtbot, bench, "bob")
    bench.finding.find_next()
    bench.finding.find_next()
    assert bench.went == [("row", BOB_10), ("row", BOB_9), ("row", BOB)]


def test_names_that_the_filters_hide_are_told_of(qtbot: QtBot, bench: Bench) -> None:
    bench.arranging.set_filters(ROWS, [CountWithin(lowest=3)])
    look_for(qtbot, bench, "bob")
    assert count(bench) == "1 of 2"
    assert bench.finding.field.words == "2 users; 1 more hidden by the filters"


def test_dropped_names_are_not_found(qtbot: QtBot, bench: Bench) -> None:
    bench.document.edit(Drop(ROWS, np.array([BOB], np.int32)), "Drop")
    look_for(qtbot, bench, "bob")
    assert bench.finding.field.words == "2 users"


def test_a_text_that_nothing_holds_is_told_of(qtbot: QtBot, bench: Bench) -> None:
    look_for(qtbot, bench, "zebra")
    assert (bench.went, count(bench)) == ([], "none")
    assert bench.finding.field.words == "No user or movie is called so"
    assert not bench.part(QToolButton, "findNext").isEnabled()


@pytest.mark.parametrize(("scope", "words"), [("rows", "3 users"), ("columns", "2 movies")])
def test_only_one_side_can_be_looked_through(qtbot: QtBot, bench: Bench, scope: str, words: str) -> None:
    look_for(qtbot, bench, "b")
    action = next(one for one in bench.finding.field._scopes.actions() if one.data() == scope)
    action.trigger()
    assert bench.finding.field.words == words


def test_esc_gives_the_keys_back_and_next_still_goes_on(qtbot: QtBot, bench: Bench) -> None:
    field = look_for(qtbot, bench, "b")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert bench.went[-1] == "table"
    bench.finding.find_next()
    assert bench.went[-1] == ("row", BOB_10)


def test_esc_in_the_field_does_not_end_what_runs(qtbot: QtBot, bench: Bench) -> None:
    cancelled: list[bool] = []
    action = QAction("Cancel", bench, shortcut=QKeySequence("Esc"))
    action.triggered.connect(cancelled.append)
    bench.addAction(action)
    qtbot.keyClick(look_for(qtbot, bench, "b"), Qt.Key.Key_Escape)
    assert (bench.went[-1], cancelled) == ("table", [])


def test_clearing_ends_the_search(qtbot: QtBot, bench: Bench) -> None:
    look_for(qtbot, bench, "b")
    qtbot.mouseClick(bench.part(QToolButton, "findClear"), Qt.MouseButton.LeftButton)
    assert (bench.finding.field.text, count(bench)) == ("", "")
    bench.went.clear()
    bench.finding.find_next()
    assert bench.went == []
    assert QApplication.focusWidget() is bench.part(QLineEdit, "findText")


def test_the_hit_that_was_gone_to_stays_the_present_one_when_the_order_changes(qtbot: QtBot, bench: Bench) -> None:
    look_for(qtbot, bench, "bob")
    bench.arranging.sort(ROWS, SortBy.NAME, descending=True)
    qtbot.waitUntil(lambda: count(bench) == "3 of 3")
    bench.finding.find_previous()
    assert bench.went[-1] == ("row", BOB_9)


def test_many_names_are_made_ready_beside_the_window(
    qtbot: QtBot, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(name_book, "_AT_ONCE", 0)
    bench.finding.open_field()
    qtbot.keyClicks(bench.part(QLineEdit, "findText"), "dora")
    qtbot.waitUntil(lambda: bool(bench.went))
    assert bench.went == [("row", DORA)]


def test_long_questions_are_searched_by_what_is_shown_of_them(qtbot: QtBot, bench: Bench) -> None:
    questions = Labels(f"How much do you like the food of {name}?" for name in ("Chile", "China", "Peru"))
    ratings = replace(ratings_of({(0, 0): 1.0, (1, 1): 2.0}, 2, 3), column_labels=questions)
    bench.document.open(ratings, Config())
    look_for(qtbot, bench, "ch")
    assert bench.finding.field.words == "2 columns"
    bench.arranging.set_filters(COLUMNS, [NameHas("food")])
    assert shown(bench.document, COLUMNS) == []


def test_another_table_ends_the_search(qtbot: QtBot, bench: Bench) -> None:
    look_for(qtbot, bench, "b")
    bench.document.open(ratings_of({(0, 0): 1.0, (1, 1): 2.0}, 2, 2), Config())
    field = bench.part(QLineEdit, "findText")
    assert isinstance(field, QLineEdit)
    assert field.text() == ""
    assert field.placeholderText().startswith("Find a row or column")
