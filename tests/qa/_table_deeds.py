"""What a person means to do with the table, which chance alone hardly ever brings about."""

from __future__ import annotations

import random

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mfdesk.gui.table.dragging import HOLD_MILLISECONDS
from mfdesk.gui.table.view import RatingsTableView
from tests.qa._hand import Hand, Place

_LEAST = 8
"""Pixels of a cell that can be hit."""


class TableDeeds:
    def __init__(self, hand: Hand, chance: random.Random) -> None:
        self._hand, self._chance = hand, chance

    def rate(self, table: RatingsTableView) -> None:
        """Types a rating, clears one, or pastes some, where the table stands."""
        place = _current_cell(table)
        if place is None:
            return
        self._hand.click(place)
        deed = self._chance.choice(("type", "type", "clear", "paste"))
        if deed == "type":
            self._hand.write(place, self._chance.choice("12345"))
            self._hand.key(place, Qt.Key.Key_Return)
        elif deed == "clear":
            self._hand.key(place, Qt.Key.Key_Delete)
        else:
            text = "\n".join("\t".join(self._chance.choices("12345", k=2)) for _ in range(3))
            self._hand.do("clipboard holds ratings", lambda: QGuiApplication.clipboard().setText(text))
            self._hand.key(place, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    def carry(self, table: RatingsTableView) -> None:
        """Drags what is chosen out of the table; the drag begins when the button has been held for a moment."""
        place = _current_cell(table)
        if place is None:
            return
        self._hand.click(place)
        control = Qt.KeyboardModifier.ControlModifier
        self._hand.press(place, keys=control)
        for step in range(1, 4):
            self._hand.move(place.moved(10 * step, 8 * step))
        self._hand.do("hold", lambda: QTest.qWait(2 * HOLD_MILLISECONDS))
        self._hand.release(place.moved(30, 24), keys=control)


def _current_cell(table: RatingsTableView) -> Place | None:
    """Where the current cell is seen; None where nothing can be done to it."""
    if not table.isVisible() or not table.currentIndex().isValid() or QApplication.activeModalWidget() is not None:
        return None
    area, window = table.visualRect(table.currentIndex()) & table.viewport().rect(), table.window()
    if area.width() < _LEAST or area.height() < _LEAST:
        return None
    middle = table.viewport().mapTo(window, area.center())
    return Place.of(window, middle, "the current cell") if window.childAt(middle) is table.viewport() else None
