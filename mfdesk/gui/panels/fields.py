"""A form of fields below each other: its name before each, and one dim sentence under it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QSpinBox, QWidget

from mfdesk.gui.panels.parts import hint, named

FIELD, END = 1, 2
"""The column of the fields, and the one after the last."""

_WIDEST_NAME = "Held out"
"""Fields of forms below each other begin at the same place."""


class FieldGrid(QGridLayout):
    """Lays out the fields of ``form``."""

    def __init__(self, form: QWidget) -> None:
        super().__init__(form)
        self._calm = CalmWheel(form)
        self.setContentsMargins(0, 0, 0, 0)
        self.setHorizontalSpacing(12)
        self.setVerticalSpacing(0)
        self.setColumnMinimumWidth(0, form.fontMetrics().horizontalAdvance(_WIDEST_NAME) + 2)
        self.setColumnStretch(FIELD, 1)

    def add(self, label: str, field: QWidget, more: str) -> QLabel:
        """Puts a field below the last one; one without a ``label`` has its own words on it."""
        if label:
            name = QLabel(label)
            name.setBuddy(field)
            self.addWidget(name, self.rowCount(), 0)
            field.setAccessibleName(label.replace("&", ""))
            return self._add(field, more, self.rowCount() - 1, FIELD)
        return self._add(field, more, self.rowCount(), FIELD)

    def add_wide(self, field: QWidget, more: str) -> QLabel:
        """Puts a field that has its own words on it below the last one, as wide as the form."""
        self.setRowMinimumHeight(self.rowCount(), 4)
        return self._add(field, more, self.rowCount(), 0)

    def _add(self, field: QWidget, more: str, row: int, column: int) -> QLabel:
        field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        field.setMinimumWidth(120)
        field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        field.installEventFilter(self._calm)
        self.addWidget(field, row, column, 1, END - column)
        sentence = hint(more)
        sentence.setContentsMargins(1, 2, 0, 0)
        self.addWidget(sentence, row + 1, column, 1, END - column)
        field.setAccessibleDescription(more)
        self.setRowMinimumHeight(row + 2, 4)
        return sentence

    def add_across(self, widget: QWidget) -> None:
        """Puts something below the last field, as wide as the form."""
        self.addWidget(widget, self.rowCount(), 0, 1, END)


class CalmWheel(QObject):
    """Leaves the wheel to the page that scrolls, unless the field under the mouse has been chosen."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False


def number_box(name: str, highest: int, *, automatic: bool = False) -> QSpinBox:
    """A whole number from 0; ``automatic``: its 0 leaves the choice to the method."""
    box = named(QSpinBox(), name)
    box.setRange(0, highest)
    box.setGroupSeparatorShown(True)
    box.lineEdit().setTextMargins(6, 0, 0, 0)
    if automatic:
        box.setSpecialValueText("automatic")
    return box


def explain(field: QWidget, sentence: QLabel, words: str) -> None:
    """Says something else under a field, to the eye and to the ear."""
    sentence.setText(words)
    field.setAccessibleDescription(words)
