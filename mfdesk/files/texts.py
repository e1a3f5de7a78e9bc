"""Numbers and names as text for a file, and how each comes back the same when it is read."""

from __future__ import annotations

import re
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

import numpy as np

from mfdesk.files.formulas import protected
from mfdesk.ratings.arrays import Floats
from mfdesk.ratings.table import Scale

_QUOTED = re.compile(r"[\",;|\t\r\n:]|^\s|\s$|^$")
"""What stands in quotes: beside what must, all that could be taken for a delimiter or be trimmed away."""

_MOST_EXACT = 2.0**53
_FEWEST = 200
"""A scale of fewer thousandths than these is too narrow for three decimals."""


def field(name: str) -> str:
    """A name as one field of a CSV line, safe to open in a spreadsheet."""
    safe = protected(name)
    return '"' + safe.replace('"', '""') + '"' if _QUOTED.search(safe) else safe


def shortest(value: float) -> str:
    """The shortest text that gives back exactly this float64: "4" and not "4.0"."""
    return repr(float(value)).removesuffix(".0")


class _Thousandths(dict[int, str]):
    """Texts with three decimals, each made once: a big table has few different ones."""

    def __missing__(self, thousandths: int) -> str:
        text = self[thousandths] = f"{thousandths / 1000:.3f}"
        return text


class Rounded:
    """Writes predictions with three decimals and never beyond the scale.

    Where the scale is so narrow that these would say little, or none of them lies on it, or float64 does not hold them
    apart, the shortest exact text is written instead.
    """

    def __init__(self, scale: Scale) -> None:
        self._lowest = _thousandths(scale.lowest, ROUND_CEILING)
        self._highest = _thousandths(scale.highest, ROUND_FLOOR)
        known = -_MOST_EXACT < self._lowest <= self._highest < _MOST_EXACT
        self._fits = known and (scale.lowest == scale.highest or self._highest - self._lowest >= _FEWEST)
        self._texts = _Thousandths()

    @classmethod
    def of_spreads(cls, scale: Scale) -> Rounded:
        """Spreads have no scale of their own; much more than that of the ratings they never are; as fine as those."""
        width = scale.highest - scale.lowest
        if 0 < 1000 * width < _FEWEST:
            return cls(Scale(0.0, width))
        return cls(Scale(0.0, 1000 * max(abs(scale.lowest), abs(scale.highest), 1.0)))

    def texts(self, values: Floats) -> list[str]:
        """The texts of (n,) values, "" where NaN."""
        if not self._fits:
            return [shortest(value) if value == value else "" for value in values.tolist()]
        empty = np.isnan(values)
        whole = np.clip(np.rint(np.where(empty, 0, values) * 1000), self._lowest, self._highest).astype(np.int64)
        found = list(map(self._texts.__getitem__, whole.tolist()))
        for place in np.flatnonzero(empty):
            found[place] = ""
        return found


def _thousandths(value: float, rounding: str) -> int:
    return int((Decimal(repr(float(value))) * 1000).to_integral_value(rounding))
