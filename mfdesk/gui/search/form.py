"""What a search shall try: methods, ranks, folds and time, and what that will cost."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from mfdesk.engine.config import Config, Method
from mfdesk.engine.search_cost import cost_of
from mfdesk.engine.search_plan import (
    FEWEST_FOLDS,
    LONGEST,
    MOST_CANDIDATES,
    MOST_FOLDS,
    SHORTEST,
    SearchPlan,
    Variant,
    default_plan,
    grid,
    variants_for,
)
from mfdesk.errors import UserError
from mfdesk.gui.panels.parts import heading, hint, named
from mfdesk.gui.search.words import METHODS, cost_words, rank_name
from mfdesk.gui.words import counted
from mfdesk.ratings.table import Ratings
from mfdesk.sentences import sentence

RANKS: tuple[int | None, ...] = (None, 2, 4, 8, 16, 32, 64)
_UNITS = (("seconds", 1), ("minutes", 60))


class SearchForm(QWidget):
    """Shows one ``SearchPlan`` for a table and lets it be changed."""

    plan_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ratings: Ratings | None = None
        self._base = Config()
        self._methods = {variant: _method_box(variant) for variant in METHODS if _offered(variant)}
        self._ranks = {rank: _rank_box(rank) for rank in RANKS}
        self._folds = _number("searchFolds", "Folds", FEWEST_FOLDS, MOST_FOLDS, 5)
        self._time = _number("searchTime", "Time at most", int(SHORTEST), int(LONGEST), 60)
        self._unit = named(QComboBox(), "searchTimeUnit")
        self._unit.setAccessibleName("Unit of the time")
        for name, seconds in _UNITS:
            self._unit.addItem(name, seconds)
        self._cost = named(QLabel(), "searchCost")
        self._cost.setAccessibleName("What it costs")
        self._cost.setWordWrap(True)
        self._lay_out()
        self._listen()
        self.set_table(None, self._base)

    def set_table(self, ratings: Ratings | None, base: Config) -> None:
        """The table to search for, and the settings that are not searched, such as the seed."""
        self._ratings, self._base = ratings, base
        self.set_busy(False)
        if ratings is None:
            self._tell()
            return
        fitting = variants_for(ratings)
        for variant, box in self._methods.items():
            box.setEnabled(variant in fitting)
            box.setToolTip("" if variant in fitting else "Only for ratings on a scale of 2 to 12 even steps")
        self.set_plan(replace(default_plan(ratings, base), seconds=self._seconds()))

    def set_plan(self, plan: SearchPlan) -> None:
        """Shows a plan that is a whole grid of methods and ranks."""
        variants, ranks = {Variant.of(one) for one in plan.candidates}, {one.rank for one in plan.candidates}
        with QSignalBlocker(self):
            for variant, method in self._methods.items():
                method.setChecked(variant in variants)
            for number, rank in self._ranks.items():
                rank.setChecked(number in ranks)
            self._folds.setValue(plan.folds)
            self._show_seconds(plan.seconds)
        self._tell()
        self.plan_changed.emit()

    def set_busy(self, busy: bool) -> None:
        """While a search runs its plan stands."""
        self.setEnabled(self._ratings is not None and not busy)

    def plan(self) -> SearchPlan | None:
        """What the form asks for, None where that cannot be searched."""
        return None if self._refusal() else self._plan()

    def _plan(self) -> SearchPlan:
        candidates = grid(self._base, self._chosen_methods(), self._chosen_ranks())
        return SearchPlan(candidates, self._folds.value(), self._seconds(), self._base.seed)

    def _refusal(self) -> str:
        """Why there can be no search, "" where there can."""
        count = len(self._chosen_methods()) * len(self._chosen_ranks())
        if self._ratings is None:
            return "Open a table of ratings first; what a search costs is then said here."
        if not count:
            return "Choose at least one method and one rank."
        if count > MOST_CANDIDATES:
            return f"{counted(count, 'candidate')} are too many; choose at most {MOST_CANDIDATES}."
        try:
            self._plan().check(self._ratings)
        except UserError as error:
            return sentence(error)
        return ""

    def _chosen_methods(self) -> list[Variant]:
        return [variant for variant, box in self._methods.items() if box.isChecked() and box.isEnabledTo(self)]

    def _chosen_ranks(self) -> list[int | None]:
        return [rank for rank, box in self._ranks.items() if box.isChecked()]

    def _seconds(self) -> float:
        return float(self._time.value() * self._unit.currentData())

    def _show_seconds(self, seconds: float) -> None:
        minutes = seconds >= 120 and seconds % 60 == 0
        self._unit.setCurrentIndex(int(minutes))
        self._time.setValue(round(seconds / (60 if minutes else 1)))

    @Slot()
    def _changed(self) -> None:
        unit = self._unit.currentData()
        self._time.setRange(int(max(SHORTEST // unit, 1)), int(LONGEST // unit))
        self._tell()
        self.plan_changed.emit()

    def _tell(self) -> None:
        refusal = self._refusal()
        if refusal or self._ratings is None:
            self._cost.setText(refusal)
            return
        plan = self._plan()
        self._cost.setText(cost_words(cost_of(self._ratings, plan), plan))

    def _listen(self) -> None:
        for box in (*self._methods.values(), *self._ranks.values()):
            box.toggled.connect(self._changed)
        for field in (self._folds, self._time):
            field.valueChanged.connect(self._changed)
        self._unit.currentIndexChanged.connect(self._changed)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(heading("Methods"))
        for box in self._methods.values():
            column.addWidget(box)
        column.addSpacing(8)
        column.addWidget(heading("Ranks"))
        column.addLayout(self._rank_grid())
        column.addWidget(hint("Each method is tried with each rank; automatic lets the method choose."))
        column.addSpacing(8)
        column.addLayout(_line("F&olds", self._folds))
        column.addWidget(hint("More folds make the comparison surer."))
        column.addLayout(_line("&Time", self._time, self._unit))
        column.addWidget(hint("More time lets more candidates come far."))
        column.addSpacing(8)
        column.addWidget(self._cost)

    def _rank_grid(self) -> QGridLayout:
        """Automatic takes two places of four in a line."""
        lines = QGridLayout()
        lines.setHorizontalSpacing(8)
        lines.setVerticalSpacing(8)
        automatic, *numbers = self._ranks.values()
        lines.addWidget(automatic, 0, 0, 1, 2)
        for place, box in enumerate(numbers, start=2):
            lines.addWidget(box, *divmod(place, 4))
        return lines


def _offered(variant: Variant) -> bool:
    """A search tries ordered steps and plain numbers against each other, so neither leaves the choice open."""
    return variant != Variant(Method.GIBBS, None)


def _method_box(variant: Variant) -> QCheckBox:
    name = METHODS[variant]
    box = named(QCheckBox(name), f"searchMethod.{variant.method.value}{'.ordered' if variant.ordered else ''}")
    box.setAccessibleName(name)
    return box


def _rank_box(rank: int | None) -> QCheckBox:
    box = named(QCheckBox(rank_name(rank)), f"searchRank.{rank_name(rank)}")
    box.setAccessibleName(f"Rank {rank_name(rank)}")
    return box


def _number(name: str, spoken: str, lowest: int, highest: int, value: int) -> QSpinBox:
    box = named(QSpinBox(), name)
    box.setAccessibleName(spoken)
    box.setRange(lowest, highest)
    box.setValue(value)
    box.setGroupSeparatorShown(True)
    box.lineEdit().setTextMargins(6, 0, 0, 0)
    box.setMinimumWidth(64)
    return box


def _line(label: str, field: QWidget, unit: QWidget | None = None) -> QHBoxLayout:
    name = QLabel(label)
    name.setBuddy(field)
    name.setMinimumWidth(48)
    line = QHBoxLayout()
    line.setSpacing(8)
    line.addWidget(name)
    line.addWidget(field, 1)
    if unit is not None:
        line.addWidget(unit, 1)
    return line
