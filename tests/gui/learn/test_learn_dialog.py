"""The Learn page and the page for teachers."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from mfdesk.gui.learn.key_idea_picture import KeyIdeaPicture
from mfdesk.gui.learn.learn_dialog import LearnDialog
from mfdesk.gui.learn.teacher import TeacherDialog
from mfdesk.gui.learn.texts import Texts
from mfdesk.gui.theme import DARK, LIGHT


@pytest.fixture
def learn(qtbot: QtBot, texts: Texts) -> LearnDialog:
    dialog = LearnDialog(texts)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def press(dialog: QWidget, name: str) -> None:
    QTest.mouseClick(dialog.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def said(dialog: QWidget) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel))


def test_it_tells_the_key_idea_in_three_sentences(learn: LearnDialog, texts: Texts) -> None:
    assert all(sentence in said(learn) for sentence in texts.idea.sentences)


def test_it_asks_for_tour_and_quiz(learn: LearnDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(learn.tour_requested):
        press(learn, "learnTour")
    with qtbot.waitSignal(learn.quiz_requested):
        press(learn, "learnQuiz")


def test_it_says_where_one_stands(learn: LearnDialog, texts: Texts) -> None:
    assert "You have not taken it yet." in said(learn)
    learn.set_best(9)
    assert f"Your best score: 9 of {len(texts.questions)}." in said(learn)
    assert "not taken it" not in said(learn)


def test_no_text_is_cut_off(learn: LearnDialog) -> None:
    for label in learn.findChildren(QLabel):
        assert label.height() >= label.heightForWidth(label.width()), label.text()


def test_the_picture_is_told_in_words_and_follows_the_theme(learn: LearnDialog) -> None:
    picture = learn.findChild(KeyIdeaPicture)
    assert "holes" in picture.accessibleDescription()
    learn.set_palette_colours(LIGHT)
    light = picture.grab().toImage()
    learn.set_palette_colours(DARK)
    assert picture.grab().toImage() != light


def test_the_page_for_teachers_has_the_answers_of_the_quiz(learn: LearnDialog, texts: Texts) -> None:
    press(learn, "learnTeachers")
    dialog = learn.findChild(TeacherDialog)
    page = dialog.findChild(QTextBrowser, "teacherPage").toPlainText()
    assert all(question.right.text in page for question in texts.questions)
    assert "{answers}" not in page
    press(dialog, "teacherClose")
    assert not dialog.isVisible()


def test_a_question_that_is_added_is_on_the_page_for_teachers(texts: Texts) -> None:
    more = replace(texts.questions[0], id="more", question="What else?")
    assert "What else?" in replace(texts, questions=(*texts.questions, more)).teacher_page
