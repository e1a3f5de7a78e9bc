"""Tables for the tests of the view: made up, small and shown for real."""

from collections.abc import Callable

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from mfdesk.arranged import Arrangement
from mfdesk.completed import CompletedTable
from mfdesk.engine.config import Method
from mfdesk.engine.model import Model
from mfdesk.gui.table.view import RatingsTableView
from mfdesk.gui.theme import LIGHT
from mfdesk.ratings import Labels, Ratings
from mfdesk.ratings.edited import Edited

ROWS, COLUMNS = 130, 70


def ratings(rows: int = ROWS, columns: int = COLUMNS, noun: str = "rater") -> Ratings:
    """Whole stars along the diagonal, all else holes."""
    places = np.arange(min(rows, columns), dtype=np.int32)
    return Ratings.from_cells(
        places,
        places,
        1.0 + places % 5,
        Labels(f"person {row}" for row in range(rows)),
        Labels(f"How do you like the cuisine of country{column}?" for column in range(columns)),
        row_noun=noun,
    )


def model_of(table: Ratings, *, knows_spread: bool = True) -> Model:
    random = np.random.default_rng(1)
    rows, columns = table.shape

    def draw(*shape: int) -> np.ndarray:
        return random.normal(scale=0.3, size=shape).astype(np.float32)

    factors, biases = (draw(4, rows, 2), draw(4, columns, 2)), (draw(4, rows), draw(4, columns))
    noise = np.full(4, 0.5 if knows_spread else np.nan)
    return Model(Method.GIBBS, table.scale, 3.0, 1.0, *factors, *biases, noise)


Show = Callable[..., RatingsTableView]


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    """Puts a table on the screen, in the active window."""

    def on_screen(table: CompletedTable, arrangement: Arrangement | None = None) -> RatingsTableView:
        view = RatingsTableView()
        qtbot.addWidget(view)
        view.set_palette_colours(LIGHT)
        view.resize(900, 600)
        view.set_table(table, arrangement)
        view.show()
        view.activateWindow()
        view.setFocus()
        qtbot.waitUntil(view.hasFocus)
        return view

    return on_screen


@pytest.fixture
def edited() -> Edited:
    return Edited.of(ratings())


@pytest.fixture
def model(edited: Edited) -> Model:
    return model_of(edited.base.ratings)
