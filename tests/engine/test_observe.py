"""Each epoch gets one observation, made from the numbers alone: on real trainings and on made-up curves."""

from __future__ import annotations

import dataclasses
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mfdesk.engine.config import Config, Method
from mfdesk.engine.control import RunControl
from mfdesk.engine.observe import Observation, Observer, Trend, observations
from mfdesk.engine.report import EpochReport, Stage
from mfdesk.engine.train import train
from mfdesk.files.samples import open_sample
from mfdesk.ratings import Ratings
from mfdesk.ratings.movie_night import movie_night
from tests.drive import drive

GRADIENT = Method.GRADIENT_DESCENT
LOSSES = st.floats(0, 1e6)


def curve(
    losses: list[float], held_out: list[float] | None = None, stage: Stage = Stage.MEASURING, averaging: int = 10**9
) -> list[EpochReport]:
    """Reports of these losses; from epoch ``averaging`` on a sampler averages."""
    aside: list[float | None] = [None] * len(losses) if held_out is None else [*held_out]
    return [
        EpochReport(stage, epoch, len(losses), loss, other, averaging=epoch >= averaging)
        for epoch, (loss, other) in enumerate(zip(losses, aside, strict=True), start=1)
    ]


def trends(reports: list[EpochReport], method: Method = GRADIENT) -> list[Trend]:
    return [observation.trend for observation in observations(reports, method)]


def trained(ratings: Ratings, config: Config) -> list[EpochReport]:
    return drive(train(ratings, config, RunControl()))[0]


@pytest.fixture(scope="module")
def survey() -> Ratings:
    return drive(open_sample("food-world-cup", RunControl()))[1].ratings


# real trainings


def test_gradient_descent_on_movie_night_reads_as_in_a_textbook() -> None:
    reports = trained(movie_night(), Config(GRADIENT, epochs=20, refill=False))
    said = trends(reports)
    assert [said[epoch - 1] for epoch in (1, 5, 10, 15, 20)] == [
        Trend.STARTING,
        Trend.LEARNING,
        Trend.IMPROVING,
        Trend.SLOWING,
        Trend.SLOWING,
    ]


def test_gradient_descent_left_alone_becomes_stable() -> None:
    reports = trained(movie_night(), Config(GRADIENT, epochs=50, refill=False))
    assert trends(reports)[-1] is Trend.STABLE


def test_a_loss_that_goes_on_falling_after_a_long_way_is_not_called_stable() -> None:
    reports = trained(movie_night(), Config(GRADIENT, rank=50, epochs=120, refill=False))
    said = trends(reports)
    first = said.index(Trend.STABLE)
    assert said[first:] == [Trend.STABLE] * (120 - first)
    before, after = (report.held_out_loss or 0 for report in (reports[first - 10], reports[first]))
    assert after < 0.96 * before
    assert (reports[-1].held_out_loss or 0) > 0.9 * after


def test_gradient_descent_on_the_survey_overfits_after_the_epoch_that_is_kept(survey: Ratings) -> None:
    _, training = drive(train(survey, Config(GRADIENT, refill=False), RunControl()))
    assert observations(training.epochs, GRADIENT)[-1] == Observation(Trend.OVERFITTING, training.best_epoch + 1)


def test_a_second_model_starts_anew_and_never_overfits(survey: Ratings) -> None:
    reports = trained(survey, Config(GRADIENT, epochs=30))
    filling = [seen for seen, of in zip(trends(reports), reports, strict=True) if of.stage is Stage.FILLING]
    assert filling[:2] == [Trend.STARTING, Trend.LEARNING]
    assert Trend.OVERFITTING not in filling
    assert Trend.OVERFITTING in trends(reports)


def test_a_sampler_learns_is_stable_averages_and_settles(survey: Ratings) -> None:
    reports = trained(survey, Config(Method.GIBBS, epochs=150, rank=4, refill=False))
    said = trends(reports, Method.GIBBS)
    firsts = [said.index(trend) for trend in (Trend.STARTING, Trend.LEARNING, Trend.STABLE, Trend.AVERAGING)]
    assert firsts == sorted(firsts)
    assert firsts[-1] == [report.averaging for report in reports].index(True)
    assert said[-1] is Trend.SETTLED
    assert not {Trend.OVERFITTING, Trend.DIVERGING} & set(said)


def test_least_squares_whose_penalty_falls_in_steps_is_not_called_stable_too_soon(survey: Ratings) -> None:
    _, training = drive(train(survey, Config(Method.ALS, refill=False), RunControl()))
    before_the_best = trends(list(training.epochs), Method.ALS)[: training.best_epoch]
    assert len(before_the_best) > 5
    assert set(before_the_best) <= {Trend.STARTING, Trend.LEARNING, Trend.IMPROVING, Trend.SLOWING}


# made-up curves


def test_a_loss_that_grows_is_diverging_at_once_and_one_that_comes_back_is_not() -> None:
    said = trends(curve([1.0, 0.9, 1.2, 1.5, 1.1, 0.8, 0.6]))
    assert said[2:4] == [Trend.DIVERGING] * 2
    assert Trend.DIVERGING not in said[4:]
    assert said[-1] is Trend.LEARNING


def test_a_loss_that_is_no_number_is_diverging_for_every_method() -> None:
    for method in Method:
        assert trends(curve([1.0, float("nan"), float("inf")]), method)[1:] == [Trend.DIVERGING] * 2


def test_a_loss_that_stays_is_stable() -> None:
    assert trends(curve([0.5] * 4)) == [Trend.STARTING, *[Trend.STABLE] * 3]


def test_a_loss_that_stays_while_the_held_out_one_falls_is_slowing() -> None:
    held_out = [1.0, 0.9, 0.8, 0.7, 0.6]
    assert trends(curve([1.0, 0.1, 0.1, 0.1, 0.1, 0.1], [*held_out, 0.55]))[-1] is Trend.SLOWING
    assert trends(curve([1.0, 0.1, 0.1, 0.1, 0.1, 0.1], [*held_out[:2], 0.9, 0.9, 0.9, 0.9]))[-1] is Trend.STABLE


def test_draws_that_jump_about_are_stable_and_neither_overfit_nor_diverge() -> None:
    losses, held_out = [1.0, 0.4, 0.2, *[0.2, 0.203, 0.199] * 5], [1.0, 0.6, 0.4, *[0.5, 0.41, 0.6] * 5]
    said = trends(curve(losses, held_out), Method.GIBBS)
    assert not {Trend.OVERFITTING, Trend.DIVERGING} & set(said)
    assert said[-1] is Trend.STABLE


def test_overfitting_takes_a_rise_of_two_epochs_while_the_known_cells_are_fitted_closer() -> None:
    held_out = [1.0, 0.8, 0.7, 0.72, 0.73]
    assert observations(curve([1.0, 0.8, 0.6, 0.5, 0.45], held_out), GRADIENT)[3:] == [
        Observation(Trend.LEARNING),
        Observation(Trend.OVERFITTING, 4),
    ]
    assert Trend.OVERFITTING not in trends(curve([1.0, 0.8, 0.6, 0.61, 0.62], held_out))


def test_a_rise_of_a_thousandth_is_not_overfitting() -> None:
    held_out = [1.0, 0.7, 0.7004, 0.7006, 0.7007]
    assert Trend.OVERFITTING not in trends(curve([1.0, 0.8, 0.7, 0.6, 0.5], held_out))


def test_the_average_has_a_way_of_its_own() -> None:
    losses = [1.0, 0.5, 0.49, 0.49, 0.45, 0.43, 0.42, 0.4199, 0.4198, 0.4197, 0.4196]
    said = trends(curve(losses, averaging=5), Method.GIBBS)
    assert said[4:7] == [Trend.AVERAGING] * 3
    assert said[-1] is Trend.SETTLED


def test_the_same_observer_serves_a_second_run() -> None:
    observer, reports = Observer(GRADIENT), curve([1.0, 0.5, 0.4])
    first = [observer.observe(report) for report in reports]
    assert [observer.observe(report) for report in reports] == first


# for every curve


@given(st.lists(st.tuples(LOSSES, LOSSES), min_size=1, max_size=40), st.sampled_from(Method), st.integers(1, 50))
def test_each_epoch_gets_exactly_one_observation(
    losses: list[tuple[float, float]], method: Method, averaging: int
) -> None:
    reports = curve([loss for loss, _ in losses], [other for _, other in losses], averaging=averaging)
    seen = observations(reports, method)
    assert len(seen) == len(reports)
    assert all((one.since is not None) == (one.trend is Trend.OVERFITTING) for one in seen)
    assert seen[0].trend in {Trend.STARTING, Trend.AVERAGING}
    assert observations(reports[:7], method) == seen[:7]


@given(st.lists(st.tuples(LOSSES, LOSSES), min_size=2, max_size=40), st.sampled_from(Method))
def test_it_never_overfits_while_the_held_out_error_falls(losses: list[tuple[float, float]], method: Method) -> None:
    held_out = [other for _, other in losses]
    said = trends(curve([loss for loss, _ in losses], held_out), method)
    falling = [now < before for before, now in pairwise(held_out)]
    assert not any(falls and trend is Trend.OVERFITTING for falls, trend in zip(falling, said[1:], strict=True))


@given(st.lists(LOSSES, min_size=1, max_size=40), st.sampled_from(Method))
def test_without_held_out_cells_it_never_overfits(losses: list[float], method: Method) -> None:
    assert Trend.OVERFITTING not in trends(curve(losses), method)


@given(
    st.lists(st.tuples(st.floats(1e-3, 1e3), st.floats(1e-3, 1e3)), min_size=1, max_size=40),
    st.sampled_from(Method),
    st.integers(-8, 8),
)
def test_another_scale_of_ratings_changes_nothing(
    losses: list[tuple[float, float]], method: Method, power: int
) -> None:
    reports = curve([loss for loss, _ in losses], [other for _, other in losses], averaging=20)
    factor = 4.0**power  # ratings times 2 to this power, so that the products are exact
    scaled = [
        dataclasses.replace(report, loss=report.loss * factor, held_out_loss=report.held_out_loss * factor)
        for report in reports
        if report.held_out_loss is not None
    ]
    assert observations(scaled, method) == observations(reports, method)
