"""What a command is, and what must be there for it to make sense."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, Flag, auto


class Need(Flag):
    """What must be there for a command to make sense."""

    NOTHING = 0
    RATINGS = auto()
    MODEL = auto()
    IDLE = auto()
    """No long job runs."""
    UNDER_WAY = auto()
    """Something can be cancelled: a long job of any kind, or a copy, a sort or a filter beside it."""
    TRAINING = auto()
    """The job that runs is a training."""
    UNDO = auto()
    REDO = auto()
    ARRANGED = auto()
    """The table is sorted, filtered or pinned."""
    STEP = auto()
    """A training can go on by one epoch: none has begun, or it is held."""


class Menu(Enum):
    FILE = "&File"
    EDIT = "&Edit"
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
    in_table: bool = False
    """Its shortcut counts only while the table has the focus: fields and lists have the same keys for themselves."""
    starts_section: bool = False
    also: str = ""
    """A second shortcut, for who is used to that one."""


@dataclass(frozen=True)
class State:
    """What is there at this moment."""

    ratings: bool = False
    model: bool = False
    job: bool = False
    beside: bool = False
    training: bool = False
    paused: bool = False
    undo: bool = False
    redo: bool = False
    arranged: bool = False

    @property
    def met(self) -> Need:
        """The needs that this state meets."""
        met = Need.NOTHING
        for there, need in (
            (self.ratings, Need.RATINGS),
            (self.model, Need.MODEL),
            (not self.job, Need.IDLE),
            (self.job or self.beside, Need.UNDER_WAY),
            (self.training, Need.TRAINING),
            (self.undo, Need.UNDO),
            (self.redo, Need.REDO),
            (self.arranged, Need.ARRANGED),
            (not self.job or (self.training and self.paused), Need.STEP),
        ):
            met |= need if there else Need.NOTHING
        return met


def available(command: Command, state: State) -> bool:
    """Whether the command can be pressed in this state."""
    return command.needs in state.met
