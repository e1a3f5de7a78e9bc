"""Seconds and error of mfdesk and of its peers on the same split, turn by turn in one run.

    python -m tests.benchmarks.peers [--peers PYTHON] [--rounds N] [--which NAME,...] [--quick] [TRAIN TEST]

PYTHON is one that has the peers: make it with
    python3 -m venv peers && peers/bin/pip install numpy scipy pandas cmfrec scikit-surprise myfm
Peers that it lacks are left out and named; without ``--peers`` only ours run. Each contestant is fitted in a
process of its own with two threads; all take their turns round after round, so that whatever else the machine does
hits all alike. Seconds are the median of the fit alone, without reading or predicting; errors are over every test
cell. Ratings are all that anyone gets: no times, no attributes. Without files a table of 1 million ratings is
generated and a tenth held out; ``--quick`` takes 20,000 and ours alone.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from statistics import median

import numpy as np

from mfdesk.engine.control import RunControl
from mfdesk.engine.evaluate import with_names_of_both
from mfdesk.files.read import open_ratings
from mfdesk.ratings import Ratings
from mfdesk.ratings.split import held_out
from tests.benchmarks._contestant import CONTESTANTS
from tests.benchmarks.engine import generated
from tests.drive import drive

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = Path(__file__).with_name("_contestant.py")
OURS = tuple(name for name in CONTESTANTS if name.startswith("mfdesk"))
REFERENCES = ("mfdesk-als-32", "mfdesk-gibbs")
Figures = dict[str, float]


def main() -> None:
    options = _options()
    train, test = _tables(options.files, options.quick)
    names = [name for name in options.which.split(",") if options.peers or name in OURS]
    print(f"{train.known:,} ratings of {train.shape[0]:,} x {train.shape[1]:,}, {test.known:,} held out")
    if not options.peers:
        print("only ours: no --peers given")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "table.npz")
        _store(path, train, test)
        told = rounds(names, path, options.peers, 1 if options.quick else options.rounds)
    _print(told)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, metavar="TRAIN TEST", help="two files of ratings")
    parser.add_argument("--peers", metavar="PYTHON", help="a Python that has the peers")
    parser.add_argument("--which", default=",".join(CONTESTANTS), help="default: %(default)s")
    parser.add_argument("--rounds", type=int, default=3, help="how often each takes its turn (default 3)")
    parser.add_argument("--quick", action="store_true", help="20,000 generated ratings, ours only")
    options = parser.parse_args()
    if len(options.files) not in (0, 2):
        parser.error("give two files, or none")
    if unknown := set(options.which.split(",")) - set(CONTESTANTS):
        parser.error(f"not known: {', '.join(sorted(unknown))}")
    if options.quick:
        options.peers = None
    return options


def _tables(files: list[Path], quick: bool) -> tuple[Ratings, Ratings]:
    """What to learn from and what to be judged on, in one table that has the names of both."""
    if files and not quick:
        first, second = (drive(open_ratings(file, RunControl()))[1].ratings for file in files)
        return with_names_of_both(replace(first, times=None), replace(second, times=None))
    whole = generated(20_000, 400, 300) if quick else generated(1_000_000, 6_000, 3_700)
    aside = held_out(whole, 0.1, 1)
    return whole.take(~aside), whole.take(aside)


def _store(path: Path, train: Ratings, test: Ratings) -> None:
    np.savez(
        path,
        shape=np.array(train.shape),
        rows=train.rows,
        columns=train.columns,
        values=train.values,
        test_rows=test.rows,
        test_columns=test.columns,
        test_values=test.values,
    )


def rounds(names: list[str], path: Path, peers: str | None, count: int) -> dict[str, list[Figures]]:
    """All that each contestant told in its turns; one that fails is named once and left out."""
    told: dict[str, list[Figures]] = {name: [] for name in names}
    for _ in range(count):
        for name in list(told):
            try:
                told[name].append(turn(name, path, sys.executable if name in OURS else str(peers)))
            except subprocess.CalledProcessError as failed:
                print(f"{name} is left out: {(failed.stderr.strip().splitlines() or ['it ended without a word'])[-1]}")
                del told[name]
    return told


def turn(name: str, path: Path, python: str) -> Figures:
    """One fit in a process of its own, with two threads and the BLAS held to one."""
    environment = os.environ | {"OMP_NUM_THREADS": "2", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    environment["PYTHONPATH"] = str(ROOT)
    command = [python, str(SCRIPT), name, str(path)]
    ended = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    figures: Figures = json.loads(ended.stdout.splitlines()[-1])
    return figures


def _print(told: dict[str, list[Figures]]) -> None:
    seconds = {name: median(each["seconds"] for each in turns) for name, turns in told.items()}
    references = [name for name in REFERENCES if name in seconds]
    heads = "".join(f"{f'/ {name}':>17}" for name in references)
    print(f"{'':18}{'seconds':>9} {'(least':>8} {'most)':>8}{'RMSE':>9}{'MAE':>9}{heads}")
    for name, turns in told.items():
        times = sorted(each["seconds"] for each in turns)
        ratios = "".join(f"{seconds[name] / seconds[reference]:>17.2f}" for reference in references)
        rmse, mae = (median(each[key] for each in turns) for key in ("rmse", "mae"))
        print(f"{name:18}{seconds[name]:>9.2f} {times[0]:>8.2f} {times[-1]:>8.2f}{rmse:>9.4f}{mae:>9.4f}{ratios}")


if __name__ == "__main__":
    main()
