"""From lines of text to records of fields, by RFC 4180, with a guard against the quote that is never closed."""

import csv
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from mfdesk.errors import Reason

Record = tuple[int, list[str]]
"""The number of its first line, counted from 1, and its fields; an empty line has none."""

Reject = Callable[[int, Reason, str], None]
"""Told of each line that is no record: its number, why, and its text."""

MOST_LINES = 100
"""A quoted field that spans more lines than this is taken for a lone quote."""

DAMAGE = re.compile("[\udc80-\udcff�]")
"""What bytes that are no text turn into; the replacement character stands for them in UTF-16."""


class _NeverClosed(Exception):
    """The quote is still open where the reader must stop."""


def records(lines: Iterator[str], delimiter: str, reject: Reject, *, damaged: bool = False) -> Iterator[Record]:
    """The records in order. A lone quote costs its own line and not the lines after it.

    ``damaged``: the text was decoded with stand-ins for bytes that are no text; lines with such are rejected.
    """
    waiting: deque[str] = deque()
    number = 0
    while line := waiting.popleft() if waiting else next(lines, ""):
        number += 1
        if damaged and DAMAGE.search(line):
            reject(number, Reason.NOT_TEXT, line)
        elif '"' not in line or len(delimiter) > 1:
            content = line.rstrip("\r\n")
            yield number, content.split(delimiter) if content else []
        else:
            pulled: list[str] = []
            fields = _quoted(line, _rest(waiting, lines), pulled, delimiter)
            if isinstance(fields, Reason):
                reject(number, fields, line)
                waiting.extendleft(reversed(pulled))
            else:
                yield number, fields
                number += len(pulled)


def _rest(waiting: deque[str], lines: Iterator[str]) -> Iterator[str]:
    while line := waiting.popleft() if waiting else next(lines, ""):  # yield from would close the file in the end
        yield line


def _quoted(first: str, more: Iterator[str], pulled: list[str], delimiter: str) -> list[str] | Reason:
    """The fields of a record with quotes; the further lines that it needed are put into ``pulled``."""

    def feed() -> Iterator[str]:
        yield first
        for line in islice(more, MOST_LINES):
            pulled.append(line)
            yield line
        raise _NeverClosed

    try:
        return next(csv.reader(feed(), delimiter=delimiter))
    except _NeverClosed:
        return Reason.QUOTE_OPEN
    except csv.Error:  # a field longer than the module takes: 131,072 characters
        return Reason.NAME_TOO_LONG


def batches(found: Iterable[Record], cells: int = 16_384) -> Iterator[list[Record]]:
    """The records in lists of about so many cells each: a few milliseconds of work."""
    batch: list[Record] = []
    room = cells
    for record in found:
        batch.append(record)
        room -= len(record[1]) + 1
        if room <= 0:
            yield batch
            batch, room = [], cells
    if batch:
        yield batch


def is_blank(fields: list[str]) -> bool:
    """Nothing but blanks between the delimiters, or Excel's line ``sep=;`` that only says what the delimiter is."""
    text = "".join(fields).strip()
    return not text or (text == "sep=" and fields[0] == text)
