"""Sorting, filtering and pinning can be taken back, keep together, and say when they have become old."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from mfdesk import sorting
from mfdesk.engine.config import Config
from mfdesk.filters import (
    AttributeIs,
    CountWithin,
    ErrorWithin,
    Filter,
    HasEdited,
    HasHoles,
    MeanWithin,
    NameHas,
    ValueWithin,
    Which,
)
from mfdesk.gui import name_book
from mfdesk.gui.arranging import MOST_PINNED, Arranging
from mfdesk.gui.document import Document
from mfdesk.gui.find import keys
from mfdesk.gui.find.terms import SortBy
from mfdesk.gui.questions import Questions
from mfdesk.ratings.edits import Append, Rename
from mfdesk.ratings.side import Side
from mfdesk.ratings.table import Attribute
from tests.gui.find.tables import ANN, BOB, BOB_9, BOB_10, DORA, movies, opened, rate, shown, train_it
from tests.tables import ratings_of

ROWS, COLUMNS = Side.ROWS, Side.COLUMNS
EVERY = [0, 1, 2, 3, 4]


@pytest.fixture
def questions(qapp: object) -> Iterator[Questions]:
    questions = Questions()
    yield questions
    assert questions.shutdown()


@pytest.fixture
def document(qapp: object) -> Document:
    return opened()


@pytest.fixture
def arranging(document: Document, questions: Questions) -> Arranging:
    return Arranging(document, questions)


def undo_text(document: Document) -> str:
    return document.undo_stack.undoText()


# sorting


def test_names_are_sorted_as_people_count(document: Document, arranging: Arranging) -> None:
    arranging.sort(ROWS, SortBy.NAME)
    assert shown(document, ROWS) == [ANN, BOB, BOB_9, BOB_10, DORA]
    assert undo_text(document) == "Sort users by name"


@pytest.mark.parametrize(
    ("by", "order"),
    [(SortBy.COUNT, [ANN, BOB_10, BOB_9, BOB, DORA]), (SortBy.MEAN, [BOB_9, ANN, BOB, BOB_10, DORA])],
)
def test_of_numbers_the_highest_come_first_and_equals_stay(
    document: Document, arranging: Arranging, by: SortBy, order: list[int]
) -> None:
    arranging.sort(ROWS, by)
    assert shown(document, ROWS) == order


def test_rows_are_sorted_by_the_ratings_of_a_column_and_empty_cells_come_last(
    document: Document, arranging: Arranging
) -> None:
    arranging.sort(ROWS, SortBy.VALUES, 0)
    assert shown(document, ROWS) == [BOB_9, ANN, BOB_10, BOB, DORA]
    assert undo_text(document) == "Sort users by Alien"


def test_columns_are_sorted_by_the_ratings_of_a_row(document: Document, arranging: Arranging) -> None:
    arranging.sort(COLUMNS, SortBy.VALUES, BOB_9, descending=False)
    assert shown(document, COLUMNS) == [3, 1, 0, 2]
    assert undo_text(document) == "Sort movies by Bob 9, lowest first"


def test_a_model_puts_predicted_cells_among_the_given_ones(document: Document, arranging: Arranging) -> None:
    train_it(document)
    arranging.sort(ROWS, SortBy.VALUES, 0)
    block = document.completed.block(np.arange(5, dtype=np.int32), np.array([0], np.int32))  # type: ignore[union-attr]
    values = block.values[shown(document, ROWS), 0]
    assert (np.diff(values) <= 0).all()


def test_the_same_sort_again_goes_the_other_way(document: Document, arranging: Arranging) -> None:
    arranging.sort(ROWS, SortBy.NAME)
    arranging.sort(ROWS, SortBy.NAME)
    assert shown(document, ROWS) == [DORA, BOB_10, BOB_9, BOB, ANN]
    arranging.sort(ROWS, SortBy.NAME)
    assert shown(document, ROWS)[0] == ANN


def test_another_column_is_another_sort(document: Document, arranging: Arranging) -> None:
    arranging.sort(ROWS, SortBy.VALUES, 0)
    arranging.sort(ROWS, SortBy.VALUES, 1)
    sort = arranging.sorted_by(ROWS)
    assert sort
    assert sort.descending


def test_a_sort_without_a_column_asks_for_nothing(document: Document, arranging: Arranging) -> None:
    arranging.sort(ROWS, SortBy.VALUES)
    assert not arranging.is_arranged
    assert not document.undo_stack.count()


def test_the_order_of_the_table_comes_back_in_one_step(document: Document, arranging: Arranging) -> None:
    arranging.sort(ROWS, SortBy.MEAN)
    arranging.sort(COLUMNS, SortBy.NAME, descending=True)
    arranging.sort_as_opened()
    assert (shown(document, ROWS), shown(document, COLUMNS)) == (EVERY, [0, 1, 2, 3])
    document.undo_stack.undo()
    assert shown(document, COLUMNS) == [3, 2, 1, 0]
    assert arranging.is_sorted


def test_a_sort_that_takes_long_is_waited_for_beside_the_window(
    qtbot: QtBot, document: Document, arranging: Arranging, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "_NAMES_AT_ONCE", 0)
    arranging.sort(ROWS, SortBy.NAME)
    assert arranging.waiting_for(ROWS)
    assert shown(document, ROWS) == EVERY
    qtbot.waitUntil(lambda: not arranging.waiting_for(ROWS))
    assert shown(document, ROWS) == [ANN, BOB, BOB_9, BOB_10, DORA]


def test_rows_that_are_added_while_a_sort_is_found_are_sorted_too(
    qtbot: QtBot, document: Document, arranging: Arranging, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "_NAMES_AT_ONCE", 0)
    arranging.sort(ROWS, SortBy.NAME)
    document.edit(Append(ROWS, ("Aaron",)), "Add a user")
    qtbot.waitUntil(lambda: not arranging.waiting_for(ROWS))
    assert shown(document, ROWS)[0] == 5


# filtering


@pytest.mark.parametrize(
    ("filters", "passing"),
    [
        ([NameHas("bob")], [BOB, BOB_10, BOB_9]),
        ([AttributeIs("city", frozenset({"Paris", ""}))], [ANN, BOB_10, BOB_9]),
        ([CountWithin(lowest=3)], [ANN, BOB_10, BOB_9]),
        ([MeanWithin(2, 3)], [BOB]),
        ([NameHas("bob"), CountWithin(highest=2)], [BOB]),
    ],
)
def test_only_what_passes_every_filter_is_shown(
    document: Document, arranging: Arranging, filters: list[Filter], passing: list[int]
) -> None:
    arranging.set_filters(ROWS, filters)
    assert shown(document, ROWS) == passing
    assert arranging.shown[ROWS] == len(passing)


def test_a_filter_by_error_asks_the_last_training(document: Document, arranging: Arranging) -> None:
    arranging.set_filters(ROWS, [ErrorWithin(lowest=0)])
    assert shown(document, ROWS) == []
    train_it(document, held_out=0.5)
    arranging.again()
    judged = document.project.training.judged  # type: ignore[union-attr]
    assert judged
    assert shown(document, ROWS) == sorted(set(judged.rows.tolist()))


def test_a_filter_of_columns_says_how_many_are_left(document: Document, arranging: Arranging) -> None:
    arranging.set_filters(COLUMNS, [NameHas("a")])
    assert undo_text(document) == "Show 3 movies"
    arranging.show_all()
    assert undo_text(document) == "Show all movies"
    assert not arranging.is_arranged


def test_what_is_set_in_one_session_is_taken_back_as_one(document: Document, arranging: Arranging) -> None:
    session = arranging.begin_session()
    for text in ("b", "bo", "bob"):
        arranging.set_filters(ROWS, [NameHas(text)], session)
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    assert (shown(document, ROWS), arranging.filters(ROWS)) == (EVERY, ())


def test_a_session_that_changes_nothing_leaves_no_step(document: Document, arranging: Arranging) -> None:
    session = arranging.begin_session()
    arranging.set_filters(ROWS, [NameHas("b")], session)
    arranging.set_filters(ROWS, [], session)
    assert document.undo_stack.count() == 0
    assert shown(document, ROWS) == EVERY


def test_another_session_is_another_step(document: Document, arranging: Arranging) -> None:
    arranging.set_filters(ROWS, [NameHas("b")], arranging.begin_session())
    arranging.set_filters(ROWS, [NameHas("bob")], arranging.begin_session())
    assert document.undo_stack.count() == 2


def test_every_filter_goes_in_one_step(document: Document, arranging: Arranging) -> None:
    arranging.set_filters(ROWS, [NameHas("b")])
    arranging.set_filters(COLUMNS, [NameHas("a")])
    arranging.show_all()
    assert not arranging.is_filtered
    document.undo_stack.undo()
    assert (arranging.filters(ROWS), arranging.filters(COLUMNS)) == ((NameHas("b"),), (NameHas("a"),))


def test_one_of_several_filters_can_be_taken_away(document: Document, arranging: Arranging) -> None:
    arranging.set_filters(ROWS, [NameHas("bob"), CountWithin(highest=2)])
    arranging.without_filter(ROWS, 1)
    assert arranging.filters(ROWS) == (NameHas("bob"),)


def test_the_last_wish_counts_while_many_names_are_made_ready(
    qtbot: QtBot, document: Document, arranging: Arranging, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(name_book, "_AT_ONCE", 0)
    arranging.set_filters(ROWS, [NameHas("bob")])
    arranging.set_filters(ROWS, [NameHas("dora")])
    qtbot.waitUntil(lambda: arranging.is_filtered)
    assert shown(document, ROWS) == [DORA]


def test_a_filter_that_is_cleared_while_names_are_made_ready_hides_nothing(
    qtbot: QtBot, document: Document, arranging: Arranging, questions: Questions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(name_book, "_AT_ONCE", 0)
    arranging.set_filters(ROWS, [NameHas("bob")])
    arranging.set_filters(ROWS, [])
    qtbot.waitUntil(lambda: not questions.busy)
    assert shown(document, ROWS) == EVERY


# pinning


def test_pinned_ones_come_first_whatever_is_sorted_and_filtered(document: Document, arranging: Arranging) -> None:
    arranging.pin(ROWS, [DORA, BOB])
    assert undo_text(document) == "Pin 2 users"
    arranging.sort(ROWS, SortBy.MEAN)
    arranging.set_filters(ROWS, [NameHas("ann")])
    assert shown(document, ROWS) == [DORA, BOB, ANN]
    arranging.unpin(ROWS, DORA)
    assert arranging.pinned(ROWS) == (BOB,)
    arranging.unpin_all()
    assert shown(document, ROWS) == [ANN]


def test_more_than_can_be_seen_cannot_be_pinned(qtbot: QtBot, questions: Questions) -> None:
    document = opened(ratings_of({(i, 0): 1.0 for i in range(40)}, 40, 2))
    arranging = Arranging(document, questions)
    with qtbot.waitSignal(arranging.said) as said:
        arranging.pin(ROWS, range(MOST_PINNED + 1))
    assert said.args == [f"At most {MOST_PINNED} rows can be pinned; choose fewer."]
    assert not arranging.is_arranged


# edits, trainings and undo


def test_edits_move_no_row_but_mark_what_has_become_old(document: Document, arranging: Arranging) -> None:
    arranging.sort(ROWS, SortBy.VALUES, 0)
    arranging.set_filters(ROWS, [CountWithin(lowest=2)])
    before = shown(document, ROWS)
    rate(document, BOB_10, 0, 5.0)
    assert shown(document, ROWS) == before
    assert arranging.sort_is_old(ROWS)
    arranging.again()
    assert not arranging.is_old
    assert shown(document, ROWS) == [BOB_9, BOB_10, ANN, BOB]
    document.undo_stack.undo()
    assert shown(document, ROWS) == before
    assert arranging.is_old


def test_an_edit_that_is_taken_back_makes_nothing_old(document: Document, arranging: Arranging) -> None:
    arranging.sort(ROWS, SortBy.MEAN)
    rate(document, ANN, 0, 1.0)
    assert arranging.is_old
    document.undo_stack.undo()
    assert not arranging.is_old


def test_only_what_an_edit_can_move_becomes_old(document: Document, arranging: Arranging) -> None:
    arranging.sort(ROWS, SortBy.VALUES, 0)
    arranging.set_filters(ROWS, [NameHas("b"), AttributeIs("city", frozenset({"Rome"}))])
    rate(document, ANN, 1, 1.0)
    assert not arranging.is_old
    document.edit(Rename(ROWS, ANN, "Bea"), "Rename")
    assert arranging.filter_is_old(ROWS, 0)
    assert not arranging.filter_is_old(ROWS, 1)


def test_a_training_makes_sorts_by_values_and_filters_by_error_old(document: Document, arranging: Arranging) -> None:
    arranging.sort(ROWS, SortBy.VALUES, 0)
    at_least, given = ValueWithin(0, lowest=1), ValueWithin(0, which=Which.GIVEN)
    arranging.set_filters(ROWS, [ErrorWithin(lowest=0), at_least, given, HasHoles(), NameHas("")])
    train_it(document)
    assert arranging.sort_is_old(ROWS)
    assert [arranging.filter_is_old(ROWS, place) for place in range(5)] == [True, True, False, False, False]


def test_an_edit_makes_only_those_filters_old_that_it_can_move(document: Document, arranging: Arranging) -> None:
    alien, brazil = (ValueWithin(across, which=Which.GIVEN) for across in (0, 1))
    arranging.set_filters(ROWS, [alien, brazil, ValueWithin(1, highest=5), HasHoles()])
    rate(document, ANN, 0, 1.0)
    assert [arranging.filter_is_old(ROWS, place) for place in range(4)] == [True, False, False, True]
    document.undo_stack.undo()
    document.edit(Append(COLUMNS, ("Elle",)), "Add a movie")
    assert [arranging.filter_is_old(ROWS, place) for place in range(4)] == [False, False, False, True]


def test_a_filter_by_many_predictions_is_waited_for_beside_the_window_and_tells_how_far_it_is(
    qtbot: QtBot, document: Document, arranging: Arranging, monkeypatch: pytest.MonkeyPatch
) -> None:
    train_it(document)
    monkeypatch.setattr(keys, "_PREDICTED_AT_ONCE", 0)
    monkeypatch.setattr(sorting, "_CELLS_AT_ONCE", 1)
    shares: list[float] = []
    arranging.changed.connect(lambda: shares.append(arranging.share))
    arranging.set_filters(ROWS, [ValueWithin(0, lowest=3)])
    assert arranging.waiting_to_filter(ROWS) == (ValueWithin(0, lowest=3),)
    assert shown(document, ROWS) == EVERY
    qtbot.waitUntil(lambda: arranging.is_filtered)
    column = document.completed.block(np.arange(5, dtype=np.int32), np.array([0], np.int32)).values[:, 0]  # type: ignore[union-attr]
    assert shown(document, ROWS) == np.flatnonzero(column >= 3).tolist()
    assert max(shares) == 1.0
    arranging.set_filters(ROWS, [ValueWithin(0, lowest=4)])
    assert not arranging.is_waiting, "the predictions are there already"
    assert shown(document, ROWS) == np.flatnonzero(column >= 4).tolist()


def test_what_is_waited_for_can_be_given_up(
    qtbot: QtBot, document: Document, arranging: Arranging, questions: Questions, monkeypatch: pytest.MonkeyPatch
) -> None:
    train_it(document)
    monkeypatch.setattr(keys, "_PREDICTED_AT_ONCE", 0)
    arranging.set_filters(ROWS, [ValueWithin(0, lowest=3)])
    arranging.sort(COLUMNS, SortBy.VALUES, 0)
    assert arranging.is_waiting
    arranging.cancel()
    assert not arranging.is_waiting
    qtbot.waitUntil(lambda: not questions.busy)
    assert not arranging.is_arranged
    assert not document.undo_stack.count()


def test_a_filter_by_predictions_asks_the_last_training(document: Document, arranging: Arranging) -> None:
    train_it(document)
    arranging.set_filters(ROWS, [ValueWithin(0, lowest=3)])
    train_it(document, held_out=0.0)
    column = document.completed.block(np.arange(5, dtype=np.int32), np.array([0], np.int32)).values[:, 0]  # type: ignore[union-attr]
    arranging.set_filters(ROWS, [ValueWithin(0, column[BOB], column[BOB])])
    assert shown(document, ROWS) == [BOB]


def test_who_goes_back_to_the_present_filters_hears_that_nothing_is_waited_for(
    document: Document, arranging: Arranging, monkeypatch: pytest.MonkeyPatch
) -> None:
    train_it(document)
    monkeypatch.setattr(keys, "_PREDICTED_AT_ONCE", 0)
    arranging.set_filters(ROWS, [ValueWithin(0, lowest=3)])
    heard: list[bool] = []
    arranging.changed.connect(lambda: heard.append(arranging.is_waiting))
    arranging.set_filters(ROWS, [])
    assert heard == [False]


def test_what_is_waited_for_ends_with_the_column_it_asks(
    qtbot: QtBot, document: Document, arranging: Arranging, questions: Questions, monkeypatch: pytest.MonkeyPatch
) -> None:
    train_it(document)
    document.edit(Append(COLUMNS, ("Elle",)), "Add a movie")
    monkeypatch.setattr(keys, "_PREDICTED_AT_ONCE", 0)
    arranging.sort(ROWS, SortBy.VALUES, 4)
    arranging.set_filters(ROWS, [ValueWithin(4, lowest=3)])
    arranging.sort(COLUMNS, SortBy.VALUES, ANN)
    document.undo_stack.undo()
    assert arranging.waiting_for(ROWS) is None
    assert arranging.waiting_to_filter(ROWS) is None
    assert arranging.waiting_for(COLUMNS) is not None, "Ann is still there"
    qtbot.waitUntil(lambda: not arranging.is_waiting)
    assert (arranging.sorted_by(ROWS), arranging.filters(ROWS)) == (None, ())


def test_edited_rows_can_be_asked_for(document: Document, arranging: Arranging) -> None:
    train_it(document)
    rate(document, BOB, 0, 2.0)
    arranging.set_filters(ROWS, [HasEdited()])
    assert shown(document, ROWS) == [BOB]


def test_more_that_becomes_known_makes_filters_by_it_old(document: Document, arranging: Arranging) -> None:
    arranging.set_filters(ROWS, [AttributeIs("city", frozenset({"Oslo"}))])
    arranging.sort(ROWS, SortBy.MEAN)
    rate(document, ANN, 1, 1.0)
    document.set_attributes(replace(movies(), row_attributes=(Attribute("city", ("Oslo",) * 5),)))
    assert arranging.filter_is_old(ROWS, 0)
    arranging.again()
    assert sorted(shown(document, ROWS)) == EVERY
    for _ in range(document.undo_stack.count()):
        document.undo_stack.undo()
    assert not arranging.is_arranged


def test_another_table_is_as_it_was_opened(document: Document, arranging: Arranging) -> None:
    arranging.sort(ROWS, SortBy.MEAN)
    arranging.set_filters(ROWS, [NameHas("b")])
    document.open(ratings_of({(0, 0): 1.0, (1, 1): 2.0}, 2, 2), document.project.config)  # type: ignore[union-attr]
    assert not arranging.is_arranged
    assert not arranging.is_old
    arranging.set_filters(ROWS, [NameHas("r1")])
    assert shown(document, ROWS) == [1]


def test_a_training_of_the_last_table_makes_no_predictions_in_the_next(
    document: Document, arranging: Arranging
) -> None:
    train_it(document)
    document.open(movies(), Config())
    arranging.sort(ROWS, SortBy.VALUES, 0)
    rate(document, BOB, 1, 4.0)
    assert not arranging.sort_is_old(ROWS), "without a model no other column moves this one"


def test_before_the_first_table_nothing_is_arranged(questions: Questions) -> None:
    document = Document()
    arranging = Arranging(document, questions)
    arranging.sort(ROWS, SortBy.NAME)
    arranging.set_filters(ROWS, [NameHas("b")])
    arranging.pin(ROWS, [0])
    assert not arranging.is_arranged
    assert not arranging.is_old
