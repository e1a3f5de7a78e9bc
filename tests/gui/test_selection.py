"""The status bar says what the chosen cells add up to: exactly, soon, and never too wide."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from mfdesk.chosen import Part
from mfdesk.completed import Block, Kind
from mfdesk.engine.config import Config
from mfdesk.engine.control import RunControl
from mfdesk.engine.train import train
from mfdesk.gui import selection
from mfdesk.gui.document import Document
from mfdesk.gui.questions import Questions
from mfdesk.gui.selection import SelectionWatch
from mfdesk.gui.selection_words import cell_words, selection_words, told_words
from mfdesk.gui.status import StatusLine
from mfdesk.gui.table.selection import SelectionParts
from mfdesk.gui.table.shown import Shown
from mfdesk.ratings import Scale
from mfdesk.ratings.edits import Drop, SetCells
from mfdesk.ratings.side import Side
from mfdesk.selected import Selected, Sums, Told
from tests.drive import drive
from tests.tables import ratings_of

STARS = Scale(1, 5, 1)
CELLS = {(0, 0): 4.0, (0, 1): 5.0, (1, 0): 2.0, (2, 2): 1.0, (3, 1): 3.0}
FULL = "12 cells: 5 given, 7 predicted · mean 3.42 · sd 0.91"
WORDINGS = (FULL, "12 cells · mean 3.42 · sd 0.91", "12 cells")


@pytest.fixture
def document(qapp: object) -> Document:
    document = Document()
    document.open(ratings_of(CELLS, 4, 3), Config())
    return document


@pytest.fixture
def told(document: Document) -> Iterator[list[tuple[str, ...]]]:
    """What the watch says, and behind it, as ``watch``, the watch."""
    questions, found = Questions(), []
    watch = SelectionWatch(document, questions, document)
    watch.told.connect(found.append)
    yield found
    assert questions.shutdown()


def watch_of(document: Document) -> SelectionWatch:
    return document.findChild(SelectionWatch)


def choose(document: Document, rows: range, columns: range) -> None:
    watch_of(document).watch(SelectionParts((Part(rows, columns),), document.arrangement))


def train_it(document: Document) -> None:
    edited = document.project.edited
    document.set_training(drive(train(edited.ratings, Config(rank=1, epochs=3), RunControl()))[1], edited)


def one(places: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    return np.array([places[0]], np.int32), np.array([places[1]], np.int32)


def test_chosen_cells_are_counted_and_added_up(document: Document, told: list[tuple[str, ...]]) -> None:
    choose(document, range(2), range(2))
    assert told[-1][0] == "4 cells: 3 given, 1 empty · mean 3.67 · sd 1.25"


def test_with_a_model_predicted_cells_count_too(document: Document, told: list[tuple[str, ...]]) -> None:
    train_it(document)
    choose(document, range(4), range(3))
    values = document.completed.block(np.arange(4, dtype=np.int32), np.arange(3, dtype=np.int32)).values
    expected = f"12 cells: 5 given, 7 predicted · mean {values.mean():.2f} · sd {values.std():.2f}"
    assert told[-1][0] == expected


def test_a_single_cell_tells_its_value(document: Document, told: list[tuple[str, ...]]) -> None:
    choose(document, range(1), range(1, 2))
    assert told[-1] == ("Given 5",)
    choose(document, range(1), range(2, 3))
    assert told[-1] == ("No rating",)


def test_what_is_shown_is_what_is_added_up(document: Document, told: list[tuple[str, ...]]) -> None:
    train_it(document)
    choose(document, range(4), range(3))
    rows, columns = np.arange(4, dtype=np.int32), np.arange(3, dtype=np.int32)
    block, training = document.completed.block(rows, columns), document.project.training
    watch_of(document).set_shown(Shown.SPREAD)
    spreads = block.spreads[block.kinds == Kind.PREDICTED]
    assert told[-1][0] == f"12 cells: 7 spreads · mean {spreads.mean():.2f} · sd {spreads.std():.2f}"
    watch_of(document).set_shown(Shown.RESIDUAL)
    residuals = (block.values - training.model.block(rows, columns)[0])[block.kinds == Kind.GIVEN]
    mean = f"{residuals.mean():.2f}".replace("-", "−")
    assert told[-1][0] == f"12 cells: 5 residuals · mean {mean} · sd {residuals.std():.2f}"
    watch_of(document).set_shown(Shown.VALUE)
    assert told[-1][0].startswith("12 cells: 5 given, 7 predicted")


def test_a_single_cell_tells_its_residual_where_residuals_are_shown(
    document: Document, told: list[tuple[str, ...]]
) -> None:
    train_it(document)
    watch_of(document).set_shown(Shown.RESIDUAL)
    choose(document, range(1), range(1, 2))
    residual = 5 - document.project.training.model.block(*one((0, 1)))[0][0, 0]
    assert told[-1][0] == f"Given 5 · residual {residual:.2f}".replace("-", "−")
    choose(document, range(1), range(2, 3))
    assert told[-1][0].startswith("Predicted ")


def test_shown_numbers_that_are_too_many_are_not_passed_off_as_others() -> None:
    assert told_words(Told(6_000_000, None), STARS, Shown.SPREAD) == (
        "6,000,000 cells: too many spreads to add up",
        "6,000,000 cells",
    )
    assert told_words(Told(3, Sums()), STARS, Shown.RESIDUAL)[0] == "3 cells: no residual"
    assert told_words(Told(3, Sums.of(np.array([0.5]))), STARS, Shown.RESIDUAL)[0] == "3 cells: 1 residual · mean 0.50"


def test_places_are_those_of_the_table_as_it_is_arranged(document: Document, told: list[tuple[str, ...]]) -> None:
    arrangement = document.arrangement
    document.arrange(arrangement.with_side(Side.ROWS, arrangement.rows.with_pinned([3])), "Pin r3")
    choose(document, range(1), range(1, 2))
    assert told[-1] == ("Given 3",)


def test_many_cells_are_added_up_as_a_question_and_dots_stand_there_until_then(
    qtbot: QtBot, document: Document, told: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selection, "AT_ONCE", 2)
    choose(document, range(4), range(3))
    choose(document, range(2), range(2))
    assert told == [("12 cells …",), ("4 cells …",)]
    qtbot.waitUntil(lambda: len(told) == 3)
    assert told[-1][0] == "4 cells: 3 given, 1 empty · mean 3.67 · sd 1.25"


def test_an_edit_of_a_chosen_cell_changes_what_is_said(
    qtbot: QtBot, document: Document, told: list[tuple[str, ...]]
) -> None:
    choose(document, range(2), range(2))
    document.edit(SetCells(*one((1, 1)), np.array([1.0])), "rate")
    qtbot.waitUntil(lambda: told[-1][0] == "4 cells: 4 given · mean 3.00 · sd 1.58")


def test_rows_that_are_gone_are_not_counted(qtbot: QtBot, document: Document, told: list[tuple[str, ...]]) -> None:
    choose(document, range(4), range(3))
    document.edit(Drop(Side.ROWS, np.array([0, 1], np.int32)), "drop")
    choose(document, range(2), range(3))  # as the table does, before the watch looks
    qtbot.waitUntil(lambda: told[-1][0] == "6 cells: 2 given, 4 empty · mean 2.00 · sd 1.00")


def test_another_table_has_nothing_chosen(document: Document, told: list[tuple[str, ...]]) -> None:
    choose(document, range(2), range(2))
    document.open(ratings_of(CELLS, 4, 3), Config())
    assert told[-1] == ()


def test_words_leave_out_what_is_not_there() -> None:
    assert selection_words(Selected(3, Sums()), STARS, filled=False) == ("3 cells: 3 empty", "3 cells", "3 cells")
    only = selection_words(Selected(2, Sums.of(np.array([4.0]))), STARS, filled=False)
    assert only[0] == "2 cells: 1 given, 1 empty · mean 4.00"


def test_where_predictions_are_too_many_the_mean_is_said_to_be_that_of_the_given() -> None:
    words = selection_words(Selected(6_000_000, Sums.of(np.array([1.0, 3.0]))), STARS, filled=True)
    assert words[0] == "6,000,000 cells: 2 given, 5,999,998 predicted · mean of the given 2.00 · sd 1.00"


def test_a_predicted_cell_tells_its_spread_and_an_edited_one_that_it_is_new() -> None:
    def block(value: float, kind: Kind, spread: float) -> Block:
        return Block(np.array([[value]]), np.array([[kind]], np.uint8), np.array([[spread]], np.float32))

    assert cell_words(block(3.42, Kind.PREDICTED, 0.91), STARS)[0] == "Predicted 3.42 ± 0.91"
    assert cell_words(block(3.42, Kind.PREDICTED, np.nan), STARS) == ("Predicted 3.42",)
    assert cell_words(block(4.0, Kind.EDITED, 0), STARS)[0] == "Given 4, not yet learned from"


@pytest.fixture
def status(qtbot: QtBot) -> StatusLine:
    status = StatusLine()
    qtbot.addWidget(status)
    status.resize(1000, 32)
    status.show()
    return status


def line_of(status: StatusLine) -> QLabel:
    return status.findChild(QLabel, "statusSelection")


def test_the_line_says_as_much_as_fits_and_reads_all_of_it_aloud(status: StatusLine) -> None:
    status.show_shape("1,373 respondents × 40 cuisines · 43.6 % known")
    status.show_selection(WORDINGS)
    line, seen = line_of(status), []
    for width in range(1400, 300, -20):
        status.resize(width, 32)
        text, room = line.text(), line.contentsRect().width()
        assert line.fontMetrics().horizontalAdvance(text) <= max(room, 0)
        assert line.accessibleDescription() == FULL
        assert line.toolTip() == ("" if text == FULL else FULL)
        seen.append(text)
    assert seen[0] == FULL
    assert list(dict.fromkeys(text for text in seen if text in WORDINGS)) == list(WORDINGS)


def test_long_words_never_widen_the_window(status: StatusLine) -> None:
    before = status.minimumSizeHint().width()
    status.show_selection(("a very long sentence " * 40,))
    assert status.minimumSizeHint().width() == before


def test_the_words_keep_clear_of_the_edges_after_the_line_was_narrow(qtbot: QtBot, status: StatusLine) -> None:
    for width in (status.minimumSizeHint().width(), 1400):
        status.resize(width, 32)
        status.setStyleSheet(f"QLabel {{ padding: 0; }} /* {width} */")  # a change of style, as with another theme
    assert line_of(status).contentsMargins().left() == 24
    assert status.findChild(QLabel, "statusShape").contentsMargins().right() == 12


def test_a_long_copy_stands_in_the_place_of_the_sums_until_it_is_done(status: StatusLine) -> None:
    status.show_selection(("3 cells",))
    status.show_copying("Copying 5,000 cells: 40 %")
    status.show_selection(("4 cells",))
    assert line_of(status).text() == "Copying 5,000 cells: 40 %"
    status.show_copying("")
    assert line_of(status).text() == "4 cells"
