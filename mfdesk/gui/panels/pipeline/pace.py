"""How fast a replay goes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Pace:
    """A step every so many ``milliseconds``, of one stage or of a ``whole_epoch``. A run goes at its own speed unless
    the pace is ``slow``; then each of its epochs waits until it was shown."""

    name: str
    milliseconds: int
    whole_epoch: bool = False
    slow: bool = True


PACES = (
    Pace("1 stage a second", 1000),
    Pace("1 epoch a second", 333),
    Pace("5 epochs a second", 200, whole_epoch=True),
    Pace("as fast as it goes", 50, whole_epoch=True, slow=False),
)
FASTEST = PACES[-1]
