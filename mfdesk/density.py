"""How densely the table is rated, everywhere in it: known cells counted on a coarse grid over what is shown."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from mfdesk.arranged import Arrangement, Order
from mfdesk.engine.control import RunControl
from mfdesk.engine.report import Progress
from mfdesk.ratings.arrays import Floats, Integers, Longs
from mfdesk.ratings.edited import Edited
from mfdesk.ratings.overlay import columns_of, rows_of

_AT_ONCE = 2**18
"""Cells counted between two checkpoints: a few milliseconds."""


@dataclass(frozen=True, eq=False)
class Density:
    """``shares`` (h, w): of the cells of each field of the grid, the share that is known, 0 to 1."""

    shares: Floats


def density(
    edited: Edited, arrangement: Arrangement, height: int, width: int, control: RunControl
) -> Generator[Progress, None, Density]:
    """On a grid of at most ``height`` by ``width`` fields; hidden rows and columns count nowhere."""
    down, across = _fields(arrangement.rows, height), _fields(arrangement.columns, width)
    shape = min(height, arrangement.shape[0]), min(width, arrangement.shape[1])
    counts = np.zeros(shape[0] * shape[1], np.int64)
    opened, overlay = edited.base.ratings, edited.overlay
    for first in range(0, opened.known, _AT_ONCE):
        control.checkpoint()
        part = slice(first, first + _AT_ONCE)
        counts += _counted(down[opened.rows[part]], across[opened.columns[part]], shape)
        yield Progress(min(first + _AT_ONCE, opened.known), opened.known)
    gone = overlay.replaced
    counts -= _counted(down[opened.rows[gone]], across[opened.columns[gone]], shape)
    new = overlay.keys[~np.isnan(overlay.values)]
    counts += _counted(down[rows_of(new)], across[columns_of(new)], shape)
    cells = np.outer(_sizes(down, shape[0]), _sizes(across, shape[1]))
    return Density(counts.reshape(shape) / np.maximum(cells, 1))


def _fields(order: Order, most: int) -> Integers:
    """The field of each position, -1 where it is not shown."""
    places = order.places(np.arange(order.size, dtype=np.int32)).astype(np.int64)
    count = min(most, len(order))
    return np.where(places < 0, -1, places * count // max(len(order), 1)).astype(np.int32)


def _counted(down: Integers, across: Integers, shape: tuple[int, int]) -> Longs:
    """How many cells lie in each field, row by row."""
    fields = down.astype(np.int64) * shape[1] + across
    hidden = (down < 0) | (across < 0)
    return np.bincount(fields[~hidden] if hidden.any() else fields, minlength=shape[0] * shape[1])


def _sizes(fields: Integers, count: int) -> Longs:
    return np.bincount(fields[fields >= 0], minlength=count)
