"""The predictions of before, shown for a moment beside those that moved."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal
from PySide6.QtWidgets import QStyle, QWidget

from mfdesk.completed import CompletedTable, Kind
from mfdesk.gui.table.blocks import Blocks
from mfdesk.gui.table.shown import Shown
from mfdesk.ratings.arrays import Floats
from mfdesk.ratings.side import Side

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
        self._painted: Blocks | None = None
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

    def painted(self, blocks: Blocks) -> None:
        """This is what the eye has seen last."""
        self._painted = blocks

    def begin(self, table: CompletedTable) -> None:
        """This is shown from now on. Only what the same model says anew leaves a ghost, and nothing does where the
        platform asks for no animation."""
        before = self._painted
        if before is None or table.model is None or before.table.model is not table.model:
            self.end()
        elif before.shown is Shown.VALUE and before.table.answer is not table.answer and self._animated:
            self._before = before
            self._clock.start()
            self._timer.start()

    def end(self) -> None:
        self._before = None
        self._timer.stop()

    def of(self, now: Blocks, rows: range, columns: range) -> Floats:
        """The predictions of before, NaN where they did not move by more than half a last digit."""
        nothing = np.full((len(rows), len(columns)), np.nan)
        if self._before is None:
            return nothing
        before, window = self._before.known(rows, columns), now.window(rows, columns)
        moved = np.abs(window.values - before) > 0.5 * 10.0**-now.digits
        same = [
            one.positions(part.start, part.stop) == other.positions(part.start, part.stop)
            for part, one, other in (
                (part, self._before.arrangement.side(side), now.arrangement.side(side))
                for part, side in zip((rows, columns), Side, strict=True)
            )
            if len(one) >= part.stop
        ]
        if len(same) < len(Side):
            return nothing
        shown = moved & (window.kinds == Kind.PREDICTED) & np.outer(*same)
        return np.where(shown, before.round(now.digits), np.nan)

    @property
    def _animated(self) -> bool:
        hint = QStyle.StyleHint.SH_Widget_Animation_Duration
        return self._widget.style().styleHint(hint, None, self._widget) > 0

    def _tick(self) -> None:
        if self._clock.hasExpired(SHOWN):
            self.end()
        self.faded.emit()
