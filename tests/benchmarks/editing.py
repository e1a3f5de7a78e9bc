"""Milliseconds from a typed rating to moved predictions on the screen, and what each edit takes beside that.

    python -m tests.benchmarks.editing [--quick]

A table of 6,040 x 3,706 with 1,000,000 ratings (``--quick``: 600 x 400 with 20,000) under a sampler's model of 60 draws
and rank 16, in a window of 1400 x 900. Each edit is typed into a cell that is seen; "painted" is until the row's
predictions have moved on the screen, "whole" until those of its column have too, which a popular column takes from the
background. Medians and the slowest of ten.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from statistics import median

import numpy as np
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from mfdesk.engine.config import Config, Method
from mfdesk.engine.report import Stage, Stopped
from mfdesk.engine.train import Training
from mfdesk.gui.answering import Answering
from mfdesk.gui.document import Document
from mfdesk.gui.editing import Editing
from mfdesk.gui.paste import Pasting
from mfdesk.gui.questions import Questions
from mfdesk.gui.table.view import RatingsTableView
from mfdesk.gui.theme import Theme
from mfdesk.ratings.side import Side
from mfdesk.selected import Rectangle
from tests.benchmarks.answers import random_model
from tests.benchmarks.instrument_core import table

RANK, DRAWS, TIMES = 16, 60, 10


class Bench:
    """The parts of the window that an edit goes through."""

    def __init__(self, application: QApplication, rows: int, columns: int, known: int) -> None:
        self.application = application
        self.document, self.questions, self.view = Document(), Questions(), RatingsTableView()
        self.editing = Editing(self.document)
        self.pasting = Pasting(self.document, self.editing)
        self.answering = Answering(self.document, self.questions)  # hears of an edit before the view does
        self.document.changed.connect(self._show)
        self.document.open(table(rows, columns, known), Config())
        assert self.document.project is not None
        self.document.project.edited.base.prepare()
        model = random_model(rows, columns, RANK, DRAWS)
        training = Training(
            Config(method=Method.GIBBS), model, Stage.FILLING, Stopped.ALL_EPOCHS, 1, None, None, None, (), 1.0
        )
        self.document.set_training(training, self.document.project.edited)
        self.view.resize(1400, 900)
        self.view.show()
        self.paint()

    def _show(self, _aspect: object) -> None:
        self.view.set_table(self.document.completed, self.document.arrangement)

    @property
    def shape(self) -> tuple[int, int]:
        assert self.document.project is not None
        return self.document.project.edited.shape

    def other(self, row: int, column: int) -> str:
        """A rating that the cell does not have."""
        assert self.document.project is not None
        cell = np.array([row], np.int32), np.array([column], np.int32)
        return "5" if self.document.project.edited.values_at(*cell)[0] == 1 else "1"

    def paint(self) -> None:
        self.view.viewport().repaint()
        self.application.processEvents()

    def settle(self) -> None:
        """Waits for the background."""
        while self.answering.busy:
            self.application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        self.paint()


def taken(act: Callable[[], None]) -> float:
    began = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - began)


def say(name: str, milliseconds: list[float], computed: list[float] | None = None) -> None:
    """``computed``: what the thread of the window itself computed, which a busy machine does not stretch."""
    own = f", computing {median(computed):>6.1f} ms" if computed else ""
    print(f"{name:<52} {median(milliseconds):>8.1f} ms, slowest {max(milliseconds):>8.1f} ms{own}")


def typed(bench: Bench, cells: list[tuple[int, int]]) -> None:
    """Rates each of the cells once, then takes all of it back."""
    painted, computed, whole, undone = list[float](), list[float](), list[float](), list[float]()
    for row, column in cells:
        text = bench.other(row, column)
        began, computing = time.perf_counter(), time.thread_time()
        bench.editing.type_text(row, column, text)
        bench.paint()
        painted.append(1000 * (time.perf_counter() - began))
        computed.append(1000 * (time.thread_time() - computing))
        bench.settle()
        whole.append(1000 * (time.perf_counter() - began))
    for _ in range(bench.document.undo_stack.count()):
        undone.append(taken(lambda: (bench.document.undo_stack.undo(), bench.paint())[0]))
        bench.settle()
    bench.document.undo_stack.clear()
    say("  painted", painted, computed)
    say("  whole", whole)
    say("  its undo painted", undone)


def others(bench: Bench) -> None:
    """What is done to many cells or names at once; the model answers in the background."""
    rows, columns = (np.arange(min(size, 1000), dtype=np.int32) for size in bench.shape)
    everything = [Rectangle(rows, columns)]
    block = "\n".join("\t".join("4" for _ in range(100)) for _ in range(100))
    for name, act in (
        (f"fill {len(rows) * len(columns):,} cells", lambda: bench.editing.fill_down(everything)),
        (f"clear {len(rows) * len(columns):,} cells", lambda: bench.editing.clear(everything)),
        ("paste 100 x 100 cells", lambda: bench.pasting.paste(0, 0, block)),
        ("add 1,000 rows", lambda: bench.editing.append(Side.ROWS, [f"new {number}" for number in range(1000)])),
        ("drop a row", lambda: bench.editing.drop(Side.ROWS, rows[:1])),
        ("rename a row", lambda: bench.editing.rename(Side.ROWS, 0, "renamed")),
    ):
        print(f"{name:<52} {taken(lambda act=act: (act(), bench.paint())[0]):>8.1f} ms")  # type: ignore[misc]
        print(f"{'  undone':<52} {taken(lambda: (bench.document.undo_stack.undo(), bench.paint())[0]):>8.1f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a small table")
    rows, columns, known = (600, 400, 20_000) if parser.parse_args().quick else (6_040, 3_706, 1_000_000)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    Theme(application, "light")
    bench = Bench(application, rows, columns, known)
    print(f"{rows:,} x {columns:,}, {known:,} ratings, {DRAWS} draws of rank {RANK}")
    assert bench.document.project is not None
    popular = np.argsort(-bench.document.project.edited.counts(Side.COLUMNS))
    for name, column in (("popular", popular[0]), ("ordinary", popular[len(popular) // 2])):
        bench.view.go_to(0, int(column))
        bench.paint()
        counts = bench.document.project.edited.counts(Side.COLUMNS)[column]
        print(f"ratings typed into a column of {counts:,} ({name})")
        typed(bench, [(row, int(column)) for row in range(TIMES)])
    print("ratings typed into one row, its columns one after the other")
    typed(bench, [(3, int(column)) for column in range(columns // 2, columns // 2 + TIMES)])
    others(bench)
    bench.questions.shutdown()


if __name__ == "__main__":
    main()
