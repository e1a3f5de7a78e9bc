"""Watches which cells are chosen and says what they add up to."""

from __future__ import annotations

import math
from collections.abc import Callable, Generator

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from mfdesk.completed import CompletedTable
from mfdesk.engine.at_once import result_of
from mfdesk.engine.control import RunControl
from mfdesk.engine.report import Progress
from mfdesk.gui.document import Aspect, Document
from mfdesk.gui.questions import Questions
from mfdesk.gui.selection_words import adding, cell_words, selection_words, told_words
from mfdesk.gui.table.selection import SelectionParts
from mfdesk.gui.table.shown import Shown
from mfdesk.ratings.table import Scale
from mfdesk.selected import Rectangle, all_sums, residual_sums, spread_sums

TOPIC = "selection"
WAIT_MILLISECONDS = 80
"""Long enough that a selection which is still being drawn is not added up at each step."""
AT_ONCE = 2**12
"""So many cells are added up within a frame or two; more are asked for as a question."""


class SelectionWatch(QObject):
    """Hears of the selection by ``watch`` and of everything else from the document."""

    told = Signal(object)
    """A tuple of wordings, the longest first; empty: nothing is chosen."""

    def __init__(self, document: Document, questions: Questions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._questions = document, questions
        self._selection: SelectionParts | None = None
        self._shown = Shown.VALUE
        self._timer = QTimer(self, singleShot=True, interval=WAIT_MILLISECONDS)
        self._timer.timeout.connect(self._look)
        document.changed.connect(self._on_changed)

    @Slot(object)
    def watch(self, selection: SelectionParts) -> None:
        """These cells are chosen now."""
        self._selection = selection
        self._questions.drop(TOPIC)
        self._timer.stop()
        if selection.cells <= AT_ONCE:
            self._look()
        else:
            self._wait(selection.cells)

    def set_shown(self, shown: Shown) -> None:
        """The cells say something else now, and that is what is added up."""
        before, self._shown = self._shown, shown
        if shown is not before and self._selection and self._selection.cells:
            self.watch(self._selection)

    def _on_changed(self, aspect: Aspect) -> None:
        """The numbers may be others. The table hears of it too and may choose anew: so this is looked at later."""
        if aspect is Aspect.RATINGS:
            self._forget()
        elif aspect not in (Aspect.CONFIG, Aspect.ATTRIBUTES) and self._selection and self._selection.cells:
            self._wait(self._selection.cells)

    def _forget(self) -> None:
        self._selection = None
        self._questions.drop(TOPIC)
        self._timer.stop()
        self.told.emit(())

    def _wait(self, cells: int) -> None:
        self.told.emit(adding(cells))
        self._timer.start()

    def _look(self) -> None:
        table, selection = self._document.completed, self._selection
        chosen = selection.rectangles() if selection else []
        cells = sum(one.cells for one in chosen)
        if table is None or not cells:
            self.told.emit(())
        elif cells == 1:
            self.told.emit(self._one(table, chosen[0]))
        else:
            self._ask(cells, lambda control: _words(table, chosen, self._shown, control))

    def _one(self, table: CompletedTable, cell: Rectangle) -> tuple[str, ...]:
        residual = _residual(table, cell) if self._shown is Shown.RESIDUAL else math.nan
        return cell_words(table.block(cell.rows, cell.columns), table.edited.scale, residual)

    def _ask(self, cells: int, job: Callable[[RunControl], Generator[Progress, None, tuple[str, ...]]]) -> None:
        if cells <= AT_ONCE:
            self.told.emit(result_of(job(RunControl())))
        else:
            self._questions.ask(TOPIC, job, self.told.emit)


def _words(
    table: CompletedTable, chosen: list[Rectangle], shown: Shown, control: RunControl
) -> Generator[Progress, None, tuple[str, ...]]:
    """What is shown of the cells, added up."""
    scale: Scale = table.edited.scale
    match shown:
        case Shown.VALUE:
            selected = yield from all_sums(table, chosen, control)
            return selection_words(selected, scale, filled=table.speaker is not None)
        case Shown.SPREAD:
            return told_words((yield from spread_sums(table, chosen, control)), scale, shown)
        case Shown.RESIDUAL:
            return told_words((yield from residual_sums(table, chosen, control)), scale, shown)


def _residual(table: CompletedTable, cell: Rectangle) -> float:
    """NaN where nothing is given."""
    told = result_of(residual_sums(table, [cell], RunControl()))
    return told.sums.mean if told.sums else math.nan
