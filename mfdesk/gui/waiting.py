"""How much of the table the model has not seen, and how that is said. Knows no Qt."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mfdesk.gui.words import counted, plural
from mfdesk.ratings.edited import Edited
from mfdesk.ratings.side import Side
from mfdesk.ratings.unseen import Unseen


@dataclass(frozen=True)
class Waiting:
    """How much of the table the model has not seen: ratings given, changed or cleared, and on each side what was
    added and what was dropped (or is back)."""

    ratings: int = 0
    added: tuple[int, int] = (0, 0)
    dropped: tuple[int, int] = (0, 0)

    def __bool__(self) -> bool:
        return bool(self.ratings or any(self.added) or any(self.dropped))

    @classmethod
    def between(cls, edited: Edited, seen: Edited, unseen: Unseen) -> Waiting:
        """What ``edited`` has and ``seen`` had not."""
        added = tuple(max(edited.shape[side] - seen.shape[side], 0) for side in Side)
        dropped = tuple(len(np.setxor1d(edited.dropped[side], seen.dropped[side])) for side in Side)
        return cls(len(unseen.keys), (added[0], added[1]), (dropped[0], dropped[1]))


def waiting_words(waiting: Waiting, nouns: tuple[str, str], just_learned: bool = False) -> tuple[str, str, str]:
    """What changed and what that means, and shorter without what it means, and shorter still; ``nouns`` are what the
    file calls a row and a column."""
    what = changed_words(waiting, nouns)
    since = f"{what} {'while' if just_learned else 'since'} the model learned"
    return f"{since}{_meaning(waiting, nouns, just_learned)}", f"{since}.", what


def _meaning(waiting: Waiting, nouns: tuple[str, str], just_learned: bool) -> str:
    if just_learned:
        return ", and it has not seen that."
    if not waiting.ratings:
        return ". A new training would take that in."
    row, column = nouns if waiting == Waiting(1) else map(plural, nouns)
    whose = "Its" if waiting == Waiting(1) else "Their"
    answer = f"{whose} {row} and {column} answer already; training again moves the rest."
    return f". {answer}"


def changed_words(waiting: Waiting, nouns: tuple[str, str]) -> str:
    """ "3 ratings changed, 2 users added and 1 movie dropped"."""
    changes = [f"{counted(waiting.ratings, 'rating')} changed"] if waiting.ratings else []
    for counts, verb in ((waiting.added, "added"), (waiting.dropped, "dropped")):
        changes += [f"{counted(count, noun)} {verb}" for count, noun in zip(counts, nouns, strict=True) if count]
    return " and ".join([", ".join(changes[:-1]), changes[-1]] if len(changes) > 1 else changes)
