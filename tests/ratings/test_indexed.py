import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mfdesk.ratings import Labels, Ratings, Scale
from mfdesk.ratings.indexed import Indexed
from mfdesk.ratings.side import Side

_WIDE = 150_000
_LABELS = Labels(map(str, range(3))), Labels(map(str, range(_WIDE)))
_columns = st.sampled_from([0, 1, 65_535, 65_536, 65_537, 131_072, _WIDE - 1])


@given(st.sets(st.tuples(st.integers(0, 2), _columns), max_size=21), st.lists(_columns, unique=True))
def test_cells_are_found_from_both_sides_of_a_very_wide_table(places: set, asked: list[int]) -> None:
    where = np.array(sorted(places), np.int32).reshape(-1, 2)
    index = Indexed(
        Ratings.from_cells(where[:, 0], where[:, 1], np.arange(1.0, len(where) + 1), *_LABELS, scale=Scale(1, 9))
    )
    which, cells = index.cells_of(Side.COLUMNS, np.array(asked, np.int32))
    expected = [(place, row) for place, column in enumerate(asked) for row in range(3) if (row, column) in places]
    assert list(zip(which.tolist(), index.ratings.rows[cells].tolist(), strict=True)) == expected
    which, cells = index.cells_of(Side.ROWS, np.array([2, 5, 0], np.int32))
    expected = [(place, column) for place, row in ((0, 2), (2, 0)) for own, column in sorted(places) if own == row]
    assert list(zip(which.tolist(), index.ratings.columns[cells].tolist(), strict=True)) == expected


@given(st.sets(st.tuples(st.integers(0, 2), _columns), max_size=21))
def test_every_cell_is_located_where_it_is_or_would_be(places: set) -> None:
    where = sorted(places)
    positions = np.array(where, np.int32).reshape(-1, 2)
    index = Indexed(
        Ratings.from_cells(positions[:, 0], positions[:, 1], np.ones(len(where)), *_LABELS, scale=Scale(1, 9))
    )
    asked = [(row, column) for row in range(4) for column in (0, 1, 65_536, _WIDE - 1, _WIDE + 5)]
    rows, columns = np.array(asked, np.int32).T
    at, found = index.locate(rows, columns)
    assert found.tolist() == [place in places for place in asked]
    assert at.tolist() == [sum(cell < place for cell in where) for place in asked]
