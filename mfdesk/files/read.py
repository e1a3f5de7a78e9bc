"""Opening a file of ratings: the careful path, which books every line and changes nothing in silence."""

import io
import os
import stat
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from mfdesk.engine.control import RunControl
from mfdesk.engine.report import Progress
from mfdesk.errors import (
    FileEmpty,
    FileFailed,
    FileForbidden,
    FileIsFolder,
    FileMissing,
    NoRatings,
    Problem,
    Reason,
)
from mfdesk.files.accounting import Ledger
from mfdesk.files.encoding import decide_encoding
from mfdesk.files.opened import Layout, Opened, Understood
from mfdesk.files.read_long import LongReader
from mfdesk.files.read_wide import WideReader
from mfdesk.files.records import Record, batches, is_blank, records
from mfdesk.files.sniff import pad, take_sample, understand

_READERS: dict[Layout, type[WideReader | LongReader]] = {Layout.WIDE: WideReader, Layout.LONG: LongReader}


def open_ratings(path: Path, control: RunControl) -> Generator[Progress, None, Opened]:
    """Reads a file, whatever its layout; reports bytes. Raises a ``UserError`` when it cannot be used at all."""
    understood = look_at(path)
    try:
        return (yield from _read(path, understood, control, damaged=False))
    except UnicodeDecodeError as error:  # beyond the sample stand bytes of another encoding
        encoding = decide_encoding(error.object) if understood.encoding == "utf-8" else understood.encoding
    return (yield from _read(path, replace(understood, encoding=encoding), control, damaged=True))


def look_at(path: Path) -> Understood:
    """How the file is to be read, from its first bytes."""
    with _opened(path) as stream:
        sample, whole = take_sample(stream)
    if not sample:
        raise FileEmpty(path)
    return understand(path, sample, whole=whole)


def plain_rows(path: Path, understood: Understood, control: RunControl) -> Iterator[list[str]]:
    """The table as it stands in the file, header first where it has one: every record that is not blank, its
    fields exactly as they are. Lines that are no records are left out."""
    with _opened(path) as stream:
        lines = _text(stream, understood.encoding, damaged=True)
        for batch in batches(records(lines, understood.delimiter, _ignore, damaged=True)):
            control.checkpoint()
            yield from (fields for _, fields in batch if not is_blank(fields))


def _read(
    path: Path, understood: Understood, control: RunControl, *, damaged: bool
) -> Generator[Progress, None, Opened]:
    ledger = Ledger()
    with _opened(path) as stream:
        size = os.fstat(stream.fileno()).st_size
        lines = _text(stream, understood.encoding, damaged)
        found = records(lines, understood.delimiter, ledger.reject, damaged=damaged)
        names = _names(found, understood, ledger)
        reader = _READERS[understood.layout](understood, names, ledger, control.checkpoint)
        for batch in batches(found):
            control.checkpoint()
            if good := _of_right_width(batch, understood, ledger):
                reader.take(good)
            yield Progress(min(stream.tell(), size), size)
    control.checkpoint()
    ratings = reader.finish(path.stem)
    if ratings is None or isinstance(ratings, Problem):
        raise NoRatings(path, ratings)
    return Opened(ratings, understood, ledger.close())


def _names(found: Iterator[Record], understood: Understood, ledger: Ledger) -> list[str]:
    """The names of the fields: from the first whole record when that is a header, else their numbers from 1."""
    if understood.header:
        for line, fields in found:
            names = pad(fields, understood.unnamed) if len(fields) == understood.width - 1 else fields
            if _of_right_width([(line, names)], understood, ledger):
                ledger.header_line = line
                return names
    return [str(place + 1) for place in range(understood.width)]


def _of_right_width(batch: list[Record], understood: Understood, ledger: Ledger) -> list[Record]:
    """The records with as many fields as they should have; the others are booked as blank or rejected."""
    width = understood.width
    good = []
    for record in batch:
        line, fields = record
        if len(fields) == width and not is_blank(fields):
            good.append(record)
        elif is_blank(fields):
            ledger.blank += 1
        else:
            reason = Reason.TOO_FEW_FIELDS if len(fields) < width else Reason.TOO_MANY_FIELDS
            ledger.reject(line, reason, understood.delimiter.join(fields))
    return good


def _text(stream: BinaryIO, encoding: str, damaged: bool) -> Iterator[str]:
    """The lines, ends included. ``damaged``: bytes that are no text become stand-ins instead of an error."""
    stand_in = "replace" if encoding == "utf-16" else "surrogateescape"
    return io.TextIOWrapper(stream, encoding, errors=stand_in if damaged else "strict", newline="")


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """The open file; what the system refuses becomes the error that says so."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise FileIsFolder(path)
        if not stat.S_ISREG(mode):
            raise FileFailed(path, "it is no ordinary file")
        with path.open("rb") as stream:
            yield stream
    except (FileNotFoundError, NotADirectoryError) as error:
        raise FileMissing(path) from error
    except PermissionError as error:
        raise FileForbidden(path) from error
    except OSError as error:
        raise FileFailed(path, error.strerror or str(error)) from error


def _ignore(line: int, reason: Reason, text: str) -> None:
    """What is left out was told when the file was opened."""
