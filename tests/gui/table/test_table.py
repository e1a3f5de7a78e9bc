"""The table shows what the completed table says, virtually and at any size."""

import re
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from mfdesk.completed import CompletedTable
from mfdesk.engine.config import Method
from mfdesk.engine.model import Model
from mfdesk.engine.steps import OrderedSteps
from mfdesk.gui.table.blocks import Blocks
from mfdesk.gui.table.copying import MOST_CELLS
from mfdesk.gui.table.model import RatingsTableModel
from mfdesk.gui.table.surety import STEPS, Surety
from mfdesk.gui.table.view import RatingsTableView
from mfdesk.gui.theme import DARK, LIGHT
from mfdesk.ratings import Labels, Ratings

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
    assert model.index(0, 1).data(Qt.ItemDataRole.ToolTipRole).endswith("no rating; train to fill it")


def test_only_predicted_cells_are_italic(model: RatingsTableModel) -> None:
    assert model.index(0, 0).data(Qt.ItemDataRole.FontRole) is None
    assert model.index(0, 1).data(Qt.ItemDataRole.FontRole).italic()


def test_a_tip_says_whose_cell_it_is_how_sure_and_where_the_number_comes_from(model: RatingsTableModel) -> None:
    tip = model.index(0, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert "person 0 · country1" in tip
    assert "±" in tip
    assert "predicted by a test" in tip
    assert model.index(1, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "person 1, country1: given 2"


def test_a_tip_tells_the_interval_and_where_it_is_known_the_chance_of_each_step(
    model: RatingsTableModel, filled: CompletedTable
) -> None:
    tip = model.index(0, 1).data(Qt.ItemDataRole.ToolTipRole)
    low, high = re.search(r"90 %: (\S+) to (\S+)", tip).groups()
    assert 1 <= float(low) < float(high) <= 5
    assert "1:" not in tip
    steps = OrderedSteps(np.arange(1.0, 6.0), np.tile([1.5, 2.5, 3.5, 4.5], (4, 1)), np.full(4, 0.5))
    model.set_table(replace(filled, model=replace(filled.model, steps=steps)))
    line = model.index(0, 1).data(Qt.ItemDataRole.ToolTipRole).split("<br>")[-1].replace("&nbsp;", " ")
    shares = re.findall(r"([1-5]): (\d+) %", line)
    assert [step for step, _ in shares] == list("12345")
    assert sum(int(share) for _, share in shares) == pytest.approx(100, abs=3)
    assert "%" not in model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)


def test_a_name_is_shown_as_text_and_never_as_markup(qapp: object) -> None:
    model = RatingsTableModel()
    cells = np.zeros(1, np.int32)
    model.set_table(
        CompletedTable(Ratings.from_cells(cells, cells, np.ones(1), Labels(["<b>x"]), Labels(["<img src=y>" * 9000])))
    )
    tip = model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;x" in tip
    assert "<img" not in tip
    assert len(tip) < 2000


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
    cells = [blocks.cell(row, column) for row in range(20) for column in range(20) if row != column]
    assert len({cell.tint for cell in cells}) > 3
    for one in cells:
        for other in cells:
            assert one.tint >= other.tint or one.spread >= other.spread


def test_cells_of_a_method_without_spreads_are_tinted_alike(holed: CompletedTable) -> None:
    table = CompletedTable(holed.ratings, model_of(holed.ratings, knows_spread=False))
    blocks = Blocks(table)
    assert not blocks.tells_surety
    assert {blocks.cell(0, column).tint for column in range(1, 9)} == {STEPS // 2}


def test_equal_spreads_are_not_told_apart() -> None:
    assert set(Surety(0.5, 0.5).steps(np.full(4, 0.5, np.float32))) == {STEPS // 2}


def test_copying_gives_what_a_spreadsheet_takes(qtbot: QtBot, view: RatingsTableView) -> None:
    index, choose = view.ratings_model.index, QItemSelectionModel.SelectionFlag.Select
    view.setCurrentIndex(index(0, 0))
    view.selectionModel().select(index(1, 1), choose)
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "1\t\n\t2"


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
    with qtbot.waitSignal(view.copy_refused) as refused:
        view.copy()
    assert refused.args[0] == 20_000_000_000 > MOST_CELLS
