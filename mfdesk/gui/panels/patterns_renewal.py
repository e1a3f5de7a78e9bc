"""Keeps the picture of a map fresh: the next one is painted in slices while the last one is shown, moved and scaled.

A whole picture of 100,000 points takes longer than a frame lasts, and four times as long on a screen of double
sharpness; a slice never does, so the map follows the mouse at each step and is sharp again some frames later.
"""

from __future__ import annotations

from collections.abc import Generator

from PySide6.QtCore import QDeadlineTimer, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QImage

from mfdesk.gui.panels.patterns_layer import Layer, Look, Scene, painting
from mfdesk.gui.panels.patterns_view import View

_SLICE, _PAUSE = 2, 4
"""Milliseconds that are painted at a time and that the mouse has in between; a frame at 60 a second has 16.7."""


class Renewal(QObject):
    """Asked at each turn for what is to be shown."""

    renewed = Signal()
    """There is a fresher picture than the one that was given out last."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._layer: Layer | None = None
        self._old = False
        self._next: Generator[None, None, Layer] | None = None
        self._spare: QImage | None = None
        self._timer = QTimer(self, interval=_PAUSE)
        self._timer.timeout.connect(self._go_on_and_tell)

    @property
    def settled(self) -> bool:
        """Whether the picture given out last is the one that was asked for, in full."""
        return self._layer is not None and self._next is None and not self._old

    def forget(self) -> None:
        """The points are others or elsewhere, or all colours are others: not even for a moment is the last picture to
        be seen again."""
        self._drop()
        self._layer = None

    def grow_old(self) -> None:
        """The last picture does not show everything as it is now, but it may be seen until the next one is there."""
        self._drop()
        self._old = True

    def layer(self, scene: Scene, view: View, look: Look) -> Layer:
        """The picture to show now. The first one, and one that is a matter of a slice, is painted here."""
        if self._next is None and not self._serves(view, look):
            self._next, self._old = painting(scene, view, look, self._spare), False
            self._go_on()
        while self._layer is None:
            self._go_on()
        return self._layer

    def _serves(self, view: View, look: Look) -> bool:
        return self._layer is not None and not self._old and self._layer.look == look and self._layer.reaches(view)

    def _go_on(self) -> None:
        assert self._next is not None
        until = QDeadlineTimer(_SLICE)
        self._timer.start()
        try:
            next(self._next)
            while not until.hasExpired():
                next(self._next)
        except StopIteration as end:
            self._take(end.value)

    def _take(self, layer: Layer) -> None:
        self._drop()
        self._spare = self._layer.image if self._layer else None
        self._layer = layer

    @Slot()
    def _go_on_and_tell(self) -> None:
        self._go_on()
        if self._next is None:
            self.renewed.emit()

    def _drop(self) -> None:
        if self._next is not None:
            self._next.close()  # it ends its painter before anybody else paints over the same image
        self._next = None
        self._timer.stop()
