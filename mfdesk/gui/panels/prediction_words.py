"""What the Prediction page says in sentences."""

from __future__ import annotations

from mfdesk.engine.explain import Explanation
from mfdesk.gui.panels.prediction_lines import Cell, digits_of
from mfdesk.gui.panels.prediction_rounding import in_units, plain
from mfdesk.gui.words import counted, given

NO_BREAK = "\u00a0"


def headline(explanation: Explanation) -> str:
    """The big number: what is given, else what is predicted."""
    if explanation.given is not None:
        return given(explanation.given)
    return _number(explanation.value, explanation)


def beside_headline(explanation: Explanation) -> str:
    """What the big number is, and what goes with it."""
    interval = _interval(explanation)
    if explanation.given is None:
        return f"predicted{f', {interval}' if interval else ''}"
    return f"given; mfdesk predicts {_number(explanation.value, explanation)}"


def how_sure(explanation: Explanation, cell: Cell, unit: str) -> str:
    """Layer 3 in words: how far off a given rating it is, or how sure of a hole."""
    if explanation.given is not None:
        return f"{_error(explanation, unit)} {_seen(explanation, unit)}"
    learned = (
        f"Learned from {counted(explanation.row_count, 'rating')} of this {cell.row_noun} and "
        f"{counted(explanation.column_count, 'rating')} of this {cell.column_noun}."
    )
    if explanation.interval is None:
        return f"This method does not tell how sure it is. {learned}"
    low, high = (_number(end, explanation) for end in explanation.interval)
    by = "" if explanation.posterior else ", judged by the errors on held-out cells with about as many ratings"
    return f"With a chance of 90{NO_BREAK}% the rating would lie between {low} and {high}{by}. {learned}"


def _error(explanation: Explanation, unit: str) -> str:
    off = in_units(explanation.value, digits_of(explanation.scale)) - in_units(
        explanation.given or 0.0, digits_of(explanation.scale)
    )
    if not off:
        return "The sum is exactly the given rating."
    amount = plain(abs(off), digits_of(explanation.scale))
    return f"The sum is {amount} {unit} too {'high' if off > 0 else 'low'}."


def _seen(explanation: Explanation, unit: str) -> str:
    if not explanation.seen:
        return "This rating was held out: the model had not seen it."
    if explanation.unseen_value is None:
        return "The model has learned from this rating, so this tells little of how good it is."
    before = _number(explanation.unseen_value, explanation)
    away = _number(abs(explanation.unseen_value - (explanation.given or 0.0)), explanation)
    return (
        f"The model has learned from this rating. The one that measured the error had not seen it and said {before}, "
        f"off by {away} {unit}."
    )


def _interval(explanation: Explanation) -> str:
    if explanation.interval is None:
        return ""
    low, high = (_number(end, explanation) for end in explanation.interval)
    return f"90{NO_BREAK}% between {low} and {high}"


def _number(value: float, explanation: Explanation) -> str:
    digits = digits_of(explanation.scale)
    return plain(in_units(value, digits), digits)
