"""Every wish is one named step that can be taken back, or one sentence that says why not."""

from __future__ import annotations

import numpy as np
import pytest

from mfdesk.gui.document import Document
from mfdesk.gui.editing import Editing
from mfdesk.gui.messages import Severity
from mfdesk.gui.paste import Pasting
from mfdesk.ratings.side import Side
from mfdesk.selected import Rectangle
from tests.gui.edited_document import TABLE, Desk, part, positions, random_ratings, ratings_of


@pytest.fixture
def desk(qapp: object) -> Desk:
    return Desk()


def same(one: np.ndarray, other: np.ndarray) -> bool:
    return np.array_equal(one, other, equal_nan=True)


# typing and clearing


@pytest.mark.parametrize(("text", "value"), [("4", 4), (" 2 ", 2), ("3,0", 3), ("5.0", 5), ("1e0", 1)])
def test_a_typed_rating_is_a_named_step(desk: Desk, text: str, value: float) -> None:
    desk.editing.type_text(0, 1, text)
    assert desk.table[0, 1] == value
    assert desk.step == f"Rate {value} at Anna · Brazil"
    desk.undo()
    assert same(desk.table, TABLE)
    assert not desk.document.undo_stack.canUndo()


def test_what_is_typed_for_all_that_is_chosen_is_one_step(desk: Desk) -> None:
    chosen = [part([0, 1], [0, 1]), part([3], [2])]
    desk.editing.type_into(chosen, "3")
    assert [desk.table[at] for at in ((0, 0), (0, 1), (1, 0), (1, 1), (3, 2))] == [3] * 5
    assert desk.step == "Fill 5 cells"
    desk.undo()
    assert same(desk.table, TABLE)
    desk.editing.type_into(chosen, "")
    assert desk.step == "Clear 5 cells"
    assert np.isnan(desk.table[:2, :2]).all()


def test_one_chosen_cell_is_filled_as_it_is_typed_into(desk: Desk) -> None:
    desk.editing.type_into([part([0], [1])], "4")
    assert desk.step == "Rate 4 at Anna · Brazil"


def test_a_text_that_is_no_rating_fills_nothing_and_is_refused_with_the_first_place(desk: Desk) -> None:
    desk.editing.type_into([part([1, 2], [0, 1])], "four")
    assert same(desk.table, TABLE)
    assert "is not a number" in desk.said


@pytest.mark.parametrize("text", ["", "  ", "n/a", "NA", "-", "?"])
def test_typing_that_there_is_none_clears_the_cell(desk: Desk, text: str) -> None:
    desk.editing.type_text(0, 0, text)
    assert np.isnan(desk.table[0, 0])
    assert desk.step == "Clear Anna · Alien"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("abc", "is not a number"),
        ("4.5.6", "is not a number"),
        ("1_0", "is not a number"),
        ("٤", "is not a number"),
        ("inf", "is not a finite number"),
        ("1e99", "is too large"),
        ("0.1000000000000000000001", "has more digits than can be kept"),
    ],
)
def test_a_text_that_is_no_rating_is_refused_with_the_place(desk: Desk, text: str, why: str) -> None:
    desk.editing.type_text(1, 2, text)
    assert same(desk.table, TABLE)
    assert desk.said.startswith(f"Bob · Casablanca: “{text}” {why}")
    assert desk.messages[-1].severity is Severity.ERROR
    assert not desk.document.undo_stack.count()


def test_the_same_rating_again_is_no_step(desk: Desk) -> None:
    desk.editing.type_text(0, 0, "4")
    desk.editing.type_text(0, 1, "")
    assert not desk.document.undo_stack.count()


def test_a_minus_sign_as_shown_can_be_typed(qapp: object) -> None:
    desk = Desk(random_ratings(3, 3))
    desk.editing.type_text(0, 0, "−2")
    desk.answer()
    assert desk.table[0, 0] == -2


# off the scale


@pytest.mark.parametrize(("text", "scale"), [("7", (1, 7, 1)), ("4,5", (1, 5, 0.5)), ("0", (0, 5, 1))])
def test_a_rating_off_the_scale_is_asked_about_and_can_widen_it(
    desk: Desk, text: str, scale: tuple[float, float, float]
) -> None:
    desk.editing.type_text(0, 1, text)
    assert same(desk.table, TABLE)
    assert "not on the scale of 1 to 5" in desk.questions[-1].text
    desk.answer()
    now = desk.edited.scale
    assert (now.lowest, now.highest, now.step) == scale
    desk.undo()
    assert same(desk.table, TABLE)
    assert desk.edited.as_opened


def test_an_answer_that_comes_too_late_changes_nothing(desk: Desk) -> None:
    desk.editing.type_text(0, 1, "7")
    desk.editing.drop(Side.ROWS, positions(0))
    desk.answer()
    assert "do it again" in desk.said
    assert desk.step == "Drop Anna"


# many cells


def test_clearing_a_selection_is_one_step_of_the_ratings_that_were_there(desk: Desk) -> None:
    desk.editing.clear([part([0, 1], [0, 1]), part([1, 2], [1, 2])])
    assert desk.step == "Clear 4 cells"
    assert same(desk.table[:3, :2], np.array([[np.nan, np.nan], [np.nan, np.nan], [1, np.nan]]))
    desk.undo()
    assert same(desk.table, TABLE)


def test_clearing_holes_says_that_there_is_nothing_to_clear(desk: Desk) -> None:
    desk.editing.clear([part([0], [1])])
    assert desk.said == "The chosen cells have no rating to clear."
    assert not desk.document.undo_stack.count()


def test_filling_down_takes_the_topmost_rating_as_shown(desk: Desk) -> None:
    arrangement = desk.document.arrangement
    assert arrangement is not None
    turned = arrangement.with_side(Side.ROWS, arrangement.rows.sorted_by(np.array([3, 2, 1, 0])))
    desk.document.arrange(turned, "Sort upside down")
    desk.editing.fill_down([part([3, 2, 1, 0], [0, 2])])
    assert desk.table[:, 0].tolist() == [5, 5, 5, 5]
    assert same(desk.table[:, 2], TABLE[:, 2]), "a column without a rating on top is left alone"
    assert desk.step == "Fill 3 cells"


def test_filling_down_reaches_over_the_parts_of_a_selection(desk: Desk) -> None:
    desk.editing.fill_down([part([0], [0]), part([2], [0])])
    assert same(desk.table[:, 0], np.array([4, np.nan, 4, 5]))


def test_filling_one_row_says_what_to_choose(desk: Desk) -> None:
    desk.editing.fill_down([part([0], [0, 1])])
    assert desk.said == "Nothing to fill: choose a rating and cells below it."


# rows and columns


def test_added_names_stand_at_the_end(desk: Desk) -> None:
    desk.editing.append(Side.ROWS, ["Eve", "Finn"])
    assert list(desk.edited.labels[Side.ROWS])[4:] == ["Eve", "Finn"]
    assert desk.step == "Add 2 users"
    desk.editing.append(Side.COLUMNS, ["Dune"])
    assert desk.step == "Add Dune"


def test_adding_says_where_the_new_ones_are(desk: Desk) -> None:
    heard: list[tuple[Side, list[int]]] = []
    desk.editing.added.connect(lambda side, places: heard.append((side, places.tolist())))
    desk.editing.append(Side.ROWS, ["Eve", "Finn"])
    assert heard == [(Side.ROWS, [4, 5])]


@pytest.mark.parametrize(("names", "why"), [(["Bob"], "Another user is called “Bob”"), ([" "], "needs a name")])
def test_a_name_that_cannot_be_is_refused(desk: Desk, names: list[str], why: str) -> None:
    desk.editing.append(Side.ROWS, names)
    assert why in desk.said
    assert desk.edited.as_opened


def test_a_dropped_one_comes_back_by_its_name(desk: Desk) -> None:
    desk.editing.drop(Side.ROWS, positions(1))
    desk.editing.append(Side.ROWS, ["Bob", "Eve"])
    assert desk.questions[-1].text == "Bob was dropped from the table. Bring it back?"
    desk.answer()
    assert same(desk.table[1], TABLE[1])
    assert desk.edited.shape == (5, 3)
    desk.undo()
    assert desk.edited.shape == (4, 3)
    assert np.isnan(desk.table[1]).all()


def test_renaming_is_a_named_step(desk: Desk) -> None:
    desk.editing.rename(Side.ROWS, 0, "Ann")
    assert desk.step == "Rename Anna to Ann"
    desk.editing.rename(Side.ROWS, 1, "Ann")
    assert "Another user is called “Ann”" in desk.said
    desk.undo()
    assert desk.edited.labels[Side.ROWS][0] == "Anna"


def test_dropping_says_what_is_gone_and_how_it_comes_back(desk: Desk) -> None:
    desk.editing.drop(Side.ROWS, positions(0, 2))
    assert desk.step == "Drop 2 users"
    assert desk.said == "Dropped 2 users with 4 ratings; undo brings that back."
    desk.undo()
    assert same(desk.table, TABLE)


def test_the_last_row_cannot_be_dropped(desk: Desk) -> None:
    desk.editing.drop(Side.COLUMNS, positions(0, 1, 2))
    assert desk.said == "The table needs at least one movie; choose fewer to drop."
    assert desk.edited.as_opened


def test_what_a_name_dialog_is_told_is_what_editing_would_say(desk: Desk) -> None:
    problem = desk.editing.name_problem
    assert problem(Side.ROWS, ["Eve"]) == ""
    assert "Another user is called “Bob”" in problem(Side.ROWS, ["Eve", "Bob"])
    assert "Another user is called “Eve”" in problem(Side.ROWS, ["Eve", "Eve"])
    assert problem(Side.ROWS, ["Anna"], own=0) == ""
    desk.editing.drop(Side.ROWS, positions(1))
    assert problem(Side.ROWS, ["Bob"]) == "", "it is offered back"
    assert "A dropped user is called “Bob”" in problem(Side.ROWS, ["Bob"], own=0)


# pasting


def test_a_block_goes_to_the_places_from_the_current_cell_on(desk: Desk) -> None:
    arrangement = desk.document.arrangement
    assert arrangement is not None
    order = arrangement.rows.sorted_by(np.array([0, 3, 1, 2])).filtered(np.array([True, True, False, True]))
    desk.document.arrange(arrangement.with_side(Side.ROWS, order), "Sort and filter")  # Anna, Dan, Bob
    desk.pasting.paste(0, 1, "2\t1\r\n3\t1\r\n5\t\r\n")
    assert same(desk.table, np.array([[4, 2, 1], [np.nan, 5, np.nan], [1, 2, np.nan], [5, 3, 1]]))
    assert desk.step == "Paste 6 cells"
    desk.undo()
    assert same(desk.table, TABLE)


def test_a_paste_with_unreadable_cells_changes_nothing_and_names_them(desk: Desk) -> None:
    desk.pasting.paste(0, 0, "1\tgood\n2\t3\nbad\tworse")
    assert same(desk.table, TABLE)
    assert not desk.document.undo_stack.count()
    assert desk.said == (
        "Nothing was pasted, 3 cells are no ratings (Anna · Brazil: “good” is not a number, "
        "Cleo · Alien: “bad” is not a number and Cleo · Brazil: “worse” is not a number); correct that and paste again."
    )


def test_a_paste_asks_once_about_all_values_off_the_scale(desk: Desk) -> None:
    desk.pasting.paste(0, 0, "7\t8\n9\t1")
    assert len(desk.questions) == 1
    assert desk.questions[-1].text == "7, 8 and 9 are not on the scale of 1 to 5."
    assert same(desk.table, TABLE)
    desk.answer()
    assert desk.table[:2, :2].tolist() == [[7, 8], [9, 1]]


def test_a_paste_beyond_the_end_offers_to_add_what_is_missing(desk: Desk) -> None:
    desk.pasting.paste(3, 2, "1\t2\n3\t4\n5\t5")
    assert desk.questions[-1].text == "The block has 2 users and 1 movie more than the table. Add them?"
    assert desk.questions[-1].more == "They would be called user 5, user 6 and movie 4."
    assert desk.edited.as_opened
    desk.answer(0)
    assert desk.edited.shape == (6, 4)
    assert desk.table[3:, 2:].tolist() == [[1, 2], [3, 4], [5, 5]]
    desk.undo()
    assert desk.edited.as_opened


def test_a_paste_beyond_the_end_can_be_cut_to_what_fits(desk: Desk) -> None:
    desk.pasting.paste(3, 2, "1\t2\n3\t4")
    desk.answer(1)
    assert desk.table[3, 2] == 1
    assert desk.edited.shape == (4, 3)
    assert desk.step == "Paste 1 cell"


def test_a_block_with_names_goes_to_its_names(desk: Desk) -> None:
    desk.pasting.paste(0, 0, "\tCasablanca\tAlien\nDan\t1\t2\nBob\t3\t4\n")
    assert same(desk.table, np.array([[4, np.nan, 5], [4, 3, 3], [1, 2, np.nan], [2, 4, 1]]))


@pytest.mark.parametrize(("place", "cell"), [(0, (1, 0)), (1, (3, 2))])
def test_numbers_around_a_block_are_asked_about_where_they_are_names_too(
    qapp: object, place: int, cell: tuple[int, int]
) -> None:
    desk = Desk(ratings_of(TABLE, ("1", "2", "3", "4"), ("5", "6", "7")))
    desk.pasting.paste(2, 1, "\t5\n2\t3")
    assert desk.edited.as_opened
    desk.answer(place)
    assert desk.table[cell] == 3


def test_new_names_of_a_block_can_be_added_and_dropped_ones_come_back(desk: Desk) -> None:
    desk.editing.drop(Side.ROWS, positions(1))
    desk.pasting.paste(0, 0, "user\tAlien\tDune\nEve\t1\t2\nBob\t3\t4\n")
    assert desk.questions[-1].more == "They would be called Eve, Dune and Bob."
    desk.answer(0)
    assert desk.edited.shape == (5, 4)
    assert desk.table[4].tolist()[0] == 1
    assert desk.table[1, 0] == 3
    assert desk.table[1, 3] == 4
    assert len(desk.edited.dropped[Side.ROWS]) == 0


def test_a_name_that_stands_twice_in_a_block_is_refused(desk: Desk) -> None:
    desk.pasting.paste(0, 0, "\tAlien\nDan\t1\nDan\t2\n")
    assert "the user “Dan” stands in it twice" in desk.said
    assert desk.edited.as_opened


def test_one_cell_is_pasted_into_all_that_are_chosen(desk: Desk) -> None:
    desk.pasting.paste(0, 0, "3\n", [part([0, 1], [0, 1])])
    assert desk.table[:2, :2].tolist() == [[3, 3], [3, 3]]
    assert desk.step == "Paste 4 cells"


def test_a_block_is_pasted_again_and_again_into_a_larger_rectangle_that_it_fills(desk: Desk) -> None:
    desk.pasting.paste(0, 0, "3\t1\n", [part([0, 1], [0, 1])])
    assert desk.table[:2, :2].tolist() == [[3, 1], [3, 1]]
    assert desk.step == "Paste 4 cells"


def test_a_block_that_would_leave_a_rest_is_pasted_once(desk: Desk) -> None:
    before = desk.table.tolist()
    desk.pasting.paste(0, 0, "3\t1\n", [part([0, 1], [0, 1, 2])])
    assert desk.table[0, :2].tolist() == [3, 1]
    assert np.array_equal(desk.table[1:], np.array(before)[1:], equal_nan=True)


def test_a_rating_between_the_steps_of_the_scale_is_asked_about_as_that(desk: Desk) -> None:
    desk.editing.type_text(0, 0, "4,5")
    assert desk.questions[-1].text == "4.5 is not on the scale of 1 to 5 in whole steps."
    assert desk.questions[-1].answers[0].words == "Make the scale finer"


def test_decimal_commas_are_taken_only_where_no_point_stands(desk: Desk) -> None:
    desk.pasting.paste(0, 0, "1,5\t2,5")
    desk.answer()
    assert desk.table[0, :2].tolist() == [1.5, 2.5]
    desk.pasting.paste(0, 0, "1,5\t2.5")
    assert "“1,5” is not a number" in desk.said


def test_an_empty_clipboard_is_said(desk: Desk) -> None:
    desk.pasting.paste(0, 0, "")
    assert "no text to paste" in desk.said


# size


def test_a_million_cells_are_filled_and_cleared_in_one_step_each(qapp: object) -> None:
    desk = Desk(random_ratings(1000, 1000))
    tops = desk.table[0]
    everything = [Rectangle(np.arange(1000, dtype=np.int32), np.arange(1000, dtype=np.int32))]
    desk.editing.fill_down(everything)
    rated = ~np.isnan(tops)
    assert (desk.table[:, rated] == tops[rated]).all()
    desk.editing.clear(everything)
    assert desk.edited.known == 0
    assert desk.document.undo_stack.count() == 2


def test_more_than_a_million_cells_are_refused_in_one_sentence(qapp: object) -> None:
    desk = Desk(random_ratings(1001, 1000, share=0.01))
    everything = [Rectangle(np.arange(1001, dtype=np.int32), np.arange(1000, dtype=np.int32))]
    desk.editing.fill_down(everything)
    assert desk.said == "1,001,000 cells are too many to fill at once; choose fewer."
    desk.editing.clear(everything)
    assert desk.edited.known == 0, "only what has a rating counts"


def test_nothing_happens_before_a_table_is_open(qapp: object) -> None:
    document = Document()
    editing, heard = Editing(document), list[object]()
    editing.said.connect(heard.append)
    editing.type_text(0, 0, "1")
    editing.clear([part([0], [0])])
    editing.append(Side.ROWS, ["Eve"])
    Pasting(document, editing).paste(0, 0, "1")
    assert not heard
    assert not document.undo_stack.count()
