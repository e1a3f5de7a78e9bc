"""The Training page: how to learn, what happens meanwhile, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from mfdesk.engine.config import Config, Method
from mfdesk.engine.report import EpochReport
from mfdesk.engine.train import Training
from mfdesk.gui.panels.epoch_table import EpochTable
from mfdesk.gui.panels.fold import Fold
from mfdesk.gui.panels.loss_plot import LossPlot, LossScale
from mfdesk.gui.panels.parts import beside, card, heading, named
from mfdesk.gui.panels.training_form import TrainingForm
from mfdesk.gui.theme import Palette
from mfdesk.ratings.table import Ratings

MARGIN = 16


class TrainingPanel(QWidget):
    """Takes values and shows them; what the user wants leaves it as signals."""

    config_changed = Signal()
    save_requested = Signal(object, str, str)
    """As that of ``PictureMenu``."""
    export_requested = Signal(object, object)
    """As that of ``EpochTable``."""
    attributes_requested = Signal(str)
    """As that of ``TrainingForm``."""
    search_requested = Signal()
    """As that of ``TrainingForm``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("trainingPanel")
        self.setAccessibleName("Training")
        self._scale_chosen = False
        self._form = TrainingForm()
        self._settings = Fold("Settings", self._form, "settingsFold")
        self._plot = LossPlot()
        self._table = EpochTable()
        self._scale = _scale_box()
        self._words = _words()
        self._lay_out()
        self._connect()
        self._tell_config()

    def config(self) -> Config:
        """What the form asks for now."""
        return self._form.config()

    def set_config(self, config: Config) -> None:
        self._form.set_config(config)

    def set_ratings(self, ratings: Ratings | None) -> None:
        """The table that is open, None when there is none; what was learned of another one stays until ``clear``."""
        self._form.set_ratings(ratings)

    def set_unit(self, word: str) -> None:
        """What ratings are counted in, in the plural: "stars"."""
        self._plot.set_unit(word)

    def set_palette_colours(self, palette: Palette) -> None:
        self._plot.set_palette_colours(palette)
        self._table.set_palette_colours(palette)

    def reveal(self, widget: QWidget) -> None:
        """Opens the settings if this is one of their fields."""
        if self._form.isAncestorOf(widget):
            self._settings.open()

    def begin(self, config: Config) -> None:
        """A run with this config starts: the form is closed and makes room for the curves, the old ones go."""
        self.clear()
        self.set_config(config)
        self._table.epochs.begin(config.method)
        self._form.setEnabled(False)
        self._settings.close_up()

    @property
    def listeners(self) -> tuple[Callable[[Sequence[EpochReport]], None], ...]:
        """Who is to hear of the next epochs of the run, in order; each costs about as much time as the others."""
        return self._plot.add_reports, self._table.add_reports

    def add_reports(self, reports: Sequence[EpochReport]) -> None:
        """The next epochs of the run, in order, for everybody at once."""
        for listener in self.listeners:
            listener(reports)

    def end(self, training: Training | None, sentence: str) -> None:
        """The run is over; ``sentence`` tells what was learned, or why nothing was."""
        self._form.setEnabled(True)
        self._say(sentence)
        if training is not None and training.epochs:
            self._table.epochs.mark_best(training.epochs[0].stage, training.best_epoch)
            self._plot.mark_best(training.best_epoch)

    def clear(self) -> None:
        """As if nothing had ever been learned."""
        self._settings.open()
        self._form.setEnabled(True)
        self._plot.clear_points()
        self._table.epochs.clear()
        self._say("")

    def _connect(self) -> None:
        self._form.config_changed.connect(self._tell_config)
        self._form.attributes_requested.connect(self.attributes_requested)
        self._form.search_requested.connect(self.search_requested)
        self._plot.save_requested.connect(self.save_requested)
        self._table.export_requested.connect(self.export_requested)
        self._scale.currentIndexChanged.connect(self._change_scale)
        self._scale.activated.connect(self._keep_scale)

    def _say(self, text: str) -> None:
        self._words.setText(text)
        self._words.setVisible(bool(text))

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._scrolled(), 1)

    def _scrolled(self) -> QScrollArea:
        page = named(QWidget(), "scrolled")
        column = QVBoxLayout(page)
        column.setContentsMargins(MARGIN, 12, MARGIN, MARGIN)
        column.setSpacing(8)
        column.addWidget(self._settings)
        column.addLayout(beside(heading("Error per epoch"), self._scale))
        column.addWidget(card(self._plot), 3)
        column.addWidget(self._words)
        column.addWidget(heading("Epochs"))
        column.addWidget(card(self._table), 2)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(page)
        return area

    def _suggest_scale(self) -> None:
        """Gradient descent shows the loss it steps down; the others the error, which is easier to read."""
        if not self._scale_chosen:
            steps = self.config().method is Method.GRADIENT_DESCENT
            self._scale.setCurrentIndex(self._scale.findData(LossScale.LOSS if steps else LossScale.ERROR))

    @Slot()
    def _tell_config(self) -> None:
        self._suggest_scale()
        self._settings.set_summary(self._form.summary())
        self.config_changed.emit()

    @Slot()
    def _change_scale(self) -> None:
        self._plot.set_scale(LossScale(self._scale.currentData()))

    @Slot()
    def _keep_scale(self) -> None:
        self._scale_chosen = True


def _scale_box() -> QComboBox:
    box = named(QComboBox(), "lossScaleBox")
    box.setAccessibleName("What the plot shows")
    box.setMinimumWidth(120)
    for scale in LossScale:
        box.addItem(scale.value, scale)
    return box


def _words() -> QLabel:
    label = named(QLabel(), "resultWords")
    label.setAccessibleName("What was learned")
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.hide()
    return label
