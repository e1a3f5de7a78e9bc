"""Long files: a line for each known cell."""

from collections.abc import Callable

import numpy as np

from mfdesk.errors import Problem, Reason
from mfdesk.files.accounting import Ledger
from mfdesk.files.cells import Judged, judge, name_problem
from mfdesk.files.codes import Codes, settle
from mfdesk.files.headings import noun
from mfdesk.files.merge import Cells, merge
from mfdesk.files.opened import MOST_PROBLEMS, Roles, Understood
from mfdesk.files.records import Record
from mfdesk.files.times import many_seconds, seconds
from mfdesk.ratings.arrays import Flags, Floats, Integers, Longs
from mfdesk.ratings.table import Ratings

_PREDICTED = "predicted"


class LongReader:
    """Takes the records of a long file, batch by batch, and makes ratings of them in the end."""

    def __init__(self, understood: Understood, names: list[str], ledger: Ledger, pulse: Callable[[], None]) -> None:
        assert understood.roles is not None
        self._roles: Roles = understood.roles
        self._names = names if understood.header else [""] * len(names)
        self._commas_free = understood.delimiter != ","
        self._ledger = ledger
        self._pulse = pulse
        self._row_texts, self._column_texts, self._rating_texts, self._sources = Codes(), Codes(), Codes(), Codes()
        self._rows: list[Integers] = []
        self._columns: list[Integers] = []
        self._ratings: list[Integers] = []
        self._given: list[Flags] = []
        self._times: list[Floats] = []
        self._lines: list[Longs] = []

    def take(self, batch: list[Record]) -> None:
        """Records of the right width, not blank."""
        fields = list(zip(*(record[1] for record in batch), strict=True))
        roles = self._roles
        self._rows.append(self._row_texts.of(fields[roles.row]))
        self._columns.append(self._column_texts.of(fields[roles.column]))
        self._ratings.append(self._rating_texts.of(fields[roles.rating]))
        self._lines.append(np.array([record[0] for record in batch], np.int64))
        if roles.source is not None:
            self._given.append(np.array([source != _PREDICTED for source in fields[roles.source]], np.bool_))
        if roles.time is not None:
            times = many_seconds(fields[roles.time])
            self._tell_bad_times(batch, times)
            self._times.append(times)

    def _tell_bad_times(self, batch: list[Record], times: Floats) -> None:
        """The rating of such a line counts; only when it was given is not known."""
        place = self._roles.time
        assert place is not None
        for at in np.flatnonzero(np.isnan(times)):
            line, fields = batch[at]
            if seconds(fields[place]) is None:
                self._ledger.tell(line, Reason.BAD_TIME, fields[place], self._names[place])

    def finish(self, title: str) -> Ratings | Problem | None:
        """The ratings, or the first problem when there is none."""
        rows, columns, ratings = (_joined(parts) for parts in (self._rows, self._columns, self._ratings))
        judged = judge(list(self._rating_texts), commas_free=self._commas_free, pulse=self._pulse)
        kept = self._without_rejected(rows, columns, ratings, judged)
        known = kept & ~judged.missing[ratings]
        if self._given:
            known &= np.concatenate(self._given)
        self._ledger.blank += int(kept.sum() - known.sum())
        if not known.any():
            return self._ledger.first_problem
        return self._table(rows, columns, judged.values[ratings], kept, known, title)

    def _without_rejected(self, rows: Integers, columns: Integers, ratings: Integers, judged: Judged) -> Flags:
        """(n,): which lines can be used; the others are booked as rejected, each for its first fault."""
        row_texts, column_texts = list(self._row_texts), list(self._column_texts)
        checks = (
            (rows, row_texts, [name_problem(text) for text in row_texts], self._roles.row),
            (columns, column_texts, [name_problem(text) for text in column_texts], self._roles.column),
            (ratings, list(self._rating_texts), list(judged.reasons), self._roles.rating),
        )
        fault = np.full(len(rows), -1, np.int8)
        for kind in reversed(range(len(checks))):  # so that the first fault of a line is the one that stays
            codes, _, reasons, _ = checks[kind]
            fault[np.array([reason is not None for reason in reasons], np.bool_)[codes]] = kind
            self._pulse()
        lines = _joined(self._lines)
        faulty = np.flatnonzero(fault >= 0)
        for at in faulty[:MOST_PROBLEMS]:
            codes, texts, reasons, place = checks[fault[at]]
            reason = reasons[codes[at]]
            assert reason is not None
            self._ledger.reject(int(lines[at]), reason, texts[codes[at]], self._names[place])
        self._ledger.reject_untold(max(len(faulty) - MOST_PROBLEMS, 0))
        return fault < 0

    def _table(
        self, rows: Integers, columns: Integers, values: Floats, kept: Flags, known: Flags, title: str
    ) -> Ratings:
        """Labels come from all lines that are kept, values from those that hold one."""
        row_places, row_labels = settle(rows[kept], list(self._row_texts), numeric_order=True)
        column_places, column_labels = settle(columns[kept], list(self._column_texts), numeric_order=True)
        self._pulse()
        holds = known[kept]
        times = np.concatenate(self._times)[known] if self._times else None
        merged = merge(Cells(row_places[holds], column_places[holds], values[known], times), len(column_labels))
        self._pulse()
        self._ledger.used += len(merged.once.values)
        self._ledger.merged += merged.repeats
        self._ledger.merged_cells += merged.cells
        return Ratings.from_cells(
            merged.once.rows,
            merged.once.columns,
            merged.once.values,
            row_labels,
            column_labels,
            times=merged.once.times,
            row_noun=noun(self._names[self._roles.row]),
            column_noun=noun(self._names[self._roles.column]),
            title=title,
        )


def _joined(parts: list[Integers] | list[Longs]) -> Integers:
    joined: Integers = np.concatenate(parts) if parts else np.empty(0, np.int32)
    return joined
