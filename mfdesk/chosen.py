"""The chosen cells of a table as it is shown: rectangles of places, and what lies around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from mfdesk.arranged import Arrangement
from mfdesk.ratings.arrays import Integers
from mfdesk.ratings.side import Side
from mfdesk.selected import Rectangle


@dataclass(frozen=True)
class Part:
    """A rectangle of chosen cells, by place. The parts of one selection never overlap."""

    rows: range
    columns: range

    @property
    def cells(self) -> int:
        return len(self.rows) * len(self.columns)


@dataclass(frozen=True)
class Frame:
    """The rectangle that holds all parts; ``columns`` are the places of its columns, in runs that rise.

    Rows and columns of it in which nothing is chosen stay, but where it is ``closed`` they are left out.
    """

    height: int
    columns: tuple[range, ...]
    closed: bool = False

    @classmethod
    def around(cls, parts: Sequence[Part]) -> Frame:
        return cls(
            max(part.rows.stop for part in parts) - min(part.rows.start for part in parts),
            (range(min(part.columns.start for part in parts), max(part.columns.stop for part in parts)),),
        )

    @classmethod
    def closed_around(cls, parts: Sequence[Part]) -> Frame:
        rows, columns = _together([part.rows for part in parts]), _together([part.columns for part in parts])
        return cls(sum(map(len, rows)), columns, closed=True)

    @property
    def width(self) -> int:
        return sum(map(len, self.columns))

    @property
    def cells(self) -> int:
        return self.height * self.width

    def slots(self, columns: Sequence[range]) -> list[slice]:
        """Where each of these runs of columns stands among the columns of the frame."""
        starts = np.array([run.start for run in self.columns])
        before = np.cumsum([0, *map(len, self.columns)])
        found = []
        for run in columns:
            at = int(np.searchsorted(starts, run.start, side="right")) - 1
            first = int(before[at]) + run.start - self.columns[at].start
            found.append(slice(first, first + len(run)))
        return found


@dataclass(frozen=True)
class Band:
    """Rows, by place, in all of which the same runs of columns are chosen, which rise and may be none."""

    rows: range
    columns: tuple[range, ...]


def bands(parts: Sequence[Part], *, closed: bool = False) -> Iterator[Band]:
    """The parts from top to bottom; ``closed``: without the rows in which nothing is chosen."""
    edges = sorted({edge for part in parts for edge in (part.rows.start, part.rows.stop)})
    waiting = sorted(parts, key=lambda part: part.rows.start, reverse=True)
    active: list[Part] = []
    for first, stop in pairwise(edges):
        active = [part for part in active if part.rows.stop > first]
        while waiting and waiting[-1].rows.start <= first:
            active.append(waiting.pop())
        if active or not closed:
            yield Band(range(first, stop), _together([part.columns for part in active]))


def rectangles(parts: Sequence[Part], arrangement: Arrangement) -> list[Rectangle]:
    """The same cells by position, in as few rectangles as is quickly found: a thousand scattered rows are one."""
    by_columns: dict[range, list[range]] = {}
    for part in parts:
        by_columns.setdefault(part.columns, []).append(part.rows)
    by_rows: dict[tuple[range, ...], list[range]] = {}
    for columns, rows in by_columns.items():
        by_rows.setdefault(_together(rows), []).append(columns)
    return [
        Rectangle(positions(rows, arrangement, Side.ROWS), positions(_together(columns), arrangement, Side.COLUMNS))
        for rows, columns in by_rows.items()
    ]


def positions(runs: Sequence[range], arrangement: Arrangement, side: Side) -> Integers:
    """The positions at these runs of places."""
    order = arrangement.side(side)
    found = [order.positions(run.start, run.stop) for run in runs]
    return np.concatenate(found) if len(found) > 1 else found[0] if found else np.empty(0, np.int32)


def _together(runs: Sequence[range]) -> tuple[range, ...]:
    """The runs in rising order, those that touch as one."""
    found: list[range] = []
    for run in sorted(runs, key=lambda run: run.start):
        if found and run.start <= found[-1].stop:
            found[-1] = range(found[-1].start, max(found[-1].stop, run.stop))
        else:
            found.append(run)
    return tuple(found)
