"""Every command is on where it makes sense and off where it does not."""

import pytest
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from mfdesk.gui.actions import Actions
from mfdesk.gui.commands import COMMANDS, State
from mfdesk.gui.commands.command import Menu
from mfdesk.gui.main_window import MainWindow

ALWAYS = {
    *("file.open", "file.open_sample", "file.open_sample.food-world-cup", "file.open_sample.movie-night", "file.quit"),
    *("view.training", "view.prediction", "view.card", "view.patterns", "view.quality", "view.pipeline"),
    *("view.show", "view.colours", "view.colours.surety", "view.colours.value", "view.colours.middle"),
    *("view.colours.none", "view.system", "view.light", "view.dark"),
    *("help.learn", "help.about"),
}
WITH_A_TABLE = {
    *("edit.cut", "edit.copy", "edit.copy_with_names", "edit.paste", "edit.rate"),
    *("edit.fill_down", "edit.fill_right", "edit.clear"),
    *("edit.add_row", "edit.add_column", "edit.rename_row", "edit.rename_column", "edit.drop_rows"),
    *("edit.drop_columns", "edit.find", "edit.find_next", "edit.find_previous", "view.go_to"),
    *("model.search", "view.show.value", "view.mini_map", "view.filter", "view.pin", "view.sort"),
    *(f"view.sort.rows_by_{key}" for key in ("name", "count", "mean", "column")),
    *(f"view.sort.columns_by_{key}" for key in ("name", "count", "mean", "row")),
}
IDLE = {"model.train", "model.one_epoch", "file.export"}
WITH_A_MODEL = {"view.show.spread", "view.show.residual"}
WHEN_ARRANGED = {"view.sort.as_opened", "view.show_all", "view.unpin"}
TRAINING = {"model.pause", "model.stop", "model.cancel"}
STATES = {
    "nothing open": (State(), set()),
    "opening the first table": (State(job=True), {"model.cancel"}),
    "a table open": (State(ratings=True), WITH_A_TABLE | IDLE),
    "opening another table": (State(ratings=True, job=True), WITH_A_TABLE | {"model.cancel"}),
    "training for the first time": (State(ratings=True, job=True, training=True), WITH_A_TABLE | TRAINING),
    "held after an epoch": (
        State(ratings=True, job=True, training=True, paused=True),
        WITH_A_TABLE | TRAINING | {"model.one_epoch"},
    ),
    "filled": (
        State(ratings=True, model=True),
        WITH_A_TABLE | WITH_A_MODEL | IDLE,
    ),
    "training again": (
        State(ratings=True, model=True, job=True, training=True),
        WITH_A_TABLE | WITH_A_MODEL | TRAINING,
    ),
    "exporting": (State(ratings=True, model=True, job=True), WITH_A_TABLE | WITH_A_MODEL | {"model.cancel"}),
    "edited": (
        State(ratings=True, undo=True),
        WITH_A_TABLE | IDLE | {"edit.undo"},
    ),
    "an edit taken back": (
        State(ratings=True, redo=True),
        WITH_A_TABLE | IDLE | {"edit.redo"},
    ),
    "copying": (State(ratings=True, beside=True), WITH_A_TABLE | IDLE | {"model.cancel"}),
    "sorted": (State(ratings=True, arranged=True), WITH_A_TABLE | WHEN_ARRANGED | IDLE),
}


@pytest.mark.parametrize("name", STATES)
def test_commands_are_on_where_they_make_sense_and_nowhere_else(qapp: object, name: str) -> None:
    state, expected = STATES[name]
    actions = Actions()
    actions.update_state(state)
    assert {command.id for command in COMMANDS if actions[command.id].isEnabled()} == ALWAYS | expected


def test_every_command_stands_in_a_menu_under_its_id(window: MainWindow) -> None:
    shown: set[str] = set()

    def collect(actions: list[QAction]) -> None:
        for action in actions:
            shown.add(action.objectName())
            if action.menu() is not None:
                collect(action.menu().actions())

    collect(window.menuBar().actions())
    assert {command.id for command in COMMANDS} <= shown


def test_no_two_commands_share_a_shortcut() -> None:
    shortcuts = [keys for command in COMMANDS for keys in (command.shortcut, command.also) if keys]
    assert len(shortcuts) == len(set(shortcuts))


def test_every_command_says_what_it_does() -> None:
    assert all(command.tip and "!" not in command.tip and not command.tip.endswith(".") for command in COMMANDS)


def test_commands_of_a_menu_are_told_apart_by_their_underlined_letter() -> None:
    letters = [
        (command.menu, command.parent, command.text[command.text.index("&") + 1].lower())
        for command in COMMANDS
        if "&" in command.text
    ]
    assert len(letters) == len(set(letters))


def test_a_table_turns_training_on(qtbot: QtBot, opened: MainWindow) -> None:
    assert opened.actions_table["model.train"].isEnabled()
    assert not opened.actions_table["view.show.spread"].isEnabled()


@pytest.mark.qt_log_ignore("^This plugin does not support (raise|grabbing)")  # the offscreen platform, at a popup
def test_the_sample_command_opens_its_menu_when_it_is_triggered(window: MainWindow) -> None:
    action = window.actions_table["file.open_sample"]
    action.trigger()
    assert action.menu().isVisible()
    action.menu().close()


def test_rows_and_columns_are_called_what_the_table_calls_them(qtbot: QtBot) -> None:
    actions = Actions()
    ids = [f"edit.{what}" for what in ("add_column", "rename_row", "drop_columns")]
    actions.set_nouns("user", "album")
    assert [actions[each].text() for each in ids] == ["Add an al&bum…", "Rename the user…", "Drop the chosen albums"]
    assert actions["edit.rename_row"].toolTip() == "Give the current user another name (Ctrl+F2)"
    letters = [actions[each.id].text().partition("&")[2][:1].lower() for each in COMMANDS if each.menu == Menu.EDIT]
    chosen_by = [letter for letter in letters if letter]
    assert len(chosen_by) == len(set(chosen_by))
    actions.set_nouns("row", "Q & A")
    assert [actions[each].text() for each in ids] == ["Add a &Q && A…", "Rename the row…", "Drop the chosen Q && As"]
    actions.set_nouns("row", "column")
    assert actions["edit.add_column"].text() == "Add a c&olumn…"
