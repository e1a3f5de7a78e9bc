"""Asks for the names of new rows or columns, or for another name of one that is there."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mfdesk.gui.theme import scaled
from mfdesk.gui.words import counted, plural

Check = Callable[[Sequence[str]], str]
"""Why these names cannot be given, in a sentence; "" if they can."""

_WIDTH, _LINES_HEIGHT = 400, 144


class NameDialog(QDialog):
    """Emits ``named`` with a list of names. ``noun`` is what the file calls a row or a column; ``old`` is the name to
    be changed, "" where new ones are to be added: one a line, as many as wanted."""

    named = Signal(list)

    def __init__(self, noun: str, check: Check, old: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("nameDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._noun, self._check, self._old = noun, check, old
        self._line, self._lines = QLineEdit(old), QPlainTextEdit()
        self._problem, self._accept, self._cancel = QLabel(), QPushButton(), QPushButton("Cancel")
        self._field: QWidget = self._line if old else self._lines
        self.setWindowTitle(f"Rename the {noun}" if old else f"Add {plural(noun)}")
        self._name_parts()
        self._lay_out()
        self._update()
        self._line.selectAll()
        self._field.setFocus()

    def names(self) -> list[str]:
        """What is typed, without blanks around the names and without empty lines."""
        text = self._line.text() if self._old else self._lines.toPlainText()
        return [name for line in ([text] if self._old else text.splitlines()) if (name := line.strip())]

    def accept(self) -> None:
        names = self.names()
        super().accept()
        self.named.emit(names)

    def _update(self) -> None:
        """Says what is wrong as soon as it is, and turns the button off."""
        names = self.names()
        problem = self._check(names) if names else self._empty()
        told = problem or self._about()
        self._problem.setText(told)
        self._problem.setProperty("dim", not problem or not names)
        self._problem.style().polish(self._problem)
        self._field.setAccessibleDescription(told)
        self._fit()
        self._accept.setEnabled(bool(names) and not problem)
        several = counted(len(names), self._noun) if len(names) > 1 else ""
        self._accept.setText("&Rename" if self._old else f"&Add {several}".strip())

    def _empty(self) -> str:
        return "Type a name." if self._old else self._about()

    def _about(self) -> str:
        if self._old:
            return "The new name is shown wherever the old one was."
        return "One name a line; each gets a place at the end of the table."

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as the words need at this width: Qt itself leaves room for narrower ones."""
        if self.isVisible() and (layout := self.layout()) is not None:
            self.setFixedHeight(layout.totalHeightForWidth(self.width()))

    def _name_parts(self) -> None:
        spoken = f"New name of {_short(self._old)}" if self._old else f"Names of new {plural(self._noun)}, one a line"
        self._field.setObjectName("nameField")
        self._field.setAccessibleName(spoken)
        self._line.textChanged.connect(self._update)
        self._lines.textChanged.connect(self._update)
        self._lines.setTabChangesFocus(True)
        self._lines.setFixedHeight(scaled(_LINES_HEIGHT))
        self._problem.setObjectName("nameProblem")
        self._problem.setTextFormat(Qt.TextFormat.PlainText)
        self._problem.setProperty("dim", True)
        self._problem.setWordWrap(True)
        self._accept.setObjectName("nameAccept")
        self._accept.setProperty("primary", True)
        self._accept.setDefault(True)
        self._accept.clicked.connect(self.accept)
        self._cancel.setObjectName("nameCancel")
        self._cancel.setAutoDefault(False)
        self._cancel.clicked.connect(self.reject)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 20)
        column.setSpacing(8)
        heading = QLabel("New name" if self._old else f"Names of the new {plural(self._noun)}")
        heading.setProperty("heading", True)
        heading.setBuddy(self._field)
        column.addWidget(heading)
        column.addWidget(self._field)
        self._problem.setMinimumHeight(2 * self._problem.fontMetrics().lineSpacing())
        self._problem.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._problem)
        column.addSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self._cancel)
        row.addWidget(self._accept)
        column.addLayout(row)
        self.setFixedWidth(scaled(_WIDTH))


def _short(name: str) -> str:
    return name if len(name) <= 40 else f"{name[:39]}…"
