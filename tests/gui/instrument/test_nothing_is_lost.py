"""Edits survive a training, are asked about before they would be lost, and can be exported without any model."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mfdesk.completed import Kind
from mfdesk.engine.config import Method
from mfdesk.gui.main_window import MainWindow
from mfdesk.ratings.side import Side
from tests.gui.by_hand import activate, find
from tests.gui.instrument.conftest import new_window
from tests.gui.instrument.hand import (
    Key,
    answer,
    asked,
    cell,
    command,
    edited,
    kind,
    names,
    note,
    press_keys,
    question,
    rate,
    undo,
    undo_entry,
)
from tests.gui.test_whole_job import export_by_dialog, read

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support (raise|grabbing)")  # menus, lists of names
OTHER = "user,Dune\nzoe,4\nyan,2\n"


@pytest.fixture
def own(qtbot: QtBot, qapp: QApplication, tmp_path: Path, wide_file: Path) -> Iterator[MainWindow]:
    """A window for this test alone, which may be closed, with one rating changed."""
    window = new_window(qapp, tmp_path)
    qtbot.addWidget(window)
    activate(qtbot, window)
    with qtbot.waitSignal(window.controller.opened):
        window.open_file(wide_file)
    rate(window, "ann", "Brazil", "4")
    yield window
    window.leave()


@pytest.fixture
def held(qtbot: QtBot, opened: MainWindow) -> Iterator[MainWindow]:
    """A training that is held after its first epoch."""
    config = replace(opened.pages.training.config(), method=Method.GRADIENT_DESCENT, epochs=100_000, held_out=0.0)
    opened.controller.document.set_config(config)
    opened.table.setFocus()
    with qtbot.waitSignal(opened.controller.epochs_reported):
        press_keys(opened, Key.Key_F8)
    qtbot.waitUntil(lambda: opened.controller.jobs.paused)
    yield opened
    if opened.controller.jobs.busy:
        with qtbot.waitSignal(opened.controller.training_ended):
            opened.controller.cancel()


def other(tmp_path: Path) -> Path:
    path = tmp_path / "other.csv"
    path.write_text(OTHER, encoding="utf-8")
    return path


# during a training


def test_an_edit_during_a_held_training_stays_and_the_model_says_it_has_not_seen_it(
    qtbot: QtBot, held: MainWindow
) -> None:
    rate(held, "ann", "Brazil", "4")
    assert cell(held, "ann", "Brazil") == "4"
    with qtbot.waitSignal(held.controller.training_ended):
        press_keys(held, Key.Key_F7)
    assert cell(held, "ann", "Brazil") == "4"
    assert kind(held, "ann", "Brazil") is Kind.EDITED
    assert kind(held, "bob", "Alien") is Kind.PREDICTED
    assert note(held) == "1 rating changed while the model learned, and it has not seen that."


def test_an_edit_during_a_training_can_be_taken_back_after_it(qtbot: QtBot, held: MainWindow) -> None:
    rate(held, "ann", "Brazil", "4")
    with qtbot.waitSignal(held.controller.training_ended):
        press_keys(held, Key.Key_F7)
    undo(held)
    assert kind(held, "ann", "Brazil") is Kind.PREDICTED
    assert note(held) == ""


def test_escape_drops_the_training_and_keeps_the_edit(qtbot: QtBot, held: MainWindow) -> None:
    rate(held, "ann", "Brazil", "4")
    with qtbot.waitSignal(held.controller.training_ended):
        press_keys(held, Key.Key_Escape)
    assert cell(held, "ann", "Brazil") == "4"
    assert undo_entry(held) == "Undo: Rate 4 at ann · Brazil"


# before a loss


def test_closing_with_edits_asks_first_and_cancel_keeps_the_window(qtbot: QtBot, own: MainWindow) -> None:
    own.close()
    assert own.isVisible()
    assert asked(qtbot, own) == "1 rating changed since the table was opened. Export the table first?"
    answer(qtbot, own, "questionLeave")
    assert own.isVisible()
    assert cell(own, "ann", "Brazil") == "4"


def test_closing_with_edits_can_discard_them(qtbot: QtBot, own: MainWindow) -> None:
    own.close()
    find(question(qtbot, own), "questionAnswer2").click()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: not own.isVisible())


def test_closing_with_edits_can_export_them_and_then_closes_unasked(
    qtbot: QtBot, own: MainWindow, tmp_path: Path
) -> None:
    own.close()
    answer(qtbot, own, "questionAnswer1")
    dialog = find(own, "exportDialog")
    qtbot.waitUntil(dialog.isVisible)
    dialog.close()
    export_by_dialog(qtbot, own, tmp_path / "edited.csv")
    own.close()
    assert not own.isVisible()


def test_edits_that_were_taken_back_are_no_reason_to_ask(own: MainWindow) -> None:
    undo(own)
    own.close()
    assert not own.isVisible()


def test_opening_another_table_with_edits_asks_first(qtbot: QtBot, opened: MainWindow, tmp_path: Path) -> None:
    rate(opened, "ann", "Brazil", "4")
    opened.open_file(other(tmp_path))
    assert "1 rating changed" in asked(qtbot, opened)
    answer(qtbot, opened, "questionLeave")
    assert cell(opened, "ann", "Brazil") == "4"


def test_opening_another_table_can_discard_the_edits(qtbot: QtBot, opened: MainWindow, tmp_path: Path) -> None:
    rate(opened, "ann", "Brazil", "4")
    opened.open_file(other(tmp_path))
    with qtbot.waitSignal(opened.controller.opened):
        answer(qtbot, opened, "questionAnswer2")
    assert names(opened, Side.ROWS) == ["zoe", "yan"]
    assert undo_entry(opened) == "Undo"


# exporting


def test_an_edited_table_is_exported_without_any_model(qtbot: QtBot, opened: MainWindow, tmp_path: Path) -> None:
    rate(opened, "ann", "Brazil", "4")
    rate(opened, "bob", "Alien", "2")
    command(opened, "edit.drop_rows")
    target = tmp_path / "edited.csv"
    export_by_dialog(qtbot, opened, target)
    written = read(target)
    assert list(written.row_labels) == names(opened, Side.ROWS) == ["ann", "bob", "dan"]
    assert len(written.values) == len(edited(opened).ratings.values)
    np.testing.assert_array_equal(np.sort(written.values), np.sort(edited(opened).ratings.values))
