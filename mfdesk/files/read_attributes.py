"""Reading what is known of the rows or columns of a table from a file of its own: a name, then its attributes."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path

from mfdesk.engine.control import RunControl
from mfdesk.engine.report import Progress
from mfdesk.errors import NoNamesShared
from mfdesk.files.read import look_at, plain_rows
from mfdesk.ratings.labels import Labels
from mfdesk.ratings.side import Side
from mfdesk.ratings.table import Attribute, Ratings


def read_attributes(path: Path, labels: Labels, control: RunControl) -> tuple[Attribute, ...]:
    """The attributes of these rows (or columns), "" for those that the file does not name.

    The first field of each line is the name; names that the table has not are passed over. A first line whose name
    the table has not, while it has others, is taken for the header. Raises ``NoNamesShared`` when no name fits.
    """
    lines = list(plain_rows(path, look_at(path), control))
    known = {fields[0]: fields[1:] for fields in lines if fields and labels.position(fields[0]) is not None}
    if not known:
        raise NoNamesShared(path)
    width = max(map(len, known.values()))
    names = lines[0][1:] if lines[0][0] not in known else []
    columns = zip_longest(*(known.get(label, [""] * width) for label in labels), fillvalue="")
    return tuple(
        Attribute(names[number] if number < len(names) else f"{path.stem} {number + 2}", column)
        for number, column in enumerate(columns)
    )


def with_attributes(
    ratings: Ratings, side: Side, path: Path, control: RunControl
) -> Generator[Progress, None, Ratings]:
    """The ratings with what the file knows of the rows or columns, besides what is known already."""
    yield Progress(0, 0)
    if side is Side.ROWS:
        found = read_attributes(path, ratings.row_labels, control)
        return replace(ratings, row_attributes=ratings.row_attributes + found)
    found = read_attributes(path, ratings.column_labels, control)
    return replace(ratings, column_attributes=ratings.column_attributes + found)
