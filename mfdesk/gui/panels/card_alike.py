"""Who is most like the row or column of the card."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mfdesk.gui.panels.card_bars import BAR, BarDelegate, Signed
from mfdesk.gui.panels.card_list import CardTable, Index, Role, aligned, scrolled_as_before
from mfdesk.gui.panels.card_words import CardWords
from mfdesk.gui.panels.parts import card, heading, hint, named
from mfdesk.gui.theme import Palette
from mfdesk.gui.words import plural, predicted

_NAME, _NUMBER, _BAR = range(3)


class AlikeModel(QAbstractTableModel):
    """Names and correlations, the most alike first."""

    def __init__(self) -> None:
        super().__init__()
        self._words: CardWords | None = None

    def show_words(self, words: CardWords) -> None:
        self.beginResetModel()
        self._words = words if words.card.alike else None
        self.endResetModel()

    def position(self, row: int) -> int:
        assert self._words is not None
        assert self._words.card.alike is not None
        return int(self._words.card.alike.positions[row])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        alike = self._words.card.alike if self._words else None
        return 0 if parent.isValid() or alike is None else len(alike.positions)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else _BAR + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == Role.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter if section == _BAR else aligned(section)
        if role == Role.DisplayRole:
            return (self._words.noun if self._words else "", "alike", "−1 to 1")[section]
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if self._words is None or self._words.card.alike is None:
            return None
        column, value = index.column(), float(self._words.card.alike.correlations[index.row()])
        if role == Role.TextAlignmentRole:
            return aligned(column)
        if role == BAR and column == _BAR:
            return Signed(value)
        if role == Role.DisplayRole and column == _NUMBER:
            return predicted(value, 2)
        if role in (Role.DisplayRole, Role.ToolTipRole) and column == _NAME:
            return self._words.names.shown(self._words.card.side, self.position(index.row()))
        return None


class AlikePage(QWidget):
    """``chosen`` carries the position of one on the side of the card."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._heading = named(heading(""), "cardAlikeHeading")
        self._hint = named(hint(""), "cardAlikeHint")
        self._model = AlikeModel()
        self._bars = BarDelegate(self)
        self.table = CardTable("cardAlike", "Most alike", self._model, {_BAR: 96})
        self.table.setItemDelegateForColumn(_BAR, self._bars)
        self._list = card(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._heading)
        column.addWidget(self._hint)
        column.addWidget(self._list, 1)
        column.addStretch(0)
        self.table.chosen.connect(self._choose)

    def show_words(self, words: CardWords, again: bool) -> None:
        before = self.table.verticalScrollBar().value() if again else 0
        nobody = words.nobody_alike()
        self._heading.setText(f"The {plural(words.noun)} most like this one")
        self._hint.setText(nobody or words.alike_hint())
        self._list.setVisible(not nobody)
        self._model.show_words(words)
        scrolled_as_before(self.table, before)

    def set_palette_colours(self, palette: Palette) -> None:
        self._bars.colours = palette
        self.table.viewport().update()

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(self._model.position(index.row()))
