"""A card tells of one row or column what the table and its model say, exactly, from both sides and after edits."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mfdesk.completed import CompletedTable
from mfdesk.engine.answer import answered
from mfdesk.engine.cards import MOST_ALIKE, Card, card_of, why
from mfdesk.engine.config import Config, Method
from mfdesk.engine.control import Cancelled, RunControl
from mfdesk.engine.everyone import Bins, everyone_of
from mfdesk.engine.model import Model
from mfdesk.engine.neighbours import Likeness, best_columns, likeness_of_columns, likeness_of_rows
from mfdesk.engine.reasons import reasons
from mfdesk.engine.recommend import Recommended, recommended
from mfdesk.engine.report import Progress
from mfdesk.engine.support import ErrorBySupport
from mfdesk.engine.train import train
from mfdesk.files.samples import open_sample
from mfdesk.ratings import Ratings, Scale
from mfdesk.ratings.edited import Edited
from mfdesk.ratings.edits import Append, Drop, SetCells, apply
from mfdesk.ratings.side import Side
from mfdesk.ratings.table import Attribute
from tests.drive import drive
from tests.engine.models import any_model
from tests.tables import ratings_of, sparse_tables

SIDES = pytest.mark.parametrize("side", list(Side))
METHODS = pytest.mark.parametrize("method", list(Method))
SMALL = {(0, 0): 5.0, (0, 2): 3.0, (1, 0): 2.0, (1, 1): 4.0, (2, 0): 1.0, (2, 2): 3.0, (3, 1): 4.0}
NOTHING = np.empty(0, np.int32)


def small() -> Ratings:
    """Seven rows (three without a rating) and six columns (three without one)."""
    return replace(ratings_of(SMALL, 7, 6), scale=Scale(1, 5, 1))


def supported(model: Model, ratings: Ratings) -> Model:
    """A point method that has seen errors by support; one that knows its noise stays."""
    if model.knows_noise:
        return model
    empty = ErrorBySupport(np.zeros(0), np.zeros(0), np.array([0.5, 3.0]), np.array([1.5, 0.5]))
    return replace(model, support=empty.learned_from(ratings))


def card(
    table: Ratings | Edited,
    side: Side,
    position: int,
    model: Model | None = None,
    likeness: Likeness | None = None,
    count: int = 50,
) -> Card:
    return drive(card_of(model, table, side, position, likeness, RunControl(), count=count))[1]


def best(
    model: Model, table: Edited, side: Side, position: int, count: int = 3, with_rated: bool = False
) -> Recommended:
    chosen = np.array([position], np.int32)
    return drive(recommended(model, table, side, chosen, count, RunControl(), with_rated=with_rated))[1][0]


@pytest.fixture(scope="module")
def survey() -> tuple[Ratings, Model]:
    ratings = drive(open_sample("food-world-cup", RunControl()))[1].ratings
    return ratings, drive(train(ratings, Config(Method.GIBBS, rank=2, epochs=20, held_out=0.0), RunControl()))[1].model


# what is given


def test_a_card_of_a_row_tells_its_ratings_the_highest_first() -> None:
    told = card(small(), Side.ROWS, 1)
    assert (told.rated.tolist(), told.values.tolist()) == ([1, 0], [4, 2])
    assert (told.count, told.mean) == (2, 3)
    assert told.sd == pytest.approx(np.sqrt(2))


def test_a_card_of_a_column_tells_who_rated_it() -> None:
    told = card(small(), Side.COLUMNS, 0)
    assert (told.rated.tolist(), told.values.tolist()) == ([0, 1, 2], [5, 2, 1])
    assert told.everyone == pytest.approx(22 / 7)


def test_equal_ratings_stand_by_name_whatever_the_case() -> None:
    ratings = ratings_of(dict.fromkeys([(0, 0), (0, 1), (0, 2)], 4.0) | {(0, 3): 5.0}, 1, 4)
    labels = type(ratings.column_labels)(["pear", "Quince", "apple", "zebra"])
    assert card(replace(ratings, column_labels=labels), Side.ROWS, 0).rated.tolist() == [3, 2, 0, 1]


def test_a_row_without_ratings_has_a_card_that_says_so() -> None:
    told = card(small(), Side.ROWS, 5, any_model(Method.GIBBS))
    assert (told.count, told.mean, told.sd, told.above_others) == (0, None, None, None)
    assert told.shares.own.tolist() == [0] * 5
    assert told.recommended is not None
    assert len(told.recommended.positions) == 6


def test_one_rating_has_a_mean_and_no_deviation() -> None:
    told = card(small(), Side.ROWS, 3)
    assert (told.mean, told.sd) == (4, None)


def test_a_generous_row_lies_above_what_the_others_gave_to_the_same_columns() -> None:
    told = card(small(), Side.ROWS, 0)
    assert told.above_others == pytest.approx(((5 - 1.5) + (3 - 3)) / 2)
    assert card(small(), Side.COLUMNS, 1).above_others == pytest.approx(4 - 2)  # row 3 has rated nothing else


def test_nobody_is_compared_with_himself() -> None:
    alone = ratings_of({(0, 0): 5.0, (0, 1): 1.0}, 2, 2)
    assert card(alone, Side.ROWS, 0).above_others is None


def test_only_known_attributes_are_told() -> None:
    ages = Attribute("age", ("24", " ", "", "31", "", "", ""))
    genres = Attribute("genre", ("Comedy|Drama", "", "", "", "", ""))
    ratings = replace(small(), row_attributes=(ages,), column_attributes=(genres,))
    assert card(ratings, Side.ROWS, 0).attributes == (("age", "24"),)
    assert card(ratings, Side.ROWS, 1).attributes == ()
    assert card(ratings, Side.COLUMNS, 0).attributes == (("genre", "Comedy|Drama"),)


# the histogram


def test_shares_are_those_of_each_step_beside_everyone_s() -> None:
    shares = card(small(), Side.ROWS, 0).shares
    assert shares.bins.lows == shares.bins.highs == (1, 2, 3, 4, 5)
    assert shares.own.tolist() == [0, 0, 0.5, 0, 0.5]
    assert shares.everyone == pytest.approx(np.array([1, 1, 2, 2, 1]) / 7)


@pytest.mark.parametrize("size", [1e-25, 1.0, 1e14])
def test_the_parts_of_a_narrow_or_wide_scale_begin_at_its_steps(size: float) -> None:
    assert Bins(Scale(size, 3 * size, size)).lows == pytest.approx((size, 2 * size, 3 * size), rel=1e-9, abs=0)


def test_a_rating_is_not_rounded_because_the_next_one_is_far_off() -> None:
    assert Bins(Scale(5.0, 1e12 + 5, 1e12)).lows == (5.0, 1e12 + 5)


@pytest.mark.parametrize(
    ("scale", "count", "first", "last"),
    [
        (Scale(0.5, 5, 0.5), 10, (0.5, 0.5), (5, 5)),
        (Scale(-10, 10), 10, (-10, -8), (8, 10)),
        (Scale(1, 100, 1), 10, (1, 10.9), (90.1, 100)),
        (Scale(3, 3), 1, (3, 3), (3, 3)),
    ],
)
def test_a_scale_has_a_part_for_each_step_or_ten(
    scale: Scale, count: int, first: tuple[float, float], last: tuple[float, float]
) -> None:
    bins = Bins(scale)
    assert bins.count == len(bins.lows) == len(bins.highs) == count
    assert (bins.lows[0], bins.highs[0]) == pytest.approx(first)
    assert (bins.lows[-1], bins.highs[-1]) == pytest.approx(last)


@given(values=st.lists(st.floats(-10, 10), min_size=1), step=st.sampled_from([None, 0.5, 1.0, 2.5]))
def test_every_rating_falls_into_the_part_that_holds_it(values: list[float], step: float | None) -> None:
    scale = Scale(-10, 10, step)
    on_it = np.array(values) if step is None else np.rint(np.array(values) / step) * step
    bins = Bins(scale)
    for value in on_it:
        place = int(np.flatnonzero(bins.counted(np.array([value])))[0])
        if bins.are_steps:
            assert bins.lows[place] == pytest.approx(value)
        else:
            assert bins.lows[place] - 1e-9 <= value <= bins.highs[place] + 1e-9


@given(sparse_tables(), st.data())
def test_after_edits_everyone_is_counted_as_if_all_were_counted_anew(ratings: Ratings, data: st.DataObject) -> None:
    ratings = replace(ratings, scale=Scale(1, 5, 1))
    table, known = Edited.of(ratings), drive(everyone_of(ratings, RunControl()))[1]
    for _ in range(data.draw(st.integers(0, 3))):
        cell = [data.draw(st.integers(0, size - 1)) for size in table.shape]
        value = data.draw(st.sampled_from([1.0, 3.0, 5.0, np.nan]))
        rows, columns = (np.array([place], np.int32) for place in cell)
        table = apply(table, SetCells(rows, columns, np.array([value])))[0]
    for side in Side:
        if data.draw(st.booleans()):
            table = apply(table, Drop(side, np.array([0], np.int32)))[0]
    now = known.now(table)
    assert now.counts.tolist() == now.bins.counted(table.kept.values).tolist()
    if table.kept.known:
        assert now.mean == pytest.approx(table.kept.values.mean())
    else:
        assert now.mean is None


# what is recommended


@METHODS
@SIDES
def test_recommendations_are_the_table_s_own_numbers(method: Method, side: Side) -> None:
    """Spreads of held-out errors and drifts in time among them, which a transposed model has lost."""
    ratings = small()
    model = supported(any_model(method, scale=0.4), ratings)
    table = CompletedTable(ratings, model)
    whole = table.block(*(np.arange(size, dtype=np.int32) for size in ratings.shape))
    for position in range(ratings.shape[side]):
        told = card(ratings, side, position, model).recommended
        assert told is not None
        assert told.spreads is not None
        values, spreads = (each if side is Side.ROWS else each.T for each in (whole.values, whole.spreads))
        assert told.values == pytest.approx(values[position, told.positions], abs=1e-6)
        assert told.spreads == pytest.approx(spreads[position, told.positions], abs=1e-5)


@METHODS
@SIDES
def test_they_are_the_best_columns_and_none_that_is_rated(method: Method, side: Side) -> None:
    ratings, model = small(), any_model(method)
    turned = model if side is Side.ROWS else model.transposed
    for position in range(ratings.shape[side]):
        told = card(ratings, side, position, model, count=3)
        assert told.recommended is not None
        expected = best_columns(turned, position, told.rated, 3).columns
        assert told.recommended.positions.tolist() == expected.tolist()
        assert np.isnan(told.recommended.given).all()


def test_the_rated_come_too_where_they_are_asked_for() -> None:
    told = best(any_model(Method.ALS), Edited.of(small()), Side.ROWS, 0, count=6, with_rated=True)
    assert sorted(told.positions.tolist()) == list(range(6))
    given_ones = dict(zip(told.positions.tolist(), told.given.tolist(), strict=True))
    assert (given_ones[0], given_ones[2]) == (5, 3)
    assert np.isnan(given_ones[1])


def test_equal_predictions_come_by_position_over_any_number_of_pieces() -> None:
    model = any_model(Method.ALS, rows=2, columns=5000)
    flat = replace(model, column_factors=np.zeros_like(model.column_factors), column_biases=np.zeros((1, 5000), "f4"))
    table = Edited.of(ratings_of({(0, 1): 3.0}, 2, 5000))
    assert best(flat, table, Side.ROWS, 0, 4).positions.tolist() == [0, 2, 3, 4]


@given(st.integers(0, 10), st.integers(1, 12))
def test_pieces_find_what_a_whole_sort_finds(seed: int, count: int) -> None:
    model = any_model(Method.GIBBS, rows=2, columns=4500, seed=seed)
    table = Edited.of(ratings_of({(0, 1): 3.0}, 2, 4500))
    expected = best_columns(model, 1, NOTHING, count).columns
    assert best(model, table, Side.ROWS, 1, count).positions.tolist() == expected.tolist()


def test_all_rows_at_once_get_what_each_gets_by_itself() -> None:
    model, table = any_model(Method.GIBBS), Edited.of(small())
    together = drive(recommended(model, table, Side.ROWS, np.arange(7, dtype=np.int32), 3, RunControl()))[1]
    for row, told in enumerate(together):
        alone = best(model, table, Side.ROWS, row)
        assert told.positions.tolist() == alone.positions.tolist()
        assert told.values == pytest.approx(alone.values, abs=1e-6)
        assert told.spreads == pytest.approx(alone.spreads, abs=1e-5)


def test_a_large_table_tells_how_far_it_is_and_heeds_a_cancel() -> None:
    model, control = any_model(Method.ALS, rows=2, columns=5000), RunControl()
    job = card_of(model, ratings_of({(0, 1): 3.0}, 2, 5000), Side.ROWS, 1, None, control)
    told = [report for report in drive(job)[0] if report.total == 5000]
    assert told == [Progress(2048, 5000), Progress(4096, 5000), Progress(5000, 5000)]
    job = card_of(model, ratings_of({(0, 1): 3.0}, 2, 5000), Side.ROWS, 1, None, control)
    next(job)
    control.cancel()
    with pytest.raises(Cancelled):
        drive(job)


def test_without_a_model_the_ratings_are_told_all_the_same() -> None:
    told = card(small(), Side.ROWS, 0)
    assert told.recommended is None
    assert told.alike is None
    assert told.count == 2


def test_ordered_steps_are_ranked_by_the_ratings_that_are_shown() -> None:
    ratings = drive(open_sample("food-world-cup", RunControl()))[1].ratings
    config = Config(Method.GIBBS, rank=2, epochs=12, held_out=0.0, ordered=True)
    model = drive(train(ratings, config, RunControl()))[1].model
    assert model.steps is not None
    told = card(ratings, Side.ROWS, 3, model).recommended
    assert told is not None
    assert (np.diff(told.values) <= 1e-9).all()
    positions = np.array([3], np.int32), told.positions
    values, spreads = model.block(*positions)
    assert told.values == pytest.approx(values[0], abs=1e-6)
    assert told.spreads == pytest.approx(spreads[0], abs=1e-5)


# who is alike


def test_the_most_alike_come_with_their_correlations(survey: tuple[Ratings, Model]) -> None:
    ratings, model = survey
    for side, make in ((Side.ROWS, likeness_of_rows), (Side.COLUMNS, likeness_of_columns)):
        likeness = drive(make(model, RunControl()))[1]
        told = card(ratings, side, 7, model, likeness).alike
        assert told is not None
        assert len(told.positions) == MOST_ALIKE
        assert 7 not in told.positions
        assert told.correlations == pytest.approx(likeness.to(7)[told.positions])
        assert (np.diff(told.correlations) <= 0).all()


# after edits


def test_an_edited_row_is_told_as_it_is_now() -> None:
    table, model = Edited.of(small()), any_model(Method.GIBBS)
    rows, columns = np.array([0, 0], np.int32), np.array([2, 4], np.int32)
    table = apply(table, SetCells(rows, columns, np.array([np.nan, 1.0])))[0]
    answer = answered(model, table, np.array([0], np.int32), NOTHING)
    told = drive(card_of(answer, table, Side.ROWS, 0, None, RunControl()))[1]
    assert (told.rated.tolist(), told.values.tolist()) == ([0, 4], [5, 1])
    assert told.recommended is not None
    assert set(told.recommended.positions.tolist()) == {1, 2, 3, 5}
    values = CompletedTable(table, model, answer=answer).block(np.array([0], np.int32), told.recommended.positions)
    assert told.recommended.values == pytest.approx(values.values[0], abs=1e-6)


def test_what_is_dropped_is_neither_recommended_nor_alike_nor_counted() -> None:
    table, model = Edited.of(small()), any_model(Method.ALS)
    likeness = drive(likeness_of_rows(model, RunControl()))[1]
    dropped = apply(apply(table, Drop(Side.COLUMNS, np.array([3], np.int32)))[0], Drop(Side.ROWS, np.array([1])))[0]
    told = card(dropped, Side.ROWS, 0, model, likeness)
    assert told.recommended is not None
    assert told.alike is not None
    assert 3 not in told.recommended.positions
    assert 1 not in told.alike.positions
    assert told.shares.everyone == pytest.approx(np.array([1, 0, 2, 1, 1]) / 5)


def test_a_new_row_has_a_card_once_the_model_was_told_of_it() -> None:
    table, model = apply(Edited.of(small()), Append(Side.ROWS, ("new",)))[0], any_model(Method.GIBBS)
    table = apply(table, SetCells(np.array([7], np.int32), np.array([1], np.int32), np.array([5.0])))[0]
    likeness = drive(likeness_of_rows(model, RunControl()))[1]
    answer = answered(model, table, NOTHING, NOTHING)
    told = drive(card_of(answer, table, Side.ROWS, 7, likeness, RunControl()))[1]
    assert told.recommended is not None
    assert 1 not in told.recommended.positions
    assert told.alike is None


def test_a_scale_that_was_widened_is_counted_anew() -> None:
    ratings = small()
    known = drive(everyone_of(ratings, RunControl()))[1]
    change = SetCells(np.array([0], np.int32), np.array([3], np.int32), np.array([7.0]), widen=True)
    table = apply(Edited.of(ratings), change)[0]
    told = drive(card_of(None, table, Side.ROWS, 0, None, RunControl(), everyone=known))[1]
    assert told.shares.bins.count == 7
    assert told.shares.counts.tolist() == [0, 0, 1, 0, 1, 0, 1]


# why


def test_why_is_what_the_reasons_of_the_whole_table_say(survey: tuple[Ratings, Model]) -> None:
    ratings, model = survey
    told = card(ratings, Side.ROWS, 7, model).recommended
    assert told is not None
    column = int(told.positions[0])
    expected = reasons(model, ratings, 7, column)
    assert why(model, ratings, 7, column).most_for(3) == expected.most_for(3)


def test_why_counts_a_rating_that_was_just_given(survey: tuple[Ratings, Model]) -> None:
    ratings, model = survey
    hole = int(np.setdiff1d(np.arange(ratings.shape[1]), ratings.columns[ratings.rows == 7])[0])
    change = SetCells(np.array([7], np.int32), np.array([hole], np.int32), np.array([5.0]))
    table = apply(Edited.of(ratings), change)[0]
    answer = answered(model, table, np.array([7], np.int32), NOTHING)
    assert hole in why(answer, table, 7, 0).positions
    assert hole not in why(model, ratings, 7, 0).positions


def test_a_column_that_is_new_to_the_model_has_reasons_too() -> None:
    table, model = apply(Edited.of(small()), Append(Side.COLUMNS, ("new",)))[0], any_model(Method.GIBBS)
    table = apply(table, SetCells(np.array([1], np.int32), np.array([6], np.int32), np.array([5.0])))[0]
    answer = answered(model, table, NOTHING, NOTHING)
    assert why(answer, table, 0, 6).positions.tolist() == [0, 2]
