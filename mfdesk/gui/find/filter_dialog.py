"""The window "Filter": which rows and columns are shown, seen at once in the table behind it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from mfdesk.filters import Filter
from mfdesk.gui.find.filter_choices import FilterChoices
from mfdesk.gui.find.filter_form import FilterForm
from mfdesk.gui.find.findable import Findable
from mfdesk.gui.find.words import of_total
from mfdesk.gui.panels.parts import named
from mfdesk.gui.theme import Palette, scaled
from mfdesk.gui.words import plural
from mfdesk.ratings.side import Side

_WIDTH, _HEIGHT = 496, 680
_FRAME = 64
"""Pixels of the screen that the frame of the window and the bars of the desktop may take."""


class FilterDialog(QDialog):
    """Takes values and shows them; what is to be shown leaves it as a signal, while it is set. Not modal."""

    filters_changed = Signal(object, object)
    """The ``Side``, and the filters, all of which are to be met."""
    opened = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filterDialog")
        self.setWindowTitle("Filter")
        self.setModal(False)
        self._nouns = {Side.ROWS: "row", Side.COLUMNS: "column"}
        self._forms = {
            side: FilterForm(f"filter{side.name.title()}", of)
            for side, of in zip(Side, ("Rating of", "Rating by"), strict=True)
        }
        self._tabs = named(QTabWidget(), "filterTabs")
        self._shown = named(QLabel(), "filterShown")
        self._clear = _button("filterClear", "Clear", "Take the filters of this page away")
        self._close = _button("filterClose", "Close", "The filters stay")
        self._counts = dict.fromkeys(Side, (0, 0))
        self._lay_out()
        self._listen()
        self._lists: bool | None = None
        self.resize(scaled(_WIDTH), scaled(_HEIGHT))

    def set_choices(self, side: Side, choices: FilterChoices) -> None:
        """What a side can be filtered by."""
        self._nouns[side] = choices.noun
        nouns = plural(choices.noun)
        self._tabs.setTabText(side, nouns[:1].upper() + nouns[1:])
        self._forms[side].set_choices(choices)
        self._fit()

    def set_names(self, side: Side, names: Findable) -> None:
        """What a side can be filtered by the values of: the names of the other one."""
        self._forms[side].set_names(names)

    def look_at(self, side: Side, across: int) -> None:
        """Opens the page of this side, where its values in one column (or row) are to be limited."""
        self.show_side(side)
        self._forms[side].look_at(across)

    def set_palette_colours(self, palette: Palette) -> None:
        for form in self._forms.values():
            form.set_palette_colours(palette)

    def show_filters(self, side: Side, filters: Sequence[Filter]) -> None:
        """Which filters are set by now; what is being typed is left alone when it says the same."""
        if self._forms[side].filters() != tuple(filters):
            self._forms[side].set_filters(filters)
        self._show_clear()

    def show_shown(self, side: Side, shown: int, total: int) -> None:
        """How many are shown by now."""
        self._counts[side] = (shown, total)
        self._show_words()

    def show_side(self, side: Side) -> None:
        """Opens the page of this side."""
        self._tabs.setCurrentIndex(side)

    @property
    def side(self) -> Side:
        return Side(self._tabs.currentIndex())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.opened.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.closed.emit()

    @Slot()
    def _show_words(self) -> None:
        self._shown.setText(f"Shows {of_total(*self._counts[self.side], self._nouns[self.side])}")
        self._show_clear()

    def _show_clear(self) -> None:
        self._clear.setEnabled(bool(self._forms[self.side].filters()))

    @Slot()
    def _fit(self) -> None:
        """As high as the page needs, when another kind of page comes to the front; else as high as somebody made it."""
        lists = self._forms[self.side].lists_values
        if lists is self._lists:
            return
        self._lists = lists
        for side, form in self._forms.items():
            present = side is self.side or form.lists_values is lists
            down = QSizePolicy.Policy.Preferred if present else QSizePolicy.Policy.Ignored
            form.setSizePolicy(QSizePolicy.Policy.Preferred, down)
        for part in (*self._tabs.findChildren(QStackedWidget), self._tabs):
            part.updateGeometry()
        self._column.activate()  # else the window would learn how low it can be only when the events are through
        least, most = self.minimumSizeHint().height(), self.screen().availableGeometry().height() - _FRAME
        self.resize(self.width(), max(min(scaled(_HEIGHT), most), least) if lists else least)

    @Slot()
    def _clear_page(self) -> None:
        self._forms[self.side].set_filters(())
        self._tell(self.side)

    def _tell(self, side: Side) -> None:
        self._show_clear()
        self.filters_changed.emit(side, self._forms[side].filters())

    def _lay_out(self) -> None:
        self._shown.setAccessibleName("How many are shown")
        for part in (self._tabs, named(self._tabs.tabBar(), "filterTabBar")):
            part.setAccessibleName("What is filtered")
        self._tabs.setDocumentMode(True)
        self._tabs.setStyleSheet("QTabWidget::tab-bar { left: 8px; }")
        for side, form in self._forms.items():
            self._tabs.addTab(form, self._nouns[side])
        last = QHBoxLayout()
        last.setContentsMargins(16, 8, 16, 16)
        last.setSpacing(8)
        last.addWidget(self._shown, 1)
        last.addWidget(self._clear)
        last.addWidget(self._close)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._tabs, 1)
        column.addLayout(last)

    def _listen(self) -> None:
        for side, form in self._forms.items():
            form.changed.connect(lambda side=side: self._tell(side))
        self._tabs.currentChanged.connect(self._show_words)
        self._tabs.currentChanged.connect(self._fit)
        self._clear.clicked.connect(self._clear_page)
        self._close.clicked.connect(self.close)


def _button(name: str, text: str, tip: str) -> QPushButton:
    button = named(QPushButton(text), name)
    button.setAccessibleName(text)
    button.setToolTip(tip)
    button.setAutoDefault(False)
    return button
