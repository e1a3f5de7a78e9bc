"""Which rows and columns are shown, in which order: permutations of positions, never copies of the table.

A position is where a row stands in the table and never changes; a place is where it is shown. Sorting, filtering and
pinning are independent: each keeps what the others did.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from mfdesk.ratings.arrays import Flags, Floats, Integers, Longs, read_only
from mfdesk.ratings.edited import Edited
from mfdesk.ratings.overlay import holds
from mfdesk.ratings.side import Side

_DIGIT = 16


@dataclass(frozen=True, eq=False)
class Order:
    """One side of the table as it is shown.

    ``size`` counts all its positions. ``sequence`` (size,) has each of them once, in the order sorted last (None: as in
    the table), ``passing`` (size,) says which pass the filters (None: all), ``pinned`` ones are shown first whatever
    the filters say, and the ``dropped`` (rising) never.
    """

    size: int
    sequence: Integers | None = None
    passing: Flags | None = None
    pinned: tuple[int, ...] = ()
    dropped: Integers | None = None

    @cached_property
    def shown(self) -> Integers | None:
        """The positions by place; None where that is all of them as in the table, which costs nothing."""
        hidden = self._hidden
        if self.sequence is None and hidden is None:
            return None
        order = self._whole if hidden is None else self._whole[~hidden[self._whole]]
        return read_only(np.concatenate([np.array(self._first, np.int32), order]))

    def __len__(self) -> int:
        return self.size if self.shown is None else len(self.shown)

    @property
    def first(self) -> int:
        """How many places at the start are those of pinned ones."""
        return len(self._first)

    def positions(self, start: int, stop: int) -> Integers:
        """The positions at the places from ``start`` up to ``stop``."""
        stop = min(stop, len(self))
        return np.arange(start, stop, dtype=np.int32) if self.shown is None else self.shown[start:stop]

    def position(self, place: int) -> int:
        return place if self.shown is None else int(self.shown[place])

    def place(self, position: int) -> int | None:
        """Where the position is shown; None where it is not."""
        place = int(self.places(np.array([position], np.int32))[0])
        return None if place < 0 else place

    def places(self, positions: Integers) -> Integers:
        """(n,): where each of the positions is shown, -1 where it is not."""
        return np.asarray(positions, np.int32) if self._places is None else self._places[positions]

    def sorted_by(self, keys: Floats | Integers | Longs, descending: bool = False) -> Order:
        """Sorted by one key for each position (size,); NaN comes last either way, and equals keep their order."""
        order = self._whole
        ordered = keys[order]
        hole = np.isnan(ordered) if ordered.dtype.kind == "f" else np.zeros(len(order), np.bool_)
        inside = order[~hole]
        inside = inside[_stable_order(ordered[~hole], descending)]
        return replace(self, sequence=read_only(np.concatenate([inside, order[hole]])))

    def sorted_by_few(self, positions: Integers, keys: Floats, descending: bool = False) -> Order:
        """As ``sorted_by`` where only the (rising) ``positions`` have a key."""
        order, given = self._whole, np.zeros(self.size, np.bool_)
        given[positions] = True
        chosen = given[order]
        first = order[chosen]
        sorted_keys = keys[np.searchsorted(positions, first)]
        first = first[_stable_order(sorted_keys, descending)]
        return replace(self, sequence=read_only(np.concatenate([first, order[~chosen]])))

    def unsorted(self) -> Order:
        return replace(self, sequence=None)

    def filtered(self, passing: Flags | None) -> Order:
        """Only those that pass (size,) are shown."""
        return replace(self, passing=passing)

    def with_pinned(self, positions: Sequence[int]) -> Order:
        """These are shown first, in this order."""
        return replace(self, pinned=tuple(dict.fromkeys(positions)))

    def following(self, edited: Edited, side: Side) -> Order:
        """The same order after an edit: what is new comes last and passes, what was dropped is gone."""
        size, dropped = edited.shape[side], edited.dropped[side]
        if size == self.size and np.array_equal(dropped, () if self.dropped is None else self.dropped):
            return self
        sequence, passing = self.sequence, self.passing
        if sequence is not None:
            more = np.arange(self.size, size, dtype=np.int32)
            sequence = read_only(np.concatenate([sequence[sequence < size], more]))
        if passing is not None:
            passing = read_only(np.concatenate([passing[:size], np.ones(max(size - self.size, 0), np.bool_)]))
        pinned = tuple(position for position in self.pinned if position < size)
        return Order(size, sequence, passing, pinned, dropped if len(dropped) else None)

    @property
    def _whole(self) -> Integers:
        return np.arange(self.size, dtype=np.int32) if self.sequence is None else self.sequence

    @cached_property
    def _first(self) -> tuple[int, ...]:
        """The pinned ones that are there."""
        if self.dropped is None or not self.pinned:
            return self.pinned
        gone = holds(self.dropped, np.array(self.pinned, np.int32)).tolist()
        return tuple(position for position, away in zip(self.pinned, gone, strict=True) if not away)

    @property
    def _hidden(self) -> Flags | None:
        """(size,): which are not shown after the pinned ones; None: all are."""
        if self.passing is None and self.dropped is None and not self.pinned:
            return None
        hidden = np.zeros(self.size, np.bool_) if self.passing is None else ~self.passing
        if self.dropped is not None:
            hidden[self.dropped] = True
        hidden[list(self.pinned)] = True
        return hidden

    @cached_property
    def _places(self) -> Integers | None:
        if self.shown is None:
            return None
        places = np.full(self.size, -1, np.int32)
        places[self.shown] = np.arange(len(self.shown), dtype=np.int32)
        return read_only(places)


@dataclass(frozen=True, eq=False)
class Arrangement:
    """Both sides of the table as they are shown."""

    rows: Order
    columns: Order

    @classmethod
    def of(cls, edited: Edited) -> Arrangement:
        """Everything as in the table."""
        return cls(*(Order(0).following(edited, side) for side in Side))

    def side(self, side: Side) -> Order:
        return self.rows if side is Side.ROWS else self.columns

    def with_side(self, side: Side, order: Order) -> Arrangement:
        return replace(self, rows=order) if side is Side.ROWS else replace(self, columns=order)

    def following(self, edited: Edited) -> Arrangement:
        """The same after an edit."""
        return Arrangement(*(self.side(side).following(edited, side) for side in Side))

    @property
    def is_arranged(self) -> bool:
        """Whether anything is sorted, filtered or pinned."""
        return any(
            order.sequence is not None or order.passing is not None or order.pinned
            for order in (self.rows, self.columns)
        )

    @property
    def shape(self) -> tuple[int, int]:
        """How many rows and columns are shown."""
        return len(self.rows), len(self.columns)


def _stable_order(keys: Floats | Integers | Longs, descending: bool) -> Longs:
    """What sorts the keys, none of them NaN; whole numbers that are not too large in linear time."""
    if not len(keys):
        return np.empty(0, np.int64)
    if keys.dtype.kind == "f":
        return np.argsort(-keys if descending else keys, kind="stable")
    above: Longs = (keys.max() - keys if descending else keys - keys.min()).astype(np.int64)
    return _radix_order(above) if above.max() < 2 ** (2 * _DIGIT) else np.argsort(above, kind="stable")


def _radix_order(keys: Longs) -> Longs:
    """Whole numbers below 2^32, sixteen bits at a time: NumPy sorts such digits without comparing them."""
    order = np.argsort((keys & (2**_DIGIT - 1)).astype(np.uint16), kind="stable")
    if int(keys.max()) < 2**_DIGIT:
        return order
    return order[np.argsort((keys >> _DIGIT).astype(np.uint16)[order], kind="stable")]
