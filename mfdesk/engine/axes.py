"""The few directions in which rows and columns differ, in rating units: what can be shown of a model and named.

The draws of a sampler may each be turned as a whole, so that their single factors mean nothing; only their product
does. With the means over rows and over columns moved into the levels, the mean product of S draws is

    M = A B',   A = [P_1 ... P_S] (R, S k),   B = [Q_1 ... Q_S] / S (C, S k)   (each centred),

and its strongest singular directions are the principal axes. They are found by randomised subspace iteration (Halko,
Martinsson and Tropp 2011, section 4.5) that never holds more than S k numbers a direction: with U = A T, one pass over
the rows in pieces gives H = A'A T, the Gram matrix U'U = T'H that makes U orthonormal, and the next step M'U = B H.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from mfdesk.engine.blas import one_thread
from mfdesk.engine.control import RunControl
from mfdesk.engine.model import Model
from mfdesk.engine.report import Progress
from mfdesk.ratings.arrays import Floats, Integers, Singles, read_only

_Numbers = npt.NDArray[Any]
"""Floats or singles, by the exactness."""
_Exactness = type[np.float32] | type[np.float64]

_AT_ONCE = 1024
"""Rows or columns whose stacked factors are multiplied between two checkpoints."""
_ASKED_AT_ONCE = 4096
"""Rows or columns whose features are made at a time: it bounds the memory."""
_OVERSAMPLING = 8
_MOST_ROUNDS = 12
_SETTLED = 1e-5
"""The axes are found when a round adds no more than this share to what they explain."""
_NO_STRENGTH: dict[_Exactness, float] = {np.float32: 1e-6, np.float64: 1e-14}
"""A square of a singular value that is this much smaller than the largest is rounding."""


@dataclass(frozen=True, eq=False)
class SideAxes:
    """How the rows (or columns) of a model get their features: ``centres`` (S, k) are the mean factors of this side,
    ``others`` (S, k) those of the other, ``maps`` (S, k, k) turn centred factors to features, and ``offset`` is
    taken from the levels so that their mean is 0 (all as learned; float64)."""

    centres: Floats
    others: Floats
    maps: Floats
    offset: float = 0.0

    def features(self, factors: Singles, chosen: Integers) -> Floats:
        """The features (n, k) of the chosen ones, by the ``factors`` (S, R, k) of their side."""
        found = np.empty((len(chosen), self.maps.shape[2]))
        turn = self.maps.reshape(-1, self.maps.shape[2])
        for part in _slices(len(chosen), _ASKED_AT_ONCE):
            off = factors[:, chosen[part]] - self.centres[:, None]
            found[part] = off.transpose(1, 0, 2).reshape(-1, len(turn)) @ turn
        return found

    def levels(self, factors: Singles, biases: Singles, chosen: Integers) -> Floats:
        """How far (n,) the chosen ones lie above the mean, before the deviation of the ratings multiplies it."""
        found = np.empty(len(chosen))
        for part in _slices(len(chosen), _ASKED_AT_ONCE):
            asked = chosen[part]
            towards = np.einsum("snk,sk->n", factors[:, asked].astype(np.float64), self.others)
            found[part] = (towards + biases[:, asked].sum(axis=0, dtype=np.float64)) / len(factors)
        return found - self.offset


@dataclass(frozen=True, eq=False)
class Axes:
    """A prediction in parts, in rating units and before it is cut off at the ends of the scale:

        mean + row level + column level + sum over k factors of row feature * column feature (+ a rest)

    ``strengths`` (k,), falling, are the shares of what the factors explain together and add up to 1. ``numbers`` are
    what the factors are called, from 1. ``exact``: there is no rest. Only small arrays are held here, so that a row
    that is folded in later gets its features at once.
    """

    mean: float
    strengths: Floats
    numbers: tuple[int, ...]
    exact: bool
    row_side: SideAxes
    column_side: SideAxes

    @property
    def count(self) -> int:
        """How many factors there are."""
        return len(self.strengths)

    def rows(self, model: Model, rows: Integers) -> Floats:
        """(n, k) the features of the rows at these positions."""
        return self.row_side.features(model.row_factors, rows)

    def columns(self, model: Model, columns: Integers) -> Floats:
        """(m, k) the features of the columns at these positions."""
        return self.column_side.features(model.column_factors, columns)

    def row_levels(self, model: Model, rows: Integers) -> Floats:
        """(n,) how far above the mean these rows rate, over all columns."""
        return model.deviation * self.row_side.levels(model.row_factors, model.row_biases, rows)

    def column_levels(self, model: Model, columns: Integers) -> Floats:
        """(m,) how far above the mean these columns are rated, by all rows."""
        return model.deviation * self.column_side.levels(model.column_factors, model.column_biases, columns)


def own_axes(model: Model) -> Axes:
    """The model's own features, as the textbook shows them; for methods with a single state. ``numbers`` tell their
    own order, as the axes come by strength."""
    if model.draws != 1:
        raise ValueError("the draws of a sampler have no features of their own")
    squares = np.ones(model.rank)
    for factors in (model.row_factors[0], model.column_factors[0]):
        squares *= np.einsum("nk,nk->k", factors, factors, dtype=np.float64)
    order = np.argsort(-squares, kind="stable")
    maps = read_only(np.sqrt(model.deviation) * np.eye(model.rank)[:, order][None])
    nothing = read_only(np.zeros((1, model.rank)))
    side = SideAxes(nothing, nothing, maps)
    return Axes(model.mean, _shares(squares[order]), tuple((order + 1).tolist()), True, side, side)


def principal_axes(model: Model, control: RunControl) -> Generator[Progress, None, Axes]:
    """The k principal directions of the mean product over the draws; rows and columns share their strength alike."""
    rows, columns = _Stacked.of(model.row_factors), _Stacked.of(model.column_factors)
    steps = _Steps(control, (_MOST_ROUNDS + 2) * (rows.pieces + columns.pieces))
    with one_thread():
        yield from rows.centre(steps)
        yield from columns.centre(steps)
        found = yield from _directions(rows, columns, model.rank, steps)
        flips = yield from columns.leaning(found.right, steps)
    strengths = found.strengths / model.draws
    scale = flips * np.sqrt(strengths * model.deviation)
    return _assembled(model, (rows.centres, columns.centres), (found.left * scale, found.right * scale), strengths)


def _assembled(model: Model, centres: tuple[Floats, Floats], turns: tuple[Floats, Floats], strengths: Floats) -> Axes:
    """The axes from the means (S, k) of both sides and from what turns their stacked factors (S k, k) to features."""
    shape = (model.draws, model.rank, model.rank)
    rows, columns = (read_only(each) for each in centres)
    shared = float(np.einsum("sk,sk->", rows, columns)) / model.draws
    row_offset = shared + float(model.row_biases.mean(dtype=np.float64))
    column_offset = shared + float(model.column_biases.mean(dtype=np.float64))
    return Axes(
        mean=model.mean + model.deviation * (row_offset + column_offset - shared),
        strengths=_shares(strengths**2),
        numbers=tuple(range(1, model.rank + 1)),
        exact=model.draws == 1,
        row_side=SideAxes(rows, columns, read_only(turns[0].reshape(shape)), row_offset),
        column_side=SideAxes(columns, rows, read_only(turns[1].reshape(shape)), column_offset),
    )


def _shares(squares: Floats) -> Floats:
    total = float(squares.sum())
    return read_only(squares / total if total > 0 else squares)


@dataclass(frozen=True, eq=False)
class _Directions:
    """U = A ``left`` and V = B ``right`` are orthonormal, and the sum over the draws is A B' ~ U diag(``strengths``) V'
    (here B is not divided by S): ``left`` and ``right`` (S k, w), ``strengths`` (w,), falling."""

    left: Floats
    right: Floats
    strengths: Floats

    def only(self, count: int) -> _Directions:
        """The strongest ``count``; what is missing has no strength."""
        parts = (self.left, self.right, self.strengths)
        missing = max(count - len(self.strengths), 0)
        padded = (np.pad(part[..., :count], [(0, 0)] * (part.ndim - 1) + [(0, missing)]) for part in parts)
        return _Directions(*padded)


@dataclass(eq=False)
class _Steps:
    """How far the work is; a checkpoint at each step."""

    control: RunControl
    total: int
    done: int = 0

    def one(self) -> Progress:
        self.control.checkpoint()
        self.done = min(self.done + 1, self.total)
        return Progress(self.done, self.total)


@dataclass(eq=False)
class _Stacked:
    """The factors (S, n, k) of one side as a matrix (n, S k) that is never made: its columns have mean 0.

    One state is multiplied in double precision, as its directions are then exact; many draws in single.
    """

    factors: Singles
    exactness: _Exactness
    centres: Floats

    @classmethod
    def of(cls, factors: Singles) -> _Stacked:
        draws, _, rank = factors.shape
        return cls(factors, np.float64 if draws == 1 else np.float32, np.zeros((draws, rank)))

    @property
    def width(self) -> int:
        draws, _, rank = self.factors.shape
        return int(draws) * int(rank)

    @property
    def pieces(self) -> int:
        return -(-int(self.factors.shape[1]) // _AT_ONCE)

    def centre(self, steps: _Steps) -> Generator[Progress, None, None]:
        """Finds the mean of each column."""
        for part in _slices(self.factors.shape[1], _AT_ONCE):
            yield steps.one()
            self.centres += self.factors[:, part].sum(axis=1, dtype=np.float64)
        self.centres /= max(self.factors.shape[1], 1)

    def squared(self, turn: Floats, steps: _Steps) -> Generator[Progress, None, Floats]:
        """X'X T for T = ``turn`` (S k, w)."""
        total = np.zeros_like(turn)
        single = self._precise(turn)
        for part in _slices(self.factors.shape[1], _AT_ONCE):
            yield steps.one()
            piece = self._piece(part)
            total += piece.T @ (piece @ single)
        return total

    def leaning(self, turn: Floats, steps: _Steps) -> Generator[Progress, None, Floats]:
        """+1 or -1 (w,) for each direction X T, so that turned by it, the longer tail of its values is positive."""
        cubes = np.zeros(turn.shape[1])
        single = self._precise(turn)
        for part in _slices(self.factors.shape[1], _AT_ONCE):
            yield steps.one()
            cubes += ((self._piece(part) @ single).astype(np.float64) ** 3).sum(axis=0)
        return np.where(cubes < 0, -1.0, 1.0)

    def _piece(self, part: slice) -> _Numbers:
        """(n, S k) the part of the rows, less the centres."""
        piece = self._precise(self.factors[:, part]) - self._precise(self.centres)[:, None]
        stacked: _Numbers = piece.transpose(1, 0, 2).reshape(piece.shape[1], -1)
        return stacked

    def _precise(self, numbers: Floats | Singles) -> _Numbers:
        precise: _Numbers = numbers.astype(self.exactness)
        return precise


def _directions(left: _Stacked, right: _Stacked, rank: int, steps: _Steps) -> Generator[Progress, None, _Directions]:
    """The strongest ``rank`` singular directions of the product of both sides."""
    turn, explained = _start(left.width, rank), 0.0
    for _ in range(_MOST_ROUNDS):
        found, turn = yield from _round(left, right, turn, steps)
        before, explained = explained, float((found.strengths[:rank] ** 2).sum())
        if len(found.strengths) == left.width or explained - before <= _SETTLED * explained:
            break
    return found.only(rank)


def _start(width: int, rank: int) -> Floats:
    """Where to look first (width, w): at random, a little wider than what is sought, or everywhere."""
    sought = rank + _OVERSAMPLING
    return np.eye(width) if sought >= width else np.random.default_rng(0).standard_normal((width, sought))


def _round(
    left: _Stacked, right: _Stacked, turn: Floats, steps: _Steps
) -> Generator[Progress, None, tuple[_Directions, Floats]]:
    """The strongest directions within the span of A ``turn``, and the ``turn`` to look at next, nearer to the best."""
    image = yield from left.squared(turn, steps)
    scale, _ = _whitening(turn, image, left.exactness)
    turn, image = turn @ scale, image @ scale
    back = yield from right.squared(image, steps)
    scale, strengths = _whitening(image, back, right.exactness)
    return _Directions(turn @ scale * strengths, image @ scale, strengths), back @ scale


def _whitening(turn: Floats, squared: Floats, exactness: _Exactness) -> tuple[Floats, Floats]:
    """What makes the columns of X T orthonormal (w, v), from T and X'X T (S k, w), and how long they were (v,),
    falling; directions that depend on others are left out."""
    gram = turn.T @ squared
    squares, turned = np.linalg.eigh((gram + gram.T) / 2)
    kept = squares > _NO_STRENGTH[exactness] * squares.max(initial=1e-300)
    lengths = np.sqrt(squares[kept][::-1])
    return turned[:, kept][:, ::-1] / lengths, lengths


def _slices(count: int, at_once: int) -> Iterator[slice]:
    return (slice(first, min(first + at_once, count)) for first in range(0, count, at_once))
