"""The cells under their headers: what lies where, with pinned ones over what scrolls, and how they are painted."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtGui import (
    QPainter,
    QPaintEvent,
    QRegion,
)
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from mfdesk.completed import Kind
from mfdesk.gui.table.blocks import Blocks
from mfdesk.gui.table.ghosts import Ghosts
from mfdesk.gui.table.headers import HEADER_HEIGHT, ROW_HEIGHT, NameHeader
from mfdesk.gui.table.model import RatingsTableModel
from mfdesk.gui.table.painter import CellPainter
from mfdesk.gui.table.stretch import Stretch
from mfdesk.ratings.arrays import Flags

Index = QModelIndex | QPersistentModelIndex
_LEAST_ROWS = 5
"""So many rows are seen however small the window is."""


class CellGrid(QTableView):
    """Paints from the blocks of its model, whole rectangles of cells at once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = RatingsTableModel(self)
        self._painter = CellPainter()
        self._painter.set_font(self.font())
        self._across = NameHeader(Qt.Orientation.Horizontal, self._model, self)
        self._down = NameHeader(Qt.Orientation.Vertical, self._model, self)
        self._ghosts = Ghosts(self)
        self._ghosts.faded.connect(self.viewport().update)
        self._set_up_grid()

    @property
    def ratings_model(self) -> RatingsTableModel:
        return self._model

    def indexAt(self, pos: QPoint) -> QModelIndex:
        return super().indexAt(QPoint(self._across.content(pos.x()), self._down.content(pos.y())))

    def visualRect(self, index: Index) -> QRect:
        if not index.isValid():
            return QRect()
        left, width = self._across.area(index.column())
        top, height = self._down.area(index.row())
        return QRect(left, top, width - 1, height - 1)

    def visualRegionForSelection(self, _selection: QItemSelection) -> QRegion:
        """All that is seen: to paint it takes less than to find out what changed."""
        return QRegion(self.viewport().rect())

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        if index.isValid():
            self._bring(self._down, index.row(), hint)
            self._bring(self._across, index.column(), hint)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        for header in (self._across, self._down):
            if header.band:
                header.viewport().update()
                self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._painter.set_font(self.font())
            for header in (self._across, self._down):
                header.setFont(self.font())  # under a style sheet Qt does not hand it down

    def paintEvent(self, event: QPaintEvent) -> None:
        blocks, exposed = self._model.blocks, event.rect()
        if blocks is None:
            return
        painter = QPainter(self.viewport())
        for rows in self._down.stretches(exposed.top(), exposed.bottom() + 1):
            for columns in self._across.stretches(exposed.left(), exposed.right() + 1):
                chosen = self._chosen_flags(rows.grown, columns.grown)
                self._painter.paint(painter, blocks, rows, columns, chosen[1:-1, 1:-1])
                self._painter.paint_outline(painter, rows, columns, chosen)
                if self._ghosts.active:
                    ghosts = self._ghosts.of(blocks, rows.places, columns.places)
                    self._painter.paint_ghosts(painter, blocks, rows, columns, ghosts, self._ghosts.strength)
        self._ghosts.painted(blocks)
        self._painter.paint_band_ends(painter, self.viewport().rect(), self._across.band, self._down.band)
        current = self.currentIndex()
        if current.isValid():
            painter.setClipRect(self._beside_bands(current))
            self._paint_current(painter, blocks, current)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Qt would paint what was or is chosen anew, but not those beside it, whose edge has moved."""
        super().selectionChanged(selected, deselected)
        self.viewport().update()

    def _paint_current(self, painter: QPainter, blocks: Blocks, current: QModelIndex) -> None:
        area = self.visualRect(current)
        if area.intersects(self.viewport().rect()):
            edited = blocks.cell(current.row(), current.column()).kind is Kind.EDITED
            self._painter.paint_current(painter, area, focused=self.hasFocus(), edited=edited)

    def _beside_bands(self, index: Index) -> QRect:
        """Where a cell can be seen: pinned ones everywhere, others not below what is pinned."""
        area = self.viewport().rect()
        if not self._across.keeps(index.column()):
            area.setLeft(self._across.band)
        if not self._down.keeps(index.row()):
            area.setTop(self._down.band)
        return area

    def _bring(self, header: NameHeader, place: int, hint: QAbstractItemView.ScrollHint) -> None:
        """Scrolls along one side until a place lies in sight, beside what is pinned."""
        bar = self.horizontalScrollBar() if header.across else self.verticalScrollBar()
        start, size = header.area(place)
        band, room = header.band, header.room
        if header.keeps(place):
            return
        if hint is QAbstractItemView.ScrollHint.PositionAtCenter:
            bar.setValue(bar.value() + start - band - (room - band - size) // 2)
        elif start < band or hint is QAbstractItemView.ScrollHint.PositionAtTop or size > room - band:
            bar.setValue(bar.value() + start - band)
        elif start + size > room or hint is QAbstractItemView.ScrollHint.PositionAtBottom:
            bar.setValue(bar.value() + start + size - room)

    def _chosen_flags(self, rows: Stretch, columns: Stretch) -> Flags:
        """Which of the cells where these meet are chosen."""
        return np.zeros((len(rows.places), len(columns.places)), np.bool_)

    def _set_up_grid(self) -> None:
        self.setMinimumHeight(HEADER_HEIGHT + _LEAST_ROWS * ROW_HEIGHT)
        self.setHorizontalHeader(self._across)
        self.setVerticalHeader(self._down)
        self.setModel(self._model)
        # The headers would ask of each of their sections whether all of its cells are chosen: a minute's work
        # at a million rows. With a selection of their own, always empty, they need not.
        for header in (self._across, self._down):
            header.setSelectionModel(QItemSelectionModel(self._model, header))
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
