"""What goes into the frozen program and what stays out, and what the building machine needs for it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from fnmatch import fnmatch
from pathlib import Path

import setup_system

# (name in the bundle, file on this machine, kind), as PyInstaller lists what it found.
Entry = tuple[str, str, str]
# Tells which shared libraries a file names, each with the place where it was found.
ImportsOf = Callable[[str], Iterable[tuple[str, str | None]]]

# Found by PyInstaller because something could import them, though nothing here does.
# QtOpenGL, QtOpenGLWidgets, QtSvg and QtTest stay: pyqtgraph imports them by name.
EXCLUDED_MODULES = [
    *("tkinter", "matplotlib", "scipy", "PIL", "IPython", "pandas", "cupy", "numba", "h5py"),
    *("pytest", "hypothesis", "mypy", "setuptools", "pip", "pydoc_data", "lib2to3"),
    *("pyqtgraph.examples", "pyqtgraph.jupyter", "pyqtgraph.canvas", "pyqtgraph.flowchart", "pyqtgraph.opengl"),
    *("PyQt5", "PyQt6", "PySide2"),
    *(f"PySide6.Qt{name}" for name in ("Qml", "Quick", "QuickWidgets", "QuickControls2", "Pdf", "PdfWidgets")),
    *(f"PySide6.Qt{name}" for name in ("Network", "Sql", "Designer", "Help", "UiTools", "Concurrent", "Xml")),
]

# Plugins and libraries of Qt that come along uncalled: other screens than a desktop's, the network, databases, the
# on-screen keyboard with all of Qt Quick, and the GTK plugin, which would drag in the building machine's whole GTK.
# Qt's own translations can come back when the program speaks more than English.
UNUSED_QT = [
    *(f"*Qt6{name}*" for name in ("Qml", "Quick", "Pdf", "VirtualKeyboard", "Network", "Sql", "Egl")),
    *(f"*platforms/libq{name}*" for name in ("eglfs", "linuxfb", "minimal", "vkkhrdisplay", "vnc")),
    *(f"*plugins/{name}/*" for name in ("egldeviceintegrations", "networkinformation", "tls", "sqldrivers", "generic")),
    *(f"*plugins/{name}/*" for name in ("qmltooling", "vectorimageformats", "wayland-graphics-integration-server")),
    *(f"*imageformats/*q{name}.*" for name in ("pdf", "tiff", "webp", "wbmp", "tga", "icns", "gif")),
    "*platforminputcontexts/*virtualkeyboard*",
    "*platformthemes/libqgtk3*",
    "*PySide6/Qt/translations/*",
    "*PySide6/translations/*",
]


def needed(entries: Iterable[Entry], imports_of: ImportsOf) -> list[Entry]:
    """The entries that the program can need: no unused part of Qt, and no library that only such a part used."""
    wanted = [entry for entry in entries if not is_unused_qt(entry[0])]
    libraries = {entry[0]: entry for entry in wanted if is_system_library(entry)}
    rest = [entry for entry in wanted if entry[0] not in libraries]
    return rest + [libraries[name] for name in sorted(reached(rest, libraries, imports_of))]


def is_unused_qt(name: str) -> bool:
    return any(fnmatch(name.replace("\\", "/"), pattern) for pattern in UNUSED_QT)


def is_system_library(entry: Entry) -> bool:
    """Whether PyInstaller took the file from the system's library folders because another file names it."""
    name, source, kind = entry
    return kind == "BINARY" and "/" not in name and source.startswith(("/lib", "/usr/lib")) and "libpython" not in name


def reached(entries: Iterable[Entry], libraries: dict[str, Entry], imports_of: ImportsOf) -> set[str]:
    """The names of those libraries that the entries need, directly or through each other."""
    waiting = [source for _, source, kind in entries if kind in ("BINARY", "EXTENSION")]
    found: set[str] = set()
    while waiting:
        names = {Path(name).name for name, _ in imports_of(waiting.pop())} & (set(libraries) - found)
        found |= names
        waiting += [libraries[name][1] for name in names]
    return found


def refuse_an_incomplete_machine() -> None:
    """Ends the build when the machine lacks what PyInstaller copies from it: it would leave it out without a word."""
    missing = setup_system.find_missing("bundle") if sys.platform.startswith("linux") else {}
    if missing:
        sys.exit(
            f"The bundle would be incomplete, because this machine lacks {', '.join(missing)}. Install these first."
        )
