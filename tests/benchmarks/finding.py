"""What finding takes in the window: from a key or a click to the arranged table, in milliseconds.

    python -m tests.benchmarks.finding [--quick]

On a random table of 1,000,000 x 20,000 with 10,000,000 ratings (``--quick``: a twentieth of that), without a screen.
Each is told as median and slowest of some repetitions; "first" is what is made once for a table, beside the window.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from statistics import median

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow

from mfdesk.engine.config import Config
from mfdesk.filters import CountWithin, MeanWithin, NameHas, ValueWithin, Which
from mfdesk.gui.arranging import Arranging
from mfdesk.gui.document import Document
from mfdesk.gui.find.findable import Findable
from mfdesk.gui.find.hits import Hits, Scope
from mfdesk.gui.find.terms import SortBy
from mfdesk.gui.finding import Finding
from mfdesk.gui.questions import Questions
from mfdesk.ratings.side import Side
from tests.benchmarks.instrument_core import one_cell, table

ROWS = Side.ROWS


def say(name: str, ask: Callable[[], object], limit: float | None = None, times: int = 5) -> None:
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        ask()
        taken.append(1000 * (time.perf_counter() - began))
    over = "" if limit is None else f"   limit {limit:>4.0f}{'' if max(taken) < limit else '   OVER'}"
    print(f"{name:<52} {median(taken):>8.1f} ms, slowest {max(taken):>8.1f}{over}")


def waited(begin: Callable[[Callable[[], None]], object]) -> Callable[[], None]:
    """Begins and lets the window live until what is handed over is called."""

    def wait() -> None:
        loop = QEventLoop()
        begin(loop.quit)
        loop.exec()

    return wait


def sorts(document: Document, arranging: Arranging) -> None:
    arrangement = lambda: document.arrangement and (document.arrangement.rows.shown, document.arrangement.rows.place(7))  # noqa: E731
    say("first: rows by name", waited(lambda done: _sort_by_name(document, arranging, done)), times=1)
    for words, by, across in (
        ("rows by name", SortBy.NAME, -1),
        ("rows by a column", SortBy.VALUES, 7),
        ("rows by number of ratings", SortBy.COUNT, -1),
        ("rows by mean", SortBy.MEAN, -1),
    ):
        say(words, lambda by=by, across=across: (arranging.sort(ROWS, by, across), arrangement()), 300)  # type: ignore[misc]
    say("the sort taken back", lambda: (document.undo_stack.undo(), arrangement()), 300)
    say("and made again", lambda: (document.undo_stack.redo(), arrangement()), 300)


def filters(document: Document, arranging: Arranging) -> None:
    session = arranging.begin_session()
    shown = lambda: document.arrangement and document.arrangement.rows.shown  # noqa: E731
    for text in ("u", "us", "user 1", "user 12", "7", "77", "777", "nobody"):
        say(
            f"rows filtered by name, “{text}” typed",
            lambda text=text: (arranging.set_filters(ROWS, [NameHas(text)], session), shown()),  # type: ignore[misc]
            200,
            1,
        )
    for lowest in (3.0, 4.0, 4.5):
        given = [ValueWithin(7, lowest, which=Which.GIVEN)]
        say(
            f"rows filtered by a column, at least {lowest}",
            lambda given=given: (arranging.set_filters(ROWS, given, session), shown()),  # type: ignore[misc]
            200,
            1,
        )
    several = [NameHas("1"), CountWithin(lowest=5), MeanWithin(lowest=3)]
    say("rows filtered by name, count and mean", lambda: (arranging.set_filters(ROWS, several), shown()), 200, 1)
    say("all shown again", lambda: (arranging.show_all(), shown()), 200, 1)


def finds(arranging: Arranging) -> None:
    both: list[Findable] = []
    for side in Side:
        arranging.ask_findable(side, both.append)
    for text in ("u", "user 1", "77", "movie 19", "nobody"):
        say(f"found in both sides, “{text}”", lambda text=text: Hits.of(text, Scope.BOTH, both), 50, 3)  # type: ignore[misc]
    say("completed, “user 99”", lambda: both[0].complete("user 99"), 200, 3)
    say("resolved, “user 999”", lambda: both[0].resolve("user 999"), 50, 3)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--quick", action="store_true", help="a twentieth of the size")
    part = 20 if parser.parse_args().quick else 1
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application, document, questions = QApplication([]), Document(), Questions()
    window, arranging = QMainWindow(), Arranging(document, questions)
    finding = Finding(document, arranging, window)
    document.open(table(1_000_000 // part, 20_000, 10_000_000 // part), Config())
    assert document.project
    say("in the opening job: prepared", document.project.edited.base.prepare, times=1)
    say("first: names of both sides", waited(lambda done: _make_ready(arranging, done)), times=1)
    finds(arranging)
    filters(document, arranging)
    sorts(document, arranging)
    text = finding.field.findChild(QLineEdit, "findText")
    assert isinstance(text, QLineEdit)
    text.setText("user 77")
    say("found while sorted, “user 77”, and gone to", lambda: finding.field.text_changed.emit("user 77"), 50)
    document.edit(one_cell(3, 7, 4.0), "Rate")
    say("whether it has become old, after an edit", lambda: arranging.is_old, 5)
    say("asked again", lambda: (arranging.again(), document.arrangement and document.arrangement.rows.shown), 300, 1)
    questions.shutdown()
    application.quit()


def _make_ready(arranging: Arranging, done: Callable[[], None]) -> None:
    arranging.ask_findable(Side.COLUMNS, lambda _names: None)
    QTimer.singleShot(0, lambda: arranging.ask_findable(ROWS, lambda _names: done()))


def _sort_by_name(document: Document, arranging: Arranging, done: Callable[[], None]) -> None:
    document.changed.connect(lambda _aspect: done())
    QTimer.singleShot(0, lambda: arranging.sort(ROWS, SortBy.NAME))


if __name__ == "__main__":
    main()
