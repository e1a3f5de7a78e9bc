"""What the plot of a search is put together from: a curve of one candidate, and how it is drawn."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPen

from mfdesk.engine.config import Method
from mfdesk.engine.search_plan import Variant
from mfdesk.engine.search_report import SearchReport
from mfdesk.gui.panels.loss_series import thinned

MOST_POINTS = 120
"""Of a curve that are drawn: dashes of thick lines take long."""

DASHES: dict[Variant, list[float]] = {
    Variant(Method.GIBBS, False): [],
    Variant(Method.GIBBS, None): [],
    Variant(Method.GIBBS, True): [8, 3],
    Variant(Method.ALS): [1.5, 2.5],
    Variant(Method.GRADIENT_DESCENT): [7, 2.5, 1.5, 2.5],
}


class Across(StrEnum):
    """What the horizontal axis counts; the values are its names on screen."""

    SHARE = "By share of its epochs"
    SECONDS = "By seconds learned"


AXIS = {Across.SHARE: "share of the epochs it may run (%)", Across.SECONDS: "seconds it has learned"}


@dataclass(eq=False)
class Curve:
    """One candidate on one fold."""

    candidate: int
    fold: int
    item: pg.PlotDataItem
    shares: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    errors: list[float] = field(default_factory=list)
    epochs: list[int] = field(default_factory=list)
    lowest: float = math.inf
    _drawn: tuple[Across, int] | None = None
    _look: tuple[str, float] | None = None

    def add(self, report: SearchReport, error: float) -> None:
        self.shares.append(100 * report.epoch / report.epochs)
        self.seconds.append(report.fold_seconds)
        self.errors.append(error)
        self.epochs.append(report.epoch)
        self.lowest = min(self.lowest, error)

    def draw(self, axis: Across) -> None:
        """Only where there is something new, as a search draws many curves many times."""
        if self._drawn != (axis, len(self.errors)):
            self._drawn = axis, len(self.errors)
            self.item.setData(*thinned(np.array(self.across(axis)), np.array(self.errors), MOST_POINTS))

    def dress(self, colour: str, width: float, height: int, variant: Variant) -> None:
        """``height`` says which of two curves lies above the other."""
        if self._look != (colour, width):
            self._look = colour, width
            self.item.setPen(pen_of(colour, width, variant))
            self.item.setZValue(height)

    def across(self, axis: Across) -> list[float]:
        return self.shares if axis is Across.SHARE else self.seconds


class LineSample(pg.graphicsItems.LegendItem.ItemSample):  # type: ignore[misc]
    """A longer line than pyqtgraph's, so that its dash can be told; pressing it does nothing."""

    def __init__(self, item: pg.PlotDataItem) -> None:
        super().__init__(item)
        self.setFixedWidth(44)

    def boundingRect(self) -> QRectF:
        return QRectF(0, 0, 40, 20)

    def paint(self, painter: QPainter, *_: object) -> None:
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        painter.setPen(self.item.opts["pen"])
        painter.drawLine(0, 11, 36, 11)

    def mouseClickEvent(self, event: object) -> None:
        pass


def pen_of(colour: str, width: float, variant: Variant) -> QPen:
    dash = DASHES[variant]
    pen: QPen = pg.mkPen(colour, width=width, dash=dash or None)
    return pen
