"""The headers of the table, and the menus that come up over it."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from mfdesk.gui.main_window import MainWindow
from mfdesk.ratings.side import Side
from tests.gui.by_hand import LEFT, NO_KEYS, right_click
from tests.gui.instrument.hand import Modifier, index, position


def menu(qtbot: QtBot) -> QMenu:
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    opened = QApplication.activePopupWidget()
    assert isinstance(opened, QMenu)
    return opened


def entries(opened: QMenu) -> list[str]:
    return [action.text().replace("&", "") for action in opened.actions() if not action.isSeparator()]


def take(opened: QMenu, text: str) -> None:
    """Clicks the entry that begins so."""
    action = next(each for each in opened.actions() if each.text().replace("&", "").startswith(text))
    assert isinstance(action, QAction)
    QTest.mouseClick(opened, LEFT, NO_KEYS, opened.actionGeometry(action).center())


def cell_menu(qtbot: QtBot, window: MainWindow, row: str, column: str) -> QMenu:
    """By the right button of the mouse."""
    at = index(window, row, column)
    window.table.scrollTo(at)
    right_click(window.table.viewport(), window.table.visualRect(at).center())
    return menu(qtbot)


def header_place(window: MainWindow, side: Side, name: str) -> QPoint:
    """The middle of a header, in the pixels of what it is drawn on."""
    table = window.table
    place = table.ratings_model.place(side, position(window, side, name))
    assert place is not None
    header = table.horizontalHeader() if side is Side.COLUMNS else table.verticalHeader()
    table.scrollTo(table.ratings_model.index(*((place, 0) if side is Side.ROWS else (0, place))))
    along = header.sectionViewportPosition(place) + header.sectionSize(place) // 2
    return QPoint(along, header.height() // 2) if side is Side.COLUMNS else QPoint(header.width() // 2, along)


def choose_header(window: MainWindow, side: Side, name: str, keys: Modifier = NO_KEYS) -> None:
    """Clicks it, which chooses the whole row or column."""
    place = header_place(window, side, name)
    table = window.table
    header = table.horizontalHeader() if side is Side.COLUMNS else table.verticalHeader()
    QTest.mouseClick(header.viewport(), LEFT, keys, place)


def header_menu(qtbot: QtBot, window: MainWindow, side: Side, name: str) -> QMenu:
    place, table = header_place(window, side, name), window.table
    header = table.horizontalHeader() if side is Side.COLUMNS else table.verticalHeader()
    right_click(header.viewport(), place)
    return menu(qtbot)


def menu_key(qtbot: QtBot, window: MainWindow) -> QMenu:
    """The menu of whatever has the keys, opened as the Menu key does it."""
    has_keys = QApplication.focusWidget() or window
    place = has_keys.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, has_keys.mapToGlobal(place))
    QApplication.sendEvent(has_keys, event)
    return menu(qtbot)
