"""The predictions of before, shown for a moment beside those that moved."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal
from PySide6.QtWidgets import QStyle, QWidget

from mfdesk.completed import Kind
from mfdesk.gui.table.blocks import Blocks
from mfdesk.ratings.arrays import Floats

SHOWN = 1200
"""Milliseconds that a ghost is seen, the last third of them fading."""
_TICK = 80


class Ghosts(QObject):
    """Compares what was shown last with what is shown now; asks for a repaint by ``faded`` until all are gone."""

    faded = Signal()

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._before: Blocks | None = None
        self._clock = QElapsedTimer()
        self._timer = QTimer(self, interval=_TICK)
        self._timer.timeout.connect(self._tick)

    @property
    def active(self) -> bool:
        return self._before is not None

    @property
    def strength(self) -> float:
        """From 1 to 0."""
        return float(np.clip(3 * (1 - self._clock.elapsed() / SHOWN), 0, 1)) if self.active else 0.0

    def begin(self, before: Blocks) -> None:
        """These were shown until now; nothing is done where the platform asks for no animation."""
        if self._widget.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self._widget) <= 0:
            return
        self._before = before
        self._clock.start()
        self._timer.start()

    def end(self) -> None:
        self._before = None
        self._timer.stop()

    def of(self, now: Blocks, rows: range, columns: range) -> Floats:
        """The predictions of before, NaN where they did not move by more than half a last digit."""
        if self._before is None:
            return np.full((len(rows), len(columns)), np.nan)
        before, window = self._before.known(rows, columns), now.window(rows, columns)
        moved = np.abs(window.values - before) > 0.5 * 10.0**-now.digits
        shown = moved & (window.kinds == Kind.PREDICTED)
        return np.where(shown, before.round(now.digits), np.nan)

    def _tick(self) -> None:
        if self._clock.hasExpired(SHOWN):
            self.end()
        self.faded.emit()
