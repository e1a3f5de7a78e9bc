"""When the card about a cell comes and goes."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QTimer
from PySide6.QtWidgets import QTableView

from mfdesk.gui.table.cell_facts import Explain, facts_of
from mfdesk.gui.table.hover_card import HoverCard
from mfdesk.gui.table.model import RatingsTableModel

DELAY = 350
"""Milliseconds that the mouse has to rest on a cell."""


class Hovering(QObject):
    """Shows the card of the cell pointed at, or of one that was asked for by a key."""

    def __init__(self, view: QTableView, model: RatingsTableModel) -> None:
        super().__init__(view)
        self._view, self._model = view, model
        self.card = HoverCard(view)
        self.explain: Explain | None = None
        self._waiting = (-1, -1)
        self._timer = QTimer(self, singleShot=True, interval=DELAY)
        self._timer.timeout.connect(self._show_waiting)

    def point_at(self, index: QModelIndex | QPersistentModelIndex) -> None:
        """The mouse is on this cell, or on none."""
        cell = (index.row(), index.column())
        if cell == self._waiting:
            return
        self.leave()
        self._waiting = cell
        if index.isValid():
            self._timer.start()

    def leave(self) -> None:
        """No cell is pointed at any more."""
        self._waiting = (-1, -1)
        self._timer.stop()
        self.card.hide()

    def show_for(self, index: QModelIndex | QPersistentModelIndex) -> None:
        """At once."""
        facts = facts_of(self._model, index.row(), index.column(), self.explain) if index.isValid() else None
        if facts is None:
            return
        viewport = self._view.viewport()
        cell = self._view.visualRect(index).translated(viewport.mapTo(self._view, QPoint()))
        self.card.show_facts(facts, cell, self._view.rect())

    def _show_waiting(self) -> None:
        row, column = self._waiting
        if self._model.hasIndex(row, column):
            self.show_for(self._model.index(row, column))
