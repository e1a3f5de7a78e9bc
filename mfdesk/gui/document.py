"""The open project, how its table is arranged, and the news of what changed; every change by hand can be taken back."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from mfdesk.arranged import Arrangement
from mfdesk.completed import CompletedTable
from mfdesk.engine.answer import Answered
from mfdesk.engine.config import Config
from mfdesk.engine.train import Training
from mfdesk.gui.undo import Arrange, Edit, UndoStack
from mfdesk.project import Project
from mfdesk.ratings.edited import Edited
from mfdesk.ratings.edits import Operation, apply
from mfdesk.ratings.table import Ratings


class Aspect(Enum):
    """What of the project is another now."""

    RATINGS = auto()
    """Everything: another table was opened."""
    CONFIG = auto()
    ATTRIBUTES = auto()
    """More is known of the rows or columns; ratings and training are the same."""
    EDITS = auto()
    """Cells, rows or columns were changed by hand, or a change was taken back."""
    ANSWER = auto()
    """The model was told of what changed, and predicts some rows and columns anew."""
    ARRANGEMENT = auto()
    """Other rows or columns are shown, or in another order."""
    TRAINING = auto()


class Document(QObject):
    """Holds the one open project (None before the first table) and emits ``changed(aspect)`` after each change."""

    changed = Signal(object)
    made = Signal(object, bool)
    """The ``Operation`` by which the table was just changed, and whether it takes an earlier one back, or makes it
    again."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project: Project | None = None
        self._arrangement: Arrangement | None = None
        self.undo_stack = UndoStack(self)

    @property
    def project(self) -> Project | None:
        return self._project

    @property
    def arrangement(self) -> Arrangement | None:
        """Which rows and columns are shown, and in which order; None before the first table."""
        return self._arrangement

    @property
    def completed(self) -> CompletedTable | None:
        return self._project.completed if self._project else None

    def open(self, table: Ratings | Edited, config: Config, source: Path | None = None) -> None:
        """Another table takes the place of the one that was open."""
        project = Project(table if isinstance(table, Edited) else Edited.of(table), source, config)
        self.undo_stack.clear()
        self._arrangement = Arrangement.of(project.edited)
        self._set(project, Aspect.RATINGS)

    def set_config(self, config: Config) -> None:
        """How the next training is to be done; the filled table stays."""
        if self._project and self._project.config != config:
            self._set(replace(self._project, config=config), Aspect.CONFIG)

    def set_attributes(self, opened: Ratings) -> None:
        """The same table, described further; the filled table stays."""
        if self._project:
            self._set(self._project.described(opened), Aspect.ATTRIBUTES)

    def set_training(self, training: Training, seen: Edited) -> None:
        """The holes are filled by this training, which has learned from the state ``seen`` of the table.

        Meanwhile more may have become known of its rows and columns; the ratings it was opened with are the same.
        """
        if self._project:
            seen = replace(seen, base=self._project.edited.base)
            self._set(self._project.trained(training, seen), Aspect.TRAINING)

    def set_answer(self, answer: Answered) -> None:
        """What the model says after it was told of what changed."""
        if self._project:
            self._set(replace(self._project, answer=answer), Aspect.ANSWER)

    # what can be taken back

    def edit(self, operation: Operation, words: str) -> None:
        """Changes the table; ``words`` name the change in the Edit menu ("Rate 4 at Anna · Brazil").

        Raises what ``mfdesk.ratings.edits.apply`` raises, and then nothing is changed.
        """
        if self._project:
            edited, inverse = apply(self._project.edited, operation)
            self.undo_stack.push(Edit(self, words, edited, operation, inverse))
            self.made.emit(operation, False)

    def arrange(self, arrangement: Arrangement, words: str) -> None:
        """Shows other rows or columns, or in another order ("Sort by Brazil")."""
        if self._arrangement:
            self.undo_stack.push(Arrange(self, words, self._arrangement, arrangement))

    # what the undo stack calls

    def take_edit(self, operation: Operation) -> Operation:
        """Makes a change and hands out the one that takes it back."""
        assert self._project is not None
        edited, inverse = apply(self._project.edited, operation)
        self.take_edited(edited)
        self.made.emit(operation, True)
        return inverse

    def take_edited(self, edited: Edited) -> None:
        """The next state of the table; the arrangement follows it."""
        assert self._project is not None
        assert self._arrangement is not None
        self._arrangement = self._arrangement.following(edited)
        self._set(replace(self._project, edited=edited), Aspect.EDITS)

    def take_arrangement(self, arrangement: Arrangement) -> None:
        assert self._project is not None
        self._arrangement = arrangement.following(self._project.edited)
        self.changed.emit(Aspect.ARRANGEMENT)

    def _set(self, project: Project, aspect: Aspect) -> None:
        self._project = project
        self.changed.emit(aspect)
