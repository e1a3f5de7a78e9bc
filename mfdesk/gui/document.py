"""The open project, and the news of what changed in it."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from mfdesk.completed import CompletedTable
from mfdesk.engine.config import Config
from mfdesk.engine.train import Training
from mfdesk.project import Project
from mfdesk.ratings.table import Ratings


class Aspect(Enum):
    """What of the project is another now."""

    RATINGS = auto()
    """Everything: another table was opened."""
    CONFIG = auto()
    ATTRIBUTES = auto()
    """More is known of the rows or columns; ratings and training are the same."""
    TRAINING = auto()


class Document(QObject):
    """Holds the one open project (None before the first table) and emits ``changed(aspect)`` after each change."""

    changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project: Project | None = None

    @property
    def project(self) -> Project | None:
        return self._project

    @property
    def completed(self) -> CompletedTable | None:
        return self._project.completed if self._project else None

    def open(self, ratings: Ratings, config: Config, source: Path | None = None) -> None:
        """Another table takes the place of the one that was open."""
        self._set(Project(ratings, source, config), Aspect.RATINGS)

    def set_config(self, config: Config) -> None:
        """How the next training is to be done; the filled table stays."""
        if self._project and self._project.config != config:
            self._set(replace(self._project, config=config), Aspect.CONFIG)

    def set_attributes(self, ratings: Ratings) -> None:
        """The same ratings, described further; the filled table stays."""
        if self._project:
            self._set(replace(self._project, ratings=ratings), Aspect.ATTRIBUTES)

    def set_training(self, training: Training) -> None:
        """The holes are filled by this training."""
        if self._project:
            self._set(self._project.trained(training), Aspect.TRAINING)

    def _set(self, project: Project, aspect: Aspect) -> None:
        self._project = project
        self.changed.emit(aspect)
