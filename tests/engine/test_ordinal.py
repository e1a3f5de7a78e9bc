"""Ratings as ordered steps: the normal distribution, the scores and cut points, and the chances that come out."""

import math
from dataclasses import replace
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mfdesk.engine.arrays import model_arrays, model_from_arrays
from mfdesk.engine.bell import below, quantile
from mfdesk.engine.config import Config
from mfdesk.engine.control import RunControl
from mfdesk.engine.fold_in import folded_in
from mfdesk.engine.ordinal import Latents, levels_of, steps_of, truncated_moments
from mfdesk.engine.report import Stage
from mfdesk.engine.steps import Curve, OrderedSteps
from mfdesk.engine.sweep import Workers
from mfdesk.engine.train import Training, train
from mfdesk.errors import ModelDamaged
from mfdesk.ratings import Labels, Ratings, Scale
from mfdesk.ratings.movie_night import movie_night
from tests.drive import drive
from tests.tables import ratings_of

ONE = Workers(1, RunControl())
CUTS = np.array([-1.2, -0.4, 0.3, 1.5])


def _phi(value: float) -> float:
    return 0.5 * math.erfc(-value / math.sqrt(2))


@pytest.mark.parametrize(("kind", "near", "relative"), [(np.float64, 1e-8, 2e-8), (np.float32, 5e-7, 2e-5)])
def test_the_normal_distribution_is_that_of_the_standard_library(kind: type, near: float, relative: float) -> None:
    values = np.linspace(-12, 8, 4001).astype(kind)
    expected = np.array([_phi(float(value)) for value in values])
    found = below(values)
    assert found.dtype == kind
    assert found == pytest.approx(expected, abs=near)
    assert found[values < 0] == pytest.approx(expected[values < 0], rel=relative)


@pytest.mark.parametrize(("kind", "near"), [(np.float64, 1e-7), (np.float32, 5e-6)])
def test_the_quantile_is_that_of_the_standard_library(kind: type, near: float) -> None:
    chances = np.concatenate([np.geomspace(1e-30, 0.5, 2000), np.linspace(0.01, 0.99, 999)]).astype(kind)
    expected = [NormalDist().inv_cdf(float(chance)) for chance in chances]
    found = quantile(chances)
    assert found.dtype == kind
    assert found == pytest.approx(np.array(expected), abs=near)


@given(
    lower=st.floats(-30, 30), width=st.floats(0.01, 10), mean=st.floats(-60, 60), ends=st.sampled_from(["", "<", ">"])
)
def test_a_truncated_normal_variable_has_a_mean_inside_and_a_variance_below_one(
    lower: float, width: float, mean: float, ends: str
) -> None:
    low = -np.inf if ends == "<" else lower
    high = np.inf if ends == ">" else lower + width
    edges = (np.full(1, edge, np.float32) for edge in (low, high))
    found, variance = truncated_moments(np.full(1, mean, np.float32), *edges)
    assert low - 0.01 <= found[0] <= high + 0.01
    assert 0 <= variance[0] <= 1


def _world(cells: int, seed: int = 0, spread: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
    """What factors would say of many cells, and the steps that come of it."""
    random = np.random.default_rng(seed)
    means = (spread * random.standard_normal(cells)).astype(np.float32)
    return means, np.searchsorted(CUTS, means + random.standard_normal(cells)).astype(np.int32)


def test_scores_lie_between_the_cut_points_of_their_steps() -> None:
    means, steps = _world(5000, spread=4)
    latents = Latents(steps, 5, np.random.default_rng(1))
    for _ in range(5):
        scores = latents.draw(means, 0.7, ONE)
        edges = np.concatenate([[-np.inf], latents.cuts, [np.inf]])
        assert (scores >= edges[steps] - 1e-6).all()
        assert (scores <= edges[steps + 1] + 1e-6).all()


def test_scores_are_drawn_from_the_truncated_normal_distribution() -> None:
    """Through its own distribution function, each draw becomes uniform."""
    means, steps = _world(40_000)
    latents = Latents(steps, 5, np.random.default_rng(2))
    scores = latents.draw(means, 1.0, ONE).astype(np.float64)
    edges = np.concatenate([[-np.inf], latents.cuts, [np.inf]])
    low, high, here = (below(values - means) for values in (edges[steps], edges[steps + 1], scores))
    uniform = np.sort((here - low) / (high - low))
    assert np.abs(uniform - (np.arange(40_000) + 0.5) / 40_000).max() < 1.95 / np.sqrt(40_000)


@pytest.mark.parametrize("noise", [1.0, 0.3])
def test_known_cut_points_are_found_again_and_their_draws_are_as_wide_as_they_are_off(noise: float) -> None:
    means, steps = _world(20_000, seed=3)
    latents = Latents(steps, 5, np.random.default_rng(4))
    drawn = []
    for number in range(220):
        latents.draw(np.float32(noise) * means, noise, ONE, settled=number > 20)
        drawn.append(latents.cuts / noise)
    kept = np.array(drawn[20:])
    off = (kept.mean(axis=0) - CUTS) / kept.std(axis=0)
    assert (np.abs(off) < 4).all()
    assert (kept.std(axis=0) < 0.03).all()
    assert len(np.unique(kept[:, 0])) > 150


@pytest.mark.parametrize("levels", [2, 3, 12])
def test_steps_that_nobody_used_keep_cut_points_in_order(levels: int) -> None:
    steps = np.where(np.arange(300) % 2, levels - 1, 0).astype(np.int32)
    latents = Latents(steps, levels, np.random.default_rng(5))
    for number in range(60):
        scores = latents.draw(np.zeros(300, np.float32), 1.0, ONE, settled=number > 20)
        assert np.isfinite(scores).all()
        assert np.isfinite(latents.cuts).all()
        assert (np.diff(latents.cuts) > 0).all()


def test_only_a_scale_of_few_steps_with_all_ratings_on_it_is_ordered() -> None:
    levels = levels_of(Scale(0.5, 5, 0.5))
    assert levels is not None
    assert levels == pytest.approx(np.arange(1, 11) / 2)
    assert steps_of(np.array([0.5, 5.0, 2.0]), levels).tolist() == [0, 9, 3]
    assert steps_of(np.array([0.5, 2.2]), levels) is None
    assert steps_of(np.array([0.5, 6.0]), levels) is None
    assert levels_of(Scale(0, 100, 1)) is None
    assert levels_of(Scale(1, 5, None)) is None


def test_the_table_of_mean_ratings_is_right_to_a_hundred_thousandth() -> None:
    levels, noise = np.arange(1.0, 6.0), 0.6
    scores = np.linspace(-9, 9, 20_011).astype(np.float32)
    steps = OrderedSteps(levels, CUTS[None], np.array([noise]))
    exact, _ = steps.summary(steps.chances(scores.astype(np.float64), np.zeros(len(scores))))
    assert Curve.of(levels, CUTS, noise).ratings(scores) == pytest.approx(exact, abs=1e-5)


def _stars(rows: int = 120, columns: int = 60, share: float = 0.5, seed: int = 1) -> tuple[Ratings, Ratings]:
    """A table of 1 to 5 stars from an ordered world of rank 2, and its unknown cells."""
    random = np.random.default_rng(seed)
    scores = random.normal(size=(rows, 2)) @ random.normal(size=(2, columns)) + random.normal(size=(rows, 1))
    stars = 1.0 + np.searchsorted(CUTS, 0.7 * scores + random.standard_normal((rows, columns)))
    places = np.indices(stars.shape).reshape(2, -1)
    names = Labels(map(str, range(rows))), Labels(map(str, range(columns)))
    whole = Ratings.from_cells(*places.astype(np.int32), stars.ravel(), *names)
    known = random.random(whole.known) < share
    return whole.take(known), whole.take(~known)


def _train(ratings: Ratings, **settings: object) -> Training:
    return drive(train(ratings, Config(**settings), RunControl()))[1]


@pytest.fixture(scope="module")
def judged() -> tuple[Training, Ratings]:
    seen, unseen = _stars(250, 80)
    return _train(seen, ordered=True, held_out=0.0, epochs=120, rank=3), unseen


def test_the_chances_of_a_cell_add_up_to_one_and_give_its_prediction(judged: tuple[Training, Ratings]) -> None:
    training, unseen = judged
    model = training.model
    chances = model.chances(unseen.rows, unseen.columns)
    assert training.ordered
    assert chances.shape == (unseen.known, 5)
    assert chances.min() >= 0
    assert chances.sum(axis=1) == pytest.approx(1)
    values, spreads = model.cells(unseen.rows, unseen.columns)
    assert values == pytest.approx(chances @ np.arange(1.0, 6.0))
    assert spreads == pytest.approx(np.sqrt(chances @ np.arange(1.0, 6.0) ** 2 - values**2))


def test_chances_come_true_as_often_as_they_say(judged: tuple[Training, Ratings]) -> None:
    training, unseen = judged
    chances = training.model.chances(unseen.rows, unseen.columns)
    for level in range(5):
        order = np.array_split(np.argsort(chances[:, level]), 8)
        said = [chances[part, level].mean() for part in order]
        came = [(unseen.values[part] == 1 + level).mean() for part in order]
        assert came == pytest.approx(said, abs=0.05)


def test_single_cells_are_those_of_the_block_with_steps_too(judged: tuple[Training, Ratings]) -> None:
    model = judged[0].model
    rows, columns = np.arange(250, dtype=np.int32), np.arange(80, dtype=np.int32)
    values, spreads = model.block(rows, columns)
    one, one_spread = model.cells(np.repeat(rows, 80), np.tile(columns, 250))
    assert one.reshape(250, 80) == pytest.approx(values, abs=1e-5)
    assert one_spread is not None
    assert one_spread.reshape(250, 80) == pytest.approx(spreads, abs=1e-5)
    assert model.block(rows, columns, with_spreads=False)[0] == pytest.approx(values, abs=1e-6)


def test_folding_in_what_an_ordered_model_has_seen_gives_its_own_predictions() -> None:
    seen, _ = _stars(250, 80)
    model = _train(seen, ordered=True, held_out=0.0, epochs=120, rank=3).model
    rows, columns = np.arange(0, 250, 10, dtype=np.int32), np.arange(80, dtype=np.int32)
    values, spreads = model.block(rows, columns)
    folded, folded_spreads = folded_in(model, seen, rows, np.zeros(0, np.int32)).block(rows, columns)
    assert np.sqrt(np.mean((folded - values) ** 2)) < 0.15 * values.std()
    assert folded_spreads.mean() == pytest.approx(spreads.mean(), rel=0.03)


@pytest.mark.parametrize("levels", [(1, 2), (1, 5), (1, 2, 4, 5)])
def test_two_levels_and_levels_that_nobody_used_are_learned(levels: tuple[int, ...]) -> None:
    random = np.random.default_rng(7)
    cells = {(row, column): float(random.choice(levels)) for row in range(20) for column in range(12)}
    ratings = replace(ratings_of(cells, 20, 12), scale=Scale(min(levels), max(levels), 1.0))
    training = _train(ratings, ordered=True, epochs=12, rank=2)
    values, spreads = training.model.block(np.arange(20, dtype=np.int32), np.arange(12, dtype=np.int32))
    assert training.ordered
    assert values.min() >= min(levels)
    assert values.max() <= max(levels)
    assert np.isfinite(spreads).all()


def test_equal_ratings_on_a_scale_of_steps_predict_about_that_rating() -> None:
    cells = {(row, column): 4.0 for row in range(30) for column in range(20) if (row + column) % 3}
    ratings = replace(ratings_of(cells, 30, 20), scale=Scale(1, 5, 1))
    values, _ = _train(ratings, ordered=True, epochs=20, rank=2).model.block(np.arange(30), np.arange(20))
    assert values == pytest.approx(4, abs=0.3)


def test_ratings_that_are_no_steps_are_learned_as_plain_numbers() -> None:
    ratings = ratings_of({(row, column): row + 0.37 * column for row in range(9) for column in range(8)}, 9, 8)
    training = _train(ratings, ordered=True, epochs=3)
    assert not training.ordered
    with pytest.raises(ValueError, match="ordered steps"):
        training.model.chances(np.zeros(1, np.int32), np.zeros(1, np.int32))


def test_the_same_bits_with_one_thread_or_two_where_ratings_are_steps() -> None:
    seen, _ = _stars()
    found = [_train(seen, ordered=True, epochs=8, threads=threads).model for threads in (1, 2)]
    first, second = (model_arrays(model) for model in found)
    assert {name: array.tobytes() for name, array in first.items()} == {
        name: array.tobytes() for name, array in second.items()
    }


def test_a_trial_keeps_the_likelihood_of_the_lower_held_out_error_and_fills_with_it() -> None:
    seen, _ = _stars()
    settings = {"epochs": 24, "rank": 3}
    open_to_both, plain, ordered = (_train(seen, **settings, ordered=choice) for choice in (None, False, True))
    assert plain.model.steps is None
    assert ordered.model.steps is not None
    kept = ordered if open_to_both.ordered else plain
    assert open_to_both.held_out_error == pytest.approx(kept.held_out_error)
    assert open_to_both.model.row_factors.tobytes() == kept.model.row_factors.tobytes()
    reports = [report for report in open_to_both.epochs if report.stage is Stage.MEASURING]
    assert [report.epoch for report in reports] == list(range(1, 25))


def test_without_held_out_cells_nothing_is_tried() -> None:
    assert not _train(movie_night(), epochs=3, held_out=0.0).ordered


@given(seed=st.integers(0, 9))
@settings(max_examples=3)
def test_a_model_of_steps_is_stored_whole_and_damage_is_refused(seed: int) -> None:
    arrays = model_arrays(_train(_stars(20, 10, seed=seed)[0], ordered=True, epochs=6, rank=2).model)
    back = model_arrays(model_from_arrays(arrays))
    assert {name: array.tobytes() for name, array in back.items()} == {
        name: array.tobytes() for name, array in arrays.items()
    }
    for name, damaged in (
        ("steps.cuts", arrays["steps.cuts"][:, ::-1].copy()),
        ("steps.noise", -arrays["steps.noise"]),
        ("steps.levels", arrays["steps.levels"][:-1]),
    ):
        with pytest.raises(ModelDamaged):
            model_from_arrays(arrays | {name: damaged})
