"""A person sees what the factorization does: every page of it, by clicks and keys, on both samples."""

import csv
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QSlider,
    QTableView,
    QTextBrowser,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from mfdesk.gui.controller import Controller
from mfdesk.gui.main_window import MainWindow
from mfdesk.gui.panels.epoch_table import EpochTable
from mfdesk.gui.panels.patterns_map import PatternsScatter
from mfdesk.gui.panels.pipeline.cards import StageCard
from mfdesk.gui.panels.prediction_rounding import plain
from mfdesk.gui.panels.prediction_waterfall import Waterfall
from mfdesk.gui.panels.quality_chart import Chart
from mfdesk.gui.panels.quality_words import View
from mfdesk.gui.panels.quality_worst import WorstTable
from mfdesk.gui.preferences import Preferences
from mfdesk.gui.theme import Theme
from mfdesk.gui.words import shape
from mfdesk.ratings.side import Side
from tests.gui.by_hand import (
    LEFT,
    NO_KEYS,
    activate,
    bring,
    choices,
    choose,
    choose_in_menu,
    click,
    click_cell,
    find,
    open_menu,
    open_sample,
    right_click,
    save_as,
    train,
    type_and_enter,
    type_number,
    until,
)
from tests.gui.instrument.menus import choose_header

Key, CONTROL = Qt.Key, Qt.KeyboardModifier.ControlModifier
EPOCHS = {"movie-night": 20, "food-world-cup": 25}
samples = pytest.mark.parametrize("sample", EPOCHS)
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support (raise|grabbing)")  # lists of names, and menus


@pytest.fixture
def sampled(qtbot: QtBot, window: MainWindow, sample: str) -> MainWindow:
    """A window with a sample in it, and few epochs to learn."""
    prepare(qtbot, window, sample)
    return window


@pytest.fixture(scope="module", params=EPOCHS)
def trained_once(
    request: pytest.FixtureRequest, qapp: QApplication, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MainWindow]:
    """A window that has learned a sample."""
    qtbot, settings = (
        QtBot(request),
        QSettings(str(tmp_path_factory.mktemp("home") / "p.ini"), QSettings.Format.IniFormat),
    )
    window = MainWindow(Controller(), Theme(qapp, "light"), Preferences(settings))
    window.show()
    prepare(qtbot, window, request.param)
    train(qtbot, window)
    yield window
    window.close()
    window.deleteLater()


@pytest.fixture
def trained(qtbot: QtBot, trained_once: MainWindow) -> MainWindow:
    """The same window for all tests of a sample, as the last one has left it."""
    activate(qtbot, trained_once)
    return trained_once


def prepare(qtbot: QtBot, window: MainWindow, sample: str) -> None:
    window.resize(1440, 900)
    open_sample(qtbot, window, sample)
    type_number(window, "rankBox", 4)
    type_number(window, "epochsBox", EPOCHS[sample])


def said(top: QWidget, name: str) -> str:
    return find(top, name, QLabel).text()


# the five stages


def card(window: MainWindow, stage: int) -> StageCard:
    return find(window, f"pipelineStage{stage}", StageCard)


def told(window: MainWindow) -> list[str]:
    return [card(window, stage).accessibleDescription() for stage in range(1, 6)]


def place(window: MainWindow) -> str:
    """Where in the record one is, in full."""
    return find(window, "pipelineWords").toolTip()


@samples
def test_the_stages_are_stepped_through_run_and_scrubbed_back(qtbot: QtBot, sampled: MainWindow) -> None:
    window, slider = sampled, find(sampled, "pipelineSlider", QSlider)
    assert shape(window.controller.document.project.learned_from) in told(window)[0]
    assert place(window) == "no epoch yet"
    click(window, "pipelineStageStep")
    until(qtbot, lambda: "Not reached yet" in told(window)[4] and place(window) != "no epoch yet")
    while "Not reached yet" in told(window)[4]:
        click(window, "pipelineStageStep")
    first = told(window)
    assert all(first)
    click(window, "pipelineEpochStep")
    until(qtbot, lambda: slider.value() == 1)
    second = told(window)
    assert second[1] == first[1]
    assert second[4] != first[4]
    with qtbot.waitSignal(window.controller.training_ended, timeout=60_000):
        click(window, "pipelineRun")
    assert slider.value() == slider.maximum() > 2
    assert told(window)[4] not in (first[4], second[4])
    click(window, "pipelineFirst")
    assert slider.value() == 0
    assert told(window) == first
    slider.setFocus()
    QTest.keyClick(slider, Key.Key_Right)
    assert told(window) == second
    click(window, "pipelineBack")
    assert told(window) == first


@samples
def test_in_slow_motion_each_stage_is_shown_by_itself(qtbot: QtBot, sampled: MainWindow) -> None:
    choose(sampled, "pipelinePace", "1 epoch a second")
    click(sampled, "pipelineRun")
    seen = []
    for stage in range(2, 6):
        until(qtbot, lambda stage=stage: "Not reached yet" not in told(sampled)[stage - 1])
        seen.append([place for place, words in enumerate(told(sampled), 1) if "Not reached yet" not in words][-1])
    assert seen == sorted(seen)
    assert find(sampled, "pipelineSlider", QSlider).maximum() <= 1, "the training waits for the picture"
    choose(sampled, "pipelinePace", "as fast as it goes")
    until(qtbot, lambda: not sampled.controller.jobs.busy)
    slider = find(sampled, "pipelineSlider", QSlider)
    until(qtbot, lambda: slider.value() == slider.maximum())


def test_a_stage_has_a_page_with_its_formula_by_click_and_by_key(qtbot: QtBot, trained: MainWindow) -> None:
    QTest.mouseClick(card(trained, 1), LEFT)
    dialog = find(trained, "stageDialog", QDialog)
    assert dialog.isVisible()
    titles = [dialog.windowTitle()]
    text = find(dialog, "stageText", QTextBrowser)
    for _ in range(4):
        click(dialog, "stageNext")
        titles.append(dialog.windowTitle())
        assert text.accessibleDescription()
        assert len(text.toPlainText()) > 200
    assert [title[:12] for title in titles] == [f"Stage {stage} of 5" for stage in range(1, 6)]
    assert not find(dialog, "stageNext").isEnabled()
    click(dialog, "stagePrevious")
    assert dialog.windowTitle() == titles[3]
    click(dialog, "stageClose")
    assert not dialog.isVisible()
    card(trained, 1).setFocus()
    QTest.keyClick(card(trained, 1), Key.Key_Right)
    assert card(trained, 2).hasFocus()
    QTest.keyClick(card(trained, 2), Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.windowTitle() == titles[1]


# the epochs


def epochs(window: MainWindow) -> tuple[list[str], list[list[str]]]:
    """The headers of the table of epochs, and its lines."""
    model = find(window, "epochTable", QTableView).model()
    headers = [model.headerData(column, Qt.Orientation.Horizontal).strip() for column in range(model.columnCount())]
    lines = [
        [model.index(row, column).data().strip() for column in range(len(headers))] for row in range(model.rowCount())
    ]
    return headers, lines


def test_the_epochs_are_told_copied_and_exported(qtbot: QtBot, trained: MainWindow, tmp_path: Path) -> None:
    headers, lines = epochs(trained)
    assert headers == ["epoch", "stage", "loss", "error", "held out", "right", "sec.", "observation"]
    assert len({line[-1] for line in lines}) > 1
    assert lines[-1][-1] == "Random start"
    assert all(line[-1] for line in lines)
    right = [line[5] for line in lines if line[1] == "measuring"]
    assert all(0 <= int(share.rstrip("% \u00a0")) <= 100 for share in right)
    table = find(trained, "epochTable", EpochTable)
    click_cell(table, table.model().index(0, 0))
    QTest.keyClick(table, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert copied == [headers, [cell.replace("\u00a0", "") for cell in lines[0]]]
    right_click(table, table.viewport().rect().center())
    choose_in_menu(qtbot, open_menu(), "exportEpochs")
    target = tmp_path / "trace.csv"
    save_as(qtbot, trained, "traceFileDialog", target)
    with target.open(encoding="utf-8", newline="") as file:
        written = list(csv.DictReader(file))
    assert [line["observation"] for line in written] == [line[-1] for line in reversed(lines)]
    assert [line["epoch"] for line in written] == [line[0].strip("● ") for line in reversed(lines)]


# one prediction


def a_cell(window: MainWindow, *, hole: bool) -> tuple[int, int]:
    """Near the corner of the table."""
    ratings = window.controller.document.project.learned_from
    given = set(zip(ratings.rows.tolist(), ratings.columns.tolist(), strict=True))
    near = ((row, column) for row in range(3, 8) for column in range(2, 8))
    return next(cell for cell in near if (cell not in given) is hole)


def shown(window: MainWindow, row: int, column: int) -> str:
    return str(window.table.model().index(row, column).data())


def judge_sum(window: MainWindow, predicted: str) -> None:
    """The numbers of the waterfall add up as they are shown, to what the table says."""
    picture = find(window, "predictionSum", Waterfall)
    digits, lines = picture._digits, picture.lines
    assert lines[0].before == 0
    assert all(one.after == other.before for one, other in pairwise(lines[:-1]))
    assert sum(line.amount for line in lines[:-1]) == lines[-1].after
    total = plain(lines[-1].after, digits)
    assert total in picture.accessibleDescription()
    assert abs(float(total) - float(predicted)) <= 0.5 * 10.0 ** -(digits - 1) + 0.5 * 10.0**-digits


def test_a_hole_and_a_given_cell_are_taken_apart(qtbot: QtBot, trained: MainWindow) -> None:
    bring(trained, "prediction")
    table = trained.table
    for hole in (True, False):
        row, column = a_cell(trained, hole=hole)
        click_cell(table, table.model().index(row, column))
        names = trained.controller.document.project.learned_from
        title = f"{names.row_labels[row]} · {names.column_labels.short(column)}"
        until(qtbot, lambda title=title: find(trained, "predictionPanel").title == title)
        value = shown(trained, row, column)
        if hole:
            assert said(trained, "predictionBeside").startswith("predicted")
            judge_sum(trained, value)
        else:
            assert said(trained, "predictionValue") == value
            beside = said(trained, "predictionBeside")
            assert beside.startswith("given; mfdesk predicts ")
            judge_sum(trained, beside.rpartition(" ")[2])
        assert said(trained, "predictionHowSure")
        assert find(trained, "predictionFeatures").accessibleDescription()


def test_a_cell_is_found_by_names_and_left_for_one_that_speaks_for_it(qtbot: QtBot, trained: MainWindow) -> None:
    bring(trained, "prediction")
    ratings = trained.controller.document.project.learned_from
    row, column = a_cell(trained, hole=True)
    click_cell(trained.table, trained.table.model().index(0, 0))
    until(qtbot, lambda: bool(find(trained, "predictionPanel").title))
    type_and_enter(trained, "predictionRow", ratings.row_labels[row])
    type_and_enter(trained, "predictionColumn", ratings.column_labels.short(column))
    current = trained.table.currentIndex
    until(qtbot, lambda: (current().row(), current().column()) == (row, column))
    until(qtbot, lambda: said(trained, "predictionBeside").startswith("predicted"))
    reason = next(
        button
        for side in ("For", "Against")
        for button in trained.findChildren(QToolButton)
        if button.objectName() == f"predictionReason{side}1" and button.isVisible()
    )
    name = reason.accessibleName().partition(", rated")[0]
    QTest.mouseClick(reason, LEFT)
    until(qtbot, lambda: find(trained, "predictionPanel").title == f"{ratings.row_labels[row]} · {name}")
    assert current().row() == row
    assert ratings.column_labels.short(current().column()) == name


# hidden patterns


def the_map(qtbot: QtBot, window: MainWindow) -> PatternsScatter:
    bring(window, "patterns")
    found = find(window, "patternsMap", PatternsScatter)
    until(qtbot, lambda: found.isVisible() and bool(found.accessibleDescription()))
    for name, axis in (("patternsXBox", 0), ("patternsYBox", 1)):
        choose(window, name, choices(window, name)[axis])
    return found


def turn(qtbot: QtBot, window: MainWindow, side: str) -> None:
    """Has this side of the table on the map."""
    picture = find(window, "patternsMap")
    before, pressed = picture.accessibleDescription(), find(window, side, QToolButton).isChecked()
    click(window, side)
    until(qtbot, lambda: pressed or picture.accessibleDescription() != before)


def selected(window: MainWindow, side: str) -> list[int]:
    """The rows or columns of the table that something is chosen of."""
    ranges = window.table.selectionModel().selection()
    ends = [(each.top(), each.bottom()) if side == "Rows" else (each.left(), each.right()) for each in ranges]
    return [position for first, last in ends for position in range(first, last + 1)]


def draw_around(picture: PatternsScatter, area: QRect) -> None:
    corners = [area.topLeft(), area.topRight(), area.bottomRight(), area.bottomLeft()]
    QTest.mousePress(picture, LEFT, NO_KEYS, corners[0])
    for corner in corners[1:]:
        QTest.mouseMove(picture, corner)
    QTest.mouseRelease(picture, LEFT, NO_KEYS, corners[-1])


def test_the_map_is_turned_coloured_and_searched(qtbot: QtBot, trained: MainWindow) -> None:
    picture = the_map(qtbot, trained)
    turn(qtbot, trained, "patternsRows")
    for name in ("patternsXBox", "patternsYBox"):
        before = picture.accessibleDescription()
        last = choices(trained, name)[-2]
        choose(trained, name, last)
        assert picture.accessibleDescription() != before
        assert last in picture.accessibleDescription()
    choose(trained, "patternsYBox", "Mean rating")
    assert "Mean rating" in picture.accessibleDescription()
    for colour in choices(trained, "patternsColourBox"):
        choose(trained, "patternsColourBox", colour)
    if trained.controller.sample == "food-world-cup":
        assert len(choices(trained, "patternsColourBox")) > 3, "the survey tells age, income and more"
    ratings = trained.controller.document.project.learned_from
    type_and_enter(trained, "patternsSearch", ratings.row_labels[7])
    assert picture.current is not None
    assert ratings.row_labels[7] in picture.hover_text


def points_at(picture: PatternsScatter, place: int) -> bool:
    """Moves the mouse to a point of the map, wherever that lies by now, and says whether its name is told."""
    at = picture.pixel(place).toPoint()
    QTest.mouseMove(picture, at - QPoint(1, 0))
    QTest.mouseMove(picture, at)
    return bool(picture.hover_text) and picture.pixel(place).toPoint() == at


def test_the_lasso_chooses_in_the_table_and_a_double_click_goes_there(qtbot: QtBot, trained: MainWindow) -> None:
    picture, ratings = the_map(qtbot, trained), trained.controller.document.project.learned_from
    for side, count, labels in (
        ("Rows", ratings.shape[0], ratings.row_labels),
        ("Columns", ratings.shape[1], ratings.column_labels),
    ):
        turn(qtbot, trained, f"patterns{side}")
        click(trained, "patternsLasso")
        draw_around(picture, picture.rect().adjusted(2, 2, -2, -2))
        click(trained, "patternsLasso")
        assert 0.9 * count < len(selected(trained, side)) <= count, "nearly all lie on the map, each once"
        until(qtbot, lambda: points_at(picture, 5))
        name = picture.hover_text.partition(" · ")[0]
        QTest.mouseDClick(picture, LEFT, NO_KEYS, picture.pixel(5).toPoint())
        assert [labels.short(position) for position in selected(trained, side)] == [name]


def test_what_is_chosen_whole_in_the_table_stands_out_on_the_map(qtbot: QtBot, trained: MainWindow) -> None:
    picture, table = the_map(qtbot, trained), trained.table
    turn(qtbot, trained, "patternsColumns")
    if picture.current is not None:
        QTest.keyClick(picture, Key.Key_Escape)
    ratings = trained.controller.document.project.learned_from
    looks = []
    for count, (column, keys) in enumerate(((1, NO_KEYS), (2, CONTROL)), start=1):
        choose_header(trained, Side.COLUMNS, ratings.column_labels.short(column), keys)
        assert picture.accessibleDescription().endswith(f"; {count} chosen")
        until(qtbot, lambda: picture.settled)
        looks.append(picture.grab().toImage())
    assert looks[0] != looks[1]
    assert sorted(selected(trained, "Columns")) == [1, 2], "the map does not answer back"
    turn(qtbot, trained, "patternsRows")
    assert "chosen" not in picture.accessibleDescription()
    QTest.keyClick(table, Key.Key_A, CONTROL)
    assert picture.accessibleDescription().endswith(f"; {len(ratings.row_labels):,} chosen")
    click_cell(table, table.model().index(1, 1))
    assert "chosen" not in picture.accessibleDescription()


def test_a_pattern_has_a_page_of_its_own(qtbot: QtBot, trained: MainWindow) -> None:
    the_map(qtbot, trained)
    titles = [said(trained, "patternsTitle")]
    click(trained, "patternsNext")
    titles.append(said(trained, "patternsTitle"))
    assert titles[0] != titles[1]
    assert find(trained, "patternsXBox", QComboBox).currentText() == titles[1]
    assert said(trained, "patternsApart")
    left = find(trained, "patternsLeft")
    QTest.mouseClick(left, LEFT, NO_KEYS, QPoint(60, 11))
    name = left.accessibleDescription().split(",")[0]
    assert find(trained, "patternsMap", PatternsScatter).hover_text.split(" · ")[0] in name
    click(trained, "patternsBefore")
    assert said(trained, "patternsTitle") == titles[0]


# how good it is


def test_every_picture_of_the_quality_is_seen_and_said(qtbot: QtBot, trained: MainWindow) -> None:
    bring(trained, "quality")
    until(qtbot, lambda: find(trained, "qualityChooser").isVisible())
    headline = said(trained, "qualityHeadline")
    assert "off by" in headline
    assert "mean" in headline
    findings = []
    for text, view in zip(choices(trained, "qualityChooser"), View, strict=True):
        choose(trained, "qualityChooser", text)
        picture = find(trained, f"quality{view}")
        assert picture.isVisible()
        assert said(trained, "qualityHowToRead")
        findings.append(said(trained, "qualityFinding"))
        if isinstance(picture, Chart):
            assert picture.accessibleDescription()
            picture.setFocus()
            QTest.keyClick(picture, Key.Key_Home)
            assert picture.reading
    assert len(set(findings)) == len(findings)


def test_the_worst_cell_and_the_worst_row_are_gone_to(qtbot: QtBot, trained: MainWindow) -> None:
    bring(trained, "quality")
    until(qtbot, lambda: find(trained, "qualityChooser").isVisible())
    names = trained.controller.document.project.learned_from
    choose(trained, "qualityChooser", choices(trained, "qualityChooser")[list(View).index(View.WORST)])
    worst = find(trained, "qualityWorst", WorstTable)
    line = [worst.model().index(0, column).data() for column in range(2)]
    click_cell(worst, worst.model().index(0, 0))
    current = trained.table.currentIndex()
    assert [names.row_labels[current.row()], names.column_labels.short(current.column())] == line
    choose(trained, "qualityChooser", choices(trained, "qualityChooser")[list(View).index(View.BY_ROW)])
    picture = find(trained, f"quality{View.BY_ROW}", Chart)
    picture.setFocus()
    QTest.keyClick(picture, Key.Key_Home)
    reading = picture.reading
    QTest.keyClick(picture, Key.Key_Return)
    assert len(selected(trained, "Rows")) == 1
    assert names.row_labels[selected(trained, "Rows")[0]] in reading
