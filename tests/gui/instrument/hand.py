"""What a person does to the table in the window, and what is seen of it, by the names in its headers."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from mfdesk.completed import Kind
from mfdesk.gui.dialogs.question import QuestionDialog
from mfdesk.gui.main_window import MainWindow
from mfdesk.gui.panels.card import CardPanel
from mfdesk.ratings.edited import Edited
from mfdesk.ratings.side import Side
from tests.gui import by_hand
from tests.gui.by_hand import LEFT, NO_KEYS, activate, bring, click, find, until

Key, Modifier = Qt.Key, Qt.KeyboardModifier
CONTROL, SHIFT = Modifier.ControlModifier, Modifier.ShiftModifier


# where things are


def edited(window: MainWindow) -> Edited:
    project = window.controller.document.project
    assert project is not None
    return project.edited


def position(window: MainWindow, side: Side, name: str) -> int:
    """Of the row or column whose header says this."""
    labels = edited(window).labels[side]
    return next(at for at in range(len(labels)) if name in (labels[at], labels.short(at)))


def index(window: MainWindow, row: str, column: str) -> QModelIndex:
    """Of the cell, which must be shown."""
    found = window.table.ratings_model.index_of(
        position(window, Side.ROWS, row), position(window, Side.COLUMNS, column)
    )
    assert found.isValid(), f"{row} · {column} is not shown"
    return found


def cell(window: MainWindow, row: str, column: str) -> str:
    """What stands in the cell."""
    return str(index(window, row, column).data() or "")


def kind(window: MainWindow, row: str, column: str) -> Kind:
    blocks, at = window.table.ratings_model.blocks, index(window, row, column)
    assert blocks is not None
    return blocks.cell(at.row(), at.column()).kind


def names(window: MainWindow, side: Side, most: int = 50) -> list[str]:
    """In the headers, in the order shown."""
    arrangement, labels = window.controller.document.arrangement, edited(window).labels[side]
    assert arrangement is not None
    return [labels.short(int(at)) for at in arrangement.side(side).positions(0, most)]


def block(window: MainWindow) -> list[list[str]]:
    """All that stands in the table, as shown."""
    return [[cell(window, row, column) for column in names(window, Side.COLUMNS)] for row in names(window, Side.ROWS)]


def current(window: MainWindow) -> tuple[str, str]:
    at = window.table.current_cell()
    assert at is not None
    return tuple(edited(window).labels[side].short(at[side]) for side in Side)  # type: ignore[return-value]


def message(window: MainWindow) -> str:
    return find(window, "messageText", QLabel).text()


def note(window: MainWindow) -> str:
    """What the strip says, "" while it is not there."""
    strip = find(window, "editsNote")
    return strip.accessibleName() if strip.isVisible() else ""


def selection(window: MainWindow) -> str:
    return find(window, "statusSelection", QLabel).toolTip() or find(window, "statusSelection", QLabel).text()


# keys and mouse


def choose_cell(window: MainWindow, row: str, column: str, keys: Modifier = NO_KEYS) -> None:
    """Clicks it."""
    at = index(window, row, column)
    window.table.scrollTo(at)
    QTest.mouseClick(window.table.viewport(), LEFT, keys, window.table.visualRect(at).center())


def choose_cells(window: MainWindow, first: tuple[str, str], last: tuple[str, str]) -> None:
    choose_cell(window, *first)
    choose_cell(window, *last, SHIFT)


def press_keys(window: MainWindow, key: Key, modifiers: Modifier = NO_KEYS) -> None:
    """On whatever has the keys."""
    QTest.keyClick(QApplication.focusWidget() or window, key, modifiers)


def type_on(window: QWidget, text: str) -> None:
    """Letter by letter, each on whatever has the keys then; letters that no key has come from an input method."""
    for letter in text:
        has_keys = QApplication.focusWidget() or window
        if letter.isascii():
            QTest.keyClicks(has_keys, letter)
        else:
            event = QInputMethodEvent()
            event.setCommitString(letter)
            QApplication.sendEvent(has_keys, event)


def command(window: MainWindow, command_id: str) -> None:
    """As ``by_hand.command``; without a window manager nobody else gives the keys back to the window."""
    by_hand.command(window, command_id)
    window.activateWindow()
    QTest.qWaitForWindowActive(window)


def rate(window: MainWindow, row: str, column: str, text: str) -> None:
    """Clicks the cell and types the rating."""
    choose_cell(window, row, column)
    type_on(window, text)
    press_keys(window, Key.Key_Return)


def undo(window: MainWindow) -> None:
    press_keys(window, Key.Key_Z, CONTROL)


def redo(window: MainWindow) -> None:
    press_keys(window, Key.Key_Z, CONTROL | SHIFT)


def undo_entry(window: MainWindow) -> str:
    """As the Edit menu has it."""
    return window.actions_table["edit.undo"].text().replace("&&", "~").replace("&", "").replace("~", "&")


def redo_entry(window: MainWindow) -> str:
    return window.actions_table["edit.redo"].text().replace("&", "")


def paste(window: MainWindow, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    press_keys(window, Key.Key_V, CONTROL)


def copied() -> list[list[str]]:
    """The clipboard as a spreadsheet would read it."""
    return [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]


# dialogs


def question(qtbot: QtBot, window: MainWindow) -> QuestionDialog:
    qtbot.waitUntil(lambda: bool(_questions(window)))
    return _questions(window)[-1]


def _questions(window: MainWindow) -> list[QuestionDialog]:
    return [dialog for dialog in window.findChildren(QuestionDialog) if dialog.isVisible()]


def asked(qtbot: QtBot, window: MainWindow) -> str:
    return find(question(qtbot, window), "questionText", QLabel).text()


def answer(qtbot: QtBot, window: MainWindow, button: str) -> None:
    """Presses a button of the open question."""
    click(question(qtbot, window), button)
    activate(qtbot, window)


def name_it(qtbot: QtBot, window: MainWindow, text: str) -> None:
    """Types into the open name dialog and accepts it."""
    dialog = find(window, "nameDialog")
    field = find(dialog, "nameField")
    field.setFocus()
    assert isinstance(field, QLineEdit | QPlainTextEdit)
    field.selectAll()
    QGuiApplication.clipboard().setText(text)
    QTest.keyClick(field, Key.Key_V, CONTROL)
    click(dialog, "nameAccept")
    activate(qtbot, window)


# arrangement


def chips(window: MainWindow) -> list[str]:
    """What the strip of chips says, in its order."""
    strip = find(window, "arrangementChips")
    words = [part for part in strip.findChildren(QWidget, "chipText") if part.isVisible()]
    return [part.text().replace("&&", "&") for part in words if isinstance(part, QLabel | QToolButton)]


def crosses(window: MainWindow) -> list[QToolButton]:
    strip = find(window, "arrangementChips")
    return [cross for cross in strip.findChildren(QToolButton, "chipRemove") if cross.isVisible()]


# training


def train_briefly(qtbot: QtBot, window: MainWindow, epochs: int = 12) -> None:
    """By its key, with few epochs of the Bayesian method."""
    config = replace(window.pages.training.config(), rank=2, epochs=epochs, held_out=0.0)
    window.pages.training.set_config(config)
    window.controller.document.set_config(config)
    window.table.setFocus()
    with qtbot.waitSignal(window.controller.training_ended, timeout=60_000):
        press_keys(window, Key.Key_F5)


def answered(qtbot: QtBot, window: MainWindow) -> None:
    """Waits until the model has told what it makes of the edits."""
    until(qtbot, lambda: bool(window.controller.document.project and window.controller.document.project.answer))


# the card


def show_card(qtbot: QtBot, window: MainWindow, title: str) -> CardPanel:
    """Brings the page in front and waits for the card of this row or column."""
    bring(window, "card")
    activate(qtbot, window)
    panel = find(window, "cardPanel", CardPanel)
    until(qtbot, lambda: panel.card is not None and title in find(panel, "cardTitle", QLabel).text())
    return panel


def predicted_cell(window: MainWindow) -> tuple[str, str]:
    """One of the first that the file leaves empty."""
    row = names(window, Side.ROWS)[0]
    return next((row, column) for column in names(window, Side.COLUMNS) if "." in cell(window, row, column))
