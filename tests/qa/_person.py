"""The process of the random user: the window as ``app.py`` builds it, the person, and the judgement."""

from __future__ import annotations

import faulthandler
import os
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSettings, Qt, QTimer, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from mfdesk.gui.controller import Controller
from mfdesk.gui.main_window import MainWindow
from mfdesk.gui.overrides import NEEDED, guard_overrides
from mfdesk.gui.preferences import Preferences
from mfdesk.gui.theme import Theme
from tests.qa._faults import Faults
from tests.qa._fence import Fence
from tests.qa._hand import Hand
from tests.qa._tally import Tally
from tests.qa._user import Answer, RandomUser

LEAST_TOUCHED, ENOUGH_EVENTS = 0.95, 100_000
"""Of what was seen; a run of fewer events cannot come everywhere and may leave twice as much."""
WINDOWS = 5
"""How many windows share the events, as only a new one has the page of the start."""
DEAD_SECONDS = 60
"""Without a sign of life for so long, all threads tell where they stand and the process ends."""
_WIDE = "user,Alien,Brazil,Casablanca\nann,4,,5\nbob,,3,2\ncat,1,2,\ndan,5,4,\n"
_PAGE = os.sysconf("SC_PAGE_SIZE")


def act(folder: Path, seed: int, events: int) -> int:
    """The exit code."""
    faults, fence = Faults(), _prepare(folder)
    if NEEDED:
        guard_overrides()
    application = QApplication([])
    application.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    browsers, life, began = _NoBrowser(), _SignOfLife(), time.monotonic()
    with (folder / "events.log").open("w", encoding="utf-8") as log:
        hand = Hand(faults, log)
        user, memory = RandomUser(hand, folder, seed, Tally(folder)), Memory(hand, events)
        refusals = _play(application, folder, user, hand, faults, events)
    memory.end()
    life.stop()
    application.clipboard().clear()  # the offscreen one outlives Python, which what lies in it belongs to
    _tell(faults, seed, events)
    print(
        f"refused: {refusals} closings, {browsers.count} browsers, {len(fence.breaches)} writings outside of the folder"
    )
    print(*sorted(set(fence.breaches))[:5], f"{hand.nested} loops of events inside of events were left", sep="\n")
    return _sum_up(faults, hand, user, memory, seed, time.monotonic() - began)


def _play(application: QApplication, folder: Path, user: RandomUser, hand: Hand, faults: Faults, events: int) -> int:
    """One window after the other, each as the preferences have the last one; how often it was not let close."""
    theme, refusals = Theme(application, "light"), 0
    theme.changed.connect(lambda _palette: user.tally.changed_theme())
    for number in range(1, WINDOWS + 1):
        hand.limit = events * number // WINDOWS - 1  # one more is its end
        window = hand.do("open the window", lambda: _window(theme, folder))
        answer = Answer(window)
        user.use(window)
        refusals, answer.refuses, hand.limit = refusals + answer.refusals, False, hand.limit + 1
        hand.do("close the window", window.leave)
        if window.controller.jobs.busy or not window.left_cleanly:
            faults.add("end", "a job still runs after the window was closed")
        window.deleteLater()
        application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return refusals


def _prepare(folder: Path) -> Fence:
    faulthandler.enable()
    os.chdir(folder)
    (folder / "movies.csv").write_text(_WIDE, encoding="utf-8")
    (folder / "broken.csv").write_bytes(b'\x00\xff,,\n"1,2\n,,,,\n')
    return Fence(folder)


def _window(theme: Theme, folder: Path) -> MainWindow:
    preferences = Preferences(QSettings(str(folder / "preferences.ini"), QSettings.Format.IniFormat))
    window = MainWindow(Controller(), theme, preferences)
    window.show()
    window.activateWindow()
    return window


class _NoBrowser(QObject):
    """Takes every address that the program wants to show."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        for scheme in ("http", "https", "mailto", "file"):
            QDesktopServices.setUrlHandler(scheme, self, "take")  # type: ignore[arg-type]

    @Slot(QUrl)
    def take(self, _address: QUrl) -> None:
        self.count += 1


class _SignOfLife(QTimer):
    """Puts off, each second, that a process that hangs tells why and ends."""

    def __init__(self) -> None:
        super().__init__(interval=1000)
        self.timeout.connect(self._put_off)
        self.start()
        self._put_off()

    def stop(self) -> None:
        super().stop()
        faulthandler.cancel_dump_traceback_later()

    def _put_off(self) -> None:
        faulthandler.dump_traceback_later(DEAD_SECONDS, exit=True)


class Memory(QTimer):
    """What the process holds, in MB, noted each second with the number of the event."""

    def __init__(self, hand: Hand, events: int) -> None:
        super().__init__(interval=1000)
        self._hand, self._events = hand, events
        self._notes: list[tuple[int, int]] = []
        self.timeout.connect(self._note)
        self._note()
        self.start()

    def end(self) -> None:
        self.stop()
        self._note()

    def __str__(self) -> str:
        """At a tenth of the events (everything was loaded by then), in the middle and at the end."""
        return " / ".join(f"{self._at(share)}" for share in (0.1, 0.5, 1.0)) + " MB"

    def _at(self, share: float) -> int:
        return min(self._notes, key=lambda note: abs(note[0] - share * self._events))[1]

    def _note(self) -> None:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        self._notes.append((self._hand.count, pages * _PAGE // 2**20))


def _tell(faults: Faults, seed: int, events: int) -> None:
    for fault in faults.kept.values():
        print(f"\n== FAULT at event {fault.number:,}; to play it again: --seed {seed} --events {events}")
        print(fault.text)
        print("the last events before it:")
        print("\n".join(fault.story))


def _sum_up(faults: Faults, hand: Hand, user: RandomUser, memory: Memory, seed: int, seconds: float) -> int:
    user.tally.end()
    print(user.tally)
    untouched, seen, never = user.touched.untouched, user.touched.seen, user.tally.never
    if never:
        print("never done:", *never, sep="\n  ")
    if untouched:
        print("seen and not touched:", *untouched, sep="\n  ")
    share = 1 - len(untouched) / max(seen, 1)
    long = hand.count >= ENOUGH_EVENTS
    least = LEAST_TOUCHED if long else 2 * LEAST_TOUCHED - 1
    passed = not faults.count and share >= least and not (long and never)
    print(f"longest event: {hand.longest_what}")
    print(
        f"random user: {hand.count:,} events in {seconds:.0f} s, seed {seed}; {len(faults.kept)} faults "
        f"({faults.count} times); {seen - len(untouched)} of {seen} targets touched ({100 * share:.1f} %); "
        f"longest event {hand.longest:.2f} s, longest gap {hand.longest_gap:.2f} s; memory {memory}: "
        f"{'passed' if passed else 'FAILED'}"
    )
    return int(not passed)
