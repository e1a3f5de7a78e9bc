"""The start of the program: a command line if a command is named, else the window."""

from __future__ import annotations

import os
import sys

COMMANDS = {"inspect", "complete", "evaluate", "recommend", "table"}
"""What the first argument can be to stay on the command line; a file of such a name is opened as ./table."""

HELP = {"-h", "--help", "--version"}


def main() -> int:
    arguments = sys.argv[1:]
    if arguments and arguments[0] in COMMANDS | HELP:
        from mfdesk.cli import main as command_line

        return command_line(arguments)
    if not _has_display():
        sys.stderr.write(
            "mfdesk: there is no display to open a window on; set DISPLAY, "
            "or use the command line: mfdesk inspect FILE, mfdesk complete FILE -o OUT.\n"
        )
        return 1
    from mfdesk.app import run  # only here: the command line does not need Qt, nor the time it takes to load

    return run(arguments)


def _has_display() -> bool:
    """On Linux Qt aborts without one, so that has to be known before it is loaded."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


if __name__ == "__main__":
    sys.exit(main())
