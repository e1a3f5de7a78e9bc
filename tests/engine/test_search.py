"""The search for settings: what it tries, what it drops, and that it ends when it should."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mfdesk.engine.config import Config, Method
from mfdesk.engine.control import Cancelled, RunControl
from mfdesk.engine.evaluate import evaluate_folds
from mfdesk.engine.search import search
from mfdesk.engine.search_cost import cost_of, most_live
from mfdesk.engine.search_plan import (
    FINALISTS,
    SearchPlan,
    Variant,
    default_plan,
    goals,
    grid,
    ranks_for,
    variants_for,
)
from mfdesk.engine.search_report import CandidateState, SearchReport
from mfdesk.engine.search_result import SearchEnd, SearchResult, Standing, within_noise
from mfdesk.engine.train import train
from mfdesk.errors import BadSetting, TooFewForFolds
from mfdesk.ratings import Ratings
from mfdesk.ratings.movie_night import movie_night
from mfdesk.ratings.split import folds
from mfdesk.sentences import sentence
from tests.drive import drive
from tests.tables import low_rank, ratings_of

BASE = Config(threads=1)
POINTS = (Variant(Method.ALS), Variant(Method.GRADIENT_DESCENT))
GIBBS = Variant(Method.GIBBS, False)


class Clock:
    """Moves on by so many seconds each time somebody looks at it."""

    def __init__(self, step: float = 0.0) -> None:
        self.now, self._step = 0.0, step

    def __call__(self) -> float:
        self.now += self._step
        return self.now


def table() -> Ratings:
    return low_rank(60, 40, 2, 0.4, noise=0.5)


def tiny_plan(**changes: object) -> SearchPlan:
    candidates = tuple(replace(config, epochs=6) for config in grid(BASE, (GIBBS, *POINTS), (1, 2, 3)))
    return replace(SearchPlan(candidates, folds=3), **changes)


def run(
    ratings: Ratings, plan: SearchPlan, control: RunControl | None = None, step: float = 0.0
) -> tuple[list[SearchReport], SearchResult]:
    return drive(search(ratings, plan, control or RunControl(), Clock(step)))


# what it tries


def test_the_default_plan_tries_every_method_with_several_ranks() -> None:
    plan = default_plan(movie_night(), Config(epochs=20))
    tried = Counter(Variant.of(config) for config in plan.candidates)
    assert set(tried) == set(variants_for(movie_night()))
    assert set(tried.values()) == {4}
    assert all(config.epochs is None for config in plan.candidates)


def test_ordered_steps_are_tried_only_where_the_scale_has_steps() -> None:
    assert Variant(Method.GIBBS, True) in variants_for(movie_night())
    assert Variant(Method.GIBBS, True) not in variants_for(table())


@given(rows=st.integers(1, 60), columns=st.integers(1, 60))
@settings(max_examples=25)
def test_no_rank_is_as_large_as_the_table(rows: int, columns: int) -> None:
    ratings = ratings_of(
        {(row, column): row + column for row in range(rows) for column in range(columns)}, rows, columns
    )
    ranks = ranks_for(ratings)
    assert ranks[0] is None
    assert all(rank < min(rows, columns) for rank in ranks[1:] if rank)


@given(counts=st.lists(st.integers(1, 12), min_size=1, max_size=4), parts=st.integers(2, 10))
@settings(max_examples=60)
def test_the_rungs_narrow_down_and_end_with_all_folds(counts: list[int], parts: int) -> None:
    variants = (GIBBS, Variant(Method.GIBBS, True), *POINTS)
    several = zip(variants, counts, strict=False)
    candidates = tuple(one for variant, count in several for one in grid(BASE, [variant], range(1, count + 1)))
    ladder = goals(candidates, parts)
    left = [count for _, count in ladder]
    assert left[0] == len(candidates)
    assert left == sorted(left, reverse=True)
    assert [goal.folds for goal, _ in ladder] == sorted(goal.folds for goal, _ in ladder)
    assert ladder[-1][0].folds == parts
    assert left[-1] <= FINALISTS or len(ladder) == parts + 1


@pytest.mark.parametrize(
    "wrong", [{"folds": 1}, {"folds": 11}, {"seconds": 1.0}, {"candidates": ()}, {"candidates": (BASE,) * 49}]
)
def test_a_plan_that_makes_no_sense_is_refused(wrong: dict) -> None:
    with pytest.raises(BadSetting):
        tiny_plan(**wrong)


def test_a_table_too_small_for_the_folds_is_refused_with_a_way_out() -> None:
    small = ratings_of({(row, 0): row for row in range(5)}, 5, 1)
    with pytest.raises(TooFewForFolds) as refused:
        run(small, tiny_plan())
    assert "3 folds" in sentence(refused.value)
    assert "choose fewer folds" in sentence(refused.value)


# what it does


def test_every_candidate_of_a_tiny_plan_is_tried_and_ranked() -> None:
    reports, result = run(table(), tiny_plan())
    assert {report.candidate for report in reports} == set(range(9))
    assert sorted(standing.candidate for standing in result.standings) == list(range(9))
    assert all(standing.error is not None and standing.fair for standing in result.standings)
    assert result.ended is SearchEnd.COMPLETE


def test_what_is_held_out_is_the_fold_and_nothing_else() -> None:
    ratings, part = table(), folds(table(), 3, 1)[1]
    training = drive(train(ratings, Config(method=Method.ALS, epochs=3, refill=False), RunControl(), part))[1]
    assert training.judged is not None
    assert training.judged.given.tolist() == ratings.values[part].tolist()


def test_finalists_are_cross_validated_on_every_fold_and_the_others_dropped() -> None:
    _, result = run(table(), tiny_plan())
    finalists = [standing for standing in result.standings if standing.state is CandidateState.FINISHED]
    assert 1 <= len(finalists) <= FINALISTS
    assert list(result.standings[: len(finalists)]) == finalists
    assert all(len(standing.fold_errors) == 3 and standing.spread is not None for standing in finalists)
    errors = [standing.error for standing in finalists]
    assert errors == sorted(errors)
    assert all(standing.state is CandidateState.DROPPED for standing in result.standings[len(finalists) :])


def test_a_survivor_is_as_good_as_cross_validation_says() -> None:
    ratings = movie_night()
    candidates = tuple(replace(config, epochs=30) for config in grid(BASE, [GIBBS], (1, 4)))
    _, result = run(ratings, SearchPlan(candidates, folds=3))
    alone = [drive(evaluate_folds(ratings, 3, one.config, RunControl()))[1].rmse for one in result.standings]
    assert [standing.error for standing in result.standings] == pytest.approx(alone, rel=1e-4)
    assert result.standings[0].config.rank == 4


def test_the_first_cut_leaves_half_of_each_method() -> None:
    reports, result = run(table(), tiny_plan(candidates=grid(BASE, (GIBBS, *POINTS), (1, 2, 3, 4))))
    survived = Counter(standing.config.method for standing in result.standings if standing.rung >= 1)
    assert survived == dict.fromkeys(Method, 2)
    dropped = [report for report in reports if report.state is CandidateState.DROPPED]
    assert len(dropped) == len({report.candidate for report in dropped})


def test_a_sampler_is_first_judged_when_it_averages() -> None:
    reports, _ = run(table(), tiny_plan(candidates=grid(BASE, (GIBBS,), (1, 2, 3, 4))))
    assert all(report.averaging for report in reports if report.state is CandidateState.DROPPED)


def test_a_dropped_candidate_says_no_more() -> None:
    reports, _ = run(table(), tiny_plan())
    gone: set[int] = set()
    for report in reports:
        assert report.candidate not in gone
        if report.state is CandidateState.DROPPED:
            gone.add(report.candidate)


def test_the_epochs_of_a_fold_are_told_in_order_and_once() -> None:
    reports, _ = run(table(), tiny_plan())
    told: dict[tuple[int, int], list[int]] = {}
    for report in reports:
        if report.held_out_error is not None:
            told.setdefault((report.candidate, report.fold), []).append(report.epoch)
    assert all(epochs == list(range(1, len(epochs) + 1)) for epochs in told.values())


def test_little_memory_changes_nothing_but_who_is_held(monkeypatch: pytest.MonkeyPatch) -> None:
    _, plenty = run(table(), tiny_plan())
    monkeypatch.setattr("mfdesk.engine.search.most_live", lambda *_: 2)
    reports, scarce = run(table(), tiny_plan())
    assert [_what(one) for one in scarce.standings] == [_what(one) for one in plenty.standings]
    told = [(report.candidate, report.fold, report.epoch) for report in reports if report.held_out_error is not None]
    assert len(told) == len(set(told))


def _what(standing: Standing) -> tuple[object, ...]:
    return standing.candidate, standing.error, standing.fold_errors, standing.state, standing.epochs


def test_a_larger_table_lets_fewer_learners_be_held() -> None:
    ratings = movie_night()
    plan = default_plan(ratings, BASE)
    wide = replace(plan, candidates=tuple(replace(one, rank=500) for one in plan.candidates))
    assert 1 <= most_live(ratings, wide) < most_live(ratings, plan)


# when it ends


@pytest.mark.parametrize("step", [0.05, 0.2, 1.0, 30.0])
def test_the_budget_holds_to_within_one_epoch(step: float) -> None:
    plan = tiny_plan(seconds=20.0)
    reports, result = run(table(), plan, step=step)
    assert result.seconds <= plan.seconds + step
    assert [report.elapsed for report in reports] == sorted(report.elapsed for report in reports)
    assert all(report.remaining == pytest.approx(max(20.0 - report.elapsed, 0)) for report in reports)


def test_a_search_that_runs_out_of_time_names_the_best_so_far() -> None:
    _, result = run(table(), tiny_plan(seconds=5.0), step=0.1)
    assert result.ended is SearchEnd.OUT_OF_TIME
    assert result.best is not None
    assert any(standing.state is CandidateState.STOPPED for standing in result.standings)


@pytest.mark.parametrize("after", [1, 5, 30, 70])
def test_finishing_keeps_the_ranking_so_far(after: int) -> None:
    control = RunControl()
    job = search(table(), tiny_plan(), control, Clock())
    seen = [next(job) for _ in range(after)]
    control.finish()
    rest, result = drive(job)
    assert all(report.held_out_error is None for report in rest)
    assert result.ended is SearchEnd.BY_HAND
    assert len(result.standings) == 9
    assert result.best is not None
    assert result.best.candidate in {report.candidate for report in seen}
    fair = [standing for standing in result.standings if standing.fair]
    assert not fair or result.best.fair


def test_cancelling_drops_everything_and_lets_the_threads_end() -> None:
    import threading

    before = set(threading.enumerate())
    control = RunControl()
    job = search(table(), tiny_plan(candidates=grid(Config(threads=2), POINTS, (1, 2, 3))), control, Clock())
    for _ in range(20):
        next(job)
    control.cancel()
    with pytest.raises(Cancelled):
        next(job)
    assert set(threading.enumerate()) <= before


def test_the_search_of_a_seed_is_the_same_again() -> None:
    first, again = (run(table(), tiny_plan())[1] for _ in range(2))
    assert [_what(one) for one in first.standings] == [_what(one) for one in again.standings]
    other = run(table(), tiny_plan(seed=2))[1]
    assert [_what(one) for one in first.standings] != [_what(one) for one in other.standings]


# what is told beforehand


def test_the_cost_counts_the_trainings_that_are_then_begun() -> None:
    ratings = table()
    for parts in (2, 3, 5):
        plan = tiny_plan(folds=parts)
        _, result = run(ratings, plan)
        assert cost_of(ratings, plan).trainings == result.trainings


def test_the_cost_says_when_time_is_too_short_for_a_first_round() -> None:
    ratings = movie_night()
    plan = default_plan(ratings, BASE)
    assert cost_of(ratings, replace(plan, seconds=600)).enough
    assert not cost_of(ratings, replace(plan, seconds=5)).enough


def test_more_candidates_and_more_folds_cost_more() -> None:
    ratings = movie_night()
    plan = default_plan(ratings, BASE)
    fewer = replace(plan, candidates=plan.candidates[::2])
    assert cost_of(ratings, fewer).seconds < cost_of(ratings, plan).seconds
    assert cost_of(ratings, replace(plan, folds=2)).seconds < cost_of(ratings, plan).seconds


# what is noise


def _standing(*errors: float) -> Standing:
    mean = float(np.mean(errors))
    return Standing(0, BASE, mean, 0.0, errors, 2, 5, 1.0, 2, CandidateState.FINISHED, True)


def test_a_difference_is_noise_unless_the_folds_agree_on_it() -> None:
    best = _standing(0.70, 0.80, 0.75, 0.72)
    assert within_noise(best, _standing(0.75, 0.76, 0.78, 0.70))
    assert not within_noise(best, _standing(0.72, 0.83, 0.77, 0.74))
    assert within_noise(best, _standing(0.9)) is None
