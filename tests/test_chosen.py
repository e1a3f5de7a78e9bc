"""Chosen rectangles of places: the same cells however they are put together."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mfdesk.arranged import Arrangement
from mfdesk.chosen import Frame, Part, bands, rectangles
from mfdesk.ratings.edited import Edited
from mfdesk.ratings.side import Side
from tests.tables import ratings_of

ROWS, COLUMNS = 9, 7


@st.composite
def selections(draw: st.DrawFn) -> tuple[Part, ...]:
    """Rectangles that do not overlap, as a selection holds them."""
    taken = np.zeros((ROWS, COLUMNS), bool)
    parts = []
    for _ in range(draw(st.integers(1, 6))):
        top, left = draw(st.integers(0, ROWS - 1)), draw(st.integers(0, COLUMNS - 1))
        part = Part(
            range(top, draw(st.integers(top, ROWS - 1)) + 1), range(left, draw(st.integers(left, COLUMNS - 1)) + 1)
        )
        inside = taken[part.rows.start : part.rows.stop, part.columns.start : part.columns.stop]
        if not inside.any():
            inside[:] = True
            parts.append(part)
    return tuple(parts)


def cells_of(parts: tuple[Part, ...]) -> set[tuple[int, int]]:
    return {(row, column) for part in parts for row in part.rows for column in part.columns}


@given(selections(), st.integers(0, 2**32))
def test_rectangles_hold_each_chosen_cell_once_by_its_position(parts: tuple[Part, ...], seed: int) -> None:
    random = np.random.default_rng(seed)
    arrangement = Arrangement.of(Edited.of(ratings_of({(0, 0): 1.0}, ROWS, COLUMNS)))
    for side, size in zip(Side, (ROWS, COLUMNS), strict=True):
        arrangement = arrangement.with_side(side, arrangement.side(side).sorted_by(random.random(size)))
    found = [
        (int(row), int(column)) for one in rectangles(parts, arrangement) for row in one.rows for column in one.columns
    ]
    expected = {
        (arrangement.rows.position(row), arrangement.columns.position(column)) for row, column in cells_of(parts)
    }
    assert len(found) == len(set(found))
    assert set(found) == expected


@given(selections(), st.booleans())
def test_bands_go_from_top_to_bottom_through_each_chosen_cell(parts: tuple[Part, ...], closed: bool) -> None:
    found = list(bands(parts, closed=closed))
    rows = [row for band in found for row in band.rows]
    assert rows == sorted(set(rows))
    cells = {(row, column) for band in found for row in band.rows for run in band.columns for column in run}
    assert cells == cells_of(parts)
    frame = Frame.closed_around(parts) if closed else Frame.around(parts)
    assert len(rows) == frame.height
    assert not closed or all(band.columns for band in found)


@given(selections())
def test_a_closed_frame_has_just_the_rows_and_columns_in_which_something_is_chosen(parts: tuple[Part, ...]) -> None:
    frame, cells = Frame.closed_around(parts), cells_of(parts)
    columns = [column for run in frame.columns for column in run]
    assert columns == sorted({column for _, column in cells})
    assert frame.height == len({row for row, _ in cells})
    for band in bands(parts, closed=True):
        slots = frame.slots(band.columns)
        assert [columns[slot] for slot in slots] == [list(run) for run in band.columns]


def test_many_scattered_rows_are_one_rectangle() -> None:
    arrangement = Arrangement.of(Edited.of(ratings_of({(0, 0): 1.0}, ROWS, COLUMNS)))
    parts = [Part(range(row, row + 1), range(COLUMNS)) for row in (7, 1, 4)]
    (only,) = rectangles(parts, arrangement)
    assert only.rows.tolist() == [1, 4, 7]
