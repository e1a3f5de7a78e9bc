"""The search for settings in the real window, by clicks and keys, on both samples."""

import pytest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QDialog, QLabel, QSpinBox, QTableView
from pytestqt.qtbot import QtBot

from mfdesk.engine.config import Method
from mfdesk.gui.main_window import MainWindow
from tests.gui.by_hand import click, command, find, open_sample, type_number, until

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support (raise|grabbing)")


def open_search(qtbot: QtBot, window: MainWindow) -> QDialog:
    """With four candidates that are soon compared."""
    command(window, "model.search")
    dialog = find(window, "searchDialog", QDialog)
    qtbot.waitUntil(dialog.isVisible)
    wanted = {"searchMethod.als", "searchMethod.gd", "searchRank.2", "searchRank.4"}
    for box in dialog.findChildren(QCheckBox):
        if box.isEnabled() and box.isChecked() is not (box.objectName() in wanted):
            click(dialog, box.objectName())
    type_number(dialog, "searchFolds", 3)
    type_number(dialog, "searchTime", 20)
    return dialog


def can_be_pressed(dialog: QDialog) -> set[str]:
    names = ("searchStart", "searchStop", "searchCancel", "searchTake", "searchTakeAndTrain")
    return {name for name in names if find(dialog, name, QAbstractButton).isEnabled()}


def words(dialog: QDialog) -> str:
    return find(dialog, "searchWords", QLabel).text()


def best(dialog: QDialog) -> list[str]:
    """The method and rank of the first line."""
    model = find(dialog, "searchTable", QTableView).model()
    return [model.index(0, column).data() for column in range(2)]


@pytest.mark.parametrize("sample", ["movie-night", "food-world-cup"])
def test_settings_are_searched_stopped_taken_and_trained_with(qtbot: QtBot, window: MainWindow, sample: str) -> None:
    window.resize(1440, 900)
    open_sample(qtbot, window, sample)
    dialog = open_search(qtbot, window)
    assert find(dialog, "searchCost", QLabel).text().startswith("4 candidates, 3 folds; ")
    click(dialog, "searchStart")
    until(qtbot, lambda: "in the race" in words(dialog))
    assert can_be_pressed(dialog) == {"searchStop", "searchCancel"}
    click(dialog, "searchStop")
    until(qtbot, lambda: "searchStart" in can_be_pressed(dialog))
    assert "Stopped" in words(dialog)
    with qtbot.waitSignal(window.controller.search_ended, timeout=60_000):
        click(dialog, "searchStart")
    assert "predicts best: off by" in words(dialog)
    method, rank = best(dialog)
    click(dialog, "searchTake")
    config = window.pages.training.config()
    assert (str(config.rank), config.method is Method.ALS) == (rank, method.startswith("Alternating"))
    assert find(window, "rankBox", QSpinBox).text() == rank
    with qtbot.waitSignal(window.controller.training_ended, timeout=60_000):
        click(dialog, "searchTakeAndTrain")
    training = window.controller.document.project.training
    assert (training.config.method, training.config.rank) == (config.method, config.rank)


def test_a_cancelled_search_leaves_the_settings_as_they_were(qtbot: QtBot, window: MainWindow) -> None:
    open_sample(qtbot, window, "movie-night")
    before = window.pages.training.config()
    dialog = open_search(qtbot, window)
    click(dialog, "searchStart")
    until(qtbot, lambda: "in the race" in words(dialog))
    with qtbot.waitSignal(window.controller.search_ended, timeout=20_000):
        click(dialog, "searchCancel")
    assert can_be_pressed(dialog) == {"searchStart"}
    assert window.pages.training.config() == before
