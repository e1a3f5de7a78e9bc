"""The natural order of names: "Movie 2" before "movie 10", capitals and small letters alike.

Each run of digits is given its length before it and loses its leading zeros, so that the order of bytes is that of
numbers. The names are then sorted eight bytes at a time, those that are still alike by the next eight.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from mfdesk.ratings.arrays import Bytes, Integers, Longs, read_only
from mfdesk.ratings.finding import run_of
from mfdesk.ratings.labels import Labels

_BREAK, _ZERO, _NINE = ord("\n"), ord("0"), ord("9")
_LENGTHS = 16
"""What is added to the length of a number, so that it is never a line feed."""
_BYTES = 8


def natural_ranks(labels: Labels) -> Integers:
    """(n,) int32: where each name stands in natural order, counted from 0; names that are alike have the same rank."""
    job = ranking(labels)
    while True:
        try:
            next(job)
        except StopIteration as end:
            ranks: Integers = end.value
            return ranks


def ranking(labels: Labels) -> Generator[None, None, Integers]:
    """As ``natural_ranks``, handing back control between steps of 0.1 s a million names."""
    run = run_of(labels)
    yield
    names = _Names.of(_with_lengths(run))
    yield
    count = len(labels)
    order, alike = np.arange(count), np.zeros(count, np.bool_)
    alike[1:] = True
    pieces = 0
    while alike.any():
        tied = alike.copy()
        tied[:-1] |= alike[1:]
        where = np.flatnonzero(tied)
        keys = names.keys(order[where], pieces)
        yield
        groups = np.cumsum(~alike[where])
        inside = np.argsort(keys, kind="stable") if groups[-1] == 1 else np.lexsort((keys, groups))
        order[where] = order[where][inside]
        same = (np.diff(keys[inside], prepend=keys[inside[:1]]) == 0) & (np.diff(groups, prepend=0) == 0)
        pieces += 1
        alike[where] = same
        if (names.lengths <= _BYTES * pieces).all():
            break
        yield
    ranks = np.empty(count, np.int32)
    ranks[order] = np.cumsum(~alike) - 1
    return read_only(ranks)


@dataclass(frozen=True, eq=False)
class _Names:
    """Names as one run of bytes, and where each starts and how long it is."""

    run: Bytes
    starts: Longs
    lengths: Longs

    @classmethod
    def of(cls, run: Bytes) -> _Names:
        breaks = np.flatnonzero(run == _BREAK)
        return cls(np.append(run, np.zeros(_BYTES, np.uint8)), breaks[:-1] + 1, np.diff(breaks) - 1)

    def keys(self, chosen: Longs, pieces: int) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
        """The next eight bytes of the chosen names, after so many pieces of eight, as numbers that sort alike."""
        left = self.lengths[chosen] - _BYTES * pieces
        first = np.where(left > 0, self.starts[chosen] + _BYTES * pieces, 0)
        keys = np.zeros(len(chosen), np.uint64)
        for place in range(_BYTES):
            byte = np.where(left > place, self.run[first + place], 0).astype(np.uint64)
            keys |= byte << np.uint64(8 * (_BYTES - 1 - place))
        return keys


def _with_lengths(run: Bytes) -> Bytes:
    """The run with the length of each number before it, and without zeros that lead."""
    digits = (run >= _ZERO) & (run <= _NINE)
    starts = np.flatnonzero(digits[1:] & ~digits[:-1]) + 1
    ends = np.flatnonzero(digits[:-1] & ~digits[1:]) + 1
    padded = (run[starts] == _ZERO) & (ends - starts > 1)
    first = starts.copy()
    if padded.any():
        telling = np.flatnonzero(run != _ZERO)
        first[padded] = np.minimum(telling[np.searchsorted(telling, starts[padded])], ends[padded] - 1)
    heads = np.full((len(starts), 2), _ZERO, np.uint8)
    heads[:, 1] = np.minimum(ends - first + _LENGTHS, 255)
    if not padded.any():
        return np.insert(run, np.repeat(first, 2), heads.ravel())
    leading = np.zeros(len(run), np.int32)
    np.add.at(leading, starts, 1)
    np.add.at(leading, first, -1)
    kept = np.cumsum(leading) == 0
    gone = np.cumsum(~kept)
    return np.insert(run[kept], np.repeat(first - gone[first], 2), heads.ravel())
