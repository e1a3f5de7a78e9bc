"""The licence texts of everything that the frozen program carries along, each in a folder of its owner's name."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEXTS = Path(__file__).resolve().parent / "licence-texts"
LICENCE_FILE = re.compile(r"(^|/|_)(licen[cs]e|copying|notice|authors)[^/]*$", re.IGNORECASE)

# Their wheels bring no text of the licence under which they are used here.
TEXTS_BY_DISTRIBUTION = {
    "pyside6-essentials": ("LGPL-3.0.txt", "GPL-3.0.txt"),
    "shiboken6": ("LGPL-3.0.txt", "GPL-3.0.txt"),
}
ABOUT = """\
mfdesk is under the MIT licence. It carries along the works below, each under the licence in the folder of its name.

Qt, PySide6 and Shiboken are used under the GNU Lesser General Public License, version 3. They are separate library
files below _internal/PySide6 and _internal/shiboken6: you may replace them by your own builds of the same version.
Their source code is published by The Qt Company at download.qt.io.
"""

# (name in the bundle, file on this machine, kind), as PyInstaller lists what it found.
Entry = tuple[str, str, str]


class LicenceMissing(Exception):
    """A work would be passed on without its licence."""


def collect(folder: Path, entries: Iterable[Entry]) -> None:
    """Fills ``folder`` for the bundled entries; raises LicenceMissing when a text cannot be found."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    listed = list(entries)
    names = distributions(source for _, source, _ in listed if source)
    for name in names:
        copy_distribution(name, folder / name)
    packages = system_packages(source for _, source, kind in listed if kind == "BINARY")
    for package in packages:
        copy_texts([Path("/usr/share/doc") / package / "copyright"], folder / package)
    copy_texts([python_licence()], folder / "python")
    copy_texts([ROOT / "LICENSE"], folder / "mfdesk")
    works = "".join(f"- {name}\n" for name in sorted(["python", *names, *packages]))
    (folder / "README.txt").write_text(f"{ABOUT}\n{works}", encoding="utf-8")


def distributions(files: Iterable[str]) -> list[str]:
    """The installed distributions, mfdesk aside, that one of these files belongs to."""
    taken = {Path(file) for file in files}
    found = {normal(one.metadata["Name"]) for one in metadata.distributions() if taken & files_of(one)}
    return sorted(found - {"mfdesk"})


def files_of(distribution: metadata.Distribution) -> set[Path]:
    # Not resolved: a virtual environment may hold links, and PyInstaller names the files by the same way in.
    return {Path(str(distribution.locate_file(file))) for file in distribution.files or []}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def copy_distribution(name: str, folder: Path) -> None:
    inside = [file for file in metadata.files(name) or [] if is_licence(str(file))]
    paths = [Path(str(file.locate())) for file in inside]
    copy_texts([*paths, *(TEXTS / text for text in TEXTS_BY_DISTRIBUTION.get(name, ()))], folder)


def is_licence(file: str) -> bool:
    """Whether a file of a distribution is a licence text kept beside its metadata."""
    return ".dist-info/" in file and LICENCE_FILE.search(file) is not None


def copy_texts(paths: list[Path], folder: Path) -> None:
    """Copies the texts into ``folder``, numbered where two have the same name."""
    there = [path for path in paths if path.is_file()]
    if not there:
        raise LicenceMissing(f"No licence text was found for {folder.name}, so it must not be passed on.")
    folder.mkdir(exist_ok=True)
    for path in there:
        shutil.copyfile(path, free_name(folder, path.name))


def free_name(folder: Path, name: str) -> Path:
    """The path of this name in the folder, with a number before it if it is taken."""
    path, number = folder / name, 2
    while path.exists():
        path, number = folder / f"{number}-{name}", number + 1
    return path


def python_licence() -> Path:
    """Python's own licence: beside its library, or where Debian keeps it."""
    version = "{}.{}".format(*sys.version_info)
    beside = Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"
    return beside if beside.is_file() else Path(f"/usr/share/doc/libpython{version}-minimal/copyright")


def system_packages(libraries: Iterable[str]) -> list[str]:
    """The Debian packages that these libraries come from, none on other systems."""
    from_system = [path for path in libraries if path.startswith(("/lib", "/usr/lib"))]
    if not from_system or shutil.which("dpkg-query") is None:
        return []
    # The package list may know a library with or without /usr before it, so both are asked for and one is not found.
    spellings = {spelling for path in from_system for spelling in (path, f"/usr{path}", path.removeprefix("/usr"))}
    asked = ["dpkg-query", "-S", *sorted(spellings)]
    said = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    return sorted({line.split(":")[0] for line in said.splitlines()})
