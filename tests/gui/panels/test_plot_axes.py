"""What all plots of curves have in common."""

import pyqtgraph as pg
import pytest
from pytestqt.qtbot import QtBot

from mfdesk.gui.panels.loss_plot import LossPlot
from mfdesk.gui.search.curves import SearchCurves


@pytest.mark.parametrize("kind", [LossPlot, SearchCurves])
def test_what_is_dragged_over_the_curves_is_left_to_the_window(qtbot: QtBot, kind: type[pg.PlotWidget]) -> None:
    plot = kind()
    qtbot.addWidget(plot)
    assert not plot.acceptDrops()
    assert not plot.viewport().acceptDrops()
