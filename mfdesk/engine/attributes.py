"""What is known of rows besides their ratings, as numbers: age bands, genders, genres, years."""

from __future__ import annotations

from datetime import datetime

import numpy as np

from mfdesk.ratings.arrays import Floats, Integers
from mfdesk.ratings.table import Attribute

ATTRIBUTE_WEIGHT = 0.6
"""How strongly one attribute counts beside the whole of which cells a row rated (whose row has length 1)."""
_FEWEST = 3
"""A category that fewer rows share tells nothing that the row's own ratings do not."""
_BANDS = 8
_NUMERIC_SHARE = 0.9
_MOST_CATEGORIES = 200


def encoded(attributes: tuple[Attribute, ...], rows: int) -> Floats:
    """(rows, a): each attribute as columns of 0 and 1, centred and weighted; a may be 0.

    Numbers with many values are cut into bands of equally many rows. A text may name several categories with ``|``
    between them ("Comedy|Drama"). Names, addresses and the like, which hardly two rows share, are left out.
    """
    columns = [_categories(_in_bands(attribute.values)) for attribute in attributes]
    together = np.concatenate([np.zeros((rows, 0)), *columns], axis=1)
    return ATTRIBUTE_WEIGHT * (together - together.mean(axis=0)) if rows else together


def _in_bands(values: tuple[str, ...]) -> tuple[str, ...]:
    """Numbers of more than a few values become the name of their band; everything else stays as it is."""
    numbers = np.array([_number(value) for value in values])
    known = np.array([bool(value.strip()) for value in values])
    finite = np.isfinite(numbers)
    if not known.any() or finite.sum() < _NUMERIC_SHARE * known.sum() or len(np.unique(numbers[finite])) <= 2 * _BANDS:
        return values
    edges = np.unique(np.quantile(numbers[finite], np.linspace(0, 1, _BANDS + 1)[1:-1]))
    bands: Integers = np.searchsorted(edges, numbers, side="right").astype(np.int32)
    return tuple(str(band) if is_number else "" for band, is_number in zip(bands, finite, strict=True))


def _number(text: str) -> float:
    """A number, or the year of a date; NaN where it is neither."""
    for read in (
        float,
        lambda text: datetime.fromisoformat(text).year,
        lambda text: datetime.strptime(text, "%d-%b-%Y").year,
    ):
        try:
            return float(read(text.strip()))
        except ValueError:
            continue
    return float("nan")


def _categories(values: tuple[str, ...]) -> Floats:
    """(rows, categories): 1 where the row is of the category; only those that several rows share, but not all."""
    nothing = {"", "0"} if set(values) <= {"0", "1", ""} else {""}
    named = [{name.strip() for name in value.split("|")} - nothing for value in values]
    counts: dict[str, int] = {}
    for names in named:
        for name in names:
            counts[name] = counts.get(name, 0) + 1
    shared = sorted(
        (name for name, count in counts.items() if _FEWEST <= count < len(values)), key=lambda name: -counts[name]
    )
    shared = shared[:_MOST_CATEGORIES] if sum(map(counts.__getitem__, shared)) >= sum(counts.values()) / 2 else []
    place = {name: column for column, name in enumerate(shared)}
    table = np.zeros((len(values), len(shared)))
    for row, names in enumerate(named):
        for name in names & place.keys():
            table[row, place[name]] = 1
    return table
