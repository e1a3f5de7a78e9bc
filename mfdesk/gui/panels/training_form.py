"""The form that says how to learn: its fields, each with one sentence on what more of it does."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QPushButton, QWidget

from mfdesk.engine.config import Config, Method
from mfdesk.gui.panels.fields import FieldGrid, explain, number_box
from mfdesk.gui.panels.fold import Fold
from mfdesk.gui.panels.parts import named
from mfdesk.gui.panels.training_advanced import AdvancedForm
from mfdesk.ratings.table import Ratings

METHODS = {
    Method.GIBBS: ("Bayesian (Gibbs)", "Most accurate, and tells how sure it is."),
    Method.ALS: ("Alternating least squares", "Fast; one best guess for each cell."),
    Method.GRADIENT_DESCENT: ("Gradient descent", "The textbook way, one small step at a time."),
}
"""What each method is called, and what it is good for."""

AUTOMATIC = 0
"""The value of a number field that leaves the choice to the method."""


class TrainingForm(QWidget):
    """Shows one ``Config`` and lets it be changed."""

    config_changed = Signal()
    """The user, or ``set_config``, changed a field."""
    attributes_requested = Signal(str)
    """As that of ``AdvancedForm``."""
    search_requested = Signal()
    """The user wants the best settings to be found."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._config = Config()
        self._make_fields()
        self._lay_out()
        self._listen()
        self.set_config(self._config)

    def config(self) -> Config:
        """What the fields say now."""
        plain = replace(
            self._config,
            method=Method(self._method.currentData()),
            rank=self._rank.value() or None,
            epochs=self._epochs.value() or None,
            seed=self._seed.value(),
            held_out=self._held_out_share(),
            refill=self._refill.isChecked(),
            budget=self._budget_seconds(),
        )
        return self._advanced.config(plain)

    def summary(self) -> str:
        """The settings in a few words; there is no room to say that the method chooses the rank."""
        method = self._method.currentText()
        return f"{method}, rank {self._rank.text()}" if self._rank.value() else method

    def set_config(self, config: Config) -> None:
        self._config = config
        with QSignalBlocker(self):  # one change, not nine
            self._method.setCurrentIndex(self._method.findData(config.method))
            self._rank.setValue(config.rank or AUTOMATIC)
            self._epochs.setValue(config.epochs or AUTOMATIC)
            self._budget.setValue(round(config.budget))
            self._seed.setValue(config.seed)
            self._held_out.setValue(round(config.held_out * 100))
            self._refill.setChecked(config.refill)
            self._advanced.set_config(config)
        self._changed()

    def set_ratings(self, ratings: Ratings | None) -> None:
        """The table that is open, None when there is none."""
        self._advanced.set_ratings(ratings)
        self._search.setEnabled(ratings is not None)
        self._tell()

    def _held_out_share(self) -> float:
        """The share as it was given, unless the user chose another percentage: 12.5 % shows as 12."""
        percent = self._held_out.value()
        return self._config.held_out if percent == round(self._config.held_out * 100) else percent / 100

    def _budget_seconds(self) -> float:
        seconds = self._budget.value()
        return self._config.budget if seconds == round(self._config.budget) else float(seconds)

    def _make_fields(self) -> None:
        self._method = named(QComboBox(), "methodBox")
        for method, (name, _) in METHODS.items():
            self._method.addItem(name, method)
        self._rank = number_box("rankBox", 500, automatic=True)
        self._epochs = number_box("epochsBox", 100_000, automatic=True)
        self._budget = number_box("budgetBox", 86_400)
        self._budget.setMinimum(1)
        self._budget.setSuffix(" s for a model")
        self._held_out = number_box("heldOutBox", 50)
        self._held_out.setSuffix(" %")
        self._seed = number_box("seedBox", 2**31 - 1)
        self._refill = named(QCheckBox("Fill with every &known cell"), "refillBox")
        self._refill.setAccessibleName("Fill with every known cell")
        self._advanced = AdvancedForm()
        self._advanced_fold = Fold("Advanced", self._advanced, "advancedFold")
        self._advanced_fold.close_up()
        self._search = named(QPushButton("Find the &best settings…"), "findSettingsButton")
        self._search.setAccessibleName("Find the best settings")
        self._search.setEnabled(False)

    def _lay_out(self) -> None:
        """No key of a menu (F, E, M, V, H) is taken for a field."""
        fields = FieldGrid(self)
        self._method_hint = fields.add("Me&thod", self._method, "")
        fields.add("&Rank", self._rank, "More hidden tastes fit finer detail.")
        fields.add("E&pochs", self._epochs, "More passes fit closer and take longer.")
        fields.add("T&ime", self._budget, "More time affords more tastes and passes.")
        fields.add("Held &out", self._held_out, "More cells kept aside make the error surer.")
        fields.add("&Seed", self._seed, "The same seed gives the same table again.")
        fields.add("", self._refill, "A second model learns the held-out cells too.")
        fields.add_across(self._advanced_fold)
        fields.add_wide(self._search, "Tries methods and ranks on cells kept aside.")

    def _listen(self) -> None:
        self._method.currentIndexChanged.connect(self._changed)
        for field in (self._rank, self._epochs, self._budget, self._held_out, self._seed):
            field.valueChanged.connect(self._changed)
        self._refill.toggled.connect(self._changed)
        self._advanced.changed.connect(self._changed)
        self._advanced.attributes_requested.connect(self.attributes_requested)
        self._search.clicked.connect(self.search_requested)

    @Slot()
    def _changed(self) -> None:
        self._tell()
        self.config_changed.emit()

    def _tell(self) -> None:
        """What depends on other fields: the sentence of the method, whether it chooses anything by the time that it
        has, and whether there is anything to fill again."""
        method = Method(self._method.currentData())
        explain(self._method, self._method_hint, METHODS[method][1])
        chooses = AUTOMATIC in (self._rank.value(), self._epochs.value())
        self._budget.setEnabled(method is Method.GIBBS and chooses)
        self._refill.setEnabled(self._held_out.value() > 0)
        self._advanced.tell(method)
        self._advanced_fold.set_summary(self._advanced.summary())
