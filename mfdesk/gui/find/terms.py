"""By what the table is sorted and filtered: kept beside the arrangement, to be shown, changed and applied again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto

from mfdesk.arranged import Arrangement, Order
from mfdesk.filters import (
    AttributeIs,
    AttributeWithin,
    ErrorWithin,
    Filter,
    HasEdited,
    HasHoles,
    IsWhole,
    NameHas,
    ValueWithin,
)
from mfdesk.ratings.changed_labels import ChangedLabels
from mfdesk.ratings.edited import Edited
from mfdesk.ratings.indexed import Indexed
from mfdesk.ratings.side import Side


class SortBy(Enum):
    """What the rows, or the columns, are sorted by."""

    NAME = auto()
    COUNT = auto()
    MEAN = auto()
    VALUES = auto()
    """The values of one column, or of one row."""


@dataclass(frozen=True)
class Sort:
    """``across`` is the position on the other side whose values sort, for ``SortBy.VALUES`` alone."""

    by: SortBy
    descending: bool
    across: int = -1

    def is_like(self, other: Sort | None) -> bool:
        """Whether both differ in no more than their direction."""
        return other is not None and (self.by, self.across) == (other.by, other.across)


@dataclass(frozen=True)
class Moment:
    """What sorts and filters can ask: the state of the table, how many trainings there were, and how often it was
    described further."""

    edited: Edited
    trainings: int
    descriptions: int


@dataclass(frozen=True, eq=False)
class Terms:
    """Of one side: the sort and the filters, and of which moment the answers are that are shown."""

    sort: Sort | None = None
    sorted_at: Moment | None = None
    filters: tuple[Filter, ...] = ()
    filtered_at: Moment | None = None

    def standing_on(self, base: Indexed) -> Terms:
        """The same terms after more became known of rows or columns: the states of the table have another base now."""

        def moved(moment: Moment | None) -> Moment | None:
            if moment is None or moment.edited.base is base:
                return moment
            return replace(moment, edited=replace(moment.edited, base=base))

        return replace(self, sorted_at=moved(self.sorted_at), filtered_at=moved(self.filtered_at))

    @property
    def said(self) -> object:
        """What tells these terms from others."""
        return self.sort, self.sort and self.sorted_at, self.filters, self.filters and self.filtered_at

    def sort_is_old(self, side: Side, now: Moment) -> bool:
        """Whether the same sort would now find another order, or could."""
        if self.sort is None or self.sorted_at is None:
            return False
        then = self.sorted_at
        match self.sort.by:
            case SortBy.NAME:
                return _names_differ(side, then, now)
            case SortBy.COUNT | SortBy.MEAN:
                return _ratings_differ(side, then, now)
            case SortBy.VALUES:
                return then.trainings != now.trainings or _values_differ(side, self.sort.across, then, now)

    def filter_is_old(self, place: int, side: Side, now: Moment) -> bool:
        """Whether the filter at this place would now let others pass, or could."""
        if self.filtered_at is None:
            return False
        then, learned = self.filtered_at, self.filtered_at.trainings != now.trainings
        match self.filters[place]:
            case NameHas():
                return _names_differ(side, then, now)
            case AttributeIs() | AttributeWithin():
                return then.descriptions != now.descriptions
            case ErrorWithin():
                return learned
            case ValueWithin(across) as one:
                if one.asks_predictions:
                    return learned or _values_differ(side, across, then, now)
                return _ratings_of_differ(side, across, then, now)
            case HasEdited():
                return learned or _ratings_differ(side, then, now)
            case HasHoles() | IsWhole():
                return _ratings_differ(side, then, now) or _others_differ(side, then, now)
            case _:
                return _ratings_differ(side, then, now)

    def is_old(self, side: Side, now: Moment) -> bool:
        places = range(len(self.filters))
        return self.sort_is_old(side, now) or any(self.filter_is_old(place, side, now) for place in places)


@dataclass(frozen=True, eq=False)
class Arranged:
    """How the table is arranged, and the terms it came from."""

    arrangement: Arrangement
    terms: tuple[Terms, Terms] = (Terms(), Terms())

    def with_side(self, side: Side, order: Order, terms: Terms) -> Arranged:
        both = (terms, self.terms[1]) if side is Side.ROWS else (self.terms[0], terms)
        return Arranged(self.arrangement.with_side(side, order), both)

    def bare(self) -> Arranged:
        """The same without what can be worked out anew: of a million rows that is two thirds of the memory."""
        return Arranged(Arrangement(*(replace(self.arrangement.side(side)) for side in Side)), self.terms)

    def says_the_same(self, other: Arranged) -> bool:
        """Whether both are sorted, filtered and pinned alike, and at the same moment."""
        return self._said == other._said

    @property
    def _said(self) -> object:
        pinned = self.arrangement.rows.pinned, self.arrangement.columns.pinned
        return pinned, [terms.said for terms in self.terms]


def _names_differ(side: Side, then: Moment, now: Moment) -> bool:
    before, after = ChangedLabels.of(then.edited.labels[side]), ChangedLabels.of(now.edited.labels[side])
    return before is not after and (before.renamed, before.added) != (after.renamed, after.added)


def _ratings_differ(side: Side, then: Moment, now: Moment) -> bool:
    return now.edited is not then.edited and len(now.edited.unseen(then.edited).positions(side)) > 0


def _values_differ(side: Side, across: int, then: Moment, now: Moment) -> bool:
    """Of predicted ones nobody knows: every edit may move them."""
    if now.edited is then.edited:
        return False
    return bool(now.edited.unseen(then.edited)) if now.trainings else _ratings_of_differ(side, across, then, now)


def _ratings_of_differ(side: Side, across: int, then: Moment, now: Moment) -> bool:
    return now.edited is not then.edited and across in now.edited.unseen(then.edited).positions(side.other)


def _others_differ(side: Side, then: Moment, now: Moment) -> bool:
    """Whether columns (or rows) came or went."""
    one, other = then.edited, now.edited
    gone = len(one.dropped[side.other]), len(other.dropped[side.other])
    return (one.shape[side.other], gone[0]) != (other.shape[side.other], gone[1])
