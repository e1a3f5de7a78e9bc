"""Cells that are given more than once: the last one by time counts, without times their mean."""

from dataclasses import dataclass

import numpy as np

from mfdesk.ratings.arrays import Flags, Floats, Integers, Longs


@dataclass(frozen=True, eq=False)
class Cells:
    """n known cells: positions, values, and seconds since 1970 (None: the file has no times)."""

    rows: Integers
    columns: Integers
    values: Floats
    times: Floats | None = None


@dataclass(frozen=True, eq=False)
class Merged:
    """Each cell once; ``repeats`` is how many entries were merged into another one, ``cells`` into how many."""

    once: Cells
    repeats: int
    cells: int


def merge(given: Cells, width: int) -> Merged:
    """``width``: the number of columns of the table."""
    keys = given.rows.astype(np.int64) * width + given.columns
    order = np.argsort(keys, kind="stable")
    starts: Longs = np.flatnonzero(np.diff(keys[order], prepend=-1)).astype(np.int64)
    if len(starts) == len(keys):
        return Merged(given, 0, 0)
    counts: Longs = np.diff(starts, append=len(keys)).astype(np.int64)
    values = given.values[order]
    times = None if given.times is None else given.times[order]
    weights = np.ones(len(keys)) if times is None else _newest(times, starts, counts)
    first = order[starts]
    latest = None if times is None else np.maximum.reduceat(times, starts)
    once = Cells(given.rows[first], given.columns[first], _means(values, weights, starts), latest)
    return Merged(once, len(keys) - len(starts), int((counts > 1).sum()))


def _newest(times: Floats, starts: Longs, counts: Longs) -> Floats:
    """1 for the entries that count: those with the latest time of their cell, or all where a time is unknown."""
    latest = np.repeat(np.maximum.reduceat(times, starts), counts)  # NaN where any of them is
    counting: Flags = (times == latest) | np.isnan(latest)
    return counting.astype(np.float64)


def _means(values: Floats, weights: Floats, starts: Longs) -> Floats:
    """The mean of the entries that count, exactly their value where they agree."""
    counted = weights > 0
    lowest = np.minimum.reduceat(np.where(counted, values, np.inf), starts)
    highest = np.maximum.reduceat(np.where(counted, values, -np.inf), starts)
    totals = np.add.reduceat(weights, starts)
    share = np.repeat(1 / totals, np.diff(starts, append=len(values)))
    means = np.add.reduceat(np.where(counted, values * share, 0.0), starts)
    clipped: Floats = np.where(lowest == highest, lowest, np.clip(means, lowest, highest))
    return clipped
