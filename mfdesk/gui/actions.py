"""The command table: the one source of menus, tool bar, shortcuts, tips and of what can be pressed when."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, Flag, auto

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from mfdesk.gui.resources import icon
from mfdesk.gui.theme import Palette


class Need(Flag):
    """What must be there for a command to make sense."""

    NOTHING = 0
    RATINGS = auto()
    MODEL = auto()
    IDLE = auto()
    """No long job runs."""
    JOB = auto()
    """A long job of any kind runs."""
    TRAINING = auto()
    """The job that runs is a training."""
    STEP = auto()
    """A training can go on by one epoch: none has begun, or it is held."""


class Menu(Enum):
    FILE = "&File"
    MODEL = "&Model"
    VIEW = "&View"
    HELP = "&Help"


@dataclass(frozen=True)
class Command:
    """One thing a person can ask for; ``group`` names a set of which one is chosen at a time."""

    id: str
    text: str
    menu: Menu
    tip: str
    needs: Need = Need.NOTHING
    shortcut: str = ""
    icon: str = ""
    checkable: bool = False
    group: str = ""
    parent: str = ""
    """The command whose submenu this one stands in."""
    starts_section: bool = False


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
        "Write the filled table to a CSV file",
        Need.RATINGS | Need.MODEL | Need.IDLE,
        "Ctrl+E",
        "export",
        starts_section=True,
    ),
    Command("file.quit", "&Quit", Menu.FILE, "Close mfdesk", shortcut="Ctrl+Q", starts_section=True),
    Command(
        "model.train",
        "&Train",
        Menu.MODEL,
        "Learn from the known cells and fill the holes",
        Need.RATINGS | Need.IDLE,
        "F5",
        "train",
    ),
    Command(
        "model.pause",
        "&Pause",
        Menu.MODEL,
        "Hold the training; press again to go on",
        Need.TRAINING,
        "F6",
        "pause",
        checkable=True,
        starts_section=True,
    ),
    Command(
        "model.one_epoch",
        "One &epoch",
        Menu.MODEL,
        "Learn for one epoch and hold there; press again for the next",
        Need.RATINGS | Need.STEP,
        "F8",
    ),
    Command(
        "model.stop", "&Stop", Menu.MODEL, "End the training and keep what it has learned", Need.TRAINING, "F7", "stop"
    ),
    Command(
        "model.cancel", "&Cancel", Menu.MODEL, "End what is running and drop its result", Need.JOB, "Esc", "cancel"
    ),
    Command(
        "model.search",
        "&Find the best settings…",
        Menu.MODEL,
        "Try methods and ranks against each other on held-out cells",
        Need.RATINGS,
        starts_section=True,
    ),
    Command(
        "view.training",
        "&Training",
        Menu.VIEW,
        "Show or hide the settings, the plot and the epochs",
        shortcut="Ctrl+T",
        checkable=True,
    ),
    Command(
        "view.prediction",
        "&Prediction",
        Menu.VIEW,
        "Show or hide how one prediction comes about",
        shortcut="Alt+2",
        checkable=True,
    ),
    Command(
        "view.patterns",
        "&Hidden patterns",
        Menu.VIEW,
        "Show or hide the map of what the model has learned",
        shortcut="Alt+3",
        checkable=True,
    ),
    Command(
        "view.quality",
        "&Quality",
        Menu.VIEW,
        "Show or hide how good the predictions are",
        shortcut="Alt+4",
        checkable=True,
    ),
    Command(
        "view.pipeline",
        "The &five stages",
        Menu.VIEW,
        "Show or hide the five stages of a training along the bottom",
        shortcut="Alt+5",
        checkable=True,
    ),
    Command(
        "view.system",
        "Colours of the s&ystem",
        Menu.VIEW,
        "Light or dark as the system is",
        checkable=True,
        group="theme",
        starts_section=True,
    ),
    Command("view.light", "&Light", Menu.VIEW, "Dark on light", checkable=True, group="theme"),
    Command("view.dark", "&Dark", Menu.VIEW, "Light on dark", checkable=True, group="theme"),
    Command("help.learn", "&Learn…", Menu.HELP, "How it works: the idea, a tour of the window, a quiz", shortcut="F1"),
    Command("help.about", "&About mfdesk", Menu.HELP, "Version, licence and sources"),
)

PRIMARY = "model.train"
"""The command that the window is for; its button stands out."""


@dataclass(frozen=True)
class State:
    """What is there at this moment."""

    ratings: bool = False
    model: bool = False
    job: bool = False
    training: bool = False
    paused: bool = False

    @property
    def met(self) -> Need:
        """The needs that this state meets."""
        met = Need.NOTHING
        for there, need in (
            (self.ratings, Need.RATINGS),
            (self.model, Need.MODEL),
            (not self.job, Need.IDLE),
            (self.job, Need.JOB),
            (self.training, Need.TRAINING),
            (not self.job or (self.training and self.paused), Need.STEP),
        ):
            met |= need if there else Need.NOTHING
        return met


def available(command: Command, state: State) -> bool:
    """Whether the command can be pressed in this state."""
    return command.needs in state.met


class Actions(QObject):
    """A QAction for each command, its object name the command's id."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._groups: dict[str, QActionGroup] = {}
        self._actions = {command.id: self._action(command) for command in COMMANDS}
        self.update_state(State())

    def __getitem__(self, command_id: str) -> QAction:
        return self._actions[command_id]

    def update_state(self, state: State) -> None:
        """Turns every action on or off."""
        for command in COMMANDS:
            self._actions[command.id].setEnabled(available(command, state))

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
        action.setToolTip(f"{command.tip} ({command.shortcut})" if command.shortcut else command.tip)
        if command.shortcut:
            action.setShortcut(QKeySequence(command.shortcut))
        if command.group:
            self._group(command.group).addAction(action)
        return action

    def _group(self, name: str) -> QActionGroup:
        if name not in self._groups:
            self._groups[name] = QActionGroup(self)
        return self._groups[name]
