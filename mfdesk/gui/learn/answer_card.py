"""One answer of a quiz question, as a card to press."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from mfdesk.gui.learn.parts import words
from mfdesk.gui.theme import LIGHT, Palette


class Mark(Enum):
    """How an answer looks once one has been given; the sign says it without colour."""

    OPEN = ""
    RIGHT = "✓"
    WRONG = "✗"
    PASSED = " "
    """Neither chosen nor right."""


class AnswerCard(QPushButton):
    """``position`` counts from 0; its number is the key that chooses it."""

    chosen = Signal(int)

    def __init__(self, position: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._position, self._palette, self._mark = position, LIGHT, Mark.OPEN
        self.setObjectName(f"quizAnswer{position + 1}")
        self.setProperty("card", True)
        self.setAutoDefault(False)
        self._sign, self._words = QLabel(), words()
        self._lay_out()
        self.clicked.connect(self._choose)

    def set_palette_colours(self, palette: Palette) -> None:
        self._palette = palette
        self._dress()

    def set_answer(self, text: str, accessible: str) -> None:
        self._words.setText(text)
        self.setAccessibleName(accessible)
        self.set_mark(Mark.OPEN)

    def set_mark(self, mark: Mark) -> None:
        self._mark = mark
        self._sign.setText(mark.value or str(self._position + 1))
        self.setEnabled(mark is Mark.OPEN)
        self._dress()

    def sizeHint(self) -> QSize:
        """A button asks for the size of its text; this one has a layout instead."""
        layout = self.layout()
        width = max(self.width(), 320)
        return QSize(width, layout.totalHeightForWidth(width) if layout else 0)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def _lay_out(self) -> None:
        self._sign.setFixedWidth(16)
        self._sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 16, 10)
        row.setSpacing(12)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        for label in (self._sign, self._words):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def _dress(self) -> None:
        colours = self._palette
        line = {Mark.RIGHT: colours.accent, Mark.WRONG: colours.counter}.get(self._mark, "")
        text = colours.dim if self._mark is Mark.PASSED else colours.text
        border = f"AnswerCard {{ border: 2px solid {line}; }}" if line else ""
        self.setStyleSheet(f"{border} QLabel {{ color: {text}; }}")
        self._sign.setStyleSheet(f"color: {line or colours.dim}; font-weight: 600;")

    @Slot()
    def _choose(self) -> None:
        self.chosen.emit(self._position)
