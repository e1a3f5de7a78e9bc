"""What is known of rows or columns, read as numbers where all of it are numbers: ages, years, prices."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import isfinite, nan

import numpy as np

from mfdesk.ratings.arrays import Floats, read_only

FEW = 12
"""Numbers of at most so many different values are categories: stars, yes and no, a ward."""
_UNKNOWN = frozenset(["", "na", "n/a", "nan", "null", "none", "-", "?"])
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")


def numbers_of(values: Sequence[str]) -> Floats | None:
    """(n,): each text as a number, NaN where it says that nothing is known; None where one of them is no number, or
    nothing is known at all."""
    known: dict[str, float] = {}
    for text in set(values):
        number = _number(text.strip())
        if number is None:
            return None
        known[text] = number
    if all(number != number for number in known.values()):
        return None
    return read_only(np.fromiter(map(known.__getitem__, values), np.float64, len(values)))


def _number(text: str) -> float | None:
    """NaN where nothing is known, None where it is no number."""
    if text.lower() in _UNKNOWN:
        return nan
    if not _NUMBER.fullmatch(text):
        return None
    number = float(text)
    return number if isfinite(number) else None
