"""The names of both sides ready to be searched: made once for a table, in a blink or beside the window.

Names are searched as they are shown: of "How do you like Brazil" just "Brazil", where all begin alike.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass

from mfdesk.engine.control import RunControl
from mfdesk.engine.report import Progress
from mfdesk.gui.questions import Questions
from mfdesk.ratings.changed_labels import ChangedLabels
from mfdesk.ratings.finding import NameIndex
from mfdesk.ratings.labels import Labels
from mfdesk.ratings.side import Side

_AT_ONCE = 100_000
"""So many names are made ready in less than 50 ms."""


@dataclass(frozen=True, eq=False)
class Book:
    """``shown`` are the names as they are shown, ``index`` searches them; both are those of ``labels``."""

    labels: Labels
    shown: ChangedLabels
    index: NameIndex

    @classmethod
    def of(cls, side: Side, labels: Labels) -> Book:
        changed = ChangedLabels.of(labels)
        shown = ChangedLabels(_as_shown(side, changed.opened), changed.renamed, changed.added)
        return cls(labels, shown, NameIndex(shown))

    def following(self, labels: Labels) -> Book:
        """That of the same names after some were changed or added."""
        changed = ChangedLabels.of(labels)
        shown = ChangedLabels(self.shown.opened, changed.renamed, changed.added)
        return Book(labels, shown, self.index.following(shown))


class NameBook:
    """``labels`` tells the names of a side as they are now; what was made of them follows."""

    def __init__(self, questions: Questions, labels: Callable[[Side], Labels]) -> None:
        self._questions, self._labels = questions, labels
        self._books: dict[Side, Book] = {}
        self._waiting: dict[Side, list[Callable[[Book], None]]] = {side: [] for side in Side}

    def ask(self, side: Side, then: Callable[[Book], None]) -> None:
        """Hands the names to ``then``: now, or once they are ready."""
        book = self._ready(side)
        if book is not None:
            then(book)
            return
        self._waiting[side].append(then)
        if len(self._waiting[side]) == 1:
            labels = self._labels(side)
            self._questions.ask(
                _topic(side), lambda control: _made(side, labels, control), lambda book: self._take(side, book)
            )

    def clear(self) -> None:
        """Another table was opened; nobody waits for the names of the last one."""
        self._books.clear()
        for side in Side:
            self._waiting[side].clear()
            self._questions.drop(_topic(side))

    def _ready(self, side: Side) -> Book | None:
        labels, book = self._labels(side), self._books.get(side)
        if book is not None:
            self._books[side] = book if book.labels is labels else book.following(labels)
        elif len(labels) <= _AT_ONCE:
            self._books[side] = Book.of(side, labels)
        return self._books.get(side)

    def _take(self, side: Side, book: Book) -> None:
        self._books[side] = book
        waiting, self._waiting[side] = self._waiting[side], []
        for then in waiting:
            self.ask(side, then)


def _topic(side: Side) -> str:
    return f"names of {side.name.lower()}"


def _as_shown(side: Side, opened: Labels) -> Labels:
    """The names as the headers have them; the same where they are shown whole."""
    if side is Side.ROWS or not len(opened):
        return opened
    names = [opened.short(position) for position in range(len(opened))]
    return opened if all(map(str.__eq__, names, opened)) else Labels(names)


def _made(side: Side, labels: Labels, control: RunControl) -> Generator[Progress, None, Book]:
    control.checkpoint()
    yield Progress(0, 1)
    return Book.of(side, labels)
