"""The points of a map as marks: few of them drawn as shapes, many of them set as pixels of an image.

Painting 100,000 shapes takes seconds; setting a few pixels for each by NumPy takes ten milliseconds. Both are done in
steps of about a millisecond, so that whoever cannot wait may spread them.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from mfdesk.gui.panels.patterns_dress import Dress, Kind, Shape
from mfdesk.gui.theme import mixed
from mfdesk.ratings.arrays import Bytes, Flags, Longs, Singles

Canvas = npt.NDArray[np.uint32]
"""Pixels as premultiplied ARGB."""

MOST_SHAPES = 3000
"""More points than this in view are set as pixels."""
_STAMPED = 30
"""So many shapes are drawn at a step."""
_CROWD = 20_000
"""More points than this are set smaller, and stronger where many fall together."""
_FAINT = 0.72
"""How far towards the panel the points go that are not chosen while others are."""
_FAINTEST, _FULL = 90, 99
"""How opaque (of 255) a pixel is that one point of a crowd falls on, and the share of the points (per cent) on pixels
that are not quite opaque: the few fullest ones do not make all others pale."""
_TRIANGLE = ((0.0, -1.1), (1.0, 0.8), (-1.0, 0.8))
_DIAMOND = ((0.0, -1.2), (1.2, 0.0), (0.0, 1.2), (-1.2, 0.0))


def outline(shape: Shape, radius: float) -> QPainterPath:
    """The shape around (0, 0)."""
    path = QPainterPath()
    if shape is Shape.CIRCLE:
        path.addEllipse(QPointF(0, 0), radius, radius)
    elif shape is Shape.SQUARE:
        path.addRect(QRectF(-0.9 * radius, -0.9 * radius, 1.8 * radius, 1.8 * radius))
    elif shape in (Shape.UP, Shape.DOWN, Shape.DIAMOND):
        corners = _DIAMOND if shape is Shape.DIAMOND else _TRIANGLE
        flip = -1 if shape is Shape.DOWN else 1
        path.addPolygon(QPolygonF([QPointF(radius * x, flip * radius * y) for x, y in corners]))
        path.closeSubpath()
    else:
        arm, thick = 1.15 * radius, 0.42 * radius
        path.addRect(QRectF(-arm, -thick, 2 * arm, 2 * thick))
        path.addRect(QRectF(-thick, -arm, 2 * thick, 2 * arm))
        path.setFillRule(Qt.FillRule.WindingFill)
        path = path.simplified()
        return QTransform().rotate(45).map(path) if shape is Shape.CROSS else path
    return path


def paint_mark(painter: QPainter, kind: Kind, place: QPointF, panel: str) -> None:
    """One mark as the map shows it, for a legend."""
    painter.setPen(QPen(QColor(panel), 1))
    painter.setBrush(QColor(kind.colour))
    painter.drawPath(outline(kind.shape, kind.size / 2).translated(place))


def paint_shapes(
    painter: QPainter, pixels: Singles, places: Longs, dress: Dress, chosen: Flags, colours: tuple[str, str]
) -> Iterator[None]:
    """Draws the marks of the points at these places, the chosen ones on top; ``colours`` are the panel's and the
    text's."""
    panel, text = colours
    fading = bool(chosen.any())
    for kind_number, kind in enumerate(dress.kinds):
        path = outline(kind.shape, kind.size / 2)
        mine = places[dress.of_points[places] == kind_number]
        painter.setPen(QPen(QColor(panel), 1))
        painter.setBrush(mixed(kind.colour, panel, _FAINT) if fading else QColor(kind.colour))
        yield from _stamp(painter, path, pixels[mine[~chosen[mine]]])
    for kind_number, kind in enumerate(dress.kinds):
        mine = places[(dress.of_points[places] == kind_number) & chosen[places]]
        painter.setPen(QPen(QColor(text), 1.4))
        painter.setBrush(QColor(kind.colour))
        yield from _stamp(painter, outline(kind.shape, kind.size / 2), pixels[mine])


def _stamp(painter: QPainter, path: QPainterPath, pixels: Singles) -> Iterator[None]:
    for first in range(0, len(pixels), _STAMPED):
        for x, y in pixels[first : first + _STAMPED].tolist():
            painter.translate(x, y)
            painter.drawPath(path)
            painter.translate(-x, -y)
        yield


def set_pixels(image: QImage, pixels: Singles, dress: Dress, chosen: Flags, panel: str) -> Iterator[None]:
    """Sets all points (n, 2) into a transparent image."""
    width, height, ratio = image.width(), image.height(), image.devicePixelRatio()
    canvas = np.frombuffer(image.bits(), np.uint32)  # what is set here is set in the image
    radius = max(round((1 if len(pixels) > _CROWD else 2) * ratio), 1)
    seen, bases = _bases(pixels, ratio, (width, height), radius + 2)
    shapes, crowd = tuple(kind.shape for kind in dress.kinds), len(pixels) > _CROWD
    mine = chosen[seen]
    plain = _values(dress, panel if mine.any() else "")
    yield
    yield from _set(canvas, bases[~mine], dress.of_points[seen[~mine]], _Brush(width, radius, shapes, plain, crowd))
    yield from _set(canvas, bases[mine], dress.of_points[seen[mine]], _Brush(width, radius + 1, shapes, _values(dress)))


def _bases(pixels: Singles, ratio: float, size: tuple[int, int], edge: int) -> tuple[Longs, Longs]:
    """Which points fall on the image, at least ``edge`` from its sides, and the number of the pixel of each."""
    x, y = pixels[:, 0] * np.float32(ratio), pixels[:, 1] * np.float32(ratio)
    seen = np.flatnonzero((x >= edge) & (x < size[0] - edge) & (y >= edge) & (y < size[1] - edge))
    return seen, y[seen].astype(np.int64) * size[0] + x[seen].astype(np.int64)


@dataclass(frozen=True, eq=False)
class _Brush:
    """How points are set: on a canvas of this ``width``, with this ``radius``, each kind in its shape and its value of
    ``values``; a ``crowd`` stronger where many fall together."""

    width: int
    radius: int
    shapes: tuple[Shape, ...]
    values: Canvas
    crowd: bool = False

    def steps(self, shape: Shape) -> list[int]:
        """How many pixels of the canvas each pixel of a mark is from its middle."""
        return [down * self.width + right for right, down in _stencil(shape, self.radius)]


def _values(dress: Dress, faded_to: str = "") -> Canvas:
    """The opaque pixel of each kind."""
    looks = [mixed(kind.colour, faded_to, _FAINT) if faded_to else QColor(kind.colour) for kind in dress.kinds]
    return np.array([0xFF000000 | (look.rgb() & 0xFFFFFF) for look in looks], np.uint32)


def _set(canvas: Canvas, bases: Longs, kinds: Bytes, brush: _Brush) -> Iterator[None]:
    """Sets the pixels around these."""
    mine_of = [bases[kinds == number] if len(brush.values) > 1 else bases for number in range(len(brush.values))]
    counts = (yield from _counted(len(canvas), mine_of, brush)) if brush.crowd else None
    strengths = _strengths(counts[bases]) if counts is not None else None
    for mine, shape, value in zip(mine_of, brush.shapes, brush.values, strict=True):
        for step in brush.steps(shape):
            around = mine + step
            if counts is None or strengths is None:
                canvas[around] = value
            else:
                canvas[around] = _weakened(value, strengths)[np.minimum(counts[around], len(strengths) - 1)]
            yield


def _counted(size: int, mine_of: list[Longs], brush: _Brush) -> Generator[None, None, npt.NDArray[np.uint16]]:
    """How many points of a crowd fall on each pixel of the canvas."""
    counts = np.zeros(size, np.uint16)
    for mine, shape in zip(mine_of, brush.shapes, strict=True):
        for step in brush.steps(shape):
            np.add.at(counts, mine + step, np.uint16(1))
            yield
    return counts


def _strengths(counts: npt.NDArray[np.uint16]) -> Canvas:
    """How opaque (0 to 255) a pixel is by how many points fall on it, from 0: by the logarithm, up to as many as the
    points with these ``counts`` around them share."""
    below = np.cumsum(np.bincount(counts, minlength=2))
    fullest = max(int(np.searchsorted(below, _FULL / 100 * len(counts))), 1)
    strengths = _FAINTEST + (255 - _FAINTEST) * np.log(np.maximum(np.arange(fullest + 1), 1)) / max(np.log(fullest), 1)
    whole: Canvas = np.minimum(np.rint(strengths), 255).astype(np.uint32)
    return whole


def _weakened(value: np.uint32, strengths: Canvas) -> Canvas:
    """An opaque pixel as premultiplied ones, so opaque as told."""
    result: Canvas = strengths << np.uint32(24)
    for shift in (np.uint32(0), np.uint32(8), np.uint32(16)):
        result |= (((value >> shift) & np.uint32(0xFF)) * strengths // np.uint32(255)) << shift
    return result


@cache
def _stencil(shape: Shape, radius: int) -> tuple[tuple[int, int], ...]:
    """The pixels of a small mark, as steps from its middle."""
    tests = {
        Shape.CIRCLE: lambda x, y: x * x + y * y <= radius * radius + 0.5,
        Shape.SQUARE: lambda x, y: max(abs(x), abs(y)) <= radius,
        Shape.UP: lambda x, y: 2 * abs(x) <= y + radius,
        Shape.DIAMOND: lambda x, y: abs(x) + abs(y) <= radius,
        Shape.DOWN: lambda x, y: 2 * abs(x) <= radius - y,
        Shape.PLUS: lambda x, y: x == 0 or y == 0,
        Shape.CROSS: lambda x, y: abs(x) == abs(y),
    }
    around = range(-radius, radius + 1)
    return tuple((x, y) for x in around for y in around if tests[shape](x, y))
