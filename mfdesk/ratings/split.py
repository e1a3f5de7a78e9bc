"""Which known cells are kept aside to measure an honest error."""

import numpy as np

from mfdesk.ratings.arrays import Flags
from mfdesk.ratings.table import Ratings


def held_out(ratings: Ratings, share: float, seed: int) -> Flags:
    """(n,) flags of the known cells that are held out: ``share`` of them, rounded, drawn at random.

    At least two cells always stay to learn from.
    """
    count = min(round(ratings.known * share), max(ratings.known - 2, 0))
    chosen = np.zeros(ratings.known, dtype=np.bool_)
    chosen[np.random.default_rng(seed).permutation(ratings.known)[:count]] = True
    return chosen


def folds(ratings: Ratings, count: int, seed: int) -> list[Flags]:
    """``count`` disjoint sets of held-out cells (n,) that together are all known cells."""
    assigned = np.random.default_rng(seed).permutation(ratings.known) % count
    return [assigned == fold for fold in range(count)]
