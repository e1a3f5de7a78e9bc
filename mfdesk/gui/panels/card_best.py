"""The page of recommendations: how many, with or without what is rated, the list, and its way into a file."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from mfdesk.engine.reasons import Reasons
from mfdesk.gui.panels.card_bars import BarDelegate
from mfdesk.gui.panels.card_list import CardTable, scrolled_as_before
from mfdesk.gui.panels.card_recommended import NAME, ON_SCALE, WHY, RecommendedModel
from mfdesk.gui.panels.card_words import CardWords
from mfdesk.gui.panels.parts import card, heading, hint, named
from mfdesk.gui.theme import Palette
from mfdesk.gui.words import plural
from mfdesk.ratings.side import Side

COUNTS = (5, 10, 20, 50)
_BAR = 72


class BestTable(CardTable):
    """As a list of a card; the right arrow opens the reasons of a recommendation, the left arrow closes them."""

    why_wanted = Signal(int)
    """The row whose reasons are to be shown."""
    why_enough = Signal()

    def __init__(self, model: RecommendedModel, bars: BarDelegate) -> None:
        super().__init__("cardRecommended", "Recommendations", model, {ON_SCALE: _BAR})
        self.setItemDelegateForColumn(ON_SCALE, bars)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if index.isValid() and event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Space):
            self.why_wanted.emit(index.row())
        elif event.key() == Qt.Key.Key_Left:
            self.why_enough.emit()
        else:
            super().keyPressEvent(event)


class BestPage(QWidget):
    chosen = Signal(int, int)
    """The row and the column of a cell."""
    why_requested = Signal(int, int)
    rated_toggled = Signal()
    """Recommendations with, or without, what is rated are wanted; ``with_rated`` says which."""
    export_requested = Signal(bool, int)
    """Whether for everyone, and how many each."""

    def __init__(self) -> None:
        super().__init__()
        self._words: CardWords | None = None
        self._make_parts()
        self._lay_out()
        self._connect()

    @property
    def with_rated(self) -> bool:
        return self._rated.isChecked()

    @property
    def count(self) -> int:
        return int(self._count.currentData())

    def show_words(self, words: CardWords, again: bool) -> None:
        before = self.table.verticalScrollBar().value() if again else 0
        self._words = words
        self._heading.setText(words.recommended_heading())
        self._rated.setText(f"Rated {plural(words.other)} too" if words.card.side is Side.ROWS else "Who rated it too")
        self._one.setText(f"For this {words.noun}…")
        self._all.setText(f"For every {words.noun}…")
        nothing = words.nothing_recommended()
        self._empty.setText(nothing)
        self._empty.setVisible(bool(nothing))
        self._list.setVisible(not nothing)
        trained = words.card.recommended is not None
        for part in (self._count, self._rated, self._export):
            part.setVisible(trained)
        self._fill()
        scrolled_as_before(self.table, before)

    def show_why(self, row: int, column: int, reasons: Reasons) -> None:
        """The answer to ``why_requested``; one that comes too late, for what is not shown any more, is let go."""
        place = self._model.place_of(row, column)
        if place is None:
            return
        self.table.clearSpans()
        self._model.open(place, reasons)
        for line in range(place + 1, self._model.rowCount()):
            told = self._model.line(line)
            if told.is_reason and told.column is None:
                self.table.setSpan(line, NAME, 1, WHY + 1)
        self.table.scrollTo(self._model.index(place, NAME))

    def set_palette_colours(self, palette: Palette) -> None:
        self._bars.colours = palette
        self._model.set_palette_colours(palette)

    def _make_parts(self) -> None:
        self._heading = named(heading(""), "cardRecommendedHeading")
        self._empty = named(hint(""), "cardRecommendedEmpty")
        self._count = named(QComboBox(), "cardCount")
        self._count.setAccessibleName("How many recommendations")
        self._count.setToolTip("How many recommendations to show and to export")
        for count in COUNTS:
            self._count.addItem(f"Best {count}", count)
        self._count.setCurrentIndex(COUNTS.index(10))
        self._rated = named(QCheckBox(), "cardWithRated")
        self._rated.setToolTip("Show what is rated already among the rest, by what the model would predict")
        self._export = named(QPushButton("Export…"), "cardExport")
        self._export.setToolTip("Write the recommendations to a CSV file")
        self._menu = named(QMenu(self._export), "cardExportMenu")
        self._one, self._all = (self._action(name) for name in ("cardExportOne", "cardExportAll"))
        self._model = RecommendedModel(self)
        self._bars = BarDelegate(self)
        self.table = BestTable(self._model, self._bars)
        self._list = card(self.table)

    def _action(self, name: str) -> QAction:
        action = self._menu.addAction("")
        action.setObjectName(name)
        return action

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._count)
        line.addStretch(1)
        line.addWidget(self._export)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._heading)
        column.addLayout(line)
        column.addWidget(self._rated)
        column.addWidget(self._empty)
        column.addWidget(self._list, 1)
        column.addStretch(0)

    def _connect(self) -> None:
        self.table.chosen.connect(self._choose)
        self.table.why_wanted.connect(self._want_why)
        self.table.why_enough.connect(self._close)
        self._count.currentIndexChanged.connect(self._fill)
        self._rated.clicked.connect(self.rated_toggled)
        self._export.clicked.connect(self._open_menu)
        self._one.triggered.connect(lambda: self.export_requested.emit(False, self.count))
        self._all.triggered.connect(lambda: self.export_requested.emit(True, self.count))

    @Slot()
    def _fill(self) -> None:
        self.table.clearSpans()
        self._model.show_words(self._words, self.count)

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        line = self._model.line(index.row())
        if index.column() == WHY and not line.is_reason:
            self._toggle(index.row())
        elif not (line.is_reason and line.column is None):
            self.chosen.emit(*self._model.cell(line))

    @Slot(int)
    def _want_why(self, row: int) -> None:
        if not self._model.line(row).is_reason:
            self._toggle(row)

    def _toggle(self, row: int) -> None:
        line = self._model.line(row)
        if line.place == self._model.opened:
            self._close()
        else:
            self.why_requested.emit(*self._model.cell(line))

    @Slot()
    def _close(self) -> None:
        self.table.clearSpans()
        self._model.close()

    @Slot()
    def _open_menu(self) -> None:
        self._menu.popup(self._export.mapToGlobal(QPoint(0, self._export.height() + 2)))
