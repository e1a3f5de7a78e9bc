"""Whether the intervals hold: of the held-out ratings, the share inside their central 90 % predictive interval.

    python -m tests.qa.coverage [--quick]

Each table is trained on at its defaults, without a tenth of its ratings and by Gibbs, which knows its own spread; the
share must lie between 0.88 and 0.92, else this exits 1. ``--quick`` takes the survey alone; otherwise ml-100k and
ml-latest-small too, where the shared data lie beside the checkout. "+-" is the standard error of the share.
"""

from __future__ import annotations

import argparse
import sys
from math import sqrt
from pathlib import Path

from mfdesk.engine.config import Config, Method
from mfdesk.engine.control import RunControl
from mfdesk.engine.evaluate import evaluate_held_out
from mfdesk.files.read import open_ratings
from mfdesk.paths import resource
from tests.drive import drive

SURVEY = resource("samples", "food-world-cup", "food-world-cup-data.csv")
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
LEAST, MOST = 0.88, 0.92


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="the survey alone")
    parser.add_argument("--seed", type=int, default=1, help="which ratings are held out (default 1)")
    options = parser.parse_args()
    movies = [SHARED / "ml-100k" / "u.data", SHARED / "ml-latest-small" / "ratings.csv"]
    failed = 0
    print(f"{'table':24} {'cells':>6} {'inside':>7} {'+-':>6} {'RMSE':>7} {'seconds':>8}")
    for path in [SURVEY] if options.quick else [SURVEY, *movies]:
        if path.exists():
            failed += not holds(path, options.seed)
        else:
            print(f"{path.name:24} skipped: it is not on this machine")
    print("failed" if failed else "passed")
    return 1 if failed else 0


def holds(path: Path, seed: int) -> bool:
    """Prints one table's line; whether the share inside is as it should be."""
    ratings = drive(open_ratings(path, RunControl()))[1].ratings
    _, told = drive(evaluate_held_out(ratings, 0.1, Config(method=Method.GIBBS, seed=seed), RunControl()))
    inside = told.coverage90
    assert inside is not None
    error = sqrt(inside * (1 - inside) / told.cells)
    print(f"{path.name:24} {told.cells:6} {inside:7.4f} {error:6.4f} {told.rmse:7.4f} {told.fit_seconds:8.1f}")
    return LEAST <= inside <= MOST


if __name__ == "__main__":
    sys.exit(main())
