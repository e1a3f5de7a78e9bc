"""What can be found of one side: its names, as far as they are shown."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from mfdesk.arranged import Order
from mfdesk.ratings.arrays import Integers
from mfdesk.ratings.finding import NameIndex
from mfdesk.ratings.labels import Labels

_MORE = 200
"""So many completions are looked at for the few that are shown."""
_NUMBER = re.compile(r"\s*(?P<word>\D*?)\s*#?(?P<number>\d{1,9})\s*")


@dataclass(frozen=True, eq=False)
class Findable:
    """``labels`` are the names, ``index`` searches them, ``order`` says where they are shown; ``noun`` is what one of
    them is called."""

    labels: Labels
    index: NameIndex
    order: Order
    noun: str

    def hits(self, text: str) -> tuple[Integers, int]:
        """The positions of the shown names that contain the text, in the order they are shown in, and how many more
        there are that the filters hide."""
        found = self.index.find(text)
        if self.order.shown is None:
            return found, 0
        places = self.order.places(found)
        there = np.zeros(len(self.order), np.bool_)
        there[places[places >= 0]] = True
        shown = self.order.shown[there]
        return shown, len(found) - len(shown) - self._dropped(found)

    def complete(self, text: str, limit: int = 12) -> list[int]:
        """The positions of at most ``limit`` shown names: those that start with the text, then those that hold it."""
        if self.order.shown is None:
            return list(self.index.complete(text, limit))
        first = np.array(self.index.complete(text, _MORE), np.int32)
        kept: list[int] = first[self.order.places(first) >= 0].tolist()
        if len(kept) < limit:
            kept = list(dict.fromkeys([*kept, *self.hits(text)[0][:limit].tolist()]))
        return kept[:limit]

    def resolve(self, text: str) -> int | None:
        """The position that is meant: that of this very name, of a number ("row 12", counted as shown), or of the best
        completion; None where there is none."""
        name = text.strip()
        exact = [position for position in self.index.exactly(name).tolist() if self.is_shown(position)]
        if exact:
            best: int = min(exact, key=lambda position: self.labels[position] != name)
            return best
        completed = self.complete(name, 1) if name else []
        number = _NUMBER.fullmatch(name)
        if number and number["word"].casefold() == self.noun.casefold():
            return self._at(int(number["number"]))
        if completed:
            return completed[0]
        return self._at(int(number["number"])) if number and not number["word"] else None

    def is_shown(self, position: int) -> bool:
        return self.order.place(position) is not None

    def is_hidden(self, text: str) -> bool:
        """Whether there is such a name, but the filters hide it."""
        return self.hits(text)[1] > 0

    def _at(self, number: int) -> int | None:
        return self.order.position(number - 1) if 1 <= number <= len(self.order) else None

    def _dropped(self, found: Integers) -> int:
        dropped = self.order.dropped
        return 0 if dropped is None else int(np.isin(found, dropped).sum())
