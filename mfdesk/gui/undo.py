"""What can be taken back: commands that hold a change and its inverse, never a copy of the table.

They hold the document weakly. As its last holders they would end it, and the stack with it, while the stack ends them.
"""

from __future__ import annotations

from typing import Protocol
from weakref import proxy

from PySide6.QtGui import QUndoCommand, QUndoStack
from shiboken6 import isValid

from mfdesk.arranged import Arrangement
from mfdesk.ratings.edited import Edited
from mfdesk.ratings.edits import Operation


class Changing(Protocol):
    """What the commands ask of the document."""

    def take_edit(self, operation: Operation) -> Operation: ...
    def take_edited(self, edited: Edited) -> None: ...
    def take_arrangement(self, arrangement: Arrangement) -> None: ...


class UndoStack(QUndoStack):
    """Lets go of its commands before Python takes it apart: where Python collects it as garbage together with them,
    PySide6 6.11 deletes them first, and Qt once more with the stack, which ended the process now and then."""

    def __del__(self) -> None:
        if isValid(self):
            self.blockSignals(True)  # whoever listens may be half gone
            self.clear()


class Edit(QUndoCommand):
    """A change of the table. It was worked out already when the command is pushed, so that it cannot fail there."""

    def __init__(self, document: Changing, words: str, first: Edited, operation: Operation, inverse: Operation) -> None:
        super().__init__(words)
        self._document, self._first = proxy(document), first
        self._operation, self._inverse = operation, inverse
        self._is_new = True

    def redo(self) -> None:
        if self._is_new:
            self._is_new = False
            self._document.take_edited(self._first)
            del self._first  # the states that follow share with each other; this one need not be kept
        else:
            self._inverse = self._document.take_edit(self._operation)

    def undo(self) -> None:
        self._operation = self._document.take_edit(self._inverse)


class Arrange(QUndoCommand):
    """Another arrangement of rows and columns."""

    def __init__(self, document: Changing, words: str, before: Arrangement, after: Arrangement) -> None:
        super().__init__(words)
        self._document, self._before, self._after = proxy(document), before, after

    def redo(self) -> None:
        self._document.take_arrangement(self._after)

    def undo(self) -> None:
        self._document.take_arrangement(self._before)
