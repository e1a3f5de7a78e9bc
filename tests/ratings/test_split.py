import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mfdesk.ratings import Ratings
from mfdesk.ratings.movie_night import movie_night
from mfdesk.ratings.split import folds, held_out
from tests.tables import sparse_tables


@given(sparse_tables(), st.floats(0, 0.5), st.integers(0, 1000))
def test_at_least_two_cells_stay_to_learn_from(ratings: Ratings, share: float, seed: int) -> None:
    assert (~held_out(ratings, share, seed)).sum() >= 2


def test_the_asked_share_is_held_out() -> None:
    ratings = movie_night()
    assert held_out(ratings, 0.1, 1).sum() == round(0.1 * ratings.known)


def test_the_same_seed_holds_out_the_same_cells() -> None:
    ratings = movie_night()
    assert (held_out(ratings, 0.1, 1) == held_out(ratings, 0.1, 1)).all()
    assert (held_out(ratings, 0.1, 1) != held_out(ratings, 0.1, 2)).any()


@given(sparse_tables(fewest=5), st.integers(2, 5))
def test_folds_hold_out_every_cell_once(ratings: Ratings, count: int) -> None:
    assert (np.sum(folds(ratings, count, 1), axis=0) == 1).all()
