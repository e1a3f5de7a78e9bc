"""A main window with a heart: what it does is watched by the beats that do not come in time."""

from __future__ import annotations

import time

import numpy as np
from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from mfdesk.engine.config import Config, Method
from mfdesk.engine.train import Training
from mfdesk.gui.controller import Controller
from mfdesk.gui.main_window import MainWindow
from mfdesk.gui.preferences import Preferences
from mfdesk.gui.theme import Theme
from mfdesk.ratings.table import Ratings


class Heart(QObject):
    """Beats every few milliseconds, as long as the event loop lets it, and notes the time between beats."""

    def __init__(self, milliseconds: int) -> None:
        super().__init__()
        self._timer = QTimer(self, interval=milliseconds, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self.gaps: list[float] = []

    def start(self) -> None:
        self.gaps, self._last = [], time.perf_counter()
        self._timer.start()

    def stop(self) -> None:
        self._beat()
        self._timer.stop()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.gaps.append(1000 * (now - self._last))
        self._last = now


class Trial:
    """One window in which trainings are tried one after the other."""

    def __init__(self, beat_milliseconds: int) -> None:
        QApplication.setOrganizationName("mfdesk-trial")
        self._application = QApplication([])
        self._heart = Heart(beat_milliseconds)
        self.seconds = 0.0
        """How long the last training took in the engine."""
        preferences = Preferences()
        self._window = MainWindow(Controller(), Theme(self._application), preferences)
        self._window.resize(1440, 900)
        self._window.show()
        self._rest(500)

    def show_pages(self, *, shown: bool) -> None:
        """Brings every page in sight, those that share a place as windows beside each other; or closes them all."""
        for number, (name, dock) in enumerate(self._window.docks.all.items()):
            if not shown:
                dock.close()
                continue
            dock.show()
            if name in ("prediction", "card", "patterns", "quality"):
                dock.setFloating(True)
                dock.setGeometry(40 + 240 * number, 40, 420, 700)
        self._rest(300)

    def train(self, name: str, ratings: Ratings, config: Config) -> float:
        """Trains with the heart beating; prints the gaps in milliseconds and returns the longest."""
        controller = self._open(ratings, config)
        self._heart.start()
        began = time.perf_counter()
        first: list[float] = []
        controller.epochs_reported.connect(lambda _: first.append(time.perf_counter() - began))
        training = self._run(controller)
        self._rest(200)  # the table is painted with its predictions
        self._heart.stop()
        self.seconds = training.seconds
        middle, most, longest = np.percentile(self._heart.gaps, [50, 99, 100])
        print(
            f"{name}, {config.method}: {training.seconds:.1f} s, first point after {1000 * first[0]:.0f} ms, "
            f"gaps p50 {middle:.1f} p99 {most:.1f} max {longest:.0f} ms"
        )
        return float(longest)

    def cancel(self, ratings: Ratings) -> None:
        """Cancels in the midst of each method and prints how long the answer took."""
        for method in Method:
            controller = self._open(ratings, Config(method, epochs=100_000))
            loop = QEventLoop()
            controller.epochs_reported.connect(loop.quit)
            self._press("model.train")
            loop.exec()
            ended = QEventLoop()
            controller.training_ended.connect(ended.quit)
            began = time.perf_counter()
            self._press("model.cancel")
            ended.exec()
            controller.epochs_reported.disconnect(loop.quit)
            controller.training_ended.disconnect(ended.quit)
            print(f"cancel of {method} answers after {1000 * (time.perf_counter() - began):.0f} ms")

    def _open(self, ratings: Ratings, config: Config) -> Controller:
        controller = self._window.controller
        controller.document.open(ratings, config)
        controller.state_changed.emit(controller.state)
        self._rest(300)
        return controller

    def _run(self, controller: Controller) -> Training:
        """Trains to the end."""
        loop, results = QEventLoop(), list[Training | None]()
        controller.training_ended.connect(lambda training, _words: (results.append(training), loop.quit()))
        self._press("model.train")
        loop.exec()
        assert results[0] is not None
        return results[0]

    def _press(self, command: str) -> None:
        action = self._window.actions_table[command]
        assert action.isEnabled(), command
        action.trigger()

    def _rest(self, milliseconds: int) -> None:
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()
