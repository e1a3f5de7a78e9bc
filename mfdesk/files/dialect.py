"""What parts the fields: decided on a bounded sample of whole lines, in one pass for each candidate."""

from collections import Counter
from dataclasses import dataclass
from itertools import islice

from mfdesk.errors import Reason
from mfdesk.files.cells import is_missing, number
from mfdesk.files.records import Record, is_blank, records

CANDIDATES = ("\t", "::", ";", "|", ",")
"""On a tie the first one wins: a comma may stand inside numbers and titles, a tab hardly ever."""

_MOST_RECORDS = 300
_MOST_JUDGED = 2000
"""Cells; enough to see what a file is made of."""


@dataclass(frozen=True)
class Parted:
    """A sample parted by ``delimiter``: ``width`` is the usual number of fields, ``score`` how well it fits."""

    delimiter: str
    found: tuple[Record, ...]
    width: int
    score: float


def part(lines: list[str]) -> Parted | None:
    """The sample parted by the delimiter that fits best, or None when no delimiter parts it into a table."""
    best = max((_try(lines, delimiter) for delimiter in CANDIDATES), key=lambda tried: tried.score)
    return best if best.score > 0 else None


def _try(lines: list[str], delimiter: str) -> Parted:
    found = islice(records(iter(lines), delimiter, _ignore), _MOST_RECORDS)
    kept = tuple(record for record in found if record[1] and not is_blank(record[1]))
    widths = Counter(len(fields) for _, fields in kept)
    width, same = widths.most_common(1)[0] if widths else (0, 0)
    share = same / len(kept) if kept else 0.0
    if width < 2 or share < 0.5:
        return Parted(delimiter, kept, width, 0.0)
    fitting = tuple(record for record in kept if len(record[1]) == width)
    return Parted(delimiter, kept, width, share * (1 - 1 / width) * (1 + _share_plain(fitting)))


def _share_plain(kept: tuple[Record, ...]) -> float:
    """The share of cells that are numbers or holes: in a table of ratings most are, if it is parted rightly."""
    cells = list(islice((cell for _, fields in kept for cell in fields), _MOST_JUDGED))
    plain = sum(is_missing(cell) or not isinstance(number(cell, decimal_comma=True), Reason) for cell in cells)
    return plain / len(cells)


def _ignore(line: int, reason: Reason, text: str) -> None:
    """A sample is only looked at; its faults are told when the whole file is read."""
