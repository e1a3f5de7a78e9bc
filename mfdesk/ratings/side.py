"""The two sides of a table: what is true of its rows is true of its columns with the roles exchanged."""

from __future__ import annotations

from enum import IntEnum


class Side(IntEnum):
    """A side of the table; its number is its place in a shape (R, C)."""

    ROWS = 0
    COLUMNS = 1

    @property
    def other(self) -> Side:
        return Side.COLUMNS if self is Side.ROWS else Side.ROWS
