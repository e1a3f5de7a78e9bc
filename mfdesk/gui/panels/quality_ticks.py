"""Round numbers along an axis, and how they are written. Knows no Qt."""

from __future__ import annotations

import math
from collections.abc import Callable

Ticks = tuple[tuple[float, str], ...]
"""Places on an axis with their texts."""

_MOST = 5


def ticks(low: float, high: float, say: Callable[[float], str]) -> Ticks:
    """About five round numbers between the two, as ``say`` writes them."""
    if high <= low:
        return ((low, say(low)),)
    rough = (high - low) / _MOST
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= rough * (1 - 1e-9))
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return tuple((number * step, say(number * step)) for number in range(first, last + 1))


def whole(value: float) -> str:
    """A count; nothing for what is between two counts."""
    return f"{value:,.0f}" if abs(value - round(value)) < 1e-9 else ""


def short(value: float) -> str:
    return f"{value:.6g}".replace("-", "−")


def signed(value: float) -> str:
    return f"+{short(value)}" if value > 0 else short(value)
