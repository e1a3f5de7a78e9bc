"""How the engine grows with ratings, rank and threads, and how near its stages come to what the machine can do.

    python -m tests.benchmarks.growth [--quick] [--known N,...]

Tables of 100 thousand, 1 million and 10 million generated ratings (``--quick``: 20,000). Each run is a process of its
own: seconds of a sweep (median), seconds spent once (grouping; for Gibbs its bases too), seconds of the whole
run, and the most memory that the process ever held. "CPUs" is how many processors the machine really gave to two
threads that multiply: below 1.8 no ratio of threads means anything. The stages are those of one thread and rank 32,
each over all rows and all columns, beside the machine's own matrix product and copy measured in turn with them (what
is gathered comes mostly from the cache, hence more than 100 %). Quote the ratios.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import numpy as np

from mfdesk.engine.basis import basis_of
from mfdesk.engine.config import Config, Method
from mfdesk.engine.control import RunControl
from mfdesk.engine.learner import Sides, sides
from mfdesk.engine.priors import RegressionPrior
from mfdesk.engine.standard import Standard
from mfdesk.engine.sweep import Side, workers
from mfdesk.engine.train import train
from mfdesk.ratings import Labels, Ratings
from tests.benchmarks.engine import generated, product_rate

SHAPES = {20_000: (400, 300), 100_000: (1_000, 1_700), 1_000_000: (6_000, 3_700), 10_000_000: (70_000, 10_000)}
RUNS = ((Method.ALS, 50), (Method.GIBBS, 16), (Method.GIBBS, 32))
EPOCHS, STAGE_RANK, DIRECTIONS = 7, 32, 64


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="20,000 ratings")
    parser.add_argument("--known", help=f"how many ratings, of {', '.join(map(str, SHAPES))}")
    parser.add_argument("--child", nargs="+", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        print(json.dumps(CHILDREN[options.child[0]](*options.child[1:])))
        return
    chosen = "20000" if options.quick else options.known or "100000,1000000,10000000"
    with tempfile.TemporaryDirectory() as folder:
        print(f"CPUs given to two threads: {processors():.2f}")
        for count in map(int, chosen.split(",")):
            path = str(Path(folder, f"{count}.npz"))
            child("generate", str(count), path)
            print_runs(count, path)
            print_stages(path)


def child(*words: str) -> dict[str, float]:
    """What a process of its own says; the memory of this one would count as that of its children."""
    command = [sys.executable, "-m", "tests.benchmarks.growth", "--child", *words]
    ended = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    told: dict[str, float] = json.loads(ended.stdout.splitlines()[-1])
    return told


def print_runs(known: int, path: str) -> None:
    rows, columns = SHAPES[known]
    print(f"\n{known:,} ratings of {rows:,} x {columns:,}, {EPOCHS} sweeps")
    print(f"{'':10}{'one thread':>12}{'two threads':>13}{'ratio':>7}{'once':>9}{'whole run':>11}{'memory':>10}")
    for method, rank in RUNS:
        one, two = (child("run", path, method.value, str(rank), str(threads)) for threads in (1, 2))
        print(
            f"{f'{method.value} {rank}':10}{1000 * one['sweep']:>9.1f} ms{1000 * two['sweep']:>10.1f} ms"
            f"{one['sweep'] / two['sweep']:>7.2f}{two['once']:>7.2f} s{two['whole']:>9.1f} s{two['memory']:>7.0f} MB"
        )


def print_stages(path: str) -> None:
    told = child("stages", path)
    print(f"one thread, rank {STAGE_RANK}: a product {told['product']:.0f} GFLOP/s, a copy {told['copy']:.1f} GB/s")
    for name, unit in (("gather", "GB/s"), ("Gram", "GFLOP/s"), ("solve", "GFLOP/s"), ("side prior", "GFLOP/s")):
        rate = told[f"{name} rate"]
        share = rate / told["copy" if name == "gather" else "product"]
        print(f"  {name:10}{1000 * told[name]:>9.1f} ms{rate:>8.1f} {unit:8}{100 * share:>4.0f} % of the machine's")
    print(f"  {'bases':10}{1000 * told['bases']:>9.1f} ms, once, {DIRECTIONS} directions a side")


def generate(known: str, path: str) -> dict[str, float]:
    ratings = generated(int(known), *SHAPES[int(known)])
    np.savez(path, shape=np.array(ratings.shape), rows=ratings.rows, columns=ratings.columns, values=ratings.values)
    return {}


def stored(path: str) -> Ratings:
    with np.load(path) as arrays:
        labels = (Labels(map(str, range(int(count)))) for count in arrays["shape"])
        return Ratings.from_cells(arrays["rows"], arrays["columns"], arrays["values"], *labels)


def run(path: str, method: str, rank: str, threads: str) -> dict[str, float]:
    """One training of the whole table, as the window and the command line do it."""
    ratings = stored(path)
    config = Config(method=Method(method), rank=int(rank), epochs=EPOCHS, held_out=0.0, threads=int(threads))
    began = time.perf_counter()
    sweeps = [report.seconds for report in train(ratings, config, RunControl())]
    whole = time.perf_counter() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    return {
        "sweep": median(sweeps),
        "once": sum(sweeps) - len(sweeps) * median(sweeps),
        "whole": whole,
        "memory": memory,
    }


def stages(path: str) -> dict[str, float]:
    """Seconds and rates of what a sweep is made of, done for both sides, and of the machine in turn with them."""
    ratings, width = stored(path), STAGE_RANK + 1
    with workers(1, RunControl()) as crew:
        both = sides(ratings, Standard.of(ratings.values), STAGE_RANK, 1, crew, 0.1)
        began = time.perf_counter()
        priors = _priors(both)
        told = {"bases": time.perf_counter() - began}
        loads = {"gather": _gather, "Gram": _gram, "solve": _solve}
        times: dict[str, list[float]] = {name: [] for name in (*loads, "side prior", "product", "copy")}
        for _ in range(3):
            times["product"].append(product_rate() / 1e9)
            times["copy"].append(copy_rate() / 1e9)
            for name, load in loads.items():
                times[name].append(sum(load(side, width) for side in (both.rows, both.columns)))
            times["side prior"].append(sum(_seconds(prior.draw, side.factors, 1.0) for prior, side in priors))
    told |= {name: median(each) for name, each in times.items()}
    rows, known = sum(ratings.shape), ratings.known
    work = {
        "gather": 2 * known * 2 * 4 * (width + 1),
        "Gram": 2 * known * 2 * width**2,
        "solve": rows * (2 / 3 * width**3 + 2 * width**2),
        "side prior": rows * width * (4 * DIRECTIONS + 2 * width),
    }
    return told | {f"{name} rate": amount / told[name] / 1e9 for name, amount in work.items()}


def _priors(both: Sides) -> list[tuple[RegressionPrior, Side]]:
    random, width = np.random.default_rng(1), STAGE_RANK + 1
    pairs = ((both.rows, both.columns), (both.columns, both.rows))
    return [
        (RegressionPrior(basis_of(side, other, DIRECTIONS, 1, both.crew), width, random), side) for side, other in pairs
    ]


def processors() -> float:
    """How many times faster two threads get through matrix products than one."""
    matrix, product = np.ones((1024, 1024), np.float32), np.matmul

    def work(_index: int) -> float:
        product(matrix, matrix)
        return 0.0

    times = []
    for threads in (1, 2):
        with workers(threads, RunControl()) as crew:
            times.append(min(_seconds(crew.each, work, 40) for _ in range(3)))
    return times[0] / times[1]


def copy_rate() -> float:
    """Bytes a second that one thread reads and writes when it copies what no cache holds."""
    source = np.ones(2**25, np.float32)
    target = np.empty_like(source)
    return 2 * source.nbytes / min(_seconds(np.copyto, target, source) for _ in range(5))


def _gather(side: Side, width: int) -> float:
    """Seconds to fetch what the other side says of each rating, group by group into the same memory."""
    table = _table(side, width)
    buffer = np.empty(max(group.others.size for group in side.groups) * (width + 1), np.float32)
    seconds = 0.0
    for group in side.groups:
        target = buffer[: group.others.size * (width + 1)].reshape(*group.others.shape, width + 1)
        seconds += _seconds(np.take, table, group.others, 0, target, "clip")
    return seconds


def _table(side: Side, width: int) -> np.ndarray:
    others = 1 + max(int(group.others.max(initial=0)) for group in side.groups)
    return np.random.default_rng(1).standard_normal((others, width + 1), dtype=np.float32)


def _gram(side: Side, width: int) -> float:
    """Seconds of the stacked products Z'Z of all groups, from memory that was just written."""
    design = np.ones(max(group.others.size for group in side.groups) * width, np.float32)
    grams = np.empty((max(len(group.rows) for group in side.groups), width, width), np.float32)
    seconds = 0.0
    for group in side.groups:
        stack = design[: group.others.size * width].reshape(*group.others.shape, width)
        seconds += _seconds(np.matmul, stack.transpose(0, 2, 1), stack, grams[: len(stack)])
    return seconds


def _solve(side: Side, width: int) -> float:
    """Seconds of the stacked solutions of all groups."""
    most = max(len(group.rows) for group in side.groups)
    grams = np.tile(np.eye(width, dtype=np.float32) + 0.01, (most, 1, 1))
    targets = np.ones((most, width, 1), np.float32)
    counts = [len(group.rows) for group in side.groups]
    return sum(_seconds(np.linalg.solve, grams[:count], targets[:count]) for count in counts)


def _seconds(work: Callable[..., object], *arguments: object) -> float:
    began = time.perf_counter()
    work(*arguments)
    return time.perf_counter() - began


CHILDREN: dict[str, Callable[..., dict[str, float]]] = {"generate": generate, "run": run, "stages": stages}

if __name__ == "__main__":
    main()
