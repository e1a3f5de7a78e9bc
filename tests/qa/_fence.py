"""A fence around a folder: what Python code does to files outside of it is refused, as on a disk without the right."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "os.link", "os.symlink", "os.chmod"}
_PROGRAMS = {"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.startfile"}


class Fence:
    """Stands from its making to the end of the process; ``breaches`` says what was refused."""

    def __init__(self, folder: Path) -> None:
        self._inside = str(folder.resolve())
        self.breaches: list[str] = []
        sys.dont_write_bytecode = True
        sys.addaudithook(self._judge)

    def _judge(self, event: str, arguments: tuple[object, ...]) -> None:
        if event == "open":
            path, mode, flags = arguments[:3]
            if _writes(mode, flags):
                self._demand_inside(event, path)
        elif event in _CHANGES:
            for path in arguments[: 2 if event in ("os.rename", "os.link", "os.symlink") else 1]:
                self._demand_inside(event, path)
        elif event in _PROGRAMS:
            self._refuse(event, str(arguments[0]))

    def _demand_inside(self, event: str, path: object) -> None:
        if not isinstance(path, str | bytes | os.PathLike):
            return  # a file that is open already
        whole = os.path.realpath(os.fsdecode(path))
        if whole != self._inside and not whole.startswith((self._inside + os.sep, os.devnull)):
            self._refuse(event, whole)

    def _refuse(self, event: str, what: str) -> None:
        self.breaches.append(f"{event} {what}")
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), what)


def _writes(mode: object, flags: object) -> bool:
    if isinstance(mode, str):
        return any(letter in mode for letter in "wax+")
    return isinstance(flags, int) and bool(flags & _WRITING)
