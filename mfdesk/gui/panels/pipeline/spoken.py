"""What the cards show, in sentences: for who listens instead of looking, and under the mouse."""

from __future__ import annotations

from collections.abc import Callable

from mfdesk.gui import words
from mfdesk.gui.panels.pipeline import phrases
from mfdesk.gui.panels.pipeline.pages import page
from mfdesk.gui.panels.pipeline.phrases import Cell, listed, mean_square, number
from mfdesk.gui.panels.pipeline.playback import INPUT, LOSS, STAGES, UPDATE
from mfdesk.gui.panels.pipeline.view import View, features
from mfdesk.ratings.arrays import Singles


def spoken(view: View, stage: int) -> str:
    """What a card shows; "" while no table is open."""
    if view.table is None:
        return ""
    if not view.shows(stage):
        return "Not reached yet in this epoch." if view.moment else coming(view, stage)
    if stage != INPUT and view.glimpse is None:
        return _loss(view) if stage == LOSS else ""
    return _SPOKEN[stage](view)


def coming(view: View, stage: int) -> str:
    """What will be in a card once something is learned."""
    return filled_in(page(stage, view.method).coming, view)


def filled_in(text: str, view: View) -> str:
    """The sentence with the nouns of the data in it."""
    ratings = view.table.ratings if view.table else None
    row = (ratings.row_noun if ratings else "") or "row"
    column = (ratings.column_noun if ratings else "") or "column"
    return text.format(row=row, rows=words.plural(row), column=column, columns=words.plural(column))


def _input(view: View) -> str:
    assert view.table is not None
    ratings = view.table.ratings
    examples = ", ".join(each[0] for each in phrases.input_words(view))
    state = f"The table {view.note}: " if view.note else ""
    return f"{state}{words.shape(ratings)}, {words.share_known(ratings)}. {examples}."


def _factors(view: View) -> str:
    start = view.moment.start if view.moment else None
    if start is None:
        return ""
    row, column = start.row_before, start.columns_before[0]
    shapes = " and ".join(phrases.sizes(view, view.rank))
    return (
        f"Two tables, {shapes}. At the start {phrases.row_name(view)} has {_features(row)} and "
        f"{phrases.column_names(view)[0]} has {_features(column)}."
    )


def _multiply(view: View) -> str:
    cell, found = phrases.cells(view)[0], phrases.sum_of(view)
    if found is not None:
        made = f"mean {found.mean} + features {found.features} + biases {found.biases} = {found.total}"
        told = f"{cell.row} and {cell.column}: {made}"
        return f"{told}; the prediction is {found.cut or found.total}."
    products, biases = phrases.product(view)
    value = number(cell.predicted, phrases.digits_of(view))
    return (
        f"{cell.row} and {cell.column}: their features multiply to {number(products)}, their biases add "
        f"{number(biases)}; on the scale of the ratings the prediction is {value}."
    )


def _loss(view: View) -> str:
    assert view.moment is not None
    before, after = view.moment.loss_before, mean_square(view.moment.report.loss)
    said = f"The mean of {phrases.known(view):,} squared errors is "
    said += f"{after} after this epoch." if before is None else f"{mean_square(before)}, and {after} after this epoch."
    return " ".join([said, *(comparison(cell, phrases.digits_of(view)) for cell in phrases.cells(view))])


def comparison(cell: Cell, digits: int) -> str:
    """ "Movie 1: predicted 3.71, given 4, squared error 0.08." """
    said = f"{cell.column}: predicted {number(cell.predicted, digits)}"
    if cell.given is None:
        return f"{said}, {phrases.NO_RATING}."
    given, square = f"{said}, given {words.given(cell.given)}", cell.shown_square(digits)
    return f"{given}, {phrases.HELD_OUT}." if square is None else f"{given}, squared error {number(square)}."


def _update(view: View) -> str:
    assert view.glimpse is not None
    glimpse = view.glimpse
    parts = (
        (phrases.row_name(view), glimpse.row_before, glimpse.row_after),
        (phrases.column_names(view)[0], glimpse.columns_before[0], glimpse.columns_after[0]),
    )
    return " ".join([f"{page(UPDATE, view.method).short.capitalize()}.", *(_change(*part) for part in parts)])


def _change(name: str, before: Singles, after: Singles) -> str:
    move = phrases.furthest_move(before, after)
    return (
        f"{name}: {_features(before)} become {_features(after)}. Feature {move.number} moves most, {move.before} → "
        f"{move.after}."
    )


def _features(factors: Singles) -> str:
    shown = features(factors)
    return listed(shown, more=len(shown) < len(factors) - 1).replace("  ", ", ")


_SPOKEN: dict[int, Callable[[View], str]] = dict(
    zip(STAGES, (_input, _factors, _multiply, _loss, _update), strict=True)
)
