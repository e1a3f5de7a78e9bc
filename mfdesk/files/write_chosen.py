"""Writing chosen cells as a wide CSV file with the names of their rows and columns, as a completed table is written."""

from __future__ import annotations

import codecs
from collections.abc import Generator, Sequence
from pathlib import Path

from mfdesk.arranged import Arrangement
from mfdesk.chosen import Part
from mfdesk.completed import CompletedTable
from mfdesk.engine.control import RunControl
from mfdesk.engine.report import Progress
from mfdesk.files.atomic import atomic_write
from mfdesk.files.clip import Ask, frame_of, grid, names_of
from mfdesk.files.texts import field
from mfdesk.ratings.side import Side


def write_chosen(
    table: CompletedTable,
    arrangement: Arrangement,
    parts: Sequence[Part],
    path: Path,
    control: RunControl,
    ask: Ask | None = None,
) -> Generator[Progress, None, None]:
    """Writes the cells with the numbers that copying gives, whole or not at all. Raises ``NotWritten``."""
    frame = frame_of(parts)
    heads = names_of(table, arrangement, Side.COLUMNS, frame.columns)
    done = 0
    with atomic_write(path) as stream:
        stream.write(codecs.BOM_UTF8)
        stream.write((",".join(["row", *map(field, heads)]) + "\n").encode())
        for lines in grid(ask or table.block, arrangement, parts, control):
            names = names_of(table, arrangement, Side.ROWS, [range(lines[0].row, lines[-1].row + 1)])
            texts = (",".join([field(name), *line.texts]) for name, line in zip(names, lines, strict=True))
            stream.write("".join(f"{text}\n" for text in texts).encode())
            done += len(lines) * frame.width
            yield Progress(done, frame.cells)
