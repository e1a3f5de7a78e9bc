"""Names are checked while they are typed, and a question changes nothing unless it is answered."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from mfdesk.gui.dialogs.names import NameDialog
from mfdesk.gui.dialogs.question import Answer, Question, QuestionDialog


def taken(names: Sequence[str]) -> str:
    return "Another user is called “Bob”; choose another name." if "Bob" in names else ""


def dialog_of(qtbot: QtBot, old: str = "") -> NameDialog:
    dialog = NameDialog("user", taken, old)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def button(dialog: NameDialog | QuestionDialog, name: str) -> QPushButton:
    found = dialog.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def problem(dialog: NameDialog) -> str:
    label = dialog.findChild(QLabel, "nameProblem")
    assert isinstance(label, QLabel)
    return label.text()


def test_several_names_are_added_one_a_line(qtbot: QtBot) -> None:
    dialog = dialog_of(qtbot)
    field = dialog.findChild(QPlainTextEdit, "nameField")
    qtbot.keyClicks(field, "Eve")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClicks(field, "  Finn ")
    assert button(dialog, "nameAccept").text() == "&Add 2 users"
    with qtbot.waitSignal(dialog.named) as named:
        qtbot.mouseClick(button(dialog, "nameAccept"), Qt.MouseButton.LeftButton)
    assert named.args == [["Eve", "Finn"]]


def test_a_name_that_is_taken_is_said_while_it_is_typed(qtbot: QtBot) -> None:
    dialog = dialog_of(qtbot)
    field = dialog.findChild(QPlainTextEdit, "nameField")
    qtbot.keyClicks(field, "Bob")
    assert problem(dialog) == "Another user is called “Bob”; choose another name."
    assert field.accessibleDescription() == problem(dialog)
    assert not button(dialog, "nameAccept").isEnabled()
    qtbot.keyClicks(field, "by")
    assert button(dialog, "nameAccept").isEnabled()


@pytest.mark.parametrize("old", ["", "Anna"])
def test_nothing_can_be_named_nothing(qtbot: QtBot, old: str) -> None:
    dialog = dialog_of(qtbot, old)
    field = dialog.findChild(QLineEdit if old else QPlainTextEdit, "nameField")
    field.clear()
    qtbot.keyClicks(field, "   ")
    assert not button(dialog, "nameAccept").isEnabled()


def test_renaming_begins_with_the_old_name_chosen_and_ends_on_enter(qtbot: QtBot) -> None:
    dialog = dialog_of(qtbot, "Anna")
    field = dialog.findChild(QLineEdit, "nameField")
    assert field.selectedText() == "Anna"
    qtbot.keyClicks(field, "Ann")
    with qtbot.waitSignal(dialog.named) as named:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert named.args == [["Ann"]]


def test_escape_names_nothing(qtbot: QtBot) -> None:
    dialog, heard = dialog_of(qtbot, "Anna"), list[list[str]]()
    dialog.named.connect(heard.append)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert not heard


# questions


def question_of(heard: list[str]) -> Question:
    answers = Answer("Widen the scale", lambda: heard.append("widen")), Answer("Other", lambda: heard.append("other"))
    return Question("Not on the scale", "7 is not on the scale of 1 to 5.", "More.", answers, "Leave as it was")


@pytest.mark.parametrize(
    ("name", "heard"), [("questionAnswer1", ["widen"]), ("questionAnswer2", ["other"]), ("questionLeave", [])]
)
def test_an_answer_does_what_it_says_and_leaving_does_nothing(qtbot: QtBot, name: str, heard: list[str]) -> None:
    done: list[str] = []
    dialog = QuestionDialog(question_of(done))
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.mouseClick(button(dialog, name), Qt.MouseButton.LeftButton)
    assert done == heard
    assert not dialog.isVisible()


@pytest.mark.parametrize(("key", "heard"), [(Qt.Key.Key_Return, ["widen"]), (Qt.Key.Key_Escape, [])])
def test_enter_takes_the_likeliest_answer_and_escape_none(qtbot: QtBot, key: Qt.Key, heard: list[str]) -> None:
    done: list[str] = []
    dialog = QuestionDialog(question_of(done))
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.keyClick(dialog, key)
    assert done == heard


def test_the_next_question_finds_the_first_one_closed(qtbot: QtBot) -> None:
    seen: list[bool] = []
    dialog = QuestionDialog(Question("a", "b", "", (Answer("c", lambda: seen.append(dialog.isVisible())),)))
    qtbot.addWidget(dialog)
    dialog.show()
    button(dialog, "questionAnswer1").click()
    assert seen == [False]


def test_no_answer_is_cut_however_long_it_is(qtbot: QtBot) -> None:
    words = "Add 2,000 respondents of the second questionnaire and 1 cuisine"
    dialog = QuestionDialog(Question("a", "b " * 90, "c", (Answer(words), Answer("Paste what fits"))))
    qtbot.addWidget(dialog)
    dialog.show()
    for name in ("questionAnswer1", "questionAnswer2", "questionLeave"):
        assert button(dialog, name).width() >= button(dialog, name).sizeHint().width()
    text = dialog.findChild(QLabel, "questionText")
    assert text.height() >= text.heightForWidth(text.width())
