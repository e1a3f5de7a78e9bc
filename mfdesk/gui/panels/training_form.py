"""The form that says how to learn: seven fields, each with one sentence on what more of it does."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLabel, QSizePolicy, QSpinBox, QWidget

from mfdesk.engine.config import Config, Method
from mfdesk.gui.panels.parts import hint, named

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

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._config = Config()
        self._calm = _CalmWheel(self)
        self._rows = QGridLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setHorizontalSpacing(12)
        self._rows.setVerticalSpacing(0)
        self._rows.setColumnStretch(1, 1)
        self._make_fields()
        self._listen()
        self.set_config(self._config)

    def config(self) -> Config:
        """What the fields say now."""
        return replace(
            self._config,
            method=Method(self._method.currentData()),
            rank=self._rank.value() or None,
            epochs=self._epochs.value() or None,
            seed=self._seed.value(),
            held_out=self._held_out_share(),
            refill=self._refill.isChecked(),
            budget=self._budget_seconds(),
        )

    def summary(self) -> str:
        """The settings in a few words."""
        return f"{self._method.currentText()}, rank {self._rank.text()}"

    def set_config(self, config: Config) -> None:
        self._config = config
        with QSignalBlocker(self):  # one change, not seven
            self._method.setCurrentIndex(self._method.findData(config.method))
            self._rank.setValue(config.rank or AUTOMATIC)
            self._epochs.setValue(config.epochs or AUTOMATIC)
            self._budget.setValue(round(config.budget))
            self._seed.setValue(config.seed)
            self._held_out.setValue(round(config.held_out * 100))
            self._refill.setChecked(config.refill)
        self._changed()

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
        self._rank = _number("rankBox", 500, automatic=True)
        self._epochs = _number("epochsBox", 100_000, automatic=True)
        self._budget = _number("budgetBox", 86_400)
        self._budget.setMinimum(1)
        self._budget.setSuffix(" s for a model")
        self._held_out = _number("heldOutBox", 50)
        self._held_out.setSuffix(" %")
        self._seed = _number("seedBox", 2**31 - 1)
        self._refill = named(QCheckBox("Fill with every &known cell"), "refillBox")
        # No key of a menu (F, E, M, V, H) is taken for a field.
        self._method_hint = self._add("Me&thod", self._method, "")
        self._add("&Rank", self._rank, "More hidden tastes fit finer detail.")
        self._add("E&pochs", self._epochs, "More passes fit closer and take longer.")
        self._add("T&ime", self._budget, "More time affords more tastes and passes.")
        self._add("Held &out", self._held_out, "More cells kept aside make the error surer.")
        self._add("&Seed", self._seed, "The same seed gives the same table again.")
        self._add("", self._refill, "A second model learns the held-out cells too.")

    def _add(self, label: str, field: QWidget, more: str) -> QLabel:
        """Puts a field below the last one, with its name before it and its sentence under it."""
        row = self._rows.rowCount()
        field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        field.setMinimumWidth(120)
        field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        field.installEventFilter(self._calm)
        self._rows.addWidget(field, row, 1)
        if label:
            name = QLabel(label)
            name.setBuddy(field)
            self._rows.addWidget(name, row, 0)
            field.setAccessibleName(label.replace("&", ""))
        else:
            field.setAccessibleName("Fill with every known cell")
        sentence = hint(more)
        sentence.setContentsMargins(1, 2, 0, 0)
        self._rows.addWidget(sentence, row + 1, 1)
        field.setAccessibleDescription(more)
        self._rows.setRowMinimumHeight(row + 2, 4)
        return sentence

    def _listen(self) -> None:
        self._method.currentIndexChanged.connect(self._changed)
        for field in (self._rank, self._epochs, self._budget, self._held_out, self._seed):
            field.valueChanged.connect(self._changed)
        self._refill.toggled.connect(self._changed)

    @Slot()
    def _changed(self) -> None:
        self._tell()
        self.config_changed.emit()

    def _tell(self) -> None:
        """What depends on other fields: the sentence of the method, whether it chooses anything by the time that it
        has, and whether there is anything to fill again."""
        method = Method(self._method.currentData())
        more = METHODS[method][1]
        self._method_hint.setText(more)
        self._method.setAccessibleDescription(more)
        chooses = AUTOMATIC in (self._rank.value(), self._epochs.value())
        self._budget.setEnabled(method is Method.GIBBS and chooses)
        self._refill.setEnabled(self._held_out.value() > 0)


class _CalmWheel(QObject):
    """Leaves the wheel to the page that scrolls, unless the field under the mouse has been chosen."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False


def _number(name: str, highest: int, *, automatic: bool = False) -> QSpinBox:
    box = named(QSpinBox(), name)
    box.setRange(0, highest)
    box.setGroupSeparatorShown(True)
    box.lineEdit().setTextMargins(6, 0, 0, 0)
    if automatic:
        box.setSpecialValueText("automatic")
    return box
