"""Lists the places of a file that were left out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from mfdesk.errors import Problem
from mfdesk.sentences import brief, reason


class ProblemsDialog(QDialog):
    """``total`` counts those too that are not in the list."""

    def __init__(self, problems: Sequence[Problem], total: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("problemsDialog")
        self.setWindowTitle("What was left out")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(640, 420)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(QLabel(_headline(len(problems), total)))
        column.addWidget(_table(problems), 1)
        column.addLayout(self._button_row())

    def _button_row(self) -> QHBoxLayout:
        close = QPushButton("Close")
        close.setObjectName("problemsClose")
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        return row


def _headline(listed: int, total: int) -> str:
    if total > listed:
        return f"The first {listed:,} of {total:,} places that could not be used. The file itself is unchanged."
    return "The places that could not be used. The file itself is unchanged."


def _table(problems: Sequence[Problem]) -> QTableWidget:
    table = QTableWidget(len(problems), 3)
    table.setObjectName("problemsTable")
    table.setAccessibleName("Places that could not be used")
    table.setHorizontalHeaderLabels(["Line", "Column", "Why"])
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.verticalHeader().hide()
    table.setShowGrid(False)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
    table.setColumnWidth(0, 72)
    table.setColumnWidth(1, 176)
    for row, found in enumerate(problems):
        for column, text in enumerate((f"{found.line:,}", brief(found.column), reason(found))):
            table.setItem(row, column, QTableWidgetItem(text))
    return table
