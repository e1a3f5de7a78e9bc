"""Writing the epochs of a training as plain CSV, with all digits, for a spreadsheet or a script of one's own."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from itertools import islice
from pathlib import Path

from mfdesk.engine.control import RunControl
from mfdesk.engine.report import EpochReport, Progress
from mfdesk.files.atomic import atomic_write
from mfdesk.files.texts import field, shortest

HEADER = ("epoch", "stage", "loss", "error", "held_out_error", "accuracy", "seconds", "observation")
_AT_ONCE = 1000
"""Lines between two checkpoints: about 5 ms of work."""


def write_trace(
    path: Path, reports: Sequence[EpochReport], observations: Sequence[str], control: RunControl
) -> Generator[Progress, None, None]:
    """Writes a line for each report, in their order, whole or not at all. Raises ``NotWritten``.

    ``observations`` are the words for each report. Numbers have as many digits as give back the same float64,
    ``accuracy`` is a share of 0 to 1, and what was not measured is blank.
    """
    lines = zip(reports, observations, strict=True)
    done = 0
    with atomic_write(path) as stream:
        stream.write(f"{','.join(HEADER)}\n".encode())
        while part := list(islice(lines, _AT_ONCE)):
            control.checkpoint()
            stream.write("".join(_line(report, words) for report, words in part).encode())
            done += len(part)
            yield Progress(done, len(reports))


def _line(report: EpochReport, words: str) -> str:
    numbers = (report.loss, report.error, report.held_out_error, report.accuracy, report.seconds)
    texts = ("" if number is None else shortest(number) for number in numbers)
    return f"{report.epoch},{report.stage},{','.join(texts)},{field(words)}\n"
