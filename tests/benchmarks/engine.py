"""The speed of the engine beside what this machine can do, measured in the same run.

    python tests/benchmarks/engine.py [--quick]

An epoch is timed as the engine reports it. "products" is how many times longer than the machine's own
single-precision matrix product (one thread) an epoch takes for the floating-point operations that its Gram matrices
need; "two threads" is how many times faster than with one. Medians; quote the ratios, not the seconds.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from statistics import median

import numpy as np
from threadpoolctl import threadpool_limits

from mfdesk.engine.config import Config, Method
from mfdesk.engine.control import RunControl
from mfdesk.engine.train import train
from mfdesk.ratings import Labels, Ratings


def generated(known: int, rows: int, columns: int, seed: int = 1) -> Ratings:
    """A table of ``known`` ratings 1 to 5 whose rows and columns are as unevenly rated as real ones."""
    random = np.random.default_rng(seed)
    places = np.empty(0, np.int64)
    while len(places) < known:
        row = (rows * random.beta(0.6, 2.0, known)).astype(np.int64)
        column = (columns * random.beta(0.5, 3.0, known)).astype(np.int64)
        places = np.unique(np.concatenate([places, row * columns + column]))
    places = random.permutation(places)[:known]
    row, column = places // columns, places % columns
    tastes, traits = random.normal(size=(rows, 4)), random.normal(size=(columns, 4))
    liking = 3.4 + 0.4 * np.einsum("nk,nk->n", tastes[row], traits[column]) + random.normal(size=known)
    values = np.clip(np.rint(liking), 1, 5)
    labels = Labels(map(str, range(rows))), Labels(map(str, range(columns)))
    return Ratings.from_cells(row.astype(np.int32), column.astype(np.int32), values, *labels)


def epoch_seconds(ratings: Ratings, method: Method, rank: int, threads: int, epochs: int) -> float:
    config = Config(method=method, rank=rank, epochs=epochs, held_out=0.0, threads=threads)
    job = train(ratings, config, RunControl())
    return median(report.seconds for report in job)


def product_rate() -> float:
    """Floating-point operations a second of one large product, one thread."""
    left = np.ones((1024, 1024), np.float32)
    with threadpool_limits(limits=1):
        times = []
        for _ in range(7):
            began = time.perf_counter()
            left @ left
            times.append(time.perf_counter() - began)
    return 2 * 1024**3 / median(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="small tables, few epochs")
    quick = parser.parse_args().quick
    tables = [(100_000, 1_000, 1_700)] if quick else [(100_000, 1_000, 1_700), (1_000_000, 6_000, 3_700)]
    epochs = 5 if quick else 12
    rate = product_rate()
    print(f"matrix product, one thread: {rate / 1e9:.0f} GFLOP/s   ({Path(__file__).name})")
    print(
        f"{'known':>10} {'method':>6} {'rank':>5} {'one thread':>11} {'two threads':>12} {'ratio':>6} {'products':>9}"
    )
    for known, rows, columns in tables:
        ratings = generated(known, rows, columns)
        for method in Method:
            for rank in (16, 32):
                one, two = (epoch_seconds(ratings, method, rank, threads, epochs) for threads in (1, 2))
                floor = 2 * 2 * known * (rank + 1) ** 2 / rate
                print(
                    f"{known:>10,} {method.value:>6} {rank:>5} {1000 * one:>8.1f} ms {1000 * two:>9.1f} ms "
                    f"{one / two:>6.2f} {one / floor:>9.1f}"
                )


if __name__ == "__main__":
    main()
