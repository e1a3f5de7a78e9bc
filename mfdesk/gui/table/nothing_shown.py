"""What stands in place of the cells when the filters hide all of them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from mfdesk.completed import CompletedTable
from mfdesk.gui.words import plural

_AIR = 24


class NothingShown(QLabel):
    """Lies over the cells, and never takes the mouse."""

    def __init__(self, cells: QWidget) -> None:
        super().__init__(cells)
        self.setObjectName("nothingShown")
        self.setProperty("soft", True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def tell(self, table: CompletedTable | None, rows: int, columns: int) -> None:
        """``rows`` and ``columns`` are shown of the table."""
        if table is not None and not (rows and columns):
            ratings = table.edited.base.ratings
            hidden = (ratings.row_noun or "row") if not rows else (ratings.column_noun or "column")
            self.setText(f"The filters hide all {plural(hidden)}. Take one away above, or show all again.")
        self.setVisible(table is not None and not (rows and columns))
        self.cover()

    def cover(self) -> None:
        """Nearly as large as what it lies over."""
        cells = self.parentWidget()
        if cells is not None:
            self.setGeometry(cells.rect().adjusted(_AIR, _AIR, -_AIR, -_AIR))
