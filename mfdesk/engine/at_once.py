"""Short jobs, that are done before anybody could look at their progress."""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeVar

from mfdesk.engine.report import Report

Result = TypeVar("Result")


def result_of(job: Generator[Report, None, Result]) -> Result:
    """What the job returns, here and now."""
    while True:
        try:
            next(job)
        except StopIteration as end:
            result: Result = end.value
            return result
