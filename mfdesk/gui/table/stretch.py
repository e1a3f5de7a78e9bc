"""Which places lie where along one edge of what is seen of the table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Stretch:
    """Places that follow one another, from ``first`` on: where each starts, in pixels, and its size with its line."""

    first: int
    starts: tuple[int, ...]
    sizes: tuple[int, ...]

    @property
    def places(self) -> range:
        return range(self.first, self.first + len(self.starts))

    @property
    def grown(self) -> Stretch:
        """With a place more at either end, which may be none of the table's."""
        return Stretch(self.first - 1, (self.start - 1, *self.starts, self.end), (1, *self.sizes, 1))

    @property
    def start(self) -> int:
        return self.starts[0]

    @property
    def end(self) -> int:
        """The first pixel after it."""
        return self.starts[-1] + self.sizes[-1]
