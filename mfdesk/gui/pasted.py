"""Where the cells of a pasted block go, before anything is changed. Knows no Qt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mfdesk.arranged import Order
from mfdesk.errors import Reason
from mfdesk.gui.edit_words import noun
from mfdesk.gui.table.pasting import Block, judged
from mfdesk.ratings.arrays import Flags, Floats, Integers
from mfdesk.ratings.edited import Edited
from mfdesk.ratings.edits import Append, Operation, Restore
from mfdesk.ratings.side import Side


@dataclass(frozen=True, eq=False)
class Aim:
    """Where the lines of a block go on one side: their ``positions`` (n,), those of the ``new`` names as they will be
    once they are added, and of the ``dropped`` ones once they are back."""

    side: Side
    positions: Integers
    new: tuple[str, ...] = ()
    dropped: tuple[int, ...] = ()
    twice: str = ""
    """A name that stands in the block more than once."""

    @property
    def missing(self) -> int:
        """How many are not in the table now."""
        return len(self.new) + len(self.dropped)

    def there(self, edited: Edited) -> Flags:
        """(n,): which of the lines have a place in the table as it is."""
        size = edited.shape[self.side]
        return (self.positions < size) & ~edited.is_dropped(self.side, self.positions)

    @property
    def operations(self) -> tuple[Operation, ...]:
        """What must be done for all of them to be there."""
        back = (Restore(self.side, np.array(self.dropped, np.int32)),) if self.dropped else ()
        return (*back, Append(self.side, self.new)) if self.new else back


def aim_from(edited: Edited, side: Side, order: Order, first: int, count: int) -> Aim:
    """So many lines from the position ``first`` on, in the order shown; those beyond the last are to be added."""
    start = order.place(first) or 0
    fitting = order.positions(start, start + count)
    size, lacking = edited.shape[side], count - len(fitting)
    beyond = np.arange(size, size + lacking, dtype=np.int32)
    return Aim(side, np.concatenate([fitting, beyond]).astype(np.int32), new_names(edited, side, lacking))


def aim_at(edited: Edited, side: Side, names: Sequence[str]) -> Aim:
    """The lines go where their names stand."""
    twice = next((name for name, count in Counter(names).items() if count > 1), "")
    found = [edited.labels[side].position(name) for name in names]
    new = tuple(name for name, position in zip(names, found, strict=True) if position is None)
    beyond = iter(range(edited.shape[side], edited.shape[side] + len(new)))
    positions = np.array([next(beyond) if position is None else position for position in found], np.int32)
    gone = positions[edited.is_dropped(side, positions)]
    return Aim(side, positions, new, tuple(sorted(set(gone.tolist()))), twice)


def new_names(edited: Edited, side: Side, count: int) -> tuple[str, ...]:
    """Names like "user 944" that nobody has yet."""
    labels, names = edited.labels[side], list[str]()
    number = len(labels)
    while len(names) < count:
        number += 1
        name = f"{noun(edited, side)} {number}"
        if labels.position(name) is None:
            names.append(name)
    return tuple(names)


@dataclass(frozen=True, eq=False)
class Readings:
    """What the n cells of a block say that say anything: the places of their ``lines`` and ``fields`` in it (n,), their
    ``values`` (n,), NaN where the rating is to be cleared, and the ``unreadable`` ones by place, line and field."""

    lines: Integers
    fields: Integers
    values: Floats
    unreadable: tuple[tuple[int, int, str, Reason], ...]


def readings(block: Block) -> Readings:
    """Each different text is looked at once."""
    cells = [
        (line, place, text)
        for line, texts in enumerate(block.lines)
        for place, text in enumerate(texts)
        if text is not None
    ]
    different = list(dict.fromkeys(text for _, _, text in cells))
    said = judged(different)
    at = {text: place for place, text in enumerate(different)}
    which = [at[text] for _, _, text in cells]
    bad = [
        (*cell, reason) for cell, place in zip(cells, which, strict=True) if (reason := said.reasons[place]) is not None
    ]
    lines, fields = (np.array([cell[part] for cell in cells], np.int32) for part in (0, 1))
    return Readings(lines, fields, said.values[np.array(which, np.int64)], tuple(bad))
