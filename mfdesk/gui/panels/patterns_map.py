"""The map of hidden patterns under mouse and keyboard: pan, zoom, read, open and choose."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from mfdesk.gui.panels.patterns_canvas import PatternsCanvas
from mfdesk.gui.panels.patterns_lasso import Lasso
from mfdesk.gui.panels.patterns_names import most_rated_first
from mfdesk.ratings.arrays import Flags, Longs

_DRAG = 4
"""Pixels that a press may wander and still be a click."""
_ZOOM_STEP = 1.25
_KEY_STEP = 40
_MOST_STEPPED = 60
"""Points in view that Tab steps through, the most rated first, before it leaves the map."""

Key = Qt.Key


class PatternsScatter(PatternsCanvas):
    """Says which of its points are chosen or opened."""

    chosen = Signal(object)
    """The places (m,) of the points that are chosen now."""
    opened = Signal(int)
    """The place of a point that was clicked twice, or whose Enter key was pressed."""
    menu_requested = Signal(object)
    """Where on the screen the context menu is to be."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._lassoing = False
        self._pressed: QPointF | None = None
        self._dragging = False
        self._lasso: Lasso | None = None

    def set_lassoing(self, on: bool) -> None:
        """Dragging draws a line around points instead of moving the map."""
        self._lassoing = on
        self.setCursor(Qt.CursorShape.CrossCursor if on else Qt.CursorShape.ArrowCursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._lasso is not None:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._lasso.paint(painter, self._palette)

    # the mouse

    def wheelEvent(self, event: QWheelEvent) -> None:
        at = event.position()
        self._stop_reading()
        self.move_to(self._view.zoomed(_ZOOM_STEP ** (event.angleDelta().y() / 120), at.x(), at.y()))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed, self._dragging = event.position(), False
            self._lasso = Lasso([event.position()]) if self._lassoing else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._pressed is None:
            self._read(self.point_near(at), at)
            return
        if not self._dragging and (at - self._pressed).manhattanLength() < _DRAG:
            return
        self._dragging = True
        self._stop_reading()
        if self._lasso is not None:
            self._lasso.line.append(at)
            self.update()
        else:
            step, self._pressed = at - self._pressed, at
            self.move_to(self._view.panned(step.x(), step.y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or self._pressed is None:
            return
        adding = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        lasso, self._lasso, self._pressed = self._lasso, None, None
        if not self._dragging:
            self._click(self.point_near(event.position()), adding)
        elif lasso is not None and self._scene is not None:
            self._choose(lasso.enclosed(self._scene.points, self._view), adding)
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

    # the keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Key.Key_Left: (1, 0), Key.Key_Right: (-1, 0), Key.Key_Up: (0, 1), Key.Key_Down: (0, -1)}
        key = Key(event.key())
        if key in steps:
            right, down = steps[key]
            self.move_to(self._view.panned(right * _KEY_STEP, down * _KEY_STEP))
            self._read_current()
        elif key in (Key.Key_Plus, Key.Key_Equal, Key.Key_Minus):
            factor = 1 / _ZOOM_STEP if key is Key.Key_Minus else _ZOOM_STEP
            self.move_to(self._view.zoomed(factor, self.width() / 2, self.height() / 2))
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
        places: list[int] = most_rated_first(inside, self._scene.counts, _MOST_STEPPED).tolist()
        return places

    def _anything_chosen(self) -> bool:
        return self._scene is not None and bool(self._scene.chosen.any())

    def _let_go(self) -> None:
        """First of the current point, then of what is chosen."""
        if self._current is not None:
            self.point_at(None)
        else:
            self._choose(np.empty(0, np.int64), adding=False)
