"""Small questions to the core that take longer than a blink, asked beside whatever long job runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject

from mfdesk.engine.report import Progress, Report
from mfdesk.gui.jobs import Done, Failed, Job, Jobs, Outcome


@dataclass(frozen=True, eq=False)
class _Question:
    topic: str
    job: Job[Any]
    answered: Callable[[Any], None]
    progressed: Callable[[Progress], None]


class Questions(QObject):
    """Asks one question at a time on a thread of its own. Of each topic only the newest counts."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = Jobs(self)
        self._asked: _Question | None = None
        self._waiting: dict[str, _Question] = {}
        self._closed = False
        self._jobs.reported.connect(self._on_reported)
        self._jobs.ended.connect(self._on_ended)

    @property
    def busy(self) -> bool:
        return self._asked is not None

    def ask(
        self,
        topic: str,
        job: Job[Any],
        answered: Callable[[Any], None],
        progressed: Callable[[Progress], None] = lambda _progress: None,
    ) -> None:
        """Hands the answer to ``answered``, unless the topic is asked about again, or dropped, before it is there."""
        self.drop(topic)
        self._waiting[topic] = _Question(topic, job, answered, progressed)
        if self._asked is None:
            self._begin()

    def drop(self, topic: str) -> None:
        """Nobody waits for this answer any more."""
        self._waiting.pop(topic, None)
        if self._asked and self._asked.topic == topic:
            self._asked = _Question("", self._asked.job, lambda _result: None, lambda _progress: None)
            self._jobs.cancel()

    def shutdown(self) -> bool:
        """As ``Jobs.shutdown``."""
        self._closed = True
        self._waiting.clear()
        return self._jobs.shutdown()

    def _begin(self) -> None:
        if self._waiting and not self._closed:
            self._asked = self._waiting.pop(next(iter(self._waiting)))
            self._jobs.start(self._asked.job, name="answer a question")

    def _on_reported(self, _run: int, reports: list[Report]) -> None:
        if self._asked and isinstance(reports[-1], Progress) and not self._closed:
            self._asked.progressed(reports[-1])

    def _on_ended(self, _run: int, outcome: Outcome) -> None:
        asked, self._asked = self._asked, None
        try:
            if asked and isinstance(outcome, Done) and not self._closed:
                asked.answered(outcome.result)
            if isinstance(outcome, Failed):
                raise outcome.error
        finally:
            if self._asked is None:
                self._begin()
