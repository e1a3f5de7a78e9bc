"""Menus and tool bar, straight from the table of commands."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QMenu, QToolBar, QWidget

from mfdesk.gui.actions import Actions
from mfdesk.gui.commands import COMMANDS, PRIMARY, Menu
from mfdesk.gui.tool_bar import FittingToolBar

_TOOLS = (
    ("file.open", "file.export"),
    ("model.train", "model.pause", "model.stop", "model.cancel"),
    ("edit.undo", "edit.redo"),
)
_WORDLESS = {"edit.undo", "edit.redo"}
"""Their signs say enough."""
_SHORTENED = (("model.pause", "model.stop", "model.cancel"), ("file.open", "file.export"), ("model.train",))
"""Which of them give up their words in a narrow window, the first group first."""


def build_menus(window: QMainWindow, actions: Actions) -> None:
    """An action with a submenu opens it."""
    menus = {menu: window.menuBar().addMenu(menu.value) for menu in Menu}
    submenus: dict[str, QMenu] = {}
    for command in COMMANDS:
        action = actions[command.id]
        if command.parent:
            if command.parent not in submenus:
                submenus[command.parent] = QMenu(window)
                actions[command.parent].setMenu(submenus[command.parent])
            submenus[command.parent].addAction(action)
            continue
        if command.starts_section:
            menus[command.menu].addSeparator()
        menus[command.menu].addAction(action)


def build_tool_bar(window: QMainWindow, actions: Actions, at_the_end: QWidget) -> None:
    """What is used most, and ``at_the_end`` of the bar what finds."""
    bar = FittingToolBar("Main tool bar", at_the_end)
    bar.setObjectName("mainToolBar")
    for ids in _TOOLS:
        if bar.actions():
            bar.addSeparator()
        for command_id in ids:
            _add(bar, actions, command_id)
    bar.shortened([[actions[command_id] for command_id in group] for group in _SHORTENED])
    window.addToolBar(bar)


def _add(bar: QToolBar, actions: Actions, command_id: str) -> None:
    action = actions[command_id]
    bar.addAction(action)
    button = bar.widgetForAction(action)
    button.setAccessibleName(action.iconText().strip())
    if command_id == PRIMARY:
        button.setProperty("primary", True)
        button.setObjectName("trainButton")
    if command_id in _WORDLESS:
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)  # type: ignore[attr-defined]
