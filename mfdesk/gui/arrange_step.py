"""One change of the arrangement on the undo stack, together with the terms it came from."""

from __future__ import annotations

from collections.abc import Callable
from weakref import WeakMethod

from PySide6.QtGui import QUndoCommand

from mfdesk.gui.find.terms import Arranged

ALONE = 0
"""The session of a step that stands for itself."""


class ArrangeStep(QUndoCommand):
    """Those of one session become one, and none where they lead back to where they began. Like the other commands it
    holds weakly whoever takes the arrangement."""

    def __init__(
        self, take: Callable[[Arranged], None], words: str, before: Arranged, after: Arranged, session: int
    ) -> None:
        super().__init__(words)
        self._take, self._before, self._after, self.session = WeakMethod(take), before.bare(), after.bare(), session
        self._new: Arranged | None = after

    def redo(self) -> None:
        after, self._new = self._new or self._after, None
        self._hand(after)

    def undo(self) -> None:
        self._hand(self._before)

    def _hand(self, arranged: Arranged) -> None:
        if (take := self._take()) is not None:
            take(arranged)

    def id(self) -> int:
        return -1 if self.session == ALONE else 1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, ArrangeStep) or other.session != self.session:
            return False
        self._after = other._after
        self.setText(other.text())
        self.setObsolete(self._after.says_the_same(self._before))
        return True
