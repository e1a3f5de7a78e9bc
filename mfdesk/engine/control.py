"""The hand on a long job: pause, finish and cancel, without any window toolkit."""

import threading


class Cancelled(Exception):
    """The job was told to end and to drop what it has; raised inside it by ``checkpoint``."""


class RunControl:
    """Flags that one thread sets and a job in another thread heeds.

    The job calls ``checkpoint()`` at least every 50 ms: it returns at once while nothing is asked, waits
    while the job is paused, and raises ``Cancelled`` once it is cancelled. ``finishing`` asks the job to
    end early and keep what it has learned. Cancel and finish both free a paused job.
    """

    def __init__(self) -> None:
        self._going = threading.Event()
        self._going.set()
        self._cancelled = False
        self._finishing = False
        self._lock = threading.Lock()
        self._epochs_left = 0
        """How many epochs are to be gone before the job is held; 0: it goes on."""

    def pause(self) -> None:
        """Holds the job at its next checkpoint; a job that is ending is not held."""
        if not (self._cancelled or self._finishing):
            self._going.clear()

    def resume(self) -> None:
        """Lets a held job go on."""
        with self._lock:
            self._epochs_left = 0
            self._going.set()

    def step(self) -> None:
        """Lets a job go on to the end of its next epoch and holds it there; each step asked for is gone."""
        with self._lock:
            self._epochs_left += 1
            self._going.set()

    def epoch_ended(self) -> None:
        """The job says so; one that goes step by step is held at its next checkpoint after the last step."""
        with self._lock:
            if self._epochs_left:
                self._epochs_left -= 1
                if not self._epochs_left:
                    self.pause()

    def finish(self) -> None:
        """Asks the job to end early and keep what it has."""
        self._finishing = True
        self._going.set()

    def cancel(self) -> None:
        """Asks the job to end and drop what it has."""
        self._cancelled = True
        self._going.set()

    @property
    def paused(self) -> bool:
        return not self._going.is_set()

    @property
    def finishing(self) -> bool:
        return self._finishing

    @property
    def cancelled(self) -> bool:
        return self._cancelled

    def checkpoint(self) -> None:
        """Waits while paused, raises ``Cancelled`` when cancelled, else returns at once."""
        if not self._going.is_set():
            self._going.wait()
        if self._cancelled:
            raise Cancelled
