"""A project: the table, how it is to be learned, and what was learned. A change is a new project."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from mfdesk.completed import CompletedTable
from mfdesk.engine.answer import Answered
from mfdesk.engine.config import Config
from mfdesk.engine.train import Training
from mfdesk.ratings.edited import Edited
from mfdesk.ratings.indexed import Indexed
from mfdesk.ratings.table import Ratings


@dataclass(frozen=True, eq=False)
class Project:
    """``edited`` is the table with all that was changed by hand, ``source`` the file it came from. ``training`` is the
    last finished training, or None; it has learned from the state ``seen`` of the table, and ``answer`` is its model
    after it was told of what changed since (None: nothing)."""

    edited: Edited
    source: Path | None = None
    config: Config = field(default_factory=Config)
    training: Training | None = None
    seen: Edited | None = None
    answer: Answered | None = None

    @property
    def ratings(self) -> Ratings:
        """The table as plain ratings; of a large table with edits they take part of a second to make."""
        return self.edited.ratings

    @property
    def learned_from(self) -> Ratings:
        """The ratings that the training has seen; without one, those of the table."""
        return (self.seen or self.edited).ratings

    @property
    def opened(self) -> Ratings:
        """The table as it was opened: its nouns, its title and its attributes hold for all its states."""
        return self.edited.base.ratings

    @property
    def completed(self) -> CompletedTable:
        return CompletedTable(self.edited, self.training.model if self.training else None, self.seen, self.answer)

    def trained(self, training: Training, seen: Edited) -> Project:
        """Filled by this training, which has learned from the state ``seen`` of the table."""
        return replace(self, training=training, config=training.config, seen=seen, answer=None)

    def described(self, opened: Ratings) -> Project:
        """The same table, about whose rows or columns more is known: ``opened`` has the ratings it was opened with."""
        base = Indexed(opened)
        seen = None if self.seen is None else replace(self.seen, base=base)
        return replace(self, edited=replace(self.edited, base=base), seen=seen, answer=None)
