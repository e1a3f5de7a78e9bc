"""One long job at a time, on a thread of its own. The only file that knows threads.

The thread sends nothing across but two nudges: "I have said something" and "I am at my end". What it says stands
in a deque of its own, and the window fetches it. So no message of a run can arrive after the run was ended.
"""

from __future__ import annotations

import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QObject, QThread, QTimer, Signal, Slot

from mfdesk.engine.control import Cancelled, RunControl
from mfdesk.engine.report import Report
from mfdesk.errors import OutOfMemory

Result = TypeVar("Result")
Job = Callable[[RunControl], Generator[Report, None, Result]]

_NICENESS = 10
"""Of a job, from 0 (as the window) to 19."""

BATCH_MILLISECONDS = 50
"""Reports reach the window in batches this far apart: 20 a second, as fast as an eye follows."""


@dataclass(frozen=True, eq=False)
class Done:
    """The job went to its end, by itself or because it was asked to finish."""

    result: object


@dataclass(frozen=True, eq=False)
class Failed:
    """The job raised: a ``UserError``, or a defect of mfdesk that carries its traceback."""

    error: BaseException


@dataclass(frozen=True, eq=False)
class Abandoned:
    """The job was cancelled and left nothing."""


Outcome = Done | Failed | Abandoned


class Busy(Exception):
    """A second job was started while one runs (its ``name``), or after the shutdown."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class Jobs(QObject):
    """Drives one generator at a time in another thread and tells what it says in this one.

    Of each run come, in this order: any number of ``reported``, then exactly one ``ended``. Once a run has
    ended, nothing more is heard of it. A cancelled run ends ``Abandoned``, unless it came to its end first.
    """

    reported = Signal(int, list)
    """The number of the run, and its next reports in order."""
    ended = Signal(int, object)
    """The number of the run, and its ``Outcome``."""
    state_changed = Signal()
    """``busy``, ``paused`` or ``name`` is another."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run = 0
        self._thread: _JobThread | None = None
        self._delivering = False
        self._was_paused = False
        self._closed = False
        self._timer = QTimer(self, interval=BATCH_MILLISECONDS)
        self._timer.timeout.connect(self._deliver)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self._quit)

    @property
    def busy(self) -> bool:
        return self._thread is not None

    @property
    def paused(self) -> bool:
        return self._thread is not None and self._thread.control.paused

    @property
    def name(self) -> str:
        """What the running job is called, "" when none runs."""
        return self._thread.name if self._thread is not None else ""

    def start(self, job: Job[Result], *, name: str, one_epoch: bool = False) -> int:
        """Starts the job and returns the number of its run; raises ``Busy`` while another one runs.

        With ``one_epoch`` it is held at the end of its first epoch.
        """
        if self._thread is not None or self._closed:
            raise Busy(self.name)
        self._run += 1
        self._thread = _JobThread(job, name)
        self._thread.spoke_first.connect(self._deliver)
        self._thread.finished.connect(self._deliver)
        if one_epoch:
            self._thread.control.step()
        _running.add(self._thread)
        self._thread.start()
        self._timer.start()
        self.state_changed.emit()
        return self._run

    def pause(self) -> None:
        """Holds the job at its next checkpoint."""
        self._ask(RunControl.pause)

    def resume(self) -> None:
        """Lets a paused job go on."""
        self._ask(RunControl.resume)

    def step(self) -> None:
        """Lets a paused job go on for one epoch."""
        self._ask(RunControl.step)

    def finish(self) -> None:
        """Asks the job to end early and to keep what it has."""
        self._ask(RunControl.finish)

    def cancel(self) -> None:
        """Asks the job to end and to drop what it has."""
        self._ask(RunControl.cancel)

    def shutdown(self, timeout: float = 10.0) -> bool:
        """Cancels, waits at most ``timeout`` seconds, and tells the end; afterwards nothing is ever sent again.

        False: the job did not answer. Python cannot be torn down around a thread that still runs, so the
        process must then leave by ``os._exit``.
        """
        self._closed = True
        if self._thread is None:
            return True
        self.cancel()
        if self._thread is not None and not self._thread.wait(round(timeout * 1000)):
            self._forget()
            return False
        self._deliver()
        return True

    def _ask(self, request: Callable[[RunControl], None]) -> None:
        if self._thread is not None:
            request(self._thread.control)
            self._was_paused = self.paused
            self.state_changed.emit()

    @Slot()
    def _quit(self) -> None:
        self.shutdown()

    @Slot()
    def _deliver(self) -> None:
        """Sends on what the thread has said since the last time, and the end of the run once it is there."""
        if self._thread is None or self._delivering:  # delivering: a receiver runs an event loop of its own
            return
        thread = self._thread
        outcome = thread.outcome  # before the reports: once it is there, no report can follow
        reports = [thread.reports.popleft() for _ in range(len(thread.reports))]
        if reports:
            self._send(reports)
        self._tell_pause()
        if outcome is not None and self._thread is thread:
            thread.wait()
            _running.discard(thread)
            run = self._run  # a receiver of state_changed may start the next one
            self._forget()
            self.ended.emit(run, outcome)

    def _send(self, reports: list[Report]) -> None:
        self._delivering = True
        try:
            self.reported.emit(self._run, reports)
        finally:
            self._delivering = False

    def _tell_pause(self) -> None:
        """A job that goes step by step holds itself."""
        if self.paused != self._was_paused:
            self._was_paused = self.paused
            self.state_changed.emit()

    def _forget(self) -> None:
        self._was_paused = False
        self._timer.stop()
        self._thread = None
        self.state_changed.emit()


class _JobThread(QThread):
    """Runs one job to its end and keeps what it says until it is fetched."""

    spoke_first = Signal()

    def __init__(self, job: Job[Result], name: str) -> None:
        super().__init__()
        self.name = name
        self.control = RunControl()
        self.reports: deque[Report] = deque()
        self.outcome: Outcome | None = None
        self._job = job
        self._result: object = None

    def run(self) -> None:
        _give_way()
        try:
            self.outcome = Done(self._drive())
        except Cancelled:
            self.outcome = Abandoned()
        except MemoryError:
            self.outcome = Failed(OutOfMemory(self.name))
        except BaseException as error:  # noqa: BLE001 - Qt would drop it and call the thread finished
            self.outcome = Failed(error)

    def _drive(self) -> object:
        """What the job returns. Pause and cancel also hold between two of its reports."""
        with closing(self._whole()) as reports:
            for number, report in enumerate(reports):
                self.reports.append(report)
                if number == 0:
                    self.spoke_first.emit()
                self.control.checkpoint()
        return self._result

    def _whole(self) -> Generator[Report, None, None]:
        self._result = yield from self._job(self.control)


def _give_way() -> None:
    """The window comes first wherever both want a processor; threads that this one starts inherit it.

    Linux has a niceness for each thread; elsewhere all threads stay as they are.
    """
    if sys.platform == "linux":
        with suppress(PermissionError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)


_running: set[_JobThread] = set()
"""Destroying a thread that runs aborts the process, so each is held here until it has ended."""
