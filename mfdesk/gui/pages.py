"""The pages around the table: builds them, and passes on what they are to show and what they ask for."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from mfdesk.arranged import Order
from mfdesk.engine.cards import Card
from mfdesk.engine.config import Config
from mfdesk.engine.patterns import PatternMap
from mfdesk.engine.quality import Quality
from mfdesk.engine.train import Training
from mfdesk.gui.actions import Actions
from mfdesk.gui.commands import State
from mfdesk.gui.controller import UNIT, Controller
from mfdesk.gui.docks import Docks
from mfdesk.gui.document import Aspect
from mfdesk.gui.input_stage import InputStage
from mfdesk.gui.insights import Insights, Trace
from mfdesk.gui.panels.card import CardPanel
from mfdesk.gui.panels.patterns import PatternsPanel
from mfdesk.gui.panels.pipeline import PipelinePanel
from mfdesk.gui.panels.prediction import NO_CELL, NOT_TRAINED, PredictionPanel
from mfdesk.gui.panels.quality import QualityPanel
from mfdesk.gui.panels.quality_words import NOTHING_HELD_OUT
from mfdesk.gui.panels.training import TrainingPanel
from mfdesk.gui.table.selection import SelectionParts
from mfdesk.gui.theme import Palette
from mfdesk.gui.turns import Turns
from mfdesk.project import Project
from mfdesk.ratings.side import Side

PAGES = (
    ("training", "Training", "How it learns, and what came of it"),
    ("prediction", "Prediction", "How one prediction comes about"),
    ("card", "Card", "All about one row or column"),
    ("patterns", "Patterns", "What the model has learned, as a map"),
    ("quality", "Quality", "How far off it is on cells it has not seen"),
)
"""Name, title, and what is on each page of the right, in the order of their tabs."""


class Pages(QObject):
    """Holds the panels; the window hears of them only what concerns the table or needs a dialog."""

    cell_requested = Signal(int, int)
    """The row and column (positions) of a cell to go to."""
    row_requested = Signal(int)
    column_requested = Signal(int)
    selected = Signal(object, object)
    """The ``Side``, and the positions of what is chosen there."""
    picture_requested = Signal(object, str, str)
    """As ``PictureMenu.save_requested``."""
    trace_requested = Signal(object, object)
    """The epochs and their observations in words, which are wanted as a file."""
    attributes_requested = Signal(str)
    """The side, "rows" or "columns", that a file describes."""
    search_requested = Signal()
    recommendations_requested = Signal(object, object, int, bool)
    """The ``Side``, the position (None: all of them), how many recommendations of each are wanted as a file, and
    whether what is rated already is to be among them."""

    def __init__(self, docks: Docks, actions: Actions, controller: Controller) -> None:
        super().__init__(docks)
        self._controller, self._docks = controller, docks
        self._labels: object = None
        self.training, self.prediction, self.patterns = TrainingPanel(), PredictionPanel(), PatternsPanel()
        self.card, self.quality, self.pipeline = CardPanel(), QualityPanel(), PipelinePanel()
        self.insights = Insights(controller.document, self)
        right = (self.training, self.prediction, self.card, self.patterns, self.quality)
        for (name, title, sentence), page in zip(PAGES, right, strict=True):
            docks.add(name, title, sentence, page, actions[f"view.{name}"])
        docks.add_below("pipeline", "Five stages", self.pipeline, self.pipeline.transport, actions["view.pipeline"])
        for panel in (self.training, self.prediction, self.card, self.quality, self.pipeline):
            panel.set_unit(UNIT)
        self._panels = (*right, self.pipeline)
        self._turns = Turns((self.pipeline.add_reports, *self.training.listeners), self)
        self._input = InputStage(controller.document, self.pipeline, self)
        self._connect_controller()
        self._connect_panels()
        self._connect_insights()

    def set_palette_colours(self, palette: Palette) -> None:
        for panel in self._panels:
            panel.set_palette_colours(palette)

    def choose_cell(self, row: int, column: int) -> None:
        """The table's current cell is another."""
        self.insights.choose_cell(row, column)

    def choose_card(self, side: Side, position: int) -> None:
        """The Card page is to show this row or column."""
        self.insights.card.choose(side, position, self.card.with_rated)

    def bring(self, widget: QWidget) -> None:
        """Shows the page that this widget lies on, and opens the settings where it is one of them."""
        self._docks.bring_holder(widget)
        self.training.reveal(widget)

    def shutdown(self) -> bool:
        return self.insights.shutdown()

    def _connect_controller(self) -> None:
        controller = self._controller
        controller.training_began.connect(self._begin)
        controller.epochs_reported.connect(self._input.report)
        controller.epochs_reported.connect(self._turns.add)
        controller.training_ended.connect(self._end)
        controller.state_changed.connect(self._show_state)
        controller.document.changed.connect(self._show_document)

    def _connect_panels(self) -> None:
        controller = self._controller
        self.training.config_changed.connect(lambda: controller.document.set_config(self.training.config()))
        self.training.export_requested.connect(self.trace_requested)
        self.training.attributes_requested.connect(self.attributes_requested)
        self.training.search_requested.connect(self.search_requested)
        self.pipeline.epoch_requested.connect(controller.one_epoch)
        self.pipeline.run_requested.connect(controller.run)
        self.prediction.cell_requested.connect(self.cell_requested)
        self.quality.cell_requested.connect(self.cell_requested)
        self.quality.row_requested.connect(self.row_requested)
        self.quality.column_requested.connect(self.column_requested)
        self.card.cell_requested.connect(self.cell_requested)
        self.card.card_requested.connect(lambda side, position: self.choose_card(Side(side), position))
        self.card.why_requested.connect(self.insights.card.explain)
        self.card.export_requested.connect(self._ask_recommendations)
        self.patterns.map_requested.connect(self.insights.choose_map)
        self.patterns.selected.connect(self.selected)
        self.patterns.item_requested.connect(self._go_to_item)
        for panel in self._panels:
            panel.save_requested.connect(self.picture_requested)

    def _connect_insights(self) -> None:
        self._docks.shown.connect(self.insights.watch)
        self.insights.traced.connect(self._show_trace)
        self.insights.judged.connect(self._show_quality)
        self.insights.mapped.connect(self._show_map)
        self.insights.card.carded.connect(self._show_card)
        self.insights.card.explained.connect(self.card.show_why)

    # what is shown

    def _begin(self, config: Config) -> None:
        self.training.begin(config)
        self.pipeline.begin(config)
        self._input.begin()

    def _end(self, training: Training | None, words: str) -> None:
        self._turns.flush()
        self.training.end(training, words)
        self.pipeline.end(training)
        self._input.end()

    def _show_state(self, state: State) -> None:
        self.pipeline.set_state(state.ratings and not state.job, state.training)
        self.pipeline.set_held(state.paused)

    def _show_document(self, aspect: Aspect) -> None:
        project = self._controller.document.project
        if project is None or aspect not in (Aspect.RATINGS, Aspect.ATTRIBUTES, Aspect.EDITS):
            return
        if aspect is Aspect.EDITS:
            self._show_names(project)
            return
        ratings = project.learned_from
        if aspect is Aspect.ATTRIBUTES:
            self.training.set_ratings(ratings)
            return
        self.training.clear()
        self.training.set_ratings(ratings)
        self.training.set_config(project.config)
        self._show_names(project)
        self.patterns.clear()
        self.quality.clear()
        self.pipeline.set_ratings(ratings)

    def _show_names(self, project: Project) -> None:
        """The pages that find rows and columns by their names learn these when they are new."""
        labels = project.edited.labels
        if labels != self._labels:
            self._labels = labels
            nouns = project.opened.row_noun, project.opened.column_noun
            self.prediction.set_names(*labels, *nouns)
            self.card.set_names(*labels, *nouns)

    def _show_trace(self, trace: Trace | None) -> None:
        if trace is not None:
            self.prediction.show_cell(trace.explanation, trace.reasons)
        else:
            project = self._controller.document.project
            self.prediction.clear(NO_CELL if project and project.training else NOT_TRAINED)

    def _show_card(self, card: Card | None) -> None:
        arrangement = self._controller.document.arrangement
        if card is None or arrangement is None:
            self.card.clear()
            return
        self.card.show_card(card)
        self.card.set_around(*_neighbours(arrangement.side(card.side), card.position))

    def _show_quality(self, quality: Quality | None) -> None:
        project = self._controller.document.project
        if quality is None or project is None:
            self.quality.clear(NOTHING_HELD_OUT)
        else:
            self.quality.show_quality(quality, project.learned_from, UNIT)

    def _show_map(self, shown: PatternMap) -> None:
        project = self._controller.document.project
        if project is not None:
            self.patterns.show_map(shown, project.learned_from)

    def choose(self, selection: SelectionParts) -> None:
        """The rows and columns that are chosen whole in the table stand out on the map."""
        self.patterns.choose(selection.whole_among)

    def _ask_recommendations(self, side: int, position: int | None, count: int) -> None:
        self.recommendations_requested.emit(Side(side), position, count, self.card.with_rated)

    def _go_to_item(self, side: Side, position: int) -> None:
        (self.row_requested if side is Side.ROWS else self.column_requested).emit(position)


def _neighbours(order: Order, position: int) -> tuple[int | None, int | None]:
    """The positions shown before and after this one, None at either end or where it is not shown."""
    place = order.place(position)
    if place is None:
        return None, None
    before = order.position(place - 1) if place > 0 else None
    return before, order.position(place + 1) if place + 1 < len(order) else None
