"""Every tool of the table as it is painted, with names of every script: no word cut, nothing over anything else, all
of it readable, in both themes, at the usual size of letters and at the large ones of a system."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from mfdesk.filters import NameHas
from mfdesk.gui.controller import Controller
from mfdesk.gui.dialogs.large_copy import LargeCopyBox
from mfdesk.gui.main_window import MainWindow
from mfdesk.gui.preferences import Preferences
from mfdesk.gui.theme import DARK, LIGHT, Theme, scaled
from mfdesk.ratings.side import Side
from tests.gui.by_hand import activate, find, until
from tests.gui.instrument.conftest import ODD
from tests.gui.instrument.hand import answered, train_briefly
from tests.gui.looks import defects

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support (raise|grabbing)")
PALETTES = {"light": LIGHT, "dark": DARK}
LETTERS = (10, 13, 16)
FRAMES = ("stands on #c8643b", "stands on #e58a5c", "stands on #f7f7f6", "stands on #272a2d")
"""The coloured edge of a strip, and the round corner of a field, lie where the ground of a part is looked for."""
Open = Callable[[MainWindow], QWidget]


@pytest.fixture(scope="module", params=LETTERS)
def odd_once(
    request: pytest.FixtureRequest, qapp: QApplication, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MainWindow]:
    """A table with names of every script: sorted, pinned, edited, filled; on a system with letters of this size."""
    qtbot, folder, usual = QtBot(request), tmp_path_factory.mktemp("home"), qapp.font()
    font = qapp.font()
    font.setPointSize(request.param)
    qapp.setFont(font)
    settings = QSettings(str(folder / "preferences.ini"), QSettings.Format.IniFormat)
    window = MainWindow(Controller(), Theme(qapp, "light"), Preferences(settings))
    window.resize(scaled(1000), scaled(700))
    window.show()
    activate(qtbot, window)
    path = folder / "odd.csv"
    path.write_text(ODD, encoding="utf-8")
    with qtbot.waitSignal(window.controller.opened):
        window.open_file(path)
    train_briefly(qtbot, window)
    for side in Side:
        window.tools.arranging.pin(side, [1])
    window.actions_table["view.sort.rows_by_column"].trigger()
    window.tools.editing.type_text(0, 0, "2")
    answered(qtbot, window)
    yield window
    window.leave()
    window.deleteLater()
    qapp.setFont(usual)


@pytest.fixture(params=PALETTES)
def odd(request: pytest.FixtureRequest, odd_once: MainWindow) -> Iterator[MainWindow]:
    odd_once.actions_table[f"view.{request.param}"].trigger()
    yield odd_once
    for dialog in odd_once.findChildren(QDialog):
        dialog.close()


def strips(window: MainWindow) -> QWidget:
    window.tools.pasting.paste(0, 0, "nonsense\tmore")
    middle = window.centralWidget()
    assert middle is not None
    return middle


def nothing(window: MainWindow) -> QWidget:
    window.tools.arranging.set_filters(Side.ROWS, [NameHas("nobody is called so")])
    middle = window.centralWidget()
    assert middle is not None
    return middle


def status(window: MainWindow) -> QWidget:
    window.actions_table["view.colours.value"].trigger()
    window.table.selectAll()
    return window.status


def off_scale(window: MainWindow) -> QWidget:
    window.tools.editing.type_text(0, 0, "77")
    return find(window, "questionDialog")


def paste_question(window: MainWindow) -> QWidget:
    rows, columns = window.controller.document.project.edited.shape  # type: ignore[union-attr]
    window.tools.pasting.paste(rows - 1, columns - 1, "1\t2\t3\n4\t5\t1\n")
    return find(window, "questionDialog")


def rename(window: MainWindow) -> QWidget:
    window.actions_table["edit.rename_row"].trigger()
    return find(window, "nameDialog")


def add(window: MainWindow) -> QWidget:
    window.actions_table["edit.add_row"].trigger()
    find(window, "nameField", QPlainTextEdit).setPlainText("שרה\nBob\n王小明")
    return find(window, "nameDialog")


def go_to(window: MainWindow) -> QWidget:
    window.actions_table["view.go_to"].trigger()
    return find(window, "goToDialog")


def filters(window: MainWindow) -> QWidget:
    window.actions_table["view.filter"].trigger()
    return find(window, "filterDialog")


def large_copy(window: MainWindow) -> QWidget:
    box = LargeCopyBox(3_400_000, 54_000_000, can_export=True, parent=window)
    box.open()
    return box


def field(window: MainWindow) -> QWidget:
    window.tools.finding.open_field()
    return window.tools.finding.field


@pytest.mark.parametrize(
    "opened", [strips, nothing, status, off_scale, paste_question, rename, add, go_to, filters, large_copy, field]
)
def test_every_tool_of_the_table_is_painted_right(qtbot: QtBot, odd: MainWindow, opened: Open) -> None:
    part = opened(odd)
    until(qtbot, part.isVisible)
    QApplication.sendPostedEvents()  # what was said a moment ago is laid out now
    found = defects(part, DARK if odd.actions_table["view.dark"].isChecked() else LIGHT)
    assert [defect for defect in found if not defect.endswith(FRAMES)] == []


def test_the_table_has_most_of_the_room_it_shares_with_its_strips(odd: MainWindow) -> None:
    odd.tools.arranging.set_filters(Side.ROWS, [])
    odd.message_bar.clear()
    assert odd.tools.note.isVisible()
    assert odd.tools.finding.chips.isVisible()
    middle = odd.centralWidget()
    assert middle is not None
    assert odd.table.height() > 0.6 * middle.height()
