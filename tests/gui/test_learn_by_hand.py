"""Learn in the real window: the tour from its first step to its last, and the quiz, by clicks and keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from mfdesk.gui.learn.texts import Question, load
from mfdesk.gui.main_window import MainWindow
from tests.gui.by_hand import activate, click, command, find, open_sample, until

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support (raise|grabbing)")
TEXTS = load("en")
Key = Qt.Key


@pytest.fixture
def learning(window: MainWindow) -> MainWindow:
    """The window with the Learn page open."""
    window.resize(1440, 900)
    command(window, "help.learn")
    assert find(window, "learnDialog").isVisible()
    return window


def card(window: MainWindow) -> QWidget:
    return find(window, "tourCard")


def at(window: MainWindow, step: str) -> bool:
    """Whether the card of this step is seen."""
    title = next(each.title for each in TEXTS.steps if each.id == step)
    return card(window).isVisible() and card(window).accessibleName().endswith(f": {title}")


def settle(qtbot: QtBot, window: MainWindow) -> None:
    until(qtbot, lambda: bool(find(window, "tourSpotlight").settled))


def walk(qtbot: QtBot, window: MainWindow, last: str = "", *, by_keys: bool = False) -> list[str]:
    """Goes on until the step ``last`` is seen, or through all of them; the ids of the steps on the way."""
    activate(qtbot, window)
    seen = []
    for step in TEXTS.steps:
        until(qtbot, lambda step=step: at(window, step.id))
        settle(qtbot, window)
        seen.append(step.id)
        if step.id == last:
            break
        if by_keys:
            QTest.keyClick(window.focusWidget(), Key.Key_Return)
        else:
            click(window, "tourNext")
    return seen


@pytest.mark.parametrize("before", ["", "food-world-cup"])
def test_the_tour_leads_from_its_first_step_to_the_quiz(qtbot: QtBot, learning: MainWindow, before: str) -> None:
    """Also where another table is open: Movie night takes its place."""
    if before:
        click(learning, "learnClose")
        open_sample(qtbot, learning, before)
        command(learning, "help.learn")
    click(learning, "learnTour")
    lit = find(learning, "tourSpotlight")
    assert walk(qtbot, learning, "trace", by_keys=True)[-1] == "trace"
    assert not lit.hole.isEmpty()
    assert find(learning, "predictionPanel").isVisible()
    assert learning.controller.sample == "movie-night"
    assert (learning.table.currentIndex().row(), learning.table.currentIndex().column()) == (0, 1)
    for step in TEXTS.steps[[each.id for each in TEXTS.steps].index("trace") :]:
        until(qtbot, lambda step=step: at(learning, step.id))
        if step.targets:
            settle(qtbot, learning)
            assert not lit.hole.isEmpty(), f"nothing is lit at {step.id}"
        click(learning, "tourNext")
    until(qtbot, lambda: find(learning, "quizDialog").isVisible())
    assert not card(learning).isVisible()


def test_who_leaves_the_tour_has_the_window_and_can_begin_again(qtbot: QtBot, learning: MainWindow) -> None:
    click(learning, "learnTour")
    walk(qtbot, learning, "settings")
    click(learning, "tourBack")
    assert at(learning, "idea")
    click(learning, "tourLeave")
    assert not card(learning).isVisible()
    assert not find(learning, "tourSpotlight").isVisible()
    assert learning.controller.sample == "movie-night"
    click(learning, "pipelineStageStep")
    until(qtbot, lambda: bool(learning.controller.state.training))
    command(learning, "help.learn")
    click(learning, "learnTour")
    until(qtbot, lambda: at(learning, "welcome"))
    activate(qtbot, learning)
    QTest.keyClick(learning.focusWidget(), Key.Key_Escape)
    assert not card(learning).isVisible()


def asked(quiz: QDialog) -> Question:
    """The question that is seen."""
    seen = {label.text() for label in quiz.findChildren(QLabel) if label.isVisible()}
    return next(question for question in TEXTS.questions if question.question in seen)


def right_card(quiz: QDialog, question: Question, *, right: bool = True) -> QPushButton:
    """The card of the right answer, or the first other one."""
    cards = [find(quiz, f"quizAnswer{number}", QPushButton) for number in range(1, len(question.answers) + 1)]
    holds = {card: any(label.text() == question.right.text for label in card.findChildren(QLabel)) for card in cards}
    return next(card for card, is_right in holds.items() if is_right is right)


def test_the_quiz_is_taken_to_its_end_with_a_look_at_the_tour(qtbot: QtBot, learning: MainWindow) -> None:
    click(learning, "learnQuiz")
    quiz = find(learning, "quizDialog", QDialog)
    first = asked(quiz)
    QTest.mouseClick(right_card(quiz, first, right=False), Qt.MouseButton.LeftButton)
    assert find(quiz, "quizBecause", QLabel).text() in {answer.because for answer in first.answers}
    click(quiz, "quizShowMe")
    until(qtbot, lambda: at(learning, first.step))
    assert not quiz.isVisible()
    click(learning, "tourLeave")
    until(qtbot, quiz.isVisible)
    assert asked(quiz) is first
    click(quiz, "quizNext")
    for number, _ in enumerate(TEXTS.questions[1:], 2):
        question = asked(quiz)
        position = int(right_card(quiz, question).objectName().removeprefix("quizAnswer"))
        QTest.keyClick(quiz, Key.Key_0 + position)
        assert find(quiz, "quizBecause", QLabel).text() == question.right.because, f"question {number}"
        QTest.keyClick(quiz, Key.Key_Return)
    count = len(TEXTS.questions)
    score = find(quiz, "quizScore", QLabel)
    assert score.isVisible()
    assert f"{count - 1} of {count}" in score.text()
    click(quiz, f"quizShow.{first.id}")
    until(qtbot, lambda: at(learning, first.step))
    activate(qtbot, learning)
    QTest.keyClick(learning.focusWidget(), Key.Key_Escape)
    until(qtbot, quiz.isVisible)
    click(quiz, "quizClose")
    command(learning, "help.learn")
    assert f"{count - 1} of {count}" in find(learning, "learnBest", QLabel).text()


def test_the_quiz_can_be_taken_again_in_another_order(qtbot: QtBot, learning: MainWindow) -> None:
    click(learning, "learnQuiz")
    quiz = find(learning, "quizDialog", QDialog)
    for _ in TEXTS.questions:
        QTest.mouseClick(right_card(quiz, asked(quiz)), Qt.MouseButton.LeftButton)
        click(quiz, "quizNext")
    click(quiz, "quizRestart")
    assert asked(quiz) is not None
    assert not find(quiz, "quizBecause").isVisible()
    assert find(quiz, "quizAnswer1", QPushButton).isEnabled()
