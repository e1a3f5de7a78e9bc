"""The prediction of the example's first cell, calculated as a reader would: from the numbers that are shown."""

from __future__ import annotations

from dataclasses import dataclass

from mfdesk.gui.panels.pipeline import phrases
from mfdesk.gui.panels.pipeline.view import View, features, line_of

_DIGITS = range(3, 7)


@dataclass(frozen=True)
class Calculation:
    """``factors`` are the features of the row and the column that are shown, ``rest`` is what the others add (None: all
    are shown). ``line`` is the mean and the deviation that lead to ``made``, in rating units (None: no straight line
    does). All are rounded to ``digits``, ``made`` to as many as the card shows."""

    digits: int
    factors: tuple[tuple[float, float], ...]
    rest: float | None
    products: float
    biases: tuple[float, float]
    total: float
    line: tuple[float, float] | None
    made: float | None


def calculated(view: View) -> Calculation:
    """With as many digits as it takes to come to the prediction that the card shows."""
    found = phrases.sum_of(view)
    tried = (_with(view, digits) for digits in _DIGITS)
    return next((one for one in tried if found is None or _shown(view, one) == found.total), _with(view, _DIGITS[-1]))


def _shown(view: View, calculation: Calculation) -> str:
    return "" if calculation.made is None else phrases.number(calculation.made, phrases.digits_of(view))


def _with(view: View, digits: int) -> Calculation:
    assert view.table is not None
    assert view.glimpse is not None
    row, column = view.glimpse.row_before, view.glimpse.columns_before[0]
    shown = zip(features(row).tolist(), features(column).tolist(), strict=True)
    factors = tuple((rounded(p, digits), rounded(q, digits)) for p, q in shown)
    hidden = slice(len(factors), -1)
    rest = rounded(float(row[hidden] @ column[hidden]), digits) if len(factors) < len(row) - 1 else None
    products = rounded(sum(p * q for p, q in factors) + (rest or 0.0), digits)
    biases = rounded(float(row[-1]), digits), rounded(float(column[-1]), digits)
    total = rounded(products + sum(biases), digits)
    line = line_of(view.glimpse, view.table.ratings.scale)
    if line is None:
        return Calculation(digits, factors, rest, products, biases, total, None, None)
    mean, deviation = (rounded(part, digits) for part in line)
    made = rounded(mean + deviation * total, phrases.digits_of(view))
    return Calculation(digits, factors, rest, products, biases, total, (mean, deviation), made)


def rounded(value: float, digits: int) -> float:
    """Without the sign that Python leaves before a zero."""
    return round(value, digits) + 0.0
