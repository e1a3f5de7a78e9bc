"""The main job from end to end, by clicks and keys alone."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QLineEdit, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from mfdesk.engine.control import RunControl
from mfdesk.files.read import open_ratings
from mfdesk.gui.dialogs.export import ExportDialog
from mfdesk.gui.main_window import MainWindow
from mfdesk.paths import resource
from mfdesk.ratings import Ratings
from tests.drive import drive
from tests.gui.by_hand import LEFT, press, type_name

SURVEY = resource("samples", "food-world-cup", "food-world-cup-data.csv")


def open_by_dialog(qtbot: QtBot, window: MainWindow, path: Path) -> None:
    press(window, "file.open")
    dialog = window.findChild(QFileDialog, "openFileDialog")
    type_name(qtbot, dialog.findChild(QLineEdit, "fileNameEdit"), path)
    with qtbot.waitSignal(window.controller.opened):
        qtbot.mouseClick(dialog.findChild(QDialogButtonBox).buttons()[0], LEFT)


def train(qtbot: QtBot, window: MainWindow) -> list[int]:
    """How many epochs the table of epochs held at each batch of news, and in the end."""
    epochs = window.findChild(QTableView, "epochTable").model()
    counts: list[int] = []
    window.controller.epochs_reported.connect(lambda _reports: counts.append(epochs.rowCount()))
    with qtbot.waitSignal(window.controller.training_ended, timeout=60_000):
        press(window, "model.train")
    return [*counts, epochs.rowCount()]


def export_by_dialog(qtbot: QtBot, window: MainWindow, path: Path) -> None:
    press(window, "file.export")
    dialog = window.findChild(ExportDialog)
    type_name(qtbot, dialog.findChild(QLineEdit, "exportPath"), path)
    with qtbot.waitSignal(window.controller.exported):
        qtbot.mouseClick(dialog.findChild(QPushButton, "exportButton"), LEFT)


def read(path: Path) -> Ratings:
    return drive(open_ratings(path, RunControl()))[1].ratings


def shown(window: MainWindow) -> list[list[str]]:
    model = window.table.ratings_model
    return [[model.index(row, column).data() for column in range(model.columnCount())] for row in range(60)]


def do_the_whole_job(qtbot: QtBot, window: MainWindow, target: Path) -> None:
    open_by_dialog(qtbot, window, SURVEY)
    assert any("" in line for line in shown(window))
    counts = train(qtbot, window)
    assert len(set(counts)) >= 3
    assert counts == sorted(counts)
    assert counts[-1] == len(window.controller.document.project.training.epochs)
    assert all(all(line) for line in shown(window))
    export_by_dialog(qtbot, window, target)


def judge(target: Path) -> None:
    """Nothing empty, nothing outside the scale, and every given cell as it was."""
    before, after = read(SURVEY), read(target)
    assert after.shape == before.shape
    assert after.share_known == 1
    assert after.values.min() >= before.scale.lowest
    assert after.values.max() <= before.scale.highest
    assert list(after.row_labels) == list(before.row_labels)
    whole = after.values.reshape(after.shape)
    np.testing.assert_array_equal(whole[before.rows, before.columns], before.values)


@pytest.mark.qt_log_ignore("^This plugin does not support (raise|grabbing)")  # the list of names below the field
@pytest.mark.parametrize("screen", ["offscreen", pytest.param("x11", marks=pytest.mark.x11)])
def test_the_whole_job_by_clicks_and_keys(qtbot: QtBot, window: MainWindow, tmp_path: Path, screen: str) -> None:
    target = tmp_path / "filled.csv"
    do_the_whole_job(qtbot, window, target)
    judge(target)
