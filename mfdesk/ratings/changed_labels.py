"""The names of one side after a few of them were changed and some were added, without a copy of all the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import overload

from mfdesk.ratings.labels import Labels


class ChangedLabels(Labels):
    """The names of ``opened``, some of them ``renamed`` by position, and ``added`` ones after them."""

    def __init__(self, opened: Labels, renamed: Mapping[int, str], added: tuple[str, ...]) -> None:
        self.opened, self.renamed, self.added = opened, dict(renamed), added

    @classmethod
    def of(cls, labels: Labels) -> ChangedLabels:
        """The same names, ready to be changed."""
        return labels if isinstance(labels, ChangedLabels) else cls(labels, {}, ())

    @property
    def as_opened(self) -> bool:
        """Whether every name is as the file gave it and none came on top."""
        return not (self.renamed or self.added)

    def with_name(self, position: int, name: str) -> ChangedLabels:
        """The names with another one at this position."""
        place = position - len(self.opened)
        if place >= 0:
            return ChangedLabels(self.opened, self.renamed, (*self.added[:place], name, *self.added[place + 1 :]))
        others = {where: known for where, known in self.renamed.items() if where != position}
        back = name == self.opened[position]
        return ChangedLabels(self.opened, others if back else others | {position: name}, self.added)

    def with_more(self, names: Sequence[str]) -> ChangedLabels:
        """The names with these after them."""
        return ChangedLabels(self.opened, self.renamed, (*self.added, *names))

    def without_last(self, count: int) -> ChangedLabels:
        """The names without the last so many, which were added."""
        return ChangedLabels(self.opened, self.renamed, self.added[: len(self.added) - count])

    def whole(self) -> Labels:
        """Plain labels of the same names."""
        return self.opened if self.as_opened else Labels(self)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...
    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        if isinstance(index, slice):
            return tuple(self[place] for place in range(*index.indices(len(self))))
        place = range(len(self))[index]
        if place >= len(self.opened):
            return self.added[place - len(self.opened)]
        return self.renamed.get(place) or self.opened[place]

    def __len__(self) -> int:
        return len(self.opened) + len(self.added)

    def __iter__(self) -> Iterator[str]:
        if not self.renamed:
            return chain(self.opened, self.added)
        names = list(self.opened)
        for position, name in self.renamed.items():
            names[position] = name
        return chain(names, self.added)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Labels) and len(self) == len(other) and all(map(str.__eq__, self, other))

    __hash__ = None  # type: ignore[assignment]  # nothing looks them up

    def position(self, name: str) -> int | None:
        """Where the name stands, or None."""
        if name in self._new_positions:
            return self._new_positions[name]
        place = self.opened.position(name)
        return None if place in self.renamed else place

    def short(self, position: int) -> str:
        """As ``Labels.short``; a name that is new is shown whole."""
        new = position in self.renamed or position >= len(self.opened)
        return self[position] if new else self.opened.short(position)

    @cached_property
    def _new_positions(self) -> dict[str, int]:
        added = {name: len(self.opened) + place for place, name in enumerate(self.added)}
        return added | {name: position for position, name in self.renamed.items()}
