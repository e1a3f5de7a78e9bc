"""What copying a selection and adding it up take, in milliseconds.

    python -m tests.benchmarks.copying [--quick]

200,000 cells of a table of 6,040 x 3,706, without a model and with one of rank 32 and 60 draws; and everything chosen
in a table of 1,000,000 x 20,000 with 10,000,000 ratings (``--quick``: a twentieth of that). Medians.
"""

from __future__ import annotations

import argparse

import numpy as np

from mfdesk.arranged import Arrangement
from mfdesk.chosen import Part, rectangles
from mfdesk.completed import CompletedTable
from mfdesk.engine.at_once import result_of
from mfdesk.engine.control import RunControl
from mfdesk.files.clip import copied
from mfdesk.ratings.edited import Edited
from mfdesk.selected import all_sums
from tests.benchmarks.answers import random_model
from tests.benchmarks.instrument_core import say, table

ROWS, COLUMNS = 6040, 3706


def copies() -> None:
    edited = Edited.of(table(ROWS, COLUMNS, 1_000_000))
    edited.base.prepare()
    arrangement = Arrangement.of(edited)
    scattered = arrangement.rows.sorted_by(np.random.default_rng(1).random(ROWS))
    arrangement = Arrangement(scattered, arrangement.columns)
    for words, model in (("no model", None), ("60 draws", random_model(ROWS, COLUMNS, 32, 60))):
        completed = CompletedTable(edited, model)
        for part in (Part(range(500), range(400)), Part(range(53), range(COLUMNS)), Part(range(ROWS), range(33))):
            shape = f"{len(part.rows):,} x {len(part.columns):,}"
            say(
                f"copy {shape} with names, {words}",
                lambda completed=completed, part=part: result_of(
                    copied(completed, arrangement, (part,), True, RunControl())
                ),
                3,
            )


def statistics(share: float) -> None:
    rows, columns = round(1_000_000 * share), round(20_000 * share)
    edited = Edited.of(table(rows, columns, round(10_000_000 * share)))
    edited.base.prepare()
    arrangement, completed = Arrangement.of(edited), CompletedTable(edited)
    part = Part(range(rows), range(columns))

    def ask() -> object:
        return result_of(all_sums(completed, rectangles((part,), arrangement), RunControl()))

    say(f"add up all of {rows:,} x {columns:,}", ask)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    copies()
    statistics(0.05 if parser.parse_args().quick else 1.0)
