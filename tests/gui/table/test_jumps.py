"""Where Ctrl and an arrow key lead, told once more by walking cell by cell."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mfdesk.gui.table.jumps import jump

LINES = st.lists(st.booleans(), min_size=1, max_size=12)


def walked(line: list[bool], place: int) -> int:
    """Towards the end, a cell at a time."""
    last = len(line) - 1
    if place < last and line[place] and line[place + 1]:
        while place < last and line[place + 1]:
            place += 1
        return place
    place += 1
    while place < last and not line[place]:
        place += 1
    return min(place, last)


@given(LINES, st.data())
def test_a_jump_ends_where_walking_would(line: list[bool], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(line) - 1))
    assert jump(np.flatnonzero(line).astype(np.int32), place, 1, len(line)) == walked(line, place)


@given(LINES, st.data())
def test_a_jump_back_is_a_jump_in_the_mirror(line: list[bool], data: st.DataObject) -> None:
    place, last = data.draw(st.integers(0, len(line) - 1)), len(line) - 1
    back = jump(np.flatnonzero(line).astype(np.int32), place, -1, len(line))
    assert back == last - walked(line[::-1], last - place)
