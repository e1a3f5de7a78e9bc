"""The table made whole: each cell given, predicted or still empty, for any rectangle of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

import numpy as np

from mfdesk.engine.answer import Answered, answered
from mfdesk.engine.model import Model
from mfdesk.ratings.arrays import Bytes, Flags, Floats, Integers, Singles, read_only
from mfdesk.ratings.edited import Edited
from mfdesk.ratings.side import Side
from mfdesk.ratings.table import Ratings
from mfdesk.ratings.unseen import Unseen


class Kind(IntEnum):
    """Where the value of a cell comes from."""

    EMPTY = 0
    GIVEN = 1
    PREDICTED = 2
    EDITED = 3
    """Given by hand since the model was learned, which has not seen it."""


@dataclass(frozen=True, eq=False)
class Block:
    """A rectangle of the table, each array of its shape: ``values`` float64 (NaN where empty), ``kinds`` uint8
    (``Kind``), ``spreads`` float32 standard deviations in rating units (NaN where unknown; 0 for given cells)."""

    values: Floats
    kinds: Bytes
    spreads: Singles

    @property
    def is_given(self) -> Flags:
        """Which cells have a rating, whether the model has seen it or not."""
        given: Flags = (self.kinds == Kind.GIVEN) | (self.kinds == Kind.EDITED)
        return given

    @property
    def has_spread(self) -> Flags:
        """Which cells are predicted with a spread that is known."""
        known: Flags = (self.kinds == Kind.PREDICTED) & ~np.isnan(self.spreads)
        return known


@dataclass(frozen=True, eq=False)
class CompletedTable:
    """The ratings and, once there is one, the model that fills their holes. Never makes the whole table.

    ``source`` is the table, edited or as it was opened. ``seen`` is the state of it that the model was learned from
    (None: as it was opened), and says which cells are marked as edited. ``answer`` is the model after it was told
    of edits; without one, what the table has and the model has not is folded in on the first question.
    """

    source: Ratings | Edited
    model: Model | None = None
    seen: Edited | None = None
    answer: Answered | None = None

    @cached_property
    def edited(self) -> Edited:
        """The table, ready to be asked about edits."""
        return self.source if isinstance(self.source, Edited) else Edited.of(self.source)

    @property
    def ratings(self) -> Ratings:
        """The table as plain ratings; of a large table with edits they take part of a second to make."""
        return self.source if isinstance(self.source, Ratings) else self.source.ratings

    @property
    def shape(self) -> tuple[int, int]:
        return self.source.shape

    def shown(self, side: Side) -> Integers:
        """The positions, rising, of the rows (or columns) that were not dropped."""
        every = np.arange(self.shape[side], dtype=np.int32)
        return every if isinstance(self.source, Ratings) else np.setdiff1d(every, self.source.dropped[side])

    @cached_property
    def unseen(self) -> Unseen:
        """What the model has not seen: its cells are marked as edited, its rows and columns may be folded in."""
        return self.edited.unseen(self.seen)

    @cached_property
    def speaker(self) -> Model | Answered | None:
        """Who predicts the cells: the model, or the model with what is new to it folded in."""
        if self.model is None or self.answer is not None:
            return self.answer
        if all(table <= model for table, model in zip(self.shape, self.model.shape, strict=True)):
            return self.model
        nothing = read_only(np.empty(0, np.int32))
        return answered(self.model, self.edited, nothing, nothing)

    def block(self, rows: Integers, columns: Integers) -> Block:
        """The rectangle of the rows and columns at these positions, in the order asked for; each at most once."""
        shape = (len(rows), len(columns))
        values, kinds = np.full(shape, np.nan), np.full(shape, Kind.EMPTY, np.uint8)
        spreads = np.full(shape, np.nan, np.float32)
        if self.speaker is not None:
            predicted, known_spreads = self.speaker.block(rows, columns)
            values[:] = predicted
            kinds[:] = Kind.PREDICTED
            if known_spreads is not None:
                spreads[:] = known_spreads
        cells = self.edited.given_in(rows, columns)
        values[cells.rows, cells.columns] = cells.values
        kinds[cells.rows, cells.columns] = Kind.GIVEN
        spreads[cells.rows, cells.columns] = 0
        if len(self.unseen.keys):
            edited = self.unseen.holds(rows[cells.rows], columns[cells.columns])
            kinds[cells.rows[edited], cells.columns[edited]] = Kind.EDITED
        return Block(values, kinds, spreads)

    @property
    def steps(self) -> tuple[float, ...]:
        """The ratings that a cell can have, where their chances are known; else none."""
        steps = self.model.steps if self.model else None
        return tuple(steps.levels.tolist()) if steps else ()

    def chances(self, rows: Integers, columns: Integers) -> Floats:
        """The chance of each of the ``steps`` for each cell of a rectangle, as if it were not given."""
        if self.speaker is None:
            raise ValueError("there is no model yet")
        return self.speaker.block_chances(rows, columns)
