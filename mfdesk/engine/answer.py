"""What a finished model says of a table that was edited since: a few rows and columns are folded in, at once.

The model stays as it was learned and the few are held beside it, so that an answer takes the time and memory of what
was edited, not of the model; and once an edit is taken back the model speaks again as before, to the bit. Each row is
folded in by itself, so that its factors depend on its own ratings alone and not on what else was edited.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from mfdesk.engine.beliefs import DrawnPriors, PulledRidge, SidePrior
from mfdesk.engine.control import RunControl
from mfdesk.engine.fold_in import fold_in_columns, fold_in_rows, only, time_shifts, with_columns, with_rows
from mfdesk.engine.model import Model
from mfdesk.engine.report import Progress
from mfdesk.engine.stack import Cells
from mfdesk.engine.support import ErrorBySupport
from mfdesk.ratings.arrays import Flags, Floats, Integers, Longs, Singles, read_only
from mfdesk.ratings.edited import Edited
from mfdesk.ratings.overlay import holds
from mfdesk.ratings.side import Side


@dataclass(frozen=True, eq=False)
class Folded:
    """m rows (or columns) that stand beside the model: their ``positions`` (m,), rising, ``factors`` (S, m, k) and
    ``biases`` (S, m), and how many ratings each has (``counts`` (m,))."""

    positions: Integers
    factors: Singles
    biases: Singles
    counts: Floats

    @classmethod
    def none(cls, model: Model) -> Folded:
        draws, rank = model.draws, model.rank
        nothing = np.empty((draws, 0, rank), np.float32), np.empty((draws, 0), np.float32)
        return cls(np.empty(0, np.int32), *nothing, np.empty(0))

    def one(self, place: int) -> Folded:
        """The one at this place alone."""
        inside = slice(place, place + 1)
        return Folded(self.positions[inside], self.factors[:, inside], self.biases[:, inside], self.counts[inside])

    def find(self, positions: Integers) -> tuple[Longs, Flags]:
        """For each position its place here, and whether it has one."""
        return np.searchsorted(self.positions, positions), holds(self.positions, positions)


@dataclass(frozen=True, eq=False)
class Answered:
    """A model of the table ``edited``: ``model`` as it was learned, but for the ``rows`` and ``columns`` folded in.

    What was added to the table since is always among them.
    """

    model: Model
    edited: Edited
    rows: Folded
    columns: Folded

    def folded(self, side: Side) -> Folded:
        return self.rows if side is Side.ROWS else self.columns

    def with_folded(self, side: Side, ones: list[Folded]) -> Answered:
        """The answer with these rows (or columns), each by itself and rising, instead of those it has."""
        if not ones:
            return self
        together = Folded(
            np.concatenate([one.positions for one in ones]),
            np.concatenate([one.factors for one in ones], axis=1),
            np.concatenate([one.biases for one in ones], axis=1),
            np.concatenate([one.counts for one in ones]),
        )
        return replace(self, rows=together) if side is Side.ROWS else replace(self, columns=together)

    @property
    def shape(self) -> tuple[int, int]:
        return self.edited.shape

    def block(self, rows: Integers, columns: Integers, with_spreads: bool = True) -> tuple[Floats, Floats | None]:
        """As ``Model.block``."""
        model, own, others = self._speaker(rows, columns)
        return model.block(own, others, with_spreads)

    def block_chances(self, rows: Integers, columns: Integers) -> Floats:
        """As ``Model.block_chances``."""
        model, own, others = self._speaker(rows, columns)
        return model.block_chances(own, others)

    def cells(self, rows: Integers, columns: Integers) -> tuple[Floats, Floats | None]:
        """As ``Model.cells``."""
        own, down = np.unique(rows, return_inverse=True)
        others, across = np.unique(columns, return_inverse=True)
        return self.part(own, others).cells(down.astype(np.int32), across.astype(np.int32))

    def part(self, rows: Integers, columns: Integers) -> Model:
        """A small model of just these rows and columns, in this order."""
        model = self.model
        row_factors, row_biases = _gathered(model.row_factors, model.row_biases, self.rows, rows)
        column_factors, column_biases = _gathered(model.column_factors, model.column_biases, self.columns, columns)
        return replace(
            model,
            row_factors=row_factors,
            row_biases=row_biases,
            column_factors=column_factors,
            column_biases=column_biases,
            row_prior=None,
            column_prior=None,
            support=self._support(rows, columns),
        )

    @cached_property
    def whole(self) -> Model:
        """One model of the whole table, for what asks a model for more than cells. It copies all factors once."""
        model = self.model
        if len(self.rows.positions):
            model = with_rows(model, self.rows.positions, self.part(self.rows.positions, _none()))
        if len(self.columns.positions):
            model = with_columns(model, self.columns.positions, self.part(_none(), self.columns.positions))
        rows, columns = (np.arange(size, dtype=np.int32) for size in model.shape)
        return replace(model, support=self._support(rows, columns))

    def _speaker(self, rows: Integers, columns: Integers) -> tuple[Model, Integers, Integers]:
        """Who answers for a rectangle, and what it calls its rows and columns."""
        if not (self.rows.find(rows)[1].any() or self.columns.find(columns)[1].any()):
            return self.model, rows, columns
        own, others = (np.arange(len(positions), dtype=np.int32) for positions in (rows, columns))
        return self.part(rows, columns), own, others

    def _support(self, rows: Integers, columns: Integers) -> ErrorBySupport | None:
        """The errors to expect of these rows and columns, by how many ratings the edited ones have now."""
        support = self.model.support
        if support is None:
            return None
        counts = []
        for learned, folded, asked in (
            (support.row_counts, self.rows, rows),
            (support.column_counts, self.columns, columns),
        ):
            at, found = folded.find(asked)
            known = np.zeros(len(asked))
            known[~found] = learned[asked[~found]]
            known[found] = folded.counts[at[found]]
            counts.append(read_only(known))
        return replace(support, row_counts=counts[0], column_counts=counts[1])


def answered(
    model: Model, edited: Edited, rows: Integers, columns: Integers, before: Answered | None = None
) -> Answered:
    """The model with these rows and columns folded in, from the ratings that they have now.

    They should be those, or some of those, that ``edited.unseen`` names against the table that the model was learned
    from: what has come back to what the model saw is left to the model. ``before`` is an earlier answer: what did not
    change since is taken from it. Rows are folded in first, from the columns as learned; then columns, from all rows.
    """
    job = answering(model, edited, rows, columns, RunControl(), before)
    while True:
        try:
            next(job)
        except StopIteration as end:
            answer: Answered = end.value
            return answer


def answering(
    model: Model,
    edited: Edited,
    rows: Integers,
    columns: Integers,
    control: RunControl,
    before: Answered | None = None,
) -> Generator[Progress, None, Answered]:
    """As ``answered``, as a job for many rows: it reports how many are done."""
    answer = Answered(model, edited, Folded.none(model), Folded.none(model))
    earlier = before if before and before.model is model else answer
    wanted = [_wanted(model, edited, side, asked) for side, asked in zip(Side, (rows, columns), strict=True)]
    done = 0
    for side in Side:
        folded = []
        at, known = earlier.folded(side).find(wanted[side])
        known &= ~holds(_moved(answer, earlier, side), wanted[side])
        for position, place, still in zip(wanted[side], at, known, strict=True):
            control.checkpoint()
            folded.append(earlier.folded(side).one(place) if still else _fold(answer, side, position))
            done += 1
            yield Progress(done, sum(map(len, wanted)))
        answer = answer.with_folded(side, folded)
    return answer


def _wanted(model: Model, edited: Edited, side: Side, asked: Integers) -> Integers:
    """The positions, rising, that are to be folded in: those asked for that there are, and all that are new."""
    new = np.arange(model.shape[side], edited.shape[side], dtype=np.int32)
    every = np.union1d(np.asarray(asked, np.int32), new)
    return every[every < edited.shape[side]]


def _moved(answer: Answered, earlier: Answered, side: Side) -> Longs | Integers:
    """The positions, rising, for which an earlier answer no longer holds: other ratings, or other raters."""
    if earlier is answer:
        return _none()
    changed = answer.edited.unseen(earlier.edited)
    if side is Side.ROWS:
        return changed.rows
    others = np.setxor1d(answer.rows.positions, earlier.rows.positions)
    raters = np.union1d(changed.rows, others).astype(np.int32)
    return np.union1d(changed.columns, answer.edited.cells_of(Side.ROWS, raters).columns)


def _fold(answer: Answered, side: Side, position: int) -> Folded:
    return _fold_row(answer, position) if side is Side.ROWS else _fold_column(answer, position)


def _fold_row(answer: Answered, row: int) -> Folded:
    """From the columns that the model was learned with."""
    model, own = answer.model, np.array([row], np.int32)
    rated = answer.edited.part(Side.ROWS, own)
    seen = only(rated, np.flatnonzero(rated.columns < model.shape[1]))
    cells = Cells(np.zeros(seen.known, np.int32), seen.columns, seen.values, own, time_shifts(model, seen))
    folded = fold_in_rows(model, cells)
    return Folded(own, folded.row_factors, folded.row_biases, np.array([rated.known], np.float64))


def _fold_column(answer: Answered, column: int) -> Folded:
    """From the rows as they are now: those that were folded in before it count as that says."""
    model, own = answer.model, np.array([column], np.int32)
    rated = answer.edited.part(Side.COLUMNS, own)
    raters = rated.rows
    factors, biases = _gathered(model.row_factors, model.row_biases, answer.rows, raters)
    prior = _restricted(model.column_prior, raters)
    facing = replace(model, row_factors=factors, row_biases=biases, column_prior=prior)
    places = np.arange(len(raters), dtype=np.int32)
    cells = Cells(np.zeros_like(places), places, rated.values, own, time_shifts(model, rated), raters)
    folded = fold_in_columns(facing, cells)
    return Folded(own, folded.column_factors, folded.column_biases, np.array([rated.known], np.float64))


def _restricted(prior: SidePrior | None, others: Integers) -> SidePrior | None:
    """What is believed of one side, when only these of the other are there; to be rated by a new one says nothing."""
    if not isinstance(prior, (DrawnPriors, PulledRidge)):
        return prior
    right = np.zeros((len(others), prior.right.shape[1]), np.float32)
    known = others < len(prior.right)
    right[known] = prior.right[others[known]]
    return replace(prior, right=right)


def _gathered(factors: Singles, biases: Singles, folded: Folded, positions: Integers) -> tuple[Singles, Singles]:
    """The factors (S, n, k) and biases (S, n) at these positions, the folded ones as they are now."""
    at, found = folded.find(positions)
    if (np.asarray(positions)[~found] >= factors.shape[1]).any():
        raise ValueError("what is new must be folded in")
    learned = np.where(found, 0, positions)
    own, level = factors[:, learned], biases[:, learned]
    own[:, found], level[:, found] = folded.factors[:, at[found]], folded.biases[:, at[found]]
    return read_only(own), read_only(level)


def _none() -> Integers:
    return np.empty(0, np.int32)
