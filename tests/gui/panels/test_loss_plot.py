"""The plot shows what is reported, reads it out, and gives itself away as a picture."""

from __future__ import annotations

import dataclasses
from xml.etree import ElementTree

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QColor, QGuiApplication, QImage, QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mfdesk.engine.report import EpochReport, Stage
from mfdesk.gui.panels.loss_plot import LossPlot, LossScale
from mfdesk.gui.theme import DARK, LIGHT
from tests.gui.panels.epochs import filled, measured


@pytest.fixture
def plot(qtbot: QtBot) -> LossPlot:
    plot = LossPlot()
    qtbot.addWidget(plot)
    plot.resize(360, 240)
    plot.show()
    return plot


def drawn(plot: LossPlot, name: str) -> list[tuple[float, float]]:
    """The points that pyqtgraph was given."""
    curve = next(curve for curve in plot._curves if curve.name == name)
    epochs, values = curve._item.getOriginalDataset()
    return [] if epochs is None else list(zip(epochs, values, strict=True))


def pixel(plot: LossPlot, epoch: int) -> QPoint:
    """Where the epoch lies on the widget."""
    plot.grab()  # the axes measure themselves when they are painted, and take their width in the next round
    QApplication.processEvents()
    box = plot.getPlotItem().getViewBox()
    return plot.mapFromScene(box.mapViewToScene(QPointF(epoch, float(np.mean(box.viewRange()[1])))))


def move_mouse(plot: LossPlot, place: QPoint) -> None:
    """At once, so that the real pointer of a display cannot come between."""
    none, where = Qt.MouseButton.NoButton, QPointF(place)
    modifiers = Qt.KeyboardModifier.NoModifier
    event = QMouseEvent(QEvent.Type.MouseMove, where, QPointF(plot.mapToGlobal(place)), none, none, modifiers)
    QApplication.sendEvent(plot.viewport(), event)


def test_points_arrive_one_by_one(plot: LossPlot) -> None:
    for count, report in enumerate(measured(1, 200), start=1):
        plot.add_reports([report])
        assert len(drawn(plot, "learned from")) == len(drawn(plot, "held out")) == count


@pytest.mark.parametrize("scale", LossScale)
def test_the_curves_are_the_reports(plot: LossPlot, scale: LossScale) -> None:
    first, second = measured(1, 40), filled(1, 23)
    plot.set_scale(scale)
    plot.add_reports(first[:7])
    plot.add_reports(first[7:] + second[:1])
    plot.add_reports(second[1:])
    by_loss = scale is LossScale.LOSS
    assert drawn(plot, "learned from") == [(r.epoch, pytest.approx(r.loss if by_loss else r.error)) for r in first]
    assert drawn(plot, "held out") == [
        (r.epoch, pytest.approx(r.held_out_loss if by_loss else r.held_out_error)) for r in first
    ]
    assert drawn(plot, "filling") == [(r.epoch, pytest.approx(r.loss if by_loss else r.error)) for r in second]


def test_changing_the_scale_redraws_what_is_there(plot: LossPlot) -> None:
    plot.add_reports(measured(1, 3))
    plot.set_scale(LossScale.LOSS)
    assert drawn(plot, "learned from") == [(1, 2.0), (2, 1.5), (3, pytest.approx(4 / 3))]


def test_a_training_of_one_stage_is_the_main_curve(plot: LossPlot) -> None:
    plot.add_reports(filled(1, 3))
    plot.add_reports(filled(4, 5))
    assert len(drawn(plot, "learned from")) == 5
    assert drawn(plot, "filling") == drawn(plot, "held out") == []


def test_every_point_is_inside_the_axes(plot: LossPlot) -> None:
    for report in measured(1, 333):
        plot.add_reports([report])
        (left, right), (bottom, top) = plot.viewRange()
        values = [value for name in ("learned from", "held out") for _, value in drawn(plot, name)]
        assert left <= report.epoch <= right
        assert bottom <= min(values) <= max(values) <= top


def test_the_axes_move_seldom(plot: LossPlot) -> None:
    ranges = set()
    for report in measured(1, 60):
        plot.add_reports([report])
        ranges.add(str(plot.viewRange()))
    assert len(ranges) <= 12


def test_the_axes_stay_where_the_user_moved_them_until_the_view_is_reset(plot: LossPlot) -> None:
    plot.add_reports(measured(1, 30))
    box = plot.getPlotItem().getViewBox()
    plot.setXRange(3, 5, padding=0)
    box.sigRangeChangedManually.emit([True, True])
    plot.add_reports(measured(31, 60))
    assert plot.viewRange()[0] == [3, 5]
    plot.findChild(QAction, "resetView").trigger()
    assert plot.viewRange()[0][1] >= 60


def test_an_infinite_loss_leaves_the_axes_alone(plot: LossPlot) -> None:
    plot.add_reports(measured(1, 5))
    before = plot.viewRange()
    plot.add_reports([EpochReport(Stage.MEASURING, 6, 60, loss=float("inf"), held_out_loss=float("inf"))])
    assert plot.viewRange() == before


def test_only_whole_epochs_get_a_tick(plot: LossPlot) -> None:
    plot.add_reports(measured(1, 2))
    axis = plot.getAxis("bottom")
    for right in (2, 3, 7, 90, 100_000):
        ((spacing, places),) = axis.tickValues(0, right, 300)
        assert spacing >= 1
        assert all(place == int(place) for place in places)


def test_the_lowest_held_out_point_is_marked_and_then_the_kept_one(plot: LossPlot) -> None:
    plot.add_reports(measured(1, 10))
    assert plot._marks.dot.getData()[0].tolist() == [10]
    plot.add_reports(measured(11, 40))
    assert plot._marks.dot.getData()[0].tolist() == [23]
    plot.mark_best(40)
    assert plot._marks.dot.getData()[0].tolist() == [40]


def averaged(first: int, last: int, begins: int) -> list[EpochReport]:
    return [dataclasses.replace(report, averaging=report.epoch >= begins) for report in measured(first, last)]


def test_where_a_sampler_begins_to_average_is_marked_once(plot: LossPlot) -> None:
    plot.add_reports(averaged(1, 9, begins=10))
    assert plot._marks.averaging is None
    plot.add_reports(averaged(10, 40, begins=10))
    plot.add_reports([dataclasses.replace(report, averaging=True) for report in filled(1, 3)])
    assert plot._marks.averaging == 10
    words = " ".join(ElementTree.fromstring(plot.picture_bytes("svg")).itertext())
    assert "averaging begins" in words
    plot.clear_points()
    assert plot._marks.averaging is None


def test_a_method_that_never_averages_has_no_such_mark(plot: LossPlot) -> None:
    plot.add_reports(measured(1, 40) + filled(1, 23))
    assert "averaging" not in " ".join(ElementTree.fromstring(plot.picture_bytes("svg")).itertext())


@pytest.mark.parametrize("begins", [2, 50, 98])
def test_the_words_beside_the_mark_stay_inside_the_plot(plot: LossPlot, begins: int) -> None:
    plot.add_reports(averaged(1, 100, begins))
    plot.grab()
    box = plot.getPlotItem().getViewBox().sceneBoundingRect()
    assert box.contains(plot._marks._words.sceneBoundingRect().center())
    assert box.left() - 1 <= plot._marks._words.sceneBoundingRect().left()
    assert plot._marks._words.sceneBoundingRect().right() <= box.right() + 1


def test_hover_reads_the_nearest_epoch(plot: LossPlot) -> None:
    plot.set_scale(LossScale.LOSS)
    plot.add_reports(measured(1, 30) + filled(1, 23))
    move_mouse(plot, pixel(plot, 12))
    assert plot.hover_text == "epoch 12 · learned from 1.083 · held out 2.121 · filling 0.983"
    assert plot.rect().contains(plot._marks.hover.geometry())
    move_mouse(plot, pixel(plot, 30))
    assert plot.hover_text == "epoch 30 · learned from 1.033 · held out 2.049"


def test_hover_over_an_empty_plot_says_nothing(plot: LossPlot) -> None:
    move_mouse(plot, plot.rect().center())
    assert plot.hover_text == ""


def test_an_empty_plot_says_what_would_fill_it(plot: LossPlot) -> None:
    assert plot._marks.empty.isVisible()
    plot.add_reports(measured(1, 1))
    assert not plot._marks.empty.isVisible()
    plot.clear_points()
    assert plot._marks.empty.isVisible()
    assert not plot.getAxis("left").isVisible()


def test_who_listens_hears_the_newest_values_with_their_unit(plot: LossPlot) -> None:
    plot.set_unit("stars")
    plot.set_scale(LossScale.LOSS)
    plot.add_reports(measured(1, 2))
    assert plot.accessibleDescription() == (
        "epoch 2 · learned from 1.500 · held out 2.441; mean squared error in stars²"
    )
    assert plot.getAxis("left").labelText == "mean squared error (stars²)"


def test_png_is_a_picture_of_the_plot(plot: LossPlot) -> None:
    plot.add_reports(measured(1, 30))
    image = QImage.fromData(plot.picture_bytes("png"), "PNG")
    assert image.width() >= 2 * plot.width()
    assert image.pixelColor(2, 2) == QColor(LIGHT.panel)
    assert _has_colour(image, QColor(LIGHT.accent))
    assert _has_colour(image, QColor(LIGHT.counter))


def test_svg_is_a_picture_with_words_in_it(plot: LossPlot) -> None:
    plot.add_reports(measured(1, 30))
    root = ElementTree.fromstring(plot.picture_bytes("svg"))
    assert root.tag.endswith("svg")
    words = " ".join(root.itertext())
    for word in ("epoch", "error (rating points)", "learned from", "held out, best at 23"):
        assert word in words


def _has_colour(image: QImage, colour: QColor) -> bool:
    return any(
        image.pixelColor(x, y) == colour for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)
    )


@pytest.mark.parametrize(("name", "suffix"), [("savePng", "png"), ("saveSvg", "svg")])
def test_the_menu_asks_to_save_the_picture(qtbot: QtBot, plot: LossPlot, name: str, suffix: str) -> None:
    plot.add_reports(measured(1, 3))
    with qtbot.waitSignal(plot.save_requested) as asked:
        plot.findChild(QAction, name).trigger()
    assert asked.args == [plot.picture_bytes(suffix), suffix, "training"]


def test_the_menu_copies_the_picture(plot: LossPlot) -> None:
    plot.add_reports(measured(1, 3))
    QGuiApplication.clipboard().clear()
    plot.findChild(QAction, "copyPicture").trigger()
    assert QGuiApplication.clipboard().image().width() >= plot.width()


def test_a_change_of_theme_recolours_everything(plot: LossPlot) -> None:
    plot.add_reports(measured(1, 30) + filled(1, 23))
    plot.set_palette_colours(DARK)
    picture = QImage.fromData(plot.picture_bytes("png"), "PNG")
    assert picture.pixelColor(2, 2) == QColor(DARK.panel)
    assert plot.backgroundBrush().color() == QColor(DARK.panel)
    assert _has_colour(picture, QColor(DARK.accent))
    for colour in (LIGHT.panel, LIGHT.accent, LIGHT.counter, LIGHT.line):
        assert not _has_colour(picture, QColor(colour))
