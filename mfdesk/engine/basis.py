"""What is known of a row besides its ratings, in few directions: first of all *which* cells it rated.

Who rates what says much of what he thinks of it (the implicit set of SVD++, Koren 2008). Each row of the 0/1 mask
of known cells is divided by the root of its count, F; the strongest singular directions of F carry nearly all
that a regression can use, and cutting the rest away predicts better than keeping it.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from mfdesk.engine.sweep import Side, Workers
from mfdesk.ratings.arrays import Floats, Singles

_OVERSAMPLING = 16
_JITTER = 1e-10
"""Added to the diagonal of a Gram matrix, as a share of its trace, so that its Cholesky factor exists."""
_STRIP = 1 << 14
_NO_STRENGTH = 1e-4
"""A singular value that is this much smaller than the largest is rounding."""


@dataclass(frozen=True, eq=False)
class Basis:
    """The strongest singular directions of what is known of R rows.

    ``directions`` (R, r) float32 with orthonormal columns, ``strengths`` (r,) float64 the singular values, falling,
    ``right`` (C, r) float32: which cells any row rated, a new one too, times ``right`` is its place U diag(s), but
    for ``fixed`` (R, r) float32, what its attributes add to that (None: there are none).
    """

    directions: Singles
    strengths: Floats
    right: Singles
    fixed: Singles | None = None

    def joined(self, attributes: Floats) -> Basis:
        """The directions of this basis and the ``attributes`` (R, a) of its rows together."""
        if not attributes.shape[1]:
            return self
        rank = len(self.strengths)
        both = np.concatenate([self.directions * self.strengths, attributes], axis=1)
        left, strengths, turn = np.linalg.svd(both, full_matrices=False)
        kept = strengths > _NO_STRENGTH * strengths[0]
        turn = turn[kept].T
        return Basis(
            directions=left[:, kept].astype(np.float32),
            strengths=strengths[kept],
            right=self.right @ turn[:rank].astype(np.float32),
            fixed=(attributes @ turn[rank:]).astype(np.float32),
        )


def basis_of(rows: Side, columns: Side, rank: int, seed: int, crew: Workers, iterations: int = 3) -> Basis:
    """The top ``rank`` directions of the mask of ``rows``, all in one go."""
    growing = grow_basis(rows, columns, rank, seed, crew, iterations)
    try:
        while True:
            next(growing)
    except StopIteration as grown:
        basis: Basis = grown.value
        return basis


def grow_basis(
    rows: Side, columns: Side, rank: int, seed: int, crew: Workers, iterations: int = 3
) -> Generator[None, None, Basis]:
    """The top ``rank`` directions of the mask of ``rows``, by randomised subspace iteration; the mask is never made.

    Halko, Martinsson and Tropp (2011), algorithm 4.4: each product with F or its transpose is one sum of gathered
    rows over the same groups that the sweeps use. Stops after each product, so that the caller can do something else.
    """
    scale = (1 / np.sqrt(np.maximum(rows.counts, 1)))[:, None].astype(np.float32)
    width = min(rank + _OVERSAMPLING, len(rows.factors), len(columns.factors))
    start = np.random.default_rng(seed).standard_normal((len(columns.factors), width), dtype=np.float32)
    image = scale * rows.sums(_with_zeros(start), crew)
    for _ in range(iterations):
        yield
        image = _orthonormal(image)
        back = _orthonormal(columns.sums(_with_zeros(scale * image), crew))
        yield
        image = scale * rows.sums(_with_zeros(back), crew)
    yield
    squares, turn = np.linalg.eigh(_gram(image))
    strengths, turn = np.sqrt(np.maximum(squares[::-1], 0)), turn[:, ::-1].astype(np.float32)
    rank = min(rank, int((strengths > _NO_STRENGTH * max(float(strengths[0]), 1e-30)).sum()))
    directions = image @ (turn[:, :rank] / strengths[:rank].astype(np.float32))
    return Basis(directions, strengths[:rank], back @ turn[:, :rank])


def no_basis(rows: Side, columns: Side) -> Basis:
    """Nothing is known of the rows."""
    nothing = np.zeros((len(rows.factors), 0), np.float32), np.zeros(0), np.zeros((len(columns.factors), 0), np.float32)
    return Basis(*nothing)


def _with_zeros(table: Singles) -> Singles:
    return np.concatenate([table, np.zeros((1, table.shape[1]), np.float32)])


def _orthonormal(columns: Singles) -> Singles:
    """The same span with orthonormal columns, by Cholesky QR done twice: far faster than Householder's on tall matrices
    and as exact the second time (Yamamoto et al. 2015). Columns that depend on others come out near zero."""
    for _ in range(2):
        gram = _gram(columns)
        gram[np.diag_indices(len(gram))] += _JITTER * max(float(np.trace(gram)), 1e-30)
        columns = columns @ np.linalg.inv(np.linalg.cholesky(gram)).T.astype(np.float32)
    return columns


def _gram(columns: Singles) -> Floats:
    """A'A in double precision, a strip of rows at a time."""
    gram = np.zeros((columns.shape[1], columns.shape[1]))
    for first in range(0, len(columns), _STRIP):
        strip = columns[first : first + _STRIP].astype(np.float64)
        gram += strip.T @ strip
    return gram
