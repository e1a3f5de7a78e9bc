"""Finished models to ask, made without any training."""

import numpy as np

from mfdesk.engine.beliefs import DrawnPriors, SidePrior
from mfdesk.engine.config import Method
from mfdesk.engine.drift import Drift, Seasons, Sittings
from mfdesk.engine.model import Model
from mfdesk.engine.sweep import Ridge
from mfdesk.ratings import Scale


def any_model(
    method: Method, rows: int = 7, columns: int = 6, rank: int = 2, draws: int = 4, seed: int = 0, scale: float = 1.0
) -> Model:
    """A model of this method with random factors; ``scale`` is how large they are. Point methods have one draw."""
    random = np.random.default_rng(seed)
    draws = draws if method is Method.GIBBS else 1

    def normal(*shape: int) -> np.ndarray:
        return (scale * random.standard_normal(shape)).astype(np.float32)

    def prior(own: int, others: int) -> SidePrior:
        if method is not Method.GIBBS:
            return Ridge(0.7, 0.5)
        roots = random.standard_normal((draws, rank + 1, rank + 1))
        precisions = (roots @ roots.transpose(0, 2, 1) + np.eye(rank + 1)).astype(np.float32)
        return DrawnPriors(
            normal(draws, rank + 1), precisions, normal(draws, 3, rank + 1), normal(others, 3), normal(own, 3)
        )

    return Model(
        method=method,
        scale=Scale(1, 5, 1),
        mean=3.2,
        deviation=1.3,
        row_factors=normal(draws, rows, rank),
        column_factors=normal(draws, columns, rank),
        row_biases=normal(draws, rows),
        column_biases=normal(draws, columns),
        noise=random.uniform(0.5, 1.5, draws) if method is Method.GIBBS else np.array([np.nan]),
        row_prior=prior(rows, columns),
        column_prior=prior(columns, rows),
        drifts=_drifts(columns, random) if method is Method.GIBBS and rows and columns else (),
    )


def _drifts(columns: int, random: np.random.Generator) -> tuple[Drift, ...]:
    """Two sittings of the first row, and two seasons."""
    sittings = Sittings(np.array([0, 10, 5000]), np.array([0, 0, 1], np.int32), first=1e9, span=10_000, gap=3600.0)
    seasons = Seasons(np.array([1e9 + 4000.0]), columns)
    return tuple(
        Drift(bins, np.append(random.normal(size=bins.count), 0), np.append(random.random(bins.count), 0))
        for bins in (sittings, seasons)
    )


def everything(model: Model) -> tuple[np.ndarray, np.ndarray]:
    """All positions of its rows and of its columns."""
    rows, columns = model.shape
    return np.arange(rows, dtype=np.int32), np.arange(columns, dtype=np.int32)
