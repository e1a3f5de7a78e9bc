"""The project's own ``.venv``: made once, made again when broken, left alone when nothing has changed.

A fresh Debian or Ubuntu has neither ``ensurepip`` nor leave to install outside a virtual environment. What works
there without root: an environment without pip, and the system's pip told to put a pip into it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from setup_python import base_python, works

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
EXTRAS = ("start", "test", "bundle")
UNFINISHED = ".mfdesk-unfinished"


class SetupFailed(Exception):
    """The environment could not be made; the text says why."""


def venv_program(name: str, venv: Path = VENV) -> Path:
    """Where a program of the environment lies."""
    return venv / "Scripts" / f"{name}.exe" if os.name == "nt" else venv / "bin" / name


def prepare(extra: str) -> None:
    """Makes ``.venv`` hold mfdesk and what ``extra`` (one of EXTRAS) needs; returns at once if it does."""
    if is_broken(VENV):
        shutil.rmtree(VENV)
    if is_prepared(VENV, extra):
        return
    if not VENV.exists():
        make_venv()
    print(f"Setting up {VENV.name} ({extra}); the first time takes a minute or two.", flush=True)
    with marked_unfinished(VENV):
        ensure_pip()
        install(extra)
    stamp_path(VENV, extra).write_text(stamp(VENV), encoding="ascii")


@contextmanager
def marked_unfinished(venv: Path) -> Iterator[None]:
    """Leaves a mark behind when the block is broken off; a pip that fails by itself has cleaned up after itself."""
    (venv / UNFINISHED).touch()
    try:
        yield
    except SetupFailed:
        (venv / UNFINISHED).unlink()
        raise
    (venv / UNFINISHED).unlink()


def is_broken(venv: Path) -> bool:
    """Whether an environment is there that was never finished, is too old, or no longer starts."""
    if not venv.exists():
        return False
    starts = works(venv_program("python", venv), "import sys; sys.exit(sys.version_info < (3, 11))")
    return not starts or (venv / UNFINISHED).exists()


def is_prepared(venv: Path, extra: str) -> bool:
    """Whether the stamp of this extra is up to date; each extra holds all that starting needs."""
    enough = EXTRAS if extra == "start" else (extra,)
    return any(read(stamp_path(venv, one)) == stamp(venv) for one in enough)


def stamp_path(venv: Path, extra: str) -> Path:
    return venv / f".mfdesk-stamp-{extra}"


def stamp(venv: Path) -> str:
    """Changes with pyproject.toml, with the environment's Python, and when the checkout is moved."""
    parts = (read(ROOT / "pyproject.toml"), read(venv / "pyvenv.cfg"), str(ROOT))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def read(path: Path) -> str:
    """The text of a small file, "" where there is none."""
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def make_venv() -> None:
    run([base_python(), "-m", "venv", "--without-pip", VENV], "Python could not make a virtual environment.")


def ensure_pip() -> None:
    """Puts a pip into the environment: by ensurepip where Python has it, else by the pip outside."""
    python = venv_program("python")
    if works(python, "import pip"):
        return
    if works(python, "import ensurepip"):
        run([python, "-m", "ensurepip", "--upgrade"], "Python could not unpack its own pip.")
        return
    if not works(base_python(), "import pip"):
        raise SetupFailed("pip is missing. On Debian and Ubuntu: sudo apt-get install python3-pip")
    # Older pips have no --python, and outside an environment pip refuses to install, except into a named folder.
    command = [base_python(), "-m", "pip", "install", "-q", "--target", packages_folder(), "pip"]
    run(command, "pip could not be put into .venv.")


def packages_folder() -> str:
    command = [str(venv_program("python")), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def install(extra: str) -> None:
    wanted = "." if extra == "start" else f".[{extra}]"
    command = [venv_program("python"), "-m", "pip", "install", "-q", "--disable-pip-version-check", "-e", wanted]
    run(command, "pip could not install what mfdesk needs.")


def run(command: Sequence[object], complaint: str) -> None:
    """Runs a step in the checkout; what it says is shown only when it fails, and then whole."""
    result = subprocess.run(
        [str(part) for part in command], cwd=ROOT, capture_output=True, text=True, errors="replace", check=False
    )
    if result.returncode:
        raise SetupFailed(f"{(result.stdout + result.stderr).strip()}\n{complaint} What it said stands above.")
