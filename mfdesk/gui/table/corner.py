"""Where the two headers meet: how many rows there are, and what they are sorted by."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from mfdesk.completed import CompletedTable
from mfdesk.gui.theme import Palette
from mfdesk.gui.words import counted, plural
from mfdesk.ratings.side import Side


class Corner(QLabel):
    """Two lines at most."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("tableCorner")
        self._sorted_by = ""

    def set_sorted_by(self, words: str) -> None:
        """What the rows are sorted by, where that is none of the columns, else ""; said with the next ``tell``."""
        self._sorted_by = words

    def tell(self, table: CompletedTable | None, shown: int) -> None:
        """So many rows of this table are ``shown``."""
        if table is None:
            return
        noun = table.edited.base.ratings.row_noun or "row"
        there = table.shape[0] - len(table.edited.dropped[Side.ROWS])
        whole = counted(there, noun)
        first, second = (whole, "") if shown == there else (f"{shown:,} of {there:,}", plural(noun))
        self.setText("\n".join(line for line in (first, self._sorted_by or second) if line))
        words = [whole if shown == there else f"{shown:,} of {whole}", self._sorted_by]
        self.setToolTip(", ".join(word for word in words if word))

    def set_palette_colours(self, palette: Palette) -> None:
        self.setStyleSheet(
            f"background: {palette.ground}; color: {palette.dim}; padding-left: 12px;"
            f" border-bottom: 1px solid {palette.line}; border-right: 1px solid {palette.line};"
        )
