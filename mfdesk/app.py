"""The composition root of the window: the application, the crash hook, and the wiring of the parts."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QCoreApplication, QMessageLogContext, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from mfdesk import __version__
from mfdesk.files.samples import SAMPLES
from mfdesk.gui.controller import Controller
from mfdesk.gui.dialogs.crash import CrashDialog, crash_report
from mfdesk.gui.main_window import MainWindow
from mfdesk.gui.overrides import NEEDED, guard_overrides
from mfdesk.gui.preferences import Preferences
from mfdesk.gui.remembered import Remembered
from mfdesk.gui.smoke import SmokeRun
from mfdesk.gui.theme import Theme
from mfdesk.paths import resource

_QUIET = {QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg}
_HARMLESS = tuple(
    f"This plugin does not support {what}" for what in ("propagateSizeHints()", "raise()", "grabbing the keyboard")
)
"""The offscreen platform says so at every show; it has no other windows to rise above."""


def run(argv: Sequence[str]) -> int:
    """The window until it is closed; answers the exit code of the process."""
    if unfit := unfit_toolkit(sys.version_info[:2], pyside_version):
        sys.stderr.write(f"mfdesk: {unfit}\n")
        return 1
    options = _parse(argv)
    if NEEDED:
        guard_overrides()
    qInstallMessageHandler(_log_qt)
    application = _application()
    window = _window(application)
    hook = CrashHook(window)
    sys.excepthook = hook
    window.show()
    _begin(window, options)
    code = application.exec()
    window.controller.shutdown()
    if application.platformName() == "offscreen":
        application.clipboard().clear()  # it would outlive Python, which what lies in it belongs to
    if not window.left_cleanly:
        os._exit(code)  # a job does not answer, and Python cannot be torn down around its thread
    return code


def unfit_toolkit(python: tuple[int, int], toolkit: str) -> str:
    """Why this Python and this PySide6 do not go together, or nothing.

    PySide6 6.12 on Python before 3.12 loses a reference to None at each signal and aborts within seconds.
    """
    version = tuple(int(part) for part in toolkit.split(".")[:2])
    if python < (3, 12) and version >= (6, 12):
        return (
            f"PySide6 {toolkit} does not work on Python {python[0]}.{python[1]}; "
            'install "PySide6-Essentials>=6.11.3,<6.12" or use Python 3.12 or newer.'
        )
    return ""


class CrashHook:
    """Takes any exception that nobody caught, in a slot too: shows a report, then ends the program in order."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._told = False

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.__excepthook__(kind, error, trace)
        if self._told:
            return
        self._told = True
        if not issubclass(kind, KeyboardInterrupt):
            CrashDialog(crash_report(kind, error, trace), self._window).exec()
        self._window.leave()
        QCoreApplication.exit(1)


def _parse(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="mfdesk", description="Fills the holes in a table of ratings.")
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="the table of ratings to open")
    parser.add_argument("--sample", choices=[sample.id for sample in SAMPLES], help="open this sample")
    parser.add_argument("--version", action="version", version=f"mfdesk {__version__}")
    parser.add_argument("--smoke", type=Path, metavar="OUT", help=argparse.SUPPRESS)
    options = parser.parse_args(argv)
    if options.smoke and not (options.sample or options.file):
        parser.error("--smoke needs a file or --sample")
    return options


def _application() -> QApplication:
    QCoreApplication.setApplicationName("mfdesk")
    QCoreApplication.setOrganizationName("mfdesk")
    QCoreApplication.setApplicationVersion(__version__)
    application = QApplication(sys.argv[:1])
    application.setDesktopFileName("mfdesk")
    icon = QIcon()
    for picture in sorted(resource("icons", "app").glob("*.png")):
        icon.addFile(str(picture))
    application.setWindowIcon(icon)
    return application


def _window(application: QApplication) -> MainWindow:
    preferences = Preferences()
    theme = Theme(application, Remembered(preferences).theme)
    window = MainWindow(Controller(), theme, preferences)
    theme.watch(window)
    return window


def _begin(window: MainWindow, options: argparse.Namespace) -> None:
    """What the command line asks for, once the event loop runs and the window is painted."""
    if options.smoke:
        SmokeRun(window, options.smoke)
    if options.sample:
        QTimer.singleShot(0, lambda: window.controller.open_sample(options.sample))
    elif options.file:
        QTimer.singleShot(0, lambda: window.open_file(options.file))


def _log_qt(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    """What Qt has to say goes to stderr, without its chatter."""
    if kind not in _QUIET and not text.startswith(_HARMLESS):
        sys.stderr.write(f"Qt: {text}\n")
