"""What the rows, or the columns, of a table can be filtered by."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from mfdesk.gui.find.words import Naming
from mfdesk.gui.words import decimals
from mfdesk.project import Project
from mfdesk.ratings.labels import Labels
from mfdesk.ratings.natural import natural_ranks
from mfdesk.ratings.numeric import FEW
from mfdesk.ratings.side import Side
from mfdesk.ratings.table import Attribute

_MOST_DIGITS = 6
_LARGEST = 1e12
"""Larger numbers fit into no field."""


@dataclass(frozen=True)
class NumberSpan:
    """The numbers that an attribute has: its ends, how many ``digits`` after the point they are written with, and of
    how many rows (or columns) it is ``unknown``."""

    lowest: float
    highest: float
    digits: int
    unknown: int


@dataclass(frozen=True, eq=False)
class FilterChoices:
    """Of one side: what one is called (``noun``), how many there are (``total``), what is known of them, which numbers
    of ratings, means (two each: lowest, highest) and errors (highest; None: nobody knows) they have."""

    noun: str = "row"
    total: int = 0
    attributes: tuple[Attribute, ...] = ()
    counts: tuple[int, int] = (0, 0)
    means: tuple[float, float] = (0.0, 0.0)
    error: float | None = None
    digits: int = 1
    predicts: bool = False
    edited: bool = False
    _counted: dict[str, list[tuple[str, int]]] = field(default_factory=dict, repr=False)
    _spans: dict[str, NumberSpan | None] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, project: Project, side: Side, before: FilterChoices | None = None) -> FilterChoices:
        """``before`` are earlier ones of the side, from which is taken what holds still."""
        edited, naming, training = project.edited, Naming(project.edited), project.training
        attributes = edited.attributes(side)
        known = before if before and before.attributes is attributes else None
        counts, scale = edited.counts(side), edited.scale
        has_errors = training is not None and training.judged is not None
        return cls(
            noun=naming.noun(side),
            total=naming.total(side),
            attributes=attributes,
            counts=(int(counts.min(initial=0)), int(counts.max(initial=0))),
            means=(scale.lowest, scale.highest),
            error=scale.highest - scale.lowest if has_errors else None,
            digits=max(decimals(scale), 1),
            predicts=training is not None,
            edited=bool(len(edited.unseen(project.seen).positions(side))),
            _counted=known._counted if known else {},
            _spans=known._spans if known else {},
        )

    def values(self, attribute: str) -> list[tuple[str, int]]:
        """The values of this attribute and how many have each: a few numbers, or bands of numbers, in their own order,
        all else with the most frequent ones first; found once."""
        if attribute not in self._counted:
            one = self._named(attribute)
            counts = Counter(one.values) if one else Counter[str]()
            ranks = _ranks(list(counts))
            self._counted[attribute] = sorted(
                counts.items(), key=lambda pair: (ranks[pair[0]], pair[0]) if ranks else (-pair[1], pair[0])
            )
        return self._counted[attribute]

    def span(self, attribute: str) -> NumberSpan | None:
        """The numbers of this attribute, None where it has words, or so few numbers that they are better ticked; found
        once."""
        if attribute not in self._spans:
            one = self._named(attribute)
            self._spans[attribute] = _span(one) if one else None
        return self._spans[attribute]

    def _named(self, attribute: str) -> Attribute | None:
        return next((one for one in self.attributes if one.name == attribute), None)


def _span(attribute: Attribute) -> NumberSpan | None:
    numbers = attribute.numbers
    if numbers is None:
        return None
    known = np.isfinite(numbers)
    different = np.unique(numbers[known])
    if len(different) <= FEW or max(-different[0], different[-1]) > _LARGEST:
        return None
    fits = (places for places in range(_MOST_DIGITS) if np.array_equal(different.round(places), different))
    digits = next(fits, _MOST_DIGITS)
    return NumberSpan(float(different[0]), float(different[-1]), digits, int((~known).sum()))


def _ranks(values: list[str]) -> dict[str, float] | None:
    """Where each of a few values stands among the others, where all of them have a number; unknown ones are last."""
    known = [value for value in values if value]
    if not known or len(known) > FEW or not all(any("0" <= letter <= "9" for letter in value) for value in known):
        return None
    numbers = Attribute("", tuple(known)).numbers
    ranks = natural_ranks(Labels(known)) if numbers is None else numbers
    return dict(zip(known, np.nan_to_num(ranks, nan=np.inf).tolist(), strict=True)) | {"": np.inf}
