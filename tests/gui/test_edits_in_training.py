"""What is changed while a real training runs or is held is kept, and the model says that it has not seen it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from mfdesk.completed import Kind
from mfdesk.engine.config import Method
from mfdesk.files.opened import Layout
from mfdesk.gui.answering import Answering
from mfdesk.gui.controller import Controller
from mfdesk.gui.dialogs.export import ExportChoice
from mfdesk.gui.editing import Editing
from mfdesk.gui.questions import Questions
from mfdesk.gui.waiting import Waiting
from mfdesk.project import Project
from mfdesk.ratings.side import Side


class Running:
    """A training of the small table that is held after its first epoch."""

    def __init__(self, qtbot: QtBot, path: Path) -> None:
        self.qtbot, self.controller, self.questions = qtbot, Controller(), Questions()
        document = self.controller.document
        self.answering = Answering(document, self.questions)
        self.editing = Editing(document)
        self.waiting: list[tuple[Waiting, bool]] = []
        self.answering.edits_waiting.connect(lambda waiting, learned: self.waiting.append((waiting, learned)))
        with qtbot.waitSignal(self.controller.opened):
            self.controller.open_file(path)
        document.set_config(replace(self.project.config, method=Method.GRADIENT_DESCENT, epochs=100_000, held_out=0.0))
        with qtbot.waitSignal(self.controller.epochs_reported):
            self.controller.train(one_epoch=True)
        qtbot.waitUntil(lambda: self.controller.jobs.paused)

    @property
    def project(self) -> Project:
        assert self.controller.document.project is not None
        return self.controller.document.project

    def end(self) -> None:
        """Ends the training early; what it has learned is kept."""
        with self.qtbot.waitSignal(self.controller.training_ended):
            self.controller.stop()

    def kind(self, row: int, column: int) -> Kind:
        cell = np.array([row], np.int32), np.array([column], np.int32)
        return Kind(int(self.project.completed.block(*cell).kinds[0, 0]))


@pytest.fixture
def running(qtbot: QtBot, wide_file: Path) -> Iterator[Running]:
    running = Running(qtbot, wide_file)
    yield running
    assert running.questions.shutdown()
    assert running.controller.shutdown()


def test_a_rating_given_meanwhile_is_kept_and_told(running: Running) -> None:
    running.editing.type_text(0, 1, "2")
    assert running.waiting[-1] == (Waiting(), False), "there is no model yet"
    running.end()
    assert running.waiting[-1] == (Waiting(1), True)
    assert running.project.edited.values_at(np.array([0]), np.array([1]))[0] == 2
    assert running.kind(0, 1) is Kind.EDITED
    assert running.kind(0, 0) is Kind.GIVEN


def test_rows_added_and_dropped_meanwhile_are_kept_and_answered_for(running: Running) -> None:
    running.editing.append(Side.ROWS, ["eve"])
    running.editing.drop(Side.ROWS, np.array([1], np.int32))
    running.editing.type_text(4, 0, "5")
    running.end()
    assert running.waiting[-1] == (Waiting(1, (1, 0), (1, 0)), True)
    assert running.kind(4, 0) is Kind.EDITED
    assert running.kind(4, 1) is Kind.PREDICTED
    assert running.project.completed.shown(Side.ROWS).tolist() == [0, 2, 3, 4]


def test_an_edit_taken_back_meanwhile_leaves_nothing_to_tell(running: Running) -> None:
    running.editing.type_text(0, 1, "2")
    running.controller.document.undo_stack.undo()
    running.end()
    assert running.waiting[-1] == (Waiting(), True)


def test_a_training_that_is_cancelled_loses_no_edit(running: Running) -> None:
    running.editing.type_text(0, 1, "2")
    with running.qtbot.waitSignal(running.controller.training_ended):
        running.controller.cancel()
    assert running.project.training is None
    assert running.project.edited.values_at(np.array([0]), np.array([1]))[0] == 2


def test_an_export_has_the_edits_and_not_what_was_dropped(running: Running, tmp_path: Path) -> None:
    running.editing.type_text(0, 1, "2")
    running.editing.drop(Side.ROWS, np.array([1], np.int32))
    running.end()
    path = tmp_path / "out.csv"
    with running.qtbot.waitSignal(running.controller.exported):
        running.controller.export(ExportChoice(path, Layout.LONG))
    lines = path.read_text(encoding="utf-8").splitlines()
    assert "ann,Brazil,2,given," in lines
    assert not [line for line in lines if line.startswith("bob,")]
