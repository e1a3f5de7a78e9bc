"""The words and numbers of the legend."""

from __future__ import annotations

from dataclasses import dataclass

from mfdesk.gui.table.shown import Colouring, LegendState, Shown
from mfdesk.gui.words import predicted


@dataclass(frozen=True)
class Ends:
    """What stands at the two ends of a colour scale, and the words after it."""

    low: str
    high: str
    words: str


def predicted_words(state: LegendState) -> str:
    sure = state.tells_surety and state.colouring is Colouring.SURETY
    return "predicted, stronger = surer" if sure else "predicted"


def shown_words(state: LegendState) -> str:
    """What the numbers are, where they are no values."""
    if state.shown is Shown.VALUE:
        return ""
    if state.shown is Shown.RESIDUAL:
        return "given minus predicted"
    surer = ", stronger = surer" if state.tells_surety and state.colouring is Colouring.SURETY else ""
    return f"spread: how far off a prediction may be{surer}"


def ends(state: LegendState) -> Ends | None:
    """None where the grounds are no scale."""
    span, digits = state.span, state.digits
    if span is None:
        return None
    if state.colouring is Colouring.VALUE:
        return Ends(predicted(span.low, digits), predicted(span.high, digits), "")
    reach = max(span.high - span.middle, span.middle - span.low)
    middle = f"from the mean {predicted(span.middle, digits)}"
    if state.shown is Shown.SPREAD:
        middle = f"from {predicted(span.middle, digits)}"
    elif state.shown is Shown.RESIDUAL:
        middle = ""
    return Ends(predicted(-reach, digits), f"+{predicted(reach, digits)}", middle)
