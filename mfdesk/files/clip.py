"""Chosen cells as text that a spreadsheet takes: lines of cells parted by tabs, and a table in HTML.

Given numbers are written exactly, never as they are rounded on the screen: a spreadsheet is to compute with what was
given. Predictions have six significant digits: a model is of single precision, and the seventh is another when the
same cell is worked out beside other ones. The point is a point and the minus a hyphen in every language, as in the
files that mfdesk writes; where a spreadsheet expects a comma, the HTML, which it prefers, tells it each number once
more in a form that has no language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from html import escape

import numpy as np

from mfdesk.arranged import Arrangement
from mfdesk.chosen import Band, Frame, Part, bands, positions
from mfdesk.completed import Block, CompletedTable, Kind
from mfdesk.engine.control import RunControl
from mfdesk.engine.report import Progress
from mfdesk.files.formulas import protected
from mfdesk.files.texts import shortest
from mfdesk.ratings.arrays import Integers
from mfdesk.ratings.side import Side

Ask = Callable[[Integers, Integers], Block]
"""As ``CompletedTable.block``: what to copy of the rows and columns at these positions."""
UNASKED = 200_000
"""Cells that are copied without a question. Of more there is no HTML: other programs choke on tables of that size."""
MOST = 5_000_000
"""More cells than this are never copied: the clipboard holds them in memory, most programs several times."""
_AT_ONCE = 2**15
"""Cells between two checkpoints: at most 50 ms with a model of many draws, which is slow for few rows at a time."""
_DIGITS = 6
_PREDICTED_BYTES, _GIVEN_BYTES = 8, 2
"""What a cell takes with its tab, about."""


@dataclass(frozen=True)
class Copied:
    """The ``cells`` as text and, if they are not too many, as ``html`` (else "")."""

    tsv: str
    html: str
    cells: int


@dataclass(frozen=True)
class Line:
    """One row to be written: its place, and the text and kind of each cell ("" where empty or not chosen)."""

    row: int
    texts: list[str]
    kinds: list[int]


def frame_of(parts: Sequence[Part]) -> Frame:
    """What is copied of these parts (one at least): the rectangle around them, blank between them.

    Where that would be very large they are moved together: two rows from both ends of a long table are two rows.
    """
    around = Frame.around(parts)
    return around if around.cells <= UNASKED else Frame.closed_around(parts)


def size_of(table: CompletedTable, cells: int) -> int:
    """About how many bytes so many cells take as text."""
    if table.speaker is not None:
        return cells * _PREDICTED_BYTES
    share = table.edited.known / max(table.shape[0] * table.shape[1], 1)
    return round(cells * (1 + share * (_GIVEN_BYTES - 1)))


def copied(
    table: CompletedTable,
    arrangement: Arrangement,
    parts: Sequence[Part],
    names: bool,
    control: RunControl,
    ask: Ask | None = None,
) -> Generator[Progress, None, Copied]:
    """The cells of the parts as they are arranged, if asked for with the ``names`` of their rows and columns.

    ``ask`` gives other numbers than those of the table, such as spreads.
    """
    frame = frame_of(parts)
    with_html = frame.cells <= UNASKED
    tsv, html = [], []
    if names:
        heads = names_of(table, arrangement, Side.COLUMNS, frame.columns)
        tsv.append("\t".join(["", *map(tsv_field, heads)]))
        html.append(f"<tr><th></th>{''.join(map(_html_name, heads))}</tr>")
    done = 0
    for lines in grid(ask or table.block, arrangement, parts, control):
        starts = _row_names(table, arrangement, lines) if names else []
        tsv += _tsv_lines(lines, starts)
        if with_html:
            html += _html_lines(lines, starts)
        done += len(lines) * frame.width
        yield Progress(done, frame.cells)
    if not tsv[-1]:
        tsv.append("")  # else who pastes a column whose last cell is blank would miss that cell
    return Copied("\n".join(tsv), _document(html) if with_html else "", frame.cells)


def grid(ask: Ask, arrangement: Arrangement, parts: Sequence[Part], control: RunControl) -> Iterator[list[Line]]:
    """The rows of the frame around the parts, some at a time."""
    frame, texts = frame_of(parts), _Texts()
    height = max(_AT_ONCE // frame.width, 1)
    for band in bands(parts, closed=frame.closed):
        columns = positions(band.columns, arrangement, Side.COLUMNS)
        for first in range(band.rows.start, band.rows.stop, height):
            run = range(first, min(first + height, band.rows.stop))
            rows = positions([run], arrangement, Side.ROWS)
            values, kinds = _cells(ask, rows, columns, control)
            lines = [texts.of(*one) for one in zip(values, kinds, strict=True)]
            yield _placed(band, frame, run, lines, kinds)


def names_of(table: CompletedTable, arrangement: Arrangement, side: Side, runs: Sequence[range]) -> list[str]:
    """The whole names at these places."""
    labels = table.edited.labels[side]
    return [labels[position] for position in positions(runs, arrangement, side).tolist()]


def tsv_field(text: str) -> str:
    """A name as one field between tabs: never a formula, in quotes where it holds a tab, a line's end or a quote."""
    safe = protected(text)
    return '"' + safe.replace('"', '""') + '"' if _PARTING.search(safe) else safe


_PARTING = re.compile('[\t\r\n"\v\f\x1c-\x1e\x85\u2028\u2029]')
"""All that parts fields or lines, for any program that reads them."""
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class _Texts:
    """Writes numbers; each different given one once, as there are few."""

    def __init__(self) -> None:
        self._exact: dict[float, str] = {}

    def of(self, values: list[float], kinds: list[int]) -> list[str]:
        return [
            f"{value + 0.0:.{_DIGITS}g}" if kind == Kind.PREDICTED else self._given(value) if kind else ""
            for value, kind in zip(values, kinds, strict=True)
        ]

    def _given(self, value: float) -> str:
        if value not in self._exact:
            self._exact[value] = shortest(value)
        return self._exact[value]


def _cells(
    ask: Ask, rows: Integers, columns: Integers, control: RunControl
) -> tuple[list[list[float]], list[list[int]]]:
    """Values and kinds of a rectangle; one that is very wide is asked for in pieces."""
    if not len(columns):
        return [[] for _ in rows], [[] for _ in rows]
    pieces = []
    for first in range(0, len(columns), _AT_ONCE):
        control.checkpoint()
        pieces.append(ask(rows, columns[first : first + _AT_ONCE]))
    values = np.concatenate([piece.values for piece in pieces], axis=1)
    return values.tolist(), np.concatenate([piece.kinds for piece in pieces], axis=1).tolist()


def _placed(band: Band, frame: Frame, rows: range, texts: list[list[str]], kinds: list[list[int]]) -> list[Line]:
    """The cells of a band where they stand in the frame."""
    if band.columns == frame.columns:
        return [Line(*one) for one in zip(rows, texts, kinds, strict=True)]
    slots, lines = frame.slots(band.columns), []
    for row, own_texts, own_kinds in zip(rows, texts, kinds, strict=True):
        line, taken = Line(row, [""] * frame.width, [int(Kind.EMPTY)] * frame.width), 0
        for slot in slots:
            more = taken + slot.stop - slot.start
            line.texts[slot], line.kinds[slot] = own_texts[taken:more], own_kinds[taken:more]
            taken = more
        lines.append(line)
    return lines


def _row_names(table: CompletedTable, arrangement: Arrangement, lines: list[Line]) -> list[str]:
    return names_of(table, arrangement, Side.ROWS, [range(lines[0].row, lines[-1].row + 1)]) if lines else []


def _tsv_lines(lines: list[Line], names: list[str]) -> list[str]:
    if not names:
        return ["\t".join(line.texts) for line in lines]
    return ["\t".join([tsv_field(name), *line.texts]) for name, line in zip(names, lines, strict=True)]


def _html_lines(lines: list[Line], names: list[str]) -> list[str]:
    heads = map(_html_name, names) if names else [""] * len(lines)
    bodies = ("".join(map(_html_cell, line.texts, line.kinds)) for line in lines)
    return [f"<tr>{head}{body}</tr>" for head, body in zip(heads, bodies, strict=True)]


def _html_cell(text: str, kind: int) -> str:
    """Says the number once for Excel and once for LibreOffice, who else would read "4.5" as a day in May where the
    decimal point is a comma."""
    if not text:
        return "<td></td>"
    shown = f"<i>{text}</i>" if kind == Kind.PREDICTED else text
    return f'<td x:num="{text}" sdval="{text}" sdnum="1033;">{shown}</td>'


def _html_name(name: str) -> str:
    """Marked as text, so that ``007`` stays what it is."""
    safe = _NOT_XML.sub("\ufffd", protected(name))
    lines = re.split("\r\n|\r|\n", escape(safe))
    return f'<th dir="auto" sdnum="1033;0;@">{"<br/>".join(lines)}</th>'


def _document(rows: list[str]) -> str:
    style = 'th {mso-number-format:"\\@"; white-space:pre;} br {mso-data-placement:same-cell;}'
    head = f'<head><meta charset="utf-8"/><style>{style}</style></head>'
    table = "\n".join(["<table>", *rows, "</table>"])
    return f'<html xmlns:x="urn:schemas-microsoft-com:office:excel">{head}<body>{table}</body></html>'
