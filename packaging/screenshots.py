"""Takes the pictures that README shows: four states of the window, light and dark, in a real X window.

    .venv/bin/python packaging/screenshots.py [FOLDER]

Without a folder they go to packaging/screenshots.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from virtual_screen import virtual_screen

HERE = Path(__file__).resolve().parent
SIZE = (1440, 900)


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    if os.environ.get("QT_QPA_PLATFORM") == "xcb" and os.environ.get("MFDESK_ON_SCREEN"):
        take(folder)
        return 0
    with virtual_screen() as screen:
        environment = screen.environment() | {"QT_QPA_PLATFORM": "xcb", "MFDESK_ON_SCREEN": "1"}
        return subprocess.run([sys.executable, __file__, str(folder)], env=environment, check=False).returncode


def take(folder: Path) -> None:
    """Opens a window for each theme and grabs it in each state."""
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication

    from mfdesk.gui.controller import Controller
    from mfdesk.gui.main_window import MainWindow
    from mfdesk.gui.preferences import Preferences
    from mfdesk.gui.theme import Theme

    application = QApplication([])
    for choice in ("light", "dark"):
        with tempfile.TemporaryDirectory() as nowhere:
            preferences = Preferences(QSettings(str(Path(nowhere, "p.ini")), QSettings.Format.IniFormat))
            theme = Theme(application, choice)
            window = MainWindow(Controller(), theme, preferences)
            window.resize(*SIZE)
            window.show()
            shoot(window, folder, choice)
            window.close()
            window.deleteLater()


def shoot(window: object, folder: Path, theme: str) -> None:
    """The empty window, the survey opened, half way through its training, and filled."""
    from mfdesk.gui.main_window import MainWindow

    assert isinstance(window, MainWindow)
    controller, actions = window.controller, window.actions_table

    def grab(state: str) -> None:
        wait(lambda: False, 300)
        window.grab().save(str(folder / f"{state}-{theme}.png"))

    grab("empty")
    controller.open_sample("food-world-cup")
    wait(lambda: not controller.jobs.busy)
    grab("opened")
    seen: list[object] = []
    controller.epochs_reported.connect(seen.extend)
    actions["model.train"].trigger()
    wait(lambda: len(seen) > 50)
    actions["model.pause"].trigger()
    grab("training")
    actions["model.pause"].trigger()
    wait(lambda: not controller.jobs.busy)
    grab("filled")


def wait(done: Callable[[], bool], most: int = 60_000) -> None:
    """Lets the window live until it is done, or for so many milliseconds."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    look = QTimer()
    look.timeout.connect(lambda: loop.quit() if done() else None)
    look.start(5)
    QTimer.singleShot(most, loop.quit)
    loop.exec()


if __name__ == "__main__":
    sys.exit(main())
