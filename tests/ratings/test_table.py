import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mfdesk.ratings import Labels, Ratings, Scale
from tests.tables import ratings_of, sparse_tables


def test_cells_come_in_row_order_whatever_order_they_are_given_in() -> None:
    ratings = ratings_of({(1, 0): 4, (0, 2): 3, (1, 2): 5, (0, 1): 1}, 2, 3)
    assert list(zip(ratings.rows, ratings.columns, ratings.values, strict=True)) == [
        (0, 1, 1), (0, 2, 3), (1, 0, 4), (1, 2, 5),
    ]  # fmt: skip


def test_a_cell_given_twice_is_refused() -> None:
    twice = np.array([0, 0], np.int32)
    with pytest.raises(ValueError, match="twice"):
        Ratings.from_cells(twice, twice, np.array([1.0, 2.0]), Labels(["a"]), Labels(["b"]))


def test_nobody_can_change_the_arrays() -> None:
    ratings = ratings_of({(0, 0): 1, (0, 1): 2}, 1, 2)
    for array in (ratings.rows, ratings.columns, ratings.values, ratings.row_starts, ratings.column_means):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 3


@given(sparse_tables())
def test_row_starts_find_each_rows_cells(ratings: Ratings) -> None:
    for row in range(ratings.shape[0]):
        first, last = ratings.row_starts[row : row + 2]
        assert (ratings.rows[first:last] == row).all()
    assert ratings.row_starts[-1] == ratings.known


def test_a_column_without_ratings_has_no_mean() -> None:
    ratings = ratings_of({(0, 0): 2, (1, 0): 4}, 2, 2)
    assert ratings.column_means[0] == 3
    assert np.isnan(ratings.column_means[1])
    assert list(ratings.column_counts) == [2, 0]


@pytest.mark.parametrize(
    ("values", "scale", "decimals"),
    [
        ([1, 2, 5], Scale(1, 5, 1), 0),
        ([0.5, 4.0, 3.5], Scale(0.5, 4.0, 0.5), 1),
        ([1.25, 1.5, 3], Scale(1.25, 3, 0.25), 2),
        ([-10, 0, 10], Scale(-10, 10, 10), 0),
        ([3, 3], Scale(3, 3, None), 0),
        ([1, 1.1, 2.37], Scale(1, 2.37, None), 0),
    ],
)
def test_the_values_show_their_scale(values: list[float], scale: Scale, decimals: int) -> None:
    found = Scale.of(np.array(values))
    assert (found.lowest, found.highest) == (scale.lowest, scale.highest)
    assert found.step == pytest.approx(scale.step)
    assert found.decimals == decimals


@given(sparse_tables(), st.randoms())
def test_taking_some_cells_keeps_the_table(ratings: Ratings, random: object) -> None:
    chosen = np.arange(ratings.known) % 2 == 0
    taken = ratings.take(chosen)
    assert taken.shape == ratings.shape
    assert taken.scale == ratings.scale
    assert list(taken.values) == list(ratings.values[chosen])
