"""The axes that all curves share: small figures, a quiet grid below everything, no menu of pyqtgraph's own."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtGui import QFont, QFontMetricsF

from mfdesk.gui.theme import Palette, points, scaled

SMALL_POINTS = 8
_BELOW = 34
"""Pixels for the figures and the word below a plot."""
_SIDES = ("left", "bottom")
_LOWEST = -1000
"""Of what is drawn on top of each other: below the curves and the legend."""


def set_up_axes(plot: pg.PlotWidget) -> None:
    """The range is set by the plot itself, never by pyqtgraph; what is dragged over it is left to the window."""
    for part in (plot, plot.viewport()):
        part.setAcceptDrops(False)  # else pyqtgraph hears a drag leave that it did not hear enter, and Qt warns
    item = plot.getPlotItem()
    item.setMenuEnabled(False)
    item.hideButtons()
    item.disableAutoRange()
    small = QFont(plot.font())
    small.setPointSizeF(points(SMALL_POINTS))
    for side in _SIDES:
        axis = item.getAxis(side)
        axis.enableAutoSIPrefix(False)
        axis.setStyle(tickFont=small, tickLength=0)
        axis.setZValue(_LOWEST)
    item.getAxis("left").setGrid(255)
    item.getAxis("bottom").setHeight(scaled(_BELOW))


def colour_axes(plot: pg.PlotWidget, palette: Palette) -> None:
    for side in _SIDES:
        axis = plot.getAxis(side)
        axis.setTextPen(palette.dim)
        axis.setTickPen(palette.line)
        axis.setPen(palette.line)


def label_axes(plot: pg.PlotWidget, palette: Palette, left: tuple[str, ...], bottom: str) -> None:
    """Beside the plot the first of ``left`` (longest first) that its height has room for; below it ``bottom``."""
    if plot.plotItem is None:
        return  # it is being closed
    font = QFont(plot.font())
    font.setPointSizeF(points(SMALL_POINTS))
    room, metrics = plot.height() - scaled(_BELOW), QFontMetricsF(font)
    fitting = next((words for words in left if metrics.horizontalAdvance(words) <= room), left[-1])
    style = {"font-size": f"{points(SMALL_POINTS):g}pt", "color": palette.dim}
    for side, words in zip(_SIDES, (fitting, bottom), strict=True):
        axis = plot.getAxis(side)
        if (axis.labelText, axis.labelStyle) != (words, style):
            axis.setLabel(words, **style)
