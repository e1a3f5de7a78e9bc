"""News of a job for several pages: each hears of it in its turn, so that the window never draws all of them at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Slot

from mfdesk.engine.report import EpochReport

Listener = Callable[[Sequence[EpochReport]], None]
QUICK, SLOW = 30, 150
"""Milliseconds between two turns. A training of long epochs is on a large table, where drawing more often would cost
it more than a twentieth of its speed; one of short epochs is over soon, and is to be seen."""
LONG_EPOCH = 0.01
"""Seconds from which an epoch is long."""


class Turns(QObject):
    """Collects reports and hands them on, to one listener at a time, in batches; none is lost and all are in order."""

    def __init__(self, listeners: Sequence[Listener], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._listeners = tuple(listeners)
        self._waiting: tuple[list[EpochReport], ...] = tuple([] for _ in listeners)
        self._next = 0
        self._timer = QTimer(self, interval=QUICK)
        self._timer.timeout.connect(self._take_turn)

    def add(self, reports: Sequence[EpochReport]) -> None:
        """The next reports; the first listener hears of them at once when nobody waits."""
        for waiting in self._waiting:
            waiting.extend(reports)
        if reports:
            self._timer.setInterval(SLOW if reports[-1].seconds > LONG_EPOCH else QUICK)
        if not self._timer.isActive():
            self._next = 0
            self._timer.start()
            self._take_turn()

    def flush(self) -> None:
        """Everybody hears at once of all that is there."""
        self._timer.stop()
        for number in range(len(self._listeners)):
            self._tell(number)

    @Slot()
    def _take_turn(self) -> None:
        if not any(self._waiting):
            self._timer.stop()
            return
        self._tell(self._next)
        self._next = (self._next + 1) % len(self._listeners)

    def _tell(self, number: int) -> None:
        reports = self._waiting[number][:]
        self._waiting[number].clear()
        if reports:
            self._listeners[number](reports)
