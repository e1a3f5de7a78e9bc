"""Running a long job to its end, as the window and the command line do."""

from collections.abc import Generator
from typing import TypeVar

_Report = TypeVar("_Report")
_Result = TypeVar("_Result")


def drive(job: Generator[_Report, None, _Result]) -> tuple[list[_Report], _Result]:
    """All that the job reports, and what it returns."""
    reports = []
    while True:
        try:
            reports.append(next(job))
        except StopIteration as end:
            return reports, end.value
