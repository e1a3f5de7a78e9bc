"""How outcomes and errors are told: one sentence in a bar above the table, never a box that stops the work."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from mfdesk.errors import Problem, UserError
from mfdesk.gui.resources import icon, picture
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


class MessageBar(QFrame):
    """Shows the last message until it is closed or another takes its place."""

    details_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messageBar")
        self._palette = LIGHT
        self._message = Message("")
        self._icon, self._text = QLabel(self), QLabel(self)
        self._details = QPushButton("Details…", self)
        self._close = QToolButton(self)
        self._name_parts()
        self._lay_out()
        self.hide()

    @property
    def message(self) -> Message:
        return self._message

    def show_message(self, message: Message) -> None:
        self._message = message
        self._text.setText(message.text)
        self._details.setVisible(bool(message.problems))
        self.setAccessibleName(message.text)
        self._draw()
        self.show()

    def clear(self) -> None:
        self._message = Message("")
        self.hide()

    def set_palette_colours(self, palette: Palette) -> None:
        self._palette = palette
        self._close.setIcon(icon("close", palette, palette.dim))
        self._draw()

    def _draw(self) -> None:
        """The icon and the edge take the counter-colour for errors, the accent for the rest."""
        is_error = self._message.severity is Severity.ERROR
        colour = self._palette.counter if is_error else self._palette.accent
        self._icon.setPixmap(picture(self._message.severity.value, colour, 20))
        self.setStyleSheet(
            f"#messageBar {{ background: {self._palette.panel}; border: none;"
            f" border-left: 4px solid {colour}; border-bottom: 1px solid {self._palette.line}; }}"
        )

    def _name_parts(self) -> None:
        self._text.setObjectName("messageText")
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._details.setObjectName("messageDetails")
        self._details.clicked.connect(self._ask_details)
        self._close.setObjectName("messageClose")
        self._close.setToolTip("Close this message")
        self._close.setAccessibleName("Close this message")
        self._close.setIconSize(QSize(14, 14))
        self._close.setProperty("small", True)
        self._close.clicked.connect(self.clear)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(8)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._details)
        row.addWidget(self._close)

    def _ask_details(self) -> None:
        self.details_requested.emit(self._message)
