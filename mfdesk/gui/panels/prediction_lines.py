"""What the Prediction page says line by line: the features, and the sum whose shown digits add up."""

from __future__ import annotations

import math
from dataclasses import dataclass

from mfdesk.engine.explain import Explanation, Factor, Term, TermKind
from mfdesk.gui.panels.prediction_rounding import in_units, plain, shares_of, signed
from mfdesk.gui.words import decimals, percent
from mfdesk.ratings.table import Scale

MOST_FACTORS = 12
"""More factors than this are not shown one by one, unless asked for; the small ones are gathered."""
_FEATURE_DIGITS = 2


@dataclass(frozen=True)
class Cell:
    """What the row and the column are called, and the word for each kind ("user", "movie")."""

    row: str
    column: str
    row_noun: str = "row"
    column_noun: str = "column"

    @property
    def title(self) -> str:
        return f"{self.row} · {self.column}"


@dataclass(frozen=True)
class FeatureLine:
    """One factor: the features as numbers and as shown, and what it says when pointed at."""

    label: str
    row: float
    column: float
    row_text: str
    column_text: str
    reading: str


@dataclass(frozen=True)
class SumLine:
    """One step of the sum, in units of the last shown digit: it leads from ``before`` to ``after``.

    ``kind`` None: the result. ``gathers``: stands for several factors, which can be shown one by one.
    """

    label: str
    reading: str
    kind: TermKind | None
    before: int
    after: int
    gathers: bool = False

    @property
    def amount(self) -> int:
        return self.after - self.before

    @property
    def is_anchor(self) -> bool:
        """A place on the scale rather than a step: the mean and the result."""
        return self.kind in (TermKind.MEAN, None)


def digits_of(scale: Scale) -> int:
    """How many digits after the point the sum is shown with: one more than the table shows, so that it rounds to it."""
    return decimals(scale) + 1


def shown_factors(factors: tuple[Factor, ...], one_by_one: bool) -> tuple[list[Factor], list[Factor]]:
    """Which are shown by themselves and which are gathered: the small ones of this cell, where there are many."""
    if one_by_one or len(factors) <= MOST_FACTORS:
        return list(factors), []
    by_size = sorted(factors, key=lambda factor: -abs(factor.product))
    kept = {factor.number for factor in by_size[: MOST_FACTORS - 1]}
    return [each for each in factors if each.number in kept], [each for each in factors if each.number not in kept]


def feature_lines(explanation: Explanation, cell: Cell, one_by_one: bool) -> list[FeatureLine]:
    return [_feature_line(factor, cell) for factor in shown_factors(explanation.factors, one_by_one)[0]]


def _feature_line(factor: Factor, cell: Cell) -> FeatureLine:
    row, column = (
        signed(in_units(each, _FEATURE_DIGITS), _FEATURE_DIGITS) for each in (factor.row_feature, factor.column_feature)
    )
    return FeatureLine(
        label=f"factor {factor.number}",
        row=factor.row_feature,
        column=factor.column_feature,
        row_text=row,
        column_text=column,
        reading=f"factor {factor.number} · {cell.row} {row} · {cell.column} {column}"
        f" · {percent(factor.strength, 0)} of what the factors explain",
    )


def sum_lines(explanation: Explanation, cell: Cell, one_by_one: bool) -> list[SumLine]:
    """The steps of the sum in order, and the result last."""
    digits = digits_of(explanation.scale)
    shown, gathered = shown_factors(explanation.factors, one_by_one)
    kept = {factor.number for factor in shown}
    terms = [term for term in explanation.terms if not term.factor or term.factor.number in kept]
    amounts = [term.amount for term in terms]
    if gathered:
        place = 1 + max(index for index, term in enumerate(terms) if term.factor)
        terms.insert(place, Term(TermKind.FACTOR, math.fsum(factor.product for factor in gathered)))
        amounts.insert(place, terms[place].amount)
    lines, running = [], 0
    for term, units in zip(terms, shares_of(amounts, explanation.value, digits), strict=True):
        label, reading = _said(term, units, digits, cell, explanation, len(gathered))
        lines.append(
            SumLine(
                label, reading, term.kind, running, running + units, term.kind is TermKind.FACTOR and not term.factor
            )
        )
        running += units
    result = in_units(explanation.value, digits)
    return [*lines, SumLine("prediction", f"prediction · {plain(result, digits)}", None, result, result)]


def _said(term: Term, units: int, digits: int, cell: Cell, explanation: Explanation, gathered: int) -> tuple[str, str]:
    """The label of a term, and what it says when pointed at."""
    amount = signed(units, digits)
    match term.kind:
        case TermKind.MEAN:
            return "mean", f"mean · {plain(units, digits)}, the best guess while nothing is known of the cell"
        case TermKind.ROW_LEVEL:
            return f"this {cell.row_noun}", f"{cell.row} · {_off_mean(units, digits, 'rates', 'as the mean')}"
        case TermKind.COLUMN_LEVEL:
            return f"this {cell.column_noun}", f"{cell.column} · {_off_mean(units, digits, 'is rated', 'as the mean')}"
        case TermKind.FACTOR if term.factor:
            row, column = (_number(each) for each in (term.factor.row_feature, term.factor.column_feature))
            return f"factor {term.factor.number}", f"factor {term.factor.number} · {row} × {column} = {amount}"
        case TermKind.FACTOR:
            return f"{gathered} further factors", f"{gathered} further factors · {amount} together · click to see each"
        case TermKind.REST:
            return "the rest", f"the rest · {amount} from directions too fine to be shown as factors"
        case TermKind.BEND:
            return (
                "bend to steps",
                f"bend to steps · {amount}, as ratings come in steps and end at the ends of the scale",
            )
        case TermKind.CLIPPING:
            end = "highest" if term.amount < 0 else "lowest"
            return "cut", f"cut · {amount}, as no rating lies beyond the {end}, {_number(_end(explanation, term), 0)}"


def _end(explanation: Explanation, term: Term) -> float:
    return explanation.scale.highest if term.amount < 0 else explanation.scale.lowest


def _off_mean(units: int, digits: int, does: str, same: str) -> str:
    if not units:
        return f"{does} {same}"
    return f"{does} {plain(abs(units), digits)} {'above' if units > 0 else 'below'} the mean"


def _number(value: float, digits: int = _FEATURE_DIGITS) -> str:
    return plain(in_units(value, digits), digits)
