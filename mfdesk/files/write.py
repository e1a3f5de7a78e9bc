"""Writing a completed table as CSV: UTF-8, lines ended by a line feed, numbers with a point.

A mark of UTF-8 stands first when a name is not plain ASCII, because spreadsheets need it then. Names that a
spreadsheet would run as a formula carry an apostrophe, which ``open_ratings`` takes away again. What describes
the rows (attributes) is not written: a column of it could be taken for ratings when the file is read again.
"""

from __future__ import annotations

import codecs
from collections.abc import Generator, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

import numpy as np

from mfdesk.arranged import Arrangement
from mfdesk.completed import Block, CompletedTable, Kind
from mfdesk.engine.control import RunControl
from mfdesk.engine.report import Progress
from mfdesk.files.atomic import atomic_write
from mfdesk.files.headings import EXPORT_HEADER, names_rows
from mfdesk.files.opened import Layout
from mfdesk.files.texts import Rounded, field, shortest
from mfdesk.ratings.arrays import Integers
from mfdesk.ratings.side import Side
from mfdesk.ratings.table import Ratings, Scale

_BLOCK_CELLS = 1 << 15
"""About 20 ms of work, so that a cancel is heeded soon."""

Wanted = tuple[Integers, Integers]
"""The positions of the rows and columns that are written, in their order."""
_KIND_WORDS = {Kind.EMPTY: "empty", Kind.GIVEN: "given", Kind.PREDICTED: "predicted", Kind.EDITED: "given"}


def write_completed(
    table: CompletedTable,
    path: Path,
    control: RunControl,
    *,
    layout: Layout = Layout.WIDE,
    spread: bool = False,
    mask: bool = False,
    chances: bool = False,
    arrangement: Arrangement | None = None,
) -> Generator[Progress, None, None]:
    """Writes the table, whole or not at all; reports rows. Raises ``NotWritten``.

    With an ``arrangement`` the rows and columns that are shown, as they are shown; else all, as in the table.

    Wide: a line for each row, given cells exactly as they are, predictions with three decimals inside the
    scale, holes blank. ``mask`` adds ``<stem>.mask.csv`` with given, predicted or empty for each cell,
    ``spread`` adds ``<stem>.spread.csv``. Long: ``row,column,rating,source,spread``, a line for each cell
    that is not empty; spreads are always in it, and ``mask`` and ``spread`` change nothing. ``chances`` adds a field
    for each step of the scale, ``chance_1`` and so on, if the model knows them.
    """
    rows, columns = (_wanted(table, side, arrangement) for side in Side)
    if layout is Layout.LONG:
        yield from _write_long(table, (rows, columns), path, control, chances=chances)
    else:
        yield from _write_wide(table, (rows, columns), path, control, spread=spread, mask=mask)


def companion(path: Path, word: str) -> Path:
    """Where the mask or the spreads of a wide table go: ``films.csv`` has ``films.mask.csv`` beside it."""
    return path.with_name(f"{path.stem}.{word}{path.suffix or '.csv'}")


def _wanted(table: CompletedTable, side: Side, arrangement: Arrangement | None) -> Integers:
    """The positions of the rows (or columns) that are to be written, in their order."""
    if arrangement is None:
        return table.shown(side)
    order = arrangement.side(side)
    return order.positions(0, len(order))


def _write_long(
    table: CompletedTable, wanted: Wanted, path: Path, control: RunControl, *, chances: bool
) -> Generator[Progress, None, None]:
    ratings, (rows, columns) = table.ratings, wanted
    steps = table.steps if chances else ()
    ends = ["," + field(ratings.column_labels[column]) + "," for column in columns]
    rounded, spreads = Rounded(ratings.scale), Rounded.of_spreads(ratings.scale)
    with atomic_write(path) as stream:
        stream.write(_mark(ratings) + _line([*EXPORT_HEADER, *(f"chance_{shortest(step)}" for step in steps)]))
        for first, block in _blocks(table, wanted, control):
            lines: list[str] = []
            down = rows[first : first + len(block.values)]
            odds = _texts_of_chances(table, down, columns, block) if steps else None
            for place, texts in enumerate(_rating_texts(block, rounded)):
                start = field(ratings.row_labels[down[place]])
                widths = _texts_of_spreads(block, place, spreads)
                sources = map(_SOURCES.__getitem__, block.kinds[place].tolist())
                if odds:
                    widths = list(map(str.__add__, widths, odds[place]))
                cells = zip(ends, texts, sources, widths, strict=True)
                lines += [f"{start}{end}{text}{source}{width}\n" for end, text, source, width in cells if text]
            stream.write("".join(lines).encode())
            yield Progress(first + len(block.values), len(rows))


_SOURCES = [f",{_KIND_WORDS[kind]}," for kind in Kind]


def _write_wide(
    table: CompletedTable, wanted: Wanted, path: Path, control: RunControl, *, spread: bool, mask: bool
) -> Generator[Progress, None, None]:
    ratings, (rows, columns) = table.ratings, wanted
    rounded, spreads = Rounded(ratings.scale), Rounded.of_spreads(ratings.scale)
    words = [_KIND_WORDS[kind] for kind in Kind]
    with ExitStack() as files:  # closed in reverse order: the table itself is put in place last
        main = _begin(files, path, ratings, columns)
        masks = _begin(files, companion(path, "mask"), ratings, columns) if mask else None
        widths = _begin(files, companion(path, "spread"), ratings, columns) if spread else None
        for first, block in _blocks(table, wanted, control):
            starts = [field(ratings.row_labels[row]) for row in rows[first : first + len(block.values)]]
            _write_lines(main, starts, _rating_texts(block, rounded))
            if masks:
                _write_lines(masks, starts, ([words[kind] for kind in kinds] for kinds in block.kinds.tolist()))
            if widths:
                _write_lines(widths, starts, (_texts_of_spreads(block, row, spreads) for row in range(len(starts))))
            yield Progress(first + len(starts), len(rows))


def _begin(files: ExitStack, path: Path, ratings: Ratings, columns: Integers) -> BinaryIO:
    """A new wide file with its header. The first cell is a word that reading knows as the head of row names."""
    stream = files.enter_context(atomic_write(path))
    head = ratings.row_noun if ratings.row_noun and names_rows(ratings.row_noun) else "row"
    stream.write(_mark(ratings) + _line([field(head), *(field(ratings.column_labels[column]) for column in columns)]))
    return stream


def _write_lines(stream: BinaryIO, starts: list[str], rows: Iterator[list[str]]) -> None:
    stream.write(b"".join(_line([start, *texts]) for start, texts in zip(starts, rows, strict=True)))


def _line(fields: list[str]) -> bytes:
    return (",".join(fields) + "\n").encode()


def _mark(ratings: Ratings) -> bytes:
    plain = all(label.isascii() for labels in (ratings.row_labels, ratings.column_labels) for label in labels)
    return b"" if plain else codecs.BOM_UTF8


def _blocks(table: CompletedTable, wanted: Wanted, control: RunControl) -> Iterator[tuple[int, Block]]:
    """All that is wanted in blocks of whole rows, each with the place of its first row among those wanted."""
    rows, columns = wanted
    height = max(_BLOCK_CELLS // max(len(columns), 1), 1)
    for first in range(0, len(rows), height):
        control.checkpoint()
        yield first, table.block(rows[first : first + height], columns)
    control.checkpoint()


def _rating_texts(block: Block, rounded: Rounded) -> Iterator[list[str]]:
    """For each row of the block the text of each cell, "" where it is empty."""
    for values, own in zip(block.values, block.is_given, strict=True):
        texts = rounded.texts(values)
        for place in np.flatnonzero(own).tolist():
            texts[place] = shortest(values[place])
        yield texts


def _texts_of_spreads(block: Block, row: int, spreads: Rounded) -> list[str]:
    """The spread of each predicted cell of a row, "" where it is unknown or the cell was given."""
    predicted = np.where(block.kinds[row] == Kind.PREDICTED, block.spreads[row], np.nan)
    return spreads.texts(predicted.astype(np.float64))


def _texts_of_chances(table: CompletedTable, rows: Integers, columns: Integers, block: Block) -> list[list[str]]:
    """For each cell of the block ",0.02,0.08,0.2,0.5,0.2", or as many commas alone where it was given."""
    width, chances = len(columns), table.chances(rows, columns)
    blank = "," * chances.shape[2]
    texts = Rounded(Scale(0.0, 1.0)).texts(chances.ravel())
    cells = ["," + ",".join(one) for one in zip(*[iter(texts)] * chances.shape[2], strict=True)]
    predicted = (block.kinds == Kind.PREDICTED).ravel().tolist()
    told = [cell if known else blank for cell, known in zip(cells, predicted, strict=True)]
    return [told[start : start + width] for start in range(0, len(told), width)]
