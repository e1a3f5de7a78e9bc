"""Small questions are answered beside the long job, and only the newest of a topic."""

from collections.abc import Generator, Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from mfdesk.engine.control import RunControl
from mfdesk.engine.report import Progress
from mfdesk.gui.questions import Questions


@pytest.fixture
def questions(qapp: object) -> Iterator[Questions]:
    questions = Questions()
    yield questions
    assert questions.shutdown()


def answer(value: object) -> Any:
    def job(control: RunControl) -> Generator[Progress, None, object]:
        control.checkpoint()
        yield Progress(1, 1)
        return value

    return job


def endless(control: RunControl) -> Generator[Progress, None, object]:
    while True:
        control.checkpoint()
        yield Progress(0, 0)


def test_every_topic_gets_its_answer(qtbot: QtBot, questions: Questions) -> None:
    heard: list[object] = []
    for number in range(3):
        questions.ask(f"topic {number}", answer(number), heard.append)
    qtbot.waitUntil(lambda: len(heard) == 3)
    assert heard == [0, 1, 2]
    assert not questions.busy


def test_the_newest_question_of_a_topic_is_the_one_that_is_answered(qtbot: QtBot, questions: Questions) -> None:
    heard: list[object] = []
    questions.ask("map", endless, heard.append)
    questions.ask("map", answer("old"), heard.append)
    questions.ask("map", answer("new"), heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    qtbot.waitUntil(lambda: not questions.busy)
    assert heard == ["new"]


def test_a_dropped_question_is_never_answered(qtbot: QtBot, questions: Questions) -> None:
    heard: list[object] = []
    questions.ask("map", endless, heard.append)
    questions.drop("map")
    questions.ask("other", answer("other"), heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["other"]


def test_an_answer_may_lead_to_the_next_question(qtbot: QtBot, questions: Questions) -> None:
    heard: list[object] = []
    questions.ask("first", answer(1), lambda _value: questions.ask("second", answer(2), heard.append))
    qtbot.waitUntil(lambda: heard == [2])


def test_nothing_is_heard_after_the_shutdown(qtbot: QtBot, questions: Questions) -> None:
    heard: list[object] = []
    questions.ask("map", endless, heard.append)
    questions.ask("other", answer(1), heard.append)
    assert questions.shutdown()
    qtbot.wait(1)
    assert heard == []
