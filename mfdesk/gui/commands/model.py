"""Training: the commands of the Model menu, in their order."""

from mfdesk.gui.commands.command import Command, Menu, Need

COMMANDS = (
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
        "model.cancel",
        "&Cancel",
        Menu.MODEL,
        "End what is running and drop its result",
        Need.UNDER_WAY,
        "Esc",
        "cancel",
    ),
    Command(
        "model.search",
        "&Find the best settings…",
        Menu.MODEL,
        "Try methods and ranks against each other on held-out cells",
        Need.RATINGS,
        starts_section=True,
    ),
)
