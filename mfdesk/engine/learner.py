"""What every method is made of: two sides to sweep, and what it can say after each pass."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from mfdesk.engine.beliefs import SidePrior
from mfdesk.engine.drift import Drift
from mfdesk.engine.standard import Standard
from mfdesk.engine.steps import OrderedSteps
from mfdesk.engine.sweep import Side, Workers
from mfdesk.ratings.arrays import Floats, Singles, read_only
from mfdesk.ratings.example import Example
from mfdesk.ratings.table import Ratings


@dataclass(frozen=True, eq=False)
class Draws:
    """S states of the two factor tables, each row [p_i, b_i] and each column [q_j, c_j], standardised.

    ``rows`` (S, R, K), ``columns`` (S, C, K) float32, ``noise`` (S,) standard deviations (NaN: not known).
    ``row_prior`` and ``column_prior`` are what the method believed of each side under these draws. With ``steps`` the
    factors are those of the scores behind the ratings.
    """

    rows: Singles
    columns: Singles
    noise: Floats
    row_prior: SidePrior
    column_prior: SidePrior
    drifts: tuple[Drift, ...] = ()
    steps: OrderedSteps | None = None


class Learner(Protocol):
    """A method at work on one set of known cells."""

    @property
    def averaging(self) -> bool:
        """Whether its predictions are already an average over draws."""

    def epoch(self) -> float:
        """One pass over the known cells; returns the mean squared error on them, standardised."""

    def predict(self, cells: Ratings) -> Floats:
        """(n,) standardised predictions of these cells as they stand after the last epoch; their values are not read.

        Called once an epoch, with the same cells each time.
        """

    def look(self, example: Example) -> Look:
        """The present state of one row and a few columns: copies."""

    def draws(self) -> Draws:
        """The state to keep: a copy that later epochs do not change."""


@dataclass(frozen=True, eq=False)
class Look:
    """The present factors and, last, bias of an example's ``row`` (k + 1,) and ``columns`` (m, k + 1), and what they
    predict (m,), standardised."""

    row: Singles
    columns: Singles
    predicted: Floats


@dataclass(frozen=True, eq=False)
class Sides:
    """The two sides of a table in groups, and the workers that sweep them."""

    rows: Side
    columns: Side
    known: int
    crew: Workers

    def predict(self, cells: Ratings) -> Floats:
        """What the current factors predict for these cells, standardised."""
        x, y = self.rows.factors[cells.rows], self.columns.factors[cells.columns]
        products: Floats = np.einsum("nk,nk->n", x[:, :-1], y[:, :-1], dtype=np.float64)
        return products + x[:, -1] + y[:, -1]

    def look(self, example: Example) -> Look:
        """The current factors of an example, copied."""
        row, columns = self.rows.factors[example.row].copy(), self.columns.factors[list(example.columns)]
        predicted = (columns[:, :-1] @ row[:-1] + columns[:, -1] + row[-1]).astype(np.float64)
        return Look(read_only(row), read_only(columns), predicted)

    def draws(self, row_prior: SidePrior, column_prior: SidePrior) -> Draws:
        """The current factors as the only draw of a method that does not know its noise."""
        rows, columns = self.rows.factors[None].copy(), self.columns.factors[None].copy()
        return Draws(rows, columns, np.array([np.nan]), row_prior, column_prior)


def sides(ratings: Ratings, standard: Standard, rank: int, seed: int, crew: Workers, spread: float) -> Sides:
    """Both sides with small random factors of standard deviation ``spread`` and biases of 0."""
    values, (rows, columns) = standard.standardise(ratings.values), ratings.shape
    first, second, third, fourth = np.random.SeedSequence(seed).generate_state(4)
    left = Side(ratings.rows, ratings.columns, values, (rows, columns), rank + 1, int(first))
    right = Side(ratings.columns, ratings.rows, values, (columns, rows), rank + 1, int(second))
    for side, start in ((left, third), (right, fourth)):
        random = np.random.default_rng(start)
        shape = (len(side.factors), rank)
        side.factors[:, :-1] = spread * random.standard_normal(shape, dtype=np.float32)
    return Sides(left, right, ratings.known, crew)
