"""How quickly a finished model answers, beside what this machine can do, measured in the same run.

    python tests/benchmarks/answers.py [--quick]

Folding one changed row in, the best columns of a row, which rows are alike, and the whole table with and without
spreads, from models of random factors. "products" is how many times longer an answer takes than the machine's own
single-precision matrix product (all threads) needs for the same number of floating-point operations; medians. Quote
the ratios, not the seconds.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

import numpy as np

from mfdesk.engine.beliefs import DrawnPriors, SidePrior
from mfdesk.engine.config import Method
from mfdesk.engine.control import RunControl
from mfdesk.engine.fold_in import fold_in_rows, with_rows
from mfdesk.engine.model import Model
from mfdesk.engine.neighbours import best_columns, likeness_of_rows
from mfdesk.engine.stack import Cells
from mfdesk.engine.sweep import Ridge
from mfdesk.ratings import Scale
from tests.drive import drive

ROWS_AT_ONCE = 512
DIRECTIONS = 64
RATED = 200


@dataclass(frozen=True)
class Answer:
    """Something asked of a model, and how many floating-point operations it cannot do without."""

    name: str
    ask: Callable[[], object]
    operations: float


def random_model(rows: int, columns: int, rank: int, draws: int) -> Model:
    """A sampler's model of this many draws, or that of ALS where there is one."""
    random = np.random.default_rng(1)

    def normal(*shape: int) -> np.ndarray:
        return random.standard_normal(shape, dtype=np.float32) * np.float32(0.3)

    def prior(others: int) -> SidePrior:
        if draws == 1:
            return Ridge(1.5, 0.5)
        precisions = np.tile(3 * np.eye(rank + 1, dtype=np.float32), (draws, 1, 1))
        weights = normal(draws, DIRECTIONS, rank + 1)
        return DrawnPriors(
            normal(draws, rank + 1), precisions, weights, normal(others, DIRECTIONS), normal(0, DIRECTIONS)
        )

    return Model(
        method=Method.ALS if draws == 1 else Method.GIBBS,
        scale=Scale(1, 5, 1),
        mean=3.5,
        deviation=1.1,
        row_factors=normal(draws, rows, rank),
        column_factors=normal(draws, columns, rank),
        row_biases=normal(draws, rows),
        column_biases=normal(draws, columns),
        noise=np.full(draws, np.nan if draws == 1 else 0.8),
        row_prior=prior(columns),
        column_prior=prior(rows),
    )


def answers(model: Model) -> list[Answer]:
    """What is asked of each model."""
    (rows, columns), draws, width = model.shape, model.draws, model.rank + 1
    rated = np.linspace(0, columns - 1, min(RATED, columns)).astype(np.int32)
    cells = Cells(np.zeros(len(rated), np.int32), rated, 1.0 + rated % 5, np.array([7], np.int32))
    folded, row = fold_in_rows(model, cells), np.array([7], np.int32)
    table = 2.0 * draws * width * rows * columns
    likeness = drive(likeness_of_rows(model, RunControl()))[1]
    stacked = draws * model.rank + 1
    return [
        Answer("one row folded in", lambda: fold_in_rows(model, cells), 2.0 * draws * len(rated) * width**2),
        Answer("  and set in the model", lambda: with_rows(model, row, folded), 0.0),
        Answer("best 10 columns of a row", lambda: best_columns(model, 7, rated, 10), 2.0 * draws * width * columns),
        Answer("table, means alone", lambda: whole_table(model, False), table),
        Answer("table with spreads", lambda: whole_table(model, True), table * (2 if model.knows_spread else 1)),
        Answer(
            "all rows made comparable",
            lambda: drive(likeness_of_rows(model, RunControl())),
            2.0 * (rows + columns) * stacked**2,
        ),
        Answer("  10 rows most like one", lambda: likeness.nearest(7, 10), 2.0 * rows * stacked),
    ]


def whole_table(model: Model, with_spreads: bool) -> None:
    """All of it, some rows at a time, as it would be exported."""
    rows, columns = (np.arange(size, dtype=np.int32) for size in model.shape)
    for first in range(0, len(rows), ROWS_AT_ONCE):
        model.block(rows[first : first + ROWS_AT_ONCE], columns, with_spreads)


def seconds(ask: Callable[[], object], budget: float = 1.0) -> float:
    """The median time of an answer, asked at least three times and for about ``budget`` seconds."""
    times: list[float] = []
    while len(times) < 3 or (sum(times) < budget and len(times) < 100):
        began = time.perf_counter()
        ask()
        times.append(time.perf_counter() - began)
    return median(times)


def product_rate() -> float:
    """Floating-point operations a second of one large product, all threads."""
    size = 2048
    left = np.ones((size, size), np.float32)
    return 2 * size**3 / seconds(lambda: left @ left)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a small table")
    rows, columns = (600, 400) if parser.parse_args().quick else (6_040, 3_706)
    rate = product_rate()
    print(f"matrix product: {rate / 1e9:.0f} GFLOP/s; table of {rows:,} x {columns:,}, rank 32")
    print(f"{'answer':<26} {'draws':>5} {'time':>12} {'products':>9}")
    for draws in (1, 60):
        for answer in answers(random_model(rows, columns, 32, draws)):
            took = seconds(answer.ask)
            products = f"{took * rate / answer.operations:9.1f}" if answer.operations else ""
            print(f"{answer.name:<26} {draws:>5} {1000 * took:>9.2f} ms {products}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10
    held = 4 * 60 * 33 * (rows + columns) / 2**20
    print(f"most memory used: {peak:.0f} MB, of which the 60 draws are {held:.0f} MB")


if __name__ == "__main__":
    main()
