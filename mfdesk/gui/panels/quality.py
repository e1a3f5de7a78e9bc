"""The Quality page: how far off the predictions are on cells that were held out, from every side."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from mfdesk.engine.quality import Quality
from mfdesk.gui.panels import quality_drawings as drawn
from mfdesk.gui.panels.parts import card, heading, hint, named
from mfdesk.gui.panels.quality_chart import Chart
from mfdesk.gui.panels.quality_findings import finding
from mfdesk.gui.panels.quality_words import NOT_TRAINED, QualityWords, View
from mfdesk.gui.panels.quality_worst import WorstTable
from mfdesk.gui.theme import Palette
from mfdesk.ratings.table import Ratings

MARGIN = 16
_LEAST = QSize(200, 190)
_HALF = QSize(200, 140)


class QualityPanel(QWidget):
    """Takes a quality and shows it; a click on a cell, a row or a column leaves it as a signal."""

    cell_requested = Signal(int, int)
    row_requested = Signal(int)
    column_requested = Signal(int)
    save_requested = Signal(object, str, str)
    """As that of ``PictureMenu``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("qualityPanel")
        self.setAccessibleName("Quality")
        self._words: QualityWords | None = None
        self._unit = "rating points"
        self._make_parts()
        self._make_charts()
        self._lay_out()
        self.clear(NOT_TRAINED)

    def show_quality(self, quality: Quality, ratings: Ratings, unit: str) -> None:
        """Shows how good the model is; the picture that was looked at stays."""
        self._unit = unit
        self._words = QualityWords(quality, ratings, unit)
        self._show()
        self._whole.setCurrentIndex(1)

    def clear(self, reason: str = NOT_TRAINED) -> None:
        """Nothing to show; ``reason`` says why and what would fill the page."""
        self._words = None
        self._reason.setText(reason)
        self._whole.setCurrentIndex(0)

    def set_unit(self, word: str) -> None:
        """What ratings are counted in, in the plural: "stars"."""
        if self._words is not None and word != self._unit:
            self.show_quality(self._words.quality, self._words.ratings, word)
        self._unit = word

    def set_palette_colours(self, palette: Palette) -> None:
        for chart in (self._guesses, *self._charts.values(), self._lower):
            chart.set_palette_colours(palette)

    def show_view(self, view: View) -> None:
        """Turns to this picture, as if it had been chosen by hand."""
        self._chooser.setCurrentIndex(self._chooser.findData(view))

    @property
    def view(self) -> View:
        """The picture that is looked at."""
        return View(self._chooser.currentData())

    # building

    def _make_parts(self) -> None:
        self._reason = named(hint(""), "qualityEmpty")
        self._headline = named(QLabel(), "qualityHeadline")
        self._headline.setWordWrap(True)
        self._headline.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._aside = named(hint(""), "qualityAside")
        self._finding = named(QLabel(), "qualityFinding")
        self._finding.setWordWrap(True)
        self._how = named(hint(""), "qualityHowToRead")
        self._chooser = named(QComboBox(), "qualityChooser")
        self._chooser.setAccessibleName("Picture")
        self._chooser.setToolTip("Which picture of the errors to see")
        for view in View:
            self._chooser.addItem("", view)
        self._chooser.currentIndexChanged.connect(self._turn)

    def _make_charts(self) -> None:
        self._guesses = Chart("qualityGuesses", QSize(150, 64))
        self._charts: dict[View, Chart] = {view: Chart(f"quality{view}", _HALF if view is View.BY_SUPPORT else _LEAST)
                        for view in View if view is not View.WORST}  # fmt: skip
        self._lower = Chart("qualityBySupportLower", _HALF)
        self._worst = WorstTable()
        for chart in (self._guesses, *self._charts.values(), self._lower):
            chart.save_requested.connect(self.save_requested)
        for view, chosen in ((View.BY_ROW, self._choose_row), (View.BY_COLUMN, self._choose_column)):
            self._charts[view].set_choosable()
            self._charts[view].chosen.connect(chosen)
        self._worst.cell_requested.connect(self.cell_requested)

    def _lay_out(self) -> None:
        self._whole = QStackedWidget()
        self._whole.addWidget(self._empty_page())
        self._whole.addWidget(self._scrolled())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._whole)

    def _empty_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(MARGIN, 12, MARGIN, MARGIN)
        column.setSpacing(8)
        column.addWidget(heading("How good are the predictions?"))
        column.addWidget(self._reason)
        column.addStretch(1)
        return page

    def _scrolled(self) -> QScrollArea:
        page = named(QWidget(), "scrolled")
        column = QVBoxLayout(page)
        column.setContentsMargins(MARGIN, 12, MARGIN, MARGIN)
        column.setSpacing(8)
        column.addLayout(self._top())
        column.addWidget(self._aside)
        column.addWidget(self._chooser)
        column.addWidget(card(self._pictures()), 1)
        column.addWidget(self._finding)
        column.addWidget(self._how)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(page)
        return area

    def _top(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._headline, 1)
        self._guesses.setFixedSize(150, 64)
        line.addWidget(self._guesses, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _pictures(self) -> QStackedWidget:
        self._stack = QStackedWidget()
        for view, chart in self._charts.items():
            self._stack.addWidget(self._both_supports() if view is View.BY_SUPPORT else chart)
        self._stack.addWidget(self._worst)
        return self._stack

    def _both_supports(self) -> QWidget:
        both = QWidget()
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._charts[View.BY_SUPPORT])
        column.addWidget(self._lower)
        return both

    # showing

    def _show(self) -> None:
        assert self._words is not None
        words = self._words
        self._headline.setText(words.headline())
        self._aside.setText(words.aside())
        for place, view in enumerate(View):
            self._chooser.setItemText(place, words.title(view))
        self._guesses.show_drawing(drawn.guesses(words), "mfdesk beside a guess of the mean")
        found = words.quality
        for view, drawing in (
            (View.ERRORS, drawn.errors(words)),
            (View.BY_RATING, drawn.by_rating(words)),
            (View.BY_SUPPORT, drawn.by_support(words, found.by_row_support, words.row_noun)),
            (View.BY_ROW, drawn.by_line(words, found.rows, words.row_name, View.BY_ROW)),
            (View.BY_COLUMN, drawn.by_line(words, found.columns, words.column_name, View.BY_COLUMN)),
            (View.INTERVALS, drawn.intervals(words)),
            (View.DENSITY, drawn.density(words)),
        ):
            self._charts[view].show_drawing(drawing, words.title(view), finding(words, view))
        lower = drawn.by_support(words, found.by_column_support, words.column_noun)
        self._lower.show_drawing(lower, f"{words.title(View.BY_SUPPORT)} of the {words.column_noun}")
        self._worst.show_words(words)
        self._turn()

    @Slot()
    def _turn(self) -> None:
        self._stack.setCurrentIndex(self._chooser.currentIndex())
        if self._words is not None:
            self._finding.setText(finding(self._words, self.view))
            self._how.setText(self._words.how_to_read(self.view))

    @Slot(int)
    def _choose_row(self, mark: int) -> None:
        assert self._words is not None
        self.row_requested.emit(int(self._words.quality.rows.positions[mark]))

    @Slot(int)
    def _choose_column(self, mark: int) -> None:
        assert self._words is not None
        self.column_requested.emit(int(self._words.quality.columns.positions[mark]))
