"""A block of cells as spreadsheets put it on the clipboard: lines of cells parted by tabs, some of them in quotes."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtGui import QGuiApplication, QTextCursor, QTextDocument, QTextTable

from mfdesk.files.cells import Judged, is_missing, judge, number
from mfdesk.files.formulas import unprotected
from mfdesk.ratings.labels import Labels

Line = tuple[str | None, ...]
"""The texts of one line; None where the line is shorter than others, and the table is to stay as it is."""

_MINUS = "\u2212"
"""How the window writes the minus sign; a rating may come back from there."""


@dataclass(frozen=True)
class Block:
    """A rectangle of texts; ``top`` and ``left`` are the names of its columns and rows where it has brought them."""

    lines: tuple[Line, ...]
    top: tuple[str, ...] | None = None
    left: tuple[str, ...] | None = None
    sure: bool = True
    """False where the names could as well be ratings."""

    @property
    def height(self) -> int:
        return len(self.lines)

    @property
    def width(self) -> int:
        return len(self.lines[0]) if self.lines else 0


def clipboard_text() -> str:
    """The lines of cells that the clipboard holds; a program that puts there nothing but a table in HTML has them read
    from that."""
    clipboard = QGuiApplication.clipboard()
    held = clipboard.mimeData()  # nothing at all where the clipboard is empty
    return clipboard.text() or (table_text(held.html()) if held else "")


def table_text(html: str) -> str:
    """The first table in HTML as lines of cells parted by tabs; "" where there is none."""
    document = QTextDocument()
    document.setHtml(html)
    table = next((part for part in document.rootFrame().childFrames() if isinstance(part, QTextTable)), None)
    if table is None:
        return ""
    return "\n".join(
        "\t".join(_cell_text(table, row, column) for column in range(table.columns())) for row in range(table.rows())
    )


def _cell_text(table: QTextTable, row: int, column: int) -> str:
    """On one line, as a tab or the end of a line would part cells; a cell over several places stands in its first."""
    cell = table.cellAt(row, column)
    if (cell.row(), cell.column()) != (row, column):
        return ""
    cursor = cell.firstCursorPosition()
    cursor.setPosition(cell.lastPosition(), QTextCursor.MoveMode.KeepAnchor)
    return " ".join(cursor.selectedText().split())


def tiled(block: Block, height: int, width: int) -> Block:
    """The block again and again where it fits so into a larger rectangle without a rest, as spreadsheets do it."""
    fits = not (height % block.height or width % block.width) and block.top is None and block.left is None
    if not fits:
        return block
    lines = tuple(line * (width // block.width) for line in block.lines)
    return replace(block, lines=lines * (height // block.height))


def parse_block(text: str) -> Block:
    """The cells of a text. Quotes that do not fit are taken to be part of the cells."""
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t", strict=True))
    except csv.Error:
        lines = [line.split("\t") for line in re.split("\r\n|\r|\n", text.removesuffix("\n"))]
    width = max((len(line) or 1 for line in lines), default=0)
    return Block(tuple(_padded(line or [""], width) for line in lines))


def _padded(line: Sequence[str], width: int) -> Line:
    return (*line, *(None for _ in range(width - len(line))))


def with_names(block: Block, rows: Labels, columns: Labels) -> Block:
    """The block with its first line and first column taken as names, where that is what they are.

    They are names if none of them could be a rating and at least one is in the table. Names that look like numbers are
    never ``sure``; they are taken for names where all of them, on both sides, are in the table, and the corner
    between them is neither a number nor a name.
    """
    if block.height > 1 and block.width > 1:
        corner, top, left = _texts(block.lines[0])[0], block.lines[0][1:], _first_column(block.lines[1:])
        if _are_names(top, columns) and _are_names(left, rows):
            return _named(block, top=True, left=True)
        if rows.position(corner) is None and not _is_number(corner) and _all(top, columns) and _all(left, rows):
            return replace(_named(block, top=True, left=True), sure=False)
    if block.height > 1 and _are_names(block.lines[0], columns):
        return _named(block, top=True, left=False)
    if block.width > 1 and _are_names(_first_column(block.lines), rows):
        return _named(block, top=False, left=True)
    return block


def _named(block: Block, *, top: bool, left: bool) -> Block:
    """The block without its first line or its first column, which are its names."""
    lines, names_above, names_beside = block.lines, None, None
    if top:
        names_above, lines = _texts(lines[0][1 if left else 0 :]), lines[1:]
    if left:
        names_beside, lines = _texts(_first_column(lines)), tuple(line[1:] for line in lines)
    return replace(block, lines=lines, top=names_above, left=names_beside)


def _are_names(texts: Line, labels: Labels) -> bool:
    """Whether none of them could be a rating, and one at least is in the table."""
    words = _texts(texts)
    if any(is_missing(word) or _is_number(word) for word in words):
        return False
    return any(labels.position(word) is not None for word in words)


def _all(texts: Line, labels: Labels) -> bool:
    """Whether all of them are in the table."""
    return all(labels.position(word) is not None for word in _texts(texts))


def _first_column(lines: Sequence[Line]) -> Line:
    return tuple(line[0] for line in lines)


def _texts(line: Line) -> tuple[str, ...]:
    """The names that the texts write: as in files, an apostrophe may keep one from being taken for a formula."""
    return tuple(unprotected(text or "") for text in line)


def _is_number(text: str) -> bool:
    return isinstance(number(plain(text), decimal_comma=True), float)


def plain(text: str) -> str:
    """The text with the minus sign that files write."""
    return text.replace(_MINUS, "-")


def judged(texts: Sequence[str]) -> Judged:
    """What texts that were typed or pasted say, each looked at once: by the rules by which files are read."""
    return judge([plain(text) for text in texts], commas_free=True)
