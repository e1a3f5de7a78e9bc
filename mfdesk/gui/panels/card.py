"""The Card page: everything about one row or one column of the table."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QTabBar, QToolButton, QVBoxLayout, QWidget

from mfdesk.engine.cards import Card
from mfdesk.engine.reasons import Reasons
from mfdesk.gui.panels.card_about import AboutPage, MiddleLine
from mfdesk.gui.panels.card_alike import AlikePage
from mfdesk.gui.panels.card_best import BestPage
from mfdesk.gui.panels.card_ratings import RatingsPage
from mfdesk.gui.panels.card_words import NO_TABLE, CardNames, CardWords, no_card
from mfdesk.gui.panels.parts import hint, named
from mfdesk.gui.panels.prediction_names import NameField
from mfdesk.gui.theme import Palette, points
from mfdesk.ratings.labels import Labels
from mfdesk.ratings.side import Side

MARGIN = 16
_TITLE_POINTS = 13
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
"""A name from right to left too, like the lines below it."""
_WIDEST = 720
"""Wider than this, numbers would stand too far from their names."""
_ABOUT, _RATINGS, _BEST, _ALIKE = range(4)


class CardPanel(QWidget):
    """Shows one card at a time; which one is asked for by ``card_requested``."""

    card_requested = Signal(int, int)
    """A ``Side`` and a position on it."""
    cell_requested = Signal(int, int)
    """The row and the column (positions) of a cell to go to."""
    why_requested = Signal(int, int)
    """The row and the column of a recommendation; ``show_why`` is the answer."""
    export_requested = Signal(int, object, int)
    """A ``Side``, a position on it (None: everyone), and how many recommendations each."""
    save_requested = Signal(object, str, str)
    """As that of ``PictureMenu``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cardPanel")
        self.setAccessibleName("Card")
        self._names = CardNames.of(Labels(()), Labels(()), "", "")
        self._card: Card | None = None
        self._unit = "rating points"
        self._around: tuple[int | None, int | None] = (None, None)
        self._make_parts()
        self._lay_out()
        self._connect()
        self._show_empty(NO_TABLE)

    def set_names(self, rows: Labels, columns: Labels, row_noun: str = "", column_noun: str = "") -> None:
        """The names of the table, and what its rows and columns are called ("" where unknown)."""
        self._names = CardNames.of(rows, columns, row_noun, column_noun)
        for side, field in zip(Side, self._fields, strict=True):
            field.set_names(self._names.names[side], self._names.noun(side))
        self._show_empty(no_card(self._names) if len(rows) or len(columns) else NO_TABLE)

    def set_unit(self, word: str) -> None:
        """What ratings are counted in, in the plural: "stars"."""
        self._unit = word
        if self._card is not None:
            self._fill(self._card, again=True)

    def set_palette_colours(self, palette: Palette) -> None:
        for page in (self._ratings, self._best, self._alike):
            page.set_palette_colours(palette)

    def show_card(self, card: Card) -> None:
        """The card of a row or column of the table whose names were set. One of the same row as before, after an
        edit or a training, keeps the page and the places of its lists."""
        again = self._card is not None and (self._card.side, self._card.position) == (card.side, card.position)
        self._card = card
        last = len(self._names.names[card.side].labels) - 1
        self.set_around(
            card.position - 1 if card.position else None, card.position + 1 if card.position < last else None
        )
        self._fill(card, again)
        self._show_parts()

    def set_around(self, before: int | None, after: int | None) -> None:
        """Which positions the buttons lead to, where the table is sorted or filtered; None: no further."""
        self._around = (before, after)
        for button, position in zip((self._before, self._after), self._around, strict=True):
            button.setEnabled(position is not None)

    def show_why(self, row: int, column: int, reasons: Reasons) -> None:
        """What speaks for the recommendation of a cell, below it in the list."""
        self._best.show_why(row, column, reasons)

    def clear(self) -> None:
        """Nothing is chosen."""
        self._show_empty(no_card(self._names))

    @property
    def card(self) -> Card | None:
        """What is shown."""
        return self._card

    @property
    def with_rated(self) -> bool:
        """Whether recommendations are wanted with what is rated already."""
        return self._best.with_rated

    def _make_parts(self) -> None:
        self._fields = (NameField("cardRow", "Find a row"), NameField("cardColumn", "Find a column"))
        self._empty = named(hint(""), "cardEmpty")
        self._title = named(MiddleLine(), "cardTitle")
        self._title.setAlignment(_LEFT)
        self._title.setStyleSheet(f"font-size: {points(_TITLE_POINTS):g}pt; font-weight: 600;")
        self._subtitle = named(QLabel(), "cardSubtitle")
        self._subtitle.setProperty("dim", True)
        self._before = _stepper("cardBefore", Qt.ArrowType.LeftArrow)
        self._after = _stepper("cardAfter", Qt.ArrowType.RightArrow)
        self._tabs = named(QTabBar(), "cardTabs")
        self._tabs.setAccessibleName("Parts of the card")
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        for text in ("About", "Ratings", "Recommended", "Alike"):
            self._tabs.addTab(text)
        self._about, self._ratings, self._best, self._alike = AboutPage(), RatingsPage(), BestPage(), AlikePage()
        self._pages = named(QStackedWidget(), "cardPages")
        for page in (self._about, self._ratings, self._best, self._alike):
            self._pages.addWidget(page)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 12, MARGIN, MARGIN)
        column.setSpacing(8)
        fields = QHBoxLayout()
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(8)
        for field in self._fields:
            fields.addWidget(field, 1)
        find = QWidget()
        find.setMaximumWidth(_WIDEST)
        find.setLayout(fields)
        column.addWidget(find)
        column.addWidget(self._empty)
        self._body = QWidget()
        self._body.setMaximumWidth(_WIDEST)
        inside = QVBoxLayout(self._body)
        inside.setContentsMargins(0, 8, 0, 0)
        inside.setSpacing(0)
        inside.addLayout(self._top())
        inside.addSpacing(4)
        inside.addWidget(self._tabs)
        inside.addWidget(self._pages, 1)
        column.addWidget(self._body, 1)
        column.addStretch(0)

    def _top(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._subtitle)
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addLayout(words, 1)
        line.addWidget(self._before)
        line.addWidget(self._after)
        return line

    def _connect(self) -> None:
        for side, field in zip(Side, self._fields, strict=True):
            field.chosen.connect(lambda position, side=side: self.card_requested.emit(int(side), position))
        self._before.clicked.connect(lambda: self._step(0))
        self._after.clicked.connect(lambda: self._step(1))
        self._tabs.currentChanged.connect(self._pages.setCurrentIndex)
        self._ratings.chosen.connect(self._choose_rated)
        self._ratings.save_requested.connect(self.save_requested)
        self._best.chosen.connect(self.cell_requested)
        self._best.why_requested.connect(self.why_requested)
        self._best.rated_toggled.connect(self._ask_again)
        self._best.export_requested.connect(self._export)
        self._alike.chosen.connect(self._choose_alike)

    def _fill(self, card: Card, again: bool) -> None:
        words = CardWords(card, self._names, self._unit)
        self._title.say(words.title, words.whole_title)
        self._subtitle.setText(words.subtitle())
        for side, field in zip(Side, self._fields, strict=True):
            field.show_name(card.position) if side is card.side else field.clear()
        for button, word in ((self._before, "previous"), (self._after, "next")):
            button.setToolTip(f"The {word} {words.noun}")
            button.setAccessibleName(f"The {word} {words.noun}")
        self._tabs.setTabText(_BEST, "Recommended" if card.side is Side.ROWS else "For whom")
        self._about.show_words(words)
        for page in (self._ratings, self._best, self._alike):
            page.show_words(words, again)

    def _show_empty(self, sentence: str) -> None:
        self._card = None
        self._empty.setText(sentence)
        for field in self._fields:
            field.clear()
            field.setVisible(sentence != NO_TABLE)
        self._show_parts()

    def _show_parts(self) -> None:
        self._empty.setVisible(self._card is None)
        self._body.setVisible(self._card is not None)

    def _step(self, place: int) -> None:
        position = self._around[place]
        if self._card is not None and position is not None:
            self.card_requested.emit(int(self._card.side), position)

    @Slot()
    def _ask_again(self) -> None:
        if self._card is not None:
            self.card_requested.emit(int(self._card.side), self._card.position)

    @Slot(int)
    def _choose_rated(self, other: int) -> None:
        if self._card is not None:
            own = self._card.position
            self.cell_requested.emit(*((own, other) if self._card.side is Side.ROWS else (other, own)))

    @Slot(int)
    def _choose_alike(self, position: int) -> None:
        if self._card is not None:
            self.card_requested.emit(int(self._card.side), position)

    @Slot(bool, int)
    def _export(self, everyone: bool, count: int) -> None:
        if self._card is not None:
            self.export_requested.emit(int(self._card.side), None if everyone else self._card.position, count)


def _stepper(name: str, arrow: Qt.ArrowType) -> QToolButton:
    button = named(QToolButton(), name)
    button.setProperty("small", True)
    button.setArrowType(arrow)
    return button
