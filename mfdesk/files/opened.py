"""What comes of opening a file: the ratings, how the file was understood, and where each of its lines went."""

from dataclasses import dataclass
from enum import StrEnum

from mfdesk.errors import Problem
from mfdesk.ratings.table import Ratings


class Layout(StrEnum):
    """How a file spells a table."""

    WIDE = "wide"
    """A line for each row of the table, a field for each column."""
    LONG = "long"
    """A line for each known cell: row, column, rating and maybe a time."""


@dataclass(frozen=True)
class Roles:
    """Which field of a line in a long file is what, counted from 0; None: the file has no such field."""

    row: int
    column: int
    rating: int
    time: int | None = None
    source: int | None = None
    """Only in files that mfdesk wrote: whether a rating was given or predicted."""


class Unnamed(StrEnum):
    """Which field the header has no name for, when it has one name less than the lines have fields."""

    NONE = ""
    FIRST = "first"
    """The row names have no head, as R writes tables."""
    LAST = "last"
    """Every line ends with a delimiter, but not the header."""


@dataclass(frozen=True)
class Understood:
    """How the bytes were read: the text between fields, and whether the first line names them.

    ``width`` is the number of fields of a whole line; ``roles`` is there for long files only.
    """

    layout: Layout
    encoding: str
    delimiter: str
    header: bool
    width: int = 0
    roles: Roles | None = None
    unnamed: Unnamed = Unnamed.NONE


@dataclass(frozen=True)
class Accounting:
    """Where each line of data went: ``rows_in == used + merged + rejected + blank``, always.

    In a long file a line is a rating; ``merged`` lines named a cell that another line names too. In a wide
    file a line is a row of the table; single cells of a used row that could not be read stand in
    ``problems`` too and are holes in the table. ``merged_cells`` counts cells that were given more than
    once. A ``blank`` line is empty or names a hole: its rating is missing, or it was predicted and is
    not the user's own. ``problems`` holds the first of them, at most ``MOST_PROBLEMS``; ``problems_total`` counts all.
    """

    rows_in: int
    used: int
    merged: int
    rejected: int
    blank: int
    merged_cells: int
    problems: tuple[Problem, ...]
    problems_total: int


MOST_PROBLEMS = 1000


@dataclass(frozen=True, eq=False)
class Opened:
    ratings: Ratings
    understood: Understood
    accounting: Accounting
