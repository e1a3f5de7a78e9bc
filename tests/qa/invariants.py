"""Tries every property of the tests on inputs that no run has tried before; the tests themselves repeat the same ones.

    python -m tests.qa.invariants [--quick] [--seed N]

A failure prints the least input that shows it and how to try that one again. ``--quick`` keeps to a few files and one
seed, so that it says the same every time.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_QUICK = ("tests/ratings/test_indexed.py", "tests/test_arranged.py", "tests/gui/panels/test_patterns.py")
_QUICK_SEED = 7


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.qa.invariants", description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="a few files, always the same inputs")
    parser.add_argument("--seed", type=int, help="the inputs to begin with; by default others every time")
    chosen = parser.parse_args(arguments)
    seed = chosen.seed if chosen.seed is not None else _QUICK_SEED if chosen.quick else random.randrange(2**31)
    print(f"seed {seed}", flush=True)
    command = (sys.executable, "-m", "pytest", "-q", "-m", "hypothesis and not x11", "--no-xvfb")
    command += ("-n", "2", "--dist", "loadfile", "--hypothesis-profile=wide", f"--hypothesis-seed={seed}")
    where = _QUICK if chosen.quick else ("tests",)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run((*command, *where), cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
