"""The settings that few need: how ratings are taken, and what else than ratings is learned from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QPushButton, QWidget

from mfdesk.engine.config import Config, Method
from mfdesk.engine.ordinal import levels_of
from mfdesk.gui.panels.fields import FieldGrid, explain
from mfdesk.gui.panels.parts import named
from mfdesk.gui.words import counted, plural
from mfdesk.ratings.table import Attribute, Ratings

Side = Literal["rows", "columns"]

_TAKEN = {"automatic": None, "as ordered steps": True, "as plain numbers": False}
_LONGEST_LIST = 40
_RATINGS_ALONE = "Gradient descent learns from ratings alone."


class AdvancedForm(QWidget):
    """Shows ``ordered`` and ``implicit`` of a ``Config``, and the attributes of the ratings at hand."""

    changed = Signal()
    attributes_requested = Signal(str)
    """The user wants to add what is known of the "rows" or of the "columns"."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ratings: Ratings | None = None
        self._method = Method.GIBBS
        self._make_fields()
        self._ordered.currentIndexChanged.connect(self.changed)
        self._implicit.toggled.connect(self.changed)
        self._about_rows.clicked.connect(lambda: self.attributes_requested.emit("rows"))
        self._about_columns.clicked.connect(lambda: self.attributes_requested.emit("columns"))
        self.tell(self._method)

    def config(self, config: Config) -> Config:
        """The config with what these fields say."""
        return replace(config, ordered=self._ordered.currentData(), implicit=self._implicit.isChecked())

    def set_config(self, config: Config) -> None:
        self._ordered.setCurrentIndex(list(_TAKEN.values()).index(config.ordered))
        self._implicit.setChecked(config.implicit)

    def set_ratings(self, ratings: Ratings | None) -> None:
        """The table that is open: what its rows and columns are called and what is known of them."""
        self._ratings = ratings
        self.tell(self._method)

    def summary(self) -> str:
        """What differs from the usual, in a few words."""
        parts = [] if self._ordered.currentData() is None else [f"ratings {self._ordered.currentText()}"]
        if not self._implicit.isChecked():
            parts.append("not from which cells")
        if self._ratings and (known := len(self._ratings.row_attributes) + len(self._ratings.column_attributes)):
            parts.append(counted(known, "attribute"))
        return ", ".join(parts)

    @Slot(object)
    def tell(self, method: Method) -> None:
        """Lets the fields be changed that this method heeds, and says why the others cannot be."""
        self._method = method
        steps = self._ratings is None or levels_of(self._ratings.scale) is not None
        self._ordered.setEnabled(method is Method.GIBBS and steps)
        self._implicit.setEnabled(method is Method.ALS)
        explain(self._ordered, self._ordered_hint, _ordered_words(method, steps))
        explain(self._implicit, self._implicit_hint, _IMPLICIT_WORDS[method])
        self._tell_attributes("rows")
        self._tell_attributes("columns")

    def _tell_attributes(self, side: Side) -> None:
        ratings, of_rows = self._ratings, side == "rows"
        button, sentence = (self._about_rows, self._rows_hint) if of_rows else (self._about_columns, self._columns_hint)
        noun = "" if ratings is None else ratings.row_noun if of_rows else ratings.column_noun
        known = () if ratings is None else ratings.row_attributes if of_rows else ratings.column_attributes
        text = f"Add a file about the {plural(noun) if noun else side}…"
        button.setText(text.replace("&", "&&"))
        button.setAccessibleName(text)
        heeded = self._method is not Method.GRADIENT_DESCENT
        button.setEnabled(heeded and ratings is not None)
        explain(button, sentence, _known_words(known) if heeded else _RATINGS_ALONE)
        sentence.setToolTip("\n".join(attribute.name for attribute in known))

    def _make_fields(self) -> None:
        self._ordered = named(QComboBox(), "orderedBox")
        for words, ordered in _TAKEN.items():
            self._ordered.addItem(words, ordered)
        self._implicit = named(QCheckBox("&Learn from which cells were rated"), "implicitBox")
        self._implicit.setAccessibleName("Learn from which cells were rated")
        self._about_rows = named(QPushButton(), "rowAttributesButton")
        self._about_columns = named(QPushButton(), "columnAttributesButton")
        fields = FieldGrid(self)
        self._ordered_hint = fields.add("R&atings", self._ordered, "")
        self._implicit_hint = fields.add_wide(self._implicit, "")
        self._rows_hint = fields.add_wide(self._about_rows, "")
        self._columns_hint = fields.add_wide(self._about_columns, "")


_IMPLICIT_WORDS = {
    Method.GIBBS: "The Bayesian method always does.",
    Method.ALS: "What somebody chose to rate tells of their taste too.",
    Method.GRADIENT_DESCENT: _RATINGS_ALONE,
}


def _ordered_words(method: Method, steps: bool) -> str:
    if method is not Method.GIBBS:
        return "Only the Bayesian method can take steps."
    return "Automatic keeps what predicts better." if steps else "This scale has too many steps for that."


def _known_words(attributes: Sequence[Attribute]) -> str:
    """ "Known of them: age, gender and region." where that fits on a line, else how many."""
    if not attributes:
        return "Age, genre and the like help where ratings are few."
    names = [attribute.name for attribute in attributes]
    listed = f"{', '.join(names[:-1])} and {names[-1]}" if names[1:] else names[0]
    return f"Known of them: {listed if len(listed) <= _LONGEST_LIST else counted(len(names), 'attribute')}."
