"""What holds of every sequence of sorts, filters, pins, edits and steps back."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mfdesk.filters import CountWithin, HasEdited, MeanWithin, NameHas
from mfdesk.gui.arranging import Arranging
from mfdesk.gui.document import Document
from mfdesk.gui.find.terms import SortBy
from mfdesk.gui.questions import Questions
from mfdesk.ratings.edits import Drop
from mfdesk.ratings.side import Side
from tests.gui.find.tables import opened, rate, shown

ROWS, COLUMNS = Side.ROWS, Side.COLUMNS

EVERY = [0, 1, 2, 3, 4]
SIDES = st.sampled_from(Side)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("sort"), SIDES, st.sampled_from(SortBy), st.integers(0, 3), st.booleans()),
        st.tuples(
            st.just("filter"),
            SIDES,
            st.lists(st.sampled_from([NameHas("b"), CountWithin(2, 3), MeanWithin(2, 4), HasEdited()]), max_size=2),
            st.booleans(),
        ),
        st.tuples(st.just("pin"), SIDES, st.integers(0, 3)),
        st.tuples(st.just("rate"), st.integers(0, 4), st.integers(0, 3), st.integers(1, 5)),
        st.tuples(st.just("drop"), SIDES, st.integers(0, 3)),
        st.tuples(st.sampled_from(["undo", "redo", "again", "unpin_all", "show_all", "sort_as_opened"])),
    ),
    max_size=12,
)


def do(document: Document, arranging: Arranging, step: tuple) -> None:  # type: ignore[type-arg]
    match step:
        case ("sort", side, by, across, descending):
            arranging.sort(side, by, across, descending)
        case ("filter", side, filters, together):
            arranging.set_filters(side, filters, 1 if together else 0)
        case ("pin", side, position):
            arranging.pin(side, [position])
        case ("rate", row, column, value):
            if not any(
                document.project.edited.is_dropped(side, np.array([place], np.int32))[0]  # type: ignore[union-attr]
                for side, place in ((ROWS, row), (COLUMNS, column))
            ):
                rate(document, row, column, float(value))
        case ("drop", side, position):
            if not document.project.edited.is_dropped(side, np.array([position], np.int32))[0]:  # type: ignore[union-attr]
                document.edit(Drop(side, np.array([position], np.int32)), "Drop")
        case (("undo" | "redo") as name,):
            getattr(document.undo_stack, name)()
        case (name,):
            getattr(arranging, name)()


@given(STEPS)
def test_every_position_has_one_place_whatever_is_done_and_undoing_it_all_leads_back(
    qapp: object,
    steps: list[tuple],  # type: ignore[type-arg]
) -> None:
    document, questions = opened(), Questions()
    arranging = Arranging(document, questions)
    for step in steps:
        do(document, arranging, step)
        for side in Side:
            positions = shown(document, side)
            order = document.arrangement.side(side)  # type: ignore[union-attr]
            assert len(set(positions)) == len(positions)
            assert [order.place(position) for position in positions] == list(range(len(positions)))
            hidden = set(range(order.size)) - set(positions)
            assert all(order.place(position) is None for position in hidden)
            if not arranging.filters(side):
                assert hidden == set(document.project.edited.dropped[side].tolist())  # type: ignore[union-attr]
    while document.undo_stack.canUndo():
        document.undo_stack.undo()
    assert (shown(document, ROWS), shown(document, COLUMNS)) == (EVERY, [0, 1, 2, 3])
    assert not arranging.is_arranged
    assert questions.shutdown()
