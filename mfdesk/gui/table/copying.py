"""The chosen cells as text that a spreadsheet takes."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionRange

from mfdesk.gui.table.model import RatingsTableModel

MOST_CELLS = 200_000


def area(selection: QItemSelection) -> int:
    """How many cells the rectangle around the selection holds."""
    if selection.isEmpty():
        return 0
    top, bottom, left, right = _around(selection)
    return (bottom - top + 1) * (right - left + 1)


def as_text(model: RatingsTableModel, selection: QItemSelection) -> str:
    """Lines of cells parted by tabs; what lies between the chosen parts is left blank."""
    if selection.isEmpty() or model.blocks is None:
        return ""
    top, bottom, left, right = _around(selection)
    lines = [["" for _ in range(left, right + 1)] for _ in range(top, bottom + 1)]
    for part in _parts(selection):
        for row in range(part.top(), part.bottom() + 1):
            for column in range(part.left(), part.right() + 1):
                lines[row - top][column - left] = model.blocks.painted(row, column)[0]
    return "\n".join("\t".join(line) for line in lines)


def _around(selection: QItemSelection) -> tuple[int, int, int, int]:
    parts = _parts(selection)
    return (
        min(part.top() for part in parts),
        max(part.bottom() for part in parts),
        min(part.left() for part in parts),
        max(part.right() for part in parts),
    )


def _parts(selection: QItemSelection) -> list[QItemSelectionRange]:
    return [selection.at(position) for position in range(selection.size())]
