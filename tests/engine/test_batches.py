import numpy as np
from hypothesis import given

from mfdesk.engine.batches import CACHE_BYTES, MOST_PADDING, grouped
from mfdesk.ratings import Ratings
from tests.tables import sparse_tables


def _groups(ratings: Ratings, width: int = 4) -> list:
    return grouped(ratings.rows, ratings.columns, ratings.values.astype(np.float32), ratings.shape, width)


@given(sparse_tables())
def test_every_row_comes_once_with_all_its_ratings(ratings: Ratings) -> None:
    seen, cells = [], {}
    for group in _groups(ratings):
        seen += list(group.rows)
        for row, others, values, count in zip(group.rows, group.others, group.values, group.counts, strict=True):
            cells |= {(row, others[at]): values[at] for at in range(int(count))}
            assert (others[int(count) :] == ratings.shape[1]).all()
            assert (values[int(count) :] == 0).all()
    assert sorted(seen) == list(range(ratings.shape[0]))
    assert cells == dict(zip(zip(ratings.rows, ratings.columns, strict=True), ratings.values, strict=True))


def test_little_is_padded_and_groups_fit_the_cache() -> None:
    random = np.random.default_rng(1)
    counts = np.minimum((random.pareto(1.0, 3000) * 10 + 1).astype(int), 20_000)
    rows = np.repeat(np.arange(3000), counts).astype(np.int32)
    others = np.concatenate([np.arange(count) for count in counts]).astype(np.int32)
    groups = grouped(rows, others, np.ones(len(rows), np.float32), (3000, 20_000), 17)
    for group in groups:
        assert group.counts.min() >= np.ceil(group.others.shape[1] * (1 - MOST_PADDING))
        assert group.others.size * 17 * 4 <= CACHE_BYTES or len(group.rows) == 1
    assert sum(group.others.size for group in groups) <= 1.15 * len(rows)
    assert len(groups) < 400
