"""The long job that the window has under way: one at a time, what is done with what it says, and how it ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from mfdesk.engine.report import Progress, Report
from mfdesk.errors import UserError
from mfdesk.gui.commands import State
from mfdesk.gui.document import Document
from mfdesk.gui.jobs import Abandoned, Done, Failed, Job, Jobs, Outcome
from mfdesk.gui.messages import told
from mfdesk.sentences import sentence

OPENING, TRAINING, SEARCHING = "open the table", "train", "search"
"""The names of jobs that the window treats by kind."""
_CANCELLED = "Cancelled; the table is as it was before."
_MOMENT = 10
"""Milliseconds between what a job has made being shown and its end being told: the window paints the one before it
comes to the other."""


@dataclass(frozen=True)
class Standing:
    """How far the running job is: ``share`` 0 to 1, None where that is not known."""

    text: str
    share: float | None = None
    running: bool = True


@dataclass(frozen=True, eq=False)
class Task:
    """What to do with the messages of the job that runs."""

    run: int
    name: str
    reported: Callable[[list[Report]], None]
    shown: Callable[[object], None] | None
    done: Callable[[object], None]
    dropped: Callable[[str], None]


class Tasks(QObject):
    """Holds the document and the jobs. Everything that takes long ends in exactly one of done and dropped."""

    said = Signal(object)
    """A ``Message`` for the bar."""
    state_changed = Signal(object)
    """The ``State`` that turns commands on and off."""
    stood = Signal(object)
    """A ``Standing`` for the status bar, again and again while a job runs."""
    replacement_asked = Signal(object, str)
    """What to do once the running job has ended, and that job's name: the window asks the user first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document = Document(self)
        self.jobs = Jobs(self)
        self._task: Task | None = None
        self._closed = self._beside = False
        self._next: Callable[[], None] | None = None
        self._outcome: Outcome | None = None
        self._moment = QTimer(self, singleShot=True, interval=_MOMENT)
        self._moment.timeout.connect(self._end)
        self.jobs.reported.connect(self._on_reported)
        self.jobs.ended.connect(self._on_ended)
        self.jobs.state_changed.connect(self._on_job_state)
        self.document.changed.connect(self._tell_state)
        self.document.undo_stack.indexChanged.connect(self._tell_state)

    @property
    def state(self) -> State:
        """What is there at this moment."""
        project, stack, arrangement = self.document.project, self.document.undo_stack, self.document.arrangement
        return State(
            ratings=project is not None,
            model=project is not None and project.training is not None,
            job=self._task is not None,
            beside=self._beside,
            training=self._is(TRAINING),
            paused=self.jobs.paused,
            undo=stack.canUndo(),
            redo=stack.canRedo(),
            arranged=arrangement is not None and arrangement.is_arranged,
        )

    def replace_running(self, following: Callable[[], None]) -> None:
        """Cancels what runs and then does what was asked; the answer to ``replacement_asked``."""
        if self._task is None:
            following()
            return
        self._next = following
        self.jobs.cancel()

    def stop(self) -> None:
        """Ends the training, or the search, early and keeps what it has."""
        self.jobs.finish()

    def cancel(self) -> None:
        """Ends what runs and drops its result."""
        self._next = None
        self.jobs.cancel()

    def set_beside(self, beside: bool) -> None:
        """Whether something smaller that can be cancelled is under way beside the long job, if there is one."""
        if beside is not self._beside:
            self._beside = beside
            self._tell_state()

    def shutdown(self) -> bool:
        """Cancels and waits; nothing is heard or begun after it. False when the job did not answer and the process
        must be left by force."""
        self._closed, self._next = True, None
        return self.jobs.shutdown()

    # for those who start jobs

    def start(
        self,
        name: str,
        job: Job[object],
        *,
        reported: Callable[[list[Report]], None],
        done: Callable[[object], None],
        shown: Callable[[object], None] | None = None,
        dropped: Callable[[str], None] = lambda _words: None,
        one_epoch: bool = False,
    ) -> None:
        """Starts a job when none runs. ``shown`` is what is to be seen of its result before anybody hears of its end,
        ``dropped`` hears why there is no result."""
        if self._closed or self._task:
            return
        run = self.jobs.start(job, name=name, one_epoch=one_epoch)
        self._task = Task(run, name, reported, shown, done, dropped)
        self._tell_state()

    def when_free(self, following: Callable[[], None]) -> None:
        """At once if nothing runs; an opening gives way by itself, before anything else the user is asked."""
        if self._task and not self._is(OPENING):
            self.replacement_asked.emit(following, self._task.name)
        else:
            self.replace_running(following)

    def share_reported(self, text: str, reports: list[Report]) -> None:
        """Shows how far a job is that counts what it has done."""
        last = reports[-1]
        if isinstance(last, Progress):
            self.stood.emit(Standing(text, last.done / last.total if last.total else None))

    def _is(self, name: str) -> bool:
        return self._task is not None and self._task.name == name

    def _tell_state(self) -> None:
        self.state_changed.emit(self.state)

    # what comes of them

    def _on_reported(self, run: int, reports: list[Report]) -> None:
        if self._task and run == self._task.run and not self._closed:
            self._task.reported(reports)

    def _on_job_state(self) -> None:
        """A job that goes epoch by epoch holds itself."""
        if self._task and self.jobs.busy:
            self._tell_state()

    def _on_ended(self, run: int, outcome: Outcome) -> None:
        """A result that changes the table is shown first, and the job counts as running until that is painted."""
        task = self._task
        if task is None or run != task.run or self._closed:
            return
        self._outcome = outcome
        if isinstance(outcome, Done) and task.shown:
            self._moment.start()
            task.shown(outcome.result)
        else:
            self._end()

    def _end(self) -> None:
        """The task is cleared first, so that whoever hears of the end finds the window idle."""
        task, outcome = self._task, self._outcome
        self._task = self._outcome = None
        if task is None or outcome is None or self._closed:
            return
        self.stood.emit(Standing("", running=False))
        self._take_outcome(task, outcome)
        self._tell_state()
        following, self._next = self._next, None
        if following:
            following()

    def _take_outcome(self, task: Task, outcome: Outcome) -> None:
        match outcome:
            case Done(result):
                task.done(result)
            case Abandoned():
                task.dropped(_CANCELLED)
            case Failed(UserError() as error):
                self.said.emit(told(error))
                task.dropped(sentence(error))
            case Failed(error):
                task.dropped("Ended by a defect of mfdesk; the table is as it was before.")
                raise error
