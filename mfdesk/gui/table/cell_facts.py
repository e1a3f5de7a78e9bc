"""Everything that is known of one cell, in words."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from mfdesk.completed import CompletedTable, Kind
from mfdesk.engine.evaluate import CENTRAL_90
from mfdesk.engine.explain import Explanation, TermKind
from mfdesk.gui.table.blocks import Cell
from mfdesk.gui.table.model import RatingsTableModel
from mfdesk.gui.table.words import cut
from mfdesk.gui.words import NO_BREAK, apart, given, predicted
from mfdesk.ratings.side import Side

Explain = Callable[[int, int], Explanation | None]
"""Takes the prediction at a row and column apart, if that can be done at once."""


@dataclass(frozen=True)
class CellFacts:
    """``title`` names the cell, ``story`` says its number, ``lines`` what else is known; ``chances`` are the steps of
    the scale with how likely each is, empty where that is not known."""

    title: str
    story: str
    predicted: bool
    lines: tuple[str, ...]
    chances: tuple[tuple[float, float], ...] = ()

    @property
    def spoken(self) -> str:
        """All of it as one text."""
        told = [f"{given(step)}: {100 * chance:.0f} %" for step, chance in self.chances]
        return "; ".join([self.title, self.story, *([", ".join(told)] if told else []), *self.lines])


def facts_of(model: RatingsTableModel, row: int, column: int, explain: Explain | None = None) -> CellFacts | None:
    """What is known of the cell at these places."""
    if model.blocks is None or model.names is None:
        return None
    table, cell = model.blocks.table, model.blocks.cell(row, column)
    at = model.position(Side.ROWS, row), model.position(Side.COLUMNS, column)
    names = model.names.whole(Side.ROWS, row), model.names.short(Side.COLUMNS, column)
    lines = [_effects(explain(*at), table) if explain and cell.kind is Kind.PREDICTED else ""]
    lines += [_model_says(table, at, cell, model.blocks.digits), model.origin if cell.kind is Kind.PREDICTED else ""]
    lines += [_counts(model, row, column)]
    chances = model.chances(row, column) if table.speaker is not None else []
    return CellFacts(
        " · ".join(apart(cut(name)) for name in names),
        _story(cell, table, at),
        cell.kind is Kind.PREDICTED,
        tuple(line for line in lines if line),
        tuple(chances),
    )


def _story(cell: Cell, table: CompletedTable, at: tuple[int, int]) -> str:
    if cell.kind is Kind.EMPTY:
        return "no rating" if table.model else "no rating; train to fill it"
    if cell.kind is Kind.GIVEN:
        return f"given {cell.said}"
    if cell.kind is Kind.EDITED:
        return f"edited {cell.said}, {_before(table, at)}"
    if math.isnan(cell.spread):
        return f"predicted {cell.said}"
    scale, reach = table.edited.scale, CENTRAL_90 * cell.spread
    low, high = max(cell.value - reach, scale.lowest), min(cell.value + reach, scale.highest)
    return f"predicted {cell.said} ± {cell.spread:.1f}, 90{NO_BREAK}% between {low:.1f} and {high:.1f}"


def _before(table: CompletedTable, at: tuple[int, int]) -> str:
    """What the model has seen of an edited cell."""
    seen = table.seen or table.edited.opened
    if any(place >= size for place, size in zip(at, seen.shape, strict=True)):
        return "new"
    value = float(seen.values_at(*(np.array([place], np.int32) for place in at))[0])
    return "was empty" if math.isnan(value) else f"was {given(value)}"


def _model_says(table: CompletedTable, at: tuple[int, int], cell: Cell, digits: int) -> str:
    """What would be predicted in a cell that has a rating."""
    if table.speaker is None or cell.kind not in (Kind.GIVEN, Kind.EDITED):
        return ""
    values, spreads = table.speaker.cells(*(np.array([place], np.int32) for place in at))
    spread = f" ± {spreads[0]:.1f}" if spreads is not None and not math.isnan(spreads[0]) else ""
    return f"the model says {predicted(float(values[0]), digits)}{spread}"


def _effects(explanation: Explanation | None, table: CompletedTable) -> str:
    """ "mean 3.31 · rater −0.22 · cuisine −0.31 · tastes +0.12"."""
    if explanation is None:
        return ""
    ratings = table.edited.base.ratings
    named = (TermKind.MEAN, TermKind.ROW_LEVEL, TermKind.COLUMN_LEVEL)
    mean, row, column = (explanation.amount(kind) for kind in named)
    tastes = math.fsum(term.amount for term in explanation.terms if term.kind not in named)
    parts = (ratings.row_noun or "row", row), (ratings.column_noun or "column", column), ("tastes", tastes)
    return " · ".join([f"mean {mean:.2f}", *(f"{noun} {_signed(amount)}" for noun, amount in parts)])


def _signed(amount: float) -> str:
    text = f"{amount:+.2f}".replace("-", "−")
    return text.lstrip("+−") if not float(text.replace("−", "-")) else text


def _counts(model: RatingsTableModel, row: int, column: int) -> str:
    assert model.names is not None
    assert model.table is not None
    ratings = model.table.edited.base.ratings
    return " · ".join(
        f"{noun}: {model.names.told(side, place)}"
        for noun, side, place in (
            (ratings.row_noun or "row", Side.ROWS, row),
            (ratings.column_noun or "column", Side.COLUMNS, column),
        )
    )
