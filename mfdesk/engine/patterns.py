"""Hidden patterns made visible: where each row or column lies by what the model has learned.

The map is of at most ``MOST_SHOWN`` items (rows or columns), those with most ratings. What lies at the ends of a
factor, and what sets the ends apart, is told of items with enough ratings only: with few, a place says more of chance
than of taste.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, replace

import numpy as np

from mfdesk.engine.apart import Difference, Measures, differences
from mfdesk.engine.axes import Axes
from mfdesk.engine.control import RunControl
from mfdesk.engine.model import Model
from mfdesk.engine.report import Progress
from mfdesk.engine.traits import Trait, trait_of
from mfdesk.ratings.arrays import Floats, Integers, Longs, Singles, read_only
from mfdesk.ratings.side import Side
from mfdesk.ratings.table import Ratings

MOST_SHOWN = 100_000
ENDS = 8
"""Names told at either end of a factor."""
_MOST_RATINGS_ASKED = 20
_AT_ONCE = 1024
"""Items between two checkpoints."""


@dataclass(frozen=True)
class End:
    """An item (its ``place`` in the map) that lies far out, and its feature there."""

    place: int
    value: float


@dataclass(frozen=True)
class Page:
    """One factor: the farthest items ``left`` and ``right``, the farthest first, and what goes along with it.

    Only items with at least ``least`` ratings are told of.
    """

    left: tuple[End, ...]
    right: tuple[End, ...]
    least: int
    apart: tuple[Difference, ...] = ()


@dataclass(frozen=True, eq=False)
class PatternMap:
    """The n items shown of one side of the table, by k features.

    ``positions`` (n,) in the table, rising; ``left_out`` items have fewer ratings than these and are not shown.
    ``features`` (n, k) float32; a row's feature times a column's is in rating units. ``strengths`` (k,) is the share
    of what the factors explain together, falling, and ``numbers`` (k) what the factors are called. ``counts`` and
    ``means`` (n,) are those of the ratings (mean NaN without any). ``point_method``: whether the model has features
    of its own to show. ``pages`` has one for each factor.
    """

    side: Side
    positions: Integers
    left_out: int
    features: Singles
    strengths: Floats
    numbers: tuple[int, ...]
    counts: Longs
    means: Floats
    traits: tuple[Trait, ...] = ()
    point_method: bool = False
    pages: tuple[Page, ...] = ()

    @property
    def rank(self) -> int:
        return int(self.features.shape[1])


def pattern_map(
    model: Model, axes: Axes, ratings: Ratings, side: Side, control: RunControl
) -> Generator[Progress, None, PatternMap]:
    """The map of one side by these axes, with a page for each of its factors."""
    counts, means = _counts_and_means(ratings, side)
    positions = _most_rated(counts)
    total = len(positions) + axes.count
    parts = []
    for first in range(0, len(positions), _AT_ONCE):
        control.checkpoint()
        chosen = positions[first : first + _AT_ONCE]
        parts.append(axes.rows(model, chosen) if side is Side.ROWS else axes.columns(model, chosen))
        yield Progress(first + len(chosen), total)
    traits = yield from _traits(ratings, side, positions, control)
    shown = PatternMap(
        side,
        positions,
        left_out=len(counts) - len(positions),
        features=read_only(np.concatenate([np.empty((0, axes.count)), *parts]).astype(np.float32)),
        strengths=axes.strengths,
        numbers=axes.numbers,
        counts=read_only(counts[positions]),
        means=read_only(means[positions]),
        traits=traits,
        point_method=model.draws == 1,
    )
    pages, measures = [], measures_of(shown)
    for factor in range(shown.rank):
        control.checkpoint()
        pages.append(replace(ends_of(shown, factor), apart=differences(measures, shown.features[:, factor])))
        yield Progress(len(positions) + factor + 1, total)
    return replace(shown, pages=tuple(pages))


def enough_ratings(counts: Longs, names: int = 2 * ENDS) -> int:
    """How many ratings an item needs to be told of: a quarter of the mean, at most 20; fewer where otherwise there
    would be fewer than ``names`` such items."""
    if not len(counts):
        return 0
    wanted = min(_MOST_RATINGS_ASKED, int(np.ceil(counts.mean() / 4)))
    reached = np.sort(counts)[-min(names, len(counts))]
    return int(min(wanted, reached))


def ends_of(shown: PatternMap, factor: int, count: int = ENDS) -> Page:
    """The items farthest out along one factor, up to ``count`` to either side; what is equal comes by position."""
    least = enough_ratings(shown.counts, 2 * count)
    places = np.flatnonzero(shown.counts >= least)
    values = shown.features[places, factor]
    count = min(count, len(places) // 2)
    left, right = (np.argsort(sign * values, kind="stable")[:count] for sign in (1, -1))
    return Page(_ends(places[left], values[left]), _ends(places[right], values[right]), least)


def _ends(places: Longs, values: Singles) -> tuple[End, ...]:
    return tuple(End(int(place), float(value)) for place, value in zip(places, values, strict=True))


def measures_of(shown: PatternMap) -> Measures:
    return Measures(shown.counts >= enough_ratings(shown.counts), shown.counts, shown.means, shown.traits)


def _traits(
    ratings: Ratings, side: Side, positions: Integers, control: RunControl
) -> Generator[Progress, None, tuple[Trait, ...]]:
    attributes = ratings.row_attributes if side is Side.ROWS else ratings.column_attributes
    traits = []
    for attribute in attributes:
        control.checkpoint()
        traits.append(trait_of(attribute, positions))
        yield Progress(len(positions), 0)
    return tuple(trait for trait in traits if trait is not None)


def _counts_and_means(ratings: Ratings, side: Side) -> tuple[Longs, Floats]:
    if side is Side.COLUMNS:
        return ratings.column_counts, ratings.column_means
    counts = np.diff(ratings.row_starts)
    sums = np.bincount(ratings.rows, weights=ratings.values, minlength=len(counts))
    return counts, np.divide(sums, counts, out=np.full(len(counts), np.nan), where=counts > 0)


def _most_rated(counts: Longs) -> Integers:
    """The positions of the items with most ratings, rising; of equal counts the first."""
    if len(counts) <= MOST_SHOWN:
        return read_only(np.arange(len(counts), dtype=np.int32))
    best = np.argsort(-counts, kind="stable")[:MOST_SHOWN]
    return read_only(np.sort(best).astype(np.int32))
