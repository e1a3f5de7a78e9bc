"""An error in a method that Qt calls is told as any other; it does not take the process with it."""

import subprocess
import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from shiboken6 import Shiboken

from mfdesk.gui.overrides import guard_overrides, guarded

Index = QModelIndex | QPersistentModelIndex


class Broken(QAbstractListModel):
    """Says that there is a row, and does not have it."""

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 1

    def data(self, index: Index, _role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return ()[index.row()]  # type: ignore[misc]


class Counter(QObject):
    def count(self) -> int:
        return 1

    def event(self, event: QEvent) -> bool:
        return super().event(event)


class Bell(QObject):
    rung = Signal(int)


def test_an_error_of_c_in_an_override_of_the_program_reaches_who_asked() -> None:
    """In a process of its own, as without the guard that one dies."""
    code = (
        "import tests.gui.test_overrides as here\n"
        "here.guard_overrides(here.__name__)\n"
        "model = here.Broken()\n"
        "try:\n"
        "    model.index(0).data()\n"
        "except IndexError as error:\n"
        "    print('told:', error)\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout[:5]) == (0, "told:"), ran.stderr


def test_the_window_guards_its_own_classes_before_it_shows() -> None:
    code = (
        "import sys\n"
        "import mfdesk.app as app\n"
        "from mfdesk.gui.table.model import RatingsTableModel\n"
        "app.QApplication.exec = staticmethod(lambda: print(hasattr(RatingsTableModel.data, '__wrapped__')) or 0)\n"
        "app.run([])\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout.strip()) == (0, str(sys.version_info < (3, 12))), ran.stderr


@pytest.mark.parametrize("given", [(), (3,)])
def test_a_guarded_method_answers_as_before(given: tuple[int, ...]) -> None:
    def method(_self: object, number: int = 7) -> int:
        return number + 1

    assert guarded(method)(None, *given) == method(None, *given)


def test_a_guarded_slot_is_handed_no_more_than_it_takes() -> None:
    heard: list[str] = []

    def rejected(_self: object) -> None:
        heard.append("rejected")

    method: Callable[..., object] = guarded(rejected)
    listener = type("Listener", (QObject,), {"reject": method})()
    bell = Bell()
    bell.rung.connect(listener.reject)
    bell.rung.emit(5)
    assert heard == ["rejected"]
    assert Shiboken.isValid(listener)


def test_only_what_takes_the_place_of_something_of_qt_is_guarded() -> None:
    before = Counter.count
    guard_overrides(__name__)
    assert Counter.count is before
    assert hasattr(Counter.event, "__wrapped__")
