"""A project: the ratings, how they are to be learned, and what was learned. A change is a new project."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from mfdesk.completed import CompletedTable
from mfdesk.engine.config import Config
from mfdesk.engine.train import Training
from mfdesk.ratings.table import Ratings


@dataclass(frozen=True, eq=False)
class Project:
    """``training`` is the last finished training of these ratings, or None; ``source`` the file they came from."""

    ratings: Ratings
    source: Path | None = None
    config: Config = field(default_factory=Config)
    training: Training | None = None

    @property
    def completed(self) -> CompletedTable:
        return CompletedTable(self.ratings, self.training.model if self.training else None)

    def trained(self, training: Training) -> Project:
        """The same ratings, filled by this training."""
        return replace(self, training=training, config=training.config)
