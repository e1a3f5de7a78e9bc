"""Which Python to build on: at least 3.11, with pip, and never the one inside ``.venv`` itself.

Everything here must run on Python 3.8, so that an old one can say what is missing instead of failing.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)
NEWER = ("python3.13", "python3.12", "python3.11", "python3.14")
DEBIAN_PACKAGES = ("python3.11", "python3-pip")
# Ends well in a Python that is new enough and can put a pip into a virtual environment, its own or Debian's.
IS_USABLE = """
import importlib.util, sys, venv
if importlib.util.find_spec("ensurepip") is None:
    import pip._internal.locations
sys.exit(sys.version_info < (3, 11))
"""


def base_python() -> Path:
    """The interpreter that runs us, or the one behind it when that is a virtual environment's."""
    return Path(getattr(sys, "_base_executable", "") or sys.executable)


def is_new_enough(version: tuple[int, int]) -> bool:
    return version >= OLDEST


def newer_python() -> str | None:
    """A Python on the path that is new enough and complete enough, or None."""
    for name in NEWER:
        found = shutil.which(name)
        if found and works(found, IS_USABLE):
            return found
    return None


def works(python: str | Path, program: str) -> bool:
    """Whether the interpreter starts and the program ends well in it."""
    try:
        return subprocess.run([str(python), "-c", program], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def continue_with(python: str) -> int:
    """Runs this same command in another interpreter and gives back its exit code."""
    version = ".".join(map(str, sys.version_info[:3]))
    print(f"Python {version} is too old for mfdesk; going on with {python}.", flush=True)
    return subprocess.call([python, *sys.argv])


def too_old_sentence(version: tuple[int, int]) -> str:
    asked = f"Python 3.11 or newer is needed; this one is {version[0]}.{version[1]}."
    return f"{asked} Install one from your system's packages or from python.org, then run this command again."


def has_apt() -> bool:
    """Whether this is Debian, Ubuntu or one of their kin."""
    return shutil.which("apt-get") is not None
