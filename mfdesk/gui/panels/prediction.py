"""The Prediction page: one cell taken apart, from the features over the sum to how far it can be trusted."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from mfdesk.engine.explain import Explanation
from mfdesk.engine.reasons import Reasons
from mfdesk.gui.panels.parts import card, heading, hint, named
from mfdesk.gui.panels.prediction_features import FeaturePicture
from mfdesk.gui.panels.prediction_lines import MOST_FACTORS, Cell, digits_of, feature_lines, sum_lines
from mfdesk.gui.panels.prediction_names import NameField, Names
from mfdesk.gui.panels.prediction_reasons import OneLine, ReasonList
from mfdesk.gui.panels.prediction_scale import ScalePicture
from mfdesk.gui.panels.prediction_waterfall import Waterfall
from mfdesk.gui.panels.prediction_words import beside_headline, headline, how_sure
from mfdesk.gui.theme import Palette, tabular
from mfdesk.ratings.labels import Labels

MARGIN = 16
_WIDEST = 720
"""Wider than this, the numbers would stand too far from their bars."""
NOT_TRAINED = "Train a model first; then each cell can be taken apart here, step by step."
NO_CELL = "Choose a cell in the table, or find one by its names above, to see how its prediction is made."


class PredictionPanel(QWidget):
    """Shows one cell at a time; which one is asked for by ``cell_requested``."""

    cell_requested = Signal(int, int)
    """The row and the column (positions) of a cell that the user wants to see."""
    save_requested = Signal(object, str, str)
    """As that of ``PictureMenu``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("predictionPanel")
        self.setAccessibleName("Prediction")
        self._unit = "rating points"
        self._shown: tuple[Explanation, Cell] | None = None
        self._row: int | None = None
        self._column: int | None = None
        self._one_by_one = False
        self._names = (Names(Labels(())), Names(Labels(()), short=True))
        self._nouns = ("row", "column")
        self._make_parts()
        self._lay_out()
        self._connect()
        self.clear(NOT_TRAINED)

    def set_names(self, rows: Labels, columns: Labels, row_noun: str = "", column_noun: str = "") -> None:
        """The names of the table, to find cells by, and what its rows and columns are called ("" where unknown)."""
        self._names = (Names(rows), Names(columns, short=True))
        self._nouns = (row_noun or "row", column_noun or "column")
        for field, names, noun in zip(self._fields, self._names, self._nouns, strict=True):
            field.set_names(names, noun)
        self.clear(NOT_TRAINED)

    def set_unit(self, word: str) -> None:
        """What ratings are counted in, in the plural: "stars"."""
        self._unit = word

    def set_palette_colours(self, palette: Palette) -> None:
        for picture in (self._features, self._sum, self._scale):
            picture.set_palette_colours(palette)

    def show_cell(self, explanation: Explanation, reasons: Reasons | None) -> None:
        """One prediction of the table whose names were set, and what the other ratings of its row say of it."""
        self._row, self._column = explanation.row, explanation.column
        rows, columns = self._names
        cell = Cell(rows.shown(explanation.row), columns.shown(explanation.column), *self._nouns)
        self._shown = explanation, cell
        for field, place in zip(self._fields, (explanation.row, explanation.column), strict=True):
            field.show_name(place)
            field.show()
        self._reasons.show_reasons(reasons, cell, columns.shown, digits_of(explanation.scale))
        self._fill()

    def clear(self, sentence: str = NO_CELL) -> None:
        """Shows no cell; the sentence says why, and how to get one."""
        self._shown = self._row = self._column = None
        self._empty.setText(sentence)
        for field in self._fields:
            field.clear()
            field.setVisible(sentence != NOT_TRAINED)
        self._show_parts()

    @property
    def title(self) -> str:
        """ "Anna · Brazil"; "" while no cell is shown."""
        return self._shown[1].title if self._shown else ""

    def _make_parts(self) -> None:
        self._fields = (NameField("predictionRow", "Find a row"), NameField("predictionColumn", "Find a column"))
        self._empty = named(hint(""), "predictionEmpty")
        self._title = named(OneLine(), "predictionTitle")
        self._title.setProperty("heading", True)
        self._value = named(QLabel(), "predictionValue")
        self._value.setProperty("title", True)
        self._value.setFont(tabular(self._value.font()))
        self._beside = named(hint(""), "predictionBeside")
        self._features, self._sum, self._scale = FeaturePicture(), Waterfall(), ScalePicture()
        self._all = named(QPushButton(), "predictionAllFactors")
        self._sure = named(QLabel(), "predictionHowSure")
        self._sure.setWordWrap(True)
        self._sure.setAccessibleName("How far the prediction can be trusted")
        self._reasons = ReasonList()
        self._hints = [hint("") for _ in range(3)]
        self._headings = [heading("") for _ in range(3)]

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scrolled())

    def _scrolled(self) -> QScrollArea:
        page = named(QWidget(), "scrolled")
        column = QVBoxLayout(page)
        column.setContentsMargins(MARGIN, 12, MARGIN, MARGIN)
        column.setSpacing(8)
        fields = QHBoxLayout()
        fields.setSpacing(8)
        for field in self._fields:
            fields.addWidget(field, 1)
        column.addLayout(fields)
        column.addWidget(self._empty)
        self._body = QWidget()
        self._body.setMaximumWidth(_WIDEST)
        self._lay_out_body()
        column.addWidget(self._body)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(page)
        return area

    def _lay_out_body(self) -> None:
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self._value)
        line.addWidget(self._beside, 1)
        column.addWidget(self._title)
        column.addLayout(line)
        parts: list[list[QWidget]] = [[card(self._features)], [card(self._sum), self._all], [card(self._scale)]]
        for number, pictures in enumerate(parts):
            column.addSpacing(4)
            column.addWidget(self._headings[number])
            column.addWidget(self._hints[number])
            for picture in pictures:
                column.addWidget(picture)
        column.addWidget(self._sure)
        column.addWidget(self._reasons)

    def _connect(self) -> None:
        for picture in (self._features, self._sum, self._scale):
            picture.save_requested.connect(self.save_requested)
        row, column = self._fields
        row.chosen.connect(self._choose_row)
        column.chosen.connect(self._choose_column)
        self._reasons.chosen.connect(self._choose_column)
        self._sum.chosen.connect(self._open_gathered)
        self._all.clicked.connect(self._toggle_factors)

    def _fill(self) -> None:
        """Shows what is known of the cell."""
        if self._shown is None:
            return
        explanation, cell = self._shown
        self._title.say(cell.title)
        self._value.setText(headline(explanation))
        self._beside.setText(beside_headline(explanation))
        self._features.show_lines(feature_lines(explanation, cell, self._one_by_one), cell.row, cell.column)
        lines = sum_lines(explanation, cell, self._one_by_one)
        self._sum.show_lines(lines, digits_of(explanation.scale), explanation.scale)
        self._scale.show_explanation(explanation)
        self._sure.setText(how_sure(explanation, cell, self._unit))
        self._say_headings(explanation, cell)
        self._show_parts()

    def _say_headings(self, explanation: Explanation, cell: Cell) -> None:
        is_hole = explanation.given is None
        last = "How sure it is" if is_hole else "Against the given rating"
        for label, text in zip(self._headings, ("Features", "Sum", last), strict=True):
            label.setText(text)
        texts = (
            f"What the {cell.row_noun} likes and the {cell.column_noun} offers, in hidden tastes that mfdesk found.",
            "Each factor multiplies the two features: equal signs raise the prediction, unequal signs lower it.",
            "No rating is there to compare with, so mfdesk says how far off it may be."
            if is_hole
            else "The closer the dot is to the line of the given rating, the better the prediction.",
        )
        for label, text in zip(self._hints, texts, strict=True):
            label.setText(text)

    def _show_parts(self) -> None:
        self._empty.setVisible(self._shown is None)
        self._body.setVisible(self._shown is not None)
        if self._shown is None:
            return
        factors = len(self._shown[0].factors)
        self._all.setVisible(factors > MOST_FACTORS)
        self._all.setText("Gather the small factors" if self._one_by_one else f"Show all {factors} factors")

    @Slot(int)
    def _open_gathered(self, line: int) -> None:
        if self._sum.lines[line].gathers:
            self._toggle_factors()

    @Slot()
    def _toggle_factors(self) -> None:
        self._one_by_one = not self._one_by_one
        self._fill()

    @Slot(int)
    def _choose_row(self, row: int) -> None:
        self._row = row
        self._request()

    @Slot(int)
    def _choose_column(self, column: int) -> None:
        self._column = column
        self._request()

    def _request(self) -> None:
        """Asks for the cell once both its row and its column are chosen."""
        if self._row is not None and self._column is not None:
            self.cell_requested.emit(self._row, self._column)
