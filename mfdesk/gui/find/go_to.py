"""The window "Go to": a row and a column by their names."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from mfdesk.gui.find.findable import Findable
from mfdesk.gui.find.name_entry import NameEntry
from mfdesk.gui.panels.parts import named
from mfdesk.gui.theme import scaled
from mfdesk.ratings.side import Side


class GoToDialog(QDialog):
    """Either name may be left empty: then the table stays in its column, or row."""

    go_requested = Signal(object, object)
    """The positions of the row and of the column; None for what is left empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("goToDialog")
        self.setWindowTitle("Go to")
        self._entries = {side: NameEntry(f"goTo{side.name.title()}") for side in Side}
        self._labels = {side: QLabel() for side in Side}
        self._refusal = named(QLabel(), "goToRefusal")
        self._go = named(QPushButton("Go"), "goToGo")
        self._cancel = named(QPushButton("Cancel"), "goToCancel")
        self._lay_out()
        self._go.clicked.connect(self._accept)
        self._cancel.clicked.connect(self.reject)
        for entry in self._entries.values():
            entry.textChanged.connect(self._update)
        self._update()

    def set_nouns(self, row: str, column: str) -> None:
        """What one row and one column are called."""
        for side, noun in zip(Side, (row, column), strict=True):
            self._labels[side].setText(noun[:1].upper() + noun[1:])
            self._entries[side].setAccessibleName(f"Name of the {noun}")

    def set_names(self, side: Side, names: Findable) -> None:
        """What can be gone to."""
        self._entries[side].set_names(names)
        self._update()

    def showEvent(self, event: QShowEvent) -> None:
        """Empty again, ready to be typed in."""
        super().showEvent(event)
        if event.spontaneous():
            return
        for entry in self._entries.values():
            entry.clear()
        self._refusal.clear()
        self._entries[Side.ROWS].setFocus()

    @Slot()
    def _accept(self) -> None:
        refusals = [entry.refusal for entry in self._entries.values() if entry.refusal]
        self._refusal.setText(" ".join(refusals))
        if not refusals:
            row, column = (self._entries[side].position for side in Side)
            self.accept()
            self.go_requested.emit(row, column)

    @Slot()
    def _update(self) -> None:
        self._refusal.clear()
        self._go.setEnabled(any(entry.text().strip() for entry in self._entries.values()))

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 16, 16, 16)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for side in Side:
            self._labels[side].setBuddy(self._entries[side])
            self._entries[side].setMinimumWidth(scaled(320))
            grid.addWidget(self._labels[side], side, 0)
            grid.addWidget(self._entries[side], side, 1)
        self._refusal.setWordWrap(True)
        self._refusal.setAccessibleName("Why it cannot be gone to")
        self._refusal.setMinimumHeight(self._refusal.fontMetrics().height())
        grid.addWidget(self._refusal, 2, 1)
        grid.addLayout(self._buttons(), 3, 0, 1, 2)
        grid.setRowStretch(2, 1)

    def _buttons(self) -> QHBoxLayout:
        self._go.setDefault(True)
        self._go.setProperty("primary", True)
        self._cancel.setAutoDefault(False)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addStretch(1)
        line.addWidget(self._cancel)
        line.addWidget(self._go)
        return line
