"""What the model has not seen is said above the table, and nothing that was changed is lost without a question."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from mfdesk.gui.edits_note import EditsNote
from mfdesk.gui.unsaved import Unsaved
from mfdesk.gui.waiting import Waiting
from mfdesk.ratings.side import Side
from mfdesk.ratings.table import Attribute
from tests.gui.edited_document import Desk, positions, random_ratings

NOUNS = ("user", "movie")


@pytest.fixture
def note(qtbot: QtBot) -> EditsNote:
    note = EditsNote()
    qtbot.addWidget(note)
    note.resize(1200, 40)
    return note


def text(note: EditsNote) -> str:
    label = note.findChild(QLabel, "editsNoteText")
    assert isinstance(label, QLabel)
    return label.text()


def test_the_note_is_there_only_while_something_is_new_to_the_model(note: EditsNote) -> None:
    note.show_waiting(Waiting(3), NOUNS)
    assert note.isVisible()
    assert text(note) == note.accessibleName()
    assert text(note) == (
        "3 ratings changed since the model learned. "
        "Their users and movies answer already; training again moves the rest."
    )
    note.show_waiting(Waiting(), NOUNS)
    assert not note.isVisible()


def test_the_note_stays_one_line_and_keeps_what_does_not_fit_for_its_tip_and_the_ear(note: EditsNote) -> None:
    note.show_waiting(Waiting(3), NOUNS)
    high = note.sizeHint().height()
    note.resize(500, 40)
    assert text(note) == "3 ratings changed since the model learned."
    label = note.findChild(QLabel, "editsNoteText")
    assert label.toolTip() == label.accessibleDescription() == note.accessibleName()
    note.resize(320, 40)
    assert text(note) == "3 ratings changed"
    assert not note.hasHeightForWidth()
    assert note.sizeHint().height() == high


def test_what_has_no_ratings_yet_waits_for_a_training(note: EditsNote) -> None:
    note.show_waiting(Waiting(0, (1, 0), (0, 2)), NOUNS)
    assert text(note) == (
        "1 user added and 2 movies dropped since the model learned. A new training would take that in."
    )


def test_a_closed_note_comes_back_only_with_news(qtbot: QtBot, note: EditsNote) -> None:
    note.show_waiting(Waiting(3), NOUNS)
    with qtbot.waitSignal(note.dismissed):
        qtbot.mouseClick(note.findChild(QToolButton, "editsNoteClose"), Qt.MouseButton.LeftButton)
    note.show_waiting(Waiting(4), NOUNS)
    assert not note.isVisible(), "it was closed"
    note.show_waiting(Waiting(4), NOUNS, just_learned=True)
    assert note.isVisible(), "a model has learned meanwhile"
    note.show_waiting(Waiting(), NOUNS)
    note.show_waiting(Waiting(1), NOUNS)
    assert note.isVisible()


def test_the_button_asks_for_a_training_when_there_can_be_one(qtbot: QtBot, note: EditsNote) -> None:
    note.show_waiting(Waiting(1), NOUNS)
    train = note.findChild(QPushButton, "editsNoteTrain")
    with qtbot.waitSignal(note.train_requested):
        qtbot.mouseClick(train, Qt.MouseButton.LeftButton)
    note.set_can_train(False)
    assert not train.isEnabled()


# what no file has


def test_changes_are_unsaved_until_they_are_exported_or_taken_back(qapp: object) -> None:
    desk, unsaved = Desk(), Unsaved()
    assert not unsaved.has_edits(None)
    assert not unsaved.has_edits(desk.edited)
    desk.editing.type_text(0, 1, "2")
    assert unsaved.has_edits(desk.edited)
    unsaved.exported(desk.edited)
    assert not unsaved.has_edits(desk.edited)
    desk.undo()
    assert not unsaved.has_edits(desk.edited), "the file that was opened has it"
    desk.editing.rename(Side.ROWS, 0, "Ann")
    assert unsaved.has_edits(desk.edited)


def test_what_was_exported_of_another_table_does_not_count(qapp: object) -> None:
    desk, unsaved = Desk(), Unsaved()
    desk.editing.type_text(0, 1, "2")
    unsaved.exported(desk.edited)
    other = Desk(random_ratings(4, 3))
    other.editing.drop(Side.ROWS, positions(1))
    assert unsaved.has_edits(other.edited)


def test_an_export_still_counts_when_more_is_known_of_the_rows(qapp: object) -> None:
    desk, unsaved = Desk(), Unsaved()
    desk.editing.type_text(0, 1, "2")
    unsaved.exported(desk.edited)
    project = desk.document.project
    assert project is not None
    described = replace(project.opened, row_attributes=(Attribute("age", ("1", "2", "3", "4")),))
    desk.document.set_attributes(described)
    assert not unsaved.has_edits(desk.edited)


def test_the_question_names_the_changes_and_offers_to_keep_or_lose_them(qapp: object) -> None:
    desk, unsaved, done = Desk(), Unsaved(), list[str]()
    desk.editing.type_text(0, 1, "2")
    desk.editing.append(Side.ROWS, ["Eve"])
    question = unsaved.question(
        desk.edited, "open another table", lambda: done.append("export"), lambda: done.append("discard")
    )
    assert question.text == "1 rating changed and 1 user added since the table was opened. Export the table first?"
    assert question.more == "If you open another table without that, these changes are lost."
    for answer in question.answers:
        answer.act()
    assert done == ["export", "discard"]


def test_after_an_export_the_question_counts_from_there(qapp: object) -> None:
    desk, unsaved = Desk(), Unsaved()
    desk.editing.type_text(0, 1, "2")
    unsaved.exported(desk.edited)
    desk.editing.rename(Side.ROWS, 0, "Ann")
    question = unsaved.question(desk.edited, "quit", list, list)
    assert question.text == "Names changed since the table was exported. Export the table first?"
