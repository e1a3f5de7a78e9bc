"""How long the window does not answer while it trains: a heartbeat every 5 ms, and the gaps between its beats.

    python -m tests.qa.uigap [--quick] [--offscreen] [--pages]

Also tells how long Train takes to the first point of the plot, and Cancel to its answer. With --quick it ends
with 1 when a gap is longer than half a second. With --pages only this: 1,000,000 ratings are trained with every page of
the window in sight and with none, in turn, and the time that training takes is compared.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from typing import TYPE_CHECKING

import numpy as np

from mfdesk.engine.config import Config, Method
from mfdesk.ratings.labels import Labels
from mfdesk.ratings.movie_night import movie_night
from mfdesk.ratings.table import Ratings
from tests.qa._display import display

if TYPE_CHECKING:
    from tests.qa._heartbeat import Trial  # Qt is loaded once there is a display

LONGEST_MILLISECONDS = 500
BEAT_MILLISECONDS = 5
ROUNDS = 3


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="a few epochs of two methods, judged by a limit")
    parser.add_argument("--offscreen", action="store_true", help="without any display")
    parser.add_argument("--pages", action="store_true", help="a million ratings, with all pages in sight and with none")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home, display(offscreen=options.offscreen) as where:
        os.environ["XDG_CONFIG_HOME"] = home  # nobody's preferences are read or written
        print(f"windows on {where}")
        longest = _measure_pages() if options.pages else max(_measure_all(quick=options.quick))
    return int(options.quick and longest > LONGEST_MILLISECONDS)


def _measure_all(*, quick: bool) -> list[float]:
    from tests.qa._heartbeat import Trial

    trial = Trial(BEAT_MILLISECONDS)
    runs = [("Movie night", movie_night(), Config(Method.GRADIENT_DESCENT, rank=10, epochs=20, held_out=0.0))]
    large = large_table()
    for method in (Method.GIBBS, Method.GRADIENT_DESCENT) if quick else Method:
        runs.append(("200,000 ratings", large, Config(method, epochs=15 if quick else None)))
    longest = [_longest_gap(trial, *run) for run in runs]
    trial.cancel(large)
    return longest


def _measure_pages() -> float:
    """What the pages cost a training; the longest gap in milliseconds with all of them in sight."""
    from tests.qa._heartbeat import Trial

    trial, million, longest = Trial(BEAT_MILLISECONDS), large_table(1_000_000), 0.0
    for method, epochs in ((Method.GIBBS, 24), (Method.ALS, 16), (Method.GRADIENT_DESCENT, 24)):
        config = Config(method, rank=16, epochs=epochs)
        seconds: dict[bool, list[float]] = {False: [], True: []}
        for shown in (True, False) * ROUNDS:
            trial.show_pages(shown=shown)
            gap = trial.train(f"1,000,000 ratings, {'all pages' if shown else 'no page'}", million, config)
            seconds[shown].append(trial.seconds)
            longest = max(longest, gap) if shown else longest
        ratios = np.array(seconds[True]) / np.array(seconds[False])
        print(f"{method}: with all pages training takes {np.median(ratios):.3f} times as long ({np.round(ratios, 3)})")
    return longest


def _longest_gap(trial: Trial, name: str, ratings: Ratings, config: Config) -> float:
    """In milliseconds; a gap beyond the limit is tried once more, as other work on the machine makes gaps too."""
    longest = trial.train(name, ratings, config)
    return longest if longest <= LONGEST_MILLISECONDS else min(longest, trial.train(name, ratings, config))


def large_table(known: int = 200_000) -> Ratings:
    """So many ratings of ``known`` / 50 rows and half as many columns, with four tastes in them."""
    began, random = time.perf_counter(), np.random.default_rng(7)
    across, down = known // 100, known // 50
    cells = np.unique(random.integers(0, down * across, known + known // 50))
    cells = np.sort(random.permutation(cells)[:known])
    rows, columns = np.divmod(cells, across)
    one, two = random.normal(0, 0.6, (down, 4)), random.normal(0, 0.6, (across, 4))
    values = np.clip(np.round(3.5 + (one[rows] * two[columns]).sum(1) + random.normal(0, 0.8, len(cells))), 1, 5)
    ratings = Ratings.from_cells(rows, columns, values, _names("row", down), _names("column", across))
    print(f"drew {len(cells):,} ratings in {time.perf_counter() - began:.1f} s")
    return ratings


def _names(kind: str, count: int) -> Labels:
    return Labels(f"{kind} {number}" for number in range(1, count + 1))


if __name__ == "__main__":
    raise SystemExit(main())
