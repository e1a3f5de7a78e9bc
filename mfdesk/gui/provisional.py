"""What is shown of a model's answer before the whole of it is there, and what moved by it. Knows no Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from mfdesk.engine.answer import Answered, Folded
from mfdesk.engine.fold_in import fold_in_columns, fold_in_rows
from mfdesk.engine.model import Model
from mfdesk.engine.stack import Cells
from mfdesk.ratings.arrays import Integers
from mfdesk.ratings.edited import Edited
from mfdesk.ratings.side import Side
from mfdesk.ratings.unseen import Unseen

NONE = np.empty(0, np.int32)
_START, _EACH = 2.5e-3, 2e-5
"""Milliseconds to fold one row in, and more for each of its ratings, per draw and factor; measured, rather too much."""
_ORDERED = 4
"""So many times longer it takes where the scores behind ordered steps are worked out."""


@dataclass(frozen=True, eq=False)
class Plan:
    """What the model has to be told of, and what of it is new since an earlier answer: the rows and columns, by rising
    positions, that must be folded in anew, and about how many milliseconds that takes for each side."""

    unseen: Unseen
    anew: tuple[Integers, Integers]
    milliseconds: tuple[float, float]


def planned(model: Model, edited: Edited, unseen: Unseen, before: Answered | None) -> Plan:
    """What has to be folded in for these, when ``before`` is there already."""
    anew = tuple(_anew(edited, unseen, side, before) for side in Side)
    rows, columns = anew
    costs = tuple(cost(model, edited, side, positions) for side, positions in zip(Side, anew, strict=True))
    return Plan(unseen, (rows, columns), (costs[0], costs[1]))


def _anew(edited: Edited, unseen: Unseen, side: Side, before: Answered | None) -> Integers:
    """The unseen ones but for those that the earlier answer has, and that it still holds for."""
    wanted = unseen.positions(side)
    if before is None:
        return wanted
    changed = edited.unseen(before.edited)
    moved = changed.positions(side)
    if side is Side.COLUMNS:  # their factors come from the rows as they are now
        others = np.setxor1d(unseen.rows, before.rows.positions)
        raters = np.union1d(changed.rows, others).astype(np.int32)
        raters = raters[raters < edited.shape[Side.ROWS]]
        moved = np.union1d(moved, edited.cells_of(Side.ROWS, raters).columns).astype(np.int32)
    held = np.setdiff1d(before.folded(side).positions, moved)
    return np.setdiff1d(wanted, held).astype(np.int32)


def cost(model: Model, edited: Edited, side: Side, positions: Integers) -> float:
    """About how many milliseconds it takes to fold these in, rather too many."""
    ratings = edited.counts_at_most(side, positions)
    scores = _ORDERED if model.steps is not None else 1
    return scores * model.draws * (model.rank + 1) * (_START * len(positions) + _EACH * ratings)


def fitted(model: Model, edited: Edited, before: Answered | None) -> Answered:
    """An earlier answer made to fit the table as it is now: what is new to the table is answered for as a row (or
    column) without ratings, and what is gone from it is left out."""
    answer = Answered(model, edited, Folded.none(model), Folded.none(model))
    earlier = before if before and before.model is model else answer
    for side in Side:
        size = edited.shape[side]
        kept = _taken(earlier.folded(side), earlier.folded(side).positions < size)
        lacking = np.setdiff1d(np.arange(model.shape[side], size, dtype=np.int32), kept.positions)
        answer = answer.with_folded(side, _in_order([kept, *_unrated(model, side, lacking)]))
    return answer


def with_earlier(answer: Answered, earlier: Answered) -> Answered:
    """The answer, and for what it does not speak of what the earlier one said."""
    for side in Side:
        own, other = answer.folded(side), earlier.folded(side)
        more = _taken(other, ~own.find(other.positions)[1])
        answer = answer.with_folded(side, _in_order([own, more]))
    return answer


def moved(before: Answered, now: Answered, side: Side) -> Integers:
    """The positions, rising, for which the two say something else; only those that both know."""
    one, other = before.folded(side), now.folded(side)
    both = np.intersect1d(one.positions, other.positions)
    at, to = one.find(both)[0], other.find(both)[0]
    differ = (one.factors[:, at] != other.factors[:, to]).any(axis=(0, 2))
    differ |= (one.biases[:, at] != other.biases[:, to]).any(axis=0)
    found = np.union1d(both[differ], np.setxor1d(one.positions, other.positions)).astype(np.int32)
    return found[found < min(before.shape[side], now.shape[side])]


def _unrated(model: Model, side: Side, positions: Integers) -> list[Folded]:
    """What a model says of new rows (or columns) that have no ratings: of all of them the same."""
    if not len(positions):
        return []
    cells = Cells(NONE, NONE, np.empty(0), positions[:1])
    one = fold_in_rows(model, cells) if side is Side.ROWS else fold_in_columns(model, cells)
    factors, biases = one.row_factors, one.row_biases
    if side is Side.COLUMNS:
        factors, biases = one.column_factors, one.column_biases
    count = len(positions)
    factors = np.broadcast_to(factors, (model.draws, count, model.rank))
    biases = np.broadcast_to(biases, (model.draws, count))
    return [Folded(positions, factors, biases, np.zeros(count))]


def _in_order(parts: list[Folded]) -> list[Folded]:
    """Several as one whose positions rise."""
    parts = [part for part in parts if len(part.positions)]
    if len(parts) < 2:
        return parts
    positions = np.concatenate([part.positions for part in parts])
    order = np.argsort(positions, kind="stable")
    factors = np.concatenate([part.factors for part in parts], axis=1)[:, order]
    biases = np.concatenate([part.biases for part in parts], axis=1)[:, order]
    return [Folded(positions[order], factors, biases, np.concatenate([part.counts for part in parts])[order])]


def _taken(folded: Folded, chosen: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Folded:
    if chosen.all():
        return folded
    factors, biases = folded.factors[:, chosen], folded.biases[:, chosen]
    return replace(
        folded, positions=folded.positions[chosen], factors=factors, biases=biases, counts=folded.counts[chosen]
    )
