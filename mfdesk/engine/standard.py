"""Ratings on a standard footing, so that stars, percents and scores of -10..10 need no settings of their own."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mfdesk.ratings.arrays import Floats, Singles


@dataclass(frozen=True)
class Standard:
    """Rating = ``mean + deviation * standardised``; the deviation of equal ratings counts as 1."""

    mean: float
    deviation: float

    @classmethod
    def of(cls, values: Floats) -> Standard:
        """The mean and standard deviation of ratings (n,), safe for the largest and smallest numbers."""
        largest = float(np.abs(values).max()) or 1.0
        mean, deviation = float(np.mean(values / largest)), float(np.std(values / largest))
        return cls(mean * largest, deviation * largest if deviation > 1e-12 else 1.0)

    def standardise(self, values: Floats) -> Singles:
        return ((values - self.mean) / self.deviation).astype(np.float32)
