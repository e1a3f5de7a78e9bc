"""A sorted, filtered or edited table is the same table: what is chosen, and where one is, stays."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from mfdesk.arranged import Arrangement
from mfdesk.chosen import Part
from mfdesk.completed import CompletedTable, Kind
from mfdesk.engine.model import Model
from mfdesk.gui.table.blocks import Blocks
from mfdesk.gui.table.model import RatingsTableModel
from mfdesk.gui.table.selection import SelectionParts, runs
from mfdesk.gui.table.shown import Shown
from mfdesk.ratings.edited import Edited
from mfdesk.ratings.edits import Append, Drop, SetCells, apply
from mfdesk.ratings.side import Side
from tests.gui.table.conftest import COLUMNS, ROWS, Show, ratings

orders = st.permutations(range(ROWS)).map(np.array)
flags = st.lists(st.booleans(), min_size=ROWS, max_size=ROWS).map(np.array)
pins = st.lists(st.integers(0, ROWS - 1), max_size=4)


def set_cell(edited: Edited, row: int, column: int, value: float) -> Edited:
    changed, _ = apply(edited, SetCells(*(np.array([one], np.int32) for one in (row, column)), np.array([value])))
    return changed


def reversed_rows(edited: Edited) -> Arrangement:
    arrangement = Arrangement.of(edited)
    return arrangement.with_side(Side.ROWS, arrangement.rows.sorted_by(np.arange(edited.shape[0]), descending=True))


def only_rows(edited: Edited, passing: np.ndarray) -> Arrangement:
    arrangement = Arrangement.of(edited)
    return arrangement.with_side(Side.ROWS, arrangement.rows.filtered(passing))


def test_the_model_keeps_to_the_rules_of_qt_while_it_is_edited_and_arranged(
    qapp: object, edited: Edited, model: Model
) -> None:
    shown = RatingsTableModel()
    tester = QAbstractItemModelTester(shown, QAbstractItemModelTester.FailureReportingMode.Fatal)
    shown.set_table(CompletedTable(edited, model))
    shown.set_table(CompletedTable(edited, model), arrangement=reversed_rows(edited))
    shown.set_table(CompletedTable(edited, model), arrangement=only_rows(edited, np.arange(ROWS) % 3 == 0))
    longer, _ = apply(edited, Append(Side.ROWS, ("new", "newer")))
    shown.set_table(CompletedTable(longer), arrangement=Arrangement.of(longer))
    dropped, _ = apply(longer, Drop(Side.COLUMNS, np.array([1, 2], np.int32)))
    shown.set_table(CompletedTable(dropped), arrangement=Arrangement.of(dropped))
    assert tester.model() is shown
    assert (shown.rowCount(), shown.columnCount()) == (ROWS + 2, COLUMNS - 2)


def test_each_place_shows_the_cell_of_its_position(qapp: object, edited: Edited, model: Model) -> None:
    table, arrangement = CompletedTable(edited, model), reversed_rows(edited)
    blocks = Blocks(table, arrangement)
    window = blocks.window(range(40, 70), range(3, 30))
    rows, columns = arrangement.rows.positions(40, 70), arrangement.columns.positions(3, 30)
    block = table.block(rows, columns)
    assert np.array_equal(window.kinds, block.kinds)
    assert np.abs(window.values - block.values).max() < 1e-5


@settings(max_examples=40)
@given(order=orders, passing=flags, pinned=pins, chosen=st.lists(st.integers(0, ROWS - 1), max_size=30))
def test_chosen_rows_are_the_same_rows_in_any_arrangement(
    order: np.ndarray, passing: np.ndarray, pinned: list[int], chosen: list[int]
) -> None:
    before = Arrangement.of(Edited.of(ratings()))
    rows = before.rows.sorted_by(order).filtered(passing).with_pinned(pinned)
    after = before.with_side(Side.ROWS, rows)
    parts = SelectionParts(tuple(Part(run, range(2, 5)) for run in runs(chosen)), before)
    moved = SelectionParts(tuple(parts.moved(after)), after)
    found = {int(row) for one in moved.rectangles() for row in one.rows}
    assert found == {row for row in chosen if rows.place(row) is not None}
    assert all(set(one.columns) == {2, 3, 4} for one in moved.rectangles())


@settings(max_examples=40)
@given(order=orders, passing=flags, chosen=st.lists(st.integers(0, ROWS - 1), max_size=30))
def test_which_of_some_rows_are_chosen_whole_is_told_without_listing_them_all(
    order: np.ndarray, passing: np.ndarray, chosen: list[int]
) -> None:
    before = Arrangement.of(Edited.of(ratings()))
    arrangement = before.with_side(Side.ROWS, before.rows.sorted_by(order).filtered(passing))
    whole = [Part(run, range(COLUMNS)) for run in runs([place for place in chosen if place < len(arrangement.rows)])]
    selection = SelectionParts((*whole, Part(range(1), range(2))), arrangement)
    asked = np.concatenate([order, [ROWS, ROWS + 7]])  # a map may know rows that are no more
    for side, positions in ((Side.ROWS, asked), (Side.COLUMNS, np.arange(COLUMNS))):
        assert set(positions[selection.whole_among(side, positions)]) == set(selection.whole(side))


@given(st.lists(st.integers(0, 200)))
def test_runs_hold_each_number_once(numbers: list[int]) -> None:
    found = runs(numbers)
    assert [number for run in found for number in run] == sorted(set(numbers))
    assert all(first.stop < second.start for first, second in pairwise(found))


def test_sorting_keeps_the_current_cell_and_the_chosen_rows(show: Show, edited: Edited, model: Model) -> None:
    view = show(CompletedTable(edited, model))
    view.go_to(7, 3)
    view.choose(Side.ROWS, [5, 6, 90])
    view.set_table(CompletedTable(edited, model), reversed_rows(edited))
    assert view.current_cell() == (7, 3)
    assert view.currentIndex().row() == ROWS - 1 - 7
    assert sorted(view.chosen_rows()) == [5, 6, 90]


def test_what_a_filter_hides_is_not_chosen_any_more(qtbot: QtBot, show: Show, edited: Edited) -> None:
    view = show(CompletedTable(edited))
    view.go_to(7, 3)
    view.choose(Side.ROWS, [6, 7, 8])
    with qtbot.waitSignals(
        [view.selection_changed, view.cell_chosen], check_params_cbs=[None, lambda *cell: cell == (8, 3)]
    ):
        view.set_table(CompletedTable(edited), only_rows(edited, np.arange(ROWS) % 2 == 0))
    assert sorted(view.chosen_rows()) == [6, 8]
    assert view.current_cell() == (8, 3), "the next one that is still shown takes over"
    view.go_to(7, 3)
    assert view.current_cell() == (8, 3)
    view.go_to(10, 3)
    assert view.current_cell() == (10, 3)


def test_another_choice_of_scattered_rows_takes_the_place_of_the_last_and_leaves_the_current_cell(
    show: Show, edited: Edited
) -> None:
    view = show(CompletedTable(edited))
    view.go_to(7, 3)
    view.choose(Side.ROWS, [1, 5, 90])
    view.choose(Side.ROWS, np.array([120, 2, 60, 62], np.int32))
    assert view.chosen_rows().tolist() == [2, 60, 62, 120]
    assert view.current_cell() == (7, 3)


def test_another_table_is_seen_from_its_first_cell(qtbot: QtBot, show: Show, edited: Edited) -> None:
    view = show(CompletedTable(edited))
    view.go_to(90, 40)
    assert view.horizontalScrollBar().value() > 0
    view.set_table(CompletedTable(Edited.of(ratings())))
    assert (view.horizontalScrollBar().value(), view.verticalScrollBar().value()) == (0, 0)
    assert view.current_cell() is None
    first = view.visualRect(view.ratings_model.index(2, 1)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, first)
    assert view.selection.cells == 3 * 2, "from the first cell, not from one of the last table"


def test_an_edit_keeps_the_place_scrolled_to(qtbot: QtBot, show: Show, edited: Edited, model: Model) -> None:
    view = show(CompletedTable(edited, model, edited))
    view.go_to(90, 40)
    place = view.verticalScrollBar().value()
    changed = set_cell(edited, 90, 41, 2.0)
    with qtbot.assertNotEmitted(view.ratings_model.modelReset), qtbot.assertNotEmitted(view.cell_chosen):
        view.set_table(CompletedTable(changed, model, edited), Arrangement.of(changed))
    assert (view.current_cell(), view.verticalScrollBar().value()) == ((90, 40), place)
    assert view.ratings_model.blocks.cell(90, 41).kind is Kind.EDITED


@pytest.mark.parametrize("shown", list(Shown))
def test_a_cell_says_the_number_that_is_asked_for(qapp: object, edited: Edited, model: Model, shown: Shown) -> None:
    table = CompletedTable(edited, model)
    blocks = Blocks(table, shown=shown)
    rows, columns = np.arange(3, dtype=np.int32), np.arange(3, dtype=np.int32)
    said, spreads = model.block(rows, columns)
    given_text, hole_text = blocks.cell(1, 1).text, blocks.cell(0, 1).text
    wanted = {
        Shown.VALUE: ("2", f"{said[0, 1]:.1f}"),
        Shown.SPREAD: ("", f"{spreads[0, 1]:.2f}"),
        Shown.RESIDUAL: (f"{2 - said[1, 1]:+.1f}".replace("-", "−"), ""),
    }
    assert (given_text, hole_text) == wanted[shown]


def test_a_table_with_another_answer_keeps_its_colour_scale(edited: Edited, model: Model) -> None:
    before = Blocks(CompletedTable(edited, model))
    span = before.span
    after = Blocks(CompletedTable(set_cell(edited, 0, 1, 5.0), model), before=before)
    assert after.span is span
    another = Blocks(CompletedTable(edited, replace(model, mean=2.0)), before=before)
    assert another.span is not span
