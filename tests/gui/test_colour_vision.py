"""What two colours tell apart on the screen stays apart for who does not see red and green, as it is painted."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mfdesk.gui.main_window import MainWindow
from mfdesk.gui.panels.prediction_waterfall import Waterfall
from mfdesk.gui.theme import DARK, LIGHT, Palette
from tests.gui.by_hand import bring, click_cell, command, find, open_sample, train, until
from tests.gui.colour_vision import VISIONS, distance

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support (raise|grabbing)")
APART = 15
PALETTES = {"light": LIGHT, "dark": DARK}


def painted(widget: QWidget) -> dict[str, int]:
    """The colours of a widget as it is on the screen, each with how many pixels have it."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.bytesPerLine() // 4)
    colours, counts = np.unique(pixels[:, : image.width()] & 0xFFFFFF, return_counts=True)
    return {f"#{colour:06x}": count for colour, count in zip(colours.tolist(), counts.tolist(), strict=True)}


@pytest.fixture
def filled(qtbot: QtBot, window: MainWindow) -> MainWindow:
    """Movie night, learned, with a cell chosen."""
    window.resize(1440, 900)
    open_sample(qtbot, window, "movie-night")
    train(qtbot, window)
    click_cell(window.table, window.table.model().index(3, 3))
    return window


def judge(widget: QWidget, palette: Palette, inks: tuple[str, ...]) -> None:
    """All of the inks are painted, and stay apart from each other and from the panel."""
    there = painted(widget)
    assert [ink for ink in inks if there.get(ink, 0) < 20] == [], f"{widget.objectName()} does not paint them"
    for vision in VISIONS:
        apart = [distance(one, other, vision) for one, other in combinations((*inks, palette.panel), 2)]
        assert min(apart) > APART, f"{widget.objectName()} as seen with {vision}"


@pytest.mark.parametrize("look", PALETTES)
def test_what_is_told_by_two_colours_is_told_to_all(qtbot: QtBot, filled: MainWindow, look: str) -> None:
    palette = PALETTES[look]
    command(filled, f"view.{look}")
    both = (palette.accent, palette.counter)
    bring(filled, "quality")
    until(qtbot, find(filled, "qualityChooser").isVisible)
    judge(find(filled, "qualityErrors"), palette, both)
    bring(filled, "prediction")
    until(qtbot, find(filled, "predictionSum").isVisible)
    judge(find(filled, "predictionSum"), palette, both)
    judge(find(filled, "pipelineStage5"), palette, both)


def test_red_and_green_bars_are_found_out(qtbot: QtBot, filled: MainWindow) -> None:
    bring(filled, "prediction")
    until(qtbot, find(filled, "predictionSum").isVisible)
    palette = replace(LIGHT, accent="#6d6a2c", counter="#b05030")
    find(filled, "predictionSum", Waterfall).set_palette_colours(palette)
    with pytest.raises(AssertionError, match="as seen with"):
        judge(find(filled, "predictionSum"), palette, (palette.accent, palette.counter))
