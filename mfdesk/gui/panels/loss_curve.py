"""What the plot of a training is put together from: a curve, its axes, and the label that reads it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QLabel, QWidget

from mfdesk.gui.panels.loss_series import LossSeries, thinned
from mfdesk.gui.theme import Palette, points
from mfdesk.ratings.arrays import Floats

_SMALL_POINTS = 9


class LossCurve:
    """One curve: its points, how they are drawn, and its line in the legend once it has points."""

    def __init__(self, name: str, plot: pg.PlotItem, label: str) -> None:
        self.name = name
        self.series = LossSeries()
        self._label = label
        self._legend = plot.legend
        self._item = pg.PlotDataItem(antialias=True, connect="finite")
        plot.addItem(self._item, ignoreBounds=True)
        self._told = False

    def dress(self, pen: QPen) -> None:
        self._item.setPen(pen)

    def show(self, values: Floats, left: float, right: float) -> None:
        """Draws the part between two epochs, with one point beyond either end."""
        epochs = self.series.epochs
        first, last = np.searchsorted(epochs, [left, right])
        part = slice(max(first - 1, 0), last + 1)
        self._item.setData(*thinned(epochs[part], values[part]))
        if self._told != bool(len(values)):
            self._told = bool(len(values))
            self._tell()

    def say(self, label: str) -> None:
        """What the legend calls it."""
        if label != self._label:
            self._label = label
            if self._told:
                self._legend.getLabel(self._item).setText(label)
                self._legend.updateSize()

    def _tell(self) -> None:
        if self._told:
            self._legend.addItem(self._item, self._label)
        else:
            self._legend.removeItem(self._item)


class PlainAxis(pg.AxisItem):  # type: ignore[misc]
    """Ticks of one kind only: the finer ones crowd a small plot."""

    def tickSpacing(self, low: float, high: float, size: float) -> list[tuple[float, float]]:
        spacing, offset = super().tickSpacing(low, high, size)[0]
        return [(float(spacing), float(offset))]


class EpochAxis(PlainAxis):
    """Ticks at whole epochs only."""

    def tickSpacing(self, low: float, high: float, size: float) -> list[tuple[float, float]]:
        return [(max(1.0, spacing), offset) for spacing, offset in super().tickSpacing(low, high, size)]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:  # noqa: ARG002
        return [f"{value:,.0f}" for value in values]


class HoverLabel(QLabel):
    """Says something beside the mouse, inside of its parent."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @property
    def said(self) -> str:
        """What it says now, on one line; "" when it is hidden."""
        return "" if self.isHidden() else self.text().replace("\n", " · ")

    def say(self, text: str, place: QPoint) -> None:
        """Shows the parts of the text, which stand between middle dots, below each other."""
        self.setText(text.replace(" · ", "\n"))
        self.adjustSize()
        self.move(self._beside(place))
        self.show()

    def set_palette_colours(self, palette: Palette) -> None:
        self.setStyleSheet(
            f"background: {palette.panel}; color: {palette.text}; border: 1px solid {palette.line};"
            f" border-radius: 6px; padding: 3px 6px; font-size: {points(_SMALL_POINTS):g}pt;"
        )

    def _beside(self, place: QPoint) -> QPoint:
        """To the right of the mouse where there is room, else to its left, and never beyond an edge."""
        room = self._parent.size() - self.size()
        right = place.x() + 14
        left = right if right < room.width() else place.x() - 14 - self.width()
        top = min(place.y() - self.height() // 2, room.height() - 2)
        return QPoint(max(left, 2), max(top, 2))
