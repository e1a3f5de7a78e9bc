"""What a search has found in both sides, to be gone through from one to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

import numpy as np

from mfdesk.gui.find.findable import Findable
from mfdesk.ratings.arrays import Integers, read_only
from mfdesk.ratings.side import Side

_NONE = read_only(np.empty(0, np.int32))


class Scope(Enum):
    """Where is looked."""

    BOTH = "both"
    ROWS = "rows"
    COLUMNS = "columns"

    def takes(self, side: Side) -> bool:
        return self is Scope.BOTH or (self is Scope.ROWS) is (side is Side.ROWS)


@dataclass(frozen=True, eq=False)
class Hits:
    """The positions found, rows before columns, each in the order they are shown in; ``hidden`` counts those that the
    filters hide."""

    rows: Integers = field(default_factory=lambda: _NONE)
    columns: Integers = field(default_factory=lambda: _NONE)
    hidden: int = 0

    @classmethod
    def of(cls, text: str, scope: Scope, findables: Sequence[Findable]) -> Hits:
        """``findables`` are both sides; what they are searched for is in ``text``, nothing for an empty one."""
        if not text.strip():
            return cls()
        both = [
            findables[side].hits(text.strip()) if scope.takes(side) else (_NONE, 0)
            for side in (Side.ROWS, Side.COLUMNS)
        ]
        return cls(both[0][0], both[1][0], both[0][1] + both[1][1])

    def __len__(self) -> int:
        return len(self.rows) + len(self.columns)

    def at(self, place: int) -> tuple[Side, int]:
        """The side and the position of the hit at this place."""
        if place < len(self.rows):
            return Side.ROWS, int(self.rows[place])
        return Side.COLUMNS, int(self.columns[place - len(self.rows)])

    def place_of(self, side: Side, position: int) -> int:
        """At which place this one was found, -1 where it was not."""
        found = np.flatnonzero((self.rows if side is Side.ROWS else self.columns) == position)
        if not len(found):
            return -1
        return int(found[0]) + (len(self.rows) if side is Side.COLUMNS else 0)
