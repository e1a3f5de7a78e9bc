"""What sorts one side of the table, found in a blink or beside the window; the order of names is found once."""

from __future__ import annotations

from collections.abc import Callable

from mfdesk.completed import CompletedTable
from mfdesk.engine.at_once import result_of
from mfdesk.engine.control import RunControl
from mfdesk.engine.report import Progress
from mfdesk.gui.find.keys import Keys, are_quick, keys_of
from mfdesk.gui.find.terms import Sort, SortBy
from mfdesk.gui.questions import Questions
from mfdesk.ratings.labels import Labels
from mfdesk.ratings.side import Side


class KeyBook:
    """Of each side, one sort is waited for at a time: the newest."""

    def __init__(self, questions: Questions) -> None:
        self._questions = questions
        self._by_name: dict[Side, tuple[Labels, Keys]] = {}
        self._waiting: dict[Side, Sort] = {}

    def waiting_for(self, side: Side) -> Sort | None:
        """The sort that takes a moment to be found."""
        return self._waiting.get(side)

    def ask(
        self,
        table: CompletedTable,
        side: Side,
        sort: Sort,
        then: Callable[[Keys], None],
        progressed: Callable[[Progress], None],
    ) -> None:
        """Hands the keys to ``then``: now, or once they are found."""
        self.drop(side)
        labels, known = table.edited.labels[side], self._by_name.get(side)
        if sort.by is SortBy.NAME and known and known[0] is labels:
            then(known[1])
        elif are_quick(table, side, sort):
            self._take(side, sort, labels, result_of(keys_of(table, side, sort, RunControl())), then)
        else:
            self._waiting[side] = sort
            self._questions.ask(
                _topic(side),
                lambda control: keys_of(table, side, sort, control),
                lambda keys: self._take(side, sort, labels, keys, then),
                progressed,
            )

    def drop(self, side: Side) -> None:
        """Nobody waits for a sort of this side any more."""
        if self._waiting.pop(side, None):
            self._questions.drop(_topic(side))

    def clear(self) -> None:
        """Another table was opened."""
        self._by_name.clear()
        for side in Side:
            self.drop(side)

    def _take(self, side: Side, sort: Sort, labels: Labels, keys: Keys, then: Callable[[Keys], None]) -> None:
        self._waiting.pop(side, None)
        if sort.by is SortBy.NAME:
            self._by_name[side] = labels, keys
        then(keys)


def _topic(side: Side) -> str:
    return f"sort {side.name.lower()}"
