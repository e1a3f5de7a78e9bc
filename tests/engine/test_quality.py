"""What the held-out cells say of a model adds up, whatever the cells are."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from typing import TypeVar

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from mfdesk.engine.config import Config, Method
from mfdesk.engine.control import Cancelled, RunControl
from mfdesk.engine.judged import Judged
from mfdesk.engine.quality import Quality, quality_of
from mfdesk.engine.report import Progress
from mfdesk.engine.train import train
from mfdesk.ratings.arrays import Integers
from mfdesk.ratings.labels import Labels
from mfdesk.ratings.movie_night import movie_night
from mfdesk.ratings.table import Ratings, Scale

ROWS, COLUMNS = 12, 7
SCALES = (Scale(1, 5, 1), Scale(0.5, 5, 0.5), Scale(0, 100, 1), Scale(-10, 10, None), Scale(3, 3, None))

T = TypeVar("T")


def ended(job: Generator[Progress, None, T]) -> T:
    while True:
        try:
            next(job)
        except StopIteration as stop:
            result: T = stop.value
            return result


def quality(ratings: Ratings, judged: Judged) -> Quality:
    return ended(quality_of(ratings, judged, RunControl()))


def table(seed: int, scale: Scale) -> Ratings:
    """A table with about half of its cells known."""
    random = np.random.default_rng(seed)
    known = random.random((ROWS, COLUMNS)) < 0.5
    known[0, 0] = True
    values = random.uniform(scale.lowest, scale.highest, (ROWS, COLUMNS))
    steps = scale.steps(values)
    if steps is not None and scale.step is not None:
        values = scale.lowest + scale.step * steps
    rows, columns = np.nonzero(known)
    labels = (Labels(f"row {n}" for n in range(ROWS)), Labels(f"column {n}" for n in range(COLUMNS)))
    return Ratings.from_cells(
        rows.astype(np.int32), columns.astype(np.int32), values[rows, columns], *labels, scale=scale
    )


def held_against(ratings: Ratings, seed: int, spreads: bool = True) -> Judged:
    """Some of the cells, and predictions of them that are anywhere on the scale."""
    random = np.random.default_rng(seed)
    chosen = np.sort(random.permutation(ratings.known)[: max(1, ratings.known // 2)])
    predicted = random.uniform(ratings.scale.lowest, ratings.scale.highest, len(chosen))
    return Judged(
        rows=ratings.rows[chosen],
        columns=ratings.columns[chosen],
        given=ratings.values[chosen],
        predicted=predicted,
        spreads=random.uniform(0.1, 2, len(chosen)) if spreads else None,
        row_support=random.integers(0, 4, len(chosen)).astype(np.int32),
        column_support=random.integers(0, 900, len(chosen)).astype(np.int32),
        guess=float(ratings.values.mean()),
    )


def shuffled(judged: Judged, seed: int) -> Judged:
    order = np.random.default_rng(seed).permutation(len(judged.rows))
    return replace(
        judged,
        rows=judged.rows[order],
        columns=judged.columns[order],
        given=judged.given[order],
        predicted=judged.predicted[order],
        spreads=None if judged.spreads is None else judged.spreads[order],
        row_support=judged.row_support[order],
        column_support=judged.column_support[order],
    )


tables = some.builds(table, some.integers(0, 10_000), some.sampled_from(SCALES))


@given(tables, some.integers(0, 10_000))
def test_every_cell_is_counted_once_in_each_picture(ratings: Ratings, seed: int) -> None:
    judged = held_against(ratings, seed)
    found, cells = quality(ratings, judged), len(judged.rows)
    assert found.cells == cells
    for counts in (found.errors.counts, found.density.counts):
        assert counts.sum() == cells
    for groups in (found.by_rating, found.by_row_support, found.by_column_support):
        assert groups.counts.sum() == cells
    for lines, positions in ((found.rows, judged.rows), (found.columns, judged.columns)):
        enough = np.bincount(positions) >= lines.fewest
        assert set(lines.positions) == set(np.flatnonzero(enough))
        assert lines.counts.sum() == np.bincount(positions)[enough].sum()


@given(tables, some.integers(0, 10_000))
def test_the_parts_average_to_the_whole(ratings: Ratings, seed: int) -> None:
    judged = held_against(ratings, seed)
    found = quality(ratings, judged)
    for groups in (found.by_rating, found.by_row_support, found.by_column_support):
        weights = groups.counts / groups.counts.sum()
        assert np.nansum(weights * groups.mae) == pytest.approx(found.model.mae)
        assert np.nansum(weights * groups.bias) == pytest.approx(found.bias, abs=1e-9)
        assert np.nansum(weights * (groups.predicted - groups.given - groups.bias)) == pytest.approx(0, abs=1e-9)


@given(tables, some.integers(0, 10_000))
def test_the_mean_of_the_histogram_is_the_bias(ratings: Ratings, seed: int) -> None:
    found = quality(ratings, held_against(ratings, seed))
    bounds, counts = found.errors.bounds, found.errors.counts
    centres = (bounds[1:] + bounds[:-1]) / 2
    half_a_bin = (bounds[1] - bounds[0]) / 2
    assert abs((centres * counts).sum() / counts.sum() - found.bias) <= half_a_bin + 1e-9
    assert centres[len(centres) // 2] == 0


@given(tables, some.integers(0, 10_000), some.integers(0, 10_000))
def test_the_order_of_the_cells_makes_no_difference(ratings: Ratings, seed: int, order: int) -> None:
    judged = held_against(ratings, seed)
    one, other = quality(ratings, judged), quality(ratings, shuffled(judged, order))
    assert one.worst == other.worst
    assert one.rounding == other.rounding
    assert one.model.rmse == pytest.approx(other.model.rmse)
    assert one.means_guess.mae == pytest.approx(other.means_guess.mae)
    assert np.array_equal(one.density.counts, other.density.counts)
    assert np.array_equal(one.errors.counts, other.errors.counts)
    assert one.intervals is not None
    assert other.intervals is not None
    assert np.allclose(one.intervals.inside, other.intervals.inside)
    for first, second in ((one.by_rating, other.by_rating), (one.by_column_support, other.by_column_support)):
        assert np.array_equal(first.highs, second.highs)
        assert np.allclose(first.mae, second.mae, equal_nan=True)
    assert set(one.rows.positions) == set(other.rows.positions)


@given(tables, some.integers(0, 10_000))
def test_perfect_predictions_are_off_by_nothing_everywhere(ratings: Ratings, seed: int) -> None:
    judged = held_against(ratings, seed)
    found = quality(ratings, replace(judged, predicted=judged.given))
    assert (found.model.mae, found.model.rmse, found.bias, found.median) == (0, 0, 0, 0)
    assert found.worst == ()
    assert found.rounding is None or found.rounding.right == found.rounding.within_one == 1
    assert found.errors.counts[len(found.errors.counts) // 2] == found.cells
    for groups in (found.by_rating, found.by_row_support, found.by_column_support):
        assert np.nansum(groups.mae) == np.nansum(np.abs(groups.bias)) == 0
    assert found.intervals is not None
    assert (found.intervals.inside == 1).all()


@given(tables, some.integers(0, 10_000))
def test_wider_intervals_hold_more(ratings: Ratings, seed: int) -> None:
    found = quality(ratings, held_against(ratings, seed)).intervals
    assert found is not None
    assert list(found.nominal) == pytest.approx([share / 100 for share in range(10, 100, 5)])
    assert (np.diff(found.inside) >= 0).all()
    assert 0 <= found.inside[0] <= found.inside[-1] <= 1


@given(tables, some.integers(0, 10_000))
def test_groups_by_support_part_the_counts_without_overlap(ratings: Ratings, seed: int) -> None:
    judged = held_against(ratings, seed)
    found = quality(ratings, judged)
    for groups, support in (
        (found.by_row_support, judged.row_support),
        (found.by_column_support, judged.column_support),
    ):
        assert groups.lows[0] == support.min()
        assert groups.highs[-1] == support.max()
        assert (groups.lows <= groups.highs).all()
        assert (groups.highs[:-1] < groups.lows[1:]).all()
        assert (groups.counts > 0).all()
        inside = [
            int(((support >= low) & (support <= high)).sum())
            for low, high in zip(groups.lows, groups.highs, strict=True)
        ]
        assert inside == list(groups.counts)


@given(tables, some.integers(0, 10_000))
def test_the_worst_cells_come_first_and_none_that_is_left_out_is_worse(ratings: Ratings, seed: int) -> None:
    judged = held_against(ratings, seed)
    off = np.abs(judged.predicted - judged.given)
    listed = [abs(miss.error) for miss in quality(ratings, judged).worst]
    assert listed == sorted(listed, reverse=True)
    assert listed == pytest.approx(sorted(off[off > 0], reverse=True)[:50])


def test_of_many_cells_fifty_are_listed() -> None:
    ratings = movie_night()
    judged = held_against(ratings, 1)
    assert len(quality(ratings, judged).worst) == 50


def test_intervals_of_the_right_width_hold_as_many_cells_as_they_say() -> None:
    ratings, random = movie_night(), np.random.default_rng(1)
    judged = held_against(ratings, 1)
    spreads = random.uniform(0.2, 3, len(judged.rows))
    true = replace(judged, predicted=judged.given + spreads * random.normal(size=len(spreads)), spreads=spreads)
    found = quality(ratings, true).intervals
    assert found is not None
    assert found.inside == pytest.approx(found.nominal, abs=0.02)


def test_one_cell_is_enough_and_compares_no_rows() -> None:
    ratings = table(1, Scale(1, 5, 1))
    judged = held_against(ratings, 1)
    one = replace(
        judged,
        **{
            name: getattr(judged, name)[:1]
            for name in ("rows", "columns", "given", "predicted", "spreads", "row_support", "column_support")
        },
    )
    found = quality(ratings, one)
    assert found.cells == 1
    assert len(found.rows.positions) == len(found.columns.positions) == 0
    assert len(found.by_row_support.counts) == 1
    assert found.model.mae == found.model.rmse == found.median == pytest.approx(abs(found.bias))


def test_no_cell_is_refused() -> None:
    ratings = table(1, Scale(1, 5, 1))
    judged = held_against(ratings, 1)
    nothing = replace(judged, rows=judged.rows[:0])
    with pytest.raises(ValueError, match="no cell"):
        quality(ratings, nothing)


def test_a_scale_without_steps_has_ten_bands_and_no_rounding() -> None:
    ratings = table(1, Scale(-10, 10, None))
    found = quality(ratings, held_against(ratings, 1))
    assert found.rounding is None
    assert len(found.by_rating.lows) == 10
    assert found.by_rating.lows[0] == -10
    assert found.by_rating.highs[-1] == 10


def test_each_step_of_a_short_scale_is_a_group() -> None:
    ratings = table(1, Scale(0.5, 5, 0.5))
    found = quality(ratings, held_against(ratings, 1))
    assert list(found.by_rating.lows) == [0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5]
    assert list(found.by_rating.lows) == list(found.by_rating.highs)


def test_without_spreads_there_are_no_intervals() -> None:
    ratings = table(1, Scale(1, 5, 1))
    found = quality(ratings, held_against(ratings, 1, spreads=False))
    assert found.intervals is None
    assert not found.spreads_from_these
    assert found.worst[0].spreads_off is None


def test_spreads_estimated_on_the_same_cells_are_told() -> None:
    ratings = table(1, Scale(1, 5, 1))
    judged = held_against(ratings, 1)
    assert ended(quality_of(ratings, judged, RunControl(), spreads_from_these=True)).spreads_from_these


def test_rounding_counts_what_is_right_and_what_is_a_step_off() -> None:
    ratings = table(1, Scale(1, 5, 1))
    judged = held_against(ratings, 1)
    given, count = judged.given, len(judged.given)
    predicted = given + np.where(given > 2, -1, 1) * np.resize([0.4, 0.9, 1.8], count)
    found = quality(ratings, replace(judged, predicted=predicted)).rounding
    assert found is not None
    assert found.right == pytest.approx(len(range(0, count, 3)) / count)
    assert found.within_one == pytest.approx(1 - len(range(2, count, 3)) / count)


def test_the_guess_from_the_means_is_made_of_the_other_cells_only() -> None:
    ratings = table(3, Scale(1, 5, 1))
    judged = held_against(ratings, 3)
    places = ratings.rows * COLUMNS + ratings.columns
    seen = ratings.take(~np.isin(places, judged.rows * COLUMNS + judged.columns))

    def level(of_cell: int, lines: Integers) -> float:
        others = seen.values[lines == of_cell] - judged.guess
        return float(others.sum() / (len(others) + 5))

    said = [
        judged.guess + level(row, seen.rows) + level(column, seen.columns)
        for row, column in zip(judged.rows, judged.columns, strict=True)
    ]
    found = quality(ratings, judged).means_guess
    assert found.mae == pytest.approx(np.abs(np.clip(said, 1, 5) - judged.given).mean())


def test_a_cancelled_look_ends() -> None:
    ratings, control = movie_night(), RunControl()
    looking = quality_of(ratings, held_against(ratings, 1), control)
    next(looking)
    control.cancel()
    with pytest.raises(Cancelled):
        next(looking)


def test_progress_counts_up_to_the_end() -> None:
    ratings = table(1, Scale(1, 5, 1))
    told = list(quality_of(ratings, held_against(ratings, 1), RunControl()))
    assert [progress.done for progress in told] == list(range(1, told[-1].total + 1))


@pytest.mark.parametrize("method", list(Method))
def test_a_training_beats_both_guesses_and_agrees_with_its_own_error(method: Method) -> None:
    ratings = movie_night()
    job = train(ratings, Config(method, rank=4, epochs=40, refill=False), RunControl())
    training = ended(job)  # type: ignore[arg-type]
    assert training.judged is not None
    found = quality(ratings, training.judged)
    assert found.model.mae < found.means_guess.mae < found.mean_guess.mae
    assert found.mean_guess.rmse == pytest.approx(training.guess_error)
    assert found.rounding is not None
    assert found.rounding.right > 0.4
