"""The names along the edges of the table with the counts and means of their ratings, by the place where they stand."""

from __future__ import annotations

from functools import lru_cache

from mfdesk.arranged import Arrangement
from mfdesk.completed import CompletedTable
from mfdesk.gui.table.words import cut
from mfdesk.gui.words import counted
from mfdesk.ratings.side import Side

_AT_ONCE = 32


class Names:
    """Of one state of a table, in one arrangement."""

    def __init__(self, table: CompletedTable, arrangement: Arrangement) -> None:
        self._edited, self._arrangement = table.edited, arrangement
        self._numbers_near = lru_cache(64)(self._numbers_of)

    def whole(self, side: Side, place: int) -> str:
        return self._edited.labels[side][self._position(side, place)]

    def short(self, side: Side, place: int) -> str:
        """Without what most names of this side share, and never longer than anybody reads."""
        return cut(self._edited.labels[side].short(self._position(side, place)))

    def count(self, side: Side, place: int) -> int:
        """How many ratings it has."""
        return self._numbers(side, place)[0]

    def mean_and_count(self, side: Side, place: int) -> str:
        """ "3.22 · 679"."""
        count, mean = self._numbers(side, place)
        return f"{mean:.2f} · {count:,}" if count else "no ratings"

    def told(self, side: Side, place: int) -> str:
        """ "679 ratings, mean 3.22"."""
        count, mean = self._numbers(side, place)
        return counted(count, "rating") + (f", mean {mean:.2f}" if count else "")

    def _position(self, side: Side, place: int) -> int:
        return self._arrangement.side(side).position(place)

    def _numbers(self, side: Side, place: int) -> tuple[int, float]:
        counts, means = self._numbers_near(side, place // _AT_ONCE)
        return counts[place % _AT_ONCE], means[place % _AT_ONCE]

    def _numbers_of(self, side: Side, block: int) -> tuple[list[int], list[float]]:
        """The counts and means of some neighbours, which are mostly shown together."""
        positions = self._arrangement.side(side).positions(block * _AT_ONCE, (block + 1) * _AT_ONCE)
        counts, means = self._edited.counts_and_means(side, positions)
        return counts.tolist(), means.tolist()
