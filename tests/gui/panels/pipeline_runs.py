"""Real trainings for the pipeline to show."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from mfdesk.engine.config import Config, Method
from mfdesk.engine.control import RunControl
from mfdesk.engine.report import EpochReport
from mfdesk.engine.train import Training, train
from mfdesk.ratings.movie_night import movie_night
from mfdesk.ratings.table import Ratings

CONFIGS = {
    Method.GRADIENT_DESCENT: Config(Method.GRADIENT_DESCENT, rank=10, epochs=8),
    Method.ALS: Config(Method.ALS, rank=4, epochs=4),
    Method.GIBBS: Config(Method.GIBBS, rank=12, epochs=6, ordered=False),
}


@dataclass(frozen=True, eq=False)
class Run:
    """A training that was driven to its end."""

    ratings: Ratings
    config: Config
    reports: tuple[EpochReport, ...]
    training: Training


@cache
def run_of(method: Method, ordered: bool = False) -> Run:
    """A training of Movie night by this method."""
    ratings, config = movie_night(), CONFIGS[method]
    return _driven(ratings, replace(config, ordered=True) if ordered else config)


def _driven(ratings: Ratings, config: Config) -> Run:
    driving, reports = train(ratings, config, RunControl()), []
    while True:
        try:
            reports.append(next(driving))
        except StopIteration as end:
            return Run(ratings, config, tuple(reports), end.value)
