"""What one side is filtered by: a field for each kind of filter, all of which must be met."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QWidget

from mfdesk.filters import (
    AttributeIs,
    AttributeWithin,
    CountWithin,
    ErrorWithin,
    Filter,
    HasEdited,
    HasHoles,
    IsWhole,
    MeanWithin,
    NameHas,
    ValueWithin,
)
from mfdesk.gui.find.attribute_picker import AttributePicker
from mfdesk.gui.find.filter_choices import FilterChoices
from mfdesk.gui.find.findable import Findable
from mfdesk.gui.find.limits import Range
from mfdesk.gui.find.value_field import ValueField
from mfdesk.gui.panels.parts import hint, named
from mfdesk.gui.theme import Palette
from mfdesk.gui.words import one, plural

_ATTRIBUTES, _LAST = 1, 7
"""The line of what takes the room that is left, and the one that takes it where nothing is known."""
_TYPING_MILLISECONDS = 60
_Within = type[CountWithin] | type[MeanWithin] | type[ErrorWithin]
_CELLS: tuple[Filter | None, ...] = (None, HasHoles(), IsWhole())


class FilterForm(QWidget):
    """``name`` begins the object names of its fields; ``of`` are the words before the name of a column, or row."""

    changed = Signal()
    """Other filters are set; a little after the last key."""

    def __init__(self, name: str, of: str = "Rating of", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}Form")
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MILLISECONDS)
        self._name = named(QLineEdit(), f"{name}Name")
        self._attributes, self._values = AttributePicker(name), ValueField(name)
        self._ranges: dict[_Within, Range] = {
            CountWithin: Range(f"{name}Count", "number of ratings"),
            MeanWithin: Range(f"{name}Mean", "mean"),
            ErrorWithin: Range(f"{name}Error", "error"),
        }
        self._cells = named(QComboBox(), f"{name}Cells")
        self._edited = named(QCheckBox(), f"{name}Edited")
        self._no_errors = hint("Known after a training that holds cells out.")
        self._lay_out(of)
        self._listen()
        self.set_choices(FilterChoices())

    def set_choices(self, choices: FilterChoices) -> None:
        """What there is to filter by; what was set stays."""
        noun, nouns = choices.noun, plural(choices.noun)
        self._may_list = any(choices.span(one.name) is None for one in choices.attributes)
        self._name.setAccessibleName(f"Part of the name of {one(noun)}")
        self._name.setPlaceholderText(f"Part of the name of {one(noun)}")
        self._attributes.set_choices(choices, nouns)
        self._values.set_choices(choices)
        errors = self._ranges[ErrorWithin]
        self._ranges[CountWithin].set_range(0, choices.counts[1], 0)
        self._ranges[MeanWithin].set_range(*choices.means, choices.digits)
        errors.set_range(0, choices.error or 0, choices.digits)
        errors.setVisible(choices.error is not None)
        self._no_errors.setVisible(choices.error is None)
        self._cells.setItemText(1, f"some {'predicted' if choices.predicts else 'empty'}")
        self._edited.setText(f"Only {nouns} with edited cells")
        self._edited.setEnabled(choices.edited or self._edited.isChecked())

    @property
    def lists_values(self) -> bool:
        """Whether something besides ratings is known, whose values may be listed."""
        return self._may_list

    @Slot()
    def _give_room(self) -> None:
        """A list takes what room there is; without one that is left at the end."""
        lists = self._attributes.lists
        self._grid.setRowStretch(_ATTRIBUTES, int(lists))
        self._grid.setRowStretch(_LAST, int(not lists))

    def set_names(self, names: Findable) -> None:
        """The columns (or rows) whose values can be filtered by."""
        self._values.set_names(names)

    def look_at(self, across: int) -> None:
        """As ``ValueField.look_at``."""
        self._values.look_at(across)

    def filters(self) -> tuple[Filter, ...]:
        """All that are set, in the order of the fields."""
        name, cells = self._name.text().strip(), _CELLS[self._cells.currentIndex()]
        return (
            *((NameHas(name),) if name else ()),
            *self._attributes.filters(),
            *self._values.filters(),
            *(kind(*fields.limits) for kind, fields in self._ranges.items() if not fields.is_open),
            *((cells,) if cells else ()),
            *((HasEdited(),) if self._edited.isChecked() else ()),
        )

    def set_filters(self, filters: Sequence[Filter]) -> None:
        """Shows these; tells nothing."""
        self._name.setText(next((one.text for one in filters if isinstance(one, NameHas)), ""))
        self._attributes.set_filters([one for one in filters if isinstance(one, AttributeIs | AttributeWithin)])
        self._values.set_filters([one for one in filters if isinstance(one, ValueWithin)])
        for kind, fields in self._ranges.items():
            one = next((one for one in filters if isinstance(one, kind)), None)
            fields.show_limits(*(one.lowest, one.highest) if one else (None, None))
        with QSignalBlocker(self._cells), QSignalBlocker(self._edited):
            self._cells.setCurrentIndex(next((place for place, one in enumerate(_CELLS) if one and one in filters), 0))
            self._edited.setChecked(HasEdited() in filters)

    def set_palette_colours(self, palette: Palette) -> None:
        self._attributes.set_palette_colours(palette)

    def _lay_out(self, of: str) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 16, 16, 8)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(1, 1)
        self._cells.addItems(["any", "some empty", "all given"])
        self._cells.setAccessibleName("Which cells they have")
        errors = QWidget()
        line = QHBoxLayout(errors)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._ranges[ErrorWithin])
        line.addWidget(self._no_errors)
        self._no_errors.setContentsMargins(0, 7, 0, 0)
        rows: tuple[tuple[str, QWidget], ...] = (
            ("Name has", self._name),
            ("Attribute", self._attributes),
            (of, self._values),
            ("Ratings", self._ranges[CountWithin]),
            ("Mean", self._ranges[MeanWithin]),
            ("Error", errors),
            ("Cells", self._cells),
            ("", self._edited),
        )
        for row, (label, field) in enumerate(rows):
            grid.addWidget(_label(label, field), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(field, row, 1, _alignment(field))
        self._grid = grid

    def _listen(self) -> None:
        self._typing.timeout.connect(self.changed)
        self._name.textEdited.connect(self._typing.start)
        self._name.returnPressed.connect(self.changed)
        self._attributes.changed.connect(self.changed)
        self._attributes.limited.connect(self._typing.start)
        self._attributes.attribute_shown.connect(self._give_room)
        self._values.changed.connect(self._typing.start)
        for fields in self._ranges.values():
            fields.changed.connect(self._typing.start)
        self._cells.currentIndexChanged.connect(self.changed)
        self._edited.toggled.connect(self.changed)


def _alignment(field: QWidget) -> Qt.AlignmentFlag:
    """A tick, which may stand alone in what is left of the window, stays below the other fields."""
    return Qt.AlignmentFlag.AlignTop if isinstance(field, QCheckBox) else Qt.AlignmentFlag(0)


def _label(text: str, field: QWidget) -> QLabel:
    """Stands beside the first line of its field."""
    label = QLabel(text)
    label.setContentsMargins(0, 7, 0, 0)
    label.setBuddy(field)
    return label
