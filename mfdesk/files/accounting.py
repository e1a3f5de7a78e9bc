"""The ledger of a reading: every line of data is booked exactly once."""

from mfdesk.errors import Problem, Reason
from mfdesk.files.opened import MOST_PROBLEMS, Accounting

_SHOWN = 80
"""Characters of a text that a problem keeps."""


_MOST_KEPT = 4 * MOST_PROBLEMS
"""Problems are told in several passes; the first ones of the file are picked in the end."""


class Ledger:
    """Counts where lines go while a file is read; ``close`` gives the account."""

    header_line = 1

    def __init__(self) -> None:
        self.used = self.merged = self.rejected = self.blank = self.merged_cells = 0
        self._problems: list[Problem] = []
        self._problems_total = 0

    def reject(self, line: int, reason: Reason, text: str, column: str = "") -> None:
        """Books a whole line as left out, and tells why."""
        self.rejected += 1
        self.tell(line, reason, text, column)

    def tell(self, line: int, reason: Reason, text: str, column: str = "") -> None:
        """A place that was left out of a line that is used otherwise."""
        self._problems_total += 1
        if len(self._problems) < _MOST_KEPT:
            self._problems.append(Problem(line, reason, text[:_SHOWN].rstrip("\r\n"), column))

    def reject_untold(self, lines: int) -> None:
        """Books further lines as left out, when enough of their kind have been told one by one."""
        self.rejected += lines
        self._problems_total += lines

    def count_untold(self, cells: int) -> None:
        """Counts further cells that were left out, when enough of them have been told one by one."""
        self._problems_total += cells

    @property
    def first_problem(self) -> Problem | None:
        return min(self._problems, key=lambda problem: problem.line, default=None)

    def close(self) -> Accounting:
        """The account, its problems in the order of the file."""
        return Accounting(
            rows_in=self.used + self.merged + self.rejected + self.blank,
            used=self.used,
            merged=self.merged,
            rejected=self.rejected,
            blank=self.blank,
            merged_cells=self.merged_cells,
            problems=tuple(sorted(self._problems, key=lambda problem: problem.line)[:MOST_PROBLEMS]),
            problems_total=self._problems_total,
        )
