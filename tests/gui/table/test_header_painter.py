"""Names that are too long for their header are cut where they are alike."""

import numpy as np
import pytest
from PySide6.QtGui import QFont
from pytestqt.qtbot import QtBot

from mfdesk.completed import CompletedTable
from mfdesk.gui.table.header_painter import HeaderPainter
from mfdesk.gui.table.model import RatingsTableModel
from mfdesk.ratings import Labels, Ratings
from mfdesk.ratings.side import Side

ROOM = 90
PARTS = ("the price of the food", "the friendliness of all the staff", "how long we are open")


def painter_of(side: Side, names: list[str]) -> tuple[HeaderPainter, RatingsTableModel]:
    place = np.array([0], np.int32)
    rows, columns = (names, ["x"]) if side is Side.ROWS else (["x"], names)
    model = RatingsTableModel()
    model.set_table(CompletedTable(Ratings.from_cells(place, place, np.ones(1), Labels(rows), Labels(columns))))
    painter = HeaderPainter(model, side)
    painter.set_font(QFont())
    return painter, model


@pytest.mark.parametrize("side", Side)
def test_of_names_that_begin_alike_the_middle_is_left_out(qtbot: QtBot, side: Side) -> None:
    names = [f"{number}. How {asked} {part}" for number, part in enumerate(PARTS) for asked in ("important", "good")]
    painter, _model = painter_of(side, sorted(names, key=lambda name: name[3:]))
    shown = [painter.fitting(place, ROOM) for place in range(len(names))]
    assert all(not text.endswith("…") and "…" in text for text in shown)
    assert {text[-3:] for text in shown} == {part[-3:] for part in PARTS}


def test_of_other_long_names_the_end_is_left_out(qtbot: QtBot) -> None:
    names = [f"{part} {part}" for part in PARTS]
    painter, _model = painter_of(Side.COLUMNS, names)
    assert [painter.fitting(place, ROOM) for place in range(3)] == names, "they are cut at their end as ever"


def test_short_names_are_left_as_they_are(qtbot: QtBot) -> None:
    painter, _model = painter_of(Side.COLUMNS, ["User 1", "User 2"])
    assert painter.fitting(0, ROOM) == "User 1"
