"""How outcomes and errors are told: one sentence in a bar above the table, never a box that stops the work."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from mfdesk.errors import Problem, UserError
from mfdesk.gui.strip import Strip
from mfdesk.gui.theme import LIGHT, Palette
from mfdesk.sentences import sentence


class Severity(Enum):
    """How much a message asks for; the value names its icon."""

    DONE = "done"
    NOTE = "info"
    ERROR = "warning"


@dataclass(frozen=True)
class Message:
    """One sentence, and the places of a file that it speaks of; ``problems_total`` counts those not listed too."""

    text: str
    severity: Severity = Severity.NOTE
    problems: tuple[Problem, ...] = ()
    problems_total: int = 0


def told(error: UserError) -> Message:
    """The message of an error that the user can cause."""
    return Message(sentence(error), Severity.ERROR)


class MessageBar(Strip):
    """Shows the last message until it is closed or another takes its place."""

    details_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("messageBar", _wrapping(), "message", QPushButton("Details…"), "Close this message", parent)
        self._palette = LIGHT
        self._message = Message("")
        self._button.setObjectName("messageDetails")
        self._button.clicked.connect(self._ask_details)
        self._close.clicked.connect(self.clear)

    @property
    def message(self) -> Message:
        return self._message

    def show_message(self, message: Message) -> None:
        self._message = message
        self._text.setText(message.text)
        self.setAccessibleName(message.text)
        self._button.setVisible(bool(message.problems))
        self._draw()
        self.show()

    def clear(self) -> None:
        self._message = Message("")
        self.hide()

    def set_palette_colours(self, palette: Palette) -> None:
        self._palette = palette
        self._draw()

    def _draw(self) -> None:
        """The counter-colour is for errors, the accent for the rest."""
        is_error = self._message.severity is Severity.ERROR
        colour = self._palette.counter if is_error else self._palette.accent
        self._dress(self._message.severity.value, colour, self._palette)

    def _ask_details(self) -> None:
        self.details_requested.emit(self._message)


def _wrapping() -> QLabel:
    """Takes as many lines as the sentence needs: whatever went wrong is told whole."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    label.setWordWrap(True)
    return label
