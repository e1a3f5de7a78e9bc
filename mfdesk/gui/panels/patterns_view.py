"""Which part of the plane a map shows, and where its points fall on the screen; without any painting."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from mfdesk.ratings.arrays import Flags, Singles

_ROOM = 0.1
"""Share of the range of the points that is left free at each side."""
_FINEST = 2.0**-20
"""Units of data per pixel, as a share of the middle: below it, single precision no longer tells neighbours apart."""
_LEAST, _MOST = 1e-30, 1e30
"""Units of data per pixel whose reciprocal and product with any sensible coordinate are still single precision."""


@dataclass(frozen=True)
class View:
    """``x`` and ``y`` in the middle of a widget of ``width`` by ``height`` pixels, and units of data per pixel."""

    x: float = 0.0
    y: float = 0.0
    x_per_pixel: float = 1.0
    y_per_pixel: float = 1.0
    width: int = 1
    height: int = 1

    @classmethod
    def fitted(cls, points: Singles, width: int, height: int) -> View:
        """Shows every finite point (n, 2), with some room around them."""
        finite = points[np.isfinite(points).all(axis=1)]
        if not len(finite):
            return cls(width=width, height=height)
        lowest, highest = finite.min(axis=0).astype(float), finite.max(axis=0).astype(float)
        ranges = np.where(highest > lowest, highest - lowest, 1.0) * (1 + 2 * _ROOM)
        middle = (lowest + highest) / 2
        x, y = middle.tolist()
        across, up = (ranges / (max(width, 1), max(height, 1))).tolist()
        return cls(x, y, max(across, _least(x)), max(up, _least(y)), width, height)

    def resized(self, width: int, height: int) -> View:
        """The same part of the plane on a widget of another size."""
        across, down = self.width / max(width, 1), self.height / max(height, 1)
        return replace(
            self,
            x_per_pixel=self.x_per_pixel * across,
            y_per_pixel=self.y_per_pixel * down,
            width=width,
            height=height,
        )

    def grown(self, margin_x: int, margin_y: int) -> View:
        """The same view with so many more pixels at each side."""
        return replace(self, width=self.width + 2 * margin_x, height=self.height + 2 * margin_y)

    def panned(self, right: float, down: float) -> View:
        """What is seen after the plane is dragged by so many pixels."""
        return replace(self, x=self.x - right * self.x_per_pixel, y=self.y + down * self.y_per_pixel)

    def zoomed(self, factor: float, at_x: float, at_y: float) -> View:
        """``factor`` times as large, or as large as can be told apart, the point under this pixel staying in place."""
        at_most = min(self.x_per_pixel / _least(self.x), self.y_per_pixel / _least(self.y))
        at_least = max(self.x_per_pixel, self.y_per_pixel) / _MOST
        factor = max(min(factor, max(at_most, 1.0)), min(at_least, 1.0))
        from_x, from_y = at_x - self.width / 2, at_y - self.height / 2
        keep = 1 - 1 / factor
        return replace(
            self,
            x=self.x + from_x * self.x_per_pixel * keep,
            y=self.y - from_y * self.y_per_pixel * keep,
            x_per_pixel=self.x_per_pixel / factor,
            y_per_pixel=self.y_per_pixel / factor,
        )

    def pixels(self, points: Singles) -> Singles:
        """Where the points (n, 2) fall: pixels from the left and from the top."""
        pixels = np.empty(points.shape, np.float32, order="F")  # each coordinate by itself: ten times as fast
        across, up = np.float32(1 / self.x_per_pixel), np.float32(1 / self.y_per_pixel)
        with np.errstate(over="ignore"):  # a point too far away to be counted in pixels is outside all the same
            np.multiply(points[:, 0], across, out=pixels[:, 0])
            pixels[:, 0] += np.float32(self.width / 2 - self.x / self.x_per_pixel)
            np.multiply(points[:, 1], -up, out=pixels[:, 1])
            pixels[:, 1] += np.float32(self.height / 2 + self.y / self.y_per_pixel)
        return pixels

    def inside(self, pixels: Singles, margin: float = 0) -> Flags:
        """Which of the pixels (n, 2) are on the widget, or at most ``margin`` outside."""
        x, y = pixels[:, 0], pixels[:, 1]
        flags: Flags = (x >= -margin) & (x < self.width + margin) & (y >= -margin) & (y < self.height + margin)
        return flags

    def same_scale(self, other: View) -> bool:
        return (self.x_per_pixel, self.y_per_pixel) == (other.x_per_pixel, other.y_per_pixel)


def _least(middle: float) -> float:
    """How few units of data a pixel may show around a middle."""
    return max(abs(middle) * _FINEST, _LEAST)


def nearest(pixels: Singles, x: float, y: float, reach: float) -> int | None:
    """Which of the pixels (n, 2) is nearest to this one; None where none is within ``reach``."""
    if not len(pixels):
        return None
    distances = (pixels[:, 0] - np.float32(x)) ** 2 + (pixels[:, 1] - np.float32(y)) ** 2
    best = int(distances.argmin())
    return best if distances[best] <= reach**2 else None
