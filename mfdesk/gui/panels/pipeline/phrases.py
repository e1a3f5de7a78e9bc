"""What the cards and the page of explanation say in numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mfdesk.engine.report import EpochReport, Stage
from mfdesk.gui import words
from mfdesk.gui.panels.pipeline.view import View, line_of, sums_before, uncut_before
from mfdesk.gui.panels.prediction_rounding import in_units, shares_of
from mfdesk.ratings.arrays import Singles

NO_RATING = "no rating, not counted"
HELD_OUT = "held out, not counted"
_MOST_DIGITS = 6
_LEARNING_FROM = {
    Stage.MEASURING: ("learning from all but the held-out cells", "without held-out cells"),
    Stage.FILLING: ("learning from every known cell", "every known cell"),
}


@dataclass(frozen=True)
class Cell:
    """A cell of the example: what was predicted before the epoch, what was given (None: a hole), and whether the loss
    counts it. The prediction is as the loss takes it: before the ends of the scale cut it, where that can be told."""

    row: str
    column: str
    predicted: float
    given: float | None
    counted: bool

    @property
    def square(self) -> float | None:
        """Its squared error, where that is counted."""
        return (self.given - self.predicted) ** 2 if self.given is not None and self.counted else None

    def shown_square(self, digits: int) -> float | None:
        """The square of what a reader sees, so that who calculates along gets the same number."""
        if self.square is None or self.given is None:
            return None
        return (self.given - round(self.predicted, digits)) ** 2


@dataclass(frozen=True)
class Sum:
    """A prediction as it is shown, in rating points: the parts add up to the ``total`` in the digits that are shown.
    ``cut``: the end of the scale, where the total lies beyond it."""

    mean: str
    features: str
    biases: str
    total: str
    cut: str = ""


@dataclass(frozen=True)
class Move:
    """The feature that an epoch changed most: its number from 1, and its value before and after as shown."""

    number: int
    before: str
    after: str


def number(value: float, digits: int = 2) -> str:
    """With so many digits after the point, or, where that would be long, in powers of ten."""
    if abs(value) < 1e6:
        return words.predicted(value, digits)
    return _in_powers(value)


def _in_powers(value: float) -> str:
    """ "1.23e6" """
    digits, power = f"{value:.2e}".split("e")
    return f"{digits}e{int(power)}".replace("-", "−")


def mean_square(value: float) -> str:
    """A loss; where ratings are so small that it would look like nothing, in powers of ten."""
    return number(value, 3) if value >= 0.0005 or value == 0 else _in_powers(value)


def signed(value: float, digits: int = 2) -> str:
    """ "+0.12", "−0.12", "0.00"."""
    text = number(value, digits)
    return text if text.startswith("−") or not text.strip("0.") else f"+{text}"


def in_brackets(value: float, digits: int = 2) -> str:
    """A number that can stand behind a sign."""
    return _bracketed(number(value, digits))


def _bracketed(text: str) -> str:
    return f"({text})" if text.startswith("−") else text


def listed(values: Sequence[float] | Singles, digits: int = 2, more: bool = False) -> str:
    """ "0.31  −0.12  0.44 …" """
    said = "  ".join(number(float(value), digits) for value in values)
    return f"{said} …" if more else said


def digits_of(view: View) -> int:
    """How many digits a prediction is shown with: one more than the table shows, so that small steps are seen."""
    return min(words.decimals(view.table.ratings.scale) + 1, 3) if view.table else 2


def row_name(view: View) -> str:
    table = view.table
    return table.ratings.row_labels[table.example.row] if table and table.example else ""


def column_names(view: View) -> tuple[str, ...]:
    table = view.table
    if table is None or table.example is None:
        return ()
    return tuple(table.ratings.column_labels.short(column) for column in table.example.columns)


def cells(view: View) -> list[Cell]:
    """The example's cells as the shown epoch found them."""
    if view.table is None or view.glimpse is None:
        return []
    predicted = uncut_before(view.glimpse, view.table.ratings.scale)
    row, parts = row_name(view), (column_names(view), predicted.tolist(), view.table.given)
    return [
        Cell(row, column, predicted, given, counted)
        for column, predicted, given, counted in zip(*parts, view.glimpse.counted, strict=True)
    ]


def sizes(view: View, rank: int | None) -> tuple[str, str]:
    """ "1,000 × 10" and "500 × 10"."""
    rows, columns = view.table.ratings.shape if view.table else (0, 0)
    wide = "k" if rank is None else f"{rank:,}"
    return f"{rows:,} × {wide}", f"{columns:,} × {wide}"


def product(view: View) -> tuple[float, float]:
    """The sum of the products of the features of the example's first cell, and its two biases together."""
    assert view.glimpse is not None
    row, column = view.glimpse.row_before, view.glimpse.columns_before[0]
    biases = float(row[-1] + column[-1])
    return float(sums_before(view.glimpse)[0]) - biases, biases


def sum_of(view: View) -> Sum | None:
    """How the example's first cell was predicted; None where no straight line leads to the scale of the ratings."""
    assert view.table is not None
    assert view.glimpse is not None
    scale, digits = view.table.ratings.scale, digits_of(view)
    line = line_of(view.glimpse, scale)
    if line is None:
        return None
    mean, deviation = line
    amounts = [mean, *(deviation * part for part in product(view))]
    predicted, total = float(view.glimpse.predicted_before[0]), sum(amounts)
    if not np.isfinite(total):
        return None
    inside = scale.lowest <= total <= scale.highest
    total = predicted if inside else total
    units = (*shares_of(amounts, total, digits), in_units(total, digits))
    first, features, biases, shown = (number(unit / 10**digits, digits) for unit in units)
    return Sum(first, _bracketed(features), _bracketed(biases), shown, "" if inside else number(predicted, digits))


def furthest_move(before: Singles, after: Singles) -> Move:
    """The feature that moved most between two (k + 1,) factors, with as many digits as it takes to see it move."""
    most = int(np.abs(after[:-1] - before[:-1]).argmax())
    values = float(before[most]), float(after[most])
    shown = [(number(values[0], digits), number(values[1], digits)) for digits in range(2, _MOST_DIGITS + 1)]
    start, end = next((pair for pair in shown if pair[0] != pair[1]), shown[-1])
    return Move(most + 1, start, end)


def losses(view: View) -> str:
    """ "0.412 → 0.352": the loss before and after the shown epoch."""
    assert view.moment is not None
    before, after = view.moment.loss_before, view.moment.report.loss
    return f"→ {mean_square(after)}" if before is None else f"{mean_square(before)} → {mean_square(after)}"


def known(view: View) -> int:
    assert view.moment is not None
    return view.moment.report.known


def input_words(view: View) -> list[tuple[str, ...]]:
    """ "User 1 rated Movie 1: 4", "Movie 2: missing": each longest first."""
    if view.table is None:
        return []
    said = [_cell_words(column, given) for column, given in zip(column_names(view), view.table.given, strict=True)]
    rated = ", " if None in view.table.given[:1] else " rated "
    return [(f"{row_name(view)}{rated}{cell}", cell) if index == 0 else (cell,) for index, cell in enumerate(said)]


def _cell_words(column: str, given: float | None) -> str:
    return f"{column}: {'missing' if given is None else words.given(given)}"


def epoch_words(report: EpochReport, *, held: bool) -> tuple[str, ...]:
    """ "epoch 12 of 60, learning from all but the held-out cells", and shorter."""
    said, end = f"epoch {report.epoch:,} of {report.epochs:,}", ", held" if held else ""
    return (*(f"{said}, {source}{end}" for source in _LEARNING_FROM[report.stage]), f"{said}{end}", said)
