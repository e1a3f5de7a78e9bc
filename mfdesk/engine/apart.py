"""What goes along with a factor: which kinds of items lie to one side of the others, and more so than by chance.

Chance is judged by ranks, which need no bell curves: if a value had nothing to do with a factor, the ranks of its m
members among n would be drawn at random, their mean having the variance (n + 1) (n - m) / (12 m) (Wilcoxon), and a
rank correlation the variance 1 / (n - 1) (Spearman). A page tells only what so happens by chance on one page in
a hundred, however many values are tried (Bonferroni), and only what is large enough to be seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist

import numpy as np

from mfdesk.engine.traits import Trait
from mfdesk.ratings.arrays import Flags, Floats, Longs, Singles

MOST = 6
FEWEST_MEMBERS = 5
_CHANCE = 0.01
"""Of a page that tells anything where there is nothing to tell."""
_SMALLEST_DIFFERENCE = 0.2
"""In standard deviations."""
_SMALLEST_CORRELATION = 0.1
_YES = {"1", "yes", "true", "y", "t"}
_NO = {"0", "no", "false", "n", "f"}


class Along(StrEnum):
    """What goes along with a factor."""

    VALUE = "value"
    NUMBER = "number"
    COUNT = "count"
    MEAN = "mean"


@dataclass(frozen=True)
class Difference:
    """One thing that goes along with a factor.

    Of a ``VALUE`` of an attribute: ``size`` is how far its ``members`` lie to the right of the others, in standard
    deviations. Of a ``NUMBER``, the ``COUNT`` of ratings or the ``MEAN`` rating: ``size`` is its rank correlation with
    the factor. ``surety`` is in standard errors, with the sign of the side.
    """

    along: Along
    size: float
    surety: float
    members: int
    name: str = ""
    value: str = ""

    @property
    def to_the_right(self) -> bool:
        return self.size > 0


@dataclass(frozen=True, eq=False)
class Measures:
    """What may go along with a factor: of the ``telling`` ones (n,) among the items, those with enough ratings."""

    telling: Flags
    counts: Longs
    means: Floats
    traits: tuple[Trait, ...]


def differences(measures: Measures, feature: Singles) -> tuple[Difference, ...]:
    """What goes along with a feature (n,), the surest first, at most ``MOST``."""
    found = [
        *_correlation(Along.COUNT, "", measures.counts, feature, measures.telling),
        *_correlation(Along.MEAN, "", measures.means, feature, measures.telling),
    ]
    for trait in measures.traits:
        if trait.numbers is None:
            found += _members(trait, feature, measures.telling)
        else:
            found += _correlation(Along.NUMBER, trait.name, trait.numbers, feature, measures.telling)
    if not found:
        return ()
    surely = NormalDist().inv_cdf(1 - _CHANCE / 2 / len(found))
    told = [each for each in found if abs(each.surety) > surely and _is_large(each)]
    return tuple(_one_of_two(sorted(told, key=lambda each: -abs(each.surety)), measures.traits)[:MOST])


def ranks(values: Floats | Singles | Longs) -> Floats:
    """(n,) 1 to n, the mean rank where values are equal."""
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    middle: Floats = last - (counts - 1) / 2
    return middle[place]


def _correlation(
    along: Along, name: str, numbers: Floats | Longs, feature: Singles, telling: Flags
) -> list[Difference]:
    chosen = telling & np.isfinite(numbers)
    if chosen.sum() < 2 * FEWEST_MEMBERS:
        return []
    one, other = ranks(numbers[chosen]), ranks(feature[chosen])
    if not one.std() or not other.std():
        return []
    size = float(np.corrcoef(one, other)[0, 1])
    return [Difference(along, size, size * float(np.sqrt(len(one) - 1)), len(one), name)]


def _members(trait: Trait, feature: Singles, telling: Flags) -> list[Difference]:
    """One for each value with enough members and enough others, among the items of which the attribute is known."""
    chosen = telling & (trait.codes >= 0)
    pairs = chosen[trait.items]
    items, kinds = trait.items[pairs], trait.kinds[pairs]
    n, deviation = int(chosen.sum()), float(feature[chosen].std()) if chosen.any() else 0.0
    rank = np.zeros(len(feature))
    rank[chosen] = ranks(feature[chosen])
    found = []
    members = np.bincount(kinds, minlength=len(trait.values))
    sums = np.bincount(kinds, weights=feature[items], minlength=len(trait.values))
    rank_sums = np.bincount(kinds, weights=rank[items], minlength=len(trait.values))
    for kind in np.flatnonzero((members >= FEWEST_MEMBERS) & (n - members >= FEWEST_MEMBERS)):
        m = members[kind]
        gap = sums[kind] / m - (feature[chosen].sum() - sums[kind]) / (n - m)
        surety = (rank_sums[kind] / m - (n + 1) / 2) / np.sqrt((n + 1) * (n - m) / (12 * m))
        size = float(gap / deviation) if deviation else 0.0
        found.append(Difference(Along.VALUE, size, float(surety), int(m), trait.name, trait.values[kind]))
    return found


def _is_large(each: Difference) -> bool:
    """Large enough to be seen, and its mean and its ranks to the same side."""
    smallest = _SMALLEST_DIFFERENCE if each.along is Along.VALUE else _SMALLEST_CORRELATION
    return abs(each.size) >= smallest and each.size * each.surety > 0


def _one_of_two(told: list[Difference], traits: tuple[Trait, ...]) -> list[Difference]:
    """Where an attribute has two values only, one lies to the right because the other lies to the left: tells of yes
    rather than no, else of the one to the right."""
    pairs = {trait.name for trait in traits if len(trait.values) == 2}
    return [each for each in told if each.name not in pairs or _is_told(each)]


def _is_told(each: Difference) -> bool:
    word = each.value.lower()
    return word in _YES or (word not in _NO and each.to_the_right)
