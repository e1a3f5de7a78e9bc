"""The system libraries that a window needs on Linux: which are missing, and how they are installed.

Only what is missing is named, and nothing is installed without root's rights or a yes on the terminal.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

# Library file -> the Debian or Ubuntu packages that may bring it, newest name first.
LIBRARIES = {
    "libglib-2.0.so.0": ("libglib2.0-0t64", "libglib2.0-0"),
    "libEGL.so.1": ("libegl1",),
    "libGL.so.1": ("libgl1",),
    "libfontconfig.so.1": ("libfontconfig1",),
    "libfreetype.so.6": ("libfreetype6",),
    "libdbus-1.so.3": ("libdbus-1-3",),
    "libxkbcommon.so.0": ("libxkbcommon0",),
    "libX11.so.6": ("libx11-6",),
    # From here on only a real X window asks. Qt blames libxcb-cursor0 whichever of these is missing.
    "libX11-xcb.so.1": ("libx11-xcb1",),
    "libxcb-cursor.so.0": ("libxcb-cursor0",),
    "libxcb-icccm.so.4": ("libxcb-icccm4",),
    "libxcb-image.so.0": ("libxcb-image0",),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1",),
    "libxcb-randr.so.0": ("libxcb-randr0",),
    "libxcb-render.so.0": ("libxcb-render0",),
    "libxcb-render-util.so.0": ("libxcb-render-util0",),
    "libxcb-shape.so.0": ("libxcb-shape0",),
    "libxcb-shm.so.0": ("libxcb-shm0",),
    "libxcb-sync.so.1": ("libxcb-sync1",),
    "libxcb-util.so.1": ("libxcb-util1",),
    "libxcb-xfixes.so.0": ("libxcb-xfixes0",),
    "libxcb-xkb.so.1": ("libxcb-xkb1",),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0",),
}
PROGRAMS: dict[str, dict[str, tuple[str, ...]]] = {
    "start": {},
    "test": {"Xvfb": ("xvfb",), "xauth": ("xauth",)},
    "bundle": {"Xvfb": ("xvfb",), "xauth": ("xauth",), "objdump": ("binutils",)},
}
FONT_PACKAGE = "fonts-dejavu-core"
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
FONT_ENDINGS = (".ttf", ".otf", ".ttc")


class SystemIncomplete(Exception):
    """Something is missing that only the user can install; the text says what and how."""


def provide(purpose: str) -> None:
    """Sees to it that everything for ``purpose`` ("start", "test" or "bundle") is there, on Linux.

    Raises SystemIncomplete when packages are missing that may not be installed from here.
    """
    if not sys.platform.startswith("linux"):
        return
    missing = find_missing(purpose)
    if not missing:
        return
    if shutil.which("apt-get") is None:
        print(f"Not found on this system: {', '.join(missing)}. Install what brings them if the window does not open.")
        return
    install(missing)
    still = find_missing(purpose)
    if still:
        raise SystemIncomplete(f"Still missing after installing: {', '.join(still)}.")


def find_missing(purpose: str) -> dict[str, tuple[str, ...]]:
    """The libraries, programs and fonts that are not there, each with the packages that may bring it."""
    missing = {name: packages for name, packages in libraries(purpose).items() if not loads(name)}
    missing.update({name: packages for name, packages in PROGRAMS[purpose].items() if shutil.which(name) is None})
    if not has_font():
        missing["a font"] = (FONT_PACKAGE,)
    return missing


def libraries(purpose: str) -> dict[str, tuple[str, ...]]:
    if purpose != "bundle":
        return LIBRARIES
    # PyInstaller puts Python itself into the bundle, and takes the shared library for it.
    version = "{}.{}".format(*sys.version_info)
    packages: tuple[str, ...] = (f"libpython{version}t64", f"libpython{version}")
    return {**LIBRARIES, f"libpython{version}.so.1.0": packages}


def loads(library: str) -> bool:
    """Whether the loader finds the library and all that it needs in turn."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_font() -> bool:
    """Without any font Qt draws a box for every letter and says nothing."""
    for folder in FONT_FOLDERS:
        for _, _, files in os.walk(Path(folder).expanduser()):
            if any(name.lower().endswith(FONT_ENDINGS) for name in files):
                return True
    return False


def install(missing: dict[str, tuple[str, ...]]) -> None:
    """Installs as root, asks on a terminal where sudo is there, else says which line to run."""
    if os.geteuid() == 0:
        apt_get("update", "-qq")  # one archive that does not answer is no reason to stop: installing tells
        packages = choose(missing)
        print(f"Installing {' '.join(packages)}", flush=True)
        said = apt_get("install", "-y", "-qq", "--no-install-recommends", *packages)
        if said:
            raise SystemIncomplete(f"{said}\napt-get could not install these; what it said stands above.")
        return
    line = f"sudo {install_line(choose(missing))}"
    print(f"Missing on this system: {in_short(missing)}.")
    if shutil.which("sudo") is None or not agrees_to(line):
        raise SystemIncomplete(f"Run this line, then this command again:\n  {line}")
    subprocess.run(["sudo", "apt-get", "update", "-qq"], check=False)
    subprocess.run(line.split(), check=False)


def agrees_to(line: str) -> bool:
    """Whether someone at a terminal says yes; nobody there is a no."""
    if sys.stdin is None or not sys.stdin.isatty():
        return False
    try:
        return input(f"This line installs it:\n  {line}\nRun it now? [y/N] ").strip().lower() in ("y", "yes")
    except EOFError:
        return False


def in_short(missing: Iterable[str]) -> str:
    """The first few names, and how many more there are."""
    names = list(missing)
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(names[:3]) + more


def choose(missing: dict[str, tuple[str, ...]]) -> list[str]:
    """One package for each thing missing: the first candidate that this system's archive knows, else the last."""
    chosen = (next((name for name in names[:-1] if archive_has(name)), names[-1]) for names in missing.values())
    return sorted(set(chosen))


def archive_has(package: str) -> bool:
    return subprocess.run(["apt-cache", "show", package], capture_output=True, check=False).returncode == 0


def install_line(packages: list[str]) -> str:
    return f"apt-get install -y --no-install-recommends {' '.join(packages)}"


def apt_get(*arguments: str) -> str:
    """Runs apt-get without questions and gives back what it said when it failed, "" when it did not."""
    # A fresh machine is often still updating itself, and holds the lock for a while.
    command = ["apt-get", "-o", "DPkg::Lock::Timeout=120", *arguments]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    return (result.stdout + result.stderr).strip() or "It said nothing." if result.returncode else ""
