"""Names beside the points of a map, as many as have room: none over another, none over a mark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from mfdesk.ratings.arrays import Floats, Longs, Singles

_GAP = 7.0
"""Pixels from the middle of a mark to its name."""
_MARK, _RING = 4.0, 9.0
"""Pixels around the middle of a mark, and of one with a ring around it, that no name may cover."""


@dataclass(frozen=True)
class PlacedName:
    """A name and the rectangle that it stands in, in pixels."""

    place: int
    text: str
    x: float
    y: float
    width: float
    height: float


def placed_names(
    pixels: Singles,
    places: Sequence[int],
    texts: Sequence[str],
    widths: Sequence[float],
    height: float,
    bounds: tuple[float, float, float, float],
    ringed: int = 0,
) -> Iterator[PlacedName | None]:
    """A name for each of the ``places``, in this order of importance; None for one that has no room.

    ``pixels`` (n, 2) are all points of the map; only those at ``places`` have marks that are kept free. The name of a
    point within the ``bounds`` (left, top, right, bottom) stays inside of them. The first ``ringed`` have rings around
    their marks.
    """
    reaches = np.where(np.arange(len(places)) < ringed, _RING, _MARK)[:, None]
    marks = _around(pixels[np.array(places, np.int64)].astype(float), reaches)
    taken = np.empty((0, 4))
    for number, (place, text, width) in enumerate(zip(places, texts, widths, strict=True)):
        x, y = pixels[place].tolist()
        name = None
        for corner in _corners(x, y, width, height, _GAP + (_RING - _MARK if number < ringed else 0)):
            box = np.array([*corner, corner[0] + width, corner[1] + height])
            if not _is_cut(box, (x, y), bounds) and not _covers(box, taken) and not _covers(box, marks):
                name = PlacedName(place, text, *corner, width, height)
                taken = np.vstack([taken, box])
                break
        yield name


def _corners(x: float, y: float, width: float, height: float, gap: float) -> list[tuple[float, float]]:
    """Where the left top of a name may stand: right, left, above, below, and aslant."""
    middle, slant = y - height / 2, 0.7 * gap
    return [
        (x + gap, middle),
        (x - gap - width, middle),
        (x - width / 2, y - gap - height + 2),
        (x - width / 2, y + gap - 2),
        (x + slant, y - slant - height + 3),
        (x + slant, y + slant - 3),
        (x - slant - width, y - slant - height + 3),
        (x - slant - width, y + slant - 3),
    ]


def _around(points: Floats, reach: Floats) -> Floats:
    return np.column_stack([points - reach, points + reach])


def _is_cut(box: Floats, point: tuple[float, float], bounds: tuple[float, float, float, float]) -> bool:
    """Whether the point is within the bounds and its box is not."""
    left, top, right, bottom = bounds
    within = left <= point[0] <= right and top <= point[1] <= bottom
    return within and not (left <= box[0] and top <= box[1] and box[2] <= right and box[3] <= bottom)


def _covers(box: Floats, others: Floats) -> bool:
    """Whether the box (left, top, right, bottom) shares ground with any of the others (m, 4)."""
    apart = (others[:, 2] <= box[0]) | (others[:, 0] >= box[2]) | (others[:, 3] <= box[1]) | (others[:, 1] >= box[3])
    return not bool(apart.all())


def most_rated_first(places: Longs, counts: Longs, most: int | None = None) -> Longs:
    """The same places, or so many of them, those with most ratings first."""
    if most is not None and len(places) > most:  # to sort 100,000 for the sake of a few takes long
        least = np.partition(counts[places], -most)[-most]
        places = places[counts[places] >= least]
    order: Longs = places[np.argsort(-counts[places], kind="stable")][:most]
    return order
