"""Where nothing is held out, a rehearsal on a part of the table tells ALS how strong a ridge it needs.

That hangs on the noise in the ratings and on how much the factors explain, and differs between tables by a factor of
three. A few ten thousand ratings tell it as well as all: the rehearsal takes whole rows, so that those keep their
ratings, and costs a large table little.
"""

from __future__ import annotations

import numpy as np

from mfdesk.engine.config import Config, Method
from mfdesk.engine.control import RunControl
from mfdesk.ratings.table import Ratings

SHARE = 0.1
"""Of the part's ratings, how many judge."""
_ENOUGH = 40_000
_FEWEST = 2_000
"""With fewer ratings those that are held out of them say more of chance than of the table."""


def is_rehearsed(config: Config, ratings: Ratings) -> bool:
    """Whether the method has a strength to find, and there are enough ratings to find it by. Who says how many epochs
    there are to be gets those and no others."""
    return config.method is Method.ALS and config.epochs is None and ratings.known >= _FEWEST


def part_of(ratings: Ratings, seed: int) -> Ratings:
    """The ratings of as many rows, drawn at random, as have 40,000 together; of a smaller table, all."""
    counts = np.diff(ratings.row_starts)
    order = np.random.default_rng((seed, 4)).permutation(len(counts))
    chosen = np.zeros(len(counts), np.bool_)
    chosen[order[: np.searchsorted(np.cumsum(counts[order]), _ENOUGH) + 1]] = True
    return ratings.take(chosen[ratings.rows])


class Backstage(RunControl):
    """The hand on a rehearsal: pause, cancel and finish reach it, but who goes step by step does not see its epochs."""

    def __init__(self, control: RunControl) -> None:
        super().__init__()
        self._control = control

    @property
    def finishing(self) -> bool:
        return self._control.finishing

    def checkpoint(self) -> None:
        self._control.checkpoint()
