"""When the mini-map is seen, what it shows, and where a click in it leads."""

from __future__ import annotations

from collections.abc import Generator

from PySide6.QtCore import QElapsedTimer, QObject, QPoint, QRectF, QTimer, Signal
from PySide6.QtWidgets import QScrollBar, QTableView

from mfdesk.density import Density, density
from mfdesk.engine.control import RunControl
from mfdesk.engine.report import Progress
from mfdesk.gui.table.mini_map import GRID, MiniMap
from mfdesk.gui.table.model import RatingsTableModel
from mfdesk.gui.words import counted

_AIR = 8
_SLICE = 6
"""Milliseconds of counting at a time, so that keys and the mouse never wait for it."""
_DELAY = 250
"""Milliseconds after the last change of the table before it is counted anew."""


class Mapping(QObject):
    """Counts the cells in the pauses between events."""

    toggled = Signal(bool)
    """The map was wanted, or not any more."""

    def __init__(self, view: QTableView, model: RatingsTableModel) -> None:
        super().__init__(view)
        self._view, self._model = view, model
        self.map = MiniMap(view)
        self._wanted = True
        self._counting: Generator[Progress, None, Density] | None = None
        self._due = QTimer(self, singleShot=True, interval=_DELAY)
        self._due.timeout.connect(self._begin)
        self._idle = QTimer(self, interval=0)
        self._idle.timeout.connect(self._count)
        self.map.closed.connect(lambda: self.set_wanted(False))
        self.map.went.connect(self._go)
        self.map.stepped.connect(self._step)
        for bar in self._bars:
            bar.valueChanged.connect(self.follow)
            bar.rangeChanged.connect(self.follow)

    @property
    def wanted(self) -> bool:
        return self._wanted

    def set_wanted(self, wanted: bool) -> None:
        """Whether to show the map where the table is larger than what is seen of it."""
        changed, self._wanted = wanted != self._wanted, wanted
        if not wanted and self.map.hasFocus():
            self._view.setFocus()
        self.follow()
        if changed:
            self.toggled.emit(wanted)

    def renew(self) -> None:
        """The table is another, or another state."""
        self._stop()
        self._due.start()
        self.follow()

    def follow(self) -> None:
        """Shows which part is seen, unless all of it is, or the window is so small that the map would be in the way."""
        bars = [(bar.value(), bar.pageStep(), bar.maximum() + bar.pageStep()) for bar in self._bars]
        there = self._model.table is not None and self._model.rowCount() and self._model.columnCount()
        larger = bool(there) and any(bar.maximum() > 0 for bar in self._bars)
        seen = self._wanted and larger and self.map.fit(self._view.viewport().size())
        if seen and self.map.isHidden():
            self._due.start()
        self.map.setVisible(seen)
        if not seen:
            return
        (x, wide, width), (y, tall, height) = bars
        part = QRectF(x / max(width, 1), y / max(height, 1), wide / max(width, 1), tall / max(height, 1))
        self.map.show_seen(part, self._words())
        self.place()

    def place(self) -> None:
        """In the lower right corner of the cells."""
        viewport = self._view.viewport()
        corner = viewport.mapTo(self._view, QPoint(viewport.width(), viewport.height()))
        self.map.move(corner - QPoint(self.map.width() + _AIR, self.map.height() + _AIR))
        self.map.raise_()

    @property
    def _bars(self) -> tuple[QScrollBar, QScrollBar]:
        return self._view.horizontalScrollBar(), self._view.verticalScrollBar()

    def _words(self) -> str:
        """ "Rows 101 to 132 of 1,373 raters, columns 1 to 12 of 40 cuisines"."""
        assert self._model.table is not None
        ratings, viewport = self._model.table.edited.base.ratings, self._view.viewport().rect()
        top, bottom = self._view.rowAt(0), self._view.rowAt(viewport.height() - 1)
        left, right = self._view.columnAt(0), self._view.columnAt(viewport.width() - 1)
        rows, columns = self._model.rowCount(), self._model.columnCount()
        return (
            f"Rows {top + 1:,} to {(bottom + 1) or rows:,} of {counted(rows, ratings.row_noun or 'row')}, "
            f"columns {left + 1:,} to {(right + 1) or columns:,} of {counted(columns, ratings.column_noun or 'column')}"
        )

    def _go(self, x: float, y: float) -> None:
        for bar, share in zip(self._bars, (x, y), strict=True):
            bar.setValue(round(share * (bar.maximum() + bar.pageStep()) - bar.pageStep() / 2))

    def _step(self, across: int, down: int) -> None:
        for bar, pages in zip(self._bars, (across, down), strict=True):
            bar.setValue(bar.value() + pages * bar.pageStep())

    def _begin(self) -> None:
        table, arrangement = self._model.table, self._model.arrangement
        if table is None or arrangement is None or self.map.isHidden():
            return
        self._counting = density(table.edited, arrangement, *GRID, RunControl())
        self._idle.start()

    def _count(self) -> None:
        clock = QElapsedTimer()
        clock.start()
        try:
            while self._counting and not clock.hasExpired(_SLICE):
                next(self._counting)
        except StopIteration as end:
            self.map.show_density(end.value)
            self._stop()

    def _stop(self) -> None:
        self._idle.stop()
        self._counting = None
