"""The points of a map as marks: few of them drawn as shapes, many of them set as pixels of an image.

Painting 100,000 shapes takes seconds; setting a few pixels for each by NumPy takes ten milliseconds.
"""

from __future__ import annotations

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
_CROWD = 20_000
"""More points than this are set smaller, and stronger where many fall together."""
_FAINT = 0.72
"""How far towards the panel the points go that are not chosen while others are."""
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
) -> None:
    """The marks of the points at these places, the chosen ones on top; ``colours`` are the panel's and the text's."""
    panel, text = colours
    fading = bool(chosen.any())
    for kind_number, kind in enumerate(dress.kinds):
        path = outline(kind.shape, kind.size / 2)
        mine = places[dress.of_points[places] == kind_number]
        painter.setPen(QPen(QColor(panel), 1))
        painter.setBrush(mixed(kind.colour, panel, _FAINT) if fading else QColor(kind.colour))
        _stamp(painter, path, pixels[mine[~chosen[mine]]])
    for kind_number, kind in enumerate(dress.kinds):
        mine = places[(dress.of_points[places] == kind_number) & chosen[places]]
        painter.setPen(QPen(QColor(text), 1.4))
        painter.setBrush(QColor(kind.colour))
        _stamp(painter, outline(kind.shape, kind.size / 2), pixels[mine])


def _stamp(painter: QPainter, path: QPainterPath, pixels: Singles) -> None:
    for x, y in pixels.tolist():
        painter.translate(x, y)
        painter.drawPath(path)
        painter.translate(-x, -y)


def pixel_image(
    pixels: Singles, dress: Dress, chosen: Flags, panel: str, size: tuple[int, int], ratio: float
) -> QImage:
    """All points (n, 2) set into a transparent image of this size, ``ratio`` of its pixels to one of theirs."""
    width, height = max(round(size[0] * ratio), 1), max(round(size[1] * ratio), 1)
    canvas = np.zeros(width * height, np.uint32)
    radius = max(round((1 if len(pixels) > _CROWD else 2) * ratio), 1)
    x, y = pixels[:, 0] * np.float32(ratio), pixels[:, 1] * np.float32(ratio)
    edge = radius + 2
    seen = np.flatnonzero((x >= edge) & (x < width - edge) & (y >= edge) & (y < height - edge))
    bases = y[seen].astype(np.int64) * width + x[seen].astype(np.int64)
    fading = bool(chosen.any())
    groups = [(False, radius), (True, radius + 1)] if fading else [(False, radius)]
    for is_chosen, wide in groups:
        part = chosen[seen] == is_chosen
        crowd = len(pixels) > _CROWD and not is_chosen
        _set(canvas, bases[part], dress, dress.of_points[seen[part]], (width, wide, crowd, fading > is_chosen, panel))
    return _image(canvas, width, height, ratio)


def _set(
    canvas: Canvas,
    bases: Longs,
    dress: Dress,
    kinds: Bytes,
    how: tuple[int, int, bool, bool, str],
) -> None:
    """Sets the pixels of points of one importance; ``how``: the width of the canvas, their radius, whether they are
    a crowd, whether they are faint, and the panel's colour."""
    width, radius, crowd, faint, panel = how
    looks = [mixed(kind.colour, panel, _FAINT) if faint else QColor(kind.colour) for kind in dress.kinds]
    values = np.array([0xFF000000 | (look.rgb() & 0xFFFFFF) for look in looks], np.uint32)
    if crowd:
        strength = _strengths(bases, len(canvas), width, radius)
    for number, kind in enumerate(dress.kinds):
        mine = bases[kinds == number] if len(dress.kinds) > 1 else bases
        for right, down in _stencil(kind.shape, radius):
            canvas[mine + (down * width + right)] = values[number]
    if crowd:
        hit = np.flatnonzero(strength)
        canvas[hit] = _weakened(canvas[hit], strength[hit])


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


def _strengths(bases: Longs, count: int, width: int, radius: int) -> Canvas:
    """How opaque (0 to 255) each pixel of a crowd is: the more points fall on it, the more."""
    points = np.bincount(bases, minlength=count)
    together = np.zeros_like(points)
    for right, down in _stencil(Shape.CIRCLE, radius):
        step = down * width + right
        together[max(step, 0) : count + min(step, 0)] += points[max(-step, 0) : count + min(-step, 0)]
    table = np.rint(255 * (1 - 0.55 ** np.arange(13))).astype(np.uint32)
    strengths: Canvas = table[np.minimum(together, 12)]
    return strengths


def _weakened(colours: Canvas, strengths: Canvas) -> Canvas:
    """Opaque colours as premultiplied ones of these strengths."""
    alpha = strengths.astype(np.uint32)
    result: Canvas = alpha << np.uint32(24)
    for shift in (np.uint32(0), np.uint32(8), np.uint32(16)):
        result |= (((colours >> shift) & np.uint32(0xFF)) * alpha // np.uint32(255)) << shift
    return result


def _image(canvas: Canvas, width: int, height: int, ratio: float) -> QImage:
    image = QImage(canvas.tobytes(), width, height, 4 * width, QImage.Format.Format_ARGB32_Premultiplied).copy()
    image.setDevicePixelRatio(ratio)
    return image
