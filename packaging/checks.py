"""Every check of the project, one after the other: each is run, timed and told, whatever the others said."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from setup_venv import ROOT, venv_program

NO_TEST_CHOSEN = 5  # pytest's own exit code


@dataclass(frozen=True)
class Check:
    """One command. ``platform`` is the Qt platform it runs on ("": the caller's); ``may_be_empty`` forgives a
    pytest whose arguments chose no test."""

    name: str
    command: tuple[str, ...]
    platform: str = ""
    may_be_empty: bool = False


def all_checks(pytest_arguments: list[str]) -> list[Check]:
    """The checks in the order of their cost, so that the cheap ones complain first."""
    ruff, mypy, python = (str(venv_program(name)) for name in ("ruff", "mypy", "python"))
    typed = [str(path) for path in sorted((ROOT / "packaging").glob("*.py"))]
    checks = [
        Check("ruff check", (ruff, "check", ".")),
        Check("ruff format", (ruff, "format", "--check", ".")),
        Check("import walls", (str(venv_program("lint-imports")),)),
        Check("types of mfdesk", (mypy,)),
        Check("types of packaging", (mypy, *typed)),
    ]
    return checks + pytest_checks(python, pytest_arguments)


_SHARED = ("-m", "not x11", "--no-xvfb", "-n", "2", "--dist", "loadfile")
"""Two processes share the files; those with a real screen run alone, as windows there compete for the focus."""


def pytest_checks(python: str, arguments: list[str]) -> list[Check]:
    """pytest without a screen, then the tests that ask for a real X window, where one can be had."""
    pytest = (python, "-m", "pytest")
    checks = [
        Check("tests", (*pytest, *_SHARED, *arguments), "offscreen", may_be_empty=bool(arguments)),
        Check("tests in an X window", (*pytest, "-m", "x11", *arguments), "xcb", may_be_empty=bool(arguments)),
    ]
    if shutil.which("Xvfb") is None:
        print("Xvfb is not there, so the tests in a real X window are left out.")
        checks.pop()
    return checks


def script_checks(folder: Path, arguments: list[str]) -> list[Check]:
    """One check for each script of the folder, run as a module; names that begin with "_" are helpers."""
    python = str(venv_program("python"))
    scripts = sorted(path for path in folder.glob("*.py") if not path.name.startswith("_"))
    return [Check(path.stem, (python, "-m", f"tests.{folder.name}.{path.stem}", *arguments)) for path in scripts]


def run_all(checks: list[Check]) -> int:
    """Runs them all and ends with one line that counts; the exit code is 0 only if every one passed."""
    failed = [check.name for check in checks if not run_one(check)]
    if failed:
        print(f"\nFailed: {', '.join(failed)}")
    print(f"\nchecks: {len(checks) - len(failed)} passed, {len(failed)} failed", flush=True)
    return 1 if failed else 0


def run_one(check: Check) -> bool:
    print(f"\n== {check.name}", flush=True)
    started = time.monotonic()
    code = subprocess.run(check.command, cwd=ROOT, env=environment(check), check=False).returncode
    passed = code == 0 or (code == NO_TEST_CHOSEN and check.may_be_empty)
    print(f"== {check.name}: {'passed' if passed else 'FAILED'} in {time.monotonic() - started:.1f} s", flush=True)
    return passed


def environment(check: Check) -> dict[str, str]:
    """The caller's environment, with the check's Qt platform where it names one."""
    return {**os.environ, "QT_QPA_PLATFORM": check.platform} if check.platform else dict(os.environ)
