"""What the Card page shows of one row or column: asked of the core beside the long jobs, and only while it is seen."""

from __future__ import annotations

from collections.abc import Generator

from PySide6.QtCore import QObject, Signal

from mfdesk.engine.cards import Card, card_of, why
from mfdesk.engine.control import RunControl
from mfdesk.engine.everyone import Everyone, everyone_of
from mfdesk.engine.model import Model
from mfdesk.engine.neighbours import Likeness, likeness_of_columns, likeness_of_rows
from mfdesk.engine.report import Progress
from mfdesk.gui.document import Aspect, Document
from mfdesk.gui.questions import Questions
from mfdesk.project import Project
from mfdesk.ratings.side import Side
from mfdesk.ratings.table import Ratings

_LIKENESS = {Side.ROWS: likeness_of_rows, Side.COLUMNS: likeness_of_columns}


class CardAnswers(QObject):
    """The card of the row or column that was chosen last. Who is alike takes longest, so it comes afterwards."""

    carded = Signal(object)
    """The ``Card``; None while nothing is chosen."""
    explained = Signal(int, int, object)
    """The row and column that a reason was asked for, and the ``Reasons``."""

    def __init__(self, document: Document, questions: Questions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._questions = document, questions
        self._seen, self._with_rated = False, False
        self._chosen: tuple[Side, int] | None = None
        self._everyone: tuple[Ratings, Everyone] | None = None
        self._likeness: dict[Side, tuple[Model, Likeness]] = {}
        document.changed.connect(self._on_changed)

    def watch(self, seen: bool) -> None:
        """The page can be seen from now on, or no more."""
        self._seen = seen
        self._renew()

    def choose(self, side: Side, position: int, with_rated: bool = False) -> None:
        """This row or column is looked at; ``with_rated``: it is recommended what it has rated, too."""
        self._chosen, self._with_rated = (side, position), with_rated
        self._renew()

    def explain(self, row: int, column: int) -> None:
        """Why this column is recommended to this row."""
        table = self._document.completed
        if table is not None and table.speaker is not None:
            self.explained.emit(row, column, why(table.speaker, table.edited, row, column))

    def _on_changed(self, aspect: Aspect) -> None:
        if aspect is Aspect.RATINGS:
            self._everyone = None
            self._likeness.clear()
            self._questions.drop("alike")
            self._clear()
        elif self._chosen is not None and not self._is_there(*self._chosen):
            self._clear()
        if aspect in (Aspect.TRAINING, Aspect.EDITS, Aspect.ANSWER, Aspect.ATTRIBUTES):
            self._renew()

    def _is_there(self, side: Side, position: int) -> bool:
        """A row that was added is gone once its adding is taken back."""
        project = self._document.project
        return project is not None and position < project.edited.shape[side]

    def _clear(self) -> None:
        self._chosen = None
        self._questions.drop("card")
        self.carded.emit(None)

    def _renew(self) -> None:
        """A card that is on its way is of a table, or a choice, that is no more."""
        self._questions.drop("card")
        project, chosen = self._document.project, self._chosen
        if self._seen and project is not None and chosen is not None:
            self._questions.ask("card", lambda control: self._answer(project, *chosen, control), self._found)

    def _answer(
        self, project: Project, side: Side, position: int, control: RunControl
    ) -> Generator[Progress, None, tuple[Card, Side, Model | None]]:
        """In the thread of the questions, of which there is one: nobody else touches what is kept here meanwhile."""
        table, training = project.completed, project.training
        opened = project.opened
        if self._everyone is None or self._everyone[0] is not opened:
            self._everyone = opened, (yield from everyone_of(opened, control))
        kept = self._likeness.get(side)
        model = training.model if training else None
        likeness = kept[1] if kept and kept[0] is model else None
        card = yield from card_of(
            table.speaker,
            table.edited,
            side,
            position,
            likeness,
            control,
            everyone=self._everyone[1],
            with_rated=self._with_rated,
        )
        return card, side, model if likeness is None else None

    def _found(self, answer: tuple[Card, Side, Model | None]) -> None:
        card, side, unknown = answer
        self.carded.emit(card)
        if unknown is not None:
            self._questions.ask("alike", lambda control: _likeness(unknown, side, control), self._compared)

    def _compared(self, found: tuple[Side, Model, Likeness]) -> None:
        side, model, likeness = found
        self._likeness[side] = model, likeness
        self._renew()


def _likeness(model: Model, side: Side, control: RunControl) -> Generator[Progress, None, tuple[Side, Model, Likeness]]:
    likeness = yield from _LIKENESS[side](model, control)
    return side, model, likeness
