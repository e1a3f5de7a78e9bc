"""What a model says of one row: the columns it would rate highest, and the rows most like it.

How alike two rows are is the correlation of their predicted ratings over all columns, not the angle between their
factors, which mean nothing across draws (each draw may turn them). With A (R, S k + 1) the stacked factors
[P_1 ... P_S] / S and a last column of ones, and B (C, S k + 1) the stacked [Q_1 ... Q_S] with the mean column biases
last, the mean predictions of row i are A_i . B' and a constant, so with the Gram matrix of the centred columns

    G = (B - mean B)' (B - mean B),   correlation(i, j) = A_i G A_j' / sqrt(A_i G A_i' A_j G A_j')

is exact and the table is never made. Columns are compared by the same code on the transposed model.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from mfdesk.engine.control import RunControl
from mfdesk.engine.model import Model
from mfdesk.engine.report import Progress
from mfdesk.ratings.arrays import Floats, Integers, Singles

_AT_ONCE = 256
"""Rows or columns whose stacked factors are multiplied between two checkpoints."""
_MOST_COLUMNS = 2**16
"""Columns that one row is ranked over at a time: it bounds the memory."""


@dataclass(frozen=True, eq=False)
class Best:
    """The best ``columns`` (n,) of a row, best first: predicted ``values`` (n,) in rating units, on the scale, and
    their ``spreads`` (n,), None where the method knows none."""

    columns: Integers
    values: Floats
    spreads: Floats | None


def best_columns(model: Model, row: int, rated: Integers, count: int) -> Best:
    """The ``count`` columns that ``row`` would rate highest, none of the ``rated`` positions among them.

    Ranked before the predictions are cut off at the ends of the scale; what is equal comes by position.
    """
    kept = np.empty(0, np.int32)
    scores = np.empty(0, np.float32)
    for first in range(0, model.shape[1], _MOST_COLUMNS):
        across = slice(first, min(first + _MOST_COLUMNS, model.shape[1]))
        columns = np.arange(across.start, across.stop, dtype=np.int32)
        holes = ~np.isin(columns, rated)
        kept = np.concatenate([kept, columns[holes]])
        scores = np.concatenate([scores, _scores(model, row, across)[holes]])
        best = np.argsort(-scores, kind="stable")[:count]
        kept, scores = kept[best], scores[best]
    values, spreads = model.cells(np.full(len(kept), row, np.int32), kept)
    return Best(kept, values, spreads)


def _scores(model: Model, row: int, across: slice) -> Singles:
    """What ranks the columns (m,) of a row: its mean prediction, standardised and without the row's own bias."""
    products = np.matmul(model.column_factors[:, across], model.row_factors[:, row, :, None])[:, :, 0]
    scores: Singles = (products + model.column_biases[:, across]).mean(axis=0)
    return scores


@dataclass(frozen=True, eq=False)
class Likeness:
    """How alike the rows of a model are; made by ``likeness_of_rows``.

    ``gram`` is G above, ``sizes`` (R,) are sqrt(A_i G A_i').
    """

    model: Model
    gram: Singles
    sizes: Floats

    def to(self, row: int) -> Floats:
        """The correlation (R,) of each row's predictions with those of ``row``; 0 where one does not vary."""
        chosen = np.array([row], np.int32)
        towards = (self.gram @ _stacked_rows(self.model, chosen)[0]).astype(np.float64)
        rank, draws = self.model.rank, self.model.draws
        by_draw = (towards[:-1].reshape(draws, rank, 1) / draws).astype(np.float32)
        products = np.full(self.model.shape[0], towards[-1])
        for draw in range(draws):
            products += (self.model.row_factors[draw] @ by_draw[draw])[:, 0]
        sizes = self.sizes * self.sizes[row]
        alike: Floats = np.divide(products, sizes, out=np.zeros_like(products), where=sizes > 0)
        return np.clip(alike, -1, 1, out=alike)

    def nearest(self, row: int, count: int) -> tuple[Integers, Floats]:
        """The ``count`` rows most like ``row``, itself left out, and their correlations; equal ones by position."""
        alike = self.to(row)
        alike[row] = -np.inf
        order = np.argsort(-alike, kind="stable")[: min(count, len(alike) - 1)]
        return order.astype(np.int32), alike[order]


def likeness_of_rows(model: Model, control: RunControl) -> Generator[Progress, None, Likeness]:
    """Compares all rows by their predictions over all columns."""
    rows, columns = model.shape
    total = rows + columns
    centre = _stacked_centre(model)
    gram = np.zeros((len(centre), len(centre)), np.float32)
    for chosen in _pieces(columns):
        control.checkpoint()
        off = _stacked_columns(model, chosen) - centre
        gram += off.T @ off
        yield Progress(int(chosen[-1]) + 1, total)
    sizes = np.zeros(rows)
    for chosen in _pieces(rows):
        control.checkpoint()
        stacked = _stacked_rows(model, chosen)
        squares = np.einsum("rk,rk->r", stacked @ gram, stacked, dtype=np.float64)
        sizes[chosen] = np.sqrt(np.maximum(squares, 0))
        yield Progress(columns + int(chosen[-1]) + 1, total)
    return Likeness(model, gram, sizes)


def likeness_of_columns(model: Model, control: RunControl) -> Generator[Progress, None, Likeness]:
    """Compares all columns by their predictions over all rows; in what it returns, "rows" are the columns."""
    return (yield from likeness_of_rows(model.transposed, control))


def _pieces(count: int) -> list[Integers]:
    everything = np.arange(count, dtype=np.int32)
    return [everything[first : first + _AT_ONCE] for first in range(0, count, _AT_ONCE)]


def _stacked_rows(model: Model, chosen: Integers) -> Singles:
    """A of the chosen rows (n, S k + 1)."""
    stacked = np.ones((len(chosen), model.draws * model.rank + 1), np.float32)
    stacked[:, :-1] = model.row_factors[:, chosen].transpose(1, 0, 2).reshape(len(chosen), -1)
    stacked[:, :-1] /= model.draws
    return stacked


def _stacked_columns(model: Model, chosen: Integers) -> Singles:
    """B of the chosen columns (m, S k + 1)."""
    factors = model.column_factors[:, chosen].transpose(1, 0, 2).reshape(len(chosen), -1)
    return np.column_stack([factors, model.column_biases[:, chosen].mean(axis=0)])


def _stacked_centre(model: Model) -> Singles:
    """The mean of B over all columns (S k + 1,), added up in double precision."""
    factors = model.column_factors.mean(axis=1, dtype=np.float64).ravel()
    return np.append(factors, model.column_biases.mean(dtype=np.float64)).astype(np.float32)
