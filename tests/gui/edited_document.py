"""A small table in a document, ready to be edited, and what its tests ask of it."""

from __future__ import annotations

import numpy as np

from mfdesk.engine.config import Config, Method
from mfdesk.engine.control import RunControl
from mfdesk.engine.train import Training, train
from mfdesk.gui.dialogs.question import Question
from mfdesk.gui.document import Document
from mfdesk.gui.editing import Editing
from mfdesk.gui.messages import Message
from mfdesk.gui.paste import Pasting
from mfdesk.ratings import Labels, Ratings, Scale
from mfdesk.ratings.edited import Edited
from mfdesk.selected import Rectangle
from tests.drive import drive

USERS = ("Anna", "Bob", "Cleo", "Dan")
MOVIES = ("Alien", "Brazil", "Casablanca")
HOLE = np.nan
TABLE = np.array([[4, HOLE, 5], [HOLE, 3, 2], [1, 2, HOLE], [5, 4, HOLE]])
"""Four users, three movies, eight ratings on a scale of 1 to 5."""


def ratings_of(table: np.ndarray, users: tuple[str, ...] = USERS, movies: tuple[str, ...] = MOVIES) -> Ratings:
    rows, columns = np.nonzero(~np.isnan(table))
    return Ratings.from_cells(
        rows.astype(np.int32),
        columns.astype(np.int32),
        table[rows, columns],
        Labels(users),
        Labels(movies),
        scale=Scale(1, 5, 1),
        row_noun="user",
        column_noun="movie",
    )


def random_ratings(rows: int, columns: int, share: float = 0.5, seed: int = 0) -> Ratings:
    random = np.random.default_rng(seed)
    table = random.integers(1, 6, (rows, columns)).astype(float)
    table[random.random((rows, columns)) > share] = np.nan
    return ratings_of(table, tuple(f"u{row}" for row in range(rows)), tuple(f"m{column}" for column in range(columns)))


def training_of(ratings: Ratings, method: Method = Method.GIBBS) -> Training:
    config = Config(method=method, rank=2, epochs=8, held_out=0.0)
    training: Training = drive(train(ratings, config, RunControl()))[1]
    return training


class Desk:
    """A document with what edits it, and what was said and asked meanwhile."""

    def __init__(self, ratings: Ratings | None = None) -> None:
        self.document = Document()
        self.editing = Editing(self.document)
        self.pasting = Pasting(self.document, self.editing)
        self.messages: list[Message] = []
        self.questions: list[Question] = []
        self.editing.said.connect(self.messages.append)
        self.pasting.said.connect(self.messages.append)
        self.editing.asked.connect(self.questions.append)
        self.document.open(ratings_of(TABLE) if ratings is None else ratings, Config())

    @property
    def edited(self) -> Edited:
        assert self.document.project is not None
        return self.document.project.edited

    @property
    def table(self) -> np.ndarray:
        """All ratings as they are now, NaN where there is none."""
        ratings = self.edited.ratings
        table = np.full(ratings.shape, np.nan)
        table[ratings.rows, ratings.columns] = ratings.values
        return table

    @property
    def step(self) -> str:
        """What the Edit menu would take back."""
        return self.document.undo_stack.undoText()

    @property
    def said(self) -> str:
        return self.messages[-1].text

    def undo(self) -> None:
        self.document.undo_stack.undo()

    def answer(self, place: int = 0) -> None:
        """Gives the last question its answer number ``place``."""
        self.questions.pop().answers[place].act()

    def learn(self, method: Method = Method.GIBBS) -> Training:
        """Fills the table."""
        training = training_of(self.edited.ratings, method)
        self.document.set_training(training, self.edited)
        return training


def part(rows: list[int], columns: list[int]) -> Rectangle:
    return Rectangle(np.array(rows, np.int32), np.array(columns, np.int32))


def positions(*some: int) -> np.ndarray:
    return np.array(some, np.int32)
