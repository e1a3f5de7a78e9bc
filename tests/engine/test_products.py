import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mfdesk.engine import products
from mfdesk.engine.products import Factors, mean_and_variance


def _factors(draws: int, count: int, rank: int, seed: int) -> Factors:
    random = np.random.default_rng(seed)
    factors, biases = random.normal(size=(draws, count, rank)), random.normal(size=(draws, count))
    return Factors(factors.astype(np.float32), biases.astype(np.float32))


def _by_definition(left: Factors, right: Factors) -> np.ndarray:
    """Each draw's product (S, R, C), in double precision."""
    p, q = left.factors.astype(float), right.factors.astype(float)
    return p @ q.transpose(0, 2, 1) + left.biases[:, :, None] + right.biases[:, None, :]


@given(
    draws=st.integers(1, 5),
    shape=st.tuples(st.integers(1, 40), st.integers(1, 40)),
    rank=st.integers(1, 4),
    cut=st.sampled_from([1, 300, 10**9]),
    threads=st.booleans(),
)
def test_any_rectangle_however_it_is_cut_is_that_of_the_definition(
    draws: int, shape: tuple[int, int], rank: int, cut: int, threads: bool
) -> None:
    left, right = _factors(draws, 40, rank, 1), _factors(draws, 40, rank, 2)
    random = np.random.default_rng(shape)
    rows, columns = (random.permutation(40)[:size].astype(np.int32) for size in shape)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(products, "_STRIP_BYTES", cut)
        patch.setattr(products, "_TILE_BYTES", cut)
        patch.setattr(products, "_WORTH_THREADS", 0 if threads else 10**9)
        means, variances = mean_and_variance(left, right, rows, columns, with_variance=True)
    each = _by_definition(left, right)[:, rows][:, :, columns]
    assert variances is not None
    assert means == pytest.approx(each.mean(axis=0), abs=1e-5)
    assert variances == pytest.approx(each.var(axis=0), rel=1e-4, abs=1e-5)


def test_a_small_variance_around_a_large_mean_keeps_its_digits() -> None:
    random = np.random.default_rng(0)
    biases = (100 + 0.01 * random.normal(size=(50, 1))).astype(np.float32)
    left = Factors(np.zeros((50, 1, 1), np.float32), biases)
    right = Factors(np.zeros((50, 1, 1), np.float32), np.zeros((50, 1), np.float32))
    only = np.zeros(1, np.int32)
    _, variances = mean_and_variance(left, right, only, only, with_variance=True)
    assert variances is not None
    assert variances[0, 0] == pytest.approx(biases.astype(float).var(), rel=0.01)


def test_the_mean_is_the_same_bits_whether_the_variance_is_asked_for_or_not() -> None:
    left, right = _factors(7, 300, 5, 1), _factors(7, 400, 5, 2)
    rows, columns = np.arange(300, dtype=np.int32), np.arange(400, dtype=np.int32)
    alone, nothing = mean_and_variance(left, right, rows, columns, with_variance=False)
    together, _ = mean_and_variance(left, right, rows, columns, with_variance=True)
    assert nothing is None
    assert (alone == together).all()


def test_one_draw_does_not_vary() -> None:
    left, right = _factors(1, 9, 3, 1), _factors(1, 8, 3, 2)
    rows, columns = np.arange(9, dtype=np.int32), np.arange(8, dtype=np.int32)
    _, variances = mean_and_variance(left, right, rows, columns, with_variance=True)
    assert variances == pytest.approx(np.zeros((9, 8)), abs=1e-10)
