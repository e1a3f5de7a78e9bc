"""Documents to find in."""

from dataclasses import replace

import numpy as np

from mfdesk.engine.config import Config, Method
from mfdesk.engine.control import RunControl
from mfdesk.engine.train import train
from mfdesk.gui.document import Document
from mfdesk.ratings import Labels, Ratings
from mfdesk.ratings.edits import SetCells
from mfdesk.ratings.side import Side
from mfdesk.ratings.table import Attribute
from tests.drive import drive
from tests.tables import ratings_of

USERS = ("Ann", "bob", "Bob 10", "Bob 9", "Dora")
ANN, BOB, BOB_10, BOB_9, DORA = range(5)
MOVIES = ("Alien", "Brazil", "Casablanca", "Dune")
_RATED = """
4 . 5 1
. 3 2 .
1 2 . 2
5 4 . 3
. . . .
"""


def movies() -> Ratings:
    """Five users, four movies; where the users live is known of all but one."""
    lines = [line.split() for line in _RATED.split("\n") if line]
    cells = {(i, j): float(word) for i, line in enumerate(lines) for j, word in enumerate(line) if word != "."}
    return replace(
        ratings_of(cells, len(USERS), len(MOVIES)),
        row_labels=Labels(USERS),
        column_labels=Labels(MOVIES),
        row_noun="user",
        column_noun="movie",
        row_attributes=(Attribute("city", ("Paris", "Rome", "Paris", "", "Rome")),),
    )


def opened(ratings: Ratings | None = None) -> Document:
    document = Document()
    document.open(ratings or movies(), Config())
    return document


def train_it(document: Document, held_out: float = 0.2) -> None:
    """Three epochs of alternating least squares."""
    assert document.project
    edited = document.project.edited
    config = Config(method=Method.ALS, epochs=3, rank=1, held_out=held_out)
    document.set_training(drive(train(edited.ratings, config, RunControl()))[1], edited)


def rate(document: Document, row: int, column: int, value: float) -> None:
    cells = SetCells(np.array([row], np.int32), np.array([column], np.int32), np.array([value]))
    document.edit(cells, f"Rate {value}")


def shown(document: Document, side: Side) -> list[int]:
    """The positions as they are shown."""
    assert document.arrangement
    order = document.arrangement.side(side)
    return order.positions(0, len(order)).tolist()
