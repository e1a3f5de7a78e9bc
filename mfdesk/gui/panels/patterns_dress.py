"""How the points of a map look: which colour, shape and size each has, and what the legend says of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum

import numpy as np

from mfdesk.engine.patterns import PatternMap
from mfdesk.engine.traits import Trait
from mfdesk.gui import words
from mfdesk.gui.colours import categorical, sequential
from mfdesk.gui.theme import Palette
from mfdesk.ratings.arrays import Bytes, Floats

MOST_CATEGORIES = 7
_PLAIN_SIZE = 8.0
_SMALL_SIZE = 5.0


class Shape(Enum):
    """The outline of a mark: a second sign beside its colour."""

    CIRCLE = 0
    SQUARE = 1
    UP = 2
    DIAMOND = 3
    DOWN = 4
    PLUS = 5
    CROSS = 6


class ColourBy(StrEnum):
    """What colours tell, besides the attributes; the values are the names on screen."""

    NOTHING = "Nothing"
    MEAN = "Mean rating"
    COUNT = "Number of ratings"


@dataclass(frozen=True)
class Kind:
    """One look that points share; ``text`` is what the legend says of it ("": nothing)."""

    colour: str
    shape: Shape
    size: float
    text: str


@dataclass(frozen=True, eq=False)
class Dress:
    """``kinds``, and which of them each of the n points is of (n,). ``ordered``: the kinds are steps of one scale,
    from little to much. ``title`` says what the kinds tell."""

    kinds: tuple[Kind, ...]
    of_points: Bytes
    title: str = ""
    ordered: bool = False


def dressed(shown: PatternMap, by: ColourBy | Trait, palette: Palette) -> Dress:
    """The look of each point of the map."""
    if by is ColourBy.MEAN:
        return _by_number("Mean rating", shown.means, palette, decimals=2)
    if by is ColourBy.COUNT:
        return _by_number("Number of ratings", shown.counts.astype(float), palette, growing_by_factors=True)
    if isinstance(by, Trait):
        if by.numbers is not None:
            return _by_number(by.name, by.numbers, palette)
        return _by_category(by, palette)
    return Dress((Kind(palette.accent, Shape.CIRCLE, _PLAIN_SIZE, ""),), np.zeros(len(shown.positions), np.uint8))


def _by_category(trait: Trait, palette: Palette) -> Dress:
    """The commonest values each with a look of its own, all others and the unknown in dim small dots."""
    names = trait.values[:MOST_CATEGORIES]
    kinds = [
        Kind(colour, shape, _PLAIN_SIZE, name)
        for name, colour, shape in zip(names, categorical(palette), Shape, strict=False)
    ]
    kinds.append(Kind(palette.dim, Shape.CIRCLE, _SMALL_SIZE, _of_the_rest(trait)))
    codes = np.where((trait.codes < 0) | (trait.codes >= len(names)), len(names), trait.codes)
    return Dress(tuple(kinds), codes.astype(np.uint8), trait.name)


def _of_the_rest(trait: Trait) -> str:
    unknown = bool((trait.codes < 0).any())
    if len(trait.values) > MOST_CATEGORIES:
        return "other or not known" if unknown else "other"
    return "not known" if unknown else ""


def _by_number(
    title: str, numbers: Floats, palette: Palette, decimals: int = 0, growing_by_factors: bool = False
) -> Dress:
    """Nine steps from the least to the greatest, each darker (on a dark panel, lighter) and larger than the last."""
    known = np.isfinite(numbers)
    low, high = (float(end(numbers[known])) if known.any() else 0.0 for end in (np.min, np.max))
    steps = sequential(palette)
    along = np.log1p(numbers) - np.log1p(low) if growing_by_factors else numbers - low
    reach = (np.log1p(high) - np.log1p(low) if growing_by_factors else high - low) or 1.0
    codes = np.full(len(numbers), len(steps))
    codes[known] = np.minimum(along[known] / reach * len(steps), len(steps) - 1)
    texts = [_number(low, decimals), *[""] * (len(steps) - 2), _number(high, decimals)]
    kinds = [
        Kind(colour, Shape.CIRCLE, _SMALL_SIZE + 0.75 * step, text)
        for step, (colour, text) in enumerate(zip(steps, texts, strict=True))
    ]
    unknown = "" if known.all() else "not known"
    return Dress((*kinds, Kind(palette.dim, Shape.CROSS, _SMALL_SIZE, unknown)), codes.astype(np.uint8), title, True)


def _number(value: float, decimals: int) -> str:
    if decimals:
        return words.predicted(value, decimals)
    return f"{value:,.0f}" if value == round(value) and abs(value) >= 10_000 else f"{value:g}".replace("-", "−")
