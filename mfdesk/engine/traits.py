"""What is known of the shown rows or columns besides their ratings: each attribute as categories or as numbers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from mfdesk.ratings.arrays import Floats, Integers, read_only
from mfdesk.ratings.numeric import FEW
from mfdesk.ratings.table import Attribute

_MOST_VALUES = 200
"""The rarer values of an attribute tell nothing that could be shown."""


@dataclass(frozen=True, eq=False)
class Trait:
    """One attribute of n items.

    Either ``numbers`` (n,), NaN where unknown; or categories: ``values``, the commonest first, and the m pairs of
    ``items`` (m,) and ``kinds`` (m,) that say which item has which value ("Comedy|Drama" has two). ``codes`` (n,) is
    the commonest value of each item, -1 where it has none.
    """

    name: str
    values: tuple[str, ...]
    codes: Integers
    items: Integers
    kinds: Integers
    numbers: Floats | None = None

    def text(self, item: int) -> str:
        """What is known of one item in words, "" where nothing is."""
        if self.numbers is not None:
            return f"{self.numbers[item]:g}" if np.isfinite(self.numbers[item]) else ""
        return ", ".join(self.values[kind] for kind in self.kinds[self.items == item])


def trait_of(attribute: Attribute, positions: Integers) -> Trait | None:
    """The attribute of the items at these positions; None where it says the same of all, or of each another."""
    texts = [attribute.values[position].strip() for position in positions]
    numbers = _numbers(attribute, positions)
    if numbers is not None:
        nothing = read_only(np.empty(0, np.int32))
        return Trait(attribute.name, (), read_only(np.full(len(texts), -1, np.int32)), nothing, nothing, numbers)
    return _categories(attribute.name, texts)


def _numbers(attribute: Attribute, positions: Integers) -> Floats | None:
    """(n,) where all that is known are numbers, of more than a few values."""
    if attribute.numbers is None:
        return None
    numbers = attribute.numbers[positions]
    return read_only(numbers) if len(np.unique(numbers[np.isfinite(numbers)])) > FEW else None


def _categories(name: str, texts: list[str]) -> Trait | None:
    named = [[part for value in text.split("|") if (part := value.strip())] for text in texts]
    counts = Counter(value for values in named for value in values)
    if len(counts) < 2 or len(counts) > max(len(texts) / 2, 2):
        return None
    values = tuple(value for value, _ in counts.most_common(_MOST_VALUES))
    place = {value: kind for kind, value in enumerate(values)}
    kinds = [sorted({place[value] for value in values if value in place}) for values in named]
    return Trait(
        name,
        values,
        codes=_integers([each[0] if each else -1 for each in kinds]),
        items=_integers(np.repeat(np.arange(len(kinds)), [len(each) for each in kinds])),
        kinds=_integers([kind for each in kinds for kind in each]),
    )


def _integers(numbers: object) -> Integers:
    return read_only(np.array(numbers, np.int32))
