"""Opening, exporting and leaving: the commands of the File menu, in their order."""

from mfdesk.gui.commands.command import Command, Menu, Need

COMMANDS = (
    Command("file.open", "&Open…", Menu.FILE, "Open a table of ratings", shortcut="Ctrl+O", icon="open"),
    Command("file.open_sample", "Open a &sample", Menu.FILE, "Open a table that comes with mfdesk"),
    Command(
        "file.open_sample.food-world-cup",
        "&Food World Cup",
        Menu.FILE,
        "A real survey: how people like the cuisines of the world",
        icon="food",
        parent="file.open_sample",
    ),
    Command(
        "file.open_sample.movie-night",
        "&Movie night",
        Menu.FILE,
        "A made-up table of users and movies",
        icon="film",
        parent="file.open_sample",
    ),
    Command(
        "file.export",
        "&Export…",
        Menu.FILE,
        "Write the table to a CSV file",
        Need.RATINGS | Need.IDLE,
        "Ctrl+E",
        "export",
        starts_section=True,
    ),
    Command("file.quit", "&Quit", Menu.FILE, "Close mfdesk", shortcut="Ctrl+Q", starts_section=True),
)
