"""A QAction for each command of the table, turned on and off as the state of things is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QObject, QPoint, Qt, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QUndoStack
from PySide6.QtWidgets import QMainWindow, QMenu

from mfdesk.gui.commands import COMMANDS, PRIMARY, Command, State, available
from mfdesk.gui.resources import icon
from mfdesk.gui.theme import Palette
from mfdesk.gui.words import one, plural

_OF_ONE_SIDE = re.compile(r"^edit\.(add|rename|drop)_")
"""The ids of the commands that call rows and columns what the table calls them."""
_NOUN = re.compile(r"\b(a )?(ro&?w|c&?olumn)(s?)\b")


class Actions(QObject):
    """A QAction for each command, its object name the command's id."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._groups: dict[str, QActionGroup] = {}
        self._actions = {command.id: self._action(command) for command in COMMANDS}
        self.update_state(State())

    def __getitem__(self, command_id: str) -> QAction:
        return self._actions[command_id]

    @property
    def in_table(self) -> tuple[str, ...]:
        """The ids of those whose shortcut counts only while the table has the focus."""
        return tuple(command.id for command in COMMANDS if command.in_table)

    def update_state(self, state: State) -> None:
        """Turns every action on or off."""
        for command in COMMANDS:
            self._actions[command.id].setEnabled(available(command, state))

    def set_nouns(self, row: str, column: str) -> None:
        """What one row and one column are called: "Rename the cuisine…"."""
        concerned = [command for command in COMMANDS if _OF_ONE_SIDE.match(command.id)]
        taken = _letters(command.text for command in COMMANDS if command.menu is concerned[0].menu)
        for command in concerned:
            taken -= _letters([command.text])
            text, tip = (_called(words, row, column, taken) for words in (command.text, command.tip))
            taken |= _letters([text])
            self._actions[command.id].setText(text)
            self._actions[command.id].setToolTip(_tip(replace(command, tip=tip)))

    def follow(self, stack: QUndoStack) -> None:
        """Undo and redo say which change they are about: "Undo: Rate 4 at Anna · Brazil"."""
        stack.undoTextChanged.connect(self._name_undo)
        stack.redoTextChanged.connect(self._name_redo)

    @Slot(str)
    def _name_undo(self, words: str) -> None:
        self._name_change("edit.undo", words)

    @Slot(str)
    def _name_redo(self, words: str) -> None:
        self._name_change("edit.redo", words)

    def _name_change(self, command_id: str, words: str) -> None:
        action = self._actions[command_id]
        command = next(command for command in COMMANDS if command.id == command_id)
        said = words.replace("&", "&&")
        action.setText(f"{command.text}: {said}" if words else command.text)
        action.setToolTip(_tip(command, words))

    def set_palette_colours(self, palette: Palette) -> None:
        """Draws the icons anew; that of the primary button lies on the accent."""
        for command in COMMANDS:
            if command.icon:
                colour = palette.on_accent if command.id == PRIMARY else palette.text
                self._actions[command.id].setIcon(icon(command.icon, palette, colour))

    def _action(self, command: Command) -> QAction:
        action = QAction(command.text, self)
        action.setObjectName(command.id)
        action.setCheckable(command.checkable)
        action.setIconVisibleInMenu(False)
        action.setIconText(f" {action.iconText()}")  # Qt leaves too little room between icon and word
        action.setToolTip(_tip(command))
        if command.shortcut:
            action.setShortcuts([QKeySequence(keys) for keys in (command.shortcut, command.also) if keys])
        if command.in_table:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        if command.group:
            self._group(command.group).addAction(action)
        return action

    def _group(self, name: str) -> QActionGroup:
        if name not in self._groups:
            self._groups[name] = QActionGroup(self)
        return self._groups[name]


def _called(words: str, row: str, column: str, taken: set[str]) -> str:
    """The words, rows and columns called what they are. Where the usual noun had a letter that the keyboard chooses it
    by, this one has too, if one of its letters is not ``taken``."""

    def noun(found: re.Match[str]) -> str:
        usual = found[2].replace("&", "")
        called = {"row": row, "column": column}[usual]
        if called == usual:
            return found[0]
        start = one(called).removesuffix(called) if found[1] else ""
        shown = (plural(called) if found[3] else called).replace("&", "&&")
        return start + (_with_letter(shown, taken) if "&" in found[2] else shown)

    return _NOUN.sub(noun, words)


def _with_letter(noun: str, taken: set[str]) -> str:
    place = next((place for place, letter in enumerate(noun.lower()) if letter.isalpha() and letter not in taken), None)
    return noun if place is None else f"{noun[:place]}&{noun[place:]}"


def _letters(texts: Iterable[str]) -> set[str]:
    """Those that the keyboard chooses entries of a menu by."""
    return {letter.lower() for text in texts for letter in re.findall(r"&(\w)", text.replace("&&", ""))}


def _tip(command: Command, about: str = "") -> str:
    """What it does, to which change, and by which key."""
    tip = f"{command.tip}: {about}" if about else command.tip
    return f"{tip} ({command.shortcut})" if command.shortcut else tip


def open_submenu(action: QAction, window: QMainWindow) -> None:
    """Opens the submenu of an action that was triggered by itself, below the menu bar of the window."""
    menu = action.menu()
    if isinstance(menu, QMenu):
        menu.popup(window.mapToGlobal(QPoint(16, window.menuBar().height())))
