"""How changes by hand are named in the Edit menu, and what is said when one cannot be made. Knows no Qt."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mfdesk.errors import Reason
from mfdesk.gui.words import apart, counted, given
from mfdesk.ratings.arrays import Integers
from mfdesk.ratings.edited import Edited
from mfdesk.ratings.side import Side
from mfdesk.sentences import brief

_NAMED = 3
"""So many names or places are told; of the rest their number."""

_WHY = {
    Reason.NOT_A_NUMBER: "is not a number",
    Reason.NOT_FINITE: "is not a finite number",
    Reason.TOO_LARGE: "is too large to be a rating",
    Reason.TOO_SMALL: "is too small to be told from 0",
    Reason.TOO_PRECISE: "has more digits than can be kept exactly",
}


def noun(edited: Edited, side: Side) -> str:
    """What the file calls a row or a column."""
    opened = edited.base.ratings
    return (opened.row_noun or "row") if side is Side.ROWS else (opened.column_noun or "column")


def cell_name(edited: Edited, row: int, column: int) -> str:
    """ "Anna · Brazil"."""
    rows, columns = edited.labels
    return f"{apart(brief(rows[row], 24))} · {apart(brief(columns.short(column), 24))}"


def these(edited: Edited, side: Side, names: Sequence[str]) -> str:
    """ "Anna", or "3 users"."""
    return brief(names[0]) if len(names) == 1 else counted(len(names), noun(edited, side))


def listed(texts: Sequence[str], total: int | None = None) -> str:
    """ "Anna, Bob and 3 more"."""
    total = len(texts) if total is None else total
    shown = [apart(text) for text in texts[:_NAMED]]
    if total > len(shown):
        return f"{', '.join(shown)} and {total - len(shown):,} more"
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def set_words(edited: Edited, row: int, column: int, value: float) -> str:
    """ "Rate 4 at Anna · Brazil"."""
    what = "Clear" if np.isnan(value) else f"Rate {given(value)} at"
    return f"{what} {cell_name(edited, row, column)}"


def clear_words(edited: Edited, rows: Integers, columns: Integers, verb: str = "Clear") -> str:
    """ "Clear 5 cells"."""
    one = len(rows) == 1
    return f"{verb} {cell_name(edited, int(rows[0]), int(columns[0])) if one else counted(len(rows), 'cell')}"


def unreadable(edited: Edited, row: int, column: int, text: str, reason: Reason) -> str:
    """Why a text that was typed is no rating."""
    return f"{cell_name(edited, row, column)}: {_because(text, reason)}; type a rating, or nothing to clear the cell."


def _because(text: str, reason: Reason) -> str:
    return f"“{brief(text)}” {_WHY[reason]}"


def unreadable_places(places: Sequence[tuple[str, str, Reason]], total: int) -> str:
    """Why nothing was pasted; ``places`` are the name of the cell, its text, and what is wrong with it."""
    told = [f"{name}: {_because(text, reason)}" for name, text, reason in places]
    cells = "one cell is no rating" if total == 1 else f"{total:,} cells are no ratings"
    return f"Nothing was pasted, {cells} ({listed(told, total)}); correct that and paste again."


def too_many(count: int, what: str, way_out: str) -> str:
    return f"{counted(count, 'cell')} are too many to {what} at once; {way_out}."


def scale_words(edited: Edited, *, whole_steps: bool = False) -> str:
    """ "1 to 5 in steps of 0.5"; that steps are whole is said only where it matters."""
    scale = edited.scale
    ends = f"{given(scale.lowest)} to {given(scale.highest)}"
    if scale.step in (None, 1):
        return f"{ends} in whole steps" if scale.step and whole_steps else ends
    return f"{ends} in steps of {given(scale.step or 0)}"


def many(edited: Edited, side: Side, count: int) -> str:
    """ "3 users"."""
    return counted(count, noun(edited, side))


def sides(edited: Edited, counts: Sequence[tuple[Side, int]]) -> str:
    """ "3 users and 1 movie"; sides without any are left out."""
    return " and ".join(many(edited, side, count) for side, count in counts if count)
