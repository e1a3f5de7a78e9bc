"""The map of hidden patterns as it is seen: each row or column a point, moved, zoomed, ringed and read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mfdesk.gui.panels.loss_curve import HoverLabel
from mfdesk.gui.panels.parts import named
from mfdesk.gui.panels.patterns_layer import Look, Scene, paint_for_print
from mfdesk.gui.panels.patterns_names import most_rated_first
from mfdesk.gui.panels.patterns_overlay import paint_axes, paint_axis_names, paint_current
from mfdesk.gui.panels.patterns_renewal import Renewal
from mfdesk.gui.panels.patterns_view import View, nearest
from mfdesk.gui.panels.picture import SHARPNESS
from mfdesk.gui.theme import LIGHT, Palette, points
from mfdesk.ratings.arrays import Flags, Longs

SMALL_POINTS = 8
_REACH = 14
"""Pixels within which the mouse means a point."""
_STILL = 150
"""Milliseconds after the last movement when the picture is painted anew around the view."""


class PatternsCanvas(QWidget):
    """Paints a ``Scene``; it is moved and read by its methods only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("patternsMap")
        self.setAccessibleName("Map of hidden patterns")
        self.setMinimumSize(220, 220)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._palette = LIGHT
        self._scene: Scene | None = None
        self._view = View()
        self._axis_names = ("", "")
        self._current: int | None = None
        self._reading: Callable[[int], str] = lambda _place: ""
        self._words = ""
        self._printing = False
        self._hover = named(HoverLabel(self), "patternsHover")
        self._renewal = Renewal(self)
        self._renewal.renewed.connect(self.update)
        self._still = QTimer(self, singleShot=True, interval=_STILL)
        self._still.timeout.connect(self._renew)
        self._small = QFont(self.font())
        self._small.setPointSizeF(points(SMALL_POINTS))

    # what it shows

    def show_scene(
        self, scene: Scene, axis_names: tuple[str, str], reading: Callable[[int], str], words: str, refit: bool
    ) -> None:
        """``reading`` says all that is known of a point, its parts between middle dots; ``words`` tell the whole map
        to who listens. ``refit``: the view is set so that every point is seen."""
        self._scene, self._axis_names, self._reading, self._words = scene, axis_names, reading, words
        if self._current is not None and self._current >= len(scene.points):
            self._current = None
        self._stop_reading()
        if refit:
            self._renewal.forget()
            self.reset()
        self._describe()
        self._renew()

    def clear(self) -> None:
        self._scene, self._current = None, None
        self._renewal.forget()
        self._stop_reading()
        self.update()

    def set_palette_colours(self, palette: Palette) -> None:
        self._palette = palette
        self._hover.set_palette_colours(palette)
        self._renewal.forget()
        self.update()

    def set_printing(self, on: bool) -> None:
        """While on, it paints itself mark by mark, without what belongs to the mouse."""
        self._printing = on
        self._stop_reading()

    def show_found(self, places: Longs) -> None:
        """Rings and names for these points."""
        if self._scene is not None:
            self._scene = replace(self._scene, found=places)
            self._renew()

    def show_chosen(self, chosen: Flags, words: str) -> None:
        """Which points (n,) stand out; ``words`` tell the whole map."""
        if self._scene is not None:
            self._scene, self._words = replace(self._scene, chosen=chosen), words
            self._describe()
            self._renew()

    def point_at(self, place: int | None) -> None:
        """Makes this the point that is read; it is brought into view."""
        self._current = place
        if place is not None and self._scene is not None:
            x, y = self._scene.points[place].tolist()
            pixel = self.pixel(place)
            if np.isfinite([x, y]).all() and not self.rect().adjusted(8, 8, -8, -8).contains(pixel.toPoint()):
                self.move_to(View(x, y, self._view.x_per_pixel, self._view.y_per_pixel, self.width(), self.height()))
        self._read_current()
        self._describe()
        self.update()

    def point_at_next_found(self) -> None:
        """The point after the current one among those that were found, the most rated first."""
        if self._scene is None or not len(self._scene.found):
            return
        places = most_rated_first(self._scene.found, self._scene.counts).tolist()
        self.point_at(places[(places.index(self._current) + 1) % len(places) if self._current in places else 0])

    def reset(self) -> None:
        """Every point is seen."""
        if self._scene is not None:
            self.move_to(View.fitted(self._scene.points, self.width(), self.height()))

    @property
    def view(self) -> View:
        return self._view

    @property
    def current(self) -> int | None:
        """The place of the point that is read by the keyboard or was found, None where there is none."""
        return self._current

    @property
    def settled(self) -> bool:
        """Whether everything is painted as it is: after a movement some frames pass until it is."""
        return self._renewal.settled

    @property
    def hover_text(self) -> str:
        return self._hover.said

    def pixel(self, place: int) -> QPointF:
        """Where the point lies on the widget."""
        assert self._scene is not None
        x, y = self._view.pixels(self._scene.points[place : place + 1])[0].tolist()
        return QPointF(x, y)

    def point_near(self, at: QPointF) -> int | None:
        """The place of the point that the mouse means there."""
        if self._scene is None:
            return None
        return nearest(self._view.pixels(self._scene.points), at.x(), at.y(), _REACH)

    def sizeHint(self) -> QSize:
        return QSize(340, 300)

    # painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        if self._scene is None:
            return
        paint_axes(painter, self._view, self._palette)
        if self._printing:
            paint_for_print(painter, self._scene, self._view, self._look(SHARPNESS))
        else:
            self._renewal.layer(self._scene, self._view, self._look()).paint(painter, self._view)
        paint_axis_names(painter, self._axis_names, self._view, self._palette, self._small)
        if not self._printing:
            self._paint_current(painter)
            self._paint_focus(painter)

    def _look(self, ratio: float | None = None) -> Look:
        return Look(self._palette, self._small, ratio or self.devicePixelRatioF())

    def _paint_current(self, painter: QPainter) -> None:
        if self._current is not None:
            at = self.pixel(self._current)
            if self.rect().contains(at.toPoint()):
                paint_current(painter, at, self._palette)

    def _paint_focus(self, painter: QPainter) -> None:
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._palette.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    # moving

    def move_to(self, view: View) -> None:
        self._view = view
        self._still.start()
        self.update()

    @Slot()
    def _renew(self) -> None:
        """Paints the points anew around the view."""
        self._renewal.grow_old()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._view = self._view.resized(self.width(), self.height())
        self._renew()

    # reading

    def _read(self, place: int | None, at: QPointF) -> None:
        if place is None:
            self._stop_reading()
        else:
            self._hover.say(self._reading(place), at.toPoint())

    def _read_current(self) -> None:
        if self._current is None or self._scene is None:
            self._stop_reading()
        else:
            self._read(self._current, self.pixel(self._current))

    def _stop_reading(self) -> None:
        self._hover.hide()

    def _describe(self) -> None:
        """Says the current point, else the whole map, to who listens instead of looking."""
        self.setAccessibleDescription(self._words if self._current is None else self._reading(self._current))
