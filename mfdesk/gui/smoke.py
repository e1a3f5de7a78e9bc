"""The whole job without a hand: opens a sample, presses Train, exports, ends. Packages are judged by it."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from mfdesk.engine.train import Training
from mfdesk.files.opened import Layout
from mfdesk.gui.dialogs.export import ExportChoice
from mfdesk.gui.main_window import MainWindow
from mfdesk.gui.messages import Message, Severity


class SmokeRun(QObject):
    """Ends the program with 0 once the file is written, with 1 and a sentence on stderr as soon as anything fails."""

    def __init__(self, window: MainWindow, target: Path) -> None:
        super().__init__(window)
        self._window, self._target = window, target
        controller = window.controller
        controller.opened.connect(self._train)
        controller.training_ended.connect(self._export)
        controller.exported.connect(self._finish)
        controller.said.connect(self._heed)

    def _train(self) -> None:
        """At the next turn of the event loop: the action is off until the opening has ended."""
        QTimer.singleShot(0, self._window.actions_table["model.train"].trigger)

    def _export(self, training: Training | None, words: str) -> None:
        choice = ExportChoice(self._target, Layout.WIDE)
        if training is None:
            self._fail(words)
        else:
            QTimer.singleShot(0, self, lambda: self._window.controller.export(choice))

    def _finish(self) -> None:
        self._window.close()
        QCoreApplication.exit(0)

    def _heed(self, message: Message) -> None:
        if message.severity is Severity.ERROR:
            self._fail(message.text)

    def _fail(self, words: str) -> None:
        sys.stderr.write(f"mfdesk: {words}\n")
        self._window.close()
        QCoreApplication.exit(1)
