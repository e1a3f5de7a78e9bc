"""What the core does under the table's hands, in milliseconds: editing, undo, sorting, filtering, finding, adding up.

    python -m tests.benchmarks.instrument_core [--quick]

On a random table of 1,000,000 x 20,000 with 10,000,000 ratings (``--quick``: a twentieth of that), medians; and the
answer of a model to one edit, at 6,040 x 3,706 with rank 32 and 60 draws. "first" is what is made once for a table.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from statistics import median

import numpy as np

from mfdesk.arranged import Arrangement
from mfdesk.completed import CompletedTable
from mfdesk.engine.answer import answered
from mfdesk.engine.control import RunControl
from mfdesk.filters import CountWithin, Facts, MeanWithin, NameHas
from mfdesk.ratings import Labels, Ratings, Scale
from mfdesk.ratings.edited import Edited
from mfdesk.ratings.edits import Drop, Operation, SetCells, apply
from mfdesk.ratings.finding import NameIndex
from mfdesk.ratings.natural import natural_ranks
from mfdesk.ratings.side import Side
from mfdesk.selected import Rectangle, given_sums
from mfdesk.sorting import all_values, given_values
from tests.benchmarks.answers import RATED, random_model
from tests.drive import drive

NONE = np.empty(0, np.int32)


def table(rows: int, columns: int, known: int) -> Ratings:
    """Random stars in random cells; some columns are rated far more often than others."""
    random = np.random.default_rng(1)
    own = random.integers(0, rows, known)
    others = (columns * random.random(known) ** 2).astype(np.int64)
    keys = np.unique(own * columns + others)
    return Ratings.from_cells(
        (keys // columns).astype(np.int32),
        (keys % columns).astype(np.int32),
        random.integers(1, 6, len(keys)).astype(np.float64),
        Labels(f"User {number}" for number in range(rows)),
        Labels(f"Movie {number}" for number in range(columns)),
        scale=Scale(1, 5, 1),
    )


def milliseconds(ask: Callable[[], object], times: int = 7) -> float:
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        ask()
        taken.append(time.perf_counter() - began)
    return 1000 * median(taken)


def say(name: str, ask: Callable[[], object], times: int = 7) -> None:
    print(f"{name:<44} {milliseconds(ask, times):>9.2f} ms")


def edits(edited: Edited) -> Edited:
    """Prints what editing takes, and returns the table after 1,000 edits."""
    random = np.random.default_rng(2)
    rows, columns = (random.choice(size, 1000, replace=False).astype(np.int32) for size in edited.shape)
    done, inverses, taken = edited, [], []
    for row, column in zip(rows, columns, strict=True):
        began = time.perf_counter()
        done, inverse = apply(done, one_cell(row, column, float(row % 5 + 1)))
        taken.append(time.perf_counter() - began)
        inverses.append(inverse)
    print(f"{'one edit, of 1,000 in a row':<44} {1000 * median(taken):>9.2f} ms")
    say("its undo", lambda: apply(done, inverses[-1]))
    paste = SetCells(np.repeat(rows[:300], 300), np.tile(columns[:300], 300), np.full(90_000, 3.0))
    say("paste of 300 x 300", lambda: apply(done, paste))
    say("a row dropped", lambda: apply(done, Drop(Side.ROWS, rows[:1])))
    say("counts and means of 40 rows after it", lambda: again(done).counts_and_means(Side.ROWS, rows[:40]))
    say("counts and means of all columns after it", lambda: again(done).means(Side.COLUMNS))
    say("given cells of 40 x 20", lambda: done.given_in(rows[:40], columns[:20]))
    say("plain ratings, 1,000 edits in", lambda: again(done).ratings, 3)
    return done


def one_cell(row: int, column: int, value: float) -> Operation:
    return SetCells(np.array([row], np.int32), np.array([column], np.int32), np.array([value]))


def again(edited: Edited) -> Edited:
    """The same table that remembers no answer."""
    return Edited(edited.base, edited.scale, edited.labels, edited.overlay, edited.dropped, edited.version)


def orders(edited: Edited) -> None:
    arrangement, completed = Arrangement.of(edited), CompletedTable(edited)
    order, labels = arrangement.rows, edited.labels[Side.ROWS]
    say("rows sorted by a column's ratings", lambda: order.sorted_by_few(*given_values(completed, Side.ROWS, 7)).shown)
    say("rows sorted by their counts", lambda: order.sorted_by(edited.counts(Side.ROWS)).shown)
    say("rows sorted by their means", lambda: order.sorted_by(edited.means(Side.ROWS)).shown)
    say("first: ranks of all names", lambda: natural_ranks(labels), 1)
    ranks = natural_ranks(labels)
    say("rows sorted by name", lambda: order.sorted_by(ranks).shown)
    say("first: index of all names", lambda: NameIndex(labels), 1)
    index = NameIndex(labels)
    for text in ("e", "user 1", "77", "nobody"):
        say(f"  found: “{text}”", lambda text=text: index.following(labels).find(text))  # type: ignore[misc]
    say("  completed: “user 99”", lambda: index.following(labels).complete("user 99"))
    facts = Facts(completed, Side.ROWS, index)
    for text in ("7", "77", "777"):
        say(f"  rows filtered by name, “{text}” typed", lambda text=text: filtered(facts, text, arrangement), 1)  # type: ignore[misc]
    several = [NameHas("1"), CountWithin(lowest=5), MeanWithin(lowest=3)]
    say("rows filtered by name, count and mean", lambda: order.filtered(facts.passing(several)).shown)
    sorted_order = order.sorted_by(ranks)
    say("place of a position, first after a sort", lambda: sorted_order.with_pinned([1]).place(12_345))


def filtered(facts: Facts, text: str, arrangement: Arrangement) -> object:
    return arrangement.rows.filtered(facts.passing([NameHas(text)])).shown


def sums(edited: Edited) -> None:
    rows, columns = (np.arange(size, dtype=np.int32) for size in edited.shape)
    say("sums over everything", lambda: given_sums(edited, [Rectangle(rows, columns)]), 3)
    say("sums over a column", lambda: given_sums(edited, [Rectangle(rows, columns[7:8])]))
    say("sums over half of the rows and columns", lambda: given_sums(edited, [Rectangle(rows[::2], columns[::2])]), 3)


def answers(rows: int, columns: int) -> None:
    """One edited row, and the column of the edit, against a sampler's model."""
    model, edited = random_model(rows, columns, 32, 60), Edited.of(table(rows, columns, rows * 165))
    rated = np.linspace(0, columns - 1, RATED).astype(np.int32)
    seen, _ = apply(edited, SetCells(np.full(RATED, 7, np.int32), rated, 1.0 + rated % 5))
    changed, _ = apply(seen, one_cell(7, int(rated[50]), float(5 - rated[50] % 5)))
    row, column = changed.unseen(seen).rows, changed.unseen(seen).columns
    say("an edited row answers", lambda: answered(model, changed, row, NONE))
    say("  and the column of the edit", lambda: answered(model, changed, row, column))
    answer = answered(model, changed, row, NONE)
    say("  another row after it", lambda: answered(model, changed, np.array([7, 8], np.int32), NONE, answer))
    view = np.arange(40, dtype=np.int32), np.arange(20, dtype=np.int32)
    say("  40 x 20 cells with spreads", lambda: CompletedTable(changed, model, seen, answer).block(*view))
    say("rows sorted by a column, predictions too", lambda: sort_predicted(CompletedTable(changed, model, seen)))


def sort_predicted(completed: CompletedTable) -> object:
    values = drive(all_values(completed, Side.ROWS, 7, RunControl()))[1]
    return Arrangement.of(completed.edited).rows.sorted_by(values).shown


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a twentieth of the table")
    quick = parser.parse_args().quick
    rows, columns, known = (50_000, 1_000, 500_000) if quick else (1_000_000, 20_000, 10_000_000)
    ratings = table(rows, columns, known)
    print(f"table of {rows:,} x {columns:,} with {ratings.known:,} ratings")
    edited = Edited.of(ratings)
    say("first: the table made ready for edits", edited.base.prepare, 1)
    done = edits(edited)
    orders(done)
    sums(done)
    answers(*((600, 400) if quick else (6_040, 3_706)))


if __name__ == "__main__":
    main()
