"""The points and names of a map as one picture, larger than what is seen of it, so that panning only moves it.

A picture is painted in steps of about a millisecond: whoever must not wait for it spreads them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen

from mfdesk.gui.panels.patterns_dress import Dress
from mfdesk.gui.panels.patterns_marks import MOST_SHAPES, paint_shapes, set_pixels
from mfdesk.gui.panels.patterns_names import PlacedName, most_rated_first, placed_names
from mfdesk.gui.panels.patterns_view import View
from mfdesk.gui.theme import Palette
from mfdesk.ratings.arrays import Flags, Longs, Singles

MOST_NAMES = 150
"""Where more points are in view none is named: there would be no room."""
_MOST_RINGS, _MOST_FOUND_NAMES = 200, 30
_MOST_SCALED = 64.0
"""How many times as large or small as it was painted a picture is still shown."""
_LONGEST = 140
"""Pixels; longer names are cut."""
MOST_VECTORS = 20_000
"""So many points are still drawn one by one into a picture for print."""
MARGIN = 0.15
"""How far a picture that is to be moved reaches beyond each side of the view, in views."""


Bounds = tuple[float, float, float, float]
"""Left, top, right and bottom of what is seen, in pixels."""


@dataclass(frozen=True, eq=False)
class Scene:
    """What is to be seen: ``points`` (n, 2) in data (infinite: not shown), their look, which are ``chosen`` (n,), how
    many ratings each has, what each is called, and the places (m,) of those that were ``found``."""

    points: Singles
    dress: Dress
    chosen: Flags
    counts: Longs
    name_of: Callable[[int], str]
    found: Longs = field(default_factory=lambda: np.empty(0, np.int64))

    @cached_property
    def was_found(self) -> Flags:
        """(n,): which were found."""
        flags = np.zeros(len(self.points), np.bool_)
        flags[self.found] = True
        return flags


@dataclass(frozen=True)
class Look:
    """The colours and letters of a layer, and how many pixels of the screen there are to one of the widget's."""

    palette: Palette
    font: QFont
    ratio: float


@dataclass(frozen=True, eq=False)
class Layer:
    """A painted view of a scene."""

    view: View
    image: QImage
    look: Look

    def reaches(self, view: View) -> bool:
        """Whether this view is on the picture at its own scale, half of the margin or more from its edges."""
        right, down = self.shift(view)
        room_x, room_y = (self.view.width - view.width) / 2, (self.view.height - view.height) / 2
        return self.view.same_scale(view) and abs(right) <= room_x / 2 and abs(down) <= room_y / 2

    def shift(self, view: View) -> tuple[float, float]:
        """How many pixels to the right and down the picture's middle is to lie of the middle of the view."""
        return (self.view.x - view.x) / view.x_per_pixel, (view.y - self.view.y) / view.y_per_pixel

    def paint(self, painter: QPainter, view: View) -> None:
        """As much of the view as there is; at another scale than it was painted for it is blurred."""
        right, down = self.shift(view)
        across, up = self.view.x_per_pixel / view.x_per_pixel, self.view.y_per_pixel / view.y_per_pixel
        width, height = across * self.view.width, up * self.view.height
        left, top = (view.width - width) / 2 + right, (view.height - height) / 2 + down
        if self.view.same_scale(view):
            painter.drawImage(round(left), round(top), self.image)
        elif all(1 / _MOST_SCALED <= scale <= _MOST_SCALED for scale in (across, up)):
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRectF(left, top, width, height), self.image)


def painting(scene: Scene, view: View, look: Look, spare: QImage | None = None) -> Generator[None, None, Layer]:
    """Paints the scene around this view. A ``spare`` image that nobody needs any more is painted over: memory that is
    used again is faster than new."""
    wide = view.grown(round(view.width * MARGIN), round(view.height * MARGIN))
    pixels = wide.pixels(scene.points)
    places = np.flatnonzero(wide.inside(pixels, 8))
    image = _blank(wide, look.ratio, spare)
    yield
    crowded = len(places) > MOST_SHAPES
    if crowded:
        yield from set_pixels(image, pixels, scene.dress, scene.chosen, look.palette.panel)
    painter = QPainter(image)
    try:
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        if not crowded:
            colours = look.palette.panel, look.palette.text
            yield from paint_shapes(painter, pixels, places, scene.dress, scene.chosen, colours)
        left, top = (wide.width - view.width) / 2, (wide.height - view.height) / 2
        bounds = (left, top, left + view.width, top + view.height)
        yield from paint_names(painter, scene, names_for(scene, pixels, places, look.font, bounds), look)
        yield from paint_rings(painter, scene, pixels, places, bounds, look)
    finally:
        painter.end()
    return Layer(wide, image, look)


def _blank(view: View, ratio: float, spare: QImage | None = None) -> QImage:
    size = QSize(max(round(view.width * ratio), 1), max(round(view.height * ratio), 1))
    kept = spare is not None and spare.size() == size
    image = spare if spare is not None and kept else QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(0)
    return image


def paint_for_print(painter: QPainter, scene: Scene, view: View, look: Look) -> None:
    """The scene drawn mark by mark where there are not too many, else as an image at the ratio of the look."""
    pixels = view.pixels(scene.points)
    places = np.flatnonzero(view.inside(pixels, 8))
    panel, text = look.palette.panel, look.palette.text
    painter.setClipRect(QRectF(0, 0, view.width, view.height))
    if len(places) <= MOST_VECTORS:
        _at_once(paint_shapes(painter, pixels, places, scene.dress, scene.chosen, (panel, text)))
    else:
        image = _blank(view, look.ratio)
        _at_once(set_pixels(image, pixels, scene.dress, scene.chosen, panel))
        painter.drawImage(0, 0, image)
    bounds = (0.0, 0.0, view.width, view.height)
    _at_once(paint_names(painter, scene, names_for(scene, pixels, places, look.font, bounds), look))
    _at_once(paint_rings(painter, scene, pixels, places, bounds, look))
    painter.setClipping(False)


def _at_once(steps: Iterator[None]) -> None:
    deque(steps, maxlen=0)


def names_for(scene: Scene, pixels: Singles, places: Longs, font: QFont, bounds: Bounds) -> Iterator[PlacedName | None]:
    """The names of these points that have room: of those that were found, then, where the points are few, of all; the
    most rated first. None is cut at the bounds."""
    metrics, bold = QFontMetricsF(font), QFontMetricsF(_bold(font))
    found = most_rated_first(places[scene.was_found[places]], scene.counts, _MOST_FOUND_NAMES)
    others = np.setdiff1d(places, found) if len(places) <= MOST_NAMES else found[:0]
    ordered = [*found.tolist(), *most_rated_first(others, scene.counts).tolist()]
    texts = [metrics.elidedText(scene.name_of(place), Qt.TextElideMode.ElideRight, _LONGEST) for place in ordered]
    fonts = [bold] * len(found) + [metrics] * len(others)
    widths = [each.horizontalAdvance(text) + 1 for each, text in zip(fonts, texts, strict=True)]
    return placed_names(pixels, ordered, texts, widths, metrics.height() - 2, bounds, ringed=len(found))


def paint_names(painter: QPainter, scene: Scene, names: Iterator[PlacedName | None], look: Look) -> Iterator[None]:
    """Names of what was found are bold, on ground of their own."""
    drop = QFontMetricsF(look.font).ascent() - 1
    for name in names:
        yield
        if name is None:
            continue
        found = bool(scene.was_found[name.place])
        if found:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.palette.panel))
            painter.drawRoundedRect(QRectF(name.x - 2, name.y, name.width + 4, name.height), 4, 4)
        painter.setFont(_bold(look.font) if found else look.font)
        painter.setPen(QColor(look.palette.text))
        painter.drawText(QPointF(name.x, name.y + drop), name.text)


def paint_rings(
    painter: QPainter, scene: Scene, pixels: Singles, places: Longs, bounds: Bounds, look: Look
) -> Iterator[None]:
    """Around those of the points that were found, as far as there are not too many: those within the bounds first."""
    found = places[scene.was_found[places]]
    (x, y), (left, top, right, bottom) = pixels[found].T, bounds
    outside = (x < left) | (x >= right) | (y < top) | (y >= bottom)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(look.palette.counter), 2))
    for place in found[np.argsort(outside, kind="stable")][:_MOST_RINGS].tolist():
        painter.drawEllipse(QPointF(*pixels[place].tolist()), 8, 8)
        yield


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setBold(True)
    return bold
