"""Numbers rounded so that what is shown adds up to the sum that is shown."""

from __future__ import annotations

import math
from collections.abc import Sequence


def in_units(value: float, digits: int) -> int:
    """A number in units of its last shown digit: 3.417 with two digits is 342."""
    return round(value * 10.0**digits)


def shares_of(amounts: Sequence[float], total: float, digits: int) -> list[int]:
    """The amounts in units of the last digit, that add up exactly to the total in these units.

    The method of the largest remainder: each amount is rounded down, and the units that are then missing from the total
    go to those that lost most. So no amount is off by a whole unit, as long as the amounts add up to the total.
    """
    scaled = [amount * 10.0**digits for amount in amounts]
    found = [math.floor(amount) for amount in scaled]
    missing = in_units(total, digits) - sum(found)
    most_lost = sorted(range(len(found)), key=lambda place: found[place] - scaled[place])
    for place in most_lost[:missing]:
        found[place] += 1
    return found


def plain(units: int, digits: int) -> str:
    """ "3.42" of 342 and two digits."""
    return f"{units / 10.0**digits:.{digits}f}".replace("-", "−")


def signed(units: int, digits: int) -> str:
    """ "+0.42", "−0.08", "0.00"."""
    return f"+{plain(units, digits)}" if units > 0 else plain(units, digits)
