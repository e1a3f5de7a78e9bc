"""What lies over the curves of a training: the epoch that is kept, the one that is read, and where averaging begins."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel

from mfdesk.gui.panels.loss_curve import HoverLabel
from mfdesk.gui.panels.parts import named
from mfdesk.gui.panels.plot_axes import SMALL_POINTS
from mfdesk.gui.theme import Palette, points

_EMPTY = "Press Train:\nthe error of every epoch appears here"


class LossMarks:
    """The marks of one ``plot``; they never move its axes."""

    def __init__(self, plot: pg.PlotWidget) -> None:
        self._plot = plot
        self.dot = pg.ScatterPlotItem(size=9, symbol="o", useCache=False, antialias=True)
        self._reading = pg.InfiniteLine(angle=90)
        self._averaging = pg.InfiniteLine(angle=90)
        self._words = pg.TextItem("averaging begins", anchor=(0, 1))
        small = QFont(plot.font())
        small.setPointSizeF(points(SMALL_POINTS))
        self._words.setFont(small)
        self.hover = named(HoverLabel(plot), "lossHover")
        self.empty = _empty_label(plot)
        for item in (self._averaging, self._words, self._reading, self.dot):
            plot.addItem(item, ignoreBounds=True)
        for item in (self._averaging, self._words, self._reading):
            item.hide()

    @property
    def averaging(self) -> int | None:
        """The epoch that averaging is said to begin with."""
        return int(self._averaging.value()) if self._averaging.isVisible() else None

    def set_palette_colours(self, palette: Palette) -> None:
        self.dot.setBrush(palette.counter)
        self.dot.setPen(palette.panel)
        self._reading.setPen(pg.mkPen(palette.dim, width=1))
        self._averaging.setPen(pg.mkPen(palette.dim, width=1, dash=[3, 4]))
        self._words.setColor(palette.dim)
        self.hover.set_palette_colours(palette)

    def mark_averaging(self, epoch: int | None) -> None:
        """A dim dashed line at the first epoch whose predictions are averages; None: there is none."""
        for item in (self._averaging, self._words):
            item.setVisible(epoch is not None)
        if epoch is not None:
            self._averaging.setPos(epoch)
            self.place_words()

    def place_words(self) -> None:
        """The words stand at the foot of their line, where no curve comes, whatever part of the plot is shown."""
        (_, right), (bottom, _) = self._plot.viewRange()
        epoch = self._averaging.value()
        self._words.setAnchor((0 if epoch < right * _TOO_FAR else 1, 1))
        self._words.setPos(epoch, bottom)

    def read(self, epoch: int, text: str, place: QPoint) -> None:
        """Draws a line at the epoch and says the text beside the mouse."""
        self._reading.setPos(epoch)
        self._reading.show()
        self.hover.say(text, place)

    def stop_reading(self) -> None:
        self.hover.hide()
        self._reading.hide()


_TOO_FAR = 0.6
"""Beyond this share of the width the words stand before their line."""


def _empty_label(plot: pg.PlotWidget) -> QLabel:
    label = QLabel(_EMPTY, plot)
    label.setProperty("dim", True)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setWordWrap(True)
    label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return label
