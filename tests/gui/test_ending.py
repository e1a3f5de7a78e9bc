"""What a job has made is on the screen before anybody hears of its end: the window takes one breath in between."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from pytestqt.qtbot import QtBot

from mfdesk.gui.document import Aspect
from mfdesk.gui.main_window import MainWindow


class Told:
    """Trains and notes, in order, what is heard of the end; ``in_between`` is done when the filled table is shown."""

    def __init__(self, window: MainWindow) -> None:
        self.heard: list[str] = []
        self.controller = window.controller
        self.in_between: Callable[[], object] = lambda: None
        self.controller.document.changed.connect(self._changed)
        self.controller.training_ended.connect(lambda *_: self._note("ended"))

    def _changed(self, aspect: Aspect) -> None:
        if aspect is Aspect.TRAINING:
            self._note("shown")
            self.in_between()

    def _note(self, what: str) -> None:
        self.heard.append(f"{what}, {'running' if self.controller.state.job else 'idle'}")


@pytest.fixture
def told(qtbot: QtBot, opened: MainWindow) -> Told:
    told = Told(opened)
    qtbot.keyClick(opened, Qt.Key.Key_F5)
    return told


def test_the_filled_table_is_shown_first_and_the_end_is_told_to_an_idle_window(qtbot: QtBot, told: Told) -> None:
    qtbot.waitUntil(lambda: len(told.heard) == 2, timeout=20_000)
    assert told.heard == ["shown, running", "ended, idle"]


def test_what_is_asked_for_in_between_follows_the_end(qtbot: QtBot, told: Told) -> None:
    told.in_between = lambda: told.controller.replace_running(lambda: told.heard.append("followed"))
    qtbot.waitUntil(lambda: len(told.heard) == 3, timeout=20_000)
    assert told.heard == ["shown, running", "ended, idle", "followed"]


def test_a_cancel_that_comes_too_late_keeps_the_result_and_its_end(qtbot: QtBot, told: Told) -> None:
    told.in_between = told.controller.cancel
    qtbot.waitUntil(lambda: len(told.heard) == 2, timeout=20_000)
    assert told.heard[1] == "ended, idle"
    assert told.controller.document.project is not None
    assert told.controller.document.project.training is not None


def test_nothing_is_told_any_more_once_the_window_closes(qtbot: QtBot, opened: MainWindow, told: Told) -> None:
    told.in_between = opened.leave
    later = QTimer(singleShot=True, interval=50)  # of two timers the earlier one is heard first
    opened.controller.document.changed.connect(lambda _: later.start())
    with qtbot.waitSignal(later.timeout, timeout=20_000):
        pass
    assert told.heard == ["shown, running"]
