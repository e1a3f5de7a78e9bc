"""What can be changed in a table by hand: each change is a small value, and so is the one that takes it back.

``apply`` makes the next state of a table and the inverse of the change. Applying the inverse to that state gives the
earlier one again, to the bit; its own inverse is the redo. An inverse fits only the state that it came with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from mfdesk.errors import NameEmpty, NameTaken, RatingNotFinite, RatingOffScale, RatingTooExtreme
from mfdesk.ratings.arrays import Flags, Floats, Integers, Longs, read_only
from mfdesk.ratings.changed_labels import ChangedLabels
from mfdesk.ratings.edited import Edited
from mfdesk.ratings.overlay import Overlay, columns_of, keys_of, rows_of
from mfdesk.ratings.side import Side
from mfdesk.ratings.table import LARGEST, SMALLEST, Scale, out_of_reach


@dataclass(frozen=True, eq=False)
class SetCells:
    """Ratings for the cells (rows[n], columns[n]), each at most once; NaN clears. ``widen`` allows values off the
    scale, and the scale then takes them in."""

    rows: Integers
    columns: Integers
    values: Floats
    widen: bool = False


@dataclass(frozen=True, eq=False)
class PutBack:
    """The inverse of ``SetCells``: cells by rising ``keys`` as they were, the ``opened`` ones as the file gave them,
    with their times; and the ``scale``."""

    keys: Longs
    values: Floats
    opened: Flags
    scale: Scale


@dataclass(frozen=True)
class Rename:
    side: Side
    position: int
    name: str


@dataclass(frozen=True)
class Append:
    """New rows (or columns) at the end."""

    side: Side
    names: tuple[str, ...]


@dataclass(frozen=True)
class Withdraw:
    """The inverse of ``Append``: the last rows (or columns), added and empty, go."""

    side: Side
    count: int


@dataclass(frozen=True, eq=False)
class Drop:
    """Rows (or columns) that leave the table: they keep their positions, and their ratings until they are restored."""

    side: Side
    positions: Integers


@dataclass(frozen=True, eq=False)
class Restore:
    """Dropped rows (or columns) come back, with the ratings that they had."""

    side: Side
    positions: Integers


@dataclass(frozen=True)
class Together:
    """Changes that are made one after the other and taken back at once."""

    operations: tuple[Operation, ...]


Operation = SetCells | PutBack | Rename | Append | Withdraw | Drop | Restore | Together


def apply(edited: Edited, operation: Operation) -> tuple[Edited, Operation]:
    """The table after the change, and the change that takes it back.

    Raises ``RatingOffScale``, ``RatingNotFinite``, ``RatingTooExtreme``, ``NameTaken`` or ``NameEmpty``, and then
    nothing is changed.
    """
    changed, inverse = _applied(edited, operation)
    return replace(changed, version=edited.version + 1), inverse


def _applied(edited: Edited, operation: Operation) -> tuple[Edited, Operation]:
    match operation:
        case SetCells():
            return _set_cells(edited, operation)
        case PutBack():
            return _put_back(edited, operation)
        case Rename():
            return _rename(edited, operation)
        case Append():
            return _append(edited, operation)
        case Withdraw():
            return _withdraw(edited, operation)
        case Drop(side, positions):
            return _with_dropped(edited, side, np.union1d(edited.dropped[side], positions))
        case Restore(side, positions):
            return _with_dropped(edited, side, np.setdiff1d(edited.dropped[side], positions))
        case Together(operations):
            return _one_by_one(edited, operations)


def _one_by_one(edited: Edited, operations: Sequence[Operation]) -> tuple[Edited, Operation]:
    inverses: list[Operation] = []
    for operation in operations:
        edited, inverse = _applied(edited, operation)
        inverses.insert(0, inverse)
    return edited, Together(tuple(inverses))


def _set_cells(edited: Edited, operation: SetCells) -> tuple[Edited, Operation]:
    rows, columns = (np.asarray(positions, np.int32) for positions in (operation.rows, operation.columns))
    values = np.asarray(operation.values, np.float64)
    _check_places(edited, rows, columns)
    scale = _scale_with(edited.scale, values, operation.widen)
    keys = keys_of(rows, columns)
    order = np.argsort(keys, kind="stable")
    if (np.diff(keys[order]) == 0).any():
        raise ValueError("a cell is set twice")
    before = edited.values_at(rows, columns)
    other = ~((before == values) | (np.isnan(before) & np.isnan(values)))
    order = order[other[order]]
    return _put_back(edited, PutBack(keys[order], values[order], np.zeros(len(order), np.bool_), scale))


def _put_back(edited: Edited, operation: PutBack) -> tuple[Edited, Operation]:
    overlay, keys = edited.overlay, operation.keys
    at, changed = overlay.find(keys)
    places, opened = edited.base.locate(rows_of(keys), columns_of(keys))
    earlier = np.full(len(keys), np.nan)
    earlier[changed] = overlay.values[at[changed]]
    as_it_was = PutBack(keys, earlier, ~changed, edited.scale)
    new = Overlay(keys, operation.values, places, opened)
    return replace(edited, overlay=overlay.put(new, operation.opened), scale=operation.scale), as_it_was


def _check_places(edited: Edited, rows: Integers, columns: Integers) -> None:
    """Only what is shown can be set: anything else is a defect of whoever asks."""
    for side, positions in zip(Side, (rows, columns), strict=True):
        if len(positions) and not 0 <= positions.min() <= positions.max() < edited.shape[side]:
            raise ValueError("there is no such cell")
        if edited.is_dropped(side, positions).any():
            raise ValueError("the cell was dropped")


def _scale_with(scale: Scale, values: Floats, widen: bool) -> Scale:
    """The scale once these values are on it."""
    if np.isinf(values).any():
        raise RatingNotFinite
    if (beyond := out_of_reach(values)).any():
        raise RatingTooExtreme(float(values[beyond][0]), LARGEST, SMALLEST)
    off = scale.lacks(values)
    if not off.any():
        return scale
    if not widen:
        raise RatingOffScale(float(values[off][0]), scale.lowest, scale.highest, scale.step)
    return widened(scale, values)


_PARTS = (1, 2, 4, 5, 10, 20, 100)
"""Into so many parts a step is cut, the fewest that will do, when a value falls between two."""
_MOST_STEPS = 100


def widened(scale: Scale, values: Floats) -> Scale:
    """The narrowest scale that holds this one and the values; its step is the old one or a simple part of it."""
    given = values[~np.isnan(values)]
    ends = min(scale.lowest, float(given.min())), max(scale.highest, float(given.max()))
    for step in () if scale.step is None else (scale.step / parts for parts in _PARTS):
        finer = Scale(*ends, step)
        if ends[1] - ends[0] <= _MOST_STEPS * step and not finer.lacks(np.append(given, scale.lowest)).any():
            return finer
    return Scale(*ends)


def _rename(edited: Edited, operation: Rename) -> tuple[Edited, Operation]:
    labels, position = edited.labels[operation.side], operation.position
    if edited.is_dropped(operation.side, np.array([position])).any():
        raise ValueError("the row was dropped")
    _check_names(edited, operation.side, (operation.name,), position)
    inverse = Rename(operation.side, position, labels[position])
    return _with_labels(edited, operation.side, labels.with_name(position, operation.name)), inverse


def _append(edited: Edited, operation: Append) -> tuple[Edited, Operation]:
    _check_names(edited, operation.side, operation.names)
    more = edited.labels[operation.side].with_more(operation.names)
    return _with_labels(edited, operation.side, more), Withdraw(operation.side, len(operation.names))


def _withdraw(edited: Edited, operation: Withdraw) -> tuple[Edited, Operation]:
    side, count, labels = operation.side, operation.count, edited.labels[operation.side]
    last = np.arange(len(labels) - count, len(labels), dtype=np.int32)
    in_use = len(edited.overlay.of(side, last)[1]) or edited.is_dropped(side, last).any()
    if count > len(labels.added) or in_use:
        raise ValueError("they are in use")
    names = labels.added[len(labels.added) - count :]
    return _with_labels(edited, side, labels.without_last(count)), Append(side, names)


def _check_names(edited: Edited, side: Side, names: Sequence[str], own: int | None = None) -> None:
    """A name is text, and no two rows (or columns) have the same, dropped ones included: they may come back."""
    taken: set[str] = set()
    for name in names:
        if not name.strip():
            raise NameEmpty(_kind(edited, side))
        holder = edited.labels[side].position(name)
        if name in taken or holder not in (None, own):
            dropped = holder is not None and bool(edited.is_dropped(side, np.array([holder])).any())
            raise NameTaken(_kind(edited, side), name, dropped)
        taken.add(name)


def _kind(edited: Edited, side: Side) -> str:
    """What the file calls a row or a column."""
    opened = edited.base.ratings
    return (opened.row_noun or "row") if side is Side.ROWS else (opened.column_noun or "column")


def _with_labels(edited: Edited, side: Side, labels: ChangedLabels) -> Edited:
    rows, columns = edited.labels
    return replace(edited, labels=(labels, columns) if side is Side.ROWS else (rows, labels))


def _with_dropped(edited: Edited, side: Side, dropped: Longs | Integers) -> tuple[Edited, Operation]:
    """Sets which are dropped; the inverse names only those for which that is another answer than before."""
    if len(dropped) and not 0 <= dropped[0] <= dropped[-1] < edited.shape[side]:
        raise ValueError("there is no such row")
    before, after = edited.dropped[side], read_only(dropped.astype(np.int32))
    changed = read_only(np.setxor1d(before, after).astype(np.int32))
    inverse = Restore(side, changed) if len(after) > len(before) else Drop(side, changed)
    rows, columns = edited.dropped
    return replace(edited, dropped=(after, columns) if side is Side.ROWS else (rows, after)), inverse
