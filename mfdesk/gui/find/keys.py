"""What sorts one side of the table: one key for each position, or for the few that have one."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

from mfdesk.arranged import Order
from mfdesk.completed import CompletedTable
from mfdesk.engine.control import RunControl
from mfdesk.engine.report import Progress
from mfdesk.gui.find.terms import Sort, SortBy
from mfdesk.ratings.arrays import Floats, Integers, Longs
from mfdesk.ratings.natural import ranking
from mfdesk.ratings.side import Side
from mfdesk.sorting import all_values, given_values

_NAMES_AT_ONCE = 50_000
"""So many names are ranked in less than 50 ms."""
_PREDICTED_AT_ONCE = 200_000
"""So many cells, each counted once for every draw, are predicted in less than 50 ms."""


@dataclass(frozen=True, eq=False)
class Keys:
    """``values`` of all ``size`` positions, or only of the rising ``positions``."""

    size: int
    values: Floats | Integers | Longs
    positions: Integers | None = None

    def sort(self, order: Order, descending: bool) -> Order:
        if self.positions is None:
            return order.sorted_by(self.values, descending)
        return order.sorted_by_few(self.positions, self.values.astype(float), descending)


def are_quick(table: CompletedTable, side: Side, sort: Sort) -> bool:
    """Whether the keys are there in a blink, so that no thread is needed to find them."""
    if sort.by is SortBy.NAME:
        return table.shape[side] <= _NAMES_AT_ONCE
    return sort.by is not SortBy.VALUES or are_quickly_predicted(table, side)


def are_quickly_predicted(table: CompletedTable, side: Side, lines: int = 1) -> bool:
    """As ``are_quick``, of all values of so many columns (or rows)."""
    return table.model is None or lines * table.shape[side] * table.model.draws <= _PREDICTED_AT_ONCE


def keys_of(table: CompletedTable, side: Side, sort: Sort, control: RunControl) -> Generator[Progress, None, Keys]:
    """The keys of this sort; with a model, predicted values count as given ones do."""
    edited, size = table.edited, table.shape[side]
    match sort.by:
        case SortBy.NAME:
            return Keys(size, (yield from _heeding(ranking(edited.labels[side]), control)))
        case SortBy.COUNT:
            return Keys(size, edited.counts(side))
        case SortBy.MEAN:
            return Keys(size, edited.means(side))
        case SortBy.VALUES if table.model is None:
            positions, values = given_values(table, side, sort.across)
            return Keys(size, values, positions)
        case SortBy.VALUES:
            return Keys(size, (yield from all_values(table, side, sort.across, control)))


def _heeding(job: Generator[None, None, Integers], control: RunControl) -> Generator[Progress, None, Integers]:
    """The same job, between whose steps ``control`` is heeded."""
    while True:
        control.checkpoint()
        try:
            next(job)
        except StopIteration as end:
            ranks: Integers = end.value
            return ranks
        yield Progress(0, 1)
