"""Which rows, or columns, pass their filters: found in a blink, or beside the window where names or predictions take
longer."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence

from mfdesk.completed import CompletedTable
from mfdesk.engine.at_once import result_of
from mfdesk.engine.control import RunControl
from mfdesk.engine.report import Progress
from mfdesk.filters import Facts, Filter, NameHas, ValueWithin
from mfdesk.gui.find.keys import are_quickly_predicted
from mfdesk.gui.name_book import NameBook
from mfdesk.gui.questions import Questions
from mfdesk.ratings.arrays import Flags, Floats
from mfdesk.ratings.finding import NameIndex
from mfdesk.ratings.labels import Labels
from mfdesk.ratings.side import Side
from mfdesk.sorting import all_values

_Values = dict[int, Floats]


class FilterBook:
    """Of each side, one set of filters is waited for at a time: the newest. Predictions of the table that was asked
    about last are kept: limits are tried out one after the other."""

    def __init__(self, questions: Questions, names: NameBook) -> None:
        self._questions, self._names = questions, names
        self._waiting: dict[Side, tuple[Filter, ...]] = {}
        self._values: dict[Side, tuple[CompletedTable, _Values]] = {}

    def waiting_for(self, side: Side) -> tuple[Filter, ...] | None:
        """The filters that take a moment to be answered."""
        return self._waiting.get(side)

    def ask(
        self,
        table: CompletedTable,
        side: Side,
        filters: tuple[Filter, ...],
        errors: Floats | None,
        then: Callable[[Flags | None], None],
        progressed: Callable[[Progress], None],
    ) -> None:
        """Hands over which pass (size,), None for all: now, or once names and predictions are there."""
        self.drop(side)
        self._waiting[side] = filters

        def named(names: NameIndex) -> None:
            if self._waiting.get(side) is filters:
                self._ask_values(table, side, filters, lambda values: answer(names, values), progressed)

        def answer(names: NameIndex, values: _Values) -> None:
            self._waiting.pop(side, None)
            then(Facts(table, side, names, errors, values).passing(filters))

        if any(isinstance(one, NameHas) for one in filters):
            self._names.ask(side, lambda book: named(book.index))
        else:
            named(NameIndex(Labels(())))

    def drop(self, side: Side) -> None:
        """Nobody waits for filters of this side any more."""
        if self._waiting.pop(side, None) is not None:
            self._questions.drop(_topic(side))

    def clear(self) -> None:
        """Another table was opened."""
        self._values.clear()
        for side in Side:
            self.drop(side)

    def _ask_values(
        self,
        table: CompletedTable,
        side: Side,
        filters: Sequence[Filter],
        then: Callable[[_Values], None],
        progressed: Callable[[Progress], None],
    ) -> None:
        asked = [one.across for one in filters if isinstance(one, ValueWithin) and one.asks_predictions]
        before, known = self._values.get(side, (table, {}))
        known = {across: known[across] for across in asked if across in known and _say_the_same(before, table)}
        missing = [across for across in dict.fromkeys(asked) if across not in known]

        def found(more: _Values) -> None:
            self._values[side] = table, known | more
            then(known | more)

        if are_quickly_predicted(table, side, len(missing)):
            found(result_of(_predicted(table, side, missing, RunControl())))
        else:
            self._questions.ask(
                _topic(side), lambda control: _predicted(table, side, missing, control), found, progressed
            )


def _topic(side: Side) -> str:
    return f"filter {side.name.lower()}"


def _say_the_same(one: CompletedTable, other: CompletedTable) -> bool:
    return one.source is other.source and one.model is other.model and one.answer is other.answer


def _predicted(
    table: CompletedTable, side: Side, lines: Sequence[int], control: RunControl
) -> Generator[Progress, None, _Values]:
    """All values of these columns (or rows)."""
    found: _Values = {}
    for across in lines:
        found[across] = yield from all_values(table, side, across, control)
    return found
