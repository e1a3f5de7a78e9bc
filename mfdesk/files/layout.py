"""Wide or long, header or none: what the records of a sample show."""

from dataclasses import dataclass

import numpy as np

from mfdesk.files import headings
from mfdesk.files.cells import Judged, judge
from mfdesk.files.opened import Layout, Roles
from mfdesk.files.times import looks_like_times
from mfdesk.ratings.arrays import Floats

_MOST_COLUMNS = 200
"""So many of a wide file's columns are enough to tell a header."""


@dataclass(frozen=True)
class Shape:
    """How a file spells its table; ``roles`` for long files only."""

    layout: Layout
    header: bool
    roles: Roles | None = None


class _Columns:
    """The sample by its columns: their texts below the first line, and what these say."""

    def __init__(self, rows: list[list[str]], commas_free: bool) -> None:
        self.first = rows[0]
        self.all = [list(texts) for texts in zip(*rows, strict=True)]
        self.below = [texts[1:] or texts for texts in self.all]
        self._commas_free = commas_free

    def judged(self, column: int, *, whole: bool = False) -> Judged:
        return judge((self.all if whole else self.below)[column], commas_free=self._commas_free)

    def numeric(self, column: int) -> bool:
        """Nearly all that is there is a number."""
        judged = self.judged(column)
        given = len(judged.missing) - int(judged.missing.sum())
        return given > 0 and given - int(judged.text.sum()) >= 0.9 * given

    def complete(self, column: int) -> bool:
        """No cell is a hole."""
        return not self.judged(column, whole=True).missing.any()

    def repeats(self, column: int) -> bool:
        """Some text stands there more than once."""
        return len(set(self.below[column])) < len(self.below[column])

    def first_is_data(self, column: int) -> bool:
        """The first line holds a number or a hole here."""
        judged = judge([self.first[column]], commas_free=self._commas_free)
        return not judged.text[0]


def decide(rows: list[list[str]], *, commas_free: bool) -> Shape:
    """``rows``: the first records of a file, all of the same length of at least 2."""
    columns = _Columns(rows, commas_free)
    return _named_long(columns) or _plain_long(columns) or Shape(Layout.WIDE, _wide_header(columns))


def _named_long(columns: _Columns) -> Shape | None:
    """A long file whose header says which field is what."""
    names = [headings.base(name) for name in columns.first]
    row, column = _first(names, headings.ROW), _first(names, headings.COLUMN)
    if row is None or column is None or len(names) < 3:
        return None
    time, rating = _first(names, headings.TIME), _first(names, headings.RATING)
    if rating is None:
        if time is None and columns.numeric(column) and not columns.repeats(row):
            return None  # rather a wide table with a column of that name
        rating = _likeliest_rating(columns, {row, column, time})
    source = 3 if columns.first == headings.EXPORT_HEADER else None
    if time is not None and not looks_like_times(columns.below[time]):
        time = None
    return Shape(Layout.LONG, True, Roles(row, column, rating, time, source))


def _first(names: list[str], words: frozenset[str]) -> int | None:
    return next((place for place, name in enumerate(names) if name in words), None)


def _likeliest_rating(columns: _Columns, taken: set[int | None]) -> int:
    """Of the fields left, the numeric one with the fewest different values; else the first one left."""
    left = [place for place in range(len(columns.first)) if place not in taken]
    numeric = [place for place in left if columns.numeric(place)]
    return min(numeric, key=lambda place: len(set(columns.below[place])), default=left[0])


def _plain_long(columns: _Columns) -> Shape | None:
    """A long file known by its content alone: two fields of labels, a rating, and maybe a time."""
    width = len(columns.first)
    if width not in (3, 4) or not columns.numeric(2) or not (columns.complete(0) and columns.complete(1)):
        return None
    timed = width == 4 and looks_like_times(columns.below[3])
    if not timed and (width == 4 or not _are_labels(columns)):
        return None
    return Shape(Layout.LONG, not columns.first_is_data(2), Roles(0, 1, 2, 3 if timed else None))


def _are_labels(columns: _Columns) -> bool:
    """True when the first two fields name cells and are not ratings themselves.

    Text names. Numbers name when they lie mostly outside the range of the ratings, and far outside where the
    first field never repeats, since it then may name the rows of a wide table. Small numbers name when
    the first ones are sorted with repeats, as in a list of cells.
    """
    firsts, seconds = columns.below[0], columns.below[1]
    pairs = set(zip(firsts, seconds, strict=True))
    if len(pairs) < 0.9 * len(firsts):
        return False
    repeats = columns.repeats(0)
    if len(pairs) > 2 and not repeats and not columns.repeats(1):
        return False  # each rates one thing and each thing is rated once: rather names and what is known of them
    if not columns.numeric(1):
        return True
    headed = not columns.first_is_data(2) or headings.names_rows(columns.first[0])
    if headed and not repeats:
        return False
    if _mostly_outside(columns.judged(1).values, columns.judged(2).values, room=0 if repeats else 2):
        return True
    order = list(columns.judged(0).values)
    return columns.first_is_data(0) and order == sorted(order) and (repeats or len(order) == 1)


def _wide_header(columns: _Columns) -> bool:
    """True when the first line names the columns: it holds text where the lines below hold numbers, or numbers
    that are no ratings, or its first cell is a head for row names."""
    looked_at = range(1, min(len(columns.first), _MOST_COLUMNS))
    places = [place for place in looked_at if columns.numeric(place)]
    if not places:
        return not (columns.numeric(0) and columns.first_is_data(0))
    if not all(columns.first_is_data(place) for place in places):
        return True
    different = len({columns.first[place] for place in places} - {""}) == len(places)
    if headings.names_rows(columns.first[0]):
        return different or not columns.first_is_data(0)
    if not columns.first_is_data(0) and columns.numeric(0):
        return True
    below = np.concatenate([columns.judged(place).values for place in places])
    above = np.concatenate([columns.judged(place, whole=True).values[:1] for place in places])
    return different and len(columns.all[0]) > 1 and _mostly_outside(above, below)


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
