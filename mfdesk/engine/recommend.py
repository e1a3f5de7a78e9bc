"""What rows would rate highest of what they have not rated, and which rows would rate a column highest.

Ranked before the predictions are cut off at the ends of the scale, as otherwise many would be equal; what is equal
comes by position. Values and spreads are made by the same product as those of the table, so that both agree.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace

import numpy as np

from mfdesk.engine.answer import Answered
from mfdesk.engine.blas import one_thread
from mfdesk.engine.control import RunControl
from mfdesk.engine.model import Model
from mfdesk.engine.report import Progress
from mfdesk.ratings.arrays import Floats, Integers, read_only
from mfdesk.ratings.edited import Edited
from mfdesk.ratings.side import Side
from mfdesk.ratings.table import Scale

Speaker = Model | Answered
"""Who predicts the cells of a table: a model, or a model that was told of edits since."""

ROWS_AT_ONCE = 128
_OTHERS_AT_ONCE = 2048
"""So many of the other side are ranked between two checkpoints."""
_ENDED_AT_ONCE = 32
"""Rows whose chosen cells are predicted together, with their spreads, as one rectangle."""
_ENDLESS = Scale(-np.inf, np.inf)


@dataclass(frozen=True, eq=False)
class Recommended:
    """The best of one row (or column), best first: ``positions`` (n,) on the other side, predicted ``values`` (n,) in
    rating units, on the scale, their ``spreads`` (n,), None where the method knows none, and the ``given`` ratings
    (n,), NaN where there is none."""

    positions: Integers
    values: Floats
    spreads: Floats | None
    given: Floats


def recommended(
    model: Speaker,
    table: Edited,
    side: Side,
    chosen: Integers,
    count: int,
    control: RunControl,
    *,
    with_rated: bool = False,
) -> Generator[Progress, None, list[Recommended]]:
    """For each of the ``chosen`` rows (or columns; ``ROWS_AT_ONCE`` at most) the ``count`` columns (or rows) that get
    the highest predictions. What is rated already is left out, unless it is asked for; what is dropped always is."""
    if not count:
        return [_none(model) for _ in chosen]
    ranking, best = _uncut(model), [_Best(count) for _ in chosen]
    rated = table.cells_of(side, chosen)
    for others in _pieces(table.shape[side.other]):
        control.checkpoint()
        scores = _scores(ranking, side, chosen, others)
        if not with_rated:
            inside = (rated.columns >= others[0]) & (rated.columns <= others[-1])
            scores[rated.rows[inside], rated.columns[inside] - others[0]] = -np.inf
        scores[:, table.is_dropped(side.other, others)] = -np.inf
        for one, row in zip(best, scores, strict=True):
            one.add(int(others[0]), row)
        yield Progress(int(others[-1]) + 1, table.shape[side.other])
    return list(_ended(model, table, side, chosen, [one.positions for one in best], control, with_rated))


class _Best:
    """The best of one row so far."""

    def __init__(self, count: int) -> None:
        self._count = count
        self.positions, self._scores = np.empty(0, np.int32), np.empty(0)

    def add(self, first: int, scores: Floats) -> None:
        """Looks at the scores (m,) of the positions from ``first`` on, which lie behind all that were seen."""
        least = self._scores[-1] if len(self._scores) == self._count else -np.inf
        if len(scores) > self._count:
            least = max(least, np.nextafter(np.partition(scores, -self._count)[-self._count], -np.inf))
        better = np.flatnonzero(scores > least)
        if len(better):
            positions = np.concatenate([self.positions, (first + better).astype(np.int32)])
            together = np.concatenate([self._scores, scores[better]])
            order = np.argsort(-together, kind="stable")[: self._count]
            self.positions, self._scores = positions[order], together[order]


def _ended(
    model: Speaker,
    table: Edited,
    side: Side,
    chosen: Integers,
    best: list[Integers],
    control: RunControl,
    with_rated: bool,
) -> Iterator[Recommended]:
    """What the table says of the best of each."""
    for first in range(0, len(chosen), _ENDED_AT_ONCE):
        control.checkpoint()
        some, parts = chosen[first : first + _ENDED_AT_ONCE], best[first : first + _ENDED_AT_ONCE]
        taken = np.zeros(table.shape[side.other], np.bool_)
        taken[np.concatenate(parts)] = True
        others = np.flatnonzero(taken).astype(np.int32)
        values, spreads = _block(model, side, some, others, True)
        for place, (own, positions) in enumerate(zip(some, parts, strict=True)):
            across = np.searchsorted(others, positions)
            yield Recommended(
                read_only(positions),
                read_only(values[place, across]),
                None if spreads is None else read_only(spreads[place, across]),
                read_only(_given(table, side, int(own), positions) if with_rated else np.full(len(positions), np.nan)),
            )


def _given(table: Edited, side: Side, own: int, others: Integers) -> Floats:
    same = np.full(len(others), own, np.int32)
    return table.values_at(same, others) if side is Side.ROWS else table.values_at(others, same)


def _block(
    model: Speaker, side: Side, own: Integers, others: Integers, with_spreads: bool
) -> tuple[Floats, Floats | None]:
    """Predictions (len(own), len(others)) and spreads of the rectangle, seen from this side."""
    if side is Side.ROWS:
        return model.block(own, others, with_spreads)
    values, spreads = model.block(others, own, with_spreads)
    return values.T, None if spreads is None else spreads.T


def _scores(ranking: Speaker, side: Side, chosen: Integers, others: Integers) -> Floats:
    """What the others (m,) are ranked by for each of the chosen ones: (len(chosen), m)."""
    if len(chosen) > 1 or isinstance(ranking, Answered) or ranking.steps is not None:
        return _block(ranking, side, chosen, others, False)[0]
    one = ranking if side is Side.ROWS else ranking.transposed
    across = slice(int(others[0]), int(others[-1]) + 1)  # a view: to rank for one, factors need not be put in line
    with one_thread():
        products = np.matmul(one.column_factors[:, across], one.row_factors[:, chosen[0], :, None])[:, :, 0]
    products += one.column_biases[:, across]
    scores: Floats = products.mean(axis=0, dtype=np.float64)[None]
    return scores


def _uncut(model: Speaker) -> Speaker:
    """The same predictions, not cut off at the ends of the scale."""
    if isinstance(model, Answered):
        return replace(model, model=replace(model.model, scale=_ENDLESS))
    return replace(model, scale=_ENDLESS)


def _pieces(count: int) -> Iterator[Integers]:
    for first in range(0, count, _OTHERS_AT_ONCE):
        yield np.arange(first, min(first + _OTHERS_AT_ONCE, count), dtype=np.int32)


def _none(model: Speaker) -> Recommended:
    nothing = read_only(np.empty(0))
    learned = model.model if isinstance(model, Answered) else model
    return Recommended(read_only(np.empty(0, np.int32)), nothing, nothing if learned.knows_spread else None, nothing)
