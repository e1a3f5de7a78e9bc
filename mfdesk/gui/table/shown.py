"""What the cells of the table say, and what their grounds say."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Shown(StrEnum):
    """Which number stands in a cell."""

    VALUE = "value"
    SPREAD = "spread"
    """How far off a prediction may be."""
    RESIDUAL = "residual"
    """Given minus predicted; a hole has none."""


class Colouring(StrEnum):
    """What the ground of a cell tells."""

    SURETY = "surety"
    """How sure a prediction is: the stronger, the surer."""
    VALUE = "value"
    """How high the number is."""
    MIDDLE = "middle"
    """How far above or below the middle the number is."""
    NONE = "none"


@dataclass(frozen=True)
class Span:
    """The numbers that the two ends and the middle of a colour scale stand for, in rating units."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class LegendState:
    """All that the legend of the table tells. ``span`` is that of the shown numbers (None: no number is known);
    ``edited``: some cells were changed by hand since the model was learned."""

    shown: Shown = Shown.VALUE
    colouring: Colouring = Colouring.SURETY
    filled: bool = False
    edited: bool = False
    tells_surety: bool = False
    span: Span | None = None
    digits: int = 1
