"""The quiz with real clicks and keys."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as some
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from mfdesk.gui.learn.quiz import QuizDialog
from mfdesk.gui.learn.quiz_round import QuizRound
from mfdesk.gui.learn.texts import Texts, load
from mfdesk.gui.theme import DARK


@pytest.fixture
def quiz(qtbot: QtBot, texts: Texts) -> QuizDialog:
    dialog = QuizDialog(texts, seed=1)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def position(quiz: QuizDialog, *, right: bool) -> int:
    """Where the right answer, or the first wrong one, of the question that is shown stands."""
    answers = quiz.round.questions[quiz.round.answered].answers
    return next(place for place, answer in enumerate(answers) if answer.right is right)


def press(quiz: QuizDialog, name: str) -> None:
    QTest.mouseClick(quiz.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def play(quiz: QuizDialog, is_right: Callable[[int], bool]) -> None:
    for place in range(len(quiz.round.questions)):
        press(quiz, f"quizAnswer{position(quiz, right=is_right(place)) + 1}")
        press(quiz, "quizNext")


def seen(quiz: QuizDialog) -> list[str]:
    return [label.text() for label in quiz.findChildren(QLabel) if label.isVisible()]


def test_all_right(quiz: QuizDialog, qtbot: QtBot) -> None:
    count = len(quiz.round.questions)
    with qtbot.waitSignal(quiz.scored) as scored:
        play(quiz, lambda _place: True)
    assert scored.args == [count, count]
    assert f"{count} of {count} right" in seen(quiz)
    assert not [button for button in quiz.findChildren(QPushButton) if button.objectName().startswith("quizShow.")]


def test_all_wrong_lists_every_question_with_its_right_answer(quiz: QuizDialog, texts: Texts, qtbot: QtBot) -> None:
    with qtbot.waitSignal(quiz.scored) as scored:
        play(quiz, lambda _place: False)
    assert scored.args == [0, len(texts.questions)]
    there = {label.text() for label in quiz.findChildren(QLabel)}
    assert {question.right.text for question in texts.questions} <= there
    for question in texts.questions:
        with qtbot.waitSignal(quiz.step_requested) as asked:
            press(quiz, f"quizShow.{question.id}")
        assert asked.args == [question.step]


def test_only_what_was_missed_is_listed(quiz: QuizDialog, texts: Texts) -> None:
    play(quiz, lambda place: place != 2)
    buttons = [button.objectName() for button in quiz.findChildren(QPushButton)]
    assert [name for name in buttons if name.startswith("quizShow.")] == [f"quizShow.{texts.questions[2].id}"]


def test_each_wrong_answer_is_explained_by_itself_and_the_right_one_named(quiz: QuizDialog) -> None:
    place = position(quiz, right=False)
    question = quiz.round.questions[0]
    press(quiz, f"quizAnswer{place + 1}")
    assert question.answers[place].because in seen(quiz)
    assert f"The right answer: {question.right.text}" in seen(quiz)
    assert "Not quite." in seen(quiz)
    assert "✗" in seen(quiz)
    assert "✓" in seen(quiz)


def test_a_right_answer_is_explained_too(quiz: QuizDialog) -> None:
    press(quiz, f"quizAnswer{position(quiz, right=True) + 1}")
    assert quiz.round.questions[0].right.because in seen(quiz)
    assert "Right." in seen(quiz)
    assert "✗" not in seen(quiz)


def test_an_answer_cannot_be_taken_back(quiz: QuizDialog) -> None:
    QTest.keyClick(quiz, Qt.Key.Key_1)
    for key in (Qt.Key.Key_2, Qt.Key.Key_3):
        QTest.keyClick(quiz, key)
    press(quiz, "quizAnswer4")
    assert quiz.round.answered == 1


def test_it_is_played_by_keys_alone(quiz: QuizDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(quiz.scored) as scored:
        for _ in quiz.round.questions:
            number = position(quiz, right=True)
            QTest.keyClick(quiz.focusWidget(), Qt.Key(Qt.Key.Key_1 + number))
            QTest.keyClick(quiz.focusWidget(), Qt.Key.Key_Return)
    assert scored.args[0] == len(quiz.round.questions)


def test_enter_does_not_skip_a_question(quiz: QuizDialog) -> None:
    quiz.findChild(QPushButton, "quizAnswer2").setFocus()
    QTest.keyClick(quiz.focusWidget(), Qt.Key.Key_Return)
    assert quiz.round.answered == 1
    assert quiz.isVisible()


def test_a_key_without_an_answer_does_nothing(quiz: QuizDialog) -> None:
    QTest.keyClick(quiz, Qt.Key.Key_9)
    assert quiz.round.answered == 0


def test_a_question_can_be_looked_up_in_the_tour(quiz: QuizDialog, qtbot: QtBot) -> None:
    question = quiz.round.questions[0]
    QTest.keyClick(quiz, Qt.Key.Key_1)
    with qtbot.waitSignal(quiz.step_requested) as asked:
        press(quiz, "quizShowMe")
    assert asked.args == [question.step]


def test_starting_again_forgets_the_answers_and_shuffles_anew(quiz: QuizDialog) -> None:
    first = quiz.round
    play(quiz, lambda _place: False)
    press(quiz, "quizRestart")
    assert quiz.round.answered == 0
    assert [question.answers for question in quiz.round.questions] != [question.answers for question in first.questions]
    assert f"Question 1 of {len(first.questions)}" in seen(quiz)
    assert "Not quite." not in seen(quiz)


def test_answers_say_their_number_to_a_screen_reader(quiz: QuizDialog) -> None:
    text = quiz.round.questions[0].answers[1].text
    assert quiz.findChild(QPushButton, "quizAnswer2").accessibleName() == f"Answer 2: {text}"


@pytest.mark.parametrize("right", [True, False])
def test_no_text_is_cut_off(quiz: QuizDialog, right: bool) -> None:
    quiz.set_palette_colours(DARK)
    quiz.resize(480, 520)
    for _ in quiz.round.questions:
        press(quiz, f"quizAnswer{position(quiz, right=right) + 1}")
        quiz.layout().activate()
        for label in quiz.findChildren(QLabel):
            if label.isVisible() and label.wordWrap():
                assert label.height() >= label.heightForWidth(label.width()), label.text()
        press(quiz, "quizNext")


@given(some.integers(0, 2**31))
def test_a_seed_only_changes_the_order_of_the_answers(seed: int) -> None:
    questions = load().questions
    first, second = QuizRound(questions, seed), QuizRound(questions, seed)
    assert first.questions == second.questions
    for shuffled, original in zip(first.questions, questions, strict=True):
        assert shuffled.id == original.id
        assert set(shuffled.answers) == set(original.answers)
