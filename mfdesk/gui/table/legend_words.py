"""The words and numbers of the legend."""

from __future__ import annotations

from dataclasses import dataclass

from mfdesk.gui.table.shown import Colouring, LegendState, Shown
from mfdesk.gui.words import predicted

UNKNOWN_SPREAD = "spread: not known by this method"


@dataclass(frozen=True)
class Ends:
    """What stands at the two ends of a colour scale, and the words after it."""

    low: str
    high: str
    words: str


def given_words(state: LegendState) -> str:
    """What a given cell says."""
    return "given minus predicted" if state.shown is Shown.RESIDUAL else "given"


def predicted_words(state: LegendState) -> str:
    """What a predicted cell says."""
    surer = ", stronger = surer" if state.tells_surety and state.colouring is Colouring.SURETY else ""
    if state.shown is not Shown.SPREAD:
        return f"predicted{surer}"
    return UNKNOWN_SPREAD if state.span is None else f"spread: how far off a prediction may be{surer}"


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
