"""A model that is there is told of every edit, and answers at once or, where that takes too long, in the background."""

from __future__ import annotations

from collections.abc import Generator

from PySide6.QtCore import QObject, QTimer, Signal

from mfdesk.engine.answer import Answered, answered, answering
from mfdesk.engine.control import RunControl
from mfdesk.engine.model import Model
from mfdesk.engine.report import Report
from mfdesk.gui.document import Aspect, Document
from mfdesk.gui.jobs import Job
from mfdesk.gui.provisional import NONE, Plan, fitted, moved, planned, with_earlier
from mfdesk.gui.questions import Questions
from mfdesk.gui.waiting import Waiting
from mfdesk.ratings.edited import Edited
from mfdesk.ratings.side import Side
from mfdesk.ratings.unseen import Unseen

TOPIC = "answer"
AT_ONCE = 15.0
"""Milliseconds that an answer may take while the window waits for it; a frame and the painting come on top."""
PAUSE = 50
"""Milliseconds without a further edit after which the background begins: what is there already is painted first."""


class Answering(QObject):
    """Must hear of the document before whoever shows it does: connect it first. What is shown then always fits."""

    moved = Signal(object, object)
    """The rows and the columns, by position, for which the model says something else now; told once the document has
    the answer."""
    edits_waiting = Signal(object, bool)
    """What the model has not seen (``Waiting``, falsy where it has seen everything), and whether the model was learned
    just now, so that all of it was changed meanwhile."""

    def __init__(self, document: Document, questions: Questions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._questions = document, questions
        self._settled: Answered | None = None
        """The last answer that was whole."""
        self._question: Job[Answered] | None = None
        self._timer = QTimer(self, interval=PAUSE, singleShot=True)
        self._timer.timeout.connect(self._ask)
        document.changed.connect(self._hear)

    @property
    def busy(self) -> bool:
        """Whether the last word on the edits is still to come."""
        return self._question is not None

    def _hear(self, aspect: Aspect) -> None:
        if aspect is Aspect.RATINGS:
            self._settled = None
        if aspect in (Aspect.RATINGS, Aspect.EDITS, Aspect.TRAINING, Aspect.ATTRIBUTES):
            self._answer(just_learned=aspect is Aspect.TRAINING)

    def _answer(self, *, just_learned: bool) -> None:
        """Says what can be said at once, and asks for the rest."""
        self._drop()
        project = self._document.project
        if project is None or project.training is None or project.seen is None:
            self.edits_waiting.emit(Waiting(), False)
            return
        model, edited, seen = project.training.model, project.edited, project.seen
        unseen = edited.unseen(seen)
        if unseen or project.answer:
            before = fitted(model, edited, project.answer)
            plan = planned(model, edited, unseen, self._held(model, edited))
            self._show(before, self._at_once(model, edited, plan, before))
        self.edits_waiting.emit(Waiting.between(edited, seen, unseen), just_learned)

    def _held(self, model: Model, edited: Edited) -> Answered | None:
        """The last whole answer, as long as it speaks of this model and this table."""
        settled = self._settled
        fits = settled is not None and settled.model is model and settled.edited.base is edited.base
        return settled if fits else None

    def _at_once(self, model: Model, edited: Edited, plan: Plan, before: Answered) -> Answered:
        """The whole answer if it is cheap; else that of the rows, or none, with the rest as it was said before."""
        rows, columns = plan.unseen.rows, plan.unseen.columns
        held = self._held(model, edited)
        if sum(plan.milliseconds) <= AT_ONCE:
            self._settled = answered(model, edited, rows, columns, held)
            return self._settled
        self._question = lambda control: _whole(model, edited, plan.unseen, control, held)
        self._timer.start()
        if plan.milliseconds[Side.ROWS] > AT_ONCE or _has_new_columns(model, edited):
            return before
        return with_earlier(answered(model, edited, rows, NONE, held), before)

    def _ask(self) -> None:
        if self._question:
            self._questions.ask(TOPIC, self._question, self._take)

    def _drop(self) -> None:
        """What was asked is asked no more: the table is another."""
        self._timer.stop()
        self._question = None
        self._questions.drop(TOPIC)

    def _take(self, answer: Answered) -> None:
        """The answer of the background; had the table changed since, it would have been dropped."""
        project = self._document.project
        assert project is not None
        self._question, self._settled = None, answer
        self._show(fitted(answer.model, answer.edited, project.answer), answer)

    def _show(self, before: Answered, now: Answered) -> None:
        rows, columns = (moved(before, now, side) for side in Side)
        self._document.set_answer(now)
        if len(rows) or len(columns):
            self.moved.emit(rows, columns)


def _whole(
    model: Model, edited: Edited, unseen: Unseen, control: RunControl, held: Answered | None
) -> Generator[Report, None, Answered]:
    return (yield from answering(model, edited, unseen.rows, unseen.columns, control, held))


def _has_new_columns(model: Model, edited: Edited) -> bool:
    """They would be folded in with the rows, and may have many ratings."""
    return edited.shape[Side.COLUMNS] > model.shape[Side.COLUMNS]
