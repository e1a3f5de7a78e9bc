"""How big a sampler is and how long it runs, chosen from the size of the table and the time that the user allows.

The choice is made from counts alone and never from a clock, so that the same table and settings give the same bits on
every machine; the seconds are those of a plain two-core machine.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mfdesk.engine.config import Config
from mfdesk.ratings.table import Ratings

_FEWEST_EPOCHS = 60
_GOOD_EPOCHS = 110
"""With fewer epochs than these a smaller rank serves better than the average of a few draws of a large one."""
_DRAWS_BYTES = 256 * 2**20
"""What the kept draws may take together."""
_MOST_DRAWS = 125
_MOST_GATHERED = 1e9
_RANKS = (2, 3, 4, 6, 8, 10, 12, 14, 16, 20, 24, 32, 40, 48, 64)


@dataclass(frozen=True)
class Plan:
    """``rank`` k; ``directions`` of the regression; ``epochs``, of which ``burn_in`` are not averaged; one draw in
    ``every`` of the others is remembered."""

    rank: int
    directions: int
    epochs: int
    burn_in: int
    every: int


def plan(config: Config, ratings: Ratings) -> Plan:
    """What the config leaves open, filled in."""
    known = max(ratings.known, 1)
    rank = config.rank or _rank(config, ratings)
    longest = int(np.clip(150 + known / 10_000, 150, 250))
    affordable = int(config.budget / seconds_an_epoch(ratings, rank))
    epochs = config.epochs or int(np.clip(affordable, _FEWEST_EPOCHS, longest))
    burn_in = min(epochs // 3, int(30 + np.clip(known / 40_000, 0, 30)))
    kept = int(np.clip(_DRAWS_BYTES // (4 * sum(ratings.shape) * (rank + 1)), 4, _MOST_DRAWS))
    return Plan(rank, _directions(known), epochs, burn_in, max(-(-(epochs - burn_in) // kept), 1))


def _rank(config: Config, ratings: Ratings) -> int:
    """The largest rank that the known cells can carry and the time allows."""
    carried = [rank for rank in _RANKS if rank <= max(np.sqrt(ratings.known) / 20, _RANKS[0])]
    allowed = [rank for rank in carried if _GOOD_EPOCHS * seconds_an_epoch(ratings, rank) <= config.budget]
    return max(allowed, default=_RANKS[0])


def _directions(known: int) -> int:
    """More for larger tables, as long as finding them takes seconds: it gathers so many numbers for each rating."""
    return int(np.clip(np.sqrt(known) / 5, 16, min(256, max(_MOST_GATHERED / known, 16))))


def seconds_an_epoch(ratings: Ratings, rank: int) -> float:
    """What one sweep of both sides takes: a part for each rating, a part for each row's solution."""
    width = rank + 1
    a_rating = 30e-9 + 2 * width * (width + 12) / 70e9
    a_row = 9e-9 * width**2 + 1e-6
    timed = 80e-9 * ratings.known if ratings.times is not None else 0.0
    return (2 * ratings.known * a_rating + sum(ratings.shape) * a_row) / 1.7 + timed
