"""The map of hidden patterns: each row or column a point, to pan, zoom, read, search and choose from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from mfdesk.gui.panels.loss_curve import HoverLabel
from mfdesk.gui.panels.parts import named
from mfdesk.gui.panels.patterns_layer import MARGIN, Layer, Scene, paint_for_print, painted_layer
from mfdesk.gui.panels.patterns_names import most_rated_first
from mfdesk.gui.panels.patterns_overlay import paint_axes, paint_axis_names, paint_rings
from mfdesk.gui.panels.patterns_view import View, nearest
from mfdesk.gui.panels.picture import SHARPNESS
from mfdesk.gui.theme import LIGHT, Palette
from mfdesk.ratings.arrays import Flags, Longs

SMALL_POINTS = 8
_REACH = 14
"""Pixels within which the mouse means a point."""
_DRAG = 4
"""Pixels that a press may wander and still be a click."""
_ZOOM_STEP = 1.25
_KEY_STEP = 40
_STILL = 150
"""Milliseconds after the last movement when the picture is painted anew around the view."""
_MOST_STEPPED = 60
"""Points in view that Tab steps through, the most rated first, before it leaves the map."""

Key = Qt.Key


class PatternsScatter(QWidget):
    """Paints a ``Scene``; says which of its points are chosen, opened or found."""

    chosen = Signal(object)
    """The places (m,) of the points that are chosen now."""
    opened = Signal(int)
    """The place of a point that was clicked twice, or whose Enter key was pressed."""
    menu_requested = Signal(object)
    """Where on the screen the context menu is to be."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("patternsMap")
        self.setAccessibleName("Map of hidden patterns")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(220, 220)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._palette = LIGHT
        self._scene: Scene | None = None
        self._view = View()
        self._layer: Layer | None = None
        self._old = False
        self._axis_names = ("", "")
        self._current: int | None = None
        self._reading: Callable[[int], str] = lambda _place: ""
        self._words = ""
        self._lassoing = False
        self._pressed: QPointF | None = None
        self._dragging = False
        self._lasso: list[QPointF] = []
        self._printing = False
        self._hover = named(HoverLabel(self), "patternsHover")
        self._still = QTimer(self, singleShot=True, interval=_STILL)
        self._still.timeout.connect(self._renew)
        self._small = QFont(self.font())
        self._small.setPointSize(SMALL_POINTS)

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
            self.reset()
        self._describe()
        self._renew()

    def clear(self) -> None:
        self._scene, self._layer, self._current = None, None, None
        self._stop_reading()
        self.update()

    def set_palette_colours(self, palette: Palette) -> None:
        self._palette = palette
        self._hover.set_palette_colours(palette)
        self._renew()

    def set_lassoing(self, on: bool) -> None:
        """Dragging draws a line around points instead of moving the map."""
        self._lassoing = on
        self.setCursor(Qt.CursorShape.CrossCursor if on else Qt.CursorShape.ArrowCursor)

    def set_printing(self, on: bool) -> None:
        """While on, it paints itself mark by mark, without what belongs to the mouse."""
        self._printing = on
        self._stop_reading()

    def show_found(self, places: Longs) -> None:
        """Rings and names for these points."""
        if self._scene is not None:
            self._scene = replace(self._scene, found=places)
            self._renew()

    def point_at(self, place: int | None) -> None:
        """Makes this the point that is read; it is brought into view."""
        self._current = place
        if place is not None and self._scene is not None:
            x, y = self._scene.points[place].tolist()
            pixel = self.pixel(place)
            if np.isfinite([x, y]).all() and not self.rect().adjusted(8, 8, -8, -8).contains(pixel.toPoint()):
                self._move(View(x, y, self._view.x_per_pixel, self._view.y_per_pixel, self.width(), self.height()))
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
            self._move(View.fitted(self._scene.points, self.width(), self.height()))

    @property
    def view(self) -> View:
        return self._view

    @property
    def current(self) -> int | None:
        """The place of the point that is read by the keyboard or was found, None where there is none."""
        return self._current

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
            paint_for_print(painter, self._scene, self._view, self._palette, self._small, SHARPNESS)
        else:
            self._layer_now(self._scene).paint(painter, self._view)
        paint_axis_names(painter, self._axis_names, self._view, self._palette, self._small)
        current = None if self._printing else self._current
        paint_rings(painter, self._scene, self._view, current, self._palette)
        if not self._printing:
            self._paint_lasso(painter)
            self._paint_focus(painter)

    def _layer_now(self, scene: Scene) -> Layer:
        if self._layer is None or self._old or not self._layer.serves(self._view):
            old, ratio = self._layer, self.devicePixelRatioF()
            zooming = not self._old and old is not None and not old.view.same_scale(self._view)
            margin = 0 if zooming else MARGIN
            self._old = False
            self._layer = painted_layer(scene, self._view, self._palette, self._small, ratio, margin, old)
        return self._layer

    def _paint_lasso(self, painter: QPainter) -> None:
        if len(self._lasso) > 1:
            painter.setPen(QPen(QColor(self._palette.text), 1.4, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolygon(QPolygonF(self._lasso))

    def _paint_focus(self, painter: QPainter) -> None:
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._palette.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    # moving

    def _move(self, view: View) -> None:
        self._view = view
        self._still.start()
        self.update()

    @Slot()
    def _renew(self) -> None:
        """Paints the points anew around the view."""
        self._old = True
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._view = self._view.resized(self.width(), self.height())
        self._renew()

    def wheelEvent(self, event: QWheelEvent) -> None:
        at = event.position()
        self._stop_reading()
        self._move(self._view.zoomed(_ZOOM_STEP ** (event.angleDelta().y() / 120), at.x(), at.y()))
        event.accept()

    # the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed, self._dragging = event.position(), False
            self._lasso = [event.position()] if self._lassoing else []

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._pressed is None:
            self._read(self.point_near(at), at)
            return
        if not self._dragging and (at - self._pressed).manhattanLength() < _DRAG:
            return
        self._dragging = True
        self._stop_reading()
        if self._lasso:
            self._lasso.append(at)
            self.update()
        else:
            step, self._pressed = at - self._pressed, at
            self._move(self._view.panned(step.x(), step.y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or self._pressed is None:
            return
        adding = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        lasso, self._lasso, self._pressed = self._lasso, [], None
        if not self._dragging:
            self._click(self.point_near(event.position()), adding)
        elif lasso:
            self._choose(self._enclosed(lasso), adding)
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = self.point_near(event.position())
        if place is None:
            self.reset()
        else:
            self.opened.emit(place)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._stop_reading()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._stop_reading()
        self.menu_requested.emit(event.globalPos())

    def _click(self, place: int | None, adding: bool) -> None:
        if place is not None:
            self._choose(np.array([place]), adding)
        elif not adding:
            self._choose(np.empty(0, np.int64), adding=False)

    def _choose(self, places: Longs, adding: bool) -> None:
        """These, and with ``adding`` the ones chosen before; who is chosen already is let go of when added again."""
        if self._scene is None:
            return
        flags: Flags = self._scene.chosen.copy() if adding else np.zeros(len(self._scene.points), np.bool_)
        flags[places] = not (adding and len(places) == 1 and flags[places[0]])
        self.chosen.emit(np.flatnonzero(flags))

    def _enclosed(self, lasso: Sequence[QPointF]) -> Longs:
        """The points inside the line: it is filled on an image, which is then looked up."""
        assert self._scene is not None
        image = QImage(self.size(), QImage.Format.Format_Grayscale8)
        image.fill(0)
        painter = QPainter(image)
        painter.setBrush(Qt.GlobalColor.white)
        painter.drawPolygon(QPolygonF(lasso))
        painter.end()
        filled = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
        pixels = self._view.pixels(self._scene.points)
        places = np.flatnonzero(self._view.inside(pixels))
        x, y = pixels[places].astype(np.int64).T
        enclosed: Longs = places[filled[y, x] > 0]
        return enclosed

    # the keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Key.Key_Left: (1, 0), Key.Key_Right: (-1, 0), Key.Key_Up: (0, 1), Key.Key_Down: (0, -1)}
        key = Key(event.key())
        if key in steps:
            right, down = steps[key]
            self._move(self._view.panned(right * _KEY_STEP, down * _KEY_STEP))
            self._read_current()
        elif key in (Key.Key_Plus, Key.Key_Equal, Key.Key_Minus):
            factor = 1 / _ZOOM_STEP if key is Key.Key_Minus else _ZOOM_STEP
            self._move(self._view.zoomed(factor, self.width() / 2, self.height() / 2))
            self._read_current()
        elif key is Key.Key_0:
            self.reset()
            self._read_current()
        elif key is Key.Key_Escape and (self._current is not None or self._anything_chosen()):
            self._let_go()
        elif self._current is not None and key in (Key.Key_Return, Key.Key_Enter):
            self.opened.emit(self._current)
        elif self._current is not None and key is Key.Key_Space:
            self._choose(np.array([self._current]), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab steps through the points in view, the most rated first, and then leaves the map."""
        places = self._stepped()
        at = places.index(self._current) if self._current in places else (-1 if forward else len(places))
        following = at + (1 if forward else -1)
        if self.hasFocus() and 0 <= following < len(places) and (forward or at < len(places)):
            self.point_at(places[following])
            return True
        self.point_at(None)
        return super().focusNextPrevChild(forward)

    def _stepped(self) -> list[int]:
        if self._scene is None:
            return []
        inside = np.flatnonzero(self._view.inside(self._view.pixels(self._scene.points)))
        places: list[int] = most_rated_first(inside, self._scene.counts)[:_MOST_STEPPED].tolist()
        return places

    def _anything_chosen(self) -> bool:
        return self._scene is not None and bool(self._scene.chosen.any())

    def _let_go(self) -> None:
        """First of the current point, then of what is chosen."""
        if self._current is not None:
            self.point_at(None)
        else:
            self._choose(np.empty(0, np.int64), adding=False)

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
