"""Changing the table, copying from it, and finding in it: the commands of the Edit menu, in their order."""

from mfdesk.gui.commands.command import Command, Menu, Need

COMMANDS = (
    Command("edit.undo", "&Undo", Menu.EDIT, "Take back the last change", Need.UNDO, "Ctrl+Z", "undo"),
    Command(
        "edit.redo", "&Redo", Menu.EDIT, "Make the change again that was taken back", Need.REDO, "Ctrl+Shift+Z", "redo"
    ),
    Command(
        "edit.copy",
        "&Copy",
        Menu.EDIT,
        "Copy the chosen cells for a spreadsheet",
        Need.RATINGS,
        "Ctrl+C",
        in_table=True,
        starts_section=True,
    ),
    Command(
        "edit.copy_with_names",
        "Copy with &names",
        Menu.EDIT,
        "Copy the chosen cells with the names of their rows and columns",
        Need.RATINGS,
        "Ctrl+Shift+C",
        in_table=True,
    ),
    Command(
        "edit.paste",
        "&Paste",
        Menu.EDIT,
        "Put ratings from the clipboard into the table",
        Need.RATINGS,
        "Ctrl+V",
        in_table=True,
    ),
    Command(
        "edit.fill_down",
        "&Fill down",
        Menu.EDIT,
        "Give the chosen cells the rating of the topmost one",
        Need.RATINGS,
        "Ctrl+D",
        in_table=True,
    ),
    Command(
        "edit.clear",
        "C&lear ratings",
        Menu.EDIT,
        "Take the ratings out of the chosen cells",
        Need.RATINGS,
        "Del",
        in_table=True,
    ),
    Command(
        "edit.add_row", "Add a ro&w…", Menu.EDIT, "Add a row at the end of the table", Need.RATINGS, starts_section=True
    ),
    Command("edit.add_column", "Add a c&olumn…", Menu.EDIT, "Add a column at the end of the table", Need.RATINGS),
    Command(
        "edit.rename_row",
        "Rename the row…",
        Menu.EDIT,
        "Give the current row another name",
        Need.RATINGS,
        "F2",
        in_table=True,
    ),
    Command(
        "edit.rename_column",
        "Rename the column…",
        Menu.EDIT,
        "Give the current column another name",
        Need.RATINGS,
        "Shift+F2",
        in_table=True,
    ),
    Command(
        "edit.drop_rows", "&Drop the chosen rows", Menu.EDIT, "Take the chosen rows out of the table", Need.RATINGS
    ),
    Command(
        "edit.drop_columns",
        "Drop the chosen columns",
        Menu.EDIT,
        "Take the chosen columns out of the table",
        Need.RATINGS,
    ),
    Command(
        "edit.find",
        "F&ind…",
        Menu.EDIT,
        "Find a row or a column by its name",
        Need.RATINGS,
        "Ctrl+F",
        starts_section=True,
    ),
    Command("edit.find_next", "Find ne&xt", Menu.EDIT, "Go to the next name found", Need.RATINGS, "F3"),
    Command("edit.find_previous", "Find pre&vious", Menu.EDIT, "Go to the name found before", Need.RATINGS, "Shift+F3"),
    Command("view.go_to", "&Go to…", Menu.EDIT, "Go to a row and a column by their names", Need.RATINGS, "Ctrl+G"),
)
