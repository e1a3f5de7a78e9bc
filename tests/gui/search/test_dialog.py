"""The window of the search, filled by a real one."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QColor, QGuiApplication, QImage, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QPushButton,
    QSpinBox,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from mfdesk.engine.config import Config, Method
from mfdesk.engine.control import RunControl
from mfdesk.engine.search import search
from mfdesk.engine.search_plan import SearchPlan, Variant, grid
from mfdesk.engine.search_report import CandidateState, SearchReport
from mfdesk.engine.search_result import SearchResult
from mfdesk.gui.search.curve import Across
from mfdesk.gui.search.curves import SearchCurves
from mfdesk.gui.search.dialog import SearchDialog
from mfdesk.gui.search.words import search_words
from mfdesk.gui.theme import DARK, LIGHT
from mfdesk.ratings.movie_night import movie_night
from tests.drive import drive
from tests.tables import low_rank, ratings_of

BASE = Config(threads=1)
PLAN = SearchPlan(
    tuple(
        replace(config, epochs=8)
        for config in grid(BASE, (Variant(Method.GIBBS, False), Variant(Method.ALS)), (1, 2, 3, 4))
    ),
    folds=3,
)


@pytest.fixture(scope="module")
def found() -> tuple[list[SearchReport], SearchResult]:
    return drive(search(low_rank(60, 40, 2, 0.4, noise=0.5), PLAN, RunControl()))


@pytest.fixture
def dialog(qtbot: QtBot) -> SearchDialog:
    dialog = SearchDialog()
    qtbot.addWidget(dialog)
    dialog.set_table(movie_night(), BASE)
    dialog.show()
    return dialog


@pytest.fixture
def done(dialog: SearchDialog, found: tuple[list[SearchReport], SearchResult]) -> SearchDialog:
    """The window after a whole search."""
    reports, result = found
    dialog.begin(PLAN)
    dialog.add_reports(reports)
    dialog.end(result, search_words(result, "stars"))
    return dialog


def button(dialog: SearchDialog, name: str) -> QAbstractButton:
    return dialog.findChild(QAbstractButton, name)


def cost(dialog: SearchDialog) -> str:
    return dialog.findChild(QLabel, "searchCost").text()


def cells(dialog: SearchDialog) -> list[list[str]]:
    model = dialog.findChild(QTableView, "searchTable").model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())] for row in range(model.rowCount())
    ]


# the form


def test_the_cost_is_told_before_anything_runs(dialog: SearchDialog) -> None:
    assert cost(dialog).startswith("16 candidates, 5 folds; ")
    button(dialog, "searchRank.16").click()
    assert cost(dialog).startswith("12 candidates, 5 folds; ")


def test_start_asks_for_the_plan_of_the_form(qtbot: QtBot, dialog: SearchDialog) -> None:
    for name in ("searchMethod.gibbs", "searchMethod.gibbs.ordered", "searchRank.automatic", "searchRank.16"):
        button(dialog, name).click()
    dialog.findChild(QSpinBox, "searchFolds").setValue(3)
    dialog.findChild(QComboBox, "searchTimeUnit").setCurrentText("minutes")
    dialog.findChild(QSpinBox, "searchTime").setValue(2)
    with qtbot.waitSignal(dialog.start_requested) as asked:
        button(dialog, "searchStart").click()
    variants = (Variant(Method.ALS), Variant(Method.GRADIENT_DESCENT))
    assert asked.args == [SearchPlan(grid(BASE, variants, (4, 8)), folds=3, seconds=120.0)]


def test_without_a_method_there_is_nothing_to_start(dialog: SearchDialog) -> None:
    for box in dialog.findChildren(QCheckBox):
        if box.objectName().startswith("searchMethod"):
            box.setChecked(False)
    assert dialog.plan() is None
    assert not button(dialog, "searchStart").isEnabled()
    assert cost(dialog) == "Choose at least one method and one rank."


def test_a_table_too_small_for_the_folds_says_so_before_the_start(dialog: SearchDialog) -> None:
    dialog.set_table(ratings_of({(row, row % 3): float(row) for row in range(7)}, 7, 3), BASE)
    dialog.findChild(QSpinBox, "searchFolds").setValue(5)
    assert "choose fewer folds" in cost(dialog)
    assert not button(dialog, "searchStart").isEnabled()


def test_ordered_steps_are_offered_only_for_a_scale_of_steps(dialog: SearchDialog) -> None:
    assert button(dialog, "searchMethod.gibbs.ordered").isEnabled()
    dialog.set_table(low_rank(30, 20, 2, 0.5, noise=0.3), BASE)
    assert not button(dialog, "searchMethod.gibbs.ordered").isEnabled()


def test_without_a_table_the_window_says_what_to_do(qtbot: QtBot) -> None:
    dialog = SearchDialog()
    qtbot.addWidget(dialog)
    assert cost(dialog).startswith("Open a table of ratings first")
    assert not button(dialog, "searchStart").isEnabled()


def test_nothing_starts_while_something_else_runs(dialog: SearchDialog) -> None:
    dialog.set_state(False)
    assert not button(dialog, "searchStart").isEnabled()
    dialog.set_state(True)
    assert button(dialog, "searchStart").isEnabled()


# while it runs


def test_a_running_search_can_be_stopped_or_cancelled_but_not_changed(qtbot: QtBot, dialog: SearchDialog) -> None:
    dialog.begin(PLAN)
    assert not button(dialog, "searchStart").isEnabled()
    assert not dialog.findChild(QSpinBox, "searchFolds").isEnabled()
    with qtbot.waitSignal(dialog.stop_requested):
        button(dialog, "searchStop").click()
    with qtbot.waitSignal(dialog.cancel_requested):
        button(dialog, "searchCancel").click()


def test_every_point_of_every_candidate_is_drawn(
    dialog: SearchDialog, found: tuple[list[SearchReport], SearchResult]
) -> None:
    reports, _ = found
    dialog.begin(PLAN)
    for first in range(0, len(reports), 7):
        dialog.add_reports(reports[first : first + 7])
    curves = dialog.findChild(SearchCurves)
    for candidate in range(8):
        told = [one for one in reports if one.candidate == candidate and not one.fold and one.held_out_error]
        assert curves.points(candidate) == [(100 * one.epoch / one.epochs, one.held_out_error) for one in told]
        curves.set_across(Across.SECONDS)
        assert curves.points(candidate) == [(one.fold_seconds, one.held_out_error) for one in told]
        curves.set_across(Across.SHARE)


def test_the_leader_is_thick_and_in_the_accent_and_the_dropped_fade(done: SearchDialog) -> None:
    curves = done.findChild(SearchCurves)
    pens = {key: curve.item.opts["pen"] for key, curve in curves._curves.items()}
    best, worst = (done._table.standings.entry(row).candidate for row in (0, 7))
    assert pens[best, 0].color() == QColor(LIGHT.accent)
    assert pens[best, 0].widthF() > 2 * pens[worst, 0].widthF()
    assert pens[worst, 0].color().lightness() > QColor(LIGHT.dim).lightness()


def test_methods_differ_by_dash(done: SearchDialog) -> None:
    curves = done.findChild(SearchCurves)
    sampler, squares = (curves._curves[candidate, 0].item.opts["pen"].dashPattern() for candidate in (0, 4))
    assert sampler != squares


def test_the_window_says_how_the_race_stands(
    dialog: SearchDialog, found: tuple[list[SearchReport], SearchResult]
) -> None:
    reports, _ = found
    dialog.begin(PLAN)
    first_cut = next(place for place, one in enumerate(reports) if one.state is CandidateState.DROPPED)
    dialog.add_reports(reports[: first_cut + 1])
    said = dialog.findChild(QLabel, "searchWords").text()
    assert said.startswith("7 of 8 candidates in the race; ")
    assert "7 of 8 candidates in the race" in dialog.findChild(SearchCurves).accessibleDescription()


# when it is over


def test_the_table_stands_as_the_result_says(
    done: SearchDialog, found: tuple[list[SearchReport], SearchResult]
) -> None:
    _, result = found
    shown = cells(done)
    assert [row[1] for row in shown] == [str(standing.config.rank) for standing in result.standings]
    assert [row[4] for row in shown] == [f"{standing.error:.3f}" for standing in result.standings]
    assert shown[0][2] == "all 3 folds"
    assert shown[0][5].startswith("± ")
    assert shown[-1][2].startswith("dropped")


def test_the_best_is_taken_unless_another_is_chosen(
    qtbot: QtBot, done: SearchDialog, found: tuple[list[SearchReport], SearchResult]
) -> None:
    _, result = found
    with qtbot.waitSignal(done.take_requested) as taken:
        button(done, "searchTake").click()
    assert taken.args == [result.standings[0].config]
    table = done.findChild(QTableView, "searchTable")
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Down)
    with qtbot.waitSignal(done.take_and_train_requested) as taken:
        button(done, "searchTakeAndTrain").click()
    assert taken.args == [result.standings[1].config]


def test_a_chosen_candidate_stays_chosen_while_the_order_changes(
    dialog: SearchDialog, found: tuple[list[SearchReport], SearchResult]
) -> None:
    reports, result = found
    dialog.begin(PLAN)
    dialog.add_reports(reports[:40])
    chosen = dialog._table.standings.entry(3).candidate
    dialog._table.choose(chosen)
    dialog.add_reports(reports[40:])
    dialog.end(result, "")
    assert dialog._table.chosen.candidate == chosen


def test_a_cancelled_search_leaves_nothing_to_take(
    dialog: SearchDialog, found: tuple[list[SearchReport], SearchResult]
) -> None:
    dialog.begin(PLAN)
    dialog.add_reports(found[0][:50])
    dialog.end(None, "Cancelled.")
    assert not button(dialog, "searchTake").isEnabled()
    assert button(dialog, "searchStart").isEnabled()
    assert dialog.findChild(QLabel, "searchWords").text() == "Cancelled."


def test_another_table_clears_what_the_last_one_showed(done: SearchDialog) -> None:
    done.set_table(low_rank(30, 20, 2, 0.5, noise=0.3), BASE)
    assert cells(done) == []
    assert done.findChild(SearchCurves)._curves == {}
    assert not button(done, "searchTake").isEnabled()


def test_the_table_is_copied_with_its_headers(qtbot: QtBot, done: SearchDialog) -> None:
    table = done.findChild(QTableView, "searchTable")
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0].split("\t") == ["method", "rank", "state", "epochs", "held out", "± folds"]
    assert [line.split("\t") for line in lines[1:]] == cells(done)


# the picture


def pixel(curves: SearchCurves, point: tuple[float, float]) -> QPoint:
    curves.grab()  # the axes measure themselves when they are painted, and take their width in the next round
    QApplication.processEvents()
    return curves.mapFromScene(curves.getPlotItem().getViewBox().mapViewToScene(QPointF(*point)))


def test_the_mouse_names_the_curve_under_it_and_a_click_chooses_it(done: SearchDialog) -> None:
    curves = done.findChild(SearchCurves)
    second = done._table.standings.entry(1).candidate
    place = pixel(curves, curves.points(second)[-1])
    none, left, keys = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    where, on_screen = QPointF(place), QPointF(curves.mapToGlobal(place))
    move = QMouseEvent(QEvent.Type.MouseMove, where, on_screen, none, none, keys)
    QApplication.sendEvent(curves.viewport(), move)
    nearest = curves._nearest(where)
    assert nearest is not None
    config = PLAN.candidates[nearest[0].candidate]
    assert f"with rank {config.rank} · fold" in curves.hover_text
    QApplication.sendEvent(
        curves.viewport(), QMouseEvent(QEvent.Type.MouseButtonPress, where, on_screen, left, left, keys)
    )
    QApplication.sendEvent(
        curves.viewport(), QMouseEvent(QEvent.Type.MouseButtonRelease, where, on_screen, left, none, keys)
    )
    assert done._table.chosen.candidate == nearest[0].candidate


@pytest.mark.parametrize(("name", "suffix"), [("savePng", "png"), ("saveSvg", "svg")])
def test_the_menu_asks_to_save_the_picture(qtbot: QtBot, done: SearchDialog, name: str, suffix: str) -> None:
    with qtbot.waitSignal(done.save_requested) as asked:
        done.findChild(QAction, name).trigger()
    data, kind, title = asked.args
    assert (kind, title) == (suffix, "settings search")
    if suffix == "svg":
        said = " ".join(ElementTree.fromstring(data).itertext())
        assert "Alternating least squares" in said
        assert "held-out error (rating points)" in said
    else:
        assert QImage.fromData(data).width() > 2 * done.findChild(SearchCurves).width()


def test_a_change_of_theme_recolours_the_picture(done: SearchDialog) -> None:
    done.set_palette_colours(DARK)
    picture = QImage.fromData(done.findChild(SearchCurves).picture_bytes("png"))
    assert picture.pixelColor(2, 2) == QColor(DARK.panel)
    best = done._table.standings.entry(0).candidate
    assert done.findChild(SearchCurves)._curves[best, 0].item.opts["pen"].color() == QColor(DARK.accent)


def test_everything_a_person_can_reach_has_a_name(done: SearchDialog) -> None:
    for kind in (QPushButton, QCheckBox, QSpinBox, QComboBox, QTableView):
        for widget in done.findChildren(kind):
            assert widget.objectName(), widget
            assert widget.accessibleName(), widget.objectName()


def test_no_text_is_cut(done: SearchDialog) -> None:
    for label in done.findChildren(QLabel):
        if label.isVisible() and not label.wordWrap():
            assert label.width() >= label.sizeHint().width(), label.text()
    header = done.findChild(QTableView, "searchTable").horizontalHeader()
    assert header.length() <= done.findChild(QWidget, "searchTable").viewport().width()


def test_closing_hides_the_window_and_keeps_what_it_shows(qtbot: QtBot, done: SearchDialog) -> None:
    qtbot.keyClick(done, Qt.Key.Key_Escape)
    assert not done.isVisible()
    done.show()
    assert len(cells(done)) == 8


def test_no_time_can_be_asked_for_that_a_search_would_refuse(dialog: SearchDialog) -> None:
    time, unit = dialog.findChild(QSpinBox, "searchTime"), dialog.findChild(QComboBox, "searchTimeUnit")
    for name in ("seconds", "minutes", "seconds"):
        unit.setCurrentText(name)
        for value in (time.minimum(), time.maximum()):
            time.setValue(value)
            assert dialog.plan() is not None
