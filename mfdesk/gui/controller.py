"""One method a command: starts the long jobs, takes what comes of them, and tells the window."""

from __future__ import annotations

from collections.abc import Callable, Generator
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject, Signal

from mfdesk.engine.config import Config
from mfdesk.engine.report import EpochReport, Report
from mfdesk.engine.search import search
from mfdesk.engine.search_plan import SearchPlan
from mfdesk.engine.search_report import SearchReport
from mfdesk.engine.search_result import SearchResult
from mfdesk.engine.train import Training, train
from mfdesk.files.opened import Opened
from mfdesk.files.read import open_ratings
from mfdesk.files.read_attributes import with_attributes
from mfdesk.files.samples import open_sample, sample
from mfdesk.gui.jobs import Job
from mfdesk.gui.messages import Message, Severity
from mfdesk.gui.panels.result_words import result_words
from mfdesk.gui.panels.run_progress import RunProgress
from mfdesk.gui.search.words import search_words
from mfdesk.gui.tasks import OPENING, SEARCHING, TRAINING, Standing
from mfdesk.gui.words import attributes_read, counted, opened
from mfdesk.gui.writing import Writing
from mfdesk.ratings.edited import Edited
from mfdesk.ratings.side import Side
from mfdesk.ratings.table import Ratings

Prepared = tuple[Opened, Edited]
UNIT = "rating points"
"""What an error is counted in, as long as no file says what its ratings are."""


class Controller(Writing):
    """What a person can ask for. The answers come as the signals below, and as changes of the document."""

    training_began = Signal(object)
    """The ``Config`` of the run."""
    epochs_reported = Signal(list)
    training_ended = Signal(object, str)
    """The ``Training`` or None, and what came of it in words."""
    search_began = Signal(object)
    """The ``SearchPlan``."""
    searched = Signal(list)
    search_ended = Signal(object, str)
    """The ``SearchResult`` or None, and what came of it in words."""
    opened = Signal(object)
    """The path of what was opened, None for a sample."""
    asked = Signal(object)
    """A ``Question`` that comes before a loss."""
    export_asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sample = ""
        """The id of the sample that is open, "" when it is a file."""
        self._progress = RunProgress(Config())
        self.jobs.state_changed.connect(self._tell_pause)

    # opening

    def open_file(self, path: Path) -> None:
        """Opens the file; what was open stays until it is read, and stays for good if it cannot be."""
        self._unless_lost(
            "open another table",
            lambda: self._open(path.name, path, lambda control: open_ratings(path, control), Config(), ""),
        )

    def open_sample(self, sample_id: str) -> None:
        chosen = sample(sample_id)
        self._unless_lost(
            "open another table",
            lambda: self._open(
                chosen.title, None, lambda control: open_sample(sample_id, control), chosen.config, sample_id
            ),
        )

    def may_quit(self, quit_at_last: Callable[[], None]) -> bool:
        """Whether nothing would be lost; else the user is asked, and ``quit_at_last`` is what follows."""
        edited = self.document.project.edited if self.document.project else None
        if edited is None or not self._unsaved.has_edits(edited):
            return True
        self.asked.emit(self._unsaved.question(edited, "quit", self.export_asked.emit, quit_at_last))
        return False

    def add_attributes(self, side: Side, path: Path) -> None:
        """Reads what a file knows of the rows or columns; the next training learns from it too."""
        project = self.document.project
        if project is None:
            return
        self.start(
            "read the file",
            lambda control: with_attributes(project.opened, side, path, control),
            reported=lambda reports: self.share_reported(f"Reading {path.name}", reports),
            done=lambda result: self._described(cast(Ratings, result), side, path),
        )

    # training

    def train(self, one_epoch: bool = False) -> None:
        """Starts a training; with ``one_epoch`` it is held at the end of its first epoch."""
        project = self.document.project
        if project is None or self._task:
            return
        edited, config = project.edited, project.config
        self._progress = RunProgress(config)
        self.training_began.emit(config)
        self.start(
            TRAINING,
            lambda control: train(edited.ratings, config, control),
            reported=self._epochs_reported,
            shown=lambda result: self.document.set_training(cast(Training, result), edited),
            done=lambda result: self._trained(cast(Training, result)),
            dropped=lambda words: self.training_ended.emit(None, words),
            one_epoch=one_epoch,
        )
        self.stood.emit(Standing("Starting"))

    def one_epoch(self) -> None:
        """Starts a training, or lets the one that runs or is held go on, to the end of its next epoch."""
        if self._task is None:
            self.train(one_epoch=True)
        elif self._is(TRAINING):
            self.jobs.step()

    def run(self) -> None:
        """Starts a training, or lets one that is held go on."""
        if self._task is None:
            self.train()
        elif self._is(TRAINING):
            self.pause(False)

    def pause(self, paused: bool) -> None:
        """Holds the training, or lets it go on."""
        if paused:
            self.jobs.pause()
        else:
            self.jobs.resume()

    # choosing the settings

    def search(self, plan: SearchPlan) -> None:
        """Lets candidates race on held-out cells."""
        project = self.document.project
        if project is None or self._task:
            return
        self.search_began.emit(plan)
        self.start(
            SEARCHING,
            lambda control: search(project.edited.ratings, plan, control),
            reported=lambda reports: self._search_reported(reports, plan),
            done=lambda result: self._search_ended(cast(SearchResult, result)),
            dropped=lambda words: self.search_ended.emit(None, words),
        )

    # what comes of them

    def _unless_lost(self, leaving: str, following: Callable[[], None]) -> None:
        """Does it when no job runs and no edit would be lost; else the user is asked."""
        edited = self.document.project.edited if self.document.project else None
        if edited is None or not self._unsaved.has_edits(edited):
            self.when_free(following)
            return
        go_on = partial(self.when_free, following)
        self.asked.emit(self._unsaved.question(edited, leaving, self.export_asked.emit, go_on))

    def _open(self, name: str, path: Path | None, job: Job[Opened], config: Config, sample_id: str) -> None:
        self.stood.emit(Standing(f"Opening {name}"))
        self.start(
            OPENING,
            lambda control: _prepared(job(control)),
            reported=lambda reports: self.share_reported(f"Opening {name}", reports),
            shown=lambda result: self._show_opened(cast(Prepared, result)[1], path, config, sample_id),
            done=lambda result: self._opened(cast(Prepared, result)[0], path),
        )

    def _show_opened(self, table: Edited, path: Path | None, config: Config, sample_id: str) -> None:
        self.sample = sample_id
        self.document.open(table, config, path)

    def _opened(self, result: Opened, path: Path | None) -> None:
        accounting = result.accounting
        odd = bool(accounting.rejected or accounting.problems_total or accounting.merged_cells)
        words = opened(result, path.name if path else result.ratings.title or "the sample")
        severity = Severity.NOTE if odd else Severity.DONE
        self.said.emit(Message(words, severity, accounting.problems, accounting.problems_total))
        self.opened.emit(path)

    def _described(self, ratings: Ratings, side: Side, path: Path) -> None:
        self.document.set_attributes(ratings)
        self.said.emit(Message(attributes_read(ratings, side, path.name), Severity.DONE))

    def _epochs_reported(self, reports: list[Report]) -> None:
        epochs = [report for report in reports if isinstance(report, EpochReport)]
        for report in epochs:
            self._progress.add(report)
        self.epochs_reported.emit(epochs)
        self.stood.emit(self._training_standing())

    def _training_standing(self) -> Standing:
        paused = ", paused" if self.jobs.paused else ""
        return Standing(f"{self._progress.phrase}{paused}", self._progress.share)

    def _tell_pause(self) -> None:
        if self._is(TRAINING) and self.jobs.busy:
            self.stood.emit(self._training_standing())

    def _trained(self, training: Training) -> None:
        self.training_ended.emit(training, result_words(training, UNIT))

    def _search_reported(self, reports: list[Report], plan: SearchPlan) -> None:
        found = [report for report in reports if isinstance(report, SearchReport)]
        if found:
            self.searched.emit(found)
            share = min(found[-1].elapsed / plan.seconds, 1.0)
            self.stood.emit(Standing(f"Trying {counted(len(plan.candidates), 'candidate')}", share))

    def _search_ended(self, result: SearchResult) -> None:
        self.search_ended.emit(result, search_words(result, UNIT))


def _prepared(opening: Generator[Report, None, Opened]) -> Generator[Report, None, Prepared]:
    """Opens, and makes all that questions about the table will need, so that none of them has to wait for it."""
    result = yield from opening
    table = Edited.of(result.ratings)
    table.base.prepare()
    return result, table
