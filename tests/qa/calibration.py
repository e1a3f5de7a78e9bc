"""Whether Gibbs is as sure as it should be: calibration by simulation, on tables drawn from its own prior.

    python -m tests.qa.calibration [--quick] [--runs N]

For each run a truth is drawn from the prior and a table from that truth; the sampler then draws from its posterior.
If the sampler is right, the rank of the truth among its draws is uniform (Talts et al. 2018): a chi-square test says
so for each of many facts about the state. The second column needs no long chains: the sampler stands at the truth,
itself a draw from the posterior, so sweeps must not shift any fact on average; it is the z-score of the mean shift
between the first state and the last (as ranks, and as distances from the middle rank). Exits 1 when a chance
is below 0.001 in either.
"""

from __future__ import annotations

import argparse
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from math import exp, factorial

import numpy as np
from threadpoolctl import threadpool_limits

from mfdesk.ratings.arrays import Floats
from tests.engine.prior_world import facts, shift_scores, world

BINS, DRAWS = 9, 62
"""Nine bins of seven ranks, 0 to 62; an odd number of bins, whose chi-square has a closed form."""
THIN, SKIPPED = 16, 48
LEAST_CHANCE, LARGEST_SCORE = 0.001, 3.9
"""A score beyond 3.9 comes in one of ten thousand; there are some thirty of them."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="20 runs: does it run at all")
    parser.add_argument("--runs", type=int, default=200, help="how many tables (default 200)")
    options = parser.parse_args()
    runs = 20 if options.quick else options.runs
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        told = list(pool.map(states, range(runs), chunksize=2))
    failed = 0
    print(f"{runs} tables, {DRAWS} draws each, one in {THIN} sweeps")
    print(f"{'fact':32} {'chi-square':>10} {'chance':>7} {'shift':>6} {'width':>6}  ranks in {BINS} bins")
    for name in told[0][0]:
        series = np.array([[state[name] for state in run] for run in told])
        failed += not judged(name, series)
    print("failed" if failed else "passed")
    return 1 if failed else 0


def states(seed: int) -> list[dict[str, float]]:
    """The facts of the truth, then those of each kept draw."""
    learner = world(seed)
    told = [facts(learner)]
    with threadpool_limits(limits=1):
        for sweep in range(1, SKIPPED + THIN * DRAWS + 1):
            learner.epoch()
            if sweep > SKIPPED and (sweep - SKIPPED) % THIN == 0:
                told.append(facts(learner))
    return told


def judged(name: str, series: Floats) -> bool:
    """Prints one fact's line, from its ``series`` (runs, 1 + draws); whether it is as it should be."""
    ranks = (series[:, 1:] < series[:, :1]).sum(axis=1)
    counts = np.bincount(ranks * BINS // (DRAWS + 1), minlength=BINS)
    expected = len(series) / BINS
    square = float(np.sum((counts - expected) ** 2) / expected)
    chance = chance_of(square, BINS - 1)
    shift, width = shift_scores(series[:, 0], series[:, -1])
    print(f"{name:32} {square:10.1f} {chance:7.4f} {shift:6.2f} {width:6.2f}  {' '.join(map(str, counts))}")
    return chance >= LEAST_CHANCE and max(abs(shift), abs(width)) < LARGEST_SCORE


def chance_of(square: float, freedom: int) -> float:
    """The chance that a chi-square variable with an even number of degrees of freedom is larger."""
    half = square / 2
    return exp(-half) * sum(half**term / factorial(term) for term in range(freedom // 2))


if __name__ == "__main__":
    sys.exit(main())
