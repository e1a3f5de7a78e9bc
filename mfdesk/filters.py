"""Which rows (or columns) are to be shown: by name, attribute, number of ratings, mean, error, or what is in them.

A filter is a small value; several together let pass what passes them all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from mfdesk.completed import CompletedTable
from mfdesk.engine.judged import Judged
from mfdesk.ratings.arrays import Flags, Floats, read_only
from mfdesk.ratings.finding import NameIndex
from mfdesk.ratings.side import Side


@dataclass(frozen=True)
class NameHas:
    """The name contains the text, capitals or not."""

    text: str


@dataclass(frozen=True)
class AttributeIs:
    """The attribute of this name has one of the values."""

    attribute: str
    values: frozenset[str]


@dataclass(frozen=True)
class CountWithin:
    """So many ratings, both ends among them."""

    lowest: float = -np.inf
    highest: float = np.inf


@dataclass(frozen=True)
class MeanWithin:
    """The mean rating lies here, both ends among it; what has no rating has no mean."""

    lowest: float = -np.inf
    highest: float = np.inf


@dataclass(frozen=True)
class ErrorWithin:
    """The error on held-out ratings lies here; what has none has no error."""

    lowest: float = -np.inf
    highest: float = np.inf


@dataclass(frozen=True)
class HasPredicted:
    """At least one cell is predicted."""


@dataclass(frozen=True)
class HasEdited:
    """At least one rating was changed since the model was learned."""


Filter = NameHas | AttributeIs | CountWithin | MeanWithin | ErrorWithin | HasPredicted | HasEdited


@dataclass(frozen=True, eq=False)
class Facts:
    """What the filters of one side ask. ``names`` searches its names, ``errors`` are those of ``errors_by``."""

    table: CompletedTable
    side: Side
    names: NameIndex
    errors: Floats | None = None

    def passing(self, filters: Sequence[Filter]) -> Flags | None:
        """(size,): which pass them all; None where nothing is asked. For ``Order.filtered``."""
        if not filters:
            return None
        passing: Flags = np.logical_and.reduce([self._passes(one) for one in filters])
        return read_only(passing)

    def _passes(self, one: Filter) -> Flags:
        edited, side = self.table.edited, self.side
        match one:
            case NameHas(text):
                return self._flags(self.names.find(text))
            case AttributeIs(attribute, values):
                return self._with_attribute(attribute, values)
            case CountWithin(lowest, highest):
                return _within(edited.counts(side).astype(np.float64), lowest, highest)
            case MeanWithin(lowest, highest):
                return _within(edited.means(side), lowest, highest)
            case ErrorWithin(lowest, highest):
                return _within(self._known_errors, lowest, highest)
            case HasPredicted():
                return self._predicted
            case HasEdited():
                return self._flags(self.table.unseen.positions(side))

    @property
    def _size(self) -> int:
        return self.table.shape[self.side]

    def _flags(self, positions: np.ndarray[tuple[int], np.dtype[np.int32]]) -> Flags:
        flags = np.zeros(self._size, np.bool_)
        flags[positions] = True
        return flags

    def _with_attribute(self, name: str, values: frozenset[str]) -> Flags:
        for one in self.table.edited.attributes(self.side):
            if one.name == name:
                return np.fromiter((value in values for value in one.values), np.bool_, self._size)
        return np.zeros(self._size, np.bool_)

    @cached_property
    def _known_errors(self) -> Floats:
        """The errors, and none for what came after they were measured."""
        errors = np.full(self._size, np.nan)
        measured = np.empty(0) if self.errors is None else self.errors[: self._size]
        errors[: len(measured)] = measured
        return errors

    @property
    def _predicted(self) -> Flags:
        if self.table.model is None:
            return np.zeros(self._size, np.bool_)
        others = self.table.shape[self.side.other] - len(self.table.edited.dropped[self.side.other])
        fewer: Flags = self.table.edited.counts(self.side) < others
        return fewer


def errors_by(judged: Judged, side: Side, size: int) -> Floats:
    """(size,): the root mean squared error on the held-out ratings of each row (or column), NaN where it has none."""
    positions = judged.rows if side is Side.ROWS else judged.columns
    squares = np.bincount(positions, weights=(judged.predicted - judged.given) ** 2, minlength=size)
    counts = np.bincount(positions, minlength=size)
    means = np.divide(squares, counts, out=np.full(len(counts), np.nan), where=counts > 0)
    return read_only(np.sqrt(means))


def _within(values: Floats, lowest: float, highest: float) -> Flags:
    """NaN is nowhere."""
    within: Flags = (values >= lowest) & (values <= highest)
    return within
