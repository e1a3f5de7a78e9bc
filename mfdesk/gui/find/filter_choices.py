"""What the rows, or the columns, of a table can be filtered by."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from mfdesk.gui.find.words import Naming
from mfdesk.gui.words import decimals
from mfdesk.project import Project
from mfdesk.ratings.side import Side
from mfdesk.ratings.table import Attribute


@dataclass(frozen=True, eq=False)
class FilterChoices:
    """Of one side: what one is called (``noun``), how many there are (``total``), what is known of them, which numbers
    of ratings, means (two each: lowest, highest) and errors (highest; None: nobody knows) they have."""

    noun: str = "row"
    total: int = 0
    attributes: tuple[Attribute, ...] = ()
    counts: tuple[int, int] = (0, 0)
    means: tuple[float, float] = (0.0, 0.0)
    error: float | None = None
    digits: int = 1
    predicts: bool = False
    edited: bool = False
    _counted: dict[str, list[tuple[str, int]]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, project: Project, side: Side, before: FilterChoices | None = None) -> FilterChoices:
        """``before`` are earlier ones of the side, from which is taken what holds still."""
        edited, naming, training = project.edited, Naming(project.edited), project.training
        attributes = edited.attributes(side)
        counts, scale = edited.counts(side), edited.scale
        has_errors = training is not None and training.judged is not None
        return cls(
            noun=naming.noun(side),
            total=naming.total(side),
            attributes=attributes,
            counts=(int(counts.min(initial=0)), int(counts.max(initial=0))),
            means=(scale.lowest, scale.highest),
            error=scale.highest - scale.lowest if has_errors else None,
            digits=max(decimals(scale), 1),
            predicts=training is not None,
            edited=bool(len(edited.unseen(project.seen).positions(side))),
            _counted=before._counted if before and before.attributes is attributes else {},
        )

    def values(self, attribute: str) -> list[tuple[str, int]]:
        """The values of this attribute and how many have each, most frequent ones first; found once."""
        if attribute not in self._counted:
            known = [one.values for one in self.attributes if one.name == attribute]
            counts = Counter(known[0]) if known else Counter[str]()
            self._counted[attribute] = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        return self._counted[attribute]
