"""One prediction taken apart: the terms that add up to what the table shows, and how sure the model is of it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from mfdesk.engine.axes import Axes
from mfdesk.engine.evaluate import CENTRAL_90
from mfdesk.engine.judged import Judged
from mfdesk.engine.model import Model
from mfdesk.engine.report import Stage
from mfdesk.ratings.arrays import Floats, Integers
from mfdesk.ratings.table import Ratings, Scale


class TermKind(StrEnum):
    """What a term of a prediction stands for."""

    MEAN = "mean"
    ROW_LEVEL = "row level"
    COLUMN_LEVEL = "column level"
    FACTOR = "factor"
    REST = "rest"
    """What the directions beyond the shown ones add."""
    BEND = "bend"
    """From the straight line to the mean of ordered steps, which bends near the ends of the scale."""
    CLIPPING = "clipping"
    """What is cut off at the ends of the scale."""


@dataclass(frozen=True)
class Factor:
    """One factor of a cell: its ``number`` from 1, its ``strength`` (share of what all factors explain, over the whole
    table), and the features of the row and of the column, whose product is in rating units."""

    number: int
    strength: float
    row_feature: float
    column_feature: float

    @property
    def product(self) -> float:
        return self.row_feature * self.column_feature


@dataclass(frozen=True)
class Term:
    """One addend of a prediction, in rating units; ``factor`` is what it comes from, if it comes from one."""

    kind: TermKind
    amount: float
    factor: Factor | None = None


@dataclass(frozen=True)
class Chance:
    """How likely the cell would be rated with this ``step`` of the scale (0 to 1)."""

    step: float
    chance: float


@dataclass(frozen=True)
class Explanation:
    """The prediction ``value`` of a cell, to which the ``terms`` add up (but for rounding, 1e-5 at most).

    ``spread`` is its standard deviation and ``interval`` the central 90 % inside the scale (None where the method knows
    none); ``posterior``: they are those of a posterior, else of errors seen on cells of like support. ``given`` is the
    rating itself (None: a hole), ``seen`` whether the model that predicts has learned from it, and ``unseen_value``
    what the model said that had not (None: there was none). ``row_count`` and ``column_count`` are how many ratings the
    row and the column have. ``chances`` are those of all steps, empty where ratings were not learned as such.
    """

    row: int
    column: int
    scale: Scale
    value: float
    terms: tuple[Term, ...]
    spread: float | None
    interval: tuple[float, float] | None
    posterior: bool
    given: float | None
    seen: bool
    unseen_value: float | None
    row_count: int
    column_count: int
    chances: tuple[Chance, ...] = ()

    @property
    def factors(self) -> tuple[Factor, ...]:
        """The factors, in the order of the terms."""
        return tuple(term.factor for term in self.terms if term.factor)

    @property
    def error(self) -> float | None:
        """How far the prediction lies above the given rating; None for a hole."""
        return None if self.given is None else self.value - self.given

    def amount(self, kind: TermKind) -> float:
        """What all terms of a kind add; 0 where there is none."""
        return math.fsum(term.amount for term in self.terms if term.kind is kind)


def explain(
    model: Model,
    axes: Axes,
    ratings: Ratings,
    row: int,
    column: int,
    *,
    judged: Judged | None = None,
    stage: Stage = Stage.FILLING,
) -> Explanation:
    """Takes the prediction of one cell apart. ``judged`` are the held-out cells of the training, and ``stage`` is the
    one in which the ``model`` was learned: in MEASURING it has not seen them."""
    rows, columns = np.array([row], np.int32), np.array([column], np.int32)
    values, spreads = model.block(rows, columns)
    value, spread = float(values[0, 0]), None if spreads is None else float(spreads[0, 0])
    chances = model.block_chances(rows, columns)[0] if model.steps else None
    given, held_out = _given(ratings, row, column), _unseen(judged, row, column)
    return Explanation(
        row=row,
        column=column,
        scale=model.scale,
        value=value,
        terms=tuple(_terms(model, axes, rows, columns, chances)),
        spread=spread,
        interval=None if spread is None else _interval(model.scale, value, spread),
        posterior=model.knows_noise,
        given=given,
        seen=given is not None and (stage is Stage.FILLING or held_out is None),
        unseen_value=held_out,
        row_count=int(ratings.row_starts[row + 1] - ratings.row_starts[row]),
        column_count=int(ratings.column_counts[column]),
        chances=_named(model, chances),
    )


def _terms(model: Model, axes: Axes, rows: Integers, columns: Integers, chances: Floats | None) -> Iterator[Term]:
    """The terms, in order, of the cell at the only one of the rows and of the columns; its ``chances`` (1, L)."""
    plain = [
        Term(TermKind.MEAN, axes.mean),
        Term(TermKind.ROW_LEVEL, float(axes.row_levels(model, rows)[0])),
        Term(TermKind.COLUMN_LEVEL, float(axes.column_levels(model, columns)[0])),
        *(Term(TermKind.FACTOR, each.product, each) for each in _factors(model, axes, rows, columns)),
    ]
    yield from plain
    line = _line(model, rows, columns)
    if not axes.exact:
        yield Term(TermKind.REST, line - math.fsum(term.amount for term in plain))
    value = line
    if model.steps and chances is not None:
        value = float(model.steps.summary(chances)[0][0])
        yield Term(TermKind.BEND, value - line)
    inside = min(max(value, model.scale.lowest), model.scale.highest)
    if inside != value:
        yield Term(TermKind.CLIPPING, inside - value)


def _factors(model: Model, axes: Axes, rows: Integers, columns: Integers) -> list[Factor]:
    features = axes.rows(model, rows)[0].tolist(), axes.columns(model, columns)[0].tolist()
    factors = zip(axes.numbers, axes.strengths.tolist(), *features, strict=True)
    return sorted((Factor(*each) for each in factors), key=lambda factor: factor.number)


def _line(model: Model, rows: Integers, columns: Integers) -> float:
    """The mean over the draws on the straight line, before it is bent or cut off, in double precision."""
    left, right = (
        np.concatenate([factors[:, chosen[0]], biases[:, chosen]], axis=1, dtype=np.float64)
        for factors, biases, chosen in (
            (model.row_factors, model.row_biases, rows),
            (model.column_factors, model.column_biases, columns),
        )
    )
    products = np.einsum("sk,sk->s", left[:, :-1], right[:, :-1]) + left[:, -1] + right[:, -1]
    return float(model.mean + model.deviation * products.mean())


def _named(model: Model, chances: Floats | None) -> tuple[Chance, ...]:
    if model.steps is None or chances is None:
        return ()
    return tuple(Chance(*each) for each in zip(model.steps.levels.tolist(), chances[0].tolist(), strict=True))


def _interval(scale: Scale, value: float, spread: float) -> tuple[float, float]:
    """The central 90 %, as far as it lies inside the scale."""
    return max(value - CENTRAL_90 * spread, scale.lowest), min(value + CENTRAL_90 * spread, scale.highest)


def _given(ratings: Ratings, row: int, column: int) -> float | None:
    first, last = ratings.row_starts[row], ratings.row_starts[row + 1]
    place = first + np.searchsorted(ratings.columns[first:last], column)
    return float(ratings.values[place]) if place < last and ratings.columns[place] == column else None


def _unseen(judged: Judged | None, row: int, column: int) -> float | None:
    """What the measured model said of a cell that was held out from it."""
    if judged is None:
        return None
    found = np.flatnonzero((judged.rows == row) & (judged.columns == column))
    return float(judged.predicted[found[0]]) if len(found) else None
