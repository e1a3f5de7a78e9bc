"""Which rows (or columns) are to be shown: by name, attribute, number of ratings, mean, error, or what is in them.

A filter is a small value; several together let pass what passes them all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

import numpy as np

from mfdesk.completed import CompletedTable
from mfdesk.engine.judged import Judged
from mfdesk.ratings.arrays import Flags, Floats, Integers, read_only
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
class AttributeWithin:
    """The attribute of this name is a number that lies here, both ends among it; what is not known is no number."""

    attribute: str
    lowest: float = -np.inf
    highest: float = np.inf


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


class Which(Enum):
    """Which cells of a column (or row) count."""

    ALL = "given or predicted"
    GIVEN = "given"
    OTHERS = "predicted, or empty as long as there is no model"


@dataclass(frozen=True)
class ValueWithin:
    """The cell that is shared with the column (or row) ``across``, a position on the other side, is one of ``which``
    and its value lies here, both ends among it. With both ends open any will do."""

    across: int
    lowest: float = -np.inf
    highest: float = np.inf
    which: Which = Which.ALL

    @property
    def is_open(self) -> bool:
        return self.lowest == -np.inf and self.highest == np.inf

    @property
    def asks_predictions(self) -> bool:
        """Whether it cannot be told without ``Facts.values``."""
        return self.which is not Which.GIVEN and not self.is_open


@dataclass(frozen=True)
class HasHoles:
    """At least one cell is not given: it is predicted, or empty as long as there is no model."""


@dataclass(frozen=True)
class IsWhole:
    """Every cell is given."""


@dataclass(frozen=True)
class HasEdited:
    """At least one rating was changed since the model was learned."""


Filter = (
    NameHas
    | AttributeIs
    | AttributeWithin
    | CountWithin
    | MeanWithin
    | ErrorWithin
    | ValueWithin
    | HasHoles
    | IsWhole
    | HasEdited
)


@dataclass(frozen=True, eq=False)
class Facts:
    """What the filters of one side ask. ``names`` searches its names, ``errors`` are those of ``errors_by``, and
    ``values`` are those of ``sorting.all_values``, of each column (or row) that ``ValueWithin.asks_predictions`` of."""

    table: CompletedTable
    side: Side
    names: NameIndex
    errors: Floats | None = None
    values: Mapping[int, Floats] = field(default_factory=dict)

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
            case AttributeWithin(attribute, lowest, highest):
                return _within(self._attribute_numbers(attribute), lowest, highest)
            case CountWithin(lowest, highest):
                return _within(edited.counts(side).astype(np.float64), lowest, highest)
            case MeanWithin(lowest, highest):
                return _within(edited.means(side), lowest, highest)
            case ErrorWithin(lowest, highest):
                return _within(self._known_errors, lowest, highest)
            case ValueWithin():
                return self._with_value(one)
            case HasHoles():
                return self._has_holes
            case IsWhole():
                whole: Flags = ~self._has_holes
                return whole
            case HasEdited():
                return self._flags(self.table.unseen.positions(side))

    @property
    def _size(self) -> int:
        return self.table.shape[self.side]

    def _flags(self, positions: Integers) -> Flags:
        flags = np.zeros(self._size, np.bool_)
        flags[positions] = True
        return flags

    def _with_attribute(self, name: str, values: frozenset[str]) -> Flags:
        for one in self.table.edited.attributes(self.side):
            if one.name == name:
                return np.fromiter((value in values for value in one.values), np.bool_, self._size)
        return np.zeros(self._size, np.bool_)

    def _attribute_numbers(self, name: str) -> Floats:
        """NaN where it is not known, or no number."""
        found = (one.numbers for one in self.table.edited.attributes(self.side) if one.name == name)
        numbers = next(found, None)
        return np.full(self._size, np.nan) if numbers is None else numbers

    @cached_property
    def _known_errors(self) -> Floats:
        """The errors, and none for what came after they were measured."""
        errors = np.full(self._size, np.nan)
        measured = np.empty(0) if self.errors is None else self.errors[: self._size]
        errors[: len(measured)] = measured
        return errors

    def _with_value(self, one: ValueWithin) -> Flags:
        cells = self.table.edited.cells_of(self.side.other, np.array([one.across], np.int32))
        within = _within(cells.values, one.lowest, one.highest)
        if one.which is Which.GIVEN:
            return self._flags(cells.columns[within])
        flags = np.ones(self._size, np.bool_) if one.is_open else self._predicted_within(one)
        flags[cells.columns] = one.which is Which.ALL and within
        return flags

    def _predicted_within(self, one: ValueWithin) -> Flags:
        if self.table.speaker is None:
            return np.zeros(self._size, np.bool_)
        return _within(self.values[one.across], one.lowest, one.highest)

    @property
    def _has_holes(self) -> Flags:
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
