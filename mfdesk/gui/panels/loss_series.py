"""The points of one curve, and the ranges that show them without jumping about. Knows no Qt."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from mfdesk.ratings.arrays import Floats


class LossSeries:
    """Losses by epoch; room grows by doubling, so that adding points one by one stays cheap."""

    def __init__(self) -> None:
        self._room = np.empty((2, 64))
        self._size = 0

    def __len__(self) -> int:
        return self._size

    @property
    def epochs(self) -> Floats:
        """(n,), rising."""
        return self._room[0, : self._size]

    @property
    def losses(self) -> Floats:
        """(n,) mean squared errors; may hold infinities, when a training diverges."""
        return self._room[1, : self._size]

    def extend(self, epochs: Sequence[int], losses: Sequence[float]) -> None:
        needed = self._size + len(epochs)
        if needed > self._room.shape[1]:
            wider = np.empty((2, max(needed, 2 * self._room.shape[1])))
            wider[:, : self._size] = self._room[:, : self._size]
            self._room = wider
        self._room[0, self._size : needed] = epochs
        self._room[1, self._size : needed] = losses
        self._size = needed

    def at(self, epoch: int) -> float | None:
        """The loss of this epoch, None where there is none."""
        place = int(np.searchsorted(self.epochs, epoch))
        return float(self.losses[place]) if place < self._size and self.epochs[place] == epoch else None

    @property
    def best(self) -> int | None:
        """The epoch of the lowest loss, None where there is none."""
        return int(self.epochs[np.argmin(self.losses)]) if self._size else None


def thinned(epochs: Floats, values: Floats, most: int = 1500) -> tuple[Floats, Floats]:
    """At most about so many points that draw the same curve: the lowest and the highest of each few neighbours."""
    width = -(-2 * len(values) // most)
    whole = len(values) - len(values) % width if width else 0
    if width <= 2 or not whole:
        return epochs, values
    groups = values[:whole].reshape(-1, width)
    extremes = np.sort(np.stack([groups.argmin(axis=1), groups.argmax(axis=1)], axis=1), axis=1)
    kept = (extremes + np.arange(len(groups))[:, None] * width).ravel()
    kept = np.union1d(kept, [0, len(values) - 1])
    return epochs[kept], values[kept]


def epoch_range(last: int) -> tuple[float, float]:
    """From 0 to a round number at or beyond the last epoch; it moves on only when the curve arrives there."""
    step = _round_step(max(last, 10) / 4)
    return 0.0, step * math.ceil(max(last, 10) / step)


def error_range(lowest: float, highest: float) -> tuple[float, float]:
    """Round numbers around the values, so that a new point moves the axis by whole ticks or not at all."""
    step = _round_step(max(highest - lowest, 1e-3 * highest, 1e-9) / 4)
    bottom, top = step * math.floor(lowest / step), step * math.ceil(highest / step)
    return (bottom, top) if bottom < top else (bottom - step, top + step)


def _round_step(wanted: float) -> float:
    """The smallest of 1, 2, 2.5 and 5 times a power of ten that is not below ``wanted``."""
    power = 10.0 ** math.floor(math.log10(wanted))
    return next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= wanted * (1 - 1e-9))
