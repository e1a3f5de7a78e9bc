"""Ticking values of what is known besides the ratings: "city is Paris or Rome"."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from mfdesk.filters import AttributeIs
from mfdesk.gui.find.filter_choices import FilterChoices
from mfdesk.gui.find.words import UNKNOWN, shortened
from mfdesk.gui.panels.parts import card, hint, named
from mfdesk.gui.theme import Palette
from mfdesk.paths import resource

MOST_LISTED = 500
"""So many values are listed; the search finds the others."""
_SEARCH_MILLISECONDS = 60


class AttributePicker(QWidget):
    """One attribute is seen at a time; what is ticked of the others counts too."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices, self._ticked = FilterChoices(), dict[str, frozenset[str]]()
        self._which = named(QComboBox(), f"{name}Attribute")
        self._search = named(QLineEdit(), f"{name}Values")
        self._list = named(QListWidget(), f"{name}ValueList")
        self._frame = card(self._list)
        self._more, self._none = hint(""), hint("")
        self._typing = QTimer(self, singleShot=True, interval=_SEARCH_MILLISECONDS)
        self._dress()
        self._lay_out()
        self._which.currentIndexChanged.connect(self._list_values)
        self._search.textEdited.connect(self._typing.start)
        self._typing.timeout.connect(self._list_values)
        self._list.itemChanged.connect(self._tick)
        self._list.activated.connect(self._turn)

    def set_choices(self, choices: FilterChoices, nouns: str) -> None:
        """What is known of the ``nouns``; what was ticked stays."""
        names = [one.name for one in choices.attributes]
        if names != [self._which.itemData(place) for place in range(self._which.count())]:
            self._fill(names)
        self._choices = choices
        self._none.setText(f"Nothing is known of the {nouns} besides their ratings.")
        for part in (self._which, self._search, self._frame):
            part.setVisible(bool(names))
        self._none.setVisible(not names)
        self._list_values()

    def filters(self) -> tuple[AttributeIs, ...]:
        return tuple(AttributeIs(name, values) for name, values in self._ticked.items() if values)

    def set_filters(self, filters: tuple[AttributeIs, ...]) -> None:
        """Tells nothing."""
        self._ticked = {one.attribute: one.values for one in filters}
        if filters and self._attribute not in self._ticked:
            self._show(filters[0].attribute)
        self._list_values()

    def set_palette_colours(self, palette: Palette) -> None:
        """The ticks as those of the fields."""
        look = "dark" if palette.is_dark else "light"
        self._list.setStyleSheet(
            f"QListWidget {{ background: transparent; border: none; outline: none; }}"
            f"QListWidget::item {{ padding: 4px; color: {palette.text}; border-radius: 4px; }}"
            f"QListWidget::item:selected {{ background: {palette.hover}; }}"
            f"QListWidget::indicator {{ width: 14px; height: 14px; border-radius: 4px; background: {palette.panel};"
            f" border: 1px solid {palette.dim}; }}"
            f"QListWidget::indicator:checked {{ background: {palette.accent}; border-color: {palette.accent};"
            f' image: url("{resource("icons", f"check-{look}.svg").as_posix()}"); }}'
        )

    @property
    def _attribute(self) -> str:
        return self._which.currentData() or ""

    def _fill(self, names: list[str]) -> None:
        self._which.blockSignals(True)
        self._which.clear()
        for name in names:
            self._which.addItem(shortened(name, 40), name)
            self._which.setItemData(self._which.count() - 1, name, Qt.ItemDataRole.ToolTipRole)
        self._which.blockSignals(False)

    def _show(self, attribute: str) -> None:
        self._which.blockSignals(True)
        self._which.setCurrentIndex(max(self._which.findData(attribute), 0))
        self._which.blockSignals(False)

    @Slot()
    def _list_values(self) -> None:
        """Ticked ones first, then those that are most frequent."""
        sought, ticked = self._search.text().strip().casefold(), self._ticked.get(self._attribute, frozenset())
        fitting = [pair for pair in self._choices.values(self._attribute) if sought in _shown(pair[0]).casefold()]
        listed = sorted(fitting, key=lambda pair: pair[0] not in ticked)[:MOST_LISTED]
        self._list.blockSignals(True)
        self._list.clear()
        for value, count in listed:
            self._list.addItem(_item(value, count, value in ticked))
        self._list.blockSignals(False)
        self._more.setText(f"{len(fitting) - len(listed):,} more; search to see them")
        self._more.setVisible(len(fitting) > len(listed))

    @Slot(QListWidgetItem)
    def _tick(self, item: QListWidgetItem) -> None:
        value, ticked = item.data(Qt.ItemDataRole.UserRole), self._ticked.get(self._attribute, frozenset())
        on = item.checkState() is Qt.CheckState.Checked
        self._ticked[self._attribute] = ticked | {value} if on else ticked - {value}
        self.changed.emit()

    @Slot(QModelIndex)
    def _turn(self, index: QModelIndex) -> None:
        """Enter ticks, as the space bar does."""
        item = self._list.item(index.row())
        on = item.checkState() is Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)

    def _dress(self) -> None:
        self._which.setAccessibleName("What they are filtered by besides their ratings")
        self._search.setAccessibleName("Search in the values")
        self._search.setPlaceholderText("Search in the values")
        self._search.setClearButtonEnabled(True)
        self._list.setAccessibleName("Values to show")
        self._list.setUniformItemSizes(True)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._none.setContentsMargins(0, 7, 0, 0)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self._which, self._search, self._frame, self._more, self._none):
            column.addWidget(part, 1 if part is self._frame else 0)


def _shown(value: str) -> str:
    return value or UNKNOWN


def _item(value: str, count: int, ticked: bool) -> QListWidgetItem:
    item = QListWidgetItem(f"{shortened(_shown(value), 40)}  ·  {count:,}")
    item.setData(Qt.ItemDataRole.UserRole, value)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
    return item
