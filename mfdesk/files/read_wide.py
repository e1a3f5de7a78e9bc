"""Wide files: a line for each row of the table."""

from collections.abc import Callable

import numpy as np

from mfdesk.errors import Problem, Reason
from mfdesk.files.accounting import Ledger
from mfdesk.files.cells import Judged, is_missing, judge, name_problem
from mfdesk.files.codes import Codes, settle
from mfdesk.files.headings import noun
from mfdesk.files.merge import Cells, Merged, merge
from mfdesk.files.opened import MOST_PROBLEMS, Understood
from mfdesk.files.records import Record
from mfdesk.files.wide_columns import Kinds, classify
from mfdesk.ratings.arrays import Flags, Integers, Longs
from mfdesk.ratings.labels import Labels
from mfdesk.ratings.table import Attribute, Ratings


class WideReader:
    """Takes the records of a wide file, batch by batch, and makes ratings of them in the end."""

    def __init__(self, understood: Understood, names: list[str], ledger: Ledger, pulse: Callable[[], None]) -> None:
        self._header = names if understood.header else None
        self._names = names
        self._commas_free = understood.delimiter != ","
        self._ledger = ledger
        self._pulse = pulse
        self._texts = Codes()
        self._cells: list[Integers] = []
        self._lines: list[int] = []

    def take(self, batch: list[Record]) -> None:
        """Records of the right width."""
        for line, fields in batch:
            self._cells.append(self._texts.of(fields))
            self._lines.append(line)

    def finish(self, title: str) -> Ratings | Problem | None:
        """The ratings, or the first problem when there is none."""
        if not self._cells:
            return self._ledger.first_problem
        texts = list(self._texts)
        judged = judge(texts, commas_free=self._commas_free, pulse=self._pulse)
        codes = np.stack(self._cells)
        self._cells.clear()
        self._pulse()
        kinds = classify(codes, judged, self._header)
        self._pulse()
        row_texts = self._row_texts(codes, texts, kinds)
        kept = np.array([name is not None for name in row_texts], np.bool_)
        codes, lines = codes[kept], np.array(self._lines, np.int64)[kept]
        places, row_labels = _labels([name for name in row_texts if name is not None])
        self._tell_bad_cells(codes, lines, texts, judged, kinds)
        merged, column_labels = self._known(codes, judged, kinds.ratings, places)
        self._book_rows(len(places), len(row_labels), merged)
        if not len(merged.once.values):
            return self._ledger.first_problem or self._first_text(codes, lines, texts, kinds)
        return Ratings.from_cells(
            merged.once.rows,
            merged.once.columns,
            merged.once.values,
            row_labels,
            column_labels,
            row_attributes=self._attributes(codes, texts, kinds, places),
            row_noun=noun(self._header[0]) if self._header and kinds.names else "",
            title=title,
        )

    def _row_texts(self, codes: Integers, texts: list[str], kinds: Kinds) -> list[str | None]:
        """The name of each line's row, None where the line is rejected for it; numbers from 1 where there are no names.

        A row without a name is called after its place, so that its ratings count.
        """
        if not kinds.names:
            return [str(place + 1) for place in range(len(codes))]
        found: list[str | None] = [texts[code] for code in codes[:, 0]]
        taken = set(found)
        for place, name in enumerate(found):
            problem = name_problem(name or "")
            if problem is Reason.NAME_MISSING:
                self._ledger.tell(self._lines[place], problem, name or "", self._names[0])
                found[place] = _unused(f"row {place + 1}", taken)
            elif problem is not None:
                self._ledger.reject(self._lines[place], problem, name or "", self._names[0])
                found[place] = None
        return found

    def _column_texts(self, ratings: Flags) -> list[str]:
        """The name of each column of ratings; one without a name is called after its place."""
        if self._header is None:
            return [str(place + 1) for place in range(int(ratings.sum()))]
        found = [self._names[place] for place in np.flatnonzero(ratings)]
        taken: set[str | None] = set(found)
        for place, name in enumerate(found):
            problem = name_problem(name)
            if problem is not None:
                self._ledger.tell(self._ledger.header_line, problem, name)
                found[place] = _unused(f"column {place + 1}", taken)
        return found

    def _tell_bad_cells(self, codes: Integers, lines: Longs, texts: list[str], judged: Judged, kinds: Kinds) -> None:
        bad = np.array([reason is not None for reason in judged.reasons], np.bool_)
        places = np.argwhere(bad[codes] & kinds.ratings)
        for row, column in places[:MOST_PROBLEMS]:
            code = codes[row, column]
            reason = judged.reasons[code]
            assert reason is not None
            self._ledger.tell(int(lines[row]), reason, texts[code], self._names[column])
        self._ledger.count_untold(max(len(places) - MOST_PROBLEMS, 0))
        self._pulse()

    def _known(self, codes: Integers, judged: Judged, ratings: Flags, places: Integers) -> tuple[Merged, Labels]:
        """The known cells, each once, and the names of their columns."""
        column_places, column_labels = _labels(self._column_texts(ratings))
        values = judged.values[codes[:, ratings]]
        rows, columns = np.nonzero(~np.isnan(values))
        cells = Cells(places[rows], column_places[columns], values[rows, columns])
        return merge(cells, max(len(column_labels), 1)), column_labels

    def _book_rows(self, lines: int, rows: int, merged: Merged) -> None:
        self._ledger.used += rows
        self._ledger.merged += lines - rows
        self._ledger.merged_cells += merged.cells

    def _attributes(self, codes: Integers, texts: list[str], kinds: Kinds, places: Integers) -> tuple[Attribute, ...]:
        """What describes the rows; of rows that come twice, what the first one says."""
        first = np.unique(places, return_index=True)[1]
        shown = ["" if is_missing(text) else text for text in texts]
        return tuple(
            Attribute(self._names[place], tuple(shown[code] for code in codes[first, place]))
            for place in np.flatnonzero(kinds.attributes)
        )

    def _first_text(self, codes: Integers, lines: Longs, texts: list[str], kinds: Kinds) -> Problem | None:
        """Where a table without ratings holds text instead."""
        for row, column in np.argwhere(np.broadcast_to(kinds.attributes, codes.shape))[:1000]:
            text = texts[codes[row, column]]
            if not is_missing(text):
                return Problem(int(lines[row]), Reason.NOT_A_NUMBER, text[:80], self._names[column])
        return None


def _labels(names: list[str]) -> tuple[Integers, Labels]:
    """The position of each of the names among the labels, and the labels, each name once."""
    codes = Codes()
    return settle(codes.of(names), list(codes))


def _unused(name: str, taken: set[str | None]) -> str:
    """The name, with a blank and a number after it while it is taken."""
    free, number = name, 1
    while free in taken:
        number += 1
        free = f"{name} ({number})"
    taken.add(free)
    return free
