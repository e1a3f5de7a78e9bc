"""The window ends in order at any moment, and comes back as it was left."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from mfdesk.gui.controller import Controller
from mfdesk.gui.main_window import MainWindow
from mfdesk.gui.preferences import Preferences
from mfdesk.gui.theme import Theme


def test_closing_while_training_cancels_and_waits(train_forever: Callable[[], MainWindow]) -> None:
    window = train_forever()
    window.close()
    assert window.left_cleanly
    assert not window.controller.jobs.busy


def test_closing_while_a_training_is_paused_ends_it_too(train_forever: Callable[[], MainWindow]) -> None:
    window = train_forever()
    window.actions_table["model.pause"].trigger()
    window.close()
    assert not window.controller.jobs.busy


def test_quit_closes_the_window(window: MainWindow) -> None:
    window.actions_table["file.quit"].trigger()
    assert not window.isVisible()


def test_size_and_hidden_panel_are_the_same_at_the_next_start(
    qtbot: QtBot, window: MainWindow, theme: Theme, preferences: Preferences
) -> None:
    window.actions_table["view.training"].trigger()
    window.resize(700, 620)
    window.close()
    again = MainWindow(Controller(), theme, preferences)
    qtbot.addWidget(again)
    again.show()
    assert again.height() == 620
    assert not again.docks["training"].isVisible()
    assert not again.actions_table["view.training"].isChecked()


@pytest.mark.parametrize("damage", ["", "nonsense", '"bm8gd2luZG93"', "12", "[1, 2", '"%%%"'])
def test_damaged_preferences_are_as_good_as_none(qtbot: QtBot, theme: Theme, settings: QSettings, damage: str) -> None:
    for name in ("theme", "folder", "window/geometry", "window/state", "export/layout", "export/mask"):
        settings.setValue(name, damage)
    window = MainWindow(Controller(), theme, Preferences(settings))
    qtbot.addWidget(window)
    window.show()
    assert window.isVisible()
    assert window.width() >= 400


def test_nothing_begins_after_the_window_was_closed(opened: MainWindow, wide_file: Path) -> None:
    opened.close()
    opened.controller.train()
    opened.controller.open_file(wide_file)
    assert not opened.controller.jobs.busy


def test_a_table_that_is_read_while_the_window_closes_is_not_shown(window: MainWindow, wide_file: Path) -> None:
    window.open_file(wide_file)
    window.close()
    assert window.controller.document.project is None
    assert not window.controller.jobs.busy
