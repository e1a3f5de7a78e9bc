"""What a person does to the window, by mouse and keys."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QLineEdit,
    QMenu,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from mfdesk.gui.main_window import MainWindow
from mfdesk.gui.panels.patterns_map import PatternsScatter
from mfdesk.gui.panels.picture import PictureMenu

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
NO_KEYS = Qt.KeyboardModifier.NoModifier
Some = TypeVar("Some", bound=QWidget)


def activate(qtbot: QtBot, window: QWidget) -> None:
    """Keys go to this window: without a window manager nobody else sees to that when another one is closed."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def find(top: QWidget, name: str, kind: type[Some] = QWidget) -> Some:  # type: ignore[assignment]
    """The widget of this name."""
    found: Some | None = top.findChild(kind, name)
    assert found is not None, f"there is no {name}"
    return found


def click(top: QWidget, name: str) -> None:
    """Presses the button of this name."""
    button = find(top, name, QAbstractButton)
    assert button.isVisible(), f"{name} is not seen"
    assert button.isEnabled(), f"{name} cannot be pressed"
    mark = QPoint(8, button.height() // 2) if isinstance(button, QCheckBox) else button.rect().center()
    QTest.mouseClick(button, LEFT, NO_KEYS, mark)


def command(window: MainWindow, command_id: str) -> None:
    """Chooses an entry of the menus: opens one with the mouse, and goes to the entry by keys."""
    action = window.actions_table[command_id]
    assert action.isEnabled(), f"{command_id} cannot be chosen"
    first, *entries = _way_to(action, window.menuBar().actions())
    bar = window.menuBar()
    QTest.mouseClick(bar, LEFT, NO_KEYS, bar.actionGeometry(first).center())
    menu = first.menu()
    for entry in entries:
        for _ in menu.actions():
            if menu.activeAction() is entry:
                break
            QTest.keyClick(menu, Qt.Key.Key_Down)
        assert menu.activeAction() is entry, f"{entry.text()} cannot be reached"
        QTest.keyClick(menu, Qt.Key.Key_Return)
        menu = entry.menu() or menu


def _way_to(wanted: QAction, entries: Sequence[QAction]) -> list[QAction]:
    """The entries that lead from here to this one."""
    for entry in entries:
        further = _way_to(wanted, entry.menu().actions()) if entry.menu() else []
        if entry is wanted or further:
            return [entry, *further]
    return []


def press(window: MainWindow, command_id: str) -> None:
    """Clicks the button of a command in the tool bar."""
    bar = find(window, "mainToolBar")
    QTest.mouseClick(bar.widgetForAction(window.actions_table[command_id]), LEFT)


def bring(window: MainWindow, page: str) -> None:
    """Has a page of the window in front, as the View menu does."""
    dock = window.docks[page]
    if dock.isHidden() or dock.visibleRegion().isEmpty():
        command(window, f"view.{page}")


def choose(top: QWidget, name: str, text: str) -> None:
    """Goes through a list of choices by keys to the one that begins so."""
    box = find(top, name, QComboBox)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    for _ in range(box.count()):
        if box.currentText().startswith(text):
            return
        QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.currentText().startswith(text), f"{name} does not offer {text}"


def choices(top: QWidget, name: str) -> list[str]:
    box = find(top, name, QComboBox)
    return [box.itemText(place) for place in range(box.count())]


def type_number(top: QWidget, name: str, number: int) -> None:
    field = find(top, name, QSpinBox)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, str(number))
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert field.value() == number


def type_and_enter(top: QWidget, name: str, text: str) -> None:
    """Types something else into a field; where names are offered below it, Enter is heard by their list."""
    field = find(top, name, QLineEdit)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(QApplication.activePopupWidget() or field, Qt.Key.Key_Return)


def click_cell(table: QAbstractItemView, index: QModelIndex, *, twice: bool = False) -> None:
    """Clicks where this cell is seen."""
    table.scrollTo(index)
    place = table.visualRect(index).center()
    QTest.mouseClick(table.viewport(), LEFT, NO_KEYS, place)
    if twice:
        QTest.mouseDClick(table.viewport(), LEFT, NO_KEYS, place)


def type_name(qtbot: QtBot, field: QLineEdit, path: Path) -> None:
    """Pastes it, and closes the list of names that may have come up below."""
    QGuiApplication.clipboard().setText(str(path))
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert field.text().endswith(path.name)
    if names := QApplication.activePopupWidget():
        qtbot.keyClick(names, Qt.Key.Key_Escape)


def save_as(qtbot: QtBot, window: MainWindow, dialog_name: str, path: Path) -> None:
    """Gives a file dialog the name of a file that is to be written, and waits until it is."""
    dialog = find(window, dialog_name, QFileDialog)
    type_name(qtbot, find(dialog, "fileNameEdit", QLineEdit), path)
    qtbot.mouseClick(dialog.findChild(QDialogButtonBox).buttons()[0], LEFT)
    qtbot.waitUntil(lambda: path.is_file() and not window.controller.jobs.busy)
    qtbot.waitUntil(lambda: window.findChild(QFileDialog, dialog_name) is None)


def open_sample(qtbot: QtBot, window: MainWindow, sample: str) -> None:
    """Clicks its card on the first page, or takes it from the menu once a table is open."""
    card = find(window, f"sampleCard.{sample}", QPushButton)
    with qtbot.waitSignal(window.controller.opened, timeout=20_000):
        if card.isVisible():
            QTest.mouseClick(card, LEFT)
        else:
            command(window, f"file.open_sample.{sample}")


def train(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.controller.training_ended, timeout=60_000):
        press(window, "model.train")


def right_click(widget: QWidget, place: QPoint) -> None:
    """What Qt makes of a press of the right button: whoever is under the mouse is asked for a menu."""
    hit = widget.childAt(place) or widget
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, hit.mapFrom(widget, place), widget.mapToGlobal(place))
    QApplication.sendEvent(hit, event)


def open_menu() -> QMenu:
    """The menu that hears the mouse now."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def choose_in_menu(qtbot: QtBot, menu: QMenu, name: str) -> None:
    """Clicks an entry of an open menu."""
    qtbot.waitUntil(menu.isVisible)
    action = next(each for each in menu.actions() if each.objectName() == name)
    assert isinstance(action, QAction)
    QTest.mouseClick(menu, LEFT, NO_KEYS, menu.actionGeometry(action).center())


def scroll_to(widget: QWidget) -> None:
    """Has it in sight where it lies on a page that scrolls."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if above is not None:
        above.ensureWidgetVisible(widget, 0, 0)


def open_picture_menu(menu: PictureMenu) -> None:
    """Clicks the picture with the right button."""
    picture = menu.parentWidget()
    right_click(picture, _seen(menu).center())
    assert menu.isVisible(), f"{picture.objectName()} has no menu at the mouse"


def _seen(menu: PictureMenu) -> QRect:
    """What is seen of a picture, in the pixels of who has its menu."""
    owner = menu.parentWidget()
    picture: QWidget = owner.findChild(PatternsScatter) or owner
    if isinstance(picture, QAbstractScrollArea):
        picture = picture.viewport()
    seen = picture.visibleRegion().boundingRect()
    return seen.translated(picture.mapTo(owner, QPoint()))


def until(qtbot: QtBot, said: Callable[[], bool]) -> None:
    """Waits as long as a loaded machine may take."""
    qtbot.waitUntil(said, timeout=20_000)
