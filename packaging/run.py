"""Sets mfdesk up beside this file, in .venv, and starts it. Needs nothing but Python 3.11 or newer and pip.

    python3 packaging/run.py                     sets up, then opens mfdesk on the sample
    python3 packaging/run.py test [ARGUMENTS]    sets up, then runs every check (arguments go to pytest)
    python3 packaging/run.py qa [--quick]        runs the long trials in tests/qa
    python3 packaging/run.py benchmarks [--quick]  measures what is in tests/benchmarks
    python3 packaging/run.py bundle              builds the program that needs no Python, into dist/mfdesk
    python3 packaging/run.py smoke               starts that program and judges what it does

What is done already is not done again. On Debian and Ubuntu missing system libraries are installed when you are root,
offered when you have sudo, and named otherwise; on macOS and Windows nothing but Python is needed.
"""

from __future__ import annotations

import os
import subprocess
import sys

import setup_python
import setup_system
import setup_venv

SAMPLE = "food-world-cup"
SAMPLE_FILE = f"resources/samples/{SAMPLE}/{SAMPLE}-data.csv"
COMMANDS = ("start", "test", "qa", "benchmarks", "bundle", "smoke")


class WrongUse(Exception):
    """The command line cannot be understood; the text says what is wrong with it."""


def main(arguments: list[str]) -> int:
    try:
        return run(*understand(arguments))
    except WrongUse as error:
        print(f"{error}\n\n{__doc__}", file=sys.stderr)
        return 2
    except (setup_system.SystemIncomplete, setup_venv.SetupFailed) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def understand(arguments: list[str]) -> tuple[str, list[str]]:
    """The command and what follows it; no command starts the program."""
    if not arguments:
        return "start", []
    command, *rest = arguments
    if command in ("-h", "--help", "help"):
        return "help", []
    if command not in COMMANDS:
        raise WrongUse(f"run.py has no command {command}.")
    if command in ("start", "bundle", "smoke") and rest:
        raise WrongUse(f"{command} takes nothing after it, but there is {rest[0]}.")
    return command, rest


def run(command: str, rest: list[str]) -> int:
    if command == "help":
        print(__doc__)
        return 0
    if not setup_python.is_new_enough(sys.version_info[:2]):
        return go_on_with_newer_python()
    extra = {"start": "start", "bundle": "bundle", "smoke": "bundle"}.get(command, "test")
    setup_system.provide(extra)
    setup_venv.prepare(extra)
    return {"start": start, "bundle": bundle, "smoke": smoke}[command]() if extra != "test" else check(command, rest)


def go_on_with_newer_python() -> int:
    """Finds a newer Python, or lets the system bring one where that can be done, or says how."""
    python = setup_python.newer_python()
    if python is None and setup_python.has_apt():
        setup_system.install({name: (name,) for name in setup_python.DEBIAN_PACKAGES})
        python = setup_python.newer_python()
    if python is None:
        print(setup_python.too_old_sentence(sys.version_info[:2]), file=sys.stderr)
        return 1
    return setup_python.continue_with(python)


def has_display() -> bool:
    return not sys.platform.startswith("linux") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def start() -> int:
    if not has_display():
        return start_without_window()
    return call([setup_venv.venv_program("python"), "-m", "mfdesk", "--sample", SAMPLE])


def start_without_window() -> int:
    """Shows on the same sample that all is in place, and which line does there what the window does."""
    program = setup_venv.venv_program("mfdesk").relative_to(setup_venv.ROOT)
    print("There is no display here, so no window can open. This is what mfdesk reads from the sample:\n", flush=True)
    code = call([setup_venv.ROOT / program, "inspect", SAMPLE_FILE])
    print(f"\nThis line trains on it and fills its holes:\n  {program} complete {SAMPLE_FILE} -o completed.csv")
    return code


def check(command: str, rest: list[str]) -> int:
    """The checks (``test``), or each script of tests/qa or tests/benchmarks."""
    import checks  # needs dataclasses and .venv's place, not wanted on an old Python

    if command == "test":
        return checks.run_all(checks.all_checks(rest))
    scripts = checks.script_checks(setup_venv.ROOT / "tests" / command, rest)
    if not scripts:
        print(f"There is no script in tests/{command}.")
        return 0
    return checks.run_all(scripts)


def bundle() -> int:
    print("Building dist/mfdesk; this takes a minute.", flush=True)
    options = ["--noconfirm", "--clean", "--log-level", "ERROR"]
    return call([setup_venv.venv_program("python"), "-m", "PyInstaller", *options, "packaging/mfdesk.spec"])


def smoke() -> int:
    return call([setup_venv.venv_program("python"), "packaging/smoke.py"])


def call(command: list[object]) -> int:
    return subprocess.call([str(part) for part in command], cwd=setup_venv.ROOT)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
