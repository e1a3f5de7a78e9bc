"""An edited table as plain ratings: one pass over the cells, for training, saving and writing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import compress
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from mfdesk.ratings.arrays import Flags, Integers, Longs, read_only
from mfdesk.ratings.labels import Labels
from mfdesk.ratings.overlay import Overlay, columns_of, holds, rows_of
from mfdesk.ratings.side import Side
from mfdesk.ratings.table import Attribute, Ratings

if TYPE_CHECKING:
    from mfdesk.ratings.edited import Edited


def merged(edited: Edited) -> Ratings:
    """The ratings with all changes made; what did not change is shared with those that were opened."""
    opened = edited.base.ratings
    if edited.as_opened:
        return opened
    rows, columns, values, times = _cells(edited)
    if not edited.shown_as_opened:
        dropped = [edited.is_dropped(side, positions) for side, positions in zip(Side, (rows, columns), strict=True)]
        alive = ~(dropped[0] | dropped[1])
        if not alive.all():
            rows, columns, values = rows[alive], columns[alive], values[alive]
            times = None if times is None else times[alive]
    return replace(
        opened,
        rows=read_only(rows),
        columns=read_only(columns),
        values=read_only(values),
        times=None if times is None else read_only(times),
        row_labels=edited.labels[Side.ROWS].whole(),
        column_labels=edited.labels[Side.COLUMNS].whole(),
        scale=edited.scale,
        row_attributes=edited.attributes(Side.ROWS),
        column_attributes=edited.attributes(Side.COLUMNS),
    )


def _cells(edited: Edited) -> tuple[Any, Any, Any, Any]:
    """Rows, columns, values and times of the cells with the changes in, dropped ones among them."""
    opened, overlay = edited.base.ratings, edited.overlay
    if not len(overlay):
        return opened.rows, opened.columns, opened.values, opened.times
    given = ~np.isnan(overlay.values)
    other = given & overlay.opened
    values, times = opened.values.copy(), None if opened.times is None else opened.times.copy()
    values[overlay.places[other]] = overlay.values[other]
    if times is not None:
        times[overlay.places[other]] = np.nan
    new, gone = given & ~overlay.opened, overlay.places[~given & overlay.opened]
    if not new.any() and not len(gone):
        return opened.rows, opened.columns, values, times
    kept = np.ones(len(values), np.bool_)
    kept[gone] = False
    keys, at = overlay.keys[new], _after(overlay, new, gone)
    parts = (opened.rows, rows_of(keys)), (opened.columns, columns_of(keys)), (values, overlay.values[new])
    rows, columns, values = (_moved(old, kept, len(gone), at, fresh) for old, fresh in parts)
    if times is not None:
        times = _moved(times, kept, len(gone), at, np.full(len(keys), np.nan))
    return rows, columns, values, times


def _after(overlay: Overlay, new: Flags, gone: Longs) -> Longs:
    """Where the new cells go once those that are gone have left."""
    places = overlay.places[new]
    after: Longs = places - np.searchsorted(gone, places)
    return after


def _moved(old: npt.NDArray[Any], kept: Flags, gone: int, at: Longs, fresh: npt.NDArray[Any]) -> npt.NDArray[Any]:
    left = old[kept] if gone else old
    return np.insert(left, at, fresh) if len(at) else left


def without(ratings: Ratings, rows: Integers, columns: Integers) -> Ratings:
    """The ratings without these rows and columns (rising), whose names go too; those of their ratings go with them."""
    alive = ~(holds(rows, ratings.rows) | holds(columns, ratings.columns))
    own, others = ratings.rows[alive], ratings.columns[alive]
    return replace(
        ratings,
        rows=read_only(own - np.searchsorted(rows, own).astype(np.int32)),
        columns=read_only(others - np.searchsorted(columns, others).astype(np.int32)),
        values=read_only(ratings.values[alive]),
        times=None if ratings.times is None else read_only(ratings.times[alive]),
        row_labels=Labels(_left(ratings.row_labels, rows)),
        column_labels=Labels(_left(ratings.column_labels, columns)),
        row_attributes=tuple(Attribute(one.name, _left(one.values, rows)) for one in ratings.row_attributes),
        column_attributes=tuple(Attribute(one.name, _left(one.values, columns)) for one in ratings.column_attributes),
    )


def _left(texts: Sequence[str], gone: Integers) -> tuple[str, ...]:
    """The texts at all positions but these."""
    kept = np.ones(len(texts), np.bool_)
    kept[gone] = False
    return tuple(compress(texts, kept.tolist()))
