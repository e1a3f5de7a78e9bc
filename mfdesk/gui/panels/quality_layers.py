"""What a chart is drawn from: axes, layers, and what its marks say; everything in the chart's own units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from mfdesk.gui.colours import sequential
from mfdesk.gui.theme import Palette

Colour = Literal["accent", "counter", "text", "dim", "line"]
Box = tuple[float, float, float, float]
"""left, bottom, right, top."""


@dataclass(frozen=True)
class Axis:
    """From ``low`` (left or below) to ``high``; ``ticks`` are places with their texts. ``grid``: lines at the ticks."""

    low: float
    high: float
    ticks: tuple[tuple[float, str], ...] = ()
    title: str = ""
    grid: bool = True


@dataclass(frozen=True)
class Place:
    """Where in a widget, in pixels, the units of a chart lie."""

    area: QRectF
    across: Axis
    up: Axis

    def x(self, value: float) -> float:
        return self.area.left() + self.area.width() * (value - self.across.low) / (self.across.high - self.across.low)

    def y(self, value: float) -> float:
        return self.area.bottom() - self.area.height() * (value - self.up.low) / (self.up.high - self.up.low)

    def point(self, across: float, up: float) -> QPointF:
        return QPointF(self.x(across), self.y(up))

    def box(self, box: Box) -> QRectF:
        left, bottom, right, top = box
        return QRectF(self.point(left, bottom), self.point(right, top)).normalized()


class Layer(Protocol):
    def paint(self, painter: QPainter, place: Place, palette: Palette) -> None: ...


@dataclass(frozen=True)
class Bars:
    """Filled boxes with a little air between neighbours."""

    boxes: tuple[Box, ...]
    colour: Colour = "accent"

    def paint(self, painter: QPainter, place: Place, palette: Palette) -> None:
        for box in self.boxes:
            area = place.box(box)
            painter.fillRect(area.adjusted(1, 0, -1, 0), QColor(getattr(palette, self.colour)))


@dataclass(frozen=True)
class Line:
    """Straight from point to point; dashed where it is there to compare with, with a halo where it lies on colours."""

    points: tuple[tuple[float, float], ...]
    colour: Colour = "accent"
    dashed: bool = False
    halo: bool = False

    def paint(self, painter: QPainter, place: Place, palette: Palette) -> None:
        points = QPolygonF([place.point(*point) for point in self.points])
        if self.halo:
            painter.setPen(QPen(QColor(palette.panel), 4))
            painter.drawPolyline(points)
        pen = QPen(QColor(getattr(palette, self.colour)), 1.2 if self.dashed else 2)
        if self.dashed:
            pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.drawPolyline(points)


@dataclass(frozen=True)
class Dots:
    points: tuple[tuple[float, float], ...]
    colour: Colour = "counter"
    radius: float = 4

    def paint(self, painter: QPainter, place: Place, palette: Palette) -> None:
        painter.setPen(QPen(QColor(palette.panel), 1.5))  # keeps a dot apart from what it lies on
        painter.setBrush(QColor(getattr(palette, self.colour)))
        for point in self.points:
            painter.drawEllipse(place.point(*point), self.radius, self.radius)
        painter.setBrush(Qt.BrushStyle.NoBrush)


@dataclass(frozen=True)
class Heat:
    """Boxes coloured by their ``shares`` (0 to 1) in nine steps; those of share 0 are left out."""

    boxes: tuple[Box, ...]
    shares: tuple[float, ...]

    def paint(self, painter: QPainter, place: Place, palette: Palette) -> None:
        colours = sequential(palette)
        for box, share in zip(self.boxes, self.shares, strict=True):
            if share > 0:
                colour = colours[min(int(share**0.5 * len(colours)), len(colours) - 1)]
                painter.fillRect(place.box(box).adjusted(0.5, 0.5, -0.5, -0.5), QColor(colour))


@dataclass(frozen=True)
class Notes:
    """Short texts beside points: (across, up, text), each ``beside`` its point."""

    texts: tuple[tuple[float, float, str], ...]
    beside: Literal["left", "right"] = "right"

    def paint(self, painter: QPainter, place: Place, palette: Palette) -> None:
        painter.setPen(QColor(palette.text))
        height = painter.fontMetrics().height()
        for across, up, text in self.texts:
            width = painter.fontMetrics().horizontalAdvance(text) + 2
            left = place.x(across) + 6 if self.beside == "right" else place.x(across) - 6 - width
            area = QRectF(left, place.y(up) - height / 2, width, height)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)


@dataclass(frozen=True)
class Mark:
    """A part of the chart that the mouse and the arrow keys can read; ``box`` is where it answers."""

    reading: str
    box: Box


@dataclass(frozen=True)
class KeyEntry:
    """What a shape stands for."""

    shape: Literal["bar", "dot", "line", "dashes", "none"]
    colour: Colour
    text: str


@dataclass(frozen=True)
class Drawing:
    """A whole chart. ``says`` is what it shows, in a sentence, for those who cannot see it."""

    across: Axis
    up: Axis
    layers: tuple[Layer, ...]
    marks: tuple[Mark, ...] = ()
    key: tuple[KeyEntry, ...] = ()
    says: str = ""


def paint_key(painter: QPainter, entries: Sequence[KeyEntry], left: float, top: float, palette: Palette) -> None:
    """The entries on one line, from ``left`` on."""
    metrics = painter.fontMetrics()
    middle = top + metrics.height() / 2
    for entry in entries:
        place = Place(QRectF(left, middle - 5, 14, 10), Axis(0, 1), Axis(0, 1))
        if entry.shape != "none":
            _shape(entry).paint(painter, place, palette)
            left += 19
        painter.setPen(QColor(palette.dim))
        width = metrics.horizontalAdvance(entry.text)
        painter.drawText(QRectF(left, top, width + 2, metrics.height()), Qt.AlignmentFlag.AlignLeft, entry.text)
        left += width + 14


def _shape(entry: KeyEntry) -> Layer:
    match entry.shape:
        case "bar":
            return Bars(((0, 0, 1, 1),), entry.colour)
        case "dot":
            return Dots(((0.5, 0.5),), entry.colour)
        case _:
            return Line(((0, 0.5), (1, 0.5)), entry.colour, dashed=entry.shape == "dashes")
