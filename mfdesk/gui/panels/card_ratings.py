"""The given ratings of one row or column: their histogram, and a list of any length that is sorted by its headers."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QLabel, QMenu, QVBoxLayout, QWidget

from mfdesk.gui.panels.card_histogram import CardHistogram
from mfdesk.gui.panels.card_list import CardTable, Index, Role, aligned, scrolled_as_before
from mfdesk.gui.panels.card_words import CardWords
from mfdesk.gui.panels.parts import card, named
from mfdesk.gui.theme import Palette
from mfdesk.gui.words import given
from mfdesk.ratings.arrays import Longs

_NAME, _RATING = 0, 1
_UP, _DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
_ORDERS = (
    ("sortHighest", "&Highest ratings first", _RATING, _DOWN),
    ("sortLowest", "&Lowest ratings first", _RATING, _UP),
    ("sortName", "By &name", _NAME, _UP),
)


class RatingsModel(QAbstractTableModel):
    """The names of what was rated, and the ratings; it holds positions only and makes texts for what is seen."""

    def __init__(self) -> None:
        super().__init__()
        self._words: CardWords | None = None
        self._order: Longs = np.empty(0, np.int64)
        self._by = (_RATING, _DOWN)

    def show_words(self, words: CardWords | None) -> None:
        self.beginResetModel()
        self._words = words
        self._order = self._sorted()
        self.endResetModel()

    def position(self, row: int) -> int:
        """Which position of the other side stands in a row."""
        assert self._words is not None
        return int(self._words.card.rated[self._order[row]])

    def first_in(self, place: int) -> int | None:
        """The first row whose rating lies in this part of the scale."""
        if self._words is None:
            return None
        parts = self._words.card.shares.bins.places(self._words.card.values[self._order])
        found = np.flatnonzero(parts == place)
        return int(found[0]) if len(found) else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._by = (column, order)
        self.show_words(self._words)

    def sort_or_turn(self, column: int) -> None:
        """Sorts by this column, or the other way round where it is sorted by it; ratings begin with the highest."""
        by, order = self._by
        first = _DOWN if column == _RATING else _UP
        turned = _UP if order is _DOWN else _DOWN
        self.sort(column, turned if by == column else first)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 2

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == Role.TextAlignmentRole:
            return aligned(section)
        if role == Role.ToolTipRole:
            return "Click to sort"
        if role == Role.DisplayRole:
            return self._header(section)
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if self._words is None:
            return None
        if role == Role.TextAlignmentRole:
            return aligned(index.column())
        if role == Role.DisplayRole and index.column() == _RATING:
            return given(float(self._words.card.values[self._order[index.row()]]))
        if role in (Role.DisplayRole, Role.ToolTipRole) and index.column() == _NAME:
            return self._words.names.shown(self._words.card.side.other, self.position(index.row()))
        return None

    def _header(self, section: int) -> str:
        """The arrow is a part of the text, so that it never lies over it."""
        if self._words is None:
            return ""
        by, order = self._by
        arrow = "" if by != section else " ▴" if order is _UP else " ▾"
        return f"{'rating' if section == _RATING else self._words.other}{arrow}"

    def _sorted(self) -> Longs:
        """The card has the highest first and equal ones by name; each other order is made from that one, stably."""
        if self._words is None:
            return np.empty(0, np.int64)
        column, order = self._by
        falling = order is _DOWN
        keys = self._words.card.names if column == _NAME else self._words.card.values
        return np.argsort(-keys if falling else keys, kind="stable")


class RatingsTable(CardTable):
    """Sorted by a click on a header, or by its menu (right click or the Menu key)."""

    def __init__(self, model: RatingsModel) -> None:
        super().__init__("cardRatings", "Ratings", model, {})
        self._model = model
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.sectionClicked.connect(model.sort_or_turn)
        self._menu = QMenu(self)
        for name, text, column, order in _ORDERS:
            action = self._menu.addAction(text)
            action.setObjectName(name)
            action.triggered.connect(lambda _=False, column=column, order=order: model.sort(column, order))
        self._menu.addSeparator()
        self._copy = self._menu.addAction("&Copy\tCtrl+C")
        self._copy.setObjectName("copyRatings")
        self._copy.triggered.connect(self.copy)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._copy.setEnabled(self.selectionModel().hasSelection())
        self._menu.popup(event.globalPos())


class RatingsPage(QWidget):
    """``chosen`` carries the position of what was rated."""

    chosen = Signal(int)
    save_requested = Signal(object, str, str)
    """As that of ``PictureMenu``."""

    def __init__(self) -> None:
        super().__init__()
        self.histogram = CardHistogram()
        self._model = RatingsModel()
        self.table = RatingsTable(self._model)
        self._says = named(QLabel(), "cardHistogramSays")
        self._says.setWordWrap(True)
        self._says.setProperty("dim", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        self._picture = card(self.histogram)
        self._list = card(self.table)
        column.addWidget(self._picture)
        column.addWidget(self._says)
        column.addWidget(self._list, 1)
        column.addStretch(0)
        self.table.chosen.connect(self._choose)
        self.histogram.chosen.connect(self._go_to_part)
        self.histogram.save_requested.connect(self.save_requested)

    def show_words(self, words: CardWords, again: bool) -> None:
        """``again``: the card is of the same row as before, which should not jump away."""
        before = self.table.verticalScrollBar().value() if again else 0
        self.histogram.show_shares(words)
        self._says.setText(words.histogram())
        self._model.show_words(words)
        self._list.setVisible(bool(words.card.count))
        scrolled_as_before(self.table, before)

    def set_palette_colours(self, palette: Palette) -> None:
        self.histogram.set_palette_colours(palette)

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(self._model.position(index.row()))

    @Slot(int)
    def _go_to_part(self, line: int) -> None:
        row = self._model.first_in(self.histogram.place_of(line))
        if row is not None:
            index = self._model.index(row, _NAME)
            self.table.scrollTo(index, CardTable.ScrollHint.PositionAtTop)
            self.table.setCurrentIndex(index)
