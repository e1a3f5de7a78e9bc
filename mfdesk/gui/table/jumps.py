"""How far Ctrl and an arrow key go along a row or column, as spreadsheets do it: from one given rating to the next."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

from mfdesk.arranged import Arrangement
from mfdesk.gui.table.model import RatingsTableModel
from mfdesk.ratings.arrays import Integers
from mfdesk.ratings.edited import Edited
from mfdesk.ratings.side import Side

_Action, Key = QAbstractItemView.CursorAction, Qt.Key
_STEPS = {
    _Action.MoveLeft: (Side.ROWS, -1),
    _Action.MoveRight: (Side.ROWS, 1),
    _Action.MoveUp: (Side.COLUMNS, -1),
    _Action.MoveDown: (Side.COLUMNS, 1),
}
"""Along the row or along the column, and in which direction."""
_MOVES = frozenset(
    (Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down, Key.Key_Home, Key.Key_End, Key.Key_PageUp, Key.Key_PageDown)
)


def is_far_move(event: QKeyEvent) -> bool:
    """Whether a key is one that moves, held together with Ctrl."""
    return event.key() in _MOVES and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


def jumped(model: RatingsTableModel, current: QModelIndex, action: QAbstractItemView.CursorAction) -> QModelIndex:
    """Where an arrow held together with Ctrl leads; not valid for other moves."""
    table, arrangement = model.table, model.arrangement
    if action not in _STEPS or table is None or arrangement is None or not current.isValid():
        return QModelIndex()
    along, step = _STEPS[action]
    line, place = (current.row(), current.column()) if along is Side.ROWS else (current.column(), current.row())
    given = given_places(table.edited, arrangement, along, arrangement.side(along).position(line))
    to = jump(given, place, step, len(arrangement.side(along.other)))
    return model.index(*((line, to) if along is Side.ROWS else (to, line)))


def given_places(edited: Edited, arrangement: Arrangement, side: Side, position: int) -> Integers:
    """Where the ratings of this row (or column) are shown, from its start to its end."""
    cells = edited.cells_of_row(position) if side is Side.ROWS else edited.cells_of_column(position)
    places = arrangement.side(side.other).places(cells[0])
    return np.sort(places[places >= 0])


def jump(given: Integers, place: int, step: int, size: int) -> int:
    """From a ``place`` among ``size`` to the last of the given ones (n, rising) that follow one another from there, or
    over a hole to the next given one, or to the end where there is none; ``step`` is 1, or -1 towards the start."""
    if step < 0:
        return size - 1 - jump(size - 1 - given[::-1], size - 1 - place, 1, size)
    ahead = given[np.searchsorted(given, place) :]
    run = int(np.argmax(np.append(ahead - np.arange(len(ahead)) != place, True)))
    if run > 1:
        return place + run - 1
    further = ahead[ahead > place]
    return int(further[0]) if len(further) else size - 1
