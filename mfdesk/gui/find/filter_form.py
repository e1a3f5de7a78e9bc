"""What one side is filtered by: a field for each kind of filter, all of which must be met."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QWidget

from mfdesk.filters import (
    AttributeIs,
    CountWithin,
    ErrorWithin,
    Filter,
    HasEdited,
    HasPredicted,
    MeanWithin,
    NameHas,
)
from mfdesk.gui.find.attribute_picker import AttributePicker
from mfdesk.gui.find.filter_choices import FilterChoices
from mfdesk.gui.find.limit_box import LimitBox
from mfdesk.gui.panels.parts import hint, named
from mfdesk.gui.theme import Palette
from mfdesk.gui.words import plural

_ATTRIBUTES, _LAST = 1, 7
"""The line of what takes the room that is left, and the one that takes it where nothing is known."""
_TYPING_MILLISECONDS = 60
_Within = type[CountWithin] | type[MeanWithin] | type[ErrorWithin]


class FilterForm(QWidget):
    """``name`` begins the object names of its fields."""

    changed = Signal()
    """Other filters are set; a little after the last key."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}Form")
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MILLISECONDS)
        self._name = named(QLineEdit(), f"{name}Name")
        self._attributes = AttributePicker(name)
        self._counts = Range(f"{name}Count", "number of ratings")
        self._means = Range(f"{name}Mean", "mean")
        self._errors = Range(f"{name}Error", "error")
        self._predicted = named(QCheckBox(), f"{name}Predicted")
        self._edited = named(QCheckBox(), f"{name}Edited")
        self._no_errors = hint("Known after a training that holds cells out.")
        self._lay_out()
        self._listen()
        self.set_choices(FilterChoices())

    def set_choices(self, choices: FilterChoices) -> None:
        """What there is to filter by; what was set stays."""
        noun, nouns = choices.noun, plural(choices.noun)
        for row, stretch in ((_ATTRIBUTES, len(choices.attributes)), (_LAST, 0 if choices.attributes else 1)):
            self._grid.setRowStretch(row, min(stretch, 1))
        self._name.setAccessibleName(f"Part of the name of a {noun}")
        self._name.setPlaceholderText(f"Part of the name of a {noun}")
        self._attributes.set_choices(choices, nouns)
        self._counts.set_range(0, choices.counts[1], 0)
        self._means.set_range(*choices.means, choices.digits)
        self._errors.set_range(0, choices.error or 0, choices.digits)
        self._errors.setVisible(choices.error is not None)
        self._no_errors.setVisible(choices.error is None)
        self._predicted.setText(f"Only {nouns} with predicted cells")
        self._edited.setText(f"Only {nouns} with edited cells")
        self._predicted.setEnabled(choices.predicts or self._predicted.isChecked())
        self._edited.setEnabled(choices.edited or self._edited.isChecked())

    def filters(self) -> tuple[Filter, ...]:
        """All that are set, in the order of the fields."""
        filters: list[Filter | None] = [
            NameHas(self._name.text().strip()) if self._name.text().strip() else None,
            *self._attributes.filters(),
            self._counts.within(CountWithin),
            self._means.within(MeanWithin),
            self._errors.within(ErrorWithin),
            HasPredicted() if self._predicted.isChecked() else None,
            HasEdited() if self._edited.isChecked() else None,
        ]
        return tuple(one for one in filters if one is not None)

    def set_filters(self, filters: Sequence[Filter]) -> None:
        """Shows these; tells nothing."""
        parts = (self._predicted, self._edited, *self._counts.boxes, *self._means.boxes, *self._errors.boxes)
        for part in parts:
            part.blockSignals(True)
        self._name.setText(next((one.text for one in filters if isinstance(one, NameHas)), ""))
        self._attributes.set_filters(tuple(one for one in filters if isinstance(one, AttributeIs)))
        for fields, kind in ((self._counts, CountWithin), (self._means, MeanWithin), (self._errors, ErrorWithin)):
            fields.show_filter(next((one for one in filters if isinstance(one, kind)), None))
        self._predicted.setChecked(HasPredicted() in filters)
        self._edited.setChecked(HasEdited() in filters)
        for part in parts:
            part.blockSignals(False)

    def set_palette_colours(self, palette: Palette) -> None:
        self._attributes.set_palette_colours(palette)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 16, 16, 8)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(1, 1)
        errors = QWidget()
        line = QHBoxLayout(errors)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._errors)
        line.addWidget(self._no_errors)
        rows: tuple[tuple[str, QWidget], ...] = (
            ("Name has", self._name),
            ("Attribute", self._attributes),
            ("Ratings", self._counts),
            ("Mean", self._means),
            ("Error", errors),
            ("", self._predicted),
            ("", self._edited),
        )
        for row, (label, field) in enumerate(rows):
            grid.addWidget(_label(label, field), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(field, row, 1)
        self._grid = grid

    def _listen(self) -> None:
        self._typing.timeout.connect(self.changed)
        self._name.textEdited.connect(self._typing.start)
        self._name.returnPressed.connect(self.changed)
        self._attributes.changed.connect(self.changed)
        for fields in (self._counts, self._means, self._errors):
            for box in fields.boxes:
                box.valueChanged.connect(self._typing.start)
        for tick in (self._predicted, self._edited):
            tick.toggled.connect(self.changed)


class Range(QWidget):
    """Two ends, either of which may be left open."""

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        self._lowest = LimitBox(f"{name}Lowest", f"Lowest {title}")
        self._highest = LimitBox(f"{name}Highest", f"Highest {title}")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self._lowest, 1)
        line.addWidget(QLabel("to"))
        line.addWidget(self._highest, 1)
        self.setFocusProxy(self._lowest)

    @property
    def boxes(self) -> tuple[LimitBox, LimitBox]:
        return self._lowest, self._highest

    def set_range(self, lowest: float, highest: float, decimals: int) -> None:
        for box in self.boxes:
            box.blockSignals(True)
            box.set_range(lowest, max(highest, lowest + 10.0**-decimals), decimals)
            box.blockSignals(False)

    def within(self, kind: _Within) -> Filter | None:
        """The filter that is set, None where both ends are open."""
        lowest, highest = self._lowest.limit, self._highest.limit
        if lowest is None and highest is None:
            return None
        return kind(-np.inf if lowest is None else lowest, np.inf if highest is None else highest)

    def show_filter(self, one: CountWithin | MeanWithin | ErrorWithin | None) -> None:
        self._lowest.set_limit(one.lowest if one else None)
        self._highest.set_limit(one.highest if one else None)


def _label(text: str, field: QWidget) -> QLabel:
    """Stands beside the first line of its field."""
    label = QLabel(text)
    label.setContentsMargins(0, 7, 0, 0)
    label.setBuddy(field)
    return label
