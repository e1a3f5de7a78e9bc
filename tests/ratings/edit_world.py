"""An edited table held against the plainest thing that does the same: a dictionary."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from mfdesk.ratings import Attribute, Labels, Ratings, Scale
from mfdesk.ratings.edited import Edited
from mfdesk.ratings.edits import Append, Drop, Operation, Rename, Restore, SetCells
from mfdesk.ratings.side import Side


def small_table(rows: int, columns: int, share: float, seed: int, timed: bool = False) -> Ratings:
    """A random table of whole stars, with an attribute of its rows."""
    random = np.random.default_rng(seed)
    where = np.nonzero(random.random((rows, columns)) < share)
    known = len(where[0])
    return Ratings.from_cells(
        where[0].astype(np.int32),
        where[1].astype(np.int32),
        random.integers(1, 6, known).astype(float),
        Labels(f"r{number}" for number in range(rows)),
        Labels(f"c{number}" for number in range(columns)),
        scale=Scale(1, 5, 1),
        times=1e9 + random.random(known) if timed else None,
        row_attributes=(Attribute("age", tuple(str(20 + number) for number in range(rows))),),
    )


@dataclass
class Plain:
    """Cells, names and what is dropped, by position."""

    cells: dict[tuple[int, int], float]
    times: dict[tuple[int, int], float]
    names: tuple[list[str], list[str]]
    dropped: tuple[set[int], set[int]] = field(default_factory=lambda: (set(), set()))
    scale: Scale = field(default_factory=lambda: Scale(1, 5, 1))

    @classmethod
    def of(cls, ratings: Ratings) -> Plain:
        places = list(zip(ratings.rows.tolist(), ratings.columns.tolist(), strict=True))
        times = {} if ratings.times is None else dict(zip(places, ratings.times.tolist(), strict=True))
        names = list(ratings.row_labels), list(ratings.column_labels)
        return cls(dict(zip(places, ratings.values.tolist(), strict=True)), times, names)

    def apply(self, operation: Operation) -> None:
        match operation:
            case SetCells(rows, columns, values):
                for row, column, value in zip(rows.tolist(), columns.tolist(), values.tolist(), strict=True):
                    self._set((row, column), value)
            case Rename(side, position, name):
                self.names[side][position] = name
            case Append(side, names):
                self.names[side].extend(names)
            case Drop(side, positions):
                self.dropped[side].update(positions.tolist())
            case Restore(side, positions):
                self.dropped[side].difference_update(positions.tolist())
            case _:
                raise TypeError(type(operation).__name__)

    def _set(self, place: tuple[int, int], value: float) -> None:
        if np.isnan(value):
            self.cells.pop(place, None)
        elif self.cells.get(place) != value:
            self.cells[place] = value
            self.times.pop(place, None)

    @property
    def alive(self) -> dict[tuple[int, int], float]:
        rows, columns = self.dropped
        return {place: value for place, value in self.cells.items() if place[0] not in rows and place[1] not in columns}

    def ratings(self, opened: Ratings) -> Ratings:
        """The same table by ``from_cells``."""
        places = np.array(list(self.alive), np.int32).reshape(-1, 2)
        times = [self.times.get(place, np.nan) for place in self.alive]
        added = len(self.names[0]) - opened.shape[0]
        return Ratings.from_cells(
            places[:, 0],
            places[:, 1],
            np.array(list(self.alive.values()), float),
            Labels(self.names[0]),
            Labels(self.names[1]),
            scale=self.scale,
            times=None if opened.times is None else np.array(times),
            row_attributes=tuple(Attribute(one.name, one.values + ("",) * added) for one in opened.row_attributes),
        )


def same_bits(one: np.ndarray | None, other: np.ndarray | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.dtype == other.dtype and one.shape == other.shape and one.tobytes() == other.tobytes()


def check_same_ratings(one: Ratings, other: Ratings) -> None:
    """The same bits in every array, and the same names and scale."""
    for name in ("rows", "columns", "values", "times", "row_starts", "column_counts", "column_means"):
        assert same_bits(getattr(one, name), getattr(other, name)), name
    assert list(one.row_labels) == list(other.row_labels)
    assert list(one.column_labels) == list(other.column_labels)
    assert one.scale == other.scale
    assert one.row_attributes == other.row_attributes


def check_queries(edited: Edited, plain: Plain, random: np.random.Generator) -> None:
    """Everything that can be asked of an edited table, against the dictionary and against plain ratings of it."""
    whole = plain.ratings(edited.base.ratings)
    check_same_ratings(edited.ratings, whole)
    assert edited.known == whole.known
    assert edited.shape == whole.shape
    dense = np.full(edited.shape, np.nan)
    dense[whole.rows, whole.columns] = whole.values
    for side in Side:
        turned = dense if side is Side.ROWS else dense.T
        position = int(random.integers(edited.shape[side]))
        assert edited.counts_at_most(side, np.array([position])) >= np.count_nonzero(~np.isnan(turned[position]))
        others, values = edited.cells_of_row(position) if side is Side.ROWS else edited.cells_of_column(position)
        assert others.tolist() == np.flatnonzero(~np.isnan(turned[position])).tolist()
        assert same_bits(values, turned[position][others])
        asked = random.permutation(edited.shape[side])[: random.integers(1, 9)].astype(np.int32)
        counts, means = edited.counts_and_means(side, asked)
        assert same_bits(counts, edited.counts(side)[asked])
        assert same_bits(means, edited.means(side)[asked])
        assert edited.counts(side).tolist() == (~np.isnan(turned)).sum(axis=1).tolist()
        assert [edited.labels[side].position(name) for name in plain.names[side]] == list(range(edited.shape[side]))
    assert same_bits(edited.means(Side.COLUMNS), whole.column_means)
    rows, columns = (random.permutation(size)[: random.integers(1, size + 1)].astype(np.int32) for size in edited.shape)
    found, inside = np.full((len(rows), len(columns)), np.nan), edited.given_in(rows, columns)
    found[inside.rows, inside.columns] = inside.values
    assert same_bits(found, np.ascontiguousarray(dense[np.ix_(rows, columns)]))
    assert same_bits(
        edited.values_at(*(grid.ravel().astype(np.int32) for grid in np.indices(dense.shape))), dense.ravel()
    )
