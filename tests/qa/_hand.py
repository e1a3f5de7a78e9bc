"""A hand at mouse and keyboard: single events for real windows, each counted, timed and written down."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TextIO, TypeVar

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QHelpEvent, QInputMethodEvent, QWheelEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from tests.qa._faults import Faults
from tests.qa._heartbeat import Heart

Result = TypeVar("Result")
LONGEST_SECONDS = 2.0
BEAT_MILLISECONDS = 5
_STUCK_SECONDS = 0.3
_ASKING_SECONDS = 0.06
_STEPS = 6
"""Of the pointer on its way to a widget."""
_WAITED = Path("/proc/thread-self/schedstat")
_NO_KEYS = Qt.KeyboardModifier.NoModifier
_LEFT = Qt.MouseButton.LeftButton


class Enough(Exception):
    """All events are spent."""


@dataclass(frozen=True, eq=False)
class Place:
    """A point of a window; ``name`` says of what."""

    window: QWindow
    point: QPoint
    name: str

    @classmethod
    def of(cls, widget: QWidget, point: QPoint, name: str) -> Place | None:
        """None where the widget has no window on the screen."""
        top = widget.window()
        window = top.windowHandle()
        return cls(window, widget.mapTo(top, point), name) if window is not None else None

    def moved(self, across: int, down: int) -> Place:
        return Place(self.window, self.point + QPoint(across, down), self.name)

    @property
    def there(self) -> bool:
        return isValid(self.window) and self.window.isVisible()


class Hand(QObject):
    """Raises ``Enough`` where an event would be one more than ``limit``."""

    def __init__(self, faults: Faults, log: TextIO) -> None:
        super().__init__()
        self._faults, self._log, self.limit = faults, log, 0
        self.count, self.longest, self.longest_what, self.longest_gap, self.nested = 0, 0.0, "", 0.0, 0
        self._began: float | None = None
        self._held: Place | None = None
        self._at: Place | None = None
        self._asked: QWidget | None = None
        self._heart, self._heard = Heart(BEAT_MILLISECONDS), 0
        self._heart.start()
        self._rescue = QTimer(self, interval=30)
        self._rescue.timeout.connect(self._leave_nested_loop)
        self._ticked = -1
        self._rescue.start()

    # mouse

    def press(self, place: Place, button: Qt.MouseButton = _LEFT, keys: Qt.KeyboardModifier = _NO_KEYS) -> None:
        self._held = place
        self._do(f"press {button.name}", place, lambda: QTest.mousePress(place.window, button, keys, place.point))

    def release(self, place: Place, button: Qt.MouseButton = _LEFT, keys: Qt.KeyboardModifier = _NO_KEYS) -> None:
        self._do("release", place, lambda: QTest.mouseRelease(place.window, button, keys, place.point))
        self._held = None

    def move(self, place: Place) -> None:
        self._at = place
        self._do("move", place, lambda: QTest.mouseMove(place.window, place.point))

    def travel(self, place: Place) -> None:
        """The pointer comes there in a few steps from where it was in this window."""
        start, there = self._at, place.point
        if start is not None and start.window is place.window:
            for step in range(1, _STEPS):
                between = start.point + (there - start.point) * (step / _STEPS)
                self.move(Place(place.window, between, place.name))
        self.move(place)

    def click(self, place: Place, button: Qt.MouseButton = _LEFT, keys: Qt.KeyboardModifier = _NO_KEYS) -> None:
        self.press(place, button, keys)
        self.release(place, button, keys)

    def double_click(self, place: Place) -> None:
        self._do("double click", place, lambda: QTest.mouseDClick(place.window, _LEFT, _NO_KEYS, place.point))

    def wheel(self, place: Place, across: int, down: int, keys: Qt.KeyboardModifier = _NO_KEYS) -> None:
        """In eighths of a degree, 120 a notch."""

        def turn() -> None:
            whole = QPointF(place.window.mapToGlobal(place.point))
            none = Qt.MouseButton.NoButton
            turned = QPoint(across, down)
            phase = Qt.ScrollPhase.NoScrollPhase
            event = QWheelEvent(QPointF(place.point), whole, QPoint(), turned, none, keys, phase, False)
            QApplication.sendEvent(place.window, event)

        self._do(f"wheel {across} {down} {keys.name}", place, turn)

    # keys

    def key(self, place: Place, key: Qt.Key, keys: Qt.KeyboardModifier = _NO_KEYS) -> None:
        name = f"key {key.name} {keys.name if keys else ''}".strip()
        self._do(name, place, lambda: QTest.keyClick(place.window, key, keys))

    def write(self, place: Place, text: str) -> None:
        """Letter by letter; what has no key comes as from an input method."""
        for letter in text:
            if letter.isascii():
                self._do(f"type {letter!r}", place, partial(QTest.keyClick, place.window, ord(letter)))
            else:
                self._do(f"input {letter!r}", place, partial(_input, letter))

    # others

    def point_out(self, widget: QWidget, point: QPoint, name: str) -> None:
        """As a pointer that rests: asks for the tip."""
        event = QHelpEvent(QEvent.Type.ToolTip, point, widget.mapToGlobal(point))
        self.do(f"rest on {name}", lambda: QApplication.sendEvent(widget, event))

    def do(self, what: str, deed: Callable[[], Result]) -> Result:
        """Anything else, told as ``what``."""
        return self._time(what, deed)

    def _do(self, what: str, place: Place, deed: Callable[[], object]) -> None:
        if place.there:
            self._time(f"{what} at {place.point.x()},{place.point.y()} of {place.name}", deed)

    def _time(self, what: str, deed: Callable[[], Result]) -> Result:
        if self.count >= self.limit:
            raise Enough
        self._note(what)
        self._asked = _asking()
        waited, self._began = _waited(), time.perf_counter()
        result = deed()
        QApplication.processEvents()
        seconds = time.perf_counter() - self._began
        self._began = None
        self._judge(what, seconds, _waited() - waited)
        return result

    def _note(self, what: str) -> None:
        self.count += 1
        self._faults.number = self.count
        self._write(f"#{self.count} {what}")

    def _write(self, line: str) -> None:
        self._faults.story.append(line)
        self._log.write(line + "\n")
        self._log.flush()

    def _judge(self, what: str, seconds: float, waited: float) -> None:
        """What the machine did instead (``waited``) is not the program's fault."""
        own = seconds - waited
        if own > self.longest:
            self.longest, self.longest_what = own, what
        if own > LONGEST_SECONDS:
            self._faults.add(
                f"freeze {what.split(' at ')[0]}", f"{what} took {own:.1f} s ({seconds:.1f} s by the clock)"
            )
        gaps, self._heard = self._heart.gaps[self._heard :], len(self._heart.gaps)
        gap = max(gaps, default=0.0) / 1000 - waited
        self.longest_gap = max(self.longest_gap, gap)
        if gap > LONGEST_SECONDS and own <= LONGEST_SECONDS:
            self._faults.add("gap", f"no heartbeat for {gap:.1f} s around: {what}")

    def _leave_nested_loop(self) -> None:
        """Leaves a loop of events inside of an event (a drag, a modal ``exec``) by letting go and by Esc."""
        if self._began is None or not self._is_stuck(time.perf_counter() - self._began):
            return
        self.nested += 1
        self._write(f"(in a loop of its own, of {type(_asking()).__name__})")
        self._began = time.perf_counter()
        place = self._held
        if place is not None and place.there:
            QTest.mouseMove(place.window, place.point + QPoint(40, 30))
            QTest.mouseRelease(place.window, _LEFT, _NO_KEYS, place.point + QPoint(40, 30))
        window = QGuiApplication.focusWindow()
        if window is not None:
            QTest.keyClick(window, Qt.Key.Key_Escape)

    def _is_stuck(self, seconds: float) -> bool:
        """Seen twice in the same event, and soon where something has opened that waits for an answer."""
        again, self._ticked = self._ticked == self.count, self.count
        asking = _asking() is not self._asked
        return again and seconds > (_ASKING_SECONDS if asking else _STUCK_SECONDS)


def _asking() -> QWidget | None:
    return QApplication.activePopupWidget() or QApplication.activeModalWidget()


def _input(text: str) -> None:
    receiver = QApplication.focusWidget()
    if receiver is not None:
        event = QInputMethodEvent("", [])
        event.setCommitString(text)
        QApplication.sendEvent(receiver, event)


def _waited() -> float:
    """Seconds that this thread was ready to run and the machine did others' work; 0 where that is not told."""
    try:
        return int(_WAITED.read_text().split()[1]) / 1e9
    except OSError:
        return 0.0
