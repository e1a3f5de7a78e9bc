"""Puts the chosen cells on the clipboard: a few at once, many beside the work, very many after a question."""

from __future__ import annotations

from collections.abc import Generator
from typing import cast

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from mfdesk.engine.at_once import result_of
from mfdesk.engine.control import RunControl
from mfdesk.engine.report import Progress, Report
from mfdesk.errors import UserError
from mfdesk.files.clip import MOST, UNASKED, Copied, copied, frame_of, size_of
from mfdesk.gui.dialogs.large_copy import LargeCopyBox
from mfdesk.gui.document import Document
from mfdesk.gui.jobs import Done, Failed, Job, Jobs, Outcome
from mfdesk.gui.messages import Message, Severity, told
from mfdesk.gui.table.copying import asking, mime_data
from mfdesk.gui.table.selection import SelectionParts
from mfdesk.gui.table.shown import Shown
from mfdesk.gui.words import counted, percent

AT_ONCE = 2**13
"""So many cells are copied within 50 ms, and are on the clipboard when the key comes up."""


class Copying(QObject):
    """Copies from the open table. Of several copies asked for the newest counts; a training goes on meanwhile."""

    said = Signal(object)
    """A ``Message`` for the bar."""
    progressed = Signal(str)
    """How far a long copy is, in words; "" once it is done."""
    export_requested = Signal()

    def __init__(self, document: Document, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._window = document, window
        self._jobs = Jobs(self)
        self._wanted: tuple[int, int] | None = None
        """The run that is to reach the clipboard, and how many cells it copies."""
        self._next: tuple[Job[Copied], int] | None = None
        self._jobs.reported.connect(self._on_reported)
        self._jobs.ended.connect(self._on_ended)

    @property
    def is_copying(self) -> bool:
        """Whether something is on its way to the clipboard."""
        return self._wanted is not None or self._next is not None

    def copy(self, selection: SelectionParts, *, names: bool = False, shown: Shown = Shown.VALUE) -> None:
        """Copies the numbers that are shown, if asked for with the names of their rows and columns."""
        table = self._document.completed
        if table is None or not selection.parts:
            return
        arrangement, parts = selection.arrangement, selection.parts
        cells, ask = frame_of(parts).cells, asking(table, shown)

        def job(control: RunControl) -> Generator[Progress, None, Copied]:
            return copied(table, arrangement, parts, names, control, ask)

        if cells > MOST:
            self.said.emit(too_many(cells, can_export=table.model is not None))
        elif cells > UNASKED:
            self._question(job, cells, size_of(table, cells), can_export=table.model is not None)
        else:
            self._start(job, cells)

    @Slot()
    def cancel(self) -> None:
        """The clipboard stays as it is."""
        if self.is_copying:
            self._give_up()
            self.progressed.emit("")
            self.said.emit(Message("The copy was cancelled; the clipboard is as it was before.", Severity.DONE))

    def shutdown(self) -> bool:
        """As ``Jobs.shutdown``."""
        self._wanted = self._next = None
        return self._jobs.shutdown()

    def _give_up(self) -> None:
        self._wanted = self._next = None
        self._jobs.cancel()

    def _question(self, job: Job[Copied], cells: int, size: int, *, can_export: bool) -> None:
        box = LargeCopyBox(cells, size, can_export=can_export, parent=self._window)
        box.copy_chosen.connect(lambda: self._start(job, cells))
        box.export_chosen.connect(self.export_requested)
        box.open()

    def _start(self, job: Job[Copied], cells: int) -> None:
        self._give_up()
        if cells <= AT_ONCE:
            self._put(result_of(job(RunControl())))
        elif self._jobs.busy:
            self._next = job, cells
        else:
            self._wanted = self._jobs.start(job, name="copy the cells"), cells
            self.progressed.emit(f"Copying {counted(cells, 'cell')} …")

    def _put(self, result: Copied) -> None:
        QGuiApplication.clipboard().setMimeData(mime_data(result))

    def _on_reported(self, run: int, reports: list[Report]) -> None:
        last = reports[-1]
        if self._wanted and run == self._wanted[0] and isinstance(last, Progress):
            share = percent(last.done / max(last.total, 1), 0)
            self.progressed.emit(f"Copying {counted(self._wanted[1], 'cell')}: {share}")

    def _on_ended(self, run: int, outcome: Outcome) -> None:
        wanted, self._wanted = self._wanted, None
        following, self._next = self._next, None
        self.progressed.emit("")
        if wanted and run == wanted[0]:
            self._take(outcome, wanted[1])
        if following:
            self._start(*following)

    def _take(self, outcome: Outcome, cells: int) -> None:
        match outcome:
            case Done(result):
                self._put(cast(Copied, result))
                if cells > UNASKED:
                    self.said.emit(Message(f"Copied {counted(cells, 'cell')}.", Severity.DONE))
            case Failed(UserError() as error):
                self.said.emit(told(error))
            case Failed(error):
                raise error


def too_many(cells: int, *, can_export: bool) -> Message:
    way_out = "choose fewer, or export the table instead" if can_export else "choose fewer"
    return Message(
        f"{counted(cells, 'cell')} are too many to copy, at most {MOST:,} can be; {way_out}.", Severity.ERROR
    )
