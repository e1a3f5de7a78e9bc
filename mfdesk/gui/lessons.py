"""Help > Learn: opens the idea, the tour over the real window and the quiz, and does for the tour what it asks."""

from __future__ import annotations

from collections.abc import Callable
from time import time_ns

from PySide6.QtCore import QLocale, QObject
from PySide6.QtWidgets import QMainWindow, QWidget

from mfdesk.gui.actions import Actions
from mfdesk.gui.controller import Controller
from mfdesk.gui.learn.learn_dialog import LearnDialog
from mfdesk.gui.learn.quiz import QuizDialog
from mfdesk.gui.learn.texts import load
from mfdesk.gui.learn.tour import Tour
from mfdesk.gui.pages import Pages
from mfdesk.gui.panels.epoch_table import EpochTable
from mfdesk.gui.remembered import Remembered
from mfdesk.gui.table.view import RatingsTableView
from mfdesk.gui.theme import LIGHT, Palette

_TOUR_SAMPLE = "movie-night"
_EXAMPLE = (0, 1)
"""The cell that the tour takes apart: User 1 has not rated Movie 2."""


class Lessons(QObject):
    """Nothing of it is made before somebody asks to learn."""

    def __init__(
        self,
        window: QMainWindow,
        controller: Controller,
        actions: Actions,
        pages: Pages,
        table: RatingsTableView,
        remembered: Remembered,
    ) -> None:
        super().__init__(window)
        self._window, self._controller, self._actions = window, controller, actions
        self._pages, self._table, self._remembered = pages, table, remembered
        self._palette = LIGHT
        self._quiz_follows = False
        self._learn: LearnDialog | None = None
        self._tour: Tour | None = None
        self._quiz: QuizDialog | None = None

    def set_palette_colours(self, palette: Palette) -> None:
        self._palette = palette
        for part in (self._learn, self._tour, self._quiz):
            if part is not None:
                part.set_palette_colours(palette)

    def open(self) -> None:
        """The dialog of Help > Learn; what is under way of the tour is left."""
        if self._learn is None:
            self._build()
        assert self._learn
        assert self._tour
        self._tour.leave()
        self._learn.set_best(self._remembered.quiz_score)
        self._learn.show()
        self._learn.raise_()
        self._learn.activateWindow()

    def _build(self) -> None:
        texts = load(QLocale().name())
        self._learn = LearnDialog(texts, self._window)
        self._tour = Tour(self._window, texts)
        self._quiz = QuizDialog(texts, time_ns() % 2**31, self._window)
        self._learn.tour_requested.connect(self._begin_tour)
        self._learn.quiz_requested.connect(self._show_quiz)
        self._tour.show_requested.connect(self._bring)
        self._tour.prepare_requested.connect(self._prepare)
        self._tour.do_requested.connect(self._do)
        self._tour.quiz_requested.connect(self._show_quiz)
        self._tour.ended.connect(self._tour_ended)
        self._quiz.step_requested.connect(self._show_step)
        self._quiz.scored.connect(self._remember)
        self._controller.opened.connect(lambda _path: self._opened())
        self._controller.training_ended.connect(lambda training, _words: self._trained(training))
        self._table.chosen_by_user.connect(lambda: self._happened("cell_chosen"))
        self.set_palette_colours(self._palette)

    # the tour

    def _begin_tour(self) -> None:
        assert self._learn
        self._learn.hide()
        self._start_tour("")

    def _show_step(self, step: str) -> None:
        """From a question of the quiz to where the tour answers it, and back again afterwards."""
        assert self._quiz
        self._quiz.hide()
        self._quiz_follows = True
        self._start_tour(step)

    def _start_tour(self, step: str) -> None:
        assert self._tour
        self._window.activateWindow()
        self._tour.start(step)

    def _tour_ended(self, _to_its_end: bool) -> None:
        self._pages.pipeline.follow()
        if self._quiz_follows:
            self._show_quiz()

    def _bring(self, name: str) -> None:
        """What the tour wants to light is shown: its page comes to the front, its fold is opened."""
        widget = self._window.findChild(QWidget, name)
        if widget is not None:
            self._pages.bring(widget)

    def _do(self, action: str) -> None:
        if action == "tour.choose_example":
            self._table.go_to(*_EXAMPLE)
            self._pages.bring(self._pages.prediction)
            self._happened("cell_chosen")
        else:
            self._actions[action].trigger()

    def _prepare(self, wish: str) -> None:
        """Makes the window as the step that is shown now speaks of it."""
        self._wishes[wish]()

    @property
    def _wishes(self) -> dict[str, Callable[[], None]]:
        pipeline = self._pages.pipeline
        return {
            "pipeline.first_epoch": lambda: pipeline.go_to(0),
            "pipeline.newest_epoch": pipeline.follow,
            "epochs.where_trainings_meet": self._show_where_trainings_meet,
            "tour.show_example": self._show_example,
        }

    def _show_where_trainings_meet(self) -> None:
        """Scrolls the epochs so that the end of the first training is seen under the start of the second one."""
        table = self._window.findChild(EpochTable)
        if table is not None and table.epochs.rowCount():
            row = table.epochs.first_rows[-1] + 1 if table.epochs.first_rows else 0
            table.scrollTo(table.epochs.index(row, 0), EpochTable.ScrollHint.PositionAtCenter)

    def _show_example(self) -> None:
        """The example is looked at but not chosen: the colour of what is chosen would be taken for surety."""
        self._table.go_to(*_EXAMPLE)
        self._table.clearSelection()
        self._pages.bring(self._pages.prediction)

    def _opened(self) -> None:
        if self._controller.sample == _TOUR_SAMPLE:
            self._happened("sample_opened")

    def _trained(self, training: object) -> None:
        if training is not None:
            self._happened("training_ended")

    def _happened(self, event: str) -> None:
        if self._tour is not None:
            self._tour.happened(event)

    # the quiz

    def _show_quiz(self) -> None:
        assert self._quiz
        assert self._learn
        self._quiz_follows = False
        self._learn.hide()
        self._quiz.show()
        self._quiz.raise_()
        self._quiz.activateWindow()

    def _remember(self, score: int, _of: int) -> None:
        self._remembered.quiz_score = max(score, self._remembered.quiz_score or 0)
        if self._learn is not None:
            self._learn.set_best(self._remembered.quiz_score)
