"""A short table of numbers in small letters, as pages and dialogs show it."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from mfdesk.gui.theme import points, tabular

SMALL_POINTS = 9
_LINE = 24


class SmallTable(QTableView):
    """Whole rows are chosen; there is no grid, no header of rows, and that of the columns only names them.

    ``padding`` is what stays free beside the texts, in pixels, in the headers as in the cells.
    """

    def __init__(self, name: str, accessible_name: str, padding: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(accessible_name)
        font = tabular(self.font())
        font.setPointSizeF(points(SMALL_POINTS))
        self.setFont(font)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self._set_up_headers(padding)

    def _set_up_headers(self, padding: int) -> None:
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(_LINE)
        columns.setFont(self.font())
        section = f"padding: 4px {padding}px; background: transparent; font-size: {points(SMALL_POINTS):g}pt;"
        columns.setStyleSheet(f"QHeaderView::section {{ {section} }}")
        columns.setMinimumSectionSize(_LINE)
        # Else the header asks of every cell whether it is chosen, which takes seconds once all of many rows are.
        columns.setHighlightSections(False)
        columns.setSectionsClickable(False)
