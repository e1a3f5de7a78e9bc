"""One method a command: starts the long jobs, takes what comes of them, and tells the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject, Signal

from mfdesk.engine.config import Config
from mfdesk.engine.report import EpochReport, Progress, Report
from mfdesk.engine.train import Training, train
from mfdesk.errors import UserError
from mfdesk.files.atomic import atomic_write
from mfdesk.files.opened import Opened
from mfdesk.files.read import open_ratings
from mfdesk.files.read_attributes import with_attributes
from mfdesk.files.samples import open_sample, sample
from mfdesk.files.write import write_completed
from mfdesk.files.write_trace import write_trace
from mfdesk.gui.actions import State
from mfdesk.gui.dialogs.export import ExportChoice
from mfdesk.gui.document import Document
from mfdesk.gui.jobs import Abandoned, Done, Failed, Job, Jobs, Outcome
from mfdesk.gui.messages import Message, Severity, told
from mfdesk.gui.panels.result_words import result_words
from mfdesk.gui.panels.run_progress import RunProgress
from mfdesk.gui.words import attributes_read, counted, opened
from mfdesk.ratings.edited import Edited
from mfdesk.ratings.side import Side
from mfdesk.ratings.table import Ratings
from mfdesk.sentences import sentence

UNIT = "rating points"
"""What an error is counted in, as long as no file says what its ratings are."""

_CANCELLED = "Cancelled; the table is as it was before."


@dataclass(frozen=True)
class Standing:
    """How far the running job is: ``share`` 0 to 1, None where that is not known."""

    text: str
    share: float | None = None
    running: bool = True


@dataclass(frozen=True, eq=False)
class _Task:
    """What to do with the messages of the job that runs."""

    run: int
    name: str
    reported: Callable[[list[Report]], None]
    done: Callable[[object], None]
    dropped: Callable[[str], None]
    is_training: bool = False


class Controller(QObject):
    """Holds the document and the jobs. Everything that takes long ends in exactly one of the signals below."""

    said = Signal(object)
    """A ``Message`` for the bar."""
    state_changed = Signal(object)
    """The ``State`` that turns commands on and off."""
    stood = Signal(object)
    """A ``Standing`` for the status bar, again and again while a job runs."""
    training_began = Signal(object)
    """The ``Config`` of the run."""
    epochs_reported = Signal(list)
    training_ended = Signal(object, str)
    """The ``Training`` or None, and what came of it in words."""
    opened = Signal(object)
    """The path of what was opened, None for a sample."""
    exported = Signal(object)
    """The path that was written."""
    replacement_asked = Signal(object, str)
    """What to do once the running job has ended, and that job's name: the window asks the user first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document = Document(self)
        self.jobs = Jobs(self)
        self._task: _Task | None = None
        self._closed = False
        self.sample = ""
        """The id of the sample that is open, "" when it is a file."""
        self._next: Callable[[], None] | None = None
        self._progress = RunProgress(Config())
        self._connect_jobs()

    @property
    def state(self) -> State:
        project, task = self.document.project, self._task
        return State(
            ratings=project is not None,
            model=project is not None and project.training is not None,
            job=task is not None,
            training=task is not None and task.is_training,
            paused=self.jobs.paused,
        )

    # opening

    def open_file(self, path: Path) -> None:
        """Opens the file; what was open stays until it is read, and stays for good if it cannot be."""
        self._when_free(lambda: self._open(path.name, path, lambda control: open_ratings(path, control), Config()))

    def open_sample(self, sample_id: str) -> None:
        chosen = sample(sample_id)
        self._when_free(
            lambda: self._open(
                chosen.title, None, lambda control: open_sample(sample_id, control), chosen.config, sample_id
            )
        )

    def replace_running(self, following: Callable[[], None]) -> None:
        """Cancels what runs and then does what was asked; the answer to ``replacement_asked``."""
        if self._task is None:
            following()
            return
        self._next = following
        self.jobs.cancel()

    # training

    def train(self, one_epoch: bool = False) -> None:
        """Starts a training; with ``one_epoch`` it is held at the end of its first epoch."""
        project = self.document.project
        if project is None or self._task:
            return
        edited, config = project.edited, project.config
        self._progress = RunProgress(config)
        self.training_began.emit(config)
        self._start(
            "train",
            lambda control: train(edited.ratings, config, control),
            reported=self._epochs_reported,
            done=lambda result: self._trained(cast(Training, result), edited),
            dropped=lambda words: self.training_ended.emit(None, words),
            is_training=True,
            one_epoch=one_epoch,
        )
        self.stood.emit(Standing("Starting"))

    def one_epoch(self) -> None:
        """Starts a training, or lets the one that runs or is held go on, to the end of its next epoch."""
        if self._task is None:
            self.train(one_epoch=True)
        elif self.state.training:
            self.jobs.step()

    def run(self) -> None:
        """Starts a training, or lets one that is held go on."""
        if self._task is None:
            self.train()
        elif self.state.training:
            self.pause(False)

    def pause(self, paused: bool) -> None:
        """Holds the training, or lets it go on."""
        if paused:
            self.jobs.pause()
        else:
            self.jobs.resume()

    def stop(self) -> None:
        """Ends the training early and keeps what it has learned."""
        self.jobs.finish()

    def cancel(self) -> None:
        """Ends what runs and drops its result."""
        self._next = None
        self.jobs.cancel()

    def add_attributes(self, side: Side, path: Path) -> None:
        """Reads what a file knows of the rows or columns; the next training learns from it too."""
        project = self.document.project
        if project is None or self._task:
            return
        ratings = project.opened
        self._start(
            "read the file",
            lambda control: with_attributes(ratings, side, path, control),
            reported=lambda reports: self._share_reported(f"Reading {path.name}", reports),
            done=lambda result: self._described(cast(Ratings, result), side, path),
        )

    # exporting

    def export(self, choice: ExportChoice) -> None:
        table = self.document.completed
        if table is None or self._task:
            return
        path = choice.path
        self._start(
            "write the table",
            lambda control: write_completed(
                table, path, control, layout=choice.layout, spread=choice.spread, mask=choice.mask
            ),
            reported=lambda reports: self._share_reported(f"Writing {path.name}", reports),
            done=lambda _result: self._exported(path),
        )

    def export_trace(self, reports: Sequence[EpochReport], observations: Sequence[str], path: Path) -> None:
        """Writes the epochs of a training."""
        if self._task:
            return
        self._start(
            "write the epochs",
            lambda control: write_trace(path, reports, observations, control),
            reported=lambda reports: self._share_reported(f"Writing {path.name}", reports),
            done=lambda _result: self._wrote(path),
        )

    def save_picture(self, data: bytes, path: Path) -> None:
        """Writes a picture of the plot; so small that it needs no job."""
        try:
            with atomic_write(path) as stream:
                stream.write(data)
        except UserError as error:
            self.said.emit(told(error))
        else:
            self._wrote(path)

    def shutdown(self) -> bool:
        """Cancels and waits; nothing is heard or begun after it. False when the job did not answer and the process
        must be left by force."""
        self._closed, self._next = True, None
        return self.jobs.shutdown()

    # what comes of them

    def _open(self, name: str, path: Path | None, job: Job[Opened], config: Config, sample_id: str = "") -> None:
        self.stood.emit(Standing(f"Opening {name}"))
        self._start(
            "open the table",
            job,
            reported=lambda reports: self._share_reported(f"Opening {name}", reports),
            done=lambda result: self._opened(cast(Opened, result), path, config, sample_id),
        )

    def _opened(self, result: Opened, path: Path | None, config: Config, sample_id: str) -> None:
        self.sample = sample_id
        self.document.open(result.ratings, config, path)
        accounting = result.accounting
        odd = bool(accounting.rejected or accounting.problems_total or accounting.merged_cells)
        words = opened(result, path.name if path else result.ratings.title or "the sample")
        severity = Severity.NOTE if odd else Severity.DONE
        self.said.emit(Message(words, severity, accounting.problems, accounting.problems_total))
        self.opened.emit(path)

    def _described(self, ratings: Ratings, side: Side, path: Path) -> None:
        self.document.set_attributes(ratings)
        found = attributes_read(ratings, side, path.name)
        self.said.emit(Message(found, Severity.DONE))

    def _epochs_reported(self, reports: list[Report]) -> None:
        epochs = [report for report in reports if isinstance(report, EpochReport)]
        for report in epochs:
            self._progress.add(report)
        self.epochs_reported.emit(epochs)
        self.stood.emit(self._training_standing())

    def _training_standing(self) -> Standing:
        paused = ", paused" if self.jobs.paused else ""
        return Standing(f"{self._progress.phrase}{paused}", self._progress.share)

    def _trained(self, training: Training, seen: Edited) -> None:
        self.document.set_training(training, seen)
        self.training_ended.emit(training, result_words(training, UNIT))

    def _exported(self, path: Path) -> None:
        self._wrote(path)
        self.exported.emit(path)

    def _wrote(self, path: Path) -> None:
        self.said.emit(Message(f"Wrote {path.name} to {path.parent}.", Severity.DONE))

    def _share_reported(self, text: str, reports: list[Report]) -> None:
        last = reports[-1]
        if isinstance(last, Progress):
            self.stood.emit(Standing(text, last.done / last.total if last.total else None))

    # the jobs

    def _connect_jobs(self) -> None:
        self.jobs.reported.connect(self._on_reported)
        self.jobs.ended.connect(self._on_ended)
        self.jobs.state_changed.connect(self._on_job_state)

    def _when_free(self, following: Callable[[], None]) -> None:
        """At once if nothing runs; an opening gives way by itself, before anything else the user is asked."""
        if self._task and self._task.name != "open the table":
            self.replacement_asked.emit(following, self._task.name)
        else:
            self.replace_running(following)

    def _start(
        self,
        name: str,
        job: Job[object],
        *,
        reported: Callable[[list[Report]], None],
        done: Callable[[object], None],
        dropped: Callable[[str], None] = lambda _words: None,
        is_training: bool = False,
        one_epoch: bool = False,
    ) -> None:
        if self._closed:
            return
        run = self.jobs.start(job, name=name, one_epoch=one_epoch)
        self._task = _Task(run, name, reported, done, dropped, is_training)
        self.state_changed.emit(self.state)

    def _on_reported(self, run: int, reports: list[Report]) -> None:
        if self._task and run == self._task.run and not self._closed:
            self._task.reported(reports)

    def _on_job_state(self) -> None:
        """A job that goes epoch by epoch holds itself."""
        if self._task and self._task.is_training and self.jobs.busy:
            self.state_changed.emit(self.state)
            self.stood.emit(self._training_standing())

    def _on_ended(self, run: int, outcome: Outcome) -> None:
        """The task is cleared first, so that whoever hears of the end finds the window idle."""
        task = self._task
        if task is None or run != task.run or self._closed:
            return
        self._task = None
        self.stood.emit(Standing("", running=False))
        self._take_outcome(task, outcome)
        self.state_changed.emit(self.state)
        following, self._next = self._next, None
        if following:
            following()

    def _take_outcome(self, task: _Task, outcome: Outcome) -> None:
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


def too_many_to_copy(cells: int) -> Message:
    return Message(f"{counted(cells, 'cell')} are too many to copy; export the table instead.", Severity.ERROR)
