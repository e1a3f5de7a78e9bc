"""What a person sets above the map: whose points, along which axes, in which colours; and the search."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from mfdesk.engine.patterns import PatternMap
from mfdesk.engine.traits import Trait
from mfdesk.gui.panels import patterns_words as words
from mfdesk.gui.panels.parts import named
from mfdesk.gui.panels.patterns_dress import ColourBy
from mfdesk.gui.theme import Palette
from mfdesk.gui.words import plural
from mfdesk.ratings.side import Side

MEAN = -1
"""The axis of the mean rating, beside the factors that count from 0."""


_SIDES = {Side.ROWS: "Rows", Side.COLUMNS: "Columns"}


class PatternsControls(QWidget):
    """Fields and buttons; each change leaves as a signal."""

    side_changed = Signal()
    own_changed = Signal()
    axes_changed = Signal()
    colour_changed = Signal()
    search_changed = Signal(str)
    search_entered = Signal()
    lasso_toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("patternsControls")
        self._sides = QButtonGroup(self)
        self._buttons = {side: _segment(side) for side in Side}
        self._own = _box("patternsAxesBox", "Which axes")
        self._x, self._y = _box("patternsXBox", "Across"), _box("patternsYBox", "Up")
        self._colour = _box("patternsColourBox", "Colour by")
        self._search = named(QLineEdit(), "patternsSearch")
        self._lasso = named(QToolButton(), "patternsLasso")
        self._dress_parts()
        self._lay_out()
        self._connect()

    @property
    def side(self) -> Side:
        return Side.ROWS if self._buttons[Side.ROWS].isChecked() else Side.COLUMNS

    @property
    def own(self) -> bool:
        """Whether the method's own features are asked for."""
        return bool(self._own.currentData())

    @property
    def axes(self) -> tuple[int, int]:
        """The factors across and up, or ``MEAN``."""
        return self._x.currentData(), self._y.currentData()

    @property
    def colour_by(self) -> ColourBy | Trait:
        data = self._colour.currentData()
        return data if isinstance(data, Trait) else ColourBy(data or ColourBy.NOTHING)

    def set_axes(self, across: int, up: int) -> None:
        """Tells of the change once."""
        for box, factor in ((self._x, across), (self._y, up)):
            box.blockSignals(True)
            box.setCurrentIndex(box.findData(factor))
            box.blockSignals(False)
        self.axes_changed.emit()

    def set_nouns(self, rows: str, columns: str) -> None:
        """What rows and columns are called, in the singular."""
        for side, noun in ((Side.ROWS, rows), (Side.COLUMNS, columns)):
            self._buttons[side].setText(words.titled(plural(noun)))
        self._search.setPlaceholderText(f"Find a {rows if self.side is Side.ROWS else columns}")

    def show_choices(self, shown: PatternMap, own: bool) -> None:
        """Offers what this map has, and keeps what was chosen where it is still there; tells nothing."""
        self._buttons[shown.side].setChecked(True)
        for part in (self._own, self._own_label):
            part.setVisible(shown.point_method)  # a sampler has no features of its own, only many draws
        if not shown.point_method:
            self._own.setCurrentIndex(0)
        self._offer_axes(shown, own)
        choices: list[tuple[str, object]] = [(by.value, by) for by in ColourBy]
        choices += [(words.attribute(trait.name), trait) for trait in shown.traits]
        texts, before = [text for text, _ in choices], self._colour.currentText()
        _fill(self._colour, choices, texts.index(before) if before in texts else 0)

    def _offer_axes(self, shown: PatternMap, own: bool) -> None:
        names = [(words.factor_name(shown, factor, own), factor) for factor in range(shown.rank)]
        choices = [*names, ("Mean rating", MEAN)]
        for box, first in ((self._x, 0), (self._y, 1 if shown.rank > 1 else shown.rank)):
            before = box.currentData()
            kept = [place for place, (_, factor) in enumerate(choices) if factor == before]
            _fill(box, choices, kept[0] if kept else first)

    def set_palette_colours(self, palette: Palette) -> None:
        for button in (*self._buttons.values(), self._lasso):
            button.setStyleSheet(f"QToolButton {{ border-color: {palette.line}; }}")

    @property
    def search_text(self) -> str:
        return self._search.text()

    def clear_search(self) -> None:
        self._search.clear()

    def say_found(self, count: int | None) -> None:
        """How many names match; None: nothing is looked for."""
        self._search.setAccessibleDescription("" if count is None else f"{count:,} found")
        self._search.setToolTip("" if count is None else f"{count:,} found; Enter goes to the next")

    def _dress_parts(self) -> None:
        for side, button in self._buttons.items():
            self._sides.addButton(button)
            button.setChecked(side is Side.COLUMNS)
        self._own.addItem("Principal axes", False)
        self._own.addItem("The method's own features", True)
        self._search.setAccessibleName("Find on the map")
        self._search.setPlaceholderText("Find a name")
        self._search.setClearButtonEnabled(True)
        self._lasso.setText("Lasso")
        self._lasso.setCheckable(True)
        self._lasso.setToolTip("Draw around points to choose them; Shift adds")
        self._lasso.setAccessibleName("Lasso")
        self._lasso.setAccessibleDescription("Dragging draws around points to choose them")

    def _lay_out(self) -> None:
        sides = QHBoxLayout()
        sides.setSpacing(4)
        for button in self._buttons.values():
            sides.addWidget(button)
        sides.addStretch(1)
        sides.addWidget(self._lasso)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        grid.addLayout(sides, 0, 0, 1, 4)
        self._own_label = _add(grid, (1, 0), "Axes", self._own, 3)
        _add(grid, (2, 0), "Across", self._x)
        _add(grid, (2, 2), "Up", self._y)
        _add(grid, (3, 0), "Colour", self._colour, 3)
        _add(grid, (4, 0), "Find", self._search, 3)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)

    def _connect(self) -> None:
        self._sides.buttonClicked.connect(self.side_changed)
        self._own.activated.connect(self.own_changed)
        for box in (self._x, self._y):
            box.currentIndexChanged.connect(self.axes_changed)
        self._colour.currentIndexChanged.connect(self.colour_changed)
        self._search.textChanged.connect(self.search_changed)
        self._search.returnPressed.connect(self.search_entered)
        self._lasso.toggled.connect(self.lasso_toggled)


def _segment(side: Side) -> QToolButton:
    button = named(QToolButton(), f"patterns{_SIDES[side]}")
    button.setCheckable(True)
    button.setText(_SIDES[side])
    return button


def _box(name: str, title: str) -> QComboBox:
    box = named(QComboBox(), name)
    box.setAccessibleName(title)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(6)
    box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    return box


def _add(grid: QGridLayout, at: tuple[int, int], text: str, field: QWidget, span: int = 1) -> QLabel:
    """The field in so many columns of the grid, its name to the left of it."""
    line, column = at
    label = QLabel(text)
    label.setProperty("soft", True)
    label.setBuddy(field)
    grid.addWidget(label, line, column, Qt.AlignmentFlag.AlignVCenter)
    grid.addWidget(field, line, column + 1, 1, span)
    return label


def _fill(box: QComboBox, choices: Sequence[tuple[str, object]], wanted: int) -> None:
    """Puts the choices into the box and takes the one at this place, without telling."""
    box.blockSignals(True)
    box.clear()
    for text, data in choices:
        box.addItem(text, data)
        box.setItemData(box.count() - 1, text, Qt.ItemDataRole.ToolTipRole)
    box.setCurrentIndex(wanted)
    box.blockSignals(False)
