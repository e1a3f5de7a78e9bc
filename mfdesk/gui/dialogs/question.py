"""A question with a few answers, asked without stopping the work behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from mfdesk.gui.theme import scaled

_WIDTH = 480


def _nothing() -> None:
    """Leaves everything as it is."""


@dataclass(frozen=True, eq=False)
class Answer:
    """What one button says, and what it does once the question is closed."""

    words: str
    act: Callable[[], None] = _nothing


@dataclass(frozen=True, eq=False)
class Question:
    """``text`` asks, ``more`` says what the answers bring about (""). The first answer is the likeliest; ``leave``
    changes nothing, and so does closing the dialog."""

    title: str
    text: str
    more: str
    answers: tuple[Answer, ...]
    leave: str = "Cancel"


class QuestionDialog(QDialog):
    """Shows a ``Question``; the answers stand at the right, the likeliest last and on Enter."""

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("questionDialog")
        self.setWindowTitle(question.title)
        self.setAccessibleDescription(f"{question.text} {question.more}".strip())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 20)
        column.setSpacing(8)
        column.addWidget(_paragraph(question.text, "questionText", heading=True))
        if question.more:
            column.addWidget(_paragraph(question.more, "questionMore", heading=False))
        column.addSpacing(8)
        column.addLayout(self._button_row(question))
        self.setMinimumWidth(scaled(_WIDTH))

    def showEvent(self, event: QShowEvent) -> None:
        """As high as the words need at this width: Qt itself leaves room for narrower ones."""
        super().showEvent(event)
        layout = self.layout()
        if layout is not None:
            width = max(self.width(), self.minimumSizeHint().width())
            self.setFixedSize(width, layout.totalHeightForWidth(width))

    def _button_row(self, question: Question) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        leave = QPushButton(question.leave)
        leave.setObjectName("questionLeave")
        leave.setAutoDefault(False)
        leave.clicked.connect(self.reject)
        row.addWidget(leave)
        for place in reversed(range(len(question.answers))):
            row.addWidget(self._button(question.answers[place], place))
        return row

    def _button(self, answer: Answer, place: int) -> QPushButton:
        button = QPushButton(answer.words)
        button.setObjectName(f"questionAnswer{place + 1}")
        button.setProperty("primary", place == 0)
        button.setAutoDefault(False)
        button.setDefault(place == 0)
        button.clicked.connect(lambda: self._take(answer))
        return button

    def _take(self, answer: Answer) -> None:
        """Closed first: what the answer does may ask the next question."""
        self.accept()
        answer.act()


def _paragraph(text: str, name: str, *, heading: bool) -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("heading", heading)
    label.setWordWrap(True)
    return label
