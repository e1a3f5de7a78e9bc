"""Movie night: a made-up table of 1,000 users and 500 movies, the same for the same seed, to watch a training on."""

import numpy as np

from mfdesk.ratings.arrays import Floats
from mfdesk.ratings.labels import Labels
from mfdesk.ratings.table import Ratings, Scale

USERS, MOVIES = 1000, 500
_SHARE_KNOWN = 0.1
_TASTES = (0.942, 0.36)
"""How much the two hidden tastes weigh."""
_FIRST_ROW = ((0, 4.0), (1, None), (2, 5.0))
"""User 1 rates Movie 1 with 4 and Movie 3 with 5, and has not seen Movie 2."""


def movie_night(seed: int = 1) -> Ratings:
    """Ratings 1 to 5 of about a tenth of the cells: a user's generosity, a movie's fame and two shared tastes."""
    random = np.random.default_rng(seed)
    known = random.random((USERS, MOVIES)) < _SHARE_KNOWN
    stars = np.clip(np.rint(_liking(random)), 1, 5)
    for movie, rating in _FIRST_ROW:
        known[0, movie] = rating is not None
        stars[0, movie] = rating or stars[0, movie]
    rows, columns = np.nonzero(known)
    return Ratings.from_cells(
        rows.astype(np.int32),
        columns.astype(np.int32),
        stars[rows, columns],
        Labels(f"User {number}" for number in range(1, USERS + 1)),
        Labels(f"Movie {number}" for number in range(1, MOVIES + 1)),
        scale=Scale(1, 5, 1),
        row_noun="user",
        column_noun="movie",
        title="Movie night",
    )


def _liking(random: np.random.Generator) -> Floats:
    """(USERS, MOVIES) how much each user would like each movie, in stars, not rounded yet."""
    tastes, traits = random.normal(size=(USERS, 2)), random.normal(size=(MOVIES, 2))
    generosity = 0.574 * random.normal(size=(USERS, 1))
    fame = 0.262 * random.normal(size=MOVIES)
    chance = 0.387 * random.normal(size=(USERS, MOVIES))
    liking: Floats = 3.187 + generosity + fame + (_TASTES * tastes) @ traits.T + chance
    return liking
