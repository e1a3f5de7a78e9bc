"""What the cards and the page of explanation say in numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mfdesk.engine.report import EpochReport, Stage
from mfdesk.gui import words
from mfdesk.gui.panels.pipeline.view import View, sums_before
from mfdesk.ratings.arrays import Singles

NO_RATING = "no rating, not counted"
HELD_OUT = "held out, not counted"
_LEARNING_FROM = {
    Stage.MEASURING: ("learning from all but the held-out cells", "without held-out cells"),
    Stage.FILLING: ("learning from every known cell", "every known cell"),
}


@dataclass(frozen=True)
class Cell:
    """A cell of the example: what was predicted before the epoch, what was given (None: a hole), and whether the loss
    counts it."""

    row: str
    column: str
    predicted: float
    given: float | None
    counted: bool

    @property
    def square(self) -> float | None:
        """Its squared error, where that is counted."""
        return (self.given - self.predicted) ** 2 if self.given is not None and self.counted else None


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
    text = number(value, digits)
    return text if text.startswith("−") else f"+{text}"


def in_brackets(value: float, digits: int = 2) -> str:
    """A number that can stand behind a sign."""
    text = number(value, digits)
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
    row, parts = row_name(view), (column_names(view), view.glimpse.predicted_before.tolist(), view.table.given)
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
