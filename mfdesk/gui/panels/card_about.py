"""What is known of a row or column in numbers, and its attributes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from mfdesk.gui.panels.card_words import CardWords
from mfdesk.gui.panels.parts import card, heading, hint, named

_WORD_WIDTH = 96


class AboutPage(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._numbers = Facts("cardFacts", "Ratings in numbers", (0, 1))
        self._attributes = Facts("cardAttributes", "What else is known", (2, 3))
        self._heading = heading("What else is known")
        self._none = named(hint(""), "cardNoAttributes")
        page = named(QWidget(), "scrolled")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        self._known = card(self._attributes)
        column.addWidget(card(self._numbers))
        column.addSpacing(8)
        for part in (self._heading, self._known, self._none):
            column.addWidget(part)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def show_words(self, words: CardWords) -> None:
        self._numbers.show_facts(words.facts())
        attributes = words.card.attributes
        self._attributes.show_facts(attributes)
        self._known.setVisible(bool(attributes))
        self._none.setText(f"The file says nothing of this {words.noun} besides its ratings.")
        self._none.setVisible(not attributes)


class Facts(QWidget):
    """Words and what they are, one below the other; long texts wrap. ``shares``: how they share the width."""

    def __init__(self, name: str, title: str, shares: tuple[int, int]) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(8, 4, 8, 4)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnMinimumWidth(0, _WORD_WIDTH)
        for column, share in enumerate(shares):
            self._grid.setColumnStretch(column, share)
        self._labels: list[tuple[QLabel, QLabel]] = []

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        while len(self._labels) < len(facts):
            self._add()
        for place, (word, text) in enumerate(self._labels):
            shown = place < len(facts)
            for label, said in zip((word, text), facts[place] if shown else ("", ""), strict=True):
                label.setText(said)
                label.setVisible(shown)
        self.setAccessibleDescription("; ".join(f"{word}: {text}" for word, text in facts))

    def _add(self) -> None:
        word, text = QLabel(), QLabel()
        word.setProperty("dim", True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for label in (word, text):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        row = len(self._labels)
        self._grid.addWidget(word, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(text, row, 1, Qt.AlignmentFlag.AlignTop)
        self._labels.append((word, text))


class MiddleLine(QLabel):
    """A name on one line that keeps its beginning and its end where there is no room for the whole."""

    def __init__(self) -> None:
        super().__init__()
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def say(self, text: str, whole: str) -> None:
        """``whole`` is what the tooltip and a screen reader say of it."""
        self._whole = text
        self.setToolTip(whole)
        self.setAccessibleName(whole)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(40, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        one_line = " ".join(self._whole.split())
        self.setText(self.fontMetrics().elidedText(one_line, Qt.TextElideMode.ElideMiddle, self.width()))
