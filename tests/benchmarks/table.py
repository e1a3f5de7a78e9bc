"""What the view of the table takes, in milliseconds, beside what it may take.

    python -m tests.benchmarks.table [--quick] [--offscreen]

A random table of 1,000,000 x 20,000 with 10,000,000 ratings (``--quick``: a twentieth of that) is shown in a window of
1400 x 900, without a model and with one of a sampler (60 draws, rank 16), and scrolled by the wheel, by pages and by
jumps; each step ends when it is painted. "own" is the processor time of the steps, which other work on the machine
does not lengthen. Then an edit at 6,040 x 3,706, until its row is painted as predicted anew.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from mfdesk.arranged import Arrangement
from mfdesk.completed import CompletedTable
from mfdesk.engine.answer import answered
from mfdesk.engine.config import Method
from mfdesk.engine.model import Model
from mfdesk.ratings.edited import Edited
from mfdesk.ratings.edits import apply
from mfdesk.ratings.side import Side
from tests.benchmarks.answers import random_model
from tests.benchmarks.instrument_core import NONE, one_cell, table
from tests.qa._display import display

if TYPE_CHECKING:
    from mfdesk.gui.table.view import RatingsTableView  # Qt is loaded once there is a display

STEPS = 400
DRAWS, RANK = 60, 16


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a twentieth of the table")
    parser.add_argument("--offscreen", action="store_true", help="without any display")
    options = parser.parse_args()
    size = (50_000, 1_000, 500_000) if options.quick else (1_000_000, 20_000, 10_000_000)
    ratings = table(*size)
    print(f"table of {size[0]:,} x {size[1]:,} with {ratings.known:,} ratings")
    edited = Edited.of(ratings)
    edited.base.prepare()
    edited.labels[Side.ROWS].position("User 1")  # the look-up of names is made once for a table
    with display(offscreen=options.offscreen) as where:
        print(f"window on {where}")
        bench = Bench()
        bench.show(edited, size)
        bench.edit(*((600, 400) if options.quick else (6_040, 3_706)))
    return bench.beyond


class Bench:
    """One window; ``beyond`` counts the figures over their budgets."""

    def __init__(self) -> None:
        from PySide6.QtWidgets import QApplication

        from mfdesk.gui.theme import Theme

        self._application = QApplication([])
        self._theme = Theme(self._application, "light")
        self.beyond = 0

    def show(self, edited: Edited, size: tuple[int, int, int]) -> None:
        """The large table, without a model and with one."""
        arrangement, before = Arrangement.of(edited), resident()
        view = self._view()
        holes, filled = CompletedTable(edited), CompletedTable(edited, large_model(size[0], size[1]))
        start = resident()
        self._say("set the table", 50, lambda: view.set_table(holes, arrangement))
        self._say("  its first paint", None, self._settle)
        self._wait(lambda: view.grab())
        self._scroll(view, "no model", 16)
        self._say("fill it by a model", None, lambda: view.set_table(filled, arrangement))
        self._say("  its first paint", None, self._settle)
        self._scroll(view, "Gibbs, 60 draws", 33)
        self._choose(view)
        self._go(view, edited, size[0])
        print(f"{'memory of the view':<44} {(resident() - start):>9.0f} MB    of 150 MB")
        self.beyond += resident() - start > 150
        view.close()
        del before

    def edit(self, rows: int, columns: int) -> None:
        """An edit, its answer, and the row painted anew."""
        model, seen = random_model(rows, columns, RANK, DRAWS), Edited.of(table(rows, columns, rows * 165))
        view, changed = self._view(), seen
        view.set_table(CompletedTable(seen, model, seen), Arrangement.of(seen))
        self._settle()
        ratings, answer, taken = cycle((1.0, 5.0)), None, []
        for column in range(12):
            began = time.perf_counter()
            changed, _ = apply(changed, one_cell(3, column, next(ratings)))
            answer = answered(model, changed, changed.unseen(seen).rows, NONE, answer)
            view.set_table(CompletedTable(changed, model, seen, answer), Arrangement.of(changed))
            self._paint()
            taken.append(time.perf_counter() - began)
        self._tell(f"an edit to its moved row, {rows:,} x {columns:,}", 1000 * median(taken), 50)
        view.close()

    def _view(self) -> RatingsTableView:
        from mfdesk.gui.table.view import RatingsTableView

        view = RatingsTableView()
        view.set_palette_colours(self._theme.palette)
        view.resize(1400, 900)
        view.show()
        self._settle()
        return view

    def _scroll(self, view: RatingsTableView, name: str, budget: float) -> None:
        for way, places in self._ways(view).items():
            taken, own = [], []
            for bar, value in places:
                began, used = time.perf_counter(), time.thread_time()
                bar.setValue(value)
                self._paint()
                taken.append(1000 * (time.perf_counter() - began))
                own.append(1000 * (time.thread_time() - used))
                self._application.processEvents()  # what is done in the pause is not part of the step
            found = f"median {median(taken):.1f}, own p99 {np.percentile(own, 99):.1f}"
            self._tell(f"scroll by {way}, {name}, p99", float(np.percentile(taken, 99)), budget, found)

    def _ways(self, view: RatingsTableView) -> dict[str, Iterator[tuple[object, int]]]:
        down, across, random = view.verticalScrollBar(), view.horizontalScrollBar(), np.random.default_rng(3)
        wheel, page = 3 * view.rowHeight(0), view.viewport().height()
        return {
            "the wheel": ((down, 4_000 + step * wheel) for step in range(STEPS)),
            "pages": ((down, 90_000 + step * page) for step in range(STEPS // 2)),
            "columns": ((across, 500 + step * 90) for step in range(STEPS // 2)),
            "jumps": ((down, int(value)) for value in random.integers(0, down.maximum(), STEPS // 2)),
        }

    def _choose(self, view: RatingsTableView) -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        def choose() -> None:
            QTest.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
            self._paint()

        self._say("Ctrl+A and paint", 80, choose)
        view.clearSelection()

    def _go(self, view: RatingsTableView, edited: Edited, rows: int) -> None:
        def go() -> None:
            position = edited.labels[Side.ROWS].position(f"User {rows * 2 // 3}")
            assert position is not None
            view.go_to_row(position)
            self._paint()

        self._say("go to a name", 50, go)

    def _paint(self) -> None:
        """Until all that has to be painted is; what is done in the pauses is not part of a step."""
        self._application.sendPostedEvents()

    def _settle(self) -> None:
        self._application.processEvents()

    def _wait(self, last: Callable[[], object]) -> None:
        """Until the mini-map is drawn, which happens in the pauses of the real window."""
        end = time.perf_counter() + 2
        while time.perf_counter() < end:
            self._application.processEvents()
        last()

    def _say(self, name: str, budget: float | None, ask: Callable[[], object]) -> None:
        began = time.perf_counter()
        ask()
        self._tell(name, 1000 * (time.perf_counter() - began), budget)

    def _tell(self, name: str, taken: float, budget: float | None, more: str = "") -> None:
        beside = f"of {budget:g} ms" if budget else ""
        self.beyond += bool(budget and taken > budget)
        print(f"{name:<44} {taken:>9.1f} ms    {beside:<10} {more}")


def large_model(rows: int, columns: int) -> Model:
    """A sampler's model whose draws are one sequence of random numbers read from different places: the time and the
    memory of a real one, without waiting for a thousand million random numbers."""
    random = np.random.default_rng(4).standard_normal(8_000_011, np.float32) * np.float32(0.2)

    def drawn(*shape: int) -> np.ndarray:
        return np.resize(random, shape)

    factors = drawn(DRAWS, rows, RANK), drawn(DRAWS, columns, RANK)
    return Model(
        Method.GIBBS,
        table(2, 2, 4).scale,
        3.2,
        1.0,
        *factors,
        drawn(DRAWS, rows),
        drawn(DRAWS, columns),
        np.full(DRAWS, 0.6),
    )


def resident() -> float:
    """The memory that this process holds, in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    raise SystemExit(main())
