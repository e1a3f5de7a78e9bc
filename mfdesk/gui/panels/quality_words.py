"""What the Quality page says of its numbers, in the words of somebody who rates. Knows no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from mfdesk.engine.quality import Quality
from mfdesk.engine.quality_groups import Lines
from mfdesk.gui.words import counted, percent, plural, predicted
from mfdesk.gui.words import given as as_given
from mfdesk.ratings.arrays import Longs
from mfdesk.ratings.table import Ratings

NOT_TRAINED = (
    "After a training this page tells how far off the predictions are, on cells that were kept from the model:"
    " for which ratings, for whom, and how often the intervals hold. Press Train on the Training page."
)
NOTHING_HELD_OUT = (
    "Nothing was held out, so there are no cells to judge the model by."
    " Set Held out to 10\u00a0% on the Training page and train again."
)


class View(StrEnum):
    """What the page can show; the values are parts of object names."""

    ERRORS = "Errors"
    BY_RATING = "ByRating"
    BY_SUPPORT = "BySupport"
    BY_ROW = "ByRow"
    BY_COLUMN = "ByColumn"
    INTERVALS = "Intervals"
    DENSITY = "Density"
    WORST = "Worst"


@dataclass(frozen=True, eq=False)
class QualityWords:
    """Speaks of a ``quality`` in the nouns of its ``ratings``, which are counted in ``unit`` ("stars")."""

    quality: Quality
    ratings: Ratings
    unit: str

    @property
    def row_noun(self) -> str:
        return self.ratings.row_noun or "row"

    @property
    def column_noun(self) -> str:
        return self.ratings.column_noun or "column"

    def row_name(self, row: int) -> str:
        return self.ratings.row_labels[row]

    def column_name(self, column: int) -> str:
        return self.ratings.column_labels.short(column)

    def amount(self, value: float) -> str:
        """A rating or an error with as many digits as its scale makes sense of."""
        width = self.ratings.scale.highest - self.ratings.scale.lowest
        return predicted(value, 3 if width <= 1 else 2 if width <= 20 else 1 if width <= 300 else 0)

    def band(self, low: float, high: float) -> str:
        """A step or a range of the scale: "4", "10 to 20"."""
        return as_given(round(low, 6)) if low == high else f"{as_given(round(low, 6))} to {as_given(round(high, 6))}"

    def lean(self, bias: float) -> str:
        """ "0.90 too high"."""
        return f"{self.amount(abs(bias))} too {'high' if bias > 0 else 'low'}"

    def direction(self, bias: float, mae: float) -> str:
        """Which way errors of this size mostly go."""
        if abs(bias) <= mae / 2:
            return "in both directions"
        return "mostly too high" if bias > 0 else "mostly too low"

    def headline(self) -> str:
        found = self.quality
        return (
            f"On {counted(found.cells, 'cell')} it had not seen, mfdesk is off by {self.amount(found.model.mae)}"
            f" {self.unit} on average; a guess of the mean is off by {self.amount(found.mean_guess.mae)}."
        )

    def aside(self) -> str:
        """The share that is right, and the better guess."""
        found = self.quality
        off = self.amount(found.means_guess.mae)
        guess = f"The means of the {self.row_noun} and the {self.column_noun} alone are off by {off}."
        if found.rounding is None:
            return guess
        right, near = (_nearly(share) for share in (found.rounding.right, found.rounding.within_one))
        return f"Rounded, {right} are right and {near} at most one step off. {guess}"

    def title(self, view: View) -> str:
        """What the picture is called."""
        return {
            View.ERRORS: "Errors",
            View.BY_RATING: "By rating",
            View.BY_SUPPORT: "By support",
            View.BY_ROW: f"By {self.row_noun}",
            View.BY_COLUMN: f"By {self.column_noun}",
            View.INTERVALS: "Intervals",
            View.DENSITY: "Predicted against given",
            View.WORST: "Worst cells",
        }[view]

    def how_to_read(self, view: View) -> str:
        match view:
            case View.ERRORS:
                return "Each bar counts cells: left of the middle predicted too low, right of it too high."
            case View.BY_RATING:
                return (
                    "Bars above the line: such ratings are predicted too high; below it, too low."
                    " Dots: how far off they are on average."
                )
            case View.BY_SUPPORT:
                return (
                    "How far off cells are on average, by how many ratings there were to learn from:"
                    f" of their {self.row_noun} above, of their {self.column_noun} below."
                )
            case View.BY_ROW:
                return self._how_to_read_lines(self.quality.rows, self.row_noun)
            case View.BY_COLUMN:
                return self._how_to_read_lines(self.quality.columns, self.column_noun)
            case View.INTERVALS:
                return (
                    "On the diagonal, an interval that should hold 90\u00a0% of the ratings does."
                    " Below it the model is too sure of itself, above it too careful."
                )
            case View.DENSITY:
                return (
                    "Each field counts cells: the stronger, the more."
                    " On the dashed line a prediction is exact; the solid line is the mean prediction."
                )
            case View.WORST:
                return "Click a cell, or press Enter on it, to go to it in the table."

    def _how_to_read_lines(self, lines: Lines, noun: str) -> str:
        if not len(lines.positions):
            return f"A {noun} needs at least {lines.fewest} held-out cells to be compared. Hold out more to see it."
        return (
            f"The largest mean errors among the {counted(len(lines.positions), noun)} with at least"
            f" {lines.fewest} held-out cells. Click one, or press Enter on it, to go to it in the table."
        )


def upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def rated(least: float, most: float) -> str:
    """How many ratings a group had: "3", "4 to 12"."""
    low, high = f"{least:,.0f}", f"{most:,.0f}"
    return low if low == high else f"{low} to {high}"


def span(least: float, most: float, last: bool) -> str:
    """The same in few characters, for an axis; the ``last`` of several is open at its end."""
    return f"{least:,.0f}+" if last and least < most else rated(least, most).replace(" to ", "–")


def many(noun: str) -> str:
    return upper_first(plural(noun))


def filled(counts: Longs) -> list[int]:
    """The places of the groups that have cells."""
    return [int(place) for place in np.flatnonzero(counts)]


def _nearly(share: float) -> str:
    """Whole percents; 100 only where it is all of them."""
    return f"more than {percent(0.99, 0)}" if 0.995 <= share < 1 else percent(share, 0)
