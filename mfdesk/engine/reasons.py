"""Which given ratings speak for a prediction, and which against it.

Given the other side, what a row thinks is a linear smoother of its own ratings. With z_n = [q_n, 1] of the columns that
it rated, t_n = r_n - mean - c_n, and the prior N(m, Lambda^-1) of the row (a ridge for the point methods),

    H = alpha Z'Z + Lambda,   prediction of column j = mean + c_j + z_j' H^-1 Lambda m + sum over n of w_n t_n

with w_n = alpha z_j' H^-1 z_n: each given rating adds w_n t_n, and nothing is left over. Under a sampler that is the
mean of what the row would be drawn from, given the columns, averaged over a few draws. So it is the prediction of the
row folded in, from which the one in the table differs by the chance of the draws.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from mfdesk.engine.beliefs import DrawnPriors, PulledRidge
from mfdesk.engine.model import Model
from mfdesk.engine.standard import Standard
from mfdesk.ratings.arrays import Floats, Integers, Longs, read_only
from mfdesk.ratings.table import Ratings

_MOST_DRAWS = 16
"""So many draws, evenly taken, tell what speaks for a prediction as well as all."""
_LEAST_RIDGE = 1e-6
"""As in the sweep, so that a row with fewer ratings than factors still has one answer."""


@dataclass(frozen=True)
class Reason:
    """A given rating of the row: its ``position`` (which column), the rating, and how much it moves the prediction, in
    rating units. Where the cell that is predicted is given, its own rating is among them."""

    position: int
    given: float
    contribution: float


@dataclass(frozen=True, eq=False)
class Reasons:
    """What the ratings of one row add to the prediction of one of its cells.

    ``positions`` (n,) are the columns that it rated, ``given`` (n,) their ratings, ``contributions`` (n,) in rating
    units. With ``start``, the mean and the column's bias, and ``prior``, what is believed of the row before its ratings
    are seen, they add up to ``prediction``, before it is cut off at the ends of the scale. ``straight``: false where
    ratings are ordered steps, of which this takes only the straight line that comes nearest.
    """

    positions: Integers
    given: Floats
    contributions: Floats
    start: float
    prior: float
    straight: bool

    @property
    def prediction(self) -> float:
        return self.start + self.prior + float(self.contributions.sum())

    def most_for(self, count: int) -> tuple[Reason, ...]:
        """The ratings that raise the prediction most, strongest first."""
        return self._first(np.argsort(-self.contributions, kind="stable")[:count], 1)

    def most_against(self, count: int) -> tuple[Reason, ...]:
        """The ratings that lower the prediction most, strongest first."""
        return self._first(np.argsort(self.contributions, kind="stable")[:count], -1)

    def _first(self, order: Longs, sign: int) -> tuple[Reason, ...]:
        chosen = order[sign * self.contributions[order] > 0]
        columns = (array[chosen].tolist() for array in (self.positions, self.given, self.contributions))
        return tuple(Reason(*each) for each in zip(*columns, strict=True))


def reasons(model: Model, ratings: Ratings, row: int, column: int) -> Reasons:
    """What the ratings of the row say of its cell in the column."""
    inside = slice(ratings.row_starts[row], ratings.row_starts[row + 1])
    seen = _part(ratings, np.arange(inside.start, inside.stop))
    known = seen.columns < model.shape[1]
    return _smoother(model, _part(seen, np.flatnonzero(known)), seen.columns[known], row, column)


def _part(ratings: Ratings, cells: Longs) -> Ratings:
    """The same table with only these of its known cells, rising."""
    times = None if ratings.times is None else ratings.times[cells]
    rows, columns, values = ratings.rows[cells], ratings.columns[cells], ratings.values[cells]
    return replace(ratings, rows=rows, columns=columns, values=values, times=times)


def _smoother(model: Model, seen: Ratings, rated: Integers, row: int, column: int) -> Reasons:
    """The smoother of a row of the model that has given the ratings ``seen`` to the columns ``rated``."""
    targets = Standard(model.mean, model.deviation).standardise(seen.values).astype(np.float64)
    for drift in model.drifts:
        targets -= drift.means[drift.bins.find(seen)]
    draws = np.unique(np.linspace(0, model.draws - 1, _MOST_DRAWS).astype(int))
    contributions, prior, bias = np.zeros(seen.known), 0.0, 0.0
    for draw in draws.tolist():
        weights, believed = _weights(model, draw, rated, row, column)
        contributions += weights * (targets - model.column_biases[draw, rated])
        prior += believed
        bias += float(model.column_biases[draw, column])
    scale = model.deviation / len(draws)
    return Reasons(
        positions=read_only(rated),
        given=seen.values,
        contributions=read_only(scale * contributions),
        start=model.mean + scale * bias,
        prior=scale * prior,
        straight=model.steps is None,
    )


def _weights(model: Model, draw: int, rated: Integers, row: int, column: int) -> tuple[Floats, float]:
    """Under one draw, how much each of its ratings weighs (n,) in the prediction, and what the prior adds to it."""
    design = np.column_stack([model.column_factors[draw, rated], np.ones(len(rated))]).astype(np.float64)
    towards = np.append(model.column_factors[draw, column], 1).astype(np.float64)
    mean, precision = _prior(model, draw, rated, row)
    alpha = (model.deviation / model.noise[draw]) ** 2 if model.knows_noise else 1.0
    solved = np.linalg.solve(alpha * design.T @ design + precision, towards)
    return alpha * (design @ solved), float(solved @ precision @ mean)


def _prior(model: Model, draw: int, rated: Integers, row: int) -> tuple[Floats, Floats]:
    """The mean (k + 1,) and precision (k + 1, k + 1) of what a draw believes of a row that has rated these columns."""
    belief, width = model.row_prior, model.rank + 1
    if belief is None:
        raise ValueError("the model does not remember what it believed of its rows")
    if isinstance(belief, DrawnPriors):
        mean = belief.means[draw] + _coordinates(belief, rated, row) @ belief.weights[draw]
        return mean, belief.precisions[draw].astype(np.float64)
    mean = belief.mean + _coordinates(belief, rated, row) @ belief.weights if isinstance(belief, PulledRidge) else None
    strength = max(belief.strength * max(len(rated), 1) ** belief.power, _LEAST_RIDGE)
    return np.zeros(width) if mean is None else mean, strength * np.eye(width)


def _coordinates(belief: DrawnPriors | PulledRidge, rated: Integers, row: int) -> Floats:
    """(r,) where a row stands by which columns it rated, and by its attributes."""
    place: Floats = belief.right[rated].sum(axis=0, dtype=np.float64) / np.sqrt(max(len(rated), 1))
    return place + belief.fixed[row] if row < len(belief.fixed) else place
