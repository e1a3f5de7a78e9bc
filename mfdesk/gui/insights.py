"""What the pages around the table show of a training: asked of the core beside the long jobs, and only while seen."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from mfdesk.engine.axes import Axes, own_axes, principal_axes
from mfdesk.engine.control import RunControl
from mfdesk.engine.explain import Explanation, explain
from mfdesk.engine.model import Model
from mfdesk.engine.patterns import pattern_map
from mfdesk.engine.quality import quality_of
from mfdesk.engine.reasons import Reasons, reasons
from mfdesk.engine.report import Progress
from mfdesk.gui.card_answers import CardAnswers
from mfdesk.gui.document import Aspect, Document
from mfdesk.gui.questions import Questions
from mfdesk.project import Project
from mfdesk.ratings.side import Side


@dataclass(frozen=True, eq=False)
class Trace:
    """How the prediction of one cell comes about."""

    row: int
    column: int
    explanation: Explanation
    reasons: Reasons | None


class Insights(QObject):
    """Each page says when it is seen; what it shows is found out anew whenever it is seen and has become old."""

    traced = Signal(object)
    """A ``Trace`` of the chosen cell, None where there is none."""
    judged = Signal(object)
    """The ``Quality`` of the training, None where nothing was held out."""
    mapped = Signal(object)
    """The ``PatternMap`` that was asked for."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._questions = Questions(self)
        self.card = CardAnswers(document, self._questions, self)
        self._axes: dict[bool, tuple[Model, Axes]] = {}
        self._seen: set[str] = set()
        self._old: set[str] = set()
        self._cell: tuple[int, int] | None = None
        self._map: tuple[Side, bool] = (Side.COLUMNS, False)
        self._pages: dict[str, Callable[[Project], None]] = {
            "prediction": self._trace,
            "quality": self._judge,
            "patterns": self._draw_map,
        }
        document.changed.connect(self._on_changed)

    def watch(self, page: str, seen: bool) -> None:
        """The page can be seen from now on, or no more."""
        if page == "card":
            self.card.watch(seen)
        if page not in self._pages:
            return
        if seen:
            self._seen.add(page)
            self._renew(page)
        else:
            self._seen.discard(page)

    def choose_cell(self, row: int, column: int) -> None:
        """The prediction page is to show this cell."""
        self._cell = (row, column)
        self._grow_old("prediction")

    def explanation(self, row: int, column: int) -> Explanation | None:
        """How the prediction of a cell comes about, where that can be said at once; None: not yet, or not as shown."""
        project = self._document.project
        training = project.training if project else None
        if project is None or training is None or project.answer or not _inside((row, column), project):
            return None
        axes = self._axes_of(training.model, not training.model.knows_noise)
        if axes is None:
            return None
        return explain(training.model, axes, project.learned_from, row, column, stage=training.stage)

    def choose_map(self, side: Side, own: bool) -> None:
        """The patterns page is to show this side, by the method's own features or by their principal axes."""
        self._map = (side, own)
        self._grow_old("patterns")

    def shutdown(self) -> bool:
        """As ``Questions.shutdown``."""
        return self._questions.shutdown()

    def _on_changed(self, aspect: Aspect) -> None:
        if aspect in (Aspect.EDITS, Aspect.ANSWER):
            self._grow_old("prediction")
        elif aspect is Aspect.ATTRIBUTES:
            self._grow_old("patterns")
        elif aspect in (Aspect.RATINGS, Aspect.TRAINING):
            self._forget(cell=aspect is Aspect.RATINGS)
            self._grow_old(*self._pages)

    def _forget(self, *, cell: bool) -> None:
        """What was found out of another training is of no use any more."""
        self._axes.clear()
        for page in self._pages:
            self._questions.drop(page)
            self._questions.drop(f"axes for {page}")
        if cell:
            self._cell = None

    def _grow_old(self, *pages: str) -> None:
        self._old.update(pages)
        for page in pages:
            self._renew(page)

    def _renew(self, page: str) -> None:
        project = self._document.project
        if page in self._seen and page in self._old and project is not None and project.training is not None:
            self._old.discard(page)
            self._pages[page](project)

    # what each page shows

    def _trace(self, project: Project) -> None:
        cell, training = self._cell, project.training
        if cell is None or training is None or not _inside(cell, project):
            self.traced.emit(None)
            return

        def found(axes: Axes) -> None:
            self._questions.ask("prediction", lambda _control: _trace(project, axes, *cell), self.traced.emit)

        self._with_axes("prediction", training.model, not training.model.knows_noise, found)

    def _judge(self, project: Project) -> None:
        training = project.training
        if training is None or training.judged is None:
            self.judged.emit(None)
            return
        ratings, judged, estimated = project.learned_from, training.judged, not training.model.knows_noise
        self._questions.ask(
            "quality",
            lambda control: quality_of(ratings, judged, control, spreads_from_these=estimated),
            self.judged.emit,
        )

    def _draw_map(self, project: Project) -> None:
        assert project.training is not None
        model, ratings, (side, own) = project.training.model, project.learned_from, self._map

        def found(axes: Axes) -> None:
            self._questions.ask(
                "patterns", lambda control: pattern_map(model, axes, ratings, side, control), self.mapped.emit
            )

        self._with_axes("patterns", model, own and not model.knows_noise, found)

    def _with_axes(self, page: str, model: Model, own: bool, following: Callable[[Axes], None]) -> None:
        """Goes on with the axes of the model, which are found once."""
        if (known := self._axes_of(model, own)) is not None:
            following(known)
            return

        def found(axes: Axes) -> None:
            self._axes[own] = model, axes
            following(axes)

        self._questions.ask(f"axes for {page}", lambda control: _axes(model, own, control), found)

    def _axes_of(self, model: Model, own: bool) -> Axes | None:
        """What was found for this very model: a new one may be asked about before its training is told of here."""
        of, axes = self._axes.get(own, (None, None))
        return axes if of is model else None


def _axes(model: Model, own: bool, control: RunControl) -> Generator[Progress, None, Axes]:
    if own:
        return own_axes(model)
    return (yield from principal_axes(model, control))


def _inside(cell: tuple[int, int], project: Project) -> bool:
    """Whether there is anybody to predict this cell: a row that was added is known only to an answer."""
    shape = project.edited.shape if project.answer or project.training is None else project.training.model.shape
    return all(position < size for position, size in zip(cell, shape, strict=True))


def _trace(project: Project, axes: Axes, row: int, column: int) -> Generator[Progress, None, Trace]:
    yield Progress(0, 0)
    training, ratings = project.training, project.ratings
    assert training is not None
    model = project.answer.whole if project.answer else training.model
    explanation = explain(model, axes, ratings, row, column, judged=training.judged, stage=training.stage)
    return Trace(row, column, explanation, reasons(model, ratings, row, column) if model.row_prior else None)
