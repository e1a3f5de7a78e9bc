import numpy as np

from mfdesk.completed import CompletedTable
from mfdesk.ratings.movie_night import movie_night


def test_movie_night_is_a_tenth_of_a_thousand_users_and_five_hundred_movies() -> None:
    ratings = movie_night()
    assert ratings.shape == (1000, 500)
    assert 0.09 < ratings.share_known < 0.11
    assert set(np.unique(ratings.values)) == {1, 2, 3, 4, 5}


def test_the_first_row_begins_four_missing_five() -> None:
    for seed in range(5):
        first = CompletedTable(movie_night(seed)).block(np.array([0], np.int32), np.arange(3, dtype=np.int32))
        assert first.values[0, [0, 2]].tolist() == [4, 5]
        assert np.isnan(first.values[0, 1])


def test_the_same_seed_makes_the_same_table() -> None:
    assert (movie_night(3).values == movie_night(3).values).all()
    assert movie_night(3).known != movie_night(4).known
