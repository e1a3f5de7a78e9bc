"""A person without a plan in front of the real window: clicks, keys, drags, wheels, menus, resizes, drawn from a seed.

    python -m tests.qa.random_user [--quick] [--seed N] [--events N] [--screen xcb|offscreen]

200,000 events, 10,000 with --quick. Each is delivered to a real widget, chosen from all that are visible and enabled,
the rarely touched ones first. It fails, with 1, when there is an exception, a warning of Python or Qt, an event that
keeps the window busy for over 2 s, or when more than 5 % of what a person can touch (see ``_targets``) was not
touched. A failure is told with its seed, its event and the last 30 events; the same --seed and --events play it
again, as far as threads allow. The person never leaves a temporary folder (see ``_fence``).
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
from collections import deque
from pathlib import Path

from tests.qa._display import display

EVENTS, QUICK_EVENTS = 200_000, 10_000
QUICK_SEED = 7
ROOT = Path(__file__).resolve().parents[2]
_LOG = "events.log"
_SHOWN = 30


def main() -> int:
    options = _parse()
    if options.inside:
        from tests.qa._person import act  # Qt is loaded once there is a display

        return act(options.inside, options.seed, options.events)
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        os.environ.pop(name, None)  # nobody's screen is clicked on, nobody's clipboard is filled
    with tempfile.TemporaryDirectory() as folder, display(offscreen=options.screen == "offscreen") as where:
        print(f"random user: {options.events:,} events, seed {options.seed}, windows on {where}", flush=True)
        return _run(Path(folder), options.seed, options.events)


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_EVENTS:,} events instead of {EVENTS:,}")
    parser.add_argument("--seed", type=int, help="default: the same with --quick, else another each time")
    parser.add_argument("--events", type=int)
    parser.add_argument("--screen", choices=["xcb", "offscreen"], default="offscreen")
    parser.add_argument("--inside", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.seed is None:
        options.seed = QUICK_SEED if options.quick else random.randrange(10**6)
    options.events = options.events or (QUICK_EVENTS if options.quick else EVENTS)
    return options


def _run(folder: Path, seed: int, events: int) -> int:
    """In a process of its own, so that even one that dies leaves its last events."""
    command = [sys.executable, "-m", "tests.qa.random_user", "--inside", str(folder)]
    command += ["--seed", str(seed), "--events", str(events)]
    code = subprocess.run(command, cwd=ROOT, env=_environment(folder), check=False).returncode
    if code in (0, 1):
        return code
    print(f"FAULT: the program died with {code}; its last events, to be played again with --seed {seed}:")
    log = folder / _LOG
    if log.exists():
        with log.open(encoding="utf-8") as lines:
            print("".join(deque(lines, _SHOWN)))
    return 1


def _environment(folder: Path) -> dict[str, str]:
    """Home, preferences and temporary files lie in the folder; sets of names have the same order each time."""
    names = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "TMPDIR")
    return {**os.environ, **dict.fromkeys(names, str(folder)), "PYTHONHASHSEED": "0", "PYTHONFAULTHANDLER": "1"}


if __name__ == "__main__":
    raise SystemExit(main())
