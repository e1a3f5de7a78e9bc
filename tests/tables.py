"""Tables of ratings to test on."""

import numpy as np
from hypothesis import strategies as st

from mfdesk.ratings import Labels, Ratings


def ratings_of(cells: dict[tuple[int, int], float], rows: int, columns: int) -> Ratings:
    """A table from {(row, column): rating}, with names r0, r1, ... and c0, c1, ..."""
    places = np.array(list(cells), dtype=np.int32).reshape(-1, 2)
    return Ratings.from_cells(
        places[:, 0],
        places[:, 1],
        np.array(list(cells.values()), dtype=np.float64),
        Labels(f"r{number}" for number in range(rows)),
        Labels(f"c{number}" for number in range(columns)),
    )


def low_rank(rows: int, columns: int, rank: int, share: float, noise: float = 0.0, seed: int = 0) -> Ratings:
    """A random table of an exact rank, biases among it, a ``share`` of whose cells is known, plus noise."""
    random = np.random.default_rng(seed)
    whole = random.normal(size=(rows, rank)) @ random.normal(size=(rank, columns))
    whole += random.normal(size=(rows, columns)) * noise
    known = random.random((rows, columns)) < share
    known[:, 0] = known[0, :] = True
    return ratings_of(
        {(int(i), int(j)): float(whole[i, j]) for i, j in zip(*np.nonzero(known), strict=True)}, rows, columns
    )


@st.composite
def sparse_tables(draw: st.DrawFn, fewest: int = 2) -> Ratings:
    """Any small table with at least ``fewest`` ratings of 1 to 5; rows and columns without ratings come too."""
    rows, columns = draw(st.integers(1, 8)), draw(st.integers(2, 8))
    places = st.tuples(st.integers(0, rows - 1), st.integers(0, columns - 1))
    cells = draw(st.dictionaries(places, st.integers(1, 5).map(float), min_size=min(fewest, rows * columns)))
    return ratings_of(cells, rows, columns)
