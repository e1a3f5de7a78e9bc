"""How sure a method without noise of its own can say it is: by how wrong it was on held-out cells of like support.

The support of a cell is what its row and its column have been rated, as if in parallel: 1 / (1 / n_row + 1 / n_column).
Cells of little support are further off. It is an estimate from errors that were seen, no posterior, and is named so.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mfdesk.ratings.arrays import Floats, Integers, read_only
from mfdesk.ratings.table import Ratings

_CELLS_A_BIN = 200
_MOST_BINS = 8


@dataclass(frozen=True, eq=False)
class ErrorBySupport:
    """``row_counts`` (R,) and ``column_counts`` (C,) of the ratings that were learned from, ``supports`` (b,) rising,
    and ``errors`` (b,) the root mean squared error, in rating units, of held-out cells around each of them."""

    row_counts: Floats
    column_counts: Floats
    supports: Floats
    errors: Floats

    @classmethod
    def of(cls, seen: Ratings, aside: Ratings, errors: Floats) -> ErrorBySupport:
        """From the ``errors`` (n,) on the held-out cells ``aside`` of a model that has seen ``seen``."""
        rows = np.bincount(seen.rows, minlength=seen.shape[0]).astype(np.float64)
        columns = np.bincount(seen.columns, minlength=seen.shape[1]).astype(np.float64)
        supports = _support(rows[aside.rows], columns[aside.columns])
        bins = int(np.clip(len(errors) // _CELLS_A_BIN, 1, _MOST_BINS))
        parts = np.array_split(np.argsort(supports, kind="stable"), bins)
        middles = np.array([np.median(supports[part]) for part in parts])
        sizes = np.array([np.sqrt(np.mean(errors[part] ** 2)) for part in parts])
        return cls(read_only(rows), read_only(columns), read_only(middles), read_only(sizes))

    def learned_from(self, ratings: Ratings) -> ErrorBySupport:
        """The same errors for a model that has seen these ratings."""
        rows = np.bincount(ratings.rows, minlength=ratings.shape[0]).astype(np.float64)
        columns = np.bincount(ratings.columns, minlength=ratings.shape[1]).astype(np.float64)
        return ErrorBySupport(read_only(rows), read_only(columns), self.supports, self.errors)

    def with_more(self, rows: int, columns: int) -> ErrorBySupport:
        """The same errors for a table with so many more rows and columns, none of them rated."""
        row_counts, column_counts = np.pad(self.row_counts, (0, rows)), np.pad(self.column_counts, (0, columns))
        return ErrorBySupport(read_only(row_counts), read_only(column_counts), self.supports, self.errors)

    def block(self, rows: Integers, columns: Integers) -> Floats:
        """(len(rows), len(columns)) spreads in rating units."""
        return self._spreads(_support(self.row_counts[rows][:, None], self.column_counts[columns]))

    def cells(self, rows: Integers, columns: Integers) -> Floats:
        """(n,) spreads of the single cells (rows[n], columns[n])."""
        return self._spreads(_support(self.row_counts[rows], self.column_counts[columns]))

    def _spreads(self, supports: Floats) -> Floats:
        return np.interp(np.log1p(supports), np.log1p(self.supports), self.errors)


def _support(rows: Floats, columns: Floats) -> Floats:
    """n_row n_column / (n_row + n_column), 0 where either is 0."""
    together = np.maximum(rows + columns, 1)
    support: Floats = rows * columns / together
    return support
