"""The window "Choose the settings": candidates race against each other, and the best is taken with one click."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from mfdesk.engine.config import Config
from mfdesk.engine.search_plan import SearchPlan
from mfdesk.engine.search_report import SearchReport
from mfdesk.engine.search_result import SearchResult
from mfdesk.gui.panels.parts import beside, card, heading, named
from mfdesk.gui.search.curve import Across
from mfdesk.gui.search.curves import SearchCurves
from mfdesk.gui.search.entry import Entry, in_order
from mfdesk.gui.search.form import SearchForm
from mfdesk.gui.search.table import StandingsTable
from mfdesk.gui.search.words import named as settings_name
from mfdesk.gui.search.words import race_words
from mfdesk.gui.theme import Palette
from mfdesk.ratings.table import Ratings

_FORM_WIDTH = 272
_CURVES_HEIGHT, _TABLE_HEIGHT = 264, 208
_SHARES = 100  # a bar paints at once at each change, so there are few


class SearchDialog(QDialog):
    """Takes values and shows them; what the user wants leaves it as signals. Closing hides it, and a search goes on."""

    start_requested = Signal(object)
    """The ``SearchPlan``."""
    stop_requested = Signal()
    """End early and keep the best so far."""
    cancel_requested = Signal()
    take_requested = Signal(object)
    """The ``Config`` to train with from now on."""
    take_and_train_requested = Signal(object)
    plan_changed = Signal()
    save_requested = Signal(object, str, str)
    """As that of ``PictureMenu``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("searchDialog")
        self.setWindowTitle("Choose the settings")
        self.setModal(False)
        self.resize(960, 640)
        self._entries: list[Entry] = []
        self._plan: SearchPlan | None = None
        self._running, self._can_start, self._measured = False, True, False
        self._make_parts()
        self._lay_out()
        self._listen()
        self._update()

    # what it shows

    def set_table(self, ratings: Ratings | None, config: Config) -> None:
        """The table to search for (None: none is open) and its settings; what another table showed is gone."""
        self._clear()
        self._form.set_table(ratings, config)
        self._update()

    def plan(self) -> SearchPlan | None:
        """What the form asks for, None where that cannot be searched."""
        return self._form.plan()

    def set_unit(self, word: str) -> None:
        """What ratings are counted in, in the plural: "stars"."""
        self._curves.set_unit(word)

    def set_state(self, can_start: bool) -> None:
        """Whether nothing else runs that a search would have to wait for."""
        self._can_start = can_start
        self._update()

    def set_palette_colours(self, palette: Palette) -> None:
        self._curves.set_palette_colours(palette)
        self._table.standings.set_palette_colours(palette)

    def begin(self, plan: SearchPlan) -> None:
        """A search of this plan starts; what the last one found goes."""
        self._clear()
        self._plan, self._running = plan, True
        self._entries = [Entry(number, config) for number, config in enumerate(plan.candidates)]
        self._curves.begin(self._entries)
        self._show()
        self._words.setText("Starting")
        self._update()

    def add_reports(self, reports: Sequence[SearchReport]) -> None:
        """The next reports of the search, in order."""
        if not reports or self._plan is None:
            return
        for report in reports:
            self._entries[report.candidate].report = report
        self._curves.add_reports(reports)
        self._show()
        racing = sum(entry.racing for entry in self._entries)
        self._words.setText(race_words(reports[-1], racing, len(self._entries)))
        self._progress.setValue(round(_SHARES * min(reports[-1].elapsed / self._plan.seconds, 1.0)))

    def end(self, result: SearchResult | None, sentence: str) -> None:
        """The search is over; ``sentence`` tells what was found, or why nothing was."""
        self._running = False
        self._measured = result is not None and result.best is not None
        standings = result.standings if result else ()
        for standing in standings:
            self._entries[standing.candidate].standing = standing
        self._show(in_order(self._entries, standings))
        self._words.setText(sentence)
        self._update()

    def _show(self, ordered: list[Entry] | None = None) -> None:
        entries = ordered or in_order(self._entries)
        self._table.set_entries(entries, self._plan.folds if self._plan else 0)

    @Slot()
    def _mark(self) -> None:
        """Draws the curves of the leader and of the chosen candidate as such."""
        leader = self._table.standings.entry(0) if self._entries else None
        best = leader.candidate if leader and leader.error is not None else None
        chosen = self._table.chosen
        self._curves.show_state(best, chosen.candidate if chosen else None)
        tip = f"Trains with {settings_name(chosen.config)} from now on" if chosen else ""
        self._take.setToolTip(tip)
        self._take_and_train.setToolTip(tip)
        self._update()

    def _clear(self) -> None:
        self._entries, self._plan, self._measured = [], None, False
        self._table.clear()
        self._curves.clear_curves()
        self._words.setText("")
        self._progress.setValue(0)

    def _update(self) -> None:
        """What can be pressed now."""
        chosen = self._table.chosen
        takes = not self._running and self._measured and chosen is not None and chosen.error is not None
        self._start.setEnabled(self._can_start and not self._running and self._form.plan() is not None)
        self._stop.setEnabled(self._running)
        self._cancel.setEnabled(self._running)
        self._take.setEnabled(takes)
        self._take_and_train.setEnabled(takes and self._can_start)
        self._form.set_busy(self._running)
        self._progress.setVisible(self._running)

    # what the user does

    @Slot()
    def _ask_start(self) -> None:
        plan = self._form.plan()
        if plan is not None:
            self.start_requested.emit(plan)

    @Slot()
    def _ask_take(self) -> None:
        if self._table.chosen:
            self.take_requested.emit(self._table.chosen.config)

    @Slot()
    def _ask_take_and_train(self) -> None:
        if self._table.chosen:
            self.take_and_train_requested.emit(self._table.chosen.config)

    @Slot()
    def _plan_moved(self) -> None:
        self._update()
        self.plan_changed.emit()

    @Slot()
    def _change_across(self) -> None:
        self._curves.set_across(Across(self._across.currentData()))

    # building

    def _make_parts(self) -> None:
        self._form, self._curves, self._table = SearchForm(), SearchCurves(), StandingsTable()
        self._across = named(QComboBox(), "searchAcross")
        self._across.setAccessibleName("What the horizontal axis counts")
        self._across.setMinimumWidth(176)
        for across in Across:
            self._across.addItem(across.value, across)
        self._words = named(QLabel(), "searchWords")
        self._words.setAccessibleName("How the search stands")
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._progress = named(QProgressBar(), "searchProgress")
        self._progress.setAccessibleName("Share of the time that is spent")
        self._progress.setTextVisible(False)
        self._progress.setRange(0, _SHARES)
        self._start = _button("&Start", "searchStart", primary=True)
        self._stop = _button("St&op", "searchStop", tip="End now and keep the best so far")
        self._cancel = _button("Cancel", "searchCancel", tip="End now and keep nothing")
        self._take = _button("Take these settings", "searchTake")
        self._take_and_train = _button("Take and train", "searchTakeAndTrain", primary=True)

    def _listen(self) -> None:
        self._form.plan_changed.connect(self._plan_moved)
        self._curves.save_requested.connect(self.save_requested)
        self._curves.candidate_clicked.connect(self._table.choose)
        self._table.chosen_changed.connect(self._mark)
        self._across.currentIndexChanged.connect(self._change_across)
        self._start.clicked.connect(self._ask_start)
        self._stop.clicked.connect(self.stop_requested)
        self._cancel.clicked.connect(self.cancel_requested)
        self._take.clicked.connect(self._ask_take)
        self._take_and_train.clicked.connect(self._ask_take_and_train)

    def _lay_out(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 16, 16, 16)
        line.setSpacing(16)
        line.addLayout(self._left())
        line.addLayout(self._right(), 1)

    def _left(self) -> QVBoxLayout:
        self._form.setFixedWidth(_FORM_WIDTH)
        column = QVBoxLayout()
        column.setSpacing(16)
        column.addWidget(self._form)
        column.addStretch(1)
        column.addLayout(_row(self._start, self._stop, self._cancel))
        return column

    def _right(self) -> QVBoxLayout:
        halves = QSplitter(Qt.Orientation.Vertical)
        halves.setChildrenCollapsible(False)
        halves.setHandleWidth(8)
        halves.setStyleSheet("QSplitter::handle { background: transparent; }")
        halves.addWidget(card(self._curves))
        halves.addWidget(card(self._table))
        halves.setSizes([_CURVES_HEIGHT, _TABLE_HEIGHT])
        halves.setStretchFactor(0, 3)
        halves.setStretchFactor(1, 2)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addLayout(beside(heading("Held-out error"), self._across))
        column.addWidget(halves, 1)
        column.addWidget(self._progress)
        column.addWidget(self._words)
        buttons = _row(self._take, self._take_and_train)
        buttons.insertStretch(0, 1)
        column.addSpacing(8)
        column.addLayout(buttons)
        return column


def _button(text: str, name: str, *, primary: bool = False, tip: str = "") -> QPushButton:
    button = named(QPushButton(text), name)
    button.setAccessibleName(text.replace("&", ""))
    button.setAutoDefault(False)
    button.setToolTip(tip)
    if primary:
        button.setProperty("primary", True)
    return button


def _row(*buttons: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for button in buttons:
        row.addWidget(button)
    return row
