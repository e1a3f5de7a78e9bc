"""What is known besides the ratings: values are ticked, "city is Paris or Rome", and of numbers the ends are set."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from mfdesk.filters import AttributeIs, AttributeWithin
from mfdesk.gui.find.filter_choices import FilterChoices, NumberSpan
from mfdesk.gui.find.limits import Range
from mfdesk.gui.find.words import UNKNOWN, plainly, shortened
from mfdesk.gui.panels.parts import card, hint, named
from mfdesk.gui.theme import Palette
from mfdesk.paths import resource
from mfdesk.ratings.numeric import FEW

MOST_LISTED = 500
"""So many values are listed; the search finds the others."""
_SEARCH_MILLISECONDS = 60
Asked = AttributeIs | AttributeWithin


class AttributePicker(QWidget):
    """One attribute is seen at a time; what is ticked or limited of the others counts too."""

    changed = Signal()
    """Something was ticked."""
    limited = Signal()
    """A limit was typed, or a part of it."""
    attribute_shown = Signal()
    """Another one, or the same again: see ``lists``."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices, self._ticked = FilterChoices(), dict[str, frozenset[str]]()
        self._limited = dict[str, AttributeWithin]()
        self._which = named(QComboBox(), f"{name}Attribute")
        self._search = named(QLineEdit(), f"{name}Values")
        self._list = named(QListWidget(), f"{name}ValueList")
        self._frame = card(self._list)
        self._limits, self._ends = Range(f"{name}Attribute", "value"), hint("")
        self._more, self._none = hint(""), hint("")
        self._typing = QTimer(self, singleShot=True, interval=_SEARCH_MILLISECONDS)
        self._dress()
        self._lay_out()
        self._which.currentIndexChanged.connect(self._show_attribute)
        self._limits.changed.connect(self._limit)
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
        self._which.setVisible(bool(names))
        self._none.setVisible(not names)
        self._show_attribute()

    def filters(self) -> tuple[Asked, ...]:
        ticked = (AttributeIs(name, values) for name, values in self._ticked.items() if values)
        return *ticked, *self._limited.values()

    def set_filters(self, filters: Sequence[Asked]) -> None:
        """Tells nothing."""
        self._ticked = {one.attribute: one.values for one in filters if isinstance(one, AttributeIs)}
        self._limited = {one.attribute: one for one in filters if isinstance(one, AttributeWithin)}
        if filters and self._attribute not in self._ticked | self._limited:
            self._show(filters[0].attribute)
        self._show_attribute()

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
        with QSignalBlocker(self._which):
            self._which.clear()
            for name in names:
                self._which.addItem(shortened(name, 40), name)
                self._which.setItemData(self._which.count() - 1, name, Qt.ItemDataRole.ToolTipRole)

    def _show(self, attribute: str) -> None:
        with QSignalBlocker(self._which):
            self._which.setCurrentIndex(max(self._which.findData(attribute), 0))

    @Slot()
    def _show_attribute(self) -> None:
        """Its values, or the ends of its numbers."""
        span = self._choices.span(self._attribute)
        ticked: tuple[QWidget, ...] = (self._search, self._frame)
        for part in (*ticked, self._limits, self._ends):
            part.setVisible(bool(self._attribute) and (span is None) == (part in ticked))
        if span is not None:
            self._show_span(span)
        self._list_values()
        self.attribute_shown.emit()

    @property
    def lists(self) -> bool:
        """Whether values are listed."""
        return not self._frame.isHidden()

    def _show_span(self, span: NumberSpan) -> None:
        one = self._limited.get(self._attribute)
        self._limits.set_title(self._attribute)
        self._limits.set_range(span.lowest, span.highest, span.digits)
        self._limits.show_limits(*(one.lowest, one.highest) if one else (None, None))
        unknown = f" Limits leave out the {span.unknown:,} not known."
        ends = f"From {plainly(span.lowest)} to {plainly(span.highest)}."
        self._ends.setText(f"{ends}{unknown if span.unknown else ''}")

    @Slot()
    def _limit(self) -> None:
        self._limited.pop(self._attribute, None)
        if not self._limits.is_open:
            self._limited[self._attribute] = AttributeWithin(self._attribute, *self._limits.limits)
        self.limited.emit()

    @Slot()
    def _list_values(self) -> None:
        """Those of a few in their own order; of many the ticked ones first."""
        sought, ticked = self._search.text().strip().casefold(), self._ticked.get(self._attribute, frozenset())
        fitting = [pair for pair in self._choices.values(self._attribute) if sought in _shown(pair[0]).casefold()]
        moved = fitting if len(fitting) <= FEW else sorted(fitting, key=lambda pair: pair[0] not in ticked)
        listed = moved[:MOST_LISTED]
        with QSignalBlocker(self._list):
            self._list.clear()
            for value, count in listed:
                self._list.addItem(_item(value, count, value in ticked))
        self._more.setText(f"{len(fitting) - len(listed):,} more; search to see them")
        self._more.setVisible(len(fitting) > len(listed) and not self._frame.isHidden())

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
        for part in (self._which, self._limits, self._ends, self._search, self._frame, self._more, self._none):
            column.addWidget(part, 1 if part is self._frame else 0)
        column.addStretch()


def _shown(value: str) -> str:
    return value or UNKNOWN


def _item(value: str, count: int, ticked: bool) -> QListWidgetItem:
    item = QListWidgetItem(f"{shortened(_shown(value), 40)}  ·  {count:,}")
    item.setData(Qt.ItemDataRole.UserRole, value)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
    return item
