"""The tour over the real window: what it speaks of is in sight, and is as it says."""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QDockWidget, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from mfdesk.engine.report import Stage
from mfdesk.gui.learn.texts import TourStep, load
from mfdesk.gui.learn.tour import Tour
from mfdesk.gui.main_window import MainWindow
from mfdesk.gui.panels.epoch_table import EpochTable
from mfdesk.gui.panels.prediction_waterfall import Waterfall

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)
STEPS = {step.id: step for step in load().steps}
STAGES = ("input", "random", "multiply", "loss", "update")


@pytest.fixture
def trained(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """Movie night as the tour trains it."""
    window.resize(1440, 900)
    with qtbot.waitSignal(window.controller.opened):
        window.actions_table["file.open_sample.movie-night"].trigger()
    with qtbot.waitSignal(window.controller.training_ended, timeout=20_000):
        window.actions_table["model.train"].trigger()
    return window


@pytest.fixture
def tour(trained: MainWindow) -> Iterator[Tour]:
    """Under way, at its first step."""
    trained.actions_table["help.learn"].trigger()
    trained.findChild(QPushButton, "learnTour").click()
    tour = trained.findChild(Tour)
    assert tour is not None
    yield tour
    tour.leave()


def part(window: MainWindow, name: str) -> QWidget:
    return window.findChild(QWidget, name)


def place(window: MainWindow, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint()), widget.size())


def hole(window: MainWindow) -> QRect:
    found: QRect = part(window, "tourSpotlight").hole
    return found


def card(window: MainWindow) -> QRect:
    return part(window, "tourCard").geometry()


def said(step: TourStep) -> str:
    return " ".join(step.sentences)


def numbers(text: str) -> set[str]:
    return set(re.findall(r"\d+\.\d\d\b", text))


def test_the_numbers_of_a_stage_are_those_in_its_box(tour: Tour, trained: MainWindow) -> None:
    for stage, step in enumerate(STAGES[2:], start=3):
        tour.start(step)
        box = part(trained, f"pipelineStage{stage}").accessibleDescription()
        wanted = numbers(said(STEPS[step])) - {"0.52"}  # the difference, which the box does not write
        assert wanted
        assert wanted <= numbers(box)


def test_the_stages_are_told_at_the_first_epoch_and_the_rest_at_the_last(tour: Tour, trained: MainWindow) -> None:
    place_of = part(trained, "pipelineWords")
    tour.start(STAGES[0])
    for _ in STAGES:
        assert place_of.toolTip().startswith("epoch 1 of 20")
        tour.forward()
    tour.start("curve")
    assert place_of.toolTip() == "epoch 20 of 20, learning from every known cell"


def test_who_leaves_half_way_finds_the_pipeline_at_its_end(tour: Tour, trained: MainWindow) -> None:
    tour.start("update")
    tour.leave()
    assert part(trained, "pipelineWords").toolTip().startswith("epoch 20 of 20")


def test_the_card_covers_none_of_the_five_stages(tour: Tour, trained: MainWindow) -> None:
    for step in (*STAGES, "again"):
        tour.start(step)
        assert not card(trained).intersects(place(trained, part(trained, "pipelineDock"))), step


def test_what_is_lit_is_not_covered_unless_it_is_the_whole_table(tour: Tour, trained: MainWindow, qtbot: QtBot) -> None:
    for step in STEPS.values():
        tour.start(step.id)
        qtbot.waitUntil(lambda step=step: hole(trained).isEmpty() == (not step.targets))
        covered = card(trained).intersects(hole(trained))
        assert not covered or step.targets == ("ratingsTable",), step.id


def test_method_and_rank_are_lit_with_their_labels(tour: Tour, trained: MainWindow) -> None:
    tour.start("settings")
    labels = [label for label in trained.findChildren(QLabel) if label.text() in ("Me&thod", "&Rank")]
    assert len(labels) == 2
    for widget in (*labels, part(trained, "methodBox"), part(trained, "rankBox")):
        assert hole(trained).contains(place(trained, widget))


def test_the_slider_is_lit_where_it_is_spoken_of(tour: Tour, trained: MainWindow) -> None:
    tour.start("again")
    assert hole(trained).contains(place(trained, part(trained, "pipelineSlider")))


def test_the_epochs_are_scrolled_to_where_the_two_trainings_meet(tour: Tour, trained: MainWindow) -> None:
    tour.start("epochs")
    table = trained.findChild(EpochTable)
    seen = [
        table.epochs.entry(row).report
        for row in range(table.epochs.rowCount())
        if table.viewport().rect().contains(table.visualRect(table.epochs.index(row, 0)))
    ]
    assert {(Stage.MEASURING, 20), (Stage.FILLING, 1)} <= {(report.stage, report.epoch) for report in seen}


def test_the_last_line_of_the_sum_is_in_sight(tour: Tour, trained: MainWindow, qtbot: QtBot) -> None:
    tour.start("choose")
    tour.forward()
    assert tour.step.id == "trace"
    waterfall = trained.findChild(Waterfall)
    qtbot.waitUntil(lambda: waterfall.isVisible() and hole(trained).contains(place(trained, waterfall)))


def test_the_errors_are_those_of_the_quality_page(tour: Tour, trained: MainWindow, qtbot: QtBot) -> None:
    tour.start("quality")
    labels = [part(trained, name) for name in ("qualityHeadline", "qualityAside")]
    qtbot.waitUntil(lambda: all(label.text() for label in labels))
    error = f"{trained.controller.document.project.training.held_out_error:.2f}"
    shown = numbers(" ".join(label.text() for label in labels))
    assert numbers(said(STEPS["quality"])) == shown | {error} != {error}


def test_how_sure_it_is_is_told_of_the_cell_that_the_page_shows(tour: Tour, trained: MainWindow, qtbot: QtBot) -> None:
    trained.table.go_to(7, 7)
    tour.start("sure")
    sentence = part(trained, "predictionHowSure")
    qtbot.waitUntil(lambda: part(trained, "predictionTitle").text() == "User 1 · Movie 2")
    assert numbers(said(STEPS["sure"])) <= numbers(sentence.text())
    qtbot.waitUntil(lambda: hole(trained).contains(place(trained, sentence)))
    assert not trained.table.selectionModel().hasSelection()


def test_the_mean_and_the_count_of_a_movie_are_as_its_header_says(trained: MainWindow) -> None:
    assert f"Under Movie 1 stands {trained.table.ratings_model.mean_and_count(0)}" in said(STEPS["holes"])


def test_every_target_is_there(tour: Tour, trained: MainWindow) -> None:
    names = {name for step in STEPS.values() for target in step.targets[-1:] for name in target.split(" + ")}
    assert [name for name in names if part(trained, name) is None] == []
    assert isinstance(part(trained, "pipelineDock"), QDockWidget)
