"""The table shows what the completed table says, virtually and at any size."""

import re

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from mfdesk.completed import CompletedTable, Kind
from mfdesk.gui.table.blocks import Blocks
from mfdesk.gui.table.model import RatingsTableModel
from mfdesk.gui.table.shown import Colouring
from mfdesk.gui.table.surety import STEPS, Surety
from mfdesk.gui.table.view import RatingsTableView
from mfdesk.gui.theme import DARK, LIGHT
from mfdesk.ratings import Labels, Ratings
from mfdesk.ratings.side import Side
from tests.gui.table.conftest import COLUMNS, ROWS, model_of, ratings


@pytest.fixture
def holed() -> CompletedTable:
    return CompletedTable(ratings())


@pytest.fixture
def filled(holed: CompletedTable) -> CompletedTable:
    return CompletedTable(holed.ratings, model_of(holed.ratings))


@pytest.fixture
def model(qapp: object, filled: CompletedTable) -> RatingsTableModel:
    model = RatingsTableModel()
    model.set_table(filled, "predicted by a test")
    return model


@pytest.fixture
def view(qtbot: QtBot, filled: CompletedTable) -> RatingsTableView:
    view = RatingsTableView()
    qtbot.addWidget(view)
    view.set_palette_colours(LIGHT)
    view.resize(900, 600)
    view.set_table(filled)
    view.show()
    return view


def test_the_model_keeps_to_the_rules_of_qt(model: RatingsTableModel, holed: CompletedTable) -> None:
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_table(holed)
    model.set_table(None)
    model.set_table(CompletedTable(ratings(3, 2)))
    assert tester.model() is model


def test_every_cell_shows_the_value_of_the_completed_table(model: RatingsTableModel, filled: CompletedTable) -> None:
    rows, columns = np.arange(ROWS, dtype=np.int32), np.arange(COLUMNS, dtype=np.int32)
    values = filled.block(rows, columns).values
    shown = [[float(model.index(row, column).data()) for column in range(COLUMNS)] for row in range(ROWS)]
    assert np.abs(np.array(shown) - values).max() <= 0.0501
    assert all(model.index(place, place).data() == f"{1 + place % 5}" for place in range(COLUMNS))


def test_holes_are_empty_before_training(qapp: object, holed: CompletedTable) -> None:
    model = RatingsTableModel()
    model.set_table(holed)
    assert model.index(0, 1).data() == ""
    assert model.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole).endswith("no rating")


def test_only_predicted_cells_are_italic(model: RatingsTableModel) -> None:
    assert model.index(0, 0).data(Qt.ItemDataRole.FontRole) is None
    assert model.index(0, 1).data(Qt.ItemDataRole.FontRole).italic()


def test_a_cell_says_its_names_and_how_sure_it_is(model: RatingsTableModel) -> None:
    spoken = Qt.ItemDataRole.AccessibleTextRole
    assert re.fullmatch(r"person 0, country1: predicted \S+, give or take \S+", model.index(0, 1).data(spoken))
    assert model.index(1, 1).data(spoken) == "person 1, country1: given 2"


def test_filling_keeps_the_place_and_the_selection(qtbot: QtBot, holed: CompletedTable, filled: CompletedTable) -> None:
    view = RatingsTableView()
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.set_table(holed)
    view.show()
    view.setCurrentIndex(view.ratings_model.index(90, 40))
    place = view.verticalScrollBar().value()
    with (
        qtbot.assertNotEmitted(view.ratings_model.modelReset),
        qtbot.waitSignal(view.ratings_model.dataChanged),
    ):
        view.set_table(filled)
    assert view.currentIndex().row() == 90
    assert view.verticalScrollBar().value() == place > 0


def test_headers_hold_short_names_and_tell_the_whole_name_with_mean_and_count(model: RatingsTableModel) -> None:
    across = Qt.Orientation.Horizontal
    assert model.headerData(6, across) == "country6"
    assert "How do you like the cuisine of country6?" in model.headerData(6, across, Qt.ItemDataRole.ToolTipRole)
    assert model.mean_and_count(6) == "2.00 · 1"
    assert model.headerData(3, Qt.Orientation.Vertical) == "person 3"


def test_the_corner_says_how_many_rows_there_are(view: RatingsTableView) -> None:
    corner = view.findChild(object, "tableCorner")
    assert corner.text() == "130 raters"
    assert corner.width() == view.verticalHeader().width()
    assert corner.width() >= corner.sizeHint().width()


def test_the_corner_has_room_for_what_is_filtered_and_sorted(view: RatingsTableView) -> None:
    arrangement, corner = view.ratings_model.arrangement, view.findChild(object, "tableCorner")
    passing = np.arange(130) < 17
    view.set_table(
        view.ratings_model.table, arrangement.with_side(Side.ROWS, arrangement.rows.filtered(passing)), "predicted"
    )
    assert corner.text() == "17 of 130\nraters"
    view.set_corner_words("by ratings ↓")
    assert corner.text() == "17 of 130\nby ratings ↓"
    assert corner.toolTip() == "17 of 130 raters, by ratings ↓"
    assert (corner.sizeHint().width(), corner.sizeHint().height()) <= (corner.width(), corner.height())


def pixel(view: RatingsTableView, row: int, column: int) -> QColor:
    """The ground of a cell, near its corner, where nothing is written."""
    area = view.visualRect(view.ratings_model.index(row, column))
    image: QImage = view.viewport().grab().toImage()
    return image.pixelColor(area.left() + 3, area.top() + 3)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_given_cells_stand_on_the_plain_panel_and_predicted_ones_on_a_tint(
    view: RatingsTableView, palette: object
) -> None:
    view.set_palette_colours(palette)
    assert pixel(view, 1, 1) == QColor(palette.panel)
    assert pixel(view, 0, 1) != QColor(palette.panel)


def test_a_number_too_long_for_its_cell_does_not_run_into_the_next(qtbot: QtBot) -> None:
    cells, one = np.zeros(1, np.int32), Labels(["x"])
    view = RatingsTableView()
    qtbot.addWidget(view)
    view.set_palette_colours(LIGHT)
    view.resize(400, 200)
    view.set_table(CompletedTable(Ratings.from_cells(cells, cells, np.array([-1.23456789012345e-200]), one, one)))
    view.show()
    area = view.visualRect(view.ratings_model.index(0, 0))
    image = view.viewport().grab().toImage()
    beyond = [image.pixelColor(area.right() + 5, area.top() + y) for y in range(area.height())]
    assert all(colour == QColor(LIGHT.panel) for colour in beyond)


def test_surer_predictions_are_tinted_more_strongly(filled: CompletedTable) -> None:
    blocks = Blocks(filled)
    window = blocks.window(range(20), range(20))
    predicted = window.kinds == Kind.PREDICTED
    tints, spreads = blocks.levels(window, Colouring.SURETY)[predicted].astype(int), window.spreads[predicted]
    assert len(set(tints)) > 3
    assert (np.diff(tints[np.argsort(spreads)]) <= 0).all()


def test_cells_of_a_method_without_spreads_are_tinted_alike(holed: CompletedTable) -> None:
    blocks = Blocks(CompletedTable(holed.ratings, model_of(holed.ratings, knows_spread=False)))
    assert not blocks.tells_surety
    tints = blocks.levels(blocks.window(range(1), range(1, 9)), Colouring.SURETY)
    assert set(tints.ravel()) == {STEPS // 2}


def test_equal_spreads_are_not_told_apart() -> None:
    assert set(Surety(0.5, 0.5).steps(np.full(4, 0.5, np.float32))) == {STEPS // 2}


def test_a_table_of_twenty_billion_cells_opens_selects_and_scrolls(qtbot: QtBot) -> None:
    view = RatingsTableView()
    qtbot.addWidget(view)
    view.resize(900, 600)
    view.set_table(CompletedTable(ratings(1_000_000, 20_000)))
    view.show()
    view.selectAll()
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    view.horizontalScrollBar().setValue(view.horizontalScrollBar().maximum())
    view.grab()
    assert view.rowAt(view.viewport().height() - 2) == 999_999
    assert view.selection.cells == 20_000_000_000
