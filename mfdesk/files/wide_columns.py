"""Which columns of a wide file hold ratings, which name the rows, and which describe them."""

from dataclasses import dataclass

import numpy as np

from mfdesk.files import headings
from mfdesk.files.cells import Judged
from mfdesk.ratings.arrays import Flags, Floats, Integers, Longs


@dataclass(frozen=True, eq=False)
class Kinds:
    """``names``: the first column names the rows. ``ratings`` and ``attributes``: (W,), which columns are which;
    a column that is neither is the names' or holds nothing at all."""

    names: bool
    ratings: Flags
    attributes: Flags


@dataclass(frozen=True, eq=False)
class _Counts:
    """Of each of the W columns: how many cells hold something, how many of these are no number or none that
    can be kept, and the numbers."""

    given: Longs
    texts: Longs
    oversize: Longs
    means: Floats
    lowest: Floats
    highest: Floats

    @property
    def numbers(self) -> Flags:
        """At least half of what is there are numbers. Not nearly all: the texts in a column of ratings are
        told one by one, whereas a column of ratings taken for an attribute would be lost without a word."""
        return (self.texts * 2 <= self.given) & (self.oversize * 2 <= self.given)


def classify(codes: Integers, judged: Judged, header: list[str] | None) -> Kinds:
    """``codes`` (R, W): the cells, as places among the judged texts; ``header``: the W names, if the file has any."""
    counts = _count(codes, judged)
    headed = header is not None and codes.shape[1] > 1 and headings.names_rows(header[0])
    names = codes.shape[1] > 1 and _first_names_rows(codes[:, 0], judged, counts, headed)
    table = np.ones(codes.shape[1], np.bool_)
    table[0] = not names
    table &= ~((counts.given == 0) & _nameless(header, len(table)))
    numbers = table & counts.numbers
    numbers[0] &= not headed
    ratings = numbers & ~_off_the_scale(counts, numbers)
    return Kinds(names, ratings, table & ~ratings)


def _count(codes: Integers, judged: Judged) -> _Counts:
    given = (~judged.missing[codes]).sum(0)
    texts = judged.text[codes].sum(0)
    values = judged.values[codes]
    known = ~np.isnan(values)
    means = np.where(known, values, 0).sum(0) / np.maximum(known.sum(0), 1)
    oversize = judged.oversize[codes].sum(0)
    means[~known.any(0)] = np.nan
    return _Counts(given, texts, oversize, means, np.fmin.reduce(values, 0), np.fmax.reduce(values, 0))


def _nameless(header: list[str] | None, width: int) -> Flags:
    return np.array([not name.strip() for name in header] if header else [False] * width, np.bool_)


def _first_names_rows(first: Integers, judged: Judged, counts: _Counts, headed: bool) -> bool:
    """The first column names the rows: its cells are mostly different, and its head says so or they are no ratings."""
    different = len(np.unique(first)) / len(first)
    if headed or not counts.numbers[0]:
        return different >= 0.5
    return different >= 0.95 and _are_ids(judged.values[first], counts.highest[1:])


def _are_ids(values: Floats, others: Floats) -> bool:
    """Whole numbers that count the rows, or that lie beyond the numbers of all other columns."""
    if not (values == np.round(values)).all():
        return False
    counted = len(values) > 2 and bool((np.diff(values) == 1).all())
    others = others[~np.isnan(others)]
    return counted or (len(others) > 0 and float(values.mean()) > float(others.max()))


def _off_the_scale(counts: _Counts, numbers: Flags) -> Flags:
    """(W,): columns of numbers that fit none of the others, as an age in years fits no stars.

    The scale is what all but the lowest and highest quarter of the columns reach. Where it spans less than 1,
    too little of it is seen to judge by; and when more than a quarter of the columns would be off,
    there is no common scale. A column of ratings must never be lost for being unusual, so the bar is high.
    """
    known = numbers & ~np.isnan(counts.means)
    off = np.zeros(len(numbers), np.bool_)
    if known.sum() < 3:
        return off
    high = float(np.quantile(counts.highest[known], 0.75, method="lower"))
    low = float(np.quantile(counts.lowest[known], 0.25, method="higher"))
    room = 2 * max(abs(low), abs(high))
    off[known] = (counts.means[known] < low - room) | (counts.means[known] > high + room)
    off &= counts.given > 2
    clear = high - low >= 1 and off.sum() <= max(1, known.sum() // 4)
    return off if clear else np.zeros_like(off)
