"""Everything a program must never do while it is used: exceptions, warnings, messages of Qt, freezes."""

from __future__ import annotations

import sys
import threading
import traceback
import warnings
from collections import deque
from dataclasses import dataclass
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

_QUIET = {QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg}
_HARMLESS = (
    "This plugin does not support",  # the offscreen platform of size hints, raising and grabbing the keyboard
    "Mouse event at",  # QTest of a drag that goes on outside of its window, as drags do
)
LAST_EVENTS = 30


@dataclass(frozen=True)
class Fault:
    """``number`` is that of the event after which it was seen, ``story`` the last events, oldest first."""

    number: int
    text: str
    story: tuple[str, ...]


class Faults:
    """Takes every hook there is; the same fault is kept once and counted."""

    def __init__(self) -> None:
        self.number = 0
        self.story: deque[str] = deque(maxlen=LAST_EVENTS)
        self.kept: dict[str, Fault] = {}
        self.count = 0
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread
        sys.unraisablehook = self._on_unraisable
        warnings.showwarning = self._on_warning  # type: ignore[assignment]
        qInstallMessageHandler(self._on_qt)

    def add(self, key: str, text: str) -> None:
        """``key`` is what makes two faults the same."""
        self.count += 1
        if key not in self.kept:
            self.kept[key] = Fault(self.number, text, tuple(self.story))
            print(f"\nFAULT at event {self.number:,}: {text}", flush=True)

    def _on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            raise SystemExit(130)
        self.add(f"{kind.__name__} {_place(trace)}", "".join(traceback.format_exception(kind, error, trace)))

    def _on_thread(self, told: threading.ExceptHookArgs) -> None:
        name = told.thread.name if told.thread else "?"
        text = "".join(traceback.format_exception(told.exc_type, told.exc_value, told.exc_traceback))
        self.add(f"{told.exc_type.__name__} {_place(told.exc_traceback)}", f"in thread {name}\n{text}")

    def _on_unraisable(self, told: sys.UnraisableHookArgs) -> None:
        text = "".join(traceback.format_exception(told.exc_type, told.exc_value, told.exc_traceback))
        self.add(f"unraisable {told.exc_type} {_place(told.exc_traceback)}", f"{told.err_msg} {told.object!r}\n{text}")

    def _on_warning(
        self, message: Warning | str, category: type[Warning], file: str, line: int, *_more: object
    ) -> None:
        self.add(f"warning {file} {line}", f"{file}:{line}: {category.__name__}: {message}\n{_stack()}")

    def _on_qt(self, kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        if kind not in _QUIET and not text.startswith(_HARMLESS):
            category = context.category or "default"
            self.add(f"Qt {_without_numbers(text)}", f"Qt says ({category}): {text}\n{_stack()}")


def _place(trace: TracebackType | None) -> str:
    frames = traceback.extract_tb(trace)
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""


def _without_numbers(text: str) -> str:
    return "".join(letter for letter in text if not letter.isdigit())


def _stack() -> str:
    """Where Python stood, without the frames of this trial itself."""
    frames = [frame for frame in traceback.extract_stack() if "/tests/qa/" not in frame.filename]
    return "".join(traceback.format_list(frames[-8:]))
