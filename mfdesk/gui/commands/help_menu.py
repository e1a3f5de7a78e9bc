"""Learning and about: the commands of the Help menu, in their order."""

from mfdesk.gui.commands.command import Command, Menu

COMMANDS = (
    Command("help.learn", "&Learn…", Menu.HELP, "How it works: the idea, a tour of the window, a quiz", shortcut="F1"),
    Command("help.about", "&About mfdesk", Menu.HELP, "Version, licence and sources"),
)
