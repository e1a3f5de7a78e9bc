"""Row and column names, kept as text exactly as the file gave them."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import overload

from mfdesk.ratings.short_names import shortened


class Labels(Sequence[str]):
    """An ordered set of names with quick look-up; a name is text and never an index (``007`` is not ``7``)."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = tuple(names)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...
    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        return self._names[index]

    def __len__(self) -> int:
        return len(self._names)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Labels) and self._names == other._names

    def __hash__(self) -> int:
        return hash(self._names)

    def __repr__(self) -> str:
        return f"Labels({len(self)} names)"

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {name: position for position, name in enumerate(self._names)}

    def position(self, name: str) -> int | None:
        """Where the name stands, or None."""
        return self._positions.get(name)

    @cached_property
    def _short(self) -> tuple[str, ...]:
        return shortened(self._names)

    def short(self, position: int) -> str:
        """The name without what most names share: of "How do you like X." and "How do you like Y." just X and Y.

        For display only. A name is shown whole when nothing would be left of it.
        """
        return self._short[position]
