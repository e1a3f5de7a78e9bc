"""What was done to a table by hand, to be taken back and done again."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mfdesk.ratings.edited import Edited
from mfdesk.ratings.edits import Operation, apply


@dataclass(frozen=True, eq=False)
class Step:
    """A named change that can be made now, and the steps beyond it."""

    name: str
    operation: Operation
    beyond: Step | None


@dataclass(frozen=True, eq=False)
class History:
    """A table and the way to it; a value, whose steps are shared with the histories before and after it.

    ``back`` is the step that undo would make and ``forth`` the one that redo would; None: there is none.
    """

    edited: Edited
    back: Step | None = None
    forth: Step | None = None

    def after(self, name: str, operation: Operation) -> History:
        """One change on; what was undone can no longer be redone. Raises as ``apply`` does."""
        edited, inverse = apply(self.edited, operation)
        return History(edited, Step(name, inverse, self.back))

    def undone(self) -> History:
        """One step back, or the same where there is none."""
        if self.back is None:
            return self
        edited, redo = apply(self.edited, self.back.operation)
        return History(edited, self.back.beyond, Step(self.back.name, redo, self.forth))

    def redone(self) -> History:
        """One step forth, or the same where there is none."""
        if self.forth is None:
            return self
        edited, undo = apply(self.edited, self.forth.operation)
        return History(edited, Step(self.forth.name, undo, self.back), self.forth.beyond)

    def forgotten(self) -> History:
        """The same table without a way back or forth."""
        return replace(self, back=None, forth=None)
