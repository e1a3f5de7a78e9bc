"""Somewhere to put windows: the display that is there, an Xvfb of our own, or none at all."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def display(*, offscreen: bool) -> Iterator[str]:
    """Sets the environment for windows, also for child processes; says in words where they will be."""
    if offscreen:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        yield "offscreen"
    elif os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        yield "the display that is there"
    elif shutil.which("Xvfb"):
        yield from _own_display()
    else:
        raise SystemExit("There is no display and no Xvfb; add --offscreen.")


def _own_display() -> Iterator[str]:
    reader, writer = os.pipe()
    command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL)
    os.close(writer)
    try:
        with os.fdopen(reader) as answer:
            os.environ["DISPLAY"] = f":{answer.readline().strip()}"
        os.environ["QT_QPA_PLATFORM"] = "xcb"
        yield f"an Xvfb of our own, {os.environ['DISPLAY']}"
    finally:
        server.terminate()
        server.wait()
