"""The points and names of a map as one picture, larger than what is seen of it, so that panning only moves it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter

from mfdesk.gui.panels.patterns_dress import Dress
from mfdesk.gui.panels.patterns_marks import MOST_SHAPES, paint_shapes, set_pixels
from mfdesk.gui.panels.patterns_names import PlacedName, most_rated_first, placed_names
from mfdesk.gui.panels.patterns_view import View
from mfdesk.gui.theme import Palette
from mfdesk.ratings.arrays import Flags, Longs, Singles

MOST_NAMES = 150
"""Where more points are in view none is named: there would be no room."""
_MOST_FOUND_NAMES = 30
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


@dataclass(frozen=True, eq=False)
class Layer:
    """A painted view of a scene."""

    view: View
    image: QImage

    def serves(self, view: View) -> bool:
        """Whether all of this view is on the picture."""
        if not self.view.same_scale(view):
            return False
        right, down = self.shift(view)
        return abs(right) <= (self.view.width - view.width) / 2 and abs(down) <= (self.view.height - view.height) / 2

    def shift(self, view: View) -> tuple[float, float]:
        """How many pixels to the right and down the picture's middle is to lie of the middle of the view."""
        return (self.view.x - view.x) / view.x_per_pixel, (view.y - self.view.y) / view.y_per_pixel

    def paint(self, painter: QPainter, view: View) -> None:
        right, down = self.shift(view)
        left = round((view.width - self.view.width) / 2 + right)
        painter.drawImage(left, round((view.height - self.view.height) / 2 + down), self.image)


def painted_layer(
    scene: Scene,
    view: View,
    palette: Palette,
    font: QFont,
    ratio: float,
    margin: float = MARGIN,
    old: Layer | None = None,
) -> Layer:
    """The scene around this view; ``ratio`` pixels of the screen to one of the widget's. The image of an ``old`` layer
    that nobody needs any more is painted over: memory that is used again is faster than new."""
    wide = view.grown(round(view.width * margin), round(view.height * margin))
    pixels = wide.pixels(scene.points)
    places = np.flatnonzero(wide.inside(pixels, 8))
    image = _blank(wide, ratio, old)
    crowded = len(places) > MOST_SHAPES
    if crowded:
        set_pixels(image, pixels, scene.dress, scene.chosen, palette.panel)
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    if not crowded:
        paint_shapes(painter, pixels, places, scene.dress, scene.chosen, (palette.panel, palette.text))
    left, top = (wide.width - view.width) / 2, (wide.height - view.height) / 2
    bounds = (left, top, left + view.width, top + view.height)
    paint_names(painter, scene, names_for(scene, pixels, places, font, bounds), palette, font)
    painter.end()
    return Layer(wide, image)


def _blank(view: View, ratio: float, old: Layer | None = None) -> QImage:
    size = QSize(max(round(view.width * ratio), 1), max(round(view.height * ratio), 1))
    kept = old is not None and old.image.size() == size
    image = old.image if old is not None and kept else QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(0)
    return image


def paint_for_print(painter: QPainter, scene: Scene, view: View, palette: Palette, font: QFont, ratio: float) -> None:
    """The scene drawn mark by mark where there are not too many, else as an image this much finer than the screen."""
    pixels = view.pixels(scene.points)
    places = np.flatnonzero(view.inside(pixels, 8))
    painter.setClipRect(QRectF(0, 0, view.width, view.height))
    if len(places) <= MOST_VECTORS:
        paint_shapes(painter, pixels, places, scene.dress, scene.chosen, (palette.panel, palette.text))
    else:
        image = _blank(view, ratio)
        set_pixels(image, pixels, scene.dress, scene.chosen, palette.panel)
        painter.drawImage(0, 0, image)
    names = names_for(scene, pixels, places, font, (0, 0, view.width, view.height))
    paint_names(painter, scene, names, palette, font)
    painter.setClipping(False)


def names_for(scene: Scene, pixels: Singles, places: Longs, font: QFont, bounds: Bounds) -> list[PlacedName]:
    """The names of these points that have room: of those that were found, then, where the points are few, of all; the
    most rated first. None is cut at the bounds."""
    metrics, bold = QFontMetricsF(font), QFontMetricsF(_bold(font))
    found = most_rated_first(places[np.isin(places, scene.found)], scene.counts)[:_MOST_FOUND_NAMES]
    others = np.setdiff1d(places, found) if len(places) <= MOST_NAMES else found[:0]
    ordered = [*found.tolist(), *most_rated_first(others, scene.counts).tolist()]
    texts = [metrics.elidedText(scene.name_of(place), Qt.TextElideMode.ElideRight, _LONGEST) for place in ordered]
    fonts = [bold] * len(found) + [metrics] * len(others)
    widths = [each.horizontalAdvance(text) + 1 for each, text in zip(fonts, texts, strict=True)]
    return placed_names(pixels, ordered, texts, widths, metrics.height() - 2, bounds, ringed=len(found))


def paint_names(painter: QPainter, scene: Scene, names: list[PlacedName], palette: Palette, font: QFont) -> None:
    """Names of what was found are bold, on ground of their own."""
    drop, found = QFontMetricsF(font).ascent() - 1, set(scene.found.tolist())
    for name in names:
        if name.place in found:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(palette.panel))
            painter.drawRoundedRect(QRectF(name.x - 2, name.y, name.width + 4, name.height), 4, 4)
        painter.setFont(_bold(font) if name.place in found else font)
        painter.setPen(QColor(palette.text))
        painter.drawText(QPointF(name.x, name.y + drop), name.text)


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setBold(True)
    return bold
