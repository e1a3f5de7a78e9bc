"""The page of one factor: how much it explains, who lies at its ends, and what sets them apart."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from mfdesk.engine.patterns import End, PatternMap
from mfdesk.gui.panels import patterns_words as words
from mfdesk.gui.panels.parts import heading, hint, named
from mfdesk.gui.panels.patterns_ends import PatternsEnds
from mfdesk.gui.theme import LIGHT, Palette


class PatternsPage(QWidget):
    """Shows a page of a ``PatternMap``."""

    stepped = Signal(int)
    """-1: the factor before is wanted; 1: the next one."""
    pointed = Signal(int)
    """The place in the map of a name that was chosen here."""
    opened = Signal(int)
    """The place in the map of a name that was clicked twice."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("patternsPage")
        self.setAccessibleName("Pattern")
        self._palette = LIGHT
        self._title = named(heading(""), "patternsTitle")
        self._share = named(QLabel(), "patternsShare")
        self._share.setProperty("dim", True)
        self._before = _stepper("patternsBefore", "The pattern before", Qt.ArrowType.LeftArrow)
        self._next = _stepper("patternsNext", "The next pattern", Qt.ArrowType.RightArrow)
        self._left = PatternsEnds("patternsLeft", "At the left end")
        self._right = PatternsEnds("patternsRight", "At the right end")
        self._told = named(hint(""), "patternsTold")
        self._apart = named(QLabel(), "patternsApart")
        self._apart.setAccessibleName("What goes along with it")
        self._apart.setWordWrap(True)
        self._apart.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lay_out()
        self._connect()

    def show_page(self, shown: PatternMap, factor: int, names: Callable[[int], str], items: str, own: bool) -> None:
        """``names`` gives the name of a place; ``items`` is the noun of what the map shows."""
        page = shown.pages[factor]
        self._title.setText(words.factor_name(shown, factor, own))
        self._share.setText(words.share(shown, factor, own))
        longest = max((abs(end.value) for end in (*page.left, *page.right)), default=1.0)
        for ends, found in ((self._left, page.left), (self._right, page.right)):
            ends.show_ends(found, _named(found, names), longest)
        self._told.setText(words.told_of(shown, factor, items))
        self._told.setVisible(bool(self._told.text()))
        sentences = words.apart(shown, factor, items)
        self._apart.setText("".join(f'<p style="margin: 0 0 6px 0">{escape(each)}</p>' for each in sentences))
        self._apart.setAccessibleDescription(" ".join(sentences))
        self._before.setEnabled(factor > 0)
        self._next.setEnabled(factor + 1 < shown.rank)

    def set_palette_colours(self, palette: Palette) -> None:
        self._palette = palette
        self._left.set_palette_colours(palette, palette.counter)
        self._right.set_palette_colours(palette, palette.accent)

    def _connect(self) -> None:
        self._before.clicked.connect(lambda: self.stepped.emit(-1))
        self._next.clicked.connect(lambda: self.stepped.emit(1))
        for ends in (self._left, self._right):
            ends.pointed.connect(self.pointed)
            ends.opened.connect(self.opened)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._title, 1)
        line.addWidget(self._before)
        line.addWidget(self._next)
        ends = QGridLayout()
        ends.setHorizontalSpacing(16)
        ends.setVerticalSpacing(4)
        for column, (title, widget) in enumerate((("← Left end", self._left), ("Right end →", self._right))):
            label = QLabel(title)
            label.setProperty("dim", True)
            ends.addWidget(label, 0, column)
            ends.addWidget(widget, 1, column, Qt.AlignmentFlag.AlignTop)
            ends.setColumnStretch(column, 1)
        column_of_all = QVBoxLayout(self)
        column_of_all.setContentsMargins(0, 0, 0, 0)
        column_of_all.setSpacing(8)
        column_of_all.addLayout(line)
        column_of_all.addWidget(self._share)
        column_of_all.addLayout(ends)
        column_of_all.addWidget(heading("What goes along with it"))
        column_of_all.addWidget(self._apart)
        column_of_all.addWidget(self._told)
        column_of_all.addStretch(1)


def _named(ends: tuple[End, ...], names: Callable[[int], str]) -> list[str]:
    return [names(end.place) for end in ends]


def _stepper(name: str, tip: str, arrow: Qt.ArrowType) -> QToolButton:
    button = named(QToolButton(), name)
    button.setProperty("small", True)
    button.setArrowType(arrow)
    button.setAccessibleName(tip)
    button.setToolTip(tip)
    return button
