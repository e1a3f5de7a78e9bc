"""The legend, the map in small, and the ghosts of predictions that moved."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFrame, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from mfdesk.arranged import Arrangement
from mfdesk.completed import CompletedTable
from mfdesk.engine.answer import answered
from mfdesk.engine.axes import principal_axes
from mfdesk.engine.control import RunControl
from mfdesk.engine.explain import explain
from mfdesk.engine.model import Model
from mfdesk.engine.steps import OrderedSteps
from mfdesk.gui.table.cell_facts import facts_of
from mfdesk.gui.table.ghosts import SHOWN, Ghosts
from mfdesk.gui.table.hover_card import ChanceBars
from mfdesk.gui.table.legend import Legend
from mfdesk.gui.table.mini_map import MiniMap
from mfdesk.gui.table.model import RatingsTableModel
from mfdesk.gui.table.shown import Colouring, LegendState, Shown, Span
from mfdesk.gui.table.view import RatingsTableView
from mfdesk.gui.theme import DARK, LIGHT
from mfdesk.ratings import Labels, Ratings
from mfdesk.ratings.edited import Edited
from mfdesk.ratings.side import Side
from tests.benchmarks.answers import random_model
from tests.drive import drive
from tests.gui.table.conftest import Show, model_of, ratings
from tests.gui.table.test_arranged_table import reversed_rows, set_cell

NONE = np.empty(0, np.int32)


@pytest.fixture
def view(show: Show, edited: Edited, model: Model) -> RatingsTableView:
    return show(CompletedTable(edited, model, edited))


# legend


@pytest.fixture
def legend(qtbot: QtBot) -> Legend:
    legend = Legend()
    qtbot.addWidget(legend)
    return legend


def test_the_legend_tells_only_of_faces_that_are_there(legend: Legend) -> None:
    legend.show_state(LegendState())
    assert legend.accessibleDescription() == "given"
    legend.show_state(LegendState(filled=True, tells_surety=True, edited=True))
    assert legend.accessibleDescription() == "given; predicted, stronger = surer; edited"


def test_the_legend_of_a_colour_scale_has_the_numbers_of_its_ends(legend: Legend) -> None:
    legend.show_state(LegendState(colouring=Colouring.VALUE, filled=True, span=Span(1, 3.4, 5)))
    assert legend.accessibleDescription() == "given; predicted; grounds from 1.0 to 5.0"
    legend.show_state(LegendState(colouring=Colouring.MIDDLE, filled=True, span=Span(1, 3.5, 5)))
    assert legend.accessibleDescription().endswith("grounds from −2.5 to +2.5 from the mean 3.5")
    legend.show_state(LegendState(Shown.RESIDUAL, Colouring.MIDDLE, filled=True, span=Span(-1.5, 0, 1.5)))
    assert legend.accessibleDescription() == "given minus predicted; grounds from −1.5 to +1.5"


@pytest.mark.parametrize("shown", Shown)
@pytest.mark.parametrize("colouring", Colouring)
@pytest.mark.parametrize("knows_spread", [True, False])
def test_the_legend_explains_every_ground_that_is_there(
    show: Show, legend: Legend, edited: Edited, shown: Shown, colouring: Colouring, knows_spread: bool
) -> None:
    table = CompletedTable(edited, model_of(edited.base.ratings, knows_spread=knows_spread), edited)
    view = show(table)
    view.set_shown(shown)
    view.set_colouring(colouring)
    legend.show_state(view.legend_state)
    blocks = view.ratings_model.blocks
    assert blocks is not None
    window = blocks.window(range(24), range(16))
    tinted, silent = blocks.levels(window, colouring) > 0, np.isnan(blocks.numbers(window))
    assert not (tinted & silent).any(), "a ground under nothing is about nothing"
    told = legend.accessibleDescription()
    assert ("grounds from" in told) == (tinted.any() and colouring is not Colouring.SURETY)
    sure = colouring is Colouring.SURETY and knows_spread and shown is not Shown.RESIDUAL
    assert ("stronger = surer" in told) == sure
    assert len(np.unique(blocks.levels(window, colouring)[tinted])) > 1 or not sure
    assert tinted.any() or not sure


def test_the_chip_of_predicted_cells_has_their_very_ground(show: Show, legend: Legend, edited: Edited) -> None:
    view = show(CompletedTable(edited, model_of(edited.base.ratings, knows_spread=False), edited))
    legend.show_state(view.legend_state)
    legend.show()
    cell = view.visualRect(view.model().index(0, 1))
    ground = view.viewport().grab(cell).toImage().pixelColor(3, 3)
    chips = [part for part in legend.findChildren(QFrame) if part.isVisible() and not isinstance(part, QLabel)]
    assert chips[1].grab().toImage().pixelColor(4, 4) == ground


def test_cells_that_were_edited_are_marked_and_explained_whatever_is_shown(legend: Legend) -> None:
    for shown in Shown:
        legend.show_state(LegendState(shown, filled=True, edited=True, span=Span(0, 1, 2)))
        assert legend.accessibleDescription().endswith("; edited")


def test_the_table_tells_its_legend_what_it_shows(qtbot: QtBot, view: RatingsTableView, legend: Legend) -> None:
    view.legend_changed.connect(legend.show_state)
    view.set_shown(Shown.RESIDUAL)
    assert legend.accessibleDescription().startswith("given minus predicted")
    view.set_shown(Shown.VALUE)
    assert legend.accessibleDescription() == "given; predicted, stronger = surer"
    changed = set_cell(view.ratings_model.table.edited, 0, 1, 4.0)
    view.set_table(CompletedTable(changed, view.ratings_model.table.model, view.ratings_model.table.seen))
    assert legend.accessibleDescription().endswith("edited")


# the map in small


def map_of(view: RatingsTableView) -> MiniMap:
    found: MiniMap = view.findChild(MiniMap, "miniMap")
    return found


def test_the_map_is_there_only_where_the_table_is_larger_than_what_is_seen(show: Show, view: RatingsTableView) -> None:
    assert map_of(view).isVisible()
    assert not map_of(show(CompletedTable(ratings(5, 4)))).isVisible()


def test_the_map_never_takes_more_than_a_third_and_is_away_where_it_would_be_of_no_use(view: RatingsTableView) -> None:
    seen = []
    for height in range(700, 200, -20):
        view.resize(900, height)
        small, room = map_of(view), view.viewport().size()
        seen.append(small.isVisible())
        if small.isVisible():
            assert 3 * small.height() <= room.height() + 2
            assert 3 * small.width() <= room.width() + 2
            assert small.rect().contains(small.findChild(QToolButton).geometry())
    assert seen[0]
    assert not seen[-1]
    assert seen == sorted(seen, reverse=True)


def test_the_map_says_what_is_seen_and_follows(view: RatingsTableView) -> None:
    assert map_of(view).accessibleDescription().startswith("Rows 1 to ")
    before = QPointF(map_of(view).frame.topLeft())
    view.go_to(129, 69)
    assert "to 130 of 130 raters" in map_of(view).accessibleDescription()
    assert "to 70 of 70 columns" in map_of(view).accessibleDescription()
    after = map_of(view).frame.topLeft()
    assert after.x() > before.x()
    assert after.y() > before.y()


def test_a_click_and_a_drag_in_the_map_lead_there(qtbot: QtBot, view: RatingsTableView) -> None:
    small = map_of(view)
    qtbot.mousePress(small, Qt.MouseButton.LeftButton, pos=small.area.bottomRight())
    assert view.verticalScrollBar().value() == view.verticalScrollBar().maximum()
    QTest.mouseMove(small, small.area.topLeft())
    qtbot.mouseRelease(small, Qt.MouseButton.LeftButton, pos=small.area.topLeft())
    qtbot.mouseClick(small, Qt.MouseButton.LeftButton, pos=small.area.center())
    middle = view.verticalScrollBar().value() / view.verticalScrollBar().maximum()
    assert 0.4 < middle < 0.6


def test_arrows_move_the_map_by_pages_and_escape_closes_it(qtbot: QtBot, view: RatingsTableView) -> None:
    small = map_of(view)
    qtbot.keyClick(small, Qt.Key.Key_Down)
    assert view.verticalScrollBar().value() == min(
        view.verticalScrollBar().pageStep(), view.verticalScrollBar().maximum()
    )
    qtbot.keyClick(small, Qt.Key.Key_End)
    assert view.horizontalScrollBar().value() == view.horizontalScrollBar().maximum()
    with qtbot.waitSignal(view.mini_map_toggled) as news:
        qtbot.keyClick(small, Qt.Key.Key_Escape)
    assert news.args == [False]
    assert not small.isVisible()
    view.set_mini_map(True)
    assert small.isVisible()


def test_the_map_is_drawn_darker_where_more_is_known(qtbot: QtBot, view: RatingsTableView) -> None:
    """The known cells of this table lie along its diagonal, which ends at row 70 of 130."""
    small = map_of(view)
    view.set_palette_colours(DARK)
    panel = DARK.panel

    def ground(x: float, y: float) -> str:
        at = small.area.topLeft() + QPoint(round(x * small.area.width()), round(y * small.area.height()))
        return small.grab().toImage().pixelColor(at).name()

    qtbot.waitUntil(lambda: ground(0.72, 0.72 * 70 / 130) != panel)
    assert ground(0.3, 0.9) == panel


# ghosts


def test_ghosts_are_seen_in_a_sorted_table_too(show: Show, edited: Edited) -> None:
    model = random_model(*edited.shape, rank=2, draws=4)
    arrangement = reversed_rows(edited)
    view = show(CompletedTable(edited, model, edited), arrangement)
    view.viewport().grab()
    row, changed = edited.shape[0] - 4, set_cell(edited, edited.shape[0] - 4, 4, 5.0)
    view.set_table(CompletedTable(changed, model, edited), arrangement.following(changed))
    answer = answered(model, changed, np.array([row], np.int32), NONE)
    view.set_table(CompletedTable(changed, model, edited, answer), arrangement.following(changed))
    old = view.findChild(Ghosts).of(view.ratings_model.blocks, range(10), range(8))
    assert set(np.nonzero(~np.isnan(old))[0].tolist()) == {3}


def test_a_prediction_that_moved_leaves_a_ghost_for_a_moment(qtbot: QtBot, show: Show, edited: Edited) -> None:
    model = random_model(*edited.shape, rank=2, draws=4)
    view = show(CompletedTable(edited, model, edited))
    view.viewport().grab()
    before, changed = view.ratings_model.blocks, set_cell(edited, 3, 4, 5.0)
    answer = answered(model, changed, np.array([3], np.int32), NONE)
    view.set_table(CompletedTable(changed, model, edited, answer), Arrangement.of(changed))
    ghosts, now = view.findChild(Ghosts), view.ratings_model.blocks
    old = ghosts.of(now, range(10), range(8))
    there = ~np.isnan(old)
    assert set(np.nonzero(there)[0].tolist()) == {3}
    part = range(10), range(8)
    assert (np.abs(before.window(*part).values - now.window(*part).values)[there] > 0.05).all()
    qtbot.waitUntil(lambda: not ghosts.active, timeout=5 * SHOWN)


def test_a_table_that_was_trained_anew_has_no_ghosts(view: RatingsTableView, edited: Edited, model: Model) -> None:
    view.viewport().grab()
    view.set_table(CompletedTable(edited, replace(model, mean=2.0), edited))
    assert not view.findChild(Ghosts).active


# what is known of a cell


def test_the_card_tells_the_chance_of_each_step_as_bars(qtbot: QtBot, show: Show, edited: Edited, model: Model) -> None:
    steps = OrderedSteps(np.arange(1.0, 6.0), np.tile([1.5, 2.5, 3.5, 4.5], (4, 1)), np.full(4, 0.5))
    view = show(CompletedTable(edited, replace(model, steps=steps), edited))
    view.go_to(0, 1)
    qtbot.keyClick(view, Qt.Key.Key_Space)
    card = view.findChild(object, "hoverCard")
    assert card.findChild(ChanceBars).isVisible()
    assert "1: " in card.accessibleDescription()
    assert card.grab().width() == card.width()


def test_the_card_of_an_edited_cell_tells_what_was_there(qapp: object, edited: Edited, model: Model) -> None:
    shown = RatingsTableModel()
    changed = set_cell(set_cell(edited, 3, 3, 1.0), 0, 1, 5.0)
    shown.set_table(CompletedTable(changed, model, edited))
    assert facts_of(shown, 3, 3).story == "edited 1, was 4"
    assert facts_of(shown, 0, 1).story == "edited 5, was empty"
    assert any(line.startswith("the model says") for line in facts_of(shown, 3, 3).lines)
    assert facts_of(shown, 7, 7).story == "given 3"


def test_names_are_shown_as_text_from_whichever_side_they_are_read(qtbot: QtBot, show: Show) -> None:
    names = Labels(["<b>שלום עולם</b>", "مرحبا بالعالم", "🍣 Sushi 🎌", "x" * 9000])
    cells = np.arange(4, dtype=np.int32)
    view = show(CompletedTable(Ratings.from_cells(cells, cells, 1.0 + cells, names, names)))
    view.go_to(3, 0)
    qtbot.keyClick(view, Qt.Key.Key_Space)
    card = view.findChild(object, "hoverCard")
    assert "<b>שלום" in card.accessibleDescription()
    assert card.width() < 500
    assert "&lt;b&gt;" in view.ratings_model.headerData(0, Qt.Orientation.Vertical, Qt.ItemDataRole.ToolTipRole)
    assert view.grab().width() == view.width()


def test_the_card_takes_a_prediction_apart_where_that_can_be_done_at_once(
    qapp: object, edited: Edited, model: Model
) -> None:
    shown = RatingsTableModel()
    shown.set_table(CompletedTable(edited, model, edited))
    axes = drive(principal_axes(model, RunControl()))[1]
    facts = facts_of(shown, 0, 1, lambda row, column: explain(model, axes, edited.base.ratings, row, column))
    line = next(line for line in facts.lines if line.startswith("mean"))
    parts = [float(part.split()[-1].replace("−", "-")) for part in line.split(" · ")]
    assert [part.split()[0] for part in line.split(" · ")] == ["mean", "rater", "column", "tastes"]
    assert sum(parts) == pytest.approx(float(shown.blocks.cell(0, 1).value), abs=0.021)


# what is chosen


def painted(view: RatingsTableView, row: int, column: int) -> set[str]:
    """The colours along the middle of a cell, from its left edge to its right one."""
    area, image = view.visualRect(view.ratings_model.index(row, column)), view.viewport().grab().toImage()
    return {image.pixelColor(x, area.top() + 4).name() for x in (area.left(), area.right() + 1)}


def test_what_is_chosen_has_a_line_around_it_that_moves_with_it(view: RatingsTableView) -> None:
    view.setCurrentIndex(view.ratings_model.index(9, 4))
    view.choose(Side.COLUMNS, [1])
    assert LIGHT.accent in painted(view, 3, 1)
    assert LIGHT.accent not in painted(view, 3, 2)
    view.choose(Side.COLUMNS, [1, 2])
    column = view.visualRect(view.ratings_model.index(3, 1))
    assert view.viewport().grab().toImage().pixelColor(column.right() + 1, column.top() + 4).name() != LIGHT.accent


def test_everything_that_is_chosen_has_no_line_through_it(view: RatingsTableView) -> None:
    view.setCurrentIndex(view.ratings_model.index(9, 4))
    view.selectAll()
    assert LIGHT.accent not in painted(view, 3, 1)


def test_the_frame_of_the_current_cell_leaves_the_mark_of_an_edited_one(show: Show, edited: Edited) -> None:
    shown = show(CompletedTable(set_cell(edited, 0, 1, 2.0), None, edited))
    shown.setCurrentIndex(shown.ratings_model.index(0, 1))
    area, image = shown.visualRect(shown.ratings_model.index(0, 1)), shown.viewport().grab().toImage()
    assert image.pixelColor(area.right() - 4, area.top() + 3).name() == LIGHT.accent
