"""Wide or long, header or none: what the records of a sample show."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mfdesk.files import headings
from mfdesk.files.cells import Judged, judge
from mfdesk.files.opened import Layout, Roles
from mfdesk.files.times import looks_like_times
from mfdesk.ratings.arrays import Floats

_MOST_FIELDS = 50
"""A list of ratings never has more fields in a line."""

_MOST_COLUMNS = 200
"""So many of a wide file's columns are enough to tell a header."""


@dataclass(frozen=True)
class Shape:
    """How a file spells its table; ``roles`` for long files only."""

    layout: Layout
    header: bool
    roles: Roles | None = None


class _Columns:
    """The sample by its columns: the first line, and the texts below it. ``headless``: the first line is data too."""

    def __init__(self, rows: list[list[str]], commas_free: bool, *, headless: bool = False) -> None:
        self.first = rows[0]
        self._rows, self._commas_free = rows, commas_free
        self.data = [list(texts) for texts in zip(*(rows if headless else rows[1:] or rows), strict=True)]

    def headless(self) -> _Columns:
        """The same, the first line being data."""
        return _Columns(self._rows, self._commas_free, headless=True)

    def judged(self, column: int) -> Judged:
        return judge(self.data[column], commas_free=self._commas_free)

    def judged_first(self, column: int) -> Judged:
        return judge([self.first[column]], commas_free=self._commas_free)

    def first_is_data(self, column: int) -> bool:
        """The first line holds a number or a hole here."""
        return not self.judged_first(column).text[0]

    def numeric(self, column: int) -> bool:
        """Nearly all that is there is a number."""
        judged = self.judged(column)
        given = len(judged.missing) - int(judged.missing.sum())
        return given > 0 and given - int(judged.text.sum()) >= 0.9 * given

    def complete(self, column: int) -> bool:
        """No cell is a hole."""
        return not self.judged(column).missing.any()

    def repeats(self, column: int) -> bool:
        """Some text stands there more than once."""
        return len(set(self.data[column])) < len(self.data[column])


def decide(rows: list[list[str]], *, commas_free: bool) -> Shape:
    """``rows``: the first records of a file, all of the same length of at least 2."""
    columns = _Columns(rows, commas_free)
    return _named_long(columns) or _plain_long(columns) or Shape(Layout.WIDE, _wide_header(columns))


def _named_long(columns: _Columns) -> Shape | None:
    """A long file whose header says which field is what."""
    if not 3 <= len(columns.first) <= _MOST_FIELDS:
        return None
    names = [headings.base(name) for name in columns.first]
    row, column = _first(names, headings.ROW), _first(names, headings.COLUMN)
    if row is None or column is None:
        return None
    time, rating = _first(names, headings.TIME), _first(names, headings.RATING)
    if rating is None:
        likely = columns.complete(column) and (columns.repeats(row) or not columns.numeric(column))
        if time is None and not likely:
            return None  # rather a wide table with a column of that name
        rating = _likeliest_rating(columns, {row, column, time})
    source = 3 if columns.first[:5] == headings.EXPORT_HEADER else None
    if time is not None and not looks_like_times(columns.data[time]):
        time = None
    return Shape(Layout.LONG, True, Roles(row, column, rating, time, source))


def _first(names: list[str], words: frozenset[str]) -> int | None:
    return next((place for place, name in enumerate(names) if name in words), None)


def _likeliest_rating(columns: _Columns, taken: set[int | None]) -> int:
    """Of the fields left, the numeric one with the fewest different values; else the first one left."""
    left = [place for place in range(len(columns.first)) if place not in taken]
    numeric = [place for place in left if columns.numeric(place)]
    return min(numeric, key=lambda place: len(set(columns.data[place])), default=left[0])


def _plain_long(columns: _Columns) -> Shape | None:
    """A long file known by its content alone: two fields of labels, a rating, and maybe a time."""
    width = len(columns.first)
    if width not in (3, 4):
        return None
    header = not columns.first_is_data(2)
    named = header or headings.names_rows(columns.first[0])
    data = columns if named else columns.headless()
    if not data.numeric(2) or not (data.complete(0) and data.complete(1)):
        return None
    timed = width == 4 and looks_like_times(data.data[3])
    if not timed and (width == 4 or not _are_labels(data, named)):
        return None
    return Shape(Layout.LONG, header, Roles(0, 1, 2, 3 if timed else None))


def _are_labels(columns: _Columns, named: bool) -> bool:
    """True when the first two fields name cells and are not ratings themselves.

    Text names. Numbers name when they lie mostly outside the range of the ratings, and far outside where the
    first field never repeats, since it then may name the rows of a wide table, and does in one with
    ``named`` columns. Small numbers name when the first ones are sorted with repeats, as in a list of cells.
    """
    pairs = set(zip(columns.data[0], columns.data[1], strict=True))
    if columns.numeric(1) and len(pairs) < 0.9 * len(columns.data[0]):
        return False
    repeats = columns.repeats(0)
    if len(pairs) > (1 if named else 2) and not repeats and not columns.repeats(1):
        return False  # each rates one thing and each thing is rated once: rather names and what is known of them
    if not columns.numeric(1):
        return True
    if named and not repeats:
        return False
    if _mostly_outside(columns.judged(1).values, columns.judged(2).values, room=0 if repeats else 2):
        return True
    order = list(columns.judged(0).values)
    return not columns.judged(0).text.any() and order == sorted(order) and (repeats or len(order) == 1)


def _wide_header(columns: _Columns) -> bool:
    """True when the first line names the columns: it holds text where the lines below hold numbers, or numbers
    that are names because of the head before them or because they are no ratings."""
    looked_at = range(1, min(len(columns.first), _MOST_COLUMNS))
    places = [place for place in looked_at if columns.numeric(place)]
    if not places:
        return not (columns.numeric(0) and columns.first_is_data(0))
    if not all(columns.first_is_data(place) for place in places):
        return True
    head = columns.first[0].strip()
    if head and headings.names_rows(head):
        return True
    if not columns.first_is_data(0) and columns.numeric(0):
        return True
    names = [columns.first[place] for place in places]
    if len(set(names)) < len(names) or not all(name.isascii() and name.isdigit() for name in names):
        return False
    if not head:
        return columns.complete(0) and not columns.repeats(0)
    return _count_up(names) or _beyond_ratings(columns, places)


def _count_up(names: list[str]) -> bool:
    numbers = [int(name[:18]) for name in names]
    return len(names) > 2 and numbers == list(range(numbers[0], numbers[0] + len(names)))


def _beyond_ratings(columns: _Columns, places: list[int]) -> bool:
    """The numbers of the first line lie far from those below it."""
    below = np.concatenate([columns.judged(place).values for place in places])
    above = np.concatenate([columns.judged_first(place).values for place in places])
    return _mostly_outside(above, below, room=2)


def _mostly_outside(names: Floats, ratings: Floats, *, room: int = 0) -> bool:
    """The first numbers lie mostly outside the range of the second ones: ids or years, not ratings.

    ``room``: by more than so many times the width of that range.
    """
    names, ratings = names[~np.isnan(names)], ratings[~np.isnan(ratings)]
    if not len(names) or not len(ratings):
        return False
    lowest, highest = ratings.min(), ratings.max()
    margin = room * max(highest - lowest, 1.0)
    return bool(((names < lowest - margin) | (names > highest + margin)).mean() > 0.5)
