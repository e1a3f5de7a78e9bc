"""Writing recommendations as CSV: what one row would rate highest, or what every row would.

UTF-8, lines ended by a line feed, names made safe for spreadsheets and predictions with three decimals inside the
scale, as in a completed table.
"""

from __future__ import annotations

import codecs
from collections.abc import Generator, Iterator
from pathlib import Path

import numpy as np

from mfdesk.completed import CompletedTable
from mfdesk.engine.control import RunControl
from mfdesk.engine.recommend import ROWS_AT_ONCE, Recommended, recommended
from mfdesk.engine.report import Progress
from mfdesk.files.atomic import atomic_write
from mfdesk.files.texts import Rounded, field
from mfdesk.ratings.arrays import Integers
from mfdesk.ratings.labels import Labels
from mfdesk.ratings.side import Side

HEADERS = {
    Side.ROWS: ("row", "rank", "column", "predicted", "spread"),
    Side.COLUMNS: ("column", "rank", "row", "predicted", "spread"),
}


def write_recommendations(
    table: CompletedTable,
    path: Path,
    control: RunControl,
    *,
    count: int,
    side: Side = Side.ROWS,
    position: int | None = None,
    with_rated: bool = False,
) -> Generator[Progress, None, None]:
    """Writes the best ``count`` of the row at ``position`` (None: of every row, in their order), a line for each, whole
    or not at all; reports rows. Raises ``NotWritten``.

    For the side of columns the roles are exchanged: which rows would rate the column highest. What is rated already is
    left out unless ``with_rated``; the spread is blank where the method knows none.
    """
    lines = _Lines(table, side)
    asked = [position] if position is not None else lines.kept()
    done = 0
    with atomic_write(path) as stream:
        stream.write(lines.head())
        for first in range(0, len(asked), ROWS_AT_ONCE):
            chosen = np.array(asked[first : first + ROWS_AT_ONCE], np.int32)
            found = yield from _ranked(table, side, chosen, count, control, done, len(asked), with_rated)
            stream.write("".join(lines.of(chosen, found)).encode())
            done += len(chosen)
            yield Progress(done, len(asked))
        control.checkpoint()


def _ranked(
    table: CompletedTable,
    side: Side,
    chosen: Integers,
    count: int,
    control: RunControl,
    done: int,
    total: int,
    with_rated: bool,
) -> Generator[Progress, None, list[Recommended]]:
    """The best of each, while it is told how many rows are done."""
    if table.speaker is None:
        raise ValueError("there is no model yet")
    job = recommended(table.speaker, table.edited, side, chosen, count, control, with_rated=with_rated)
    while True:
        try:
            next(job)
            yield Progress(done, total)
        except StopIteration as end:
            best: list[Recommended] = end.value
            return best


class _Lines:
    """The texts of a file of recommendations."""

    def __init__(self, table: CompletedTable, side: Side) -> None:
        self._table, self._side = table.edited, side
        self._own: Labels = table.edited.labels[side]
        self._others: Labels = table.edited.labels[side.other]
        scale = table.edited.scale
        self._values = Rounded(scale)
        self._spreads = Rounded.of_spreads(scale)
        self._fields: dict[int, str] = {}

    def kept(self) -> list[int]:
        """The positions of all rows that were not dropped."""
        everything = np.arange(len(self._own), dtype=np.int32)
        kept: list[int] = everything[~self._table.is_dropped(self._side, everything)].tolist()
        return kept

    def head(self) -> bytes:
        """The header, after a mark of UTF-8 where a name is not plain ASCII, because spreadsheets need it then."""
        plain = all(name.isascii() for names in (self._own, self._others) for name in names)
        return (b"" if plain else codecs.BOM_UTF8) + f"{','.join(HEADERS[self._side])}\n".encode()

    def of(self, chosen: Integers, found: list[Recommended]) -> Iterator[str]:
        """A line for each that is recommended to each of the chosen ones."""
        for own, best in zip(chosen.tolist(), found, strict=True):
            start = field(self._own[own])
            values = self._values.texts(best.values)
            spreads = [""] * len(values) if best.spreads is None else self._spreads.texts(best.spreads)
            places = zip(best.positions.tolist(), values, spreads, strict=True)
            for rank, (other, value, spread) in enumerate(places, start=1):
                yield f"{start},{rank},{self._other(other)},{value},{spread}\n"

    def _other(self, position: int) -> str:
        """The name of a recommended one; each is made safe once."""
        if position not in self._fields:
            self._fields[position] = field(self._others[position])
        return self._fields[position]
