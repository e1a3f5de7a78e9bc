"""Whole tables through the command line, judged cell by cell.

    python tests/qa/complete.py [--quick]

Each table is completed twice, wide and long: no cell empty, none outside the scale, every given cell identical,
and the same bytes for the same seed. ``--quick`` takes the survey alone; otherwise ml-latest-small too, where the
shared data lie beside the checkout.
"""

from __future__ import annotations

import argparse
import csv
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from mfdesk.engine.control import RunControl
from mfdesk.files.read import open_ratings
from mfdesk.paths import resource
from mfdesk.ratings import Ratings
from tests.drive import drive

SURVEY = resource("samples", "food-world-cup", "food-world-cup-data.csv")
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="the survey alone")
    files = [SURVEY] if parser.parse_args().quick else [SURVEY, SHARED / "ml-latest-small" / "ratings.csv"]
    failed = 0
    for path in files:
        if not path.exists():
            print(f"skipped: {path.name} is not on this machine")
            continue
        for layout in ("wide", "long"):
            faults = judge(path, layout)
            failed += bool(faults)
            print(f"{path.name}, {layout}: {'; '.join(faults) or 'as it should be'}")
    print(f"{'failed' if failed else 'passed'}")
    return 1 if failed else 0


def judge(path: Path, layout: str) -> list[str]:
    """What is wrong with the completed table, in words."""
    ratings = drive(open_ratings(path, RunControl()))[1].ratings
    given = {
        (ratings.row_labels[row], ratings.column_labels[column]): value
        for row, column, value in zip(ratings.rows, ratings.columns, ratings.values, strict=True)
    }
    with tempfile.TemporaryDirectory() as folder:
        first, second = Path(folder, "first.csv"), Path(folder, "second.csv")
        began = time.perf_counter()
        for output in (first, second):
            command = [sys.executable, "-m", "mfdesk", "complete", path, "-o", output, "--layout", layout]
            subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        print(f"  two runs took {time.perf_counter() - began:.1f} s")
        faults = [] if first.read_bytes() == second.read_bytes() else ["two runs differ"]
        return faults + _faults(ratings, given, wide(first) if layout == "wide" else long(first))


def _faults(ratings: Ratings, given: dict[tuple[str, str], float], cells: Iterator[tuple[str, str, str]]) -> list[str]:
    counted = empty = outside = changed = matched = 0
    for row, column, text in cells:
        counted += 1
        empty += not text
        value = float(text or "nan")
        outside += not ratings.scale.lowest <= value <= ratings.scale.highest
        if (row, column) in given:
            matched += 1
            changed += value != given[row, column]
    rows, columns = ratings.shape
    wanted = {"cells missing": rows * columns - counted, "empty": empty, "outside the scale": outside}
    wanted |= {"given cells changed": changed, "given cells lost": len(given) - matched}
    return [f"{number} {what}" for what, number in wanted.items() if number]


def wide(path: Path) -> Iterator[tuple[str, str, str]]:
    with path.open(newline="", encoding="utf-8-sig") as stream:
        lines = csv.reader(stream)
        header = next(lines)
        for name, *values in lines:
            yield from ((name, column, value) for column, value in zip(header[1:], values, strict=True))


def long(path: Path) -> Iterator[tuple[str, str, str]]:
    with path.open(newline="", encoding="utf-8-sig") as stream:
        for line in csv.DictReader(stream):
            yield line["row"], line["column"], line["rating"]


if __name__ == "__main__":
    sys.exit(main())
