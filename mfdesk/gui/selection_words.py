"""What the chosen cells add up to, in words of several lengths."""

from __future__ import annotations

import math

from mfdesk.completed import Block, Kind
from mfdesk.gui.words import counted, decimals, given, predicted
from mfdesk.ratings.table import Scale
from mfdesk.selected import Selected, Sums


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


def cell_words(block: Block, scale: Scale) -> tuple[str, ...]:
    """One cell, the first of the block: "Predicted 3.42 ± 0.91"."""
    value, kind, spread = float(block.values[0, 0]), Kind(int(block.kinds[0, 0])), float(block.spreads[0, 0])
    if kind is Kind.EMPTY:
        return ("No rating",)
    if kind is not Kind.PREDICTED:
        words = f"Given {given(value)}"
        return (f"{words}, not yet learned from", words) if kind is Kind.EDITED else (words,)
    digits = decimals(scale) + 1
    words = f"Predicted {predicted(value, digits)}"
    return (words,) if math.isnan(spread) else (f"{words} ± {spread:.{digits}f}", words)


def _numbers(sums: Sums, digits: int, whose: str) -> str:
    if not sums.count:
        return ""
    deviation = f" · sd {sums.deviation:.{digits}f}" if sums.count > 1 else ""
    return f" · mean{whose} {predicted(sums.mean, digits)}{deviation}"
