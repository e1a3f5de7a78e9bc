"""The command table: the one source of menus, tool bar, shortcuts, tips and of what can be pressed when."""

from mfdesk.gui.commands import edit, file, help_menu, model, view
from mfdesk.gui.commands.command import Command, Menu, Need, State, available

COMMANDS: tuple[Command, ...] = (*file.COMMANDS, *edit.COMMANDS, *model.COMMANDS, *view.COMMANDS, *help_menu.COMMANDS)

SUBMENUS = tuple(dict.fromkeys(command.parent for command in COMMANDS if command.parent))
"""Those that open a submenu."""
PRIMARY = "model.train"
"""The command that the window is for; its button stands out."""

__all__ = ["COMMANDS", "PRIMARY", "SUBMENUS", "Command", "Menu", "Need", "State", "available"]
