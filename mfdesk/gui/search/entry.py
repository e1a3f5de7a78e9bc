"""What is known of each candidate while a search runs, and in which order they stand. Knows no Qt."""

from __future__ import annotations

import math
from dataclasses import dataclass

from mfdesk.engine.config import Config
from mfdesk.engine.search_report import CandidateState, SearchReport
from mfdesk.engine.search_result import Standing


@dataclass(eq=False)
class Entry:
    """``report`` is the newest of the candidate, ``standing`` its final one, both None before there is one."""

    candidate: int
    config: Config
    report: SearchReport | None = None
    standing: Standing | None = None

    @property
    def error(self) -> float | None:
        if self.standing:
            return self.standing.error
        return self.report.error if self.report else None

    @property
    def spread(self) -> float | None:
        if self.standing:
            return self.standing.spread
        return self.report.spread if self.report else None

    @property
    def epochs(self) -> int:
        return self.report.total_epochs if self.report else 0

    @property
    def rank(self) -> int | None:
        """What the method chose, as soon as that is known."""
        return self.standing.rank if self.standing else self.config.rank

    @property
    def racing(self) -> bool:
        return self.report is None or self.report.state is not CandidateState.DROPPED

    def place(self) -> tuple[bool, int, float]:
        """Who is still in the race first, then who survived more cuts, then the lower error."""
        rung = self.report.rung if self.report else 0
        return not self.racing, -rung, math.inf if self.error is None else self.error


def in_order(entries: list[Entry], standings: tuple[Standing, ...] = ()) -> list[Entry]:
    """From the best to the worst, as the result says or, before there is one, as it looks."""
    if not standings:
        return sorted(entries, key=Entry.place)
    by_candidate = {entry.candidate: entry for entry in entries}
    return [by_candidate[standing.candidate] for standing in standings]
