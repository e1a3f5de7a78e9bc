"""What the tests of the window share: preferences of their own, dialogs that are widgets, and a window."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mfdesk.engine.config import Method
from mfdesk.gui.controller import Controller
from mfdesk.gui.main_window import MainWindow
from mfdesk.gui.preferences import Preferences
from mfdesk.gui.theme import Theme

WIDE = "user,Alien,Brazil,Casablanca\nann,4,,5\nbob,,3,2\ncat,1,2,\ndan,5,4,\n"


@pytest.fixture(scope="session", autouse=True)
def clipboard_without_python(qapp_cls: type[QApplication]) -> Iterator[None]:
    """The offscreen clipboard outlives Python, which what lies in it belongs to."""
    yield
    if QApplication.instance() is not None:
        QApplication.clipboard().clear()


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    """Where nothing of the person who runs the tests is kept."""
    return QSettings(str(tmp_path / "preferences.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def preferences(settings: QSettings) -> Preferences:
    return Preferences(settings)


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    theme = Theme(qapp, "light")
    yield theme
    theme.setParent(None)
    theme.deleteLater()
    qapp.setStyleSheet("")  # the next test may build widgets of its own kind


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, theme: Theme, preferences: Preferences) -> Iterator[MainWindow]:
    """A main window on the screen, nothing open."""
    qapp.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    window = MainWindow(Controller(), theme, preferences)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()  # without a window manager nobody else does, and keys go to the active window
    qtbot.waitUntil(window.isActiveWindow)
    yield window
    window.leave()


@pytest.fixture
def wide_file(tmp_path: Path) -> Path:
    """Four people, three movies, eight ratings."""
    path = tmp_path / "movies.csv"
    path.write_text(WIDE, encoding="utf-8")
    return path


@pytest.fixture
def opened(qtbot: QtBot, window: MainWindow, wide_file: Path) -> MainWindow:
    """The window with the small table in it."""
    with qtbot.waitSignal(window.controller.opened):
        window.open_file(wide_file)
    return window


@pytest.fixture
def train_forever(qtbot: QtBot, opened: MainWindow) -> Callable[[], MainWindow]:
    """Starts a training that ends only when it is told to."""

    def start() -> MainWindow:
        config = replace(opened.pages.training.config(), method=Method.GRADIENT_DESCENT, epochs=100_000, held_out=0.0)
        opened.controller.document.set_config(config)
        with qtbot.waitSignal(opened.controller.epochs_reported):
            opened.actions_table["model.train"].trigger()
        return opened

    return start
