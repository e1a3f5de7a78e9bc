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
    reasons: Reasons


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
        self._axes: dict[bool, Axes] = {}
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

    def choose_map(self, side: Side, own: bool) -> None:
        """The patterns page is to show this side, by the method's own features or by their principal axes."""
        self._map = (side, own)
        self._grow_old("patterns")

    def shutdown(self) -> bool:
        """As ``Questions.shutdown``."""
        return self._questions.shutdown()

    def _on_changed(self, aspect: Aspect) -> None:
        if aspect is Aspect.CONFIG:
            return
        self._axes.clear()
        for page in self._pages:
            self._questions.drop(page)
            self._questions.drop(f"axes for {page}")
        if aspect is Aspect.RATINGS:
            self._cell = None
        self._grow_old(*self._pages)

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
        cell, training, ratings = self._cell, project.training, project.learned_from
        if cell is None or training is None:
            self.traced.emit(None)
            return
        model = training.model

        def found(axes: Axes) -> None:
            explanation = explain(model, axes, ratings, *cell, judged=training.judged, stage=training.stage)
            self.traced.emit(Trace(*cell, explanation, reasons(model, ratings, *cell)))

        self._with_axes("prediction", model, not model.knows_noise, found)

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
        if own in self._axes:
            following(self._axes[own])
            return

        def found(axes: Axes) -> None:
            self._axes[own] = axes
            following(axes)

        self._questions.ask(f"axes for {page}", lambda control: _axes(model, own, control), found)


def _axes(model: Model, own: bool, control: RunControl) -> Generator[Progress, None, Axes]:
    if own:
        return own_axes(model)
    return (yield from principal_axes(model, control))
