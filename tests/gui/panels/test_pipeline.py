"""The pipeline shows what a training reported, stage by stage, and asks for what it does not have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QColor, QImage
from PySide6.QtWidgets import QAbstractButton, QComboBox, QDialog, QLabel, QPushButton, QSlider, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from mfdesk.engine.config import Method
from mfdesk.gui.panels.pipeline import PipelinePanel
from mfdesk.gui.panels.pipeline.phrases import digits_of, listed, number
from mfdesk.gui.panels.pipeline.view import features
from mfdesk.gui.theme import DARK
from tests.gui.panels.epochs import measured
from tests.gui.panels.pipeline_runs import Run, run_of

GD = Method.GRADIENT_DESCENT


@pytest.fixture
def panel(qtbot: QtBot) -> PipelinePanel:
    panel = PipelinePanel()
    qtbot.addWidget(panel)
    panel.resize(1040, 168)
    panel.show()
    panel.set_state(can_train=True, training=False)
    return panel


@pytest.fixture
def click(qtbot: QtBot, panel: PipelinePanel) -> Callable[[str], None]:
    def click(name: str) -> None:
        button = panel.findChild(QAbstractButton, name)
        assert button.isEnabled(), name
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    return click


def begin(panel: PipelinePanel, run: Run, epochs: int = 0) -> None:
    """Opens the table and starts the run; so many of its epochs come at once."""
    panel.set_ratings(run.ratings)
    panel.begin(run.config)
    panel.set_state(can_train=False, training=True)
    panel.add_reports(run.reports[:epochs])


def card(panel: PipelinePanel, stage: int) -> QAbstractButton:
    return panel.findChild(QAbstractButton, f"pipelineStage{stage}")


def said(panel: PipelinePanel, stage: int) -> str:
    return card(panel, stage).accessibleDescription()


def words(panel: PipelinePanel) -> str:
    return panel.findChild(QLabel, "pipelineWords").accessibleName()


def slider(panel: PipelinePanel) -> QSlider:
    return panel.findChild(QSlider, "pipelineSlider")


def choose_pace(qtbot: QtBot, panel: PipelinePanel, text: str) -> None:
    box = panel.findChild(QComboBox, "pipelinePace")
    for _ in range(box.count()):
        if not box.currentText().startswith(text):
            qtbot.keyClick(box, Qt.Key.Key_Up)
    assert box.currentText().startswith(text)


def tick(panel: PipelinePanel) -> None:
    """As if the time had come."""
    assert panel._timer.isActive()
    panel._timer.timeout.emit()


def asked(panel: PipelinePanel) -> list[str]:
    """What the panel will have asked for."""
    wishes: list[str] = []
    panel.epoch_requested.connect(lambda: wishes.append("epoch"))
    panel.run_requested.connect(lambda: wishes.append("run"))
    return wishes


# what it shows


def test_without_a_table_it_says_how_to_begin(panel: PipelinePanel) -> None:
    assert not any(card(panel, stage).isVisible() for stage in range(1, 6))
    row = panel.findChild(QWidget, "pipelineStages")
    assert row.accessibleDescription() == "Open a table to see the five stages"
    assert not panel.findChild(QAbstractButton, "pipelineRun").isEnabled()


def test_a_table_fills_the_first_card_and_the_others_say_what_is_coming(panel: PipelinePanel) -> None:
    panel.set_ratings(run_of(GD).ratings)
    assert said(panel, 1) == (
        "1,000 users × 500 movies, 10.0\u00a0% known. User 1 rated Movie 1: 4, Movie 2: missing, Movie 3: 5."
    )
    assert said(panel, 2).startswith("Each user and each movie gets a short list of small random numbers")
    assert all(said(panel, stage) for stage in range(1, 6))


@pytest.mark.parametrize("method", Method)
def test_every_card_shows_what_was_reported(panel: PipelinePanel, method: Method) -> None:
    run = run_of(method)
    begin(panel, run, 3)
    report = run.reports[2]
    glimpse = report.glimpse
    assert glimpse is not None
    assert run.reports[0].glimpse is not None
    rank = len(glimpse.row_before) - 1
    assert f"1,000 × {rank} and 500 × {rank}" in said(panel, 2)
    start = features(run.reports[0].glimpse.row_before)
    assert listed(start).replace("  ", ", ") in said(panel, 2)
    assert f"the prediction is {number(glimpse.predicted_before[0])}" in said(panel, 3)
    before, after = (number(each.loss, 3) for each in run.reports[1:3])
    assert f"mean of {report.known:,} squared errors is {before}, and {after} after this epoch" in said(panel, 4)
    assert "Movie 2: predicted" in said(panel, 4)
    assert "no rating, not counted" in said(panel, 4)
    for factors in (glimpse.row_before, glimpse.row_after, glimpse.columns_before[0], glimpse.columns_after[0]):
        assert listed(features(factors)).replace("  ", ", ") in said(panel, 5)


def test_of_many_features_the_first_ten_are_shown(panel: PipelinePanel) -> None:
    begin(panel, run_of(Method.GIBBS), 1)
    assert "…" in said(panel, 2)
    assert "One draw" in said(panel, 5)


def test_the_words_say_the_epoch_and_what_it_learns_from(panel: PipelinePanel) -> None:
    run = run_of(GD)
    begin(panel, run, 3)
    assert words(panel) == "epoch 3 of 8, learning from all but the held-out cells"
    panel.add_reports(run.reports[3:])
    assert words(panel).endswith("learning from every known cell")
    panel.set_held(True)
    assert words(panel).endswith(", held")


def test_reports_without_a_glimpse_and_of_another_example_are_borne(panel: PipelinePanel) -> None:
    run = run_of(GD)
    begin(panel, run)
    panel.add_reports(measured(1, 3))
    panel.grab()
    assert "squared errors" in said(panel, 4)
    assert run.reports[0].glimpse is not None
    panel.add_reports([replace(run.reports[3], glimpse=replace(run.reports[0].glimpse, columns=(7, 8, 9)))])
    panel.grab()
    assert said(panel, 3) == ""


# scrubbing


def test_scrubbing_back_shows_exactly_what_was_recorded(panel: PipelinePanel) -> None:
    run = run_of(GD)
    begin(panel, run)
    live = []
    for report in run.reports:
        panel.add_reports([report])
        live.append([said(panel, stage) for stage in range(1, 6)])
    for index in (0, 5, 2, len(live) - 1):
        slider(panel).setValue(index)
        assert [said(panel, stage) for stage in range(1, 6)] == live[index]


def test_who_scrubbed_back_stays_there_while_the_run_goes_on_until_live_is_pressed(
    panel: PipelinePanel, click: Callable[[str], None]
) -> None:
    run = run_of(GD)
    begin(panel, run, 4)
    click("pipelineFirst")
    then = said(panel, 5)
    panel.add_reports(run.reports[4:6])
    assert said(panel, 5) == then
    assert slider(panel).maximum() == 5
    click("pipelineLive")
    assert words(panel).startswith("epoch 6 of 8")
    panel.add_reports(run.reports[6:7])
    assert words(panel).startswith("epoch 7 of 8")
    assert not panel.findChild(QAbstractButton, "pipelineLive").isEnabled()


def test_the_slider_goes_by_keys(qtbot: QtBot, panel: PipelinePanel) -> None:
    begin(panel, run_of(GD), 5)
    qtbot.keyClick(slider(panel), Qt.Key.Key_Home)
    assert words(panel).startswith("epoch 1 of")
    qtbot.keyClick(slider(panel), Qt.Key.Key_Right)
    assert words(panel).startswith("epoch 2 of")


def test_a_new_run_and_a_new_table_start_an_empty_record(panel: PipelinePanel) -> None:
    run = run_of(GD)
    begin(panel, run, 5)
    panel.begin(run.config)
    assert slider(panel).maximum() == 0
    assert words(panel) == "no epoch yet"
    panel.add_reports(run.reports[:2])
    panel.set_ratings(run.ratings)
    assert words(panel) == "no epoch yet"


# stepping


def test_one_stage_walks_through_the_epoch_and_then_asks_for_the_next(
    panel: PipelinePanel, click: Callable[[str], None]
) -> None:
    run, wishes = run_of(GD), asked(panel)
    panel.set_ratings(run.ratings)
    click("pipelineStageStep")
    assert wishes == ["epoch"]
    assert not panel.findChild(QAbstractButton, "pipelineStageStep").isEnabled()
    panel.begin(run.config)
    panel.add_reports(run.reports[:1])
    panel.set_held(True)
    assert said(panel, 2).startswith("Two tables")
    for stage in (3, 4, 5):
        assert said(panel, stage) == "Not reached yet in this epoch."
        click("pipelineStageStep")
        assert said(panel, stage) != "Not reached yet in this epoch."
    assert wishes == ["epoch"]
    click("pipelineStageStep")
    assert wishes == ["epoch", "epoch"]
    panel.set_held(False)
    panel.add_reports(run.reports[1:2])
    assert words(panel).startswith("epoch 2 of")
    assert said(panel, 4) == "Not reached yet in this epoch."


def test_one_epoch_goes_on_in_the_record_before_it_asks(panel: PipelinePanel, click: Callable[[str], None]) -> None:
    run, wishes = run_of(Method.ALS), asked(panel)
    begin(panel, run, 2)
    panel.set_held(True)
    click("pipelineBack")
    click("pipelineEpochStep")
    assert (words(panel)[:7], wishes) == ("epoch 2", [])
    click("pipelineEpochStep")
    assert wishes == ["epoch"]
    panel.add_reports(run.reports[2:3])
    assert words(panel).startswith("epoch 3")


def test_run_asks_for_a_run_and_follows_it(panel: PipelinePanel, click: Callable[[str], None]) -> None:
    run, wishes = run_of(GD), asked(panel)
    begin(panel, run, 3)
    panel.set_held(True)
    click("pipelineFirst")
    click("pipelineRun")
    assert wishes == ["run"]
    panel.set_held(False)
    panel.add_reports(run.reports[3:4])
    assert words(panel).startswith("epoch 4")


def test_nothing_more_is_asked_for_when_no_training_can_start(panel: PipelinePanel) -> None:
    run = run_of(GD)
    begin(panel, run, len(run.reports))
    panel.end(run.training)
    panel.set_state(can_train=False, training=False)
    for name in ("pipelineStageStep", "pipelineEpochStep", "pipelineRun", "pipelineLive"):
        assert not panel.findChild(QAbstractButton, name).isEnabled()
    assert panel.findChild(QAbstractButton, "pipelinePlay").isEnabled()


# replay and slow motion


def test_play_replays_the_record_from_the_start_and_stops_at_its_end(
    panel: PipelinePanel, click: Callable[[str], None]
) -> None:
    run, wishes = run_of(GD), asked(panel)
    begin(panel, run, 4)
    panel.end(run.training)
    click("pipelinePlay")
    shown = [words(panel)[:7]]
    while panel._timer.isActive():
        tick(panel)
        shown.append(words(panel)[:7])
    assert shown == ["epoch 1", "epoch 2", "epoch 3", "epoch 4", "epoch 4"]
    assert wishes == []


def test_play_can_be_paused(panel: PipelinePanel, click: Callable[[str], None]) -> None:
    begin(panel, run_of(GD), 4)
    click("pipelinePlay")
    tick(panel)
    click("pipelinePlay")
    assert not panel._timer.isActive()
    assert words(panel).startswith("epoch 2")


def test_in_slow_motion_the_picture_asks_for_each_epoch_when_it_has_shown_the_last(
    qtbot: QtBot, panel: PipelinePanel, click: Callable[[str], None]
) -> None:
    run, wishes = run_of(GD), asked(panel)
    choose_pace(qtbot, panel, "1 stage")
    panel.set_ratings(run.ratings)
    click("pipelineRun")
    assert wishes == ["epoch"]
    panel.begin(run.config)
    panel.add_reports(run.reports[:1])
    for _ in range(3):  # from the factor tables to the update
        assert panel._timer.interval() == 1000
        tick(panel)
    assert wishes == ["epoch"]
    tick(panel)
    assert wishes == ["epoch", "epoch"]
    assert not panel._timer.isActive()
    panel.add_reports(run.reports[1:2])
    for _ in range(3):
        tick(panel)
    assert wishes == ["epoch", "epoch", "epoch"]


def test_a_run_that_does_not_wait_is_shown_slowly_all_the_same(qtbot: QtBot, panel: PipelinePanel) -> None:
    run, wishes = run_of(GD), asked(panel)
    choose_pace(qtbot, panel, "5 epochs")
    assert panel.paces
    begin(panel, run)
    for report in run.reports[:5]:
        panel.add_reports([report])
    assert words(panel).startswith("epoch 1")
    for _ in range(5):
        tick(panel)
    assert words(panel).startswith("epoch 5")
    assert wishes == []
    tick(panel)
    assert wishes == ["epoch"]


def test_going_fast_again_lets_the_run_go(qtbot: QtBot, panel: PipelinePanel) -> None:
    run, wishes = run_of(GD), asked(panel)
    choose_pace(qtbot, panel, "1 epoch")
    begin(panel, run, 1)
    qtbot.keyClick(panel.findChild(QComboBox, "pipelinePace"), Qt.Key.Key_End)
    assert wishes == ["run"]
    assert not panel.paces
    assert not panel._timer.isActive()
    panel.add_reports(run.reports[1:3])
    assert words(panel).startswith("epoch 3")


def test_slow_motion_ends_with_its_run(qtbot: QtBot, panel: PipelinePanel) -> None:
    run, wishes = run_of(GD), asked(panel)
    choose_pace(qtbot, panel, "5 epochs")
    begin(panel, run, 2)
    panel.end(run.training)
    while panel._timer.isActive():
        tick(panel)
    assert wishes == []
    assert words(panel).startswith("epoch 2")


# pages and pictures


def test_a_click_opens_the_page_of_the_stage_with_the_numbers_of_the_epoch(
    panel: PipelinePanel, click: Callable[[str], None]
) -> None:
    run = run_of(GD)
    begin(panel, run, 3)
    click("pipelineStage3")
    dialog = panel.findChild(QDialog, "stageDialog")
    text = dialog.findChild(QTextBrowser, "stageText")
    assert dialog.isVisible()
    assert not dialog.isModal()
    assert text.accessibleDescription().startswith("prediction(i, j) = mean + deviation")
    assert "epoch 3 of 8" in text.toPlainText()
    assert run.reports[2].glimpse is not None
    assert number(run.reports[2].glimpse.predicted_before[0], 2) in text.toPlainText()
    slider(panel).setValue(0)
    assert "epoch 1 of 8" in text.toPlainText()


def test_the_pages_lead_from_one_to_the_next(qtbot: QtBot, panel: PipelinePanel, click: Callable[[str], None]) -> None:
    begin(panel, run_of(GD), 2)
    click("pipelineStage4")
    dialog = panel.findChild(QDialog, "stageDialog")
    qtbot.mouseClick(dialog.findChild(QPushButton, "stageNext"), Qt.MouseButton.LeftButton)
    assert dialog.windowTitle() == "Stage 5 of 5: Update"
    assert not dialog.findChild(QPushButton, "stageNext").isEnabled()
    qtbot.mouseClick(dialog.findChild(QPushButton, "stagePrevious"), Qt.MouseButton.LeftButton)
    assert dialog.windowTitle() == "Stage 4 of 5: Error on known cells"
    qtbot.mouseClick(dialog.findChild(QPushButton, "stageClose"), Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_cards_are_reached_and_opened_by_keys(qtbot: QtBot, panel: PipelinePanel, key: Qt.Key) -> None:
    panel.set_ratings(run_of(GD).ratings)
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    card(panel, 1).setFocus()
    qtbot.keyClick(card(panel, 1), Qt.Key.Key_Right)
    assert card(panel, 2).hasFocus()
    qtbot.keyClick(card(panel, 2), Qt.Key.Key_End)
    assert card(panel, 5).hasFocus()
    qtbot.keyClick(card(panel, 5), Qt.Key.Key_Left)
    with qtbot.waitSignal(panel.stage_requested) as opened:
        qtbot.keyClick(card(panel, 4), key)
    assert opened.args == [4]
    assert panel.findChild(QDialog, "stageDialog").isVisible()


def test_every_part_that_can_be_reached_has_a_name(panel: PipelinePanel) -> None:
    begin(panel, run_of(GD), 2)
    panel.explain(3)
    visible = [part for part in panel.findChildren(QWidget) if part.isVisible()]
    reachable = [part for part in visible if part.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert len(reachable) >= 18
    for part in reachable:
        assert part.objectName(), part
        assert part.accessibleName() or isinstance(part, QPushButton), part.objectName()


def test_the_five_stages_are_saved_as_pictures(qtbot: QtBot, panel: PipelinePanel) -> None:
    begin(panel, run_of(GD), 4)
    panel.set_palette_colours(DARK)
    with qtbot.waitSignal(panel.save_requested) as png:
        panel.findChild(QAction, "savePng").trigger()
    image = QImage.fromData(png.args[0], "PNG")
    assert image.pixelColor(1, 1) == QColor(DARK.ground)
    assert image.width() >= 3 * 900
    drawn = drawn_words(qtbot, panel)
    for title in ("Input table", "Factor tables", "Multiply", "Update", "1,000 × 10 and 500 × 10"):
        assert title in drawn


def drawn_words(qtbot: QtBot, panel: PipelinePanel) -> str:
    """All that is written on its picture."""
    with qtbot.waitSignal(panel.save_requested) as saved:
        panel.findChild(QAction, "saveSvg").trigger()
    return " ".join(ElementTree.fromstring(saved.args[0]).itertext())


@pytest.mark.parametrize("width", [360, 480, 700, 1000, 1440])
def test_all_five_cards_are_seen_beside_each_other_however_narrow_the_panel_is(
    panel: PipelinePanel, width: int
) -> None:
    panel.resize(width, 168)
    begin(panel, run_of(GD), 2)
    places = [card(panel, stage).geometry() for stage in range(1, 6)]
    assert all(place.width() >= 48 for place in places)
    assert all(left.right() < right.left() for left, right in pairwise(places))
    assert places[-1].right() < panel.findChild(QWidget, "pipelineStages").width()
    assert panel.width() == width
    assert panel.minimumSizeHint().height() <= 170
    assert digits_of(panel._view()) == 2


@pytest.mark.parametrize(
    ("width", "told", "not_told"),
    [
        (1040, ("Input table", "Factor tables", "User 1", "Movie 2: missing"), ()),
        (760, ("Input table", "Factor tables", "Update"), ("User 1", "Movie 2: missing")),
        (520, ("Input", "Factors", "Multiply", "Error", "Update"), ("Factor tables", "User 1", "1,000 × 500")),
        (360, ("1", "2", "3", "4", "5"), ("Factors", "Multiply", "…")),
    ],
)
def test_narrow_cards_say_less_and_cut_nothing(
    qtbot: QtBot, panel: PipelinePanel, width: int, told: tuple[str, ...], not_told: tuple[str, ...]
) -> None:
    panel.resize(width, 168)
    begin(panel, run_of(GD), 2)
    drawn = drawn_words(qtbot, panel)
    assert all(words in drawn for words in told)
    assert not any(words in drawn for words in not_told)
    assert said(panel, 2).startswith("Two tables, 1,000 × 10 and 500 × 10.")


@pytest.mark.parametrize("width", [320, 400, 480, 620, 900])
def test_the_buttons_of_the_bar_are_whole_words_or_icons_and_all_that_is_shown_fits(
    panel: PipelinePanel, width: int
) -> None:
    panel.resize(width, 168)
    begin(panel, run_of(GD), 2)
    bar = panel.transport
    shown = [part for part in bar.findChildren(QWidget) if part.parentWidget() is bar and part.isVisible()]
    assert len(shown) >= 6
    assert max(part.geometry().right() for part in shown) < bar.width()
    for name, word in (("Stage", "One stage"), ("Epoch", "One epoch"), ("", "Run")):
        button = panel.findChild(QAbstractButton, f"pipeline{name}Step" if name else "pipelineRun")
        assert (button.text(), button.icon().isNull()) == ((word, True) if width >= 480 else ("", False))
        assert button.width() >= button.sizeHint().width()
        assert (button.accessibleName(), bool(button.toolTip())) == (word, True)
