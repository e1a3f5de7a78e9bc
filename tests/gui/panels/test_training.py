"""The Training page as a whole: before, during and after a run."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QTableView, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from mfdesk.engine.config import Config, Method
from mfdesk.gui.panels.loss_plot import LossPlot, LossScale
from mfdesk.gui.panels.training import TrainingPanel
from mfdesk.gui.theme import DARK
from mfdesk.ratings.movie_night import movie_night
from tests.gui.panels.epochs import filled, measured
from tests.gui.panels.test_result_words import TRAINING


@pytest.fixture
def panel(qtbot: QtBot) -> TrainingPanel:
    panel = TrainingPanel()
    qtbot.addWidget(panel)
    panel.resize(390, 860)
    panel.show()
    return panel


def form_is_open(panel: TrainingPanel) -> bool:
    return panel.findChild(QWidget, "rankBox").isEnabled()


def words(panel: TrainingPanel) -> QLabel:
    return panel.findChild(QLabel, "resultWords")


def test_it_fits_into_a_narrow_dock(panel: TrainingPanel) -> None:
    assert panel.minimumSizeHint().width() <= 360
    page = panel.findChild(QWidget, "scrolled")
    assert page.minimumSizeHint().width() <= 360


def test_every_part_can_be_found_by_name(panel: TrainingPanel) -> None:
    for name in ("methodBox", "rankBox", "epochsBox", "seedBox", "lossPlot", "epochTable", "lossScaleBox"):
        assert panel.findChild(QWidget, name).accessibleName()


def test_the_form_is_closed_during_a_run_and_keeps_its_config(panel: TrainingPanel) -> None:
    config = Config(Method.ALS, rank=7)
    panel.begin(config)
    assert not form_is_open(panel)
    assert panel.config() == config
    panel.end(None, "Cancelled; the table is as it was before.")
    assert form_is_open(panel)
    assert words(panel).text() == "Cancelled; the table is as it was before."


def test_the_settings_make_room_for_a_run_and_open_again_by_hand(qtbot: QtBot, panel: TrainingPanel) -> None:
    method, fold = panel.findChild(QComboBox, "methodBox"), panel.findChild(QToolButton, "settingsFold")
    assert method.isVisible()
    panel.begin(Config(Method.ALS, rank=7))
    assert not method.isVisible()
    assert fold.accessibleDescription() == "Alternating least squares, rank 7"
    panel.end(None, "Cancelled.")
    qtbot.mouseClick(fold, Qt.MouseButton.LeftButton)
    assert method.isVisible()
    panel.clear()
    assert method.isVisible()


def test_a_run_fills_plot_and_table_and_ends_with_the_kept_epoch_marked(panel: TrainingPanel) -> None:
    plot, table = panel.findChild(LossPlot), panel.findChild(QTableView, "epochTable")
    panel.begin(TRAINING.config)
    panel.add_reports(measured(1, 31))
    panel.add_reports(filled(1, 23))
    panel.end(TRAINING, "Learned.")
    assert table.model().rowCount() == 54
    assert len(plot.curve("learned from")[0]) == 31
    kept = table.model().index(54 - 23, 0)
    assert kept.data() == "● 23"
    assert "epoch 23 kept" in plot._held_out._label
    assert words(panel).isVisible()


def test_the_trace_reads_the_epochs_by_the_method_of_the_run(qtbot: QtBot, panel: TrainingPanel) -> None:
    reports = [*measured(1, 31, best=5), *filled(1, 5)]
    panel.begin(Config(Method.GRADIENT_DESCENT))
    panel.add_reports(reports)
    with qtbot.waitSignal(panel.export_requested) as asked:
        panel.findChild(QAction, "exportEpochs").trigger()
    assert asked.args[0] == tuple(reports)
    assert asked.args[1][30] == "Overfits since 6"
    panel.begin(Config(Method.GIBBS))
    panel.add_reports(reports)
    words = [panel.findChild(QTableView, "epochTable").model().index(row, 7).data() for row in range(36)]
    assert not any("Overfits" in said for said in words)


def test_wishes_for_attributes_and_settings_leave_the_page(qtbot: QtBot, panel: TrainingPanel) -> None:
    panel.set_ratings(movie_night())
    with qtbot.waitSignal(panel.search_requested):
        qtbot.mouseClick(panel.findChild(QPushButton, "findSettingsButton"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(panel.findChild(QToolButton, "advancedFold"), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(panel.attributes_requested) as asked:
        qtbot.mouseClick(panel.findChild(QPushButton, "columnAttributesButton"), Qt.MouseButton.LeftButton)
    assert asked.args == ["columns"]


def test_nothing_is_asked_for_while_a_run_goes_on(panel: TrainingPanel) -> None:
    panel.set_ratings(movie_night())
    panel.begin(Config())
    for name in ("findSettingsButton", "rowAttributesButton", "columnAttributesButton"):
        assert not panel.findChild(QPushButton, name).isEnabled()


def test_a_new_run_starts_with_empty_curves(panel: TrainingPanel) -> None:
    panel.begin(Config())
    panel.add_reports(measured(1, 31))
    panel.end(None, "Cancelled.")
    panel.begin(Config())
    assert panel.findChild(QTableView, "epochTable").model().rowCount() == 0
    assert not len(panel.findChild(LossPlot).curve("learned from")[0])
    assert not words(panel).isVisible()


def test_gradient_descent_shows_the_loss_and_the_others_the_error(panel: TrainingPanel) -> None:
    box = panel.findChild(QComboBox, "lossScaleBox")
    panel.set_config(Config(Method.GRADIENT_DESCENT))
    assert box.currentData() == LossScale.LOSS
    panel.set_config(Config(Method.GIBBS))
    assert box.currentData() == LossScale.ERROR


def test_the_scale_that_the_user_chose_stays(qtbot: QtBot, panel: TrainingPanel) -> None:
    box = panel.findChild(QComboBox, "lossScaleBox")
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Home)
    assert box.currentData() == LossScale.LOSS
    panel.set_config(dataclasses.replace(panel.config(), method=Method.ALS))
    assert box.currentData() == LossScale.LOSS


def test_the_plot_can_be_recoloured_through_the_page(panel: TrainingPanel) -> None:
    panel.set_palette_colours(DARK)
    panel.begin(Config())
    panel.add_reports(measured(1, 3))
    assert panel.findChild(LossPlot).picture_bytes("svg").count(DARK.accent.encode()) > 0
