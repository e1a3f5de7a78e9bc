"""A long job on a terminal: driven to its end, with its progress on one line."""

from __future__ import annotations

import sys
import time
from collections.abc import Generator
from typing import TypeVar

from mfdesk.engine.report import EpochReport, Progress, Report

_Result = TypeVar("_Result")


def drive(job: Generator[Report, None, _Result], title: str) -> _Result:
    """Runs a long job to its end; on a terminal its progress is shown on one line."""
    shown = _Line(title) if sys.stderr.isatty() else None
    try:
        while True:
            report = next(job)
            if shown:
                shown.show(report)
    except StopIteration as end:
        result: _Result = end.value
        return result
    finally:
        job.close()
        if shown:
            shown.clear()


class _Line:
    """One line of a terminal that is written over and over, at most ten times a second."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._next = 0.0

    def show(self, report: Report) -> None:
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + 0.1
        if isinstance(report, EpochReport):
            error = report.held_out_error or report.error
            text = f"epoch {report.epoch} of {report.epochs}, {report.stage.value}, error {error:.4f}"
        elif isinstance(report, Progress):
            text = f"{100 * report.done // report.total} %" if report.total else f"{report.done:,}"
        else:
            text = f"candidate {report.candidate + 1}, epoch {report.epoch} of {report.epochs}"
        print(f"\r\033[K{self._title}: {text}", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        print("\r\033[K", end="", file=sys.stderr, flush=True)
