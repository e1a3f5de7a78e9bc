"""Small questions to the core that take longer than a blink: the newest one counts, older ones are dropped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject

from mfdesk.gui.jobs import Done, Failed, Job, Jobs, Outcome


@dataclass(frozen=True, eq=False)
class _Question:
    job: Job[Any]
    answered: Callable[[Any], None]


class Questions(QObject):
    """Asks one question at a time on a thread of its own, beside whatever long job runs."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = Jobs(self)
        self._asked: _Question | None = None
        self._next: _Question | None = None
        self._jobs.ended.connect(self._on_ended)

    @property
    def busy(self) -> bool:
        return self._asked is not None

    def ask(self, job: Job[Any], answered: Callable[[Any], None]) -> None:
        """Hands the answer to ``answered``, unless a newer question is asked before it is there."""
        self._next = _Question(job, answered)
        if self._asked:
            self._jobs.cancel()
        else:
            self._begin()

    def drop(self) -> None:
        """Nobody waits for the answer any more."""
        self._next = None
        self._jobs.cancel()

    def shutdown(self) -> bool:
        """As ``Jobs.shutdown``."""
        self._next = None
        return self._jobs.shutdown()

    def _begin(self) -> None:
        self._asked, self._next = self._next, None
        if self._asked:
            self._jobs.start(self._asked.job, name="answer a question")

    def _on_ended(self, _run: int, outcome: Outcome) -> None:
        asked, self._asked = self._asked, None
        stale = self._next is not None
        if stale:
            self._begin()
        elif isinstance(outcome, Done) and asked:
            asked.answered(outcome.result)
        if isinstance(outcome, Failed):
            raise outcome.error
