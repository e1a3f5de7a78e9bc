"""How two states of an edited table differ: what a model that was learned from one has not seen of the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mfdesk.ratings.arrays import Flags, Integers, Longs, read_only
from mfdesk.ratings.overlay import columns_of, holds, keys_of, rows_of
from mfdesk.ratings.side import Side

if TYPE_CHECKING:
    from mfdesk.ratings.edited import Edited


@dataclass(frozen=True, eq=False)
class Unseen:
    """What a table has that an earlier state of it had not: the ``keys`` of the cells whose rating is another, and the
    positions, rising, of the ``rows`` and ``columns`` that have one more, one less or another rating, or are new."""

    keys: Longs
    rows: Integers
    columns: Integers

    def __bool__(self) -> bool:
        return bool(len(self.rows) or len(self.columns))

    @property
    def cells(self) -> tuple[Integers, Integers]:
        """The rows and columns (n,) of the cells whose rating is another."""
        return rows_of(self.keys), columns_of(self.keys)

    def holds(self, rows: Integers, columns: Integers) -> Flags:
        """Whether each of these cells (n,) has another rating."""
        return holds(self.keys, keys_of(rows, columns))

    def positions(self, side: Side) -> Integers:
        return self.rows if side is Side.ROWS else self.columns

    @classmethod
    def between(cls, now: Edited, then: Edited) -> Unseen:
        """What ``now`` has and ``then`` had not, two states of one table."""
        keys = _differing_keys(now, then)
        touched = [[rows_of(keys)], [columns_of(keys)]]
        for side in Side:
            touched[side].append(np.arange(then.shape[side], now.shape[side], dtype=np.int32))
            changed = np.setxor1d(now.dropped[side], then.dropped[side])
            if len(changed):
                touched[side].append(changed)
                touched[side.other] += [state.cells_of(side, changed).columns for state in (now, then)]
        rows, columns = (read_only(np.unique(np.concatenate(some)).astype(np.int32)) for some in touched)
        return cls(read_only(keys), rows[rows < now.shape[0]], columns[columns < now.shape[1]])


def _differing_keys(now: Edited, then: Edited) -> Longs:
    """The cells that have another rating, whether or not their row and column were dropped."""
    both = now.overlay, then.overlay
    if both[0] is both[1]:
        return np.empty(0, np.int64)
    keys = np.concatenate([one.keys for one in both])
    order = np.argsort(keys, kind="stable")  # linear, as either half rises
    order = order[np.diff(keys[order], prepend=-1) > 0]
    keys = keys[order]
    opened = np.concatenate([one.opened for one in both])[order]
    places = np.concatenate([one.places for one in both])[order]
    ratings = np.full((2, len(keys)), np.nan)
    ratings[:, opened] = now.base.ratings.values[places[opened]]
    for own, overlay in zip(ratings, both, strict=True):
        at, changed = overlay.find(keys)
        own[changed] = overlay.values[at[changed]]
    same = (ratings[0] == ratings[1]) | np.isnan(ratings).all(axis=0)
    differing: Longs = keys[~same]
    return differing
