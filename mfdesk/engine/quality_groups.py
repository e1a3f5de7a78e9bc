"""Held-out cells in groups: by the rating given, by how much was known, and by the row or column they stand in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mfdesk.engine.judged import Judged
from mfdesk.ratings.arrays import Floats, Integers, Longs, read_only
from mfdesk.ratings.table import Scale

_MOST_STEPS = 20
"""A scale of more steps is parted like one that has none."""
_PARTS = 10
_SUPPORT_GROUPS = 5
_ENOUGH, _FEWEST = 5, 2
"""Held-out cells that a row must have to be compared with others, and when no row has so many."""


def errors_of(judged: Judged) -> Floats:
    """(n,) predicted minus given: above 0 where the prediction is too high."""
    return judged.predicted - judged.given


@dataclass(frozen=True, eq=False)
class Bands:
    """The scale in g parts, from ``lows`` (g,) to ``highs`` (g,): its steps (both the same), or ten equal ranges."""

    lows: Floats
    highs: Floats

    @classmethod
    def of(cls, scale: Scale) -> Bands:
        width = scale.highest - scale.lowest
        if width <= 0:
            return cls(np.array([scale.lowest]), np.array([scale.lowest]))
        if scale.step is not None and width / scale.step < _MOST_STEPS:
            steps: Floats = scale.lowest + scale.step * np.arange(round(width / scale.step) + 1, dtype=np.float64)
            return cls(steps, steps)
        bounds: Floats = np.linspace(scale.lowest, scale.highest, _PARTS + 1, dtype=np.float64)
        return cls(bounds[:-1], bounds[1:])

    @property
    def centres(self) -> Floats:
        centres: Floats = (self.lows + self.highs) / 2
        return centres

    def places(self, values: Floats) -> Longs:
        """(n,): the band that each value lies in; beyond the scale, the nearest one."""
        between = (self.centres[1:] + self.centres[:-1]) / 2
        return np.searchsorted(between, values, side="right")


@dataclass(frozen=True, eq=False)
class Groups:
    """g groups of held-out cells in the order of what they are grouped by, each from ``lows`` to ``highs``, all (g,).

    ``counts`` of cells (int64), and their means: the rating ``given`` and ``predicted``, the absolute error ``mae`` and
    the signed one ``bias`` (above 0: predicted too high), NaN in an empty group.
    """

    lows: Floats
    highs: Floats
    counts: Longs
    given: Floats
    predicted: Floats
    mae: Floats
    bias: Floats


@dataclass(frozen=True, eq=False)
class Lines:
    """The m rows (or columns) with at least ``fewest`` held-out cells, the largest error first, equal ones by position.

    ``positions`` (m,) int32, ``counts`` (m,) of held-out cells, ``mae`` (m,) and ``bias`` (m,) as in ``Groups``.
    """

    positions: Integers
    counts: Longs
    mae: Floats
    bias: Floats
    fewest: int


def by_rating(judged: Judged, scale: Scale) -> Groups:
    """Grouped by the rating given: by each step of the scale, or by each tenth of it."""
    bands = Bands.of(scale)
    return _grouped(judged, bands.places(judged.given), bands.lows, bands.highs)


def by_support(judged: Judged, support: Integers) -> Groups:
    """About five groups of like size by ``support`` (n,): how many ratings there were to learn the cell's line from."""
    counts = np.bincount(support)
    values = np.flatnonzero(counts)
    shares = np.arange(1, _SUPPORT_GROUPS + 1) / _SUPPORT_GROUPS
    last = np.unique(np.searchsorted(np.cumsum(counts[values]), shares * len(support), side="left"))
    highs, lows = values[last], values[np.concatenate([[0], last[:-1] + 1])]
    group_of = np.searchsorted(highs, np.arange(len(counts)), side="left")
    return _grouped(judged, group_of[support], lows.astype(np.float64), highs.astype(np.float64))


def by_line(judged: Judged, lines: Integers, size: int) -> Lines:
    """Grouped by ``lines`` (n,), the row (or column) of each cell, of which the table has ``size``."""
    counts = np.bincount(lines, minlength=size)
    fewest = _ENOUGH if counts.max(initial=0) >= _ENOUGH else _FEWEST
    errors = errors_of(judged)
    mae, bias = (_means(lines, kind, counts) for kind in (np.abs(errors), errors))
    enough = np.flatnonzero(counts >= fewest)
    order = enough[np.argsort(-mae[enough], kind="stable")]
    return Lines(
        positions=read_only(order.astype(np.int32)),
        counts=read_only(counts[order]),
        mae=read_only(mae[order]),
        bias=read_only(bias[order]),
        fewest=fewest,
    )


def _grouped(judged: Judged, places: Longs, lows: Floats, highs: Floats) -> Groups:
    counts = np.bincount(places, minlength=len(lows))
    errors = errors_of(judged)
    given, predicted, mae, bias = (
        read_only(_means(places, values, counts)) for values in (judged.given, judged.predicted, np.abs(errors), errors)
    )
    return Groups(read_only(lows), read_only(highs), read_only(counts), given, predicted, mae, bias)


def _means(places: Longs | Integers, values: Floats, counts: Longs) -> Floats:
    """The mean of the values at each place, NaN where there are none."""
    sums = np.bincount(places, weights=values, minlength=len(counts))
    means: Floats = np.divide(sums, counts, out=np.full(len(counts), np.nan), where=counts > 0)
    return means
