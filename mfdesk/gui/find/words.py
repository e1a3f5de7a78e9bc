"""How sorts, filters and pins are said, in the data's own nouns."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from mfdesk.filters import (
    AttributeIs,
    AttributeWithin,
    CountWithin,
    ErrorWithin,
    Filter,
    HasEdited,
    HasHoles,
    IsWhole,
    MeanWithin,
    NameHas,
    ValueWithin,
    Which,
)
from mfdesk.gui.find.terms import Sort, SortBy
from mfdesk.gui.words import counted, given, plural
from mfdesk.ratings.edited import Edited
from mfdesk.ratings.side import Side

UNKNOWN = "not known"
"""What stands for an attribute that the file leaves empty."""
_LONGEST = 32
_VALUES_NAMED = 3
_LONG = 1e15


def shortened(name: str, longest: int = _LONGEST) -> str:
    """The name on one line, its end cut off where it is long."""
    line = " ".join(name.split()) or name
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


@dataclass(frozen=True, eq=False)
class Naming:
    """What the rows and columns of a table, and each of them, are called."""

    edited: Edited

    def noun(self, side: Side) -> str:
        opened = self.edited.base.ratings
        return (opened.row_noun or "row") if side is Side.ROWS else (opened.column_noun or "column")

    def nouns(self, side: Side) -> str:
        return plural(self.noun(side))

    def counted(self, side: Side, count: int) -> str:
        return counted(count, self.noun(side))

    def total(self, side: Side) -> int:
        """How many there are, the dropped left out."""
        return self.edited.shape[side] - len(self.edited.dropped[side])

    def shown(self, shape: tuple[int, int]) -> str:
        """ "214 of 1,373 respondents, all 40 cuisines": so many of the rows and columns that there are."""
        return ", ".join(of_total(shape[side], self.total(side), self.noun(side)) for side in Side)

    def name(self, side: Side, position: int) -> str:
        """As the headers have it, cut where it is long."""
        labels = self.edited.labels[side]
        return shortened(labels[position] if side is Side.ROWS else labels.short(position))

    def key(self, side: Side, sort: Sort) -> str:
        """What is sorted by: "name", "number of ratings", "mean", or the name of a column."""
        match sort.by:
            case SortBy.NAME:
                return "name"
            case SortBy.COUNT:
                return "number of ratings"
            case SortBy.MEAN:
                return "mean"
            case SortBy.VALUES:
                return self.name(side.other, sort.across)

    # what the Edit menu says

    def to_sort(self, side: Side, sort: Sort) -> str:
        """ "Sort respondents by Brazil"."""
        usual = sort.descending is usually_descending(sort.by)
        return f"Sort {self.nouns(side)} by {self.key(side, sort)}{'' if usual else f', {direction(sort)}'}"

    def to_filter(self, side: Side, shown: int) -> str:
        """ "Show 12 cuisines"."""
        every = shown == self.total(side)
        return f"Show all {self.nouns(side)}" if every else f"Show {self.counted(side, shown)}"

    # what the chips say

    def sorted(self, side: Side, sort: Sort) -> str:
        """ "respondents sorted by Brazil, highest first"."""
        return f"{self.nouns(side)} sorted by {self.key(side, sort)}, {direction(sort)}"

    def pinned(self, side: Side, count: int) -> str:
        return f"{self.counted(side, count)} pinned"

    def filtered(self, side: Side, one: Filter) -> str:
        """ "respondents with 5 to 20 ratings"."""
        nouns = self.nouns(side)
        match one:
            case NameHas(text):
                return f"{nouns} with “{shortened(text, 20)}” in the name"
            case AttributeIs(attribute, values):
                return f"{nouns}: {shortened(attribute, 20)} {_either(values)}"
            case AttributeWithin(attribute, lowest, highest):
                return f"{nouns}: {shortened(attribute, 20)} {_between(lowest, highest, plainly)}"
            case CountWithin(lowest, highest):
                last = lowest if math.isinf(highest) else highest
                return f"{nouns} with {_between(lowest, highest)} {'rating' if last == 1 else 'ratings'}"
            case MeanWithin(lowest, highest):
                return f"{nouns} with a mean of {_between(lowest, highest)}"
            case ErrorWithin(lowest, highest):
                return f"{nouns} with an error of {_between(lowest, highest)}"
            case ValueWithin(across, lowest, highest, which):
                limits = "" if one.is_open else f", {_between(lowest, highest)}"
                return f"{nouns}: {self.name(side.other, across)} {_kinds(which, one.is_open)}{limits}"
            case HasHoles():
                return f"{nouns} with cells that are not given"
            case IsWhole():
                return f"{nouns} with every cell given"
            case HasEdited():
                return f"{nouns} with edited cells"


def usually_descending(by: SortBy) -> bool:
    """Names begin with A; of numbers the highest are asked for first."""
    return by is not SortBy.NAME


def corner_words(sort: Sort) -> str:
    """ "by mean ↓", as short as the corner of a table is; "" where the header that was sorted by says it. Down: the
    highest come first."""
    words = {SortBy.NAME: "by name", SortBy.COUNT: "by ratings", SortBy.MEAN: "by mean"}.get(sort.by)
    return f"{words} {'↓' if sort.descending else '↑'}" if words else ""


def direction(sort: Sort) -> str:
    if sort.by is SortBy.NAME:
        return "Z to A" if sort.descending else "A to Z"
    return "highest first" if sort.descending else "lowest first"


def of_total(shown: int, total: int, noun: str) -> str:
    """ "214 of 1,373 respondents", "all 40 cuisines", "none of 40 cuisines"."""
    words = counted(total, noun)
    if shown == total:
        return words if total == 1 else f"all {words}"
    return f"{shown:,} of {words}" if shown else f"none of {words}"


def _kinds(which: Which, is_open: bool) -> str:
    match which:
        case Which.GIVEN:
            return "given"
        case Which.OTHERS:
            return "not given" if is_open else "predicted"
        case Which.ALL:
            return "given or not" if is_open else "given or predicted"


def _either(values: frozenset[str]) -> str:
    names = sorted(values)
    if len(names) > _VALUES_NAMED:
        return f"one of {len(names):,}"
    return " or ".join(shortened(name, 20) or UNKNOWN for name in names)


def _between(lowest: float, highest: float, said: Callable[[float], str] | None = None) -> str:
    said = said or _number
    if lowest == highest:
        return said(lowest)
    if math.isinf(highest):
        return f"at least {said(lowest)}"
    return f"at most {said(highest)}" if math.isinf(lowest) else f"{said(lowest)} to {said(highest)}"


def plainly(value: float) -> str:
    """Without separators of thousands: 1994 may be a year."""
    return f"{value:.0f}" if float(value).is_integer() and abs(value) < _LONG else given(round(value, 6))


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 1000 else given(round(value, 6))
