"""Understanding a file from its first bytes: encoding, delimiter, header and layout, in bounded time."""

import codecs
import io
from pathlib import Path
from typing import BinaryIO

from mfdesk.errors import FileEmpty, FileNotText, NotATable
from mfdesk.files import layout
from mfdesk.files.dialect import Parted, part
from mfdesk.files.encoding import binary_kind, decide_encoding
from mfdesk.files.opened import Understood, Unnamed

_SAMPLE = 1 << 18
_LARGEST_SAMPLE = 1 << 23
"""Bytes; a sample grows so far only to hold a few whole lines, when these are long."""

_FEW_LINES = 10
_MOST_LINES = 400
_MOST_CELLS = 200_000


def take_sample(stream: BinaryIO) -> tuple[bytes, bool]:
    """The first bytes of a file, and whether they are all of it."""
    sample = stream.read(_SAMPLE)
    while sample.count(b"\n") + sample.count(b"\r") < _FEW_LINES and len(sample) < _LARGEST_SAMPLE:
        more = stream.read(len(sample) or 1)
        if not more:
            return sample, True
        sample += more
    return sample, not stream.read(1)


def understand(path: Path, sample: bytes, *, whole: bool) -> Understood:
    """How to read the file whose first bytes these are; ``whole``: they are all of it.

    Raises ``FileEmpty``, ``FileNotText`` or ``NotATable``.
    """
    kind = binary_kind(sample)
    if kind is not None:
        raise FileNotText(path, kind)
    encoding = decide_encoding(sample)
    lines = _lines(sample, encoding, whole)
    if not any(line.strip() for line in lines):
        raise FileEmpty(path) if whole else NotATable(path)
    parted = part(lines)
    if parted is None:
        raise NotATable(path)
    return _with_layout(parted, encoding)


def _lines(sample: bytes, encoding: str, whole: bool) -> list[str]:
    """The whole lines of the sample, a bounded number of them."""
    text = codecs.getincrementaldecoder(encoding)("replace").decode(sample, final=whole)
    lines = io.StringIO(text, newline="").readlines(_SAMPLE * 16)
    return (lines if whole or len(lines) < 2 else lines[:-1])[:_MOST_LINES]


def _with_layout(parted: Parted, encoding: str) -> Understood:
    width, first = parted.width, parted.found[0][1]
    rows = [fields for _, fields in parted.found if len(fields) == width]
    unnamed = _unnamed(rows) if len(first) == width - 1 else Unnamed.NONE
    if unnamed is not Unnamed.NONE:
        rows.insert(0, pad(first, unnamed))
    shape = layout.decide(rows[: max(_MOST_CELLS // width, 2)], commas_free=parted.delimiter != ",")
    if not shape.header:
        unnamed = Unnamed.NONE
    return Understood(shape.layout, encoding, parted.delimiter, shape.header, width, shape.roles, unnamed)


def _unnamed(rows: list[list[str]]) -> Unnamed:
    """Which field of these lines a header that is short of one name leaves out, if that is clear."""
    if not any(fields[-1] for fields in rows):
        return Unnamed.LAST
    names = {fields[0] for fields in rows}
    return Unnamed.FIRST if len(names) == len(rows) and "" not in names else Unnamed.NONE


def pad(header: list[str], unnamed: Unnamed) -> list[str]:
    """The header with a blank where it has no name."""
    return [""] * (unnamed is Unnamed.FIRST) + header + [""] * (unnamed is Unnamed.LAST)
