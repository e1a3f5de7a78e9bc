"""Which settings a search tries, and how it narrows them down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from mfdesk.engine.config import Config, Method
from mfdesk.engine.ordinal import levels_of
from mfdesk.errors import BadSetting, TooFewForFolds
from mfdesk.ratings.table import Ratings

FEWEST_FOLDS, MOST_FOLDS = 2, 10
SHORTEST, LONGEST = 5.0, 86_400.0
"""Seconds that a search may be given."""
MOST_CANDIDATES = 48
FINALISTS = 3
"""So many candidates at most are cross-validated on every fold."""
FIRST_SHARE = 0.25
"""The share of its epochs that a candidate runs before the first cut; a sampler counts from the end of its burn-in."""
_RANKS = (4, 8, 16, 32)


@dataclass(frozen=True)
class Variant:
    """A way to learn: the method, and whether it takes the ratings as ordered steps (None: it has no choice)."""

    method: Method
    ordered: bool | None = None

    @classmethod
    def of(cls, config: Config) -> Variant:
        return cls(config.method, config.ordered if config.method is Method.GIBBS else None)


@dataclass(frozen=True)
class SearchPlan:
    """What to try: each of the ``candidates``, in ``folds`` parts, for at most so many ``seconds`` in all. ``seed``
    draws the folds."""

    candidates: tuple[Config, ...]
    folds: int = 5
    seconds: float = 60.0
    seed: int = 1

    def __post_init__(self) -> None:
        for name, value, lowest, highest in (
            ("number of candidates", len(self.candidates), 1, MOST_CANDIDATES),
            ("number of folds", self.folds, FEWEST_FOLDS, MOST_FOLDS),
            ("time of the search", self.seconds, SHORTEST, LONGEST),
        ):
            if not lowest <= value <= highest:
                raise BadSetting(name, value, lowest, highest)

    def check(self, ratings: Ratings) -> None:
        """Raises ``TooFewForFolds`` where a fold would have fewer than two cells."""
        needed = 2 * self.folds
        if ratings.known < needed:
            raise TooFewForFolds(ratings.known, self.folds, needed)


@dataclass(frozen=True)
class Goal:
    """How far every candidate still in the race goes before the next cut: a ``share`` of its epochs on the first fold,
    or, where that is 1, so many whole ``folds``."""

    share: float
    folds: int


def default_plan(ratings: Ratings, base: Config) -> SearchPlan:
    """Every method, with the ranks that a table of this size may be able to carry."""
    return SearchPlan(
        grid(base, variants_for(ratings), ranks_for(ratings)), folds=most_folds(ratings, 5), seed=base.seed
    )


def grid(base: Config, variants: Iterable[Variant], ranks: Iterable[int | None]) -> tuple[Config, ...]:
    """Each variant with each rank (None: the method chooses); how many epochs is left to the method."""
    chosen = tuple(ranks)
    return tuple(
        replace(base, method=variant.method, ordered=variant.ordered, rank=rank, epochs=None)
        for variant in variants
        for rank in chosen
    )


def variants_for(ratings: Ratings) -> tuple[Variant, ...]:
    """The ways to learn that make sense for this scale."""
    ordered = (Variant(Method.GIBBS, True),) if levels_of(ratings.scale) is not None else ()
    return (
        Variant(Method.GIBBS, False),
        *ordered,
        Variant(Method.ALS),
        Variant(Method.GRADIENT_DESCENT),
    )


def ranks_for(ratings: Ratings) -> tuple[int | None, ...]:
    """Automatic, and those below the size of the table that its known cells may be able to carry."""
    carried = max(_RANKS[1], np.sqrt(ratings.known) / 8)
    return None, *(rank for rank in _RANKS if rank <= carried and rank < min(ratings.shape))


def most_folds(ratings: Ratings, wanted: int) -> int:
    """As many folds as wanted, or as the known cells allow."""
    return int(np.clip(ratings.known // 2, FEWEST_FOLDS, wanted))


def goals(candidates: tuple[Config, ...], folds: int) -> list[tuple[Goal, int]]:
    """The rungs of the search: how far to go, and how many candidates are left before it; the last one is the final."""
    left, ladder = len(candidates), list[tuple[Goal, int]]()
    if left > FINALISTS:
        ladder.append((Goal(FIRST_SHARE, 1), left))
        left = sum(half(count) for count in Counter(map(Variant.of, candidates)).values())
    done = 1
    while left > FINALISTS and done < folds:
        ladder.append((Goal(1.0, done), left))
        left, done = half(left), done + 1
    return [*ladder, (Goal(1.0, folds), left)]


def half(count: int) -> int:
    """How many survive a cut."""
    return -(-count // 2)
