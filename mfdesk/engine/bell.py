"""The standard normal distribution for whole arrays: density, tails and quantiles, without SciPy.

The tail is phi(z) times Mills' ratio, and the quantile is sqrt(-2 log p) less something small. Both the ratio and
what is small are smooth in a variable that maps the half-line to a finite range, so a Chebyshev interpolant through
values of the standard library (``math.erfc``, ``statistics.NormalDist``), made once at import, has them everywhere
without branches. In double precision the tail is right to 1e-8 of itself and the quantile to 2e-8; in single
precision, which suffices for draws and is faster, to 1e-5 and 2e-6. What comes in decides.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from statistics import NormalDist
from typing import TypeVar, cast

import numpy as np
from numpy.polynomial import chebyshev

from mfdesk.ratings.arrays import Floats, Singles

Reals = TypeVar("Reals", Floats, Singles)

FARTHEST = 12.5
"""Tails are not told apart beyond: they are below 1e-35, near the smallest single-precision number."""
_SMALLEST = 1e-36
_TERMS = 12
_TAIL_BEND = 0.4
_QUANTILE_BEND = 3.0
_HALF = math.sqrt(2 * math.log(2))
"""sqrt(-2 log p) at p = 1/2, where the quantile is 0."""


def _mills(distance: float) -> float:
    """(1 - Phi(z)) / phi(z), beyond 20 by its asymptotic series."""
    if distance < 20:
        return math.sqrt(math.pi / 2) * math.exp(distance**2 / 2) * math.erfc(distance / math.sqrt(2))
    inverse = distance**-2
    return (1 - inverse * (1 - 3 * inverse * (1 - 5 * inverse * (1 - 7 * inverse)))) / distance


def _tail_factor(place: float) -> float:
    """Mills' ratio over y = 1 / (1 + bend z), at y = (place + 1) / 2."""
    shrunk = (place + 1) / 2
    return _mills((1 / shrunk - 1) / _TAIL_BEND) / shrunk


_NEAR, _FAR = 1 / (_QUANTILE_BEND + _HALF), 1 / (_QUANTILE_BEND + 13.0)


def _quantile_gap(place: float) -> float:
    """r - z of the tail p = exp(-r^2 / 2), where 1 / (bend + r) lies at ``place`` between far (-1) and near (1)."""
    root = 1 / (_FAR + (place + 1) / 2 * (_NEAR - _FAR)) - _QUANTILE_BEND
    return root + NormalDist().inv_cdf(min(math.exp(-(root**2) / 2), 0.5))


def _powers(function: Callable[[float], float]) -> tuple[float, ...]:
    """The interpolant of a function on [-1, 1] as coefficients of 1, x, x^2 and so on."""
    places = chebyshev.chebpts1(_TERMS)
    fitted = chebyshev.chebfit(places, [function(place) for place in places], _TERMS - 1)
    return tuple(float(number) for number in chebyshev.cheb2poly(fitted))


_TAIL_POWERS, _QUANTILE_POWERS = _powers(_tail_factor), _powers(_quantile_gap)


def _horner(powers: tuple[float, ...], places: Reals) -> Reals:
    total = np.full_like(places, powers[-1])
    for power in powers[-2::-1]:
        total *= places
        total += power
    return total


def density(distances: Reals) -> Reals:
    """phi(z)."""
    squares = distances * distances
    squares *= -0.5
    np.exp(squares, out=squares)
    squares *= 1 / math.sqrt(2 * math.pi)
    return squares


def tail_and_density(distances: Reals) -> tuple[Reals, Reals]:
    """1 - Phi(z) and phi(z) for z >= 0; relative accuracy to ``FARTHEST`` at least."""
    shrunk = distances * _TAIL_BEND
    shrunk += 1
    np.reciprocal(shrunk, out=shrunk)
    heights = density(distances)
    places = 2 * shrunk
    places -= 1
    tails = _horner(_TAIL_POWERS, places)
    tails *= shrunk
    tails *= heights
    return tails, heights


def below(values: Reals) -> Reals:
    """Phi(x): the chance that a standard normal variable lies below x."""
    distances = values.copy()
    np.abs(values, out=distances)
    tails, _ = tail_and_density(distances)
    np.subtract(1, tails, out=tails, where=values > 0)
    return tails


def quantile(chances: Reals) -> Reals:
    """The inverse of ``below``, for 0 <= p <= 1; p below 1e-36 counts as that."""
    smaller = np.minimum(chances, 1 - chances)
    np.maximum(smaller, _SMALLEST, out=smaller)
    roots = np.sqrt(-2 * np.log(smaller))
    width = _NEAR - _FAR
    places = (2 / width) / (roots + _QUANTILE_BEND) - (2 * _FAR / width + 1)
    found = _horner(_QUANTILE_POWERS, cast(Reals, places))
    found -= roots
    np.negative(found, out=found, where=chances > 0.5)
    return found
