"""Cells that stand for a whole table."""

import numpy as np
from hypothesis import given

from mfdesk.ratings.example import example_of
from mfdesk.ratings.movie_night import movie_night
from mfdesk.ratings.table import Ratings
from tests.tables import sparse_tables


def test_the_example_of_movie_night_is_that_of_the_textbook() -> None:
    example = example_of(movie_night())
    assert example is not None
    assert (example.row, example.columns) == (0, (0, 1, 2))


@given(sparse_tables(fewest=1))
def test_an_example_shows_a_hole_among_ratings_wherever_one_row_has_both(ratings: Ratings) -> None:
    example = example_of(ratings)
    assert (example is None) == (ratings.known == 0)
    if example is None:
        return
    rated = ratings.columns[ratings.rows == example.row]
    counts = np.bincount(ratings.rows)
    assert len(rated)
    assert 1 <= len(example.columns) <= 3
    assert list(example.columns) == sorted(set(example.columns))
    assert max(example.columns) < ratings.shape[1]
    if ((counts >= 2) & (counts < ratings.shape[1])).any():
        assert np.isin(example.columns, rated).sum() == 2
        assert len(example.columns) == 3
