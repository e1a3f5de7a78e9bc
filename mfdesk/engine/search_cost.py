"""What a search will cost, told before anything runs, and how much of it fits into memory at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mfdesk.engine.budget import plan as sampler_plan
from mfdesk.engine.budget import seconds_an_epoch
from mfdesk.engine.config import Config, Method
from mfdesk.engine.methods import epochs_of
from mfdesk.engine.search_plan import FIRST_SHARE, SearchPlan, Variant, goals
from mfdesk.ratings.table import Ratings

FIRST_DEADLINE, SECOND_DEADLINE, HEATS_DEADLINE = 0.4, 0.65, 0.75
"""By which share of its time the first cut, the second one, and all of them are made; the final has the rest."""

_LIVE_BYTES = 2 * 2**30
"""What the learners that are held at the same time may take together."""
_BYTES_A_RATING = 90
"""The ratings themselves, and both sides of them in groups with what is left to explain."""
_DRAWS_BYTES = 256 * 2**20
_MOST_DRAWS = 125

_GUESSED_RANK = 10
_OVERHEAD = {Variant(Method.GIBBS, True): 0.010, Variant(Method.GRADIENT_DESCENT): 0.0025}
_USUAL_OVERHEAD = 0.004
"""Seconds an epoch on a tiny table."""
_ORDERED_A_RATING = 60e-9
_WEIGHT = {Method.GIBBS: 1.2, Method.ALS: 0.9, Method.GRADIENT_DESCENT: 0.2}
"""What a method's epoch takes, measured in sweeps of the sampler as the budget reckons them."""
_USUAL_SHARE = {Method.GIBBS: 1.0, Method.ALS: 0.7, Method.GRADIENT_DESCENT: 0.6}
"""The share of its epochs that it usually runs until it gets no better."""


@dataclass(frozen=True)
class Cost:
    """``trainings`` are what the whole search would start, ``seconds`` a rough guess at what they take together on a
    plain machine; after the plan's own seconds it ends anyway. With fewer than ``needed`` seconds not every
    candidate comes to the point of the first cut, and ``enough`` is false."""

    candidates: int
    trainings: int
    seconds: float
    needed: float
    enough: bool


def cost_of(ratings: Ratings, plan: SearchPlan) -> Cost:
    """What the plan costs, from counts alone."""
    whole = [_seconds(config, ratings) for config in plan.candidates]
    first_round = sum(
        seconds * _first_share(config, ratings) for config, seconds in zip(plan.candidates, whole, strict=True)
    )
    trainings, usual = len(whole), float(np.mean(whole))
    seconds, done = first_round, 0
    for goal, left in goals(plan.candidates, plan.folds):
        if goal.share < 1:
            continue
        trainings += left * (goal.folds - max(done, 1))
        seconds += left * usual * (goal.folds - done)
        done = goal.folds
    needed = first_round / FIRST_DEADLINE
    return Cost(len(whole), trainings, seconds, needed, enough=needed <= plan.seconds)


def most_live(ratings: Ratings, plan: SearchPlan) -> int:
    """How many learners may be held at the same time: as many as go into 2 GiB, and always one."""
    return max(int(_LIVE_BYTES // max(_bytes(config, ratings) for config in plan.candidates)), 1)


def _seconds(config: Config, ratings: Ratings) -> float:
    """A training until it gets no better."""
    variant = Variant.of(config)
    sweep = _WEIGHT[config.method] * seconds_an_epoch(ratings, _rank(config, ratings))
    steps = _ORDERED_A_RATING * ratings.known if variant.ordered else 0.0
    epochs = epochs_of(config, ratings, judged=True) * _USUAL_SHARE[config.method]
    return epochs * (sweep + steps + _OVERHEAD.get(variant, _USUAL_OVERHEAD))


def _first_share(config: Config, ratings: Ratings) -> float:
    if config.method is not Method.GIBBS:
        return FIRST_SHARE / _USUAL_SHARE[config.method]
    chosen = sampler_plan(config, ratings)
    return (chosen.burn_in + FIRST_SHARE * (chosen.epochs - chosen.burn_in)) / chosen.epochs


def _bytes(config: Config, ratings: Ratings) -> float:
    state = 4 * sum(ratings.shape) * (_rank(config, ratings) + 1)
    states = min(state * _MOST_DRAWS, _DRAWS_BYTES) if config.method is Method.GIBBS else 4 * state
    return _BYTES_A_RATING * ratings.known + state + states


def _rank(config: Config, ratings: Ratings) -> int:
    if config.method is Method.GIBBS:
        return sampler_plan(config, ratings).rank
    return config.rank or _GUESSED_RANK
