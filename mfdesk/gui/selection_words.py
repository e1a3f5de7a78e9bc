"""What the chosen cells add up to, in words of several lengths."""

from __future__ import annotations

import math

from mfdesk.completed import Block, Kind
from mfdesk.gui.table.shown import Shown
from mfdesk.gui.words import counted, decimals, given, plural, predicted
from mfdesk.ratings.table import Scale
from mfdesk.selected import Selected, Sums, Told


def adding(cells: int) -> tuple[str, ...]:
    """While it is worked out."""
    return (f"{counted(cells, 'cell')} …",)


def selection_words(selected: Selected, scale: Scale, *, filled: bool) -> tuple[str, ...]:
    """ "12 cells: 5 given, 7 predicted · mean 3.42 · sd 0.91", and shorter. ``filled``: what is not given is predicted.

    The standard deviation is that of just these values. Where the predicted cells were too many to be added up, mean
    and deviation are those of the given ones, and it says so.
    """
    count = counted(selected.cells, "cell")
    rest = selected.cells - selected.given.count
    kinds = ((selected.given.count, "given"), (rest, "predicted" if filled else "empty"))
    parts = ", ".join(f"{number:,} {word}" for number, word in kinds if number)
    counted_all = selected.predicted is not None or not filled
    sums = selected.all or selected.given
    numbers = _numbers(sums, decimals(scale) + 1, "" if counted_all else " of the given")
    return (f"{count}: {parts}{numbers}", f"{count}{numbers}", count)


def told_words(told: Told, scale: Scale, shown: Shown) -> tuple[str, ...]:
    """ "12 cells: 5 residuals · mean 0.12 · sd 0.91", and shorter, where the cells say something else than values."""
    count, noun = counted(told.cells, "cell"), shown.value
    if told.sums is None:
        return (f"{count}: too many {plural(noun)} to add up", count)
    numbers = _numbers(told.sums, decimals(scale) + 1, "")
    words = counted(told.sums.count, noun) if told.sums.count else f"no {noun}"
    return (f"{count}: {words}{numbers}", f"{words}{numbers}", count)


def cell_words(block: Block, scale: Scale, residual: float = math.nan) -> tuple[str, ...]:
    """One cell, the first of the block: "Predicted 3.42 ± 0.91", "Given 4 · residual 0.58" where that is asked for."""
    value, kind, spread = float(block.values[0, 0]), Kind(int(block.kinds[0, 0])), float(block.spreads[0, 0])
    if kind is Kind.EMPTY:
        return ("No rating",)
    if kind is not Kind.PREDICTED:
        digits = decimals(scale) + 1
        words = f"Given {given(value)}" + ("" if math.isnan(residual) else f" · residual {predicted(residual, digits)}")
        return (f"{words}, not yet learned from", words) if kind is Kind.EDITED else (words,)
    digits = decimals(scale) + 1
    words = f"Predicted {predicted(value, digits)}"
    return (words,) if math.isnan(spread) else (f"{words} ± {spread:.{digits}f}", words)


def _numbers(sums: Sums, digits: int, whose: str) -> str:
    if not sums.count:
        return ""
    deviation = f" · sd {sums.deviation:.{digits}f}" if sums.count > 1 else ""
    return f" · mean{whose} {predicted(sums.mean, digits)}{deviation}"
