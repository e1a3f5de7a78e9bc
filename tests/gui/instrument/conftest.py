"""Windows with a table that is ready to be worked on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mfdesk.gui.controller import Controller
from mfdesk.gui.main_window import MainWindow
from mfdesk.gui.preferences import Preferences
from mfdesk.gui.theme import Theme
from tests.gui.by_hand import activate, open_sample
from tests.gui.instrument.hand import train_briefly

ODD = "user,אבטיח,مطر,🎬 Brazil 🎉,A & B\nשרה,4,,5,1\nليلى,,3,2,\n👩‍👩‍👧 Ann,1,2,,5\nR&D <b>,5,4,,2\n"
"""Names from right to left, of pictures, and with signs that menus and pages of the web read otherwise."""


def new_window(qapp: QApplication, folder: Path) -> MainWindow:
    qapp.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    settings = QSettings(str(folder / "preferences.ini"), QSettings.Format.IniFormat)
    window = MainWindow(Controller(), Theme(qapp, "light"), Preferences(settings))
    window.resize(1440, 900)
    window.show()
    return window


@pytest.fixture(scope="module")
def window_once(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MainWindow]:
    window = new_window(qapp, tmp_path_factory.mktemp("home"))
    yield window
    window.leave()
    window.deleteLater()


@pytest.fixture
def window(qtbot: QtBot, window_once: MainWindow) -> Iterator[MainWindow]:
    """The same window for all tests of a file: to build one takes a second. What is changed is taken back."""
    activate(qtbot, window_once)
    yield window_once
    window_once.controller.document.undo_stack.setIndex(0)


@pytest.fixture
def filled(qtbot: QtBot, opened: MainWindow) -> MainWindow:
    """The small table after a short training."""
    train_briefly(qtbot, opened)
    return opened


@pytest.fixture
def odd(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> MainWindow:
    """A table with odd names, open and filled."""
    path = tmp_path / "odd.csv"
    path.write_text(ODD, encoding="utf-8")
    with qtbot.waitSignal(window.controller.opened):
        window.open_file(path)
    train_briefly(qtbot, window)
    return window


@pytest.fixture(scope="module")
def survey_once(
    request: pytest.FixtureRequest, qapp: QApplication, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MainWindow]:
    """The survey, open and filled."""
    qtbot, window = QtBot(request), new_window(qapp, tmp_path_factory.mktemp("home"))
    activate(qtbot, window)
    open_sample(qtbot, window, "food-world-cup")
    train_briefly(qtbot, window, 20)
    yield window
    window.leave()
    window.deleteLater()


@pytest.fixture
def survey(qtbot: QtBot, survey_once: MainWindow) -> Iterator[MainWindow]:
    """As ``window``, with the survey in it."""
    activate(qtbot, survey_once)
    survey_once.table.go_to(0, 0)
    survey_once.table.setFocus()
    yield survey_once
    survey_once.controller.document.undo_stack.setIndex(0)
