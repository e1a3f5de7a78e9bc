"""What a finished model believes of a row before it sees its ratings: all that a new row needs to be folded in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mfdesk.engine.sweep import Ridge
from mfdesk.ratings.arrays import Floats, Singles, read_only


@dataclass(frozen=True, eq=False)
class DrawnPriors:
    """The prior of one side under each of S draws, standardised: x ~ N(mean + (f V + a) weights, precision^-1).

    f is which of the others the row rated, 1 or 0, divided by the root of their count; V is ``right`` (others, r),
    the right singular vectors of the mask; a is the row of ``fixed`` (n, r), what its attributes add; without any, n
    is 0. ``means`` (S, K), ``precisions`` (S, K, K), ``weights`` (S, r, K), all float32. K counts the bias,
    which comes last.
    """

    means: Singles
    precisions: Singles
    weights: Singles
    right: Singles
    fixed: Singles

    @classmethod
    def of(cls, drawn: Sequence[tuple[Floats, Floats, Floats]], right: Singles, fixed: Singles) -> DrawnPriors:
        """Stacks one (mean, precision, weights) a draw."""
        means, precisions, weights = (read_only(np.stack(part).astype(np.float32)) for part in zip(*drawn, strict=True))
        return cls(means, precisions, weights, read_only(right), read_only(fixed))


@dataclass(frozen=True, eq=False)
class PulledRidge:
    """A ridge towards mean + (f V + a) weights, with f, V = ``right`` and a of ``fixed`` as in ``DrawnPriors``;
    ``mean`` (K,), ``weights`` (r, K) float32."""

    strength: float
    power: float
    mean: Singles
    weights: Singles
    right: Singles
    fixed: Singles


SidePrior = Ridge | PulledRidge | DrawnPriors
"""What is believed of the rows of one side: a ridge for the point methods, drawn priors for a sampler."""
