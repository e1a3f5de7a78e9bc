"""The first stage tells of the table as it is, or says of which state it tells."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QTextBrowser
from pytestqt.qtbot import QtBot

from mfdesk.engine.config import Config, Method
from mfdesk.engine.control import RunControl
from mfdesk.engine.report import EpochReport
from mfdesk.engine.train import Training, train
from mfdesk.gui.document import Document
from mfdesk.gui.input_stage import InputStage
from mfdesk.gui.panels.pipeline import PipelinePanel
from mfdesk.gui.panels.pipeline.cards import StageCard
from mfdesk.ratings.edits import Drop
from mfdesk.ratings.side import Side
from tests.gui.find.tables import movies, rate
from tests.ratings.test_edits import positions

CONFIG = Config(Method.ALS, rank=1, epochs=2)


class Window:
    """A document and the stages beside it."""

    def __init__(self, qtbot: QtBot) -> None:
        self.document, self.panel = Document(), PipelinePanel()
        qtbot.addWidget(self.panel)
        self.stage = InputStage(self.document, self.panel)
        self.document.open(movies(), Config())
        self.panel.set_ratings(movies())

    def said(self, stage: int = 1) -> str:
        card: StageCard = self.panel.findChild(StageCard, f"pipelineStage{stage}")
        return card.accessibleDescription()

    def learn(self) -> None:
        """As the window does it, epoch by epoch."""
        assert self.document.project
        edited = self.document.project.edited
        self.panel.begin(CONFIG)
        self.stage.begin()
        driving = train(edited.ratings, CONFIG, RunControl())
        while True:
            try:
                report = next(driving)
            except StopIteration as end:
                return self._ended(end.value)
            assert isinstance(report, EpochReport)
            self.stage.report()
            self.panel.add_reports([report])

    def _ended(self, training: Training) -> None:
        assert self.document.project
        self.document.set_training(training, self.document.project.edited)
        self.panel.end(training)
        self.stage.end()


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    return Window(qtbot)


def test_before_a_training_the_stage_follows_the_edits_and_their_undoing(qtbot: QtBot, window: Window) -> None:
    assert "Ann rated Alien: 4, Brazil: missing" in window.said()
    rate(window.document, 0, 0, 2.0)
    qtbot.waitUntil(lambda: "Ann rated Alien: 2" in window.said())
    window.document.edit(Drop(Side.ROWS, positions(4)), "Drop")
    qtbot.waitUntil(lambda: window.said().startswith("4 users × 4 movies"))
    for _change in range(2):
        window.document.undo_stack.undo()
    qtbot.waitUntil(lambda: window.said().startswith("5 users") and "Alien: 4" in window.said())


def test_a_training_after_edits_shows_the_table_that_it_learns_from(qtbot: QtBot, window: Window) -> None:
    rate(window.document, 0, 1, 5.0)  # the hole of the example is filled: another one is watched
    window.learn()
    assert "60.0" in window.said(), "12 of 20"
    assert "bob, Alien: missing" in window.said(), "Ann has no hole any more"
    assert window.said(3).startswith("bob and Alien"), "the epochs tell of the same cells"


def test_what_was_edited_since_a_training_is_said_to_be_newer_until_it_is_undone(qtbot: QtBot, window: Window) -> None:
    window.learn()
    rate(window.document, 0, 0, 2.0)
    qtbot.waitUntil(lambda: window.said().startswith("The table before your edits: 5 users"))
    assert "Alien: 4" in window.said(), "the epochs were made of this one"
    window.panel.explain(1)
    page = window.panel.findChild(QTextBrowser)
    assert isinstance(page, QTextBrowser)
    assert "In the table before your edits" in page.toPlainText()
    window.document.undo_stack.undo()
    qtbot.waitUntil(lambda: window.said().startswith("5 users"))


def test_of_a_training_given_up_before_its_first_epoch_nothing_stays(qtbot: QtBot, window: Window) -> None:
    window.panel.begin(CONFIG)
    window.stage.begin()
    rate(window.document, 0, 0, 2.0)
    window.panel.end(None)
    window.stage.end()
    assert window.said().startswith("5 users")
    assert "Ann rated Alien: 2" in window.said()
