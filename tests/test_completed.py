import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mfdesk.completed import CompletedTable, Kind
from mfdesk.engine.config import Config, Method
from mfdesk.engine.control import RunControl
from mfdesk.engine.train import train
from mfdesk.ratings import Ratings
from mfdesk.ratings.movie_night import movie_night
from tests.drive import drive
from tests.tables import sparse_tables


@given(sparse_tables(), st.randoms(use_true_random=False))
def test_any_rectangle_in_any_order_shows_its_given_cells_and_holes(ratings: Ratings, random: object) -> None:
    whole = np.full(ratings.shape, np.nan)
    whole[ratings.rows, ratings.columns] = ratings.values
    seeded = np.random.default_rng(random.getrandbits(32))  # type: ignore[attr-defined]
    rows = seeded.permutation(ratings.shape[0])[: seeded.integers(1, ratings.shape[0] + 1)]
    columns = seeded.permutation(ratings.shape[1])[: seeded.integers(1, ratings.shape[1] + 1)]
    block = CompletedTable(ratings).block(rows.astype(np.int32), columns.astype(np.int32))
    np.testing.assert_array_equal(block.values, whole[np.ix_(rows, columns)])
    np.testing.assert_array_equal(block.kinds, np.where(np.isnan(block.values), Kind.EMPTY, Kind.GIVEN))


def test_with_a_model_every_hole_is_predicted_and_no_given_cell_changes() -> None:
    ratings = movie_night()
    _, training = drive(train(ratings, Config(method=Method.GIBBS, rank=2, epochs=9), RunControl()))
    block = CompletedTable(ratings, training.model).block(*(np.arange(size, dtype=np.int32) for size in ratings.shape))
    given_cells = block.kinds == Kind.GIVEN
    assert given_cells.sum() == ratings.known
    assert (block.values[ratings.rows, ratings.columns] == ratings.values).all()
    assert (block.kinds[~given_cells] == Kind.PREDICTED).all()
    assert ((block.values >= 1) & (block.values <= 5)).all()
    assert (block.spreads[given_cells] == 0).all()
    assert (block.spreads[~given_cells] > 0).all()
