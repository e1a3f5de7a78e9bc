"""Filtering by one column (or row): by its values, and by whether they are given."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from mfdesk.filters import ValueWithin, Which
from mfdesk.gui.find.filter_choices import FilterChoices
from mfdesk.gui.find.findable import Findable
from mfdesk.gui.find.limits import Range
from mfdesk.gui.find.name_entry import NameEntry
from mfdesk.gui.panels.parts import hint, named
from mfdesk.gui.words import one


class ValueField(QWidget):
    """One column is seen at a time; what is set of others counts too, and is taken away by its chip."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._others: tuple[ValueWithin, ...] = ()
        self._predicts = False
        self._entry = NameEntry(f"{name}Across")
        self._which = named(QComboBox(), f"{name}Which")
        self._which.setAccessibleName("Which of its cells count")
        self._which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._limits = Range(f"{name}Value", "value")
        self._refusal = hint("")
        for which in Which:
            self._which.addItem(which.value, which)
        self._lay_out()
        self._entry.textChanged.connect(self._on_changed)
        self._entry.editingFinished.connect(self._spell_out)
        self._which.currentIndexChanged.connect(self._on_changed)
        self._limits.changed.connect(self._on_changed)
        self._show_what_counts()

    def set_names(self, names: Findable) -> None:
        """The columns (or rows) that there are; what was set stays, unless it is of a table that had more of them."""
        before = self._entry.position
        position = before if before is not None and before < len(names.labels) else None
        self._entry.set_names(names)
        self._entry.setPlaceholderText(f"Name of {one(names.noun)}")
        self._entry.setAccessibleName(f"Name of the {names.noun} whose values count")
        self._entry.show_position(position)

    def set_choices(self, choices: FilterChoices) -> None:
        self._predicts = choices.predicts
        rest = "predicted" if choices.predicts else "empty"
        for place, text in enumerate((f"given or {rest}", "only given", f"only {rest}")):
            self._which.setItemText(place, text)
        self._limits.set_range(*choices.means, choices.digits)
        self._show_what_counts()

    def filters(self) -> tuple[ValueWithin, ...]:
        mine = self._mine
        if mine is None:
            return self._others
        return *(one for one in self._others if one.across != mine.across), mine

    def set_filters(self, filters: Sequence[ValueWithin]) -> None:
        """Shows the one of the column that is looked at, else the last; tells nothing."""
        across = self._entry.position
        shown = next((one for one in filters if one.across == across), filters[-1] if filters else None)
        self._others = tuple(one for one in filters if one is not shown)
        self._show(shown)

    def look_at(self, across: int) -> None:
        """The column (or row) at this position is the next that something is set of; tells nothing."""
        filters = self.filters()
        found = next((one for one in filters if one.across == across), ValueWithin(across))
        self._others = tuple(one for one in filters if one.across != across)
        self._show(found)
        self._which.setFocus()

    @property
    def _mine(self) -> ValueWithin | None:
        """What is set of the column that is looked at, None where that says nothing."""
        across = self._entry.position
        if across is None:
            return None
        lowest, highest = self._limits.limits if self._limits.isEnabled() else (-np.inf, np.inf)
        one = ValueWithin(across, lowest, highest, self._which.currentData())
        return None if one == ValueWithin(across) else one

    def _show(self, one: ValueWithin | None) -> None:
        with QSignalBlocker(self._entry), QSignalBlocker(self._which):
            self._entry.show_position(one.across if one else None)
            self._which.setCurrentIndex(list(Which).index(one.which if one else Which.ALL))
        self._limits.show_limits(*(one.lowest, one.highest) if one else (None, None))
        self._show_what_counts()

    @Slot()
    def _on_changed(self) -> None:
        self._show_what_counts()
        self.changed.emit()

    @Slot()
    def _spell_out(self) -> None:
        """A part of a name becomes the name that it was taken for."""
        position = self._entry.position
        if position is not None:
            with QSignalBlocker(self._entry):
                self._entry.show_position(position)

    def _show_what_counts(self) -> None:
        """An empty cell has no value."""
        self._limits.setEnabled(self._predicts or self._which.currentData() is not Which.OTHERS)
        self._refusal.setText(self._entry.refusal)
        self._refusal.setVisible(bool(self._entry.refusal))

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self._entry, 1)
        first.addWidget(self._which)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(first)
        column.addWidget(self._limits)
        column.addWidget(self._refusal)
        self.setFocusProxy(self._entry)
