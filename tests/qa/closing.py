"""Closes the window at a random moment of a training, again and again: each time the process must end with 0
and say nothing.

    python -m tests.qa.closing [--quick] [--offscreen] [--seed N]

500 times, 20 with --quick; every moment is drawn from the seed, which is printed.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from mfdesk.engine.config import Method
from tests.qa._display import display

AT_ONCE = 2
LONGEST_SECONDS = 60

PROGRAM = """
import sys
from dataclasses import replace
from PySide6.QtCore import QTimer
from mfdesk import app
from mfdesk.engine.config import Config, Method

method, epochs, moment, paused = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4] == "True"
begin = app._begin

def begin_and_close(window, options):
    begin(window, options)
    controller, actions = window.controller, window.actions_table
    def train(_path):
        controller.document.set_config(Config(Method(method), epochs=epochs))
        QTimer.singleShot(0, actions["model.train"].trigger)
    def close_soon(_config):
        QTimer.singleShot(moment, window.close)
        if paused:
            QTimer.singleShot(moment // 2, actions["model.pause"].trigger)
    controller.opened.connect(train)
    controller.training_began.connect(close_soon)

app._begin = begin_and_close
sys.exit(app.run(["--sample", "movie-night"]))
"""


@dataclass(frozen=True)
class Moment:
    method: Method
    epochs: int
    milliseconds: int
    paused: bool


def moments(seed: int, count: int) -> list[Moment]:
    """Runs that go on for ever and runs that end at about the moment of closing."""
    chance = random.Random(seed)
    return [
        Moment(
            chance.choice(list(Method)), chance.choice([3, 30, 100_000]), chance.randrange(700), chance.random() < 0.2
        )
        for _ in range(count)
    ]


def fault(moment: Moment) -> str:
    """What went wrong, "" if nothing did."""
    arguments = [moment.method, str(moment.epochs), str(moment.milliseconds), str(moment.paused)]
    try:
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, *arguments],
            capture_output=True,
            text=True,
            timeout=LONGEST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"{moment}: did not end within {LONGEST_SECONDS} s"
    ended_well = done.returncode == 0 and not done.stderr
    return "" if ended_well else f"{moment}: exit code {done.returncode}\n{done.stderr}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--quick", action="store_true", help="20 moments instead of 500")
    parser.add_argument("--offscreen", action="store_true", help="without any display")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    options = parser.parse_args()
    count = 20 if options.quick else 500
    with tempfile.TemporaryDirectory() as home, display(offscreen=options.offscreen) as where:
        os.environ["XDG_CONFIG_HOME"] = home  # nobody's preferences are read or written
        print(f"{count} moments, seed {options.seed}, windows on {where}", flush=True)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            faults = [said for said in pool.map(fault, moments(options.seed, count)) if said]
    print("\n".join(faults) or "every process ended with 0 and said nothing")
    return int(bool(faults))


if __name__ == "__main__":
    raise SystemExit(main())
