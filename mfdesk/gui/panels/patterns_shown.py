"""A map of hidden patterns and the names and nouns of its table: where its points lie, and what is said of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from mfdesk.engine.patterns import PatternMap
from mfdesk.gui.panels import patterns_words as words
from mfdesk.gui.panels.patterns_controls import MEAN
from mfdesk.ratings.arrays import Longs, Singles
from mfdesk.ratings.side import Side
from mfdesk.ratings.table import Ratings

Axes = tuple[int, int]
"""The factor, or ``MEAN``, across and that up."""


@dataclass(frozen=True, eq=False)
class ShownMap:
    """``own``: by the method's own features. A place is that of a point on the map."""

    map: PatternMap
    ratings: Ratings
    own: bool

    @cached_property
    def names(self) -> list[str]:
        """What each point is called."""
        labels = self.ratings.row_labels if self.map.side is Side.ROWS else self.ratings.column_labels
        return [labels.short(position) for position in self.map.positions.tolist()]

    def name_of(self, place: int) -> str:
        return self.names[place]

    @property
    def noun(self) -> str:
        """What the table calls one of the points."""
        return words.noun(self.ratings, self.map.side)

    @property
    def left_out(self) -> str:
        """How many rows or columns are not on the map, "" where all are."""
        return words.left_out(self.map, self.noun)

    def is_alike(self, other: ShownMap | None) -> bool:
        """Whether both show the same side by as many factors of the same kind."""
        return other is not None and self._kind == other._kind

    def points(self, axes: Axes) -> Singles:
        """(n, 2): where the points lie; infinitely far away where that is not known."""
        means = self.map.means.astype(np.float32)
        parts = [means if axis == MEAN else self.map.features[:, axis] for axis in axes]
        return np.nan_to_num(np.column_stack(parts), nan=np.inf)

    def axis_names(self, axes: Axes) -> tuple[str, str]:
        across, up = ("Mean rating" if axis == MEAN else words.factor_name(self.map, axis, self.own) for axis in axes)
        return across, up

    def reading(self, axes: Axes, place: int) -> str:
        """All that is known of one point."""
        pairs = zip(self.axis_names(axes), axes, strict=True)
        factors = list(dict.fromkeys((name, axis) for name, axis in pairs if axis != MEAN))
        return words.reading(self.map, self.name_of, factors, place)

    def description(self, axes: Axes, chosen: int) -> str:
        """The whole map, of which so many points are ``chosen``."""
        told = "" if axes[0] == MEAN else words.ends(self.map, self.name_of, axes[0])
        return words.whole_map(self.map, self.noun, self.axis_names(axes), told, chosen)

    def matches(self, text: str) -> Longs:
        """The places of the names that hold the text, in whatever case; none if it is blank."""
        wanted = text.casefold().strip()
        return np.array([place for place, name in enumerate(self._folded) if wanted and wanted in name], np.int64)

    @cached_property
    def _folded(self) -> list[str]:
        return [name.casefold() for name in self.names]

    @property
    def _kind(self) -> object:
        return self.map.side, self.map.rank, self.own
