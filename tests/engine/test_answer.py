from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mfdesk.completed import CompletedTable, Kind
from mfdesk.engine.answer import Answered, answered
from mfdesk.engine.config import Method
from mfdesk.engine.fold_in import folded_in
from mfdesk.engine.model import Model
from mfdesk.engine.support import ErrorBySupport
from mfdesk.ratings.edited import Edited
from mfdesk.ratings.edits import Append, Drop, SetCells, apply
from mfdesk.ratings.side import Side
from tests.engine.models import any_model
from tests.ratings.edit_world import same_bits, small_table
from tests.ratings.test_edits import Hand, cells, positions

METHODS = pytest.mark.parametrize("method", list(Method))
NONE = np.empty(0, np.int32)


def table(seed: int = 0, timed: bool = True) -> Edited:
    """A table that ``any_model`` could have been learned from."""
    return Edited.of(small_table(7, 6, 0.5, seed, timed))


def with_support(model: Model, seen: Edited) -> Model:
    """A point model that tells how far off it is by how often rows and columns are rated."""
    counts = [seen.counts(side).astype(float) for side in Side]
    return replace(model, support=ErrorBySupport(*counts, np.array([1.0, 4.0]), np.array([1.5, 0.5])))


def everything(shape: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    return np.arange(shape[0], dtype=np.int32), np.arange(shape[1], dtype=np.int32)


def check_same_answers(one: Answered, other: Answered) -> None:
    """The same bits in everything that is folded in, and in every prediction."""
    for side in Side:
        for name in ("positions", "factors", "biases", "counts"):
            assert same_bits(*(np.ascontiguousarray(getattr(x.folded(side), name)) for x in (one, other))), name
    for mine, theirs in zip(one.block(*everything(one.shape)), other.block(*everything(one.shape)), strict=True):
        assert same_bits(mine, theirs)


@METHODS
def test_without_edits_the_model_answers_itself(method: Method) -> None:
    model, edited = any_model(method), table()
    answer = answered(model, edited, NONE, NONE)
    assert answer.whole.row_factors is model.row_factors
    for mine, theirs in zip(answer.block(*everything((7, 6))), model.block(*everything((7, 6))), strict=True):
        assert same_bits(mine, theirs)


@METHODS
@given(seed=st.integers(0, 999))
@settings(max_examples=15)
def test_an_answer_is_what_folding_in_the_whole_table_gives(method: Method, seed: int) -> None:
    model, seen, hand = any_model(method), table(seed), Hand(seed)
    edited = seen
    for _ in range(4):
        edited, _ = apply(edited, hand.next(edited))
    rows, columns = (edited.unseen(seen).positions(side) for side in Side)
    answer = answered(model, edited, rows, columns)
    expected = folded_in(model, edited.ratings, rows, columns)
    where = everything(edited.shape)
    assert answer.whole.shape == edited.shape
    for mine, whole, theirs in zip(
        answer.block(*where), answer.whole.block(*where), expected.block(*where), strict=True
    ):
        if theirs is not None:
            assert mine == pytest.approx(theirs, abs=2e-3)
            assert whole == pytest.approx(mine, abs=1e-5)
    down, across = (grid.ravel().astype(np.int32) for grid in np.indices(edited.shape))
    assert answer.cells(down, across)[0] == pytest.approx(answer.block(*where)[0].ravel(), abs=1e-5)


@METHODS
def test_other_rows_and_columns_are_left_to_the_model(method: Method) -> None:
    model, seen = any_model(method), table()
    edited, _ = apply(seen, cells((2, 3, 5.0 if seen.values_at(positions(2), positions(3))[0] != 5 else 1.0)))
    unseen = edited.unseen(seen)
    answer = answered(model, edited, unseen.rows, unseen.columns)
    others = positions(0, 1, 3, 4, 5, 6), positions(0, 1, 2, 4, 5)
    for mine, theirs in zip(answer.block(*others), model.block(*others), strict=True):
        assert same_bits(mine, theirs)
    assert (answer.block(positions(2), positions(0))[0] != model.block(positions(2), positions(0))[0]).any()


@METHODS
@pytest.mark.parametrize("by_steps", [False, True])
def test_an_answer_depends_on_the_table_alone_and_undo_gives_the_old_bits(method: Method, by_steps: bool) -> None:
    model, seen, hand = any_model(method), table(3), Hand(11)
    edited, answer = seen, answered(model, seen, NONE, NONE)
    history = []
    for _ in range(12):
        history.append((edited, answer))
        changed, inverse = apply(edited, hand.next(edited))
        edited, answer = changed, _next(model, changed, seen, answer if by_steps else None)
        check_same_answers(answer, _next(model, edited, seen, None))
        back, _ = apply(changed, inverse)
        check_same_answers(_next(model, back, seen, answer if by_steps else None), history[-1][1])


def _next(model: Model, edited: Edited, seen: Edited, before: Answered | None) -> Answered:
    unseen = edited.unseen(seen)
    return answered(model, edited, unseen.rows, unseen.columns, before)


@METHODS
def test_a_new_row_and_column_are_predicted_whether_or_not_they_have_ratings(method: Method) -> None:
    seen = table()
    model = any_model(method) if method is Method.GIBBS else with_support(any_model(method), seen)
    edited, _ = apply(seen, Append(Side.ROWS, ("new", "empty")))
    edited, _ = apply(edited, Append(Side.COLUMNS, ("new column",)))
    edited, _ = apply(edited, cells((7, 2, 5.0), (7, 6, 1.0), (0, 6, 2.0)))
    filled = CompletedTable(edited, model, seen)
    block = filled.block(*everything((9, 7)))
    assert np.isfinite(block.values).all()
    assert np.isfinite(block.spreads).all()
    assert block.kinds[7, 2] == block.kinds[7, 6] == block.kinds[0, 6] == Kind.EDITED
    assert (block.kinds[8] == Kind.PREDICTED).all()
    assert ((block.values >= 1) & (block.values <= 5)).all()


@pytest.mark.parametrize("method", [Method.ALS, Method.GRADIENT_DESCENT])
def test_a_new_row_without_ratings_is_predicted_from_the_levels_of_the_columns(method: Method) -> None:
    model = any_model(method)
    edited, _ = apply(table(), Append(Side.ROWS, ("new",)))
    found = CompletedTable(edited, model).block(positions(7), everything((8, 6))[1]).values[0]
    expected = np.clip(model.mean + model.deviation * model.column_biases[0], 1, 5)
    assert found == pytest.approx(expected, abs=1e-5)


def test_a_row_with_more_ratings_is_surer_where_errors_were_seen() -> None:
    seen = table()
    model = with_support(any_model(Method.ALS), seen)
    edited, _ = apply(seen, Append(Side.ROWS, ("new",)))
    few, _ = apply(edited, cells((7, 0, 3.0)))
    many, _ = apply(edited, cells(*((7, column, 3.0) for column in range(5))))
    spreads = [CompletedTable(one, model, seen).block(positions(7), positions(5)).spreads[0, 0] for one in (few, many)]
    assert spreads[1] < spreads[0]


def test_one_model_of_the_whole_edited_table_says_the_same_spreads() -> None:
    seen = table()
    model = with_support(any_model(Method.ALS), seen)
    edited, _ = apply(seen, Append(Side.ROWS, ("new",)))
    edited, _ = apply(edited, Append(Side.COLUMNS, ("new",)))
    edited, _ = apply(edited, cells((7, 1, 3.0), (2, 6, 4.0)))
    answer = _next(model, edited, seen, None)
    expected = answer.block(*everything((8, 7)))[1]
    assert expected is not None
    assert answer.whole.block(*everything((8, 7)))[1] == pytest.approx(expected)
    folded = folded_in(model, edited.ratings, *(edited.unseen(seen).positions(side) for side in Side))
    assert folded.support is not None
    assert folded.block(*everything((8, 7)))[1].shape == (8, 7)  # type: ignore[union-attr]


def test_kinds_say_what_was_edited_since_the_model_was_learned() -> None:
    opened = table(timed=False)
    hole = next(place for place in np.argwhere(np.isnan(_dense(opened))).tolist() if place[0] < 6)
    seen, _ = apply(opened, SetCells(positions(hole[0]), positions(hole[1]), np.array([4.0])))
    edited, _ = apply(seen, SetCells(positions(6), positions(0), np.array([np.nan])))
    edited, _ = apply(edited, SetCells(positions(6), positions(1), np.array([2.0])))
    changed = set(zip(*(part.tolist() for part in edited.unseen(seen).cells), strict=True))
    kinds = CompletedTable(edited, any_model(Method.ALS), seen).block(*everything((7, 6))).kinds
    dense = _dense(edited)
    for place, kind in np.ndenumerate(kinds):
        expected = Kind.PREDICTED if np.isnan(dense[place]) else Kind.EDITED if place in changed else Kind.GIVEN
        assert kind == expected
    assert kinds[tuple(hole)] == Kind.GIVEN
    assert CompletedTable(edited).block(*everything((7, 6))).kinds[tuple(hole)] == Kind.EDITED


def _dense(edited: Edited) -> np.ndarray:
    dense = np.full(edited.shape, np.nan)
    dense[edited.ratings.rows, edited.ratings.columns] = edited.ratings.values
    return dense


def test_dropping_a_row_moves_the_columns_that_it_rated_and_no_other() -> None:
    seen, model = table(), any_model(Method.GIBBS)
    edited, _ = apply(seen, Drop(Side.ROWS, positions(1)))
    assert edited.unseen(seen).columns.tolist() == seen.cells_of_row(1)[0].tolist()
    answer = _next(model, edited, seen, None)
    assert answer.columns.positions.tolist() == seen.cells_of_row(1)[0].tolist()


def test_a_model_that_knows_more_rows_than_the_table_has_left_still_answers() -> None:
    model, opened = any_model(Method.GIBBS, rows=8), table()
    assert CompletedTable(opened, model).block(*everything((7, 6))).values.shape == (7, 6)
    assert answered(model, opened, positions(1), NONE).block(*everything((7, 6)))[0].shape == (7, 6)
