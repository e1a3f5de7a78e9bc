"""The picture inside of each card."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QRectF

from mfdesk.gui import words
from mfdesk.gui.panels.pipeline import phrases
from mfdesk.gui.panels.pipeline.ink import Cells, Ink
from mfdesk.gui.panels.pipeline.pages import page
from mfdesk.gui.panels.pipeline.phrases import Cell, number
from mfdesk.gui.panels.pipeline.playback import FACTORS, INPUT, LOSS, MULTIPLY, UPDATE
from mfdesk.gui.panels.pipeline.view import MOST_FEATURES, Table, View, features, largest
from mfdesk.ratings.arrays import Floats, Singles

LINE = 14.0
_GAP = 4.0
_SIDE = 8.0
_SPACE = 8.0

Drawing = Callable[[Ink, QRectF, View], None]


def subtitle(view: View, stage: int) -> tuple[str, ...]:
    """The line under the title of a card with values, the longest form first."""
    return _SUBTITLES[stage](view)


def _input_subtitle(view: View) -> tuple[str, ...]:
    assert view.table is not None
    ratings = view.table.ratings
    rows, columns = ratings.shape
    share = words.share_known(ratings)
    size = f"{rows:,} × {columns:,}"
    return f"{words.shape(ratings)}, {share}", f"{size}, {share}", f"{size}, {share.removesuffix(' known')}", size


def _factors_subtitle(view: View) -> tuple[str, ...]:
    rows, columns = phrases.sizes(view, view.rank)
    return f"{rows} and {columns}", f"{rows}, {columns}"


def _multiply_subtitle(view: View) -> tuple[str, ...]:
    assert view.table is not None
    rows, columns = view.table.ratings.shape
    shape = f"{rows:,} × {columns:,}"
    rank = "k" if view.rank is None else f"{view.rank:,}"
    return f"({rows:,} × {rank}) · ({rank} × {columns:,}) = {shape}", f"{shape} predictions", shape


def _loss_subtitle(view: View) -> tuple[str, ...]:
    count, change = phrases.known(view), phrases.losses(view)
    return (
        f"mean of {count:,} squares = {change}",
        f"{count:,} squares, mean {change}",
        f"mean square {change}",
        f"loss {change}",
    )


def _update_subtitle(view: View) -> tuple[str, ...]:
    return (page(UPDATE, view.method).short,)


_SUBTITLES: dict[int, Callable[[View], tuple[str, ...]]] = {
    INPUT: _input_subtitle,
    FACTORS: _factors_subtitle,
    MULTIPLY: _multiply_subtitle,
    LOSS: _loss_subtitle,
    UPDATE: _update_subtitle,
}


def draw(ink: Ink, place: QRectF, view: View, stage: int) -> None:
    """The values of a stage, which the view must have."""
    if stage == INPUT or view.glimpse is not None:
        _DRAWINGS[stage](ink, place, view)


def _draw_input(ink: Ink, place: QRectF, view: View) -> None:
    assert view.table is not None
    said = phrases.input_words(view)
    for index, (line, given) in enumerate(zip(said, view.table.given, strict=True)):
        ink.text(_line(place, index), line, ink.palette.dim if given is None else ink.palette.text)
    _draw_cells(ink, _below(place, len(said)), view, lit=False)


def _draw_factors(ink: Ink, place: QRectF, view: View) -> None:
    assert view.moment is not None
    start = view.moment.start
    if start is None:
        return
    upper, lower = _halves(place)
    for half, name, factors in (
        (upper, phrases.row_name(view), start.row_before),
        (lower, phrases.column_names(view)[0], start.columns_before[0]),
    ):
        _draw_features(ink, half, name, factors)


def _draw_multiply(ink: Ink, place: QRectF, view: View) -> None:
    assert view.glimpse is not None
    row, column = view.glimpse.row_before, view.glimpse.columns_before[0]
    cell = phrases.cells(view)[0]
    height = (place.height() - 2 * LINE - 2 * _GAP) / 2
    for index, (sign, factors) in enumerate((("", row), ("×", column))):
        top = place.top() + index * (height + _GAP)
        ink.text(QRectF(place.left(), top, 12, height), sign, ink.palette.dim)
        ink.bars(QRectF(place.left() + 14, top, place.width() - 14, height), features(factors), largest(factors))
    products, biases = phrases.product(view)
    made = f"{number(products)}, biases {number(biases)}"
    sums = QRectF(place.left(), place.bottom() - 2 * LINE, place.width(), LINE)
    ink.text(sums, (f"features {made}, on the scale:", f"features {made}", made), ink.palette.dim)
    value = number(cell.predicted, phrases.digits_of(view))
    _draw_pair(ink, sums.translated(0, LINE), (f"{cell.row}, {cell.column}", cell.column), f"= {value}")


def _draw_loss(ink: Ink, place: QRectF, view: View) -> None:
    found = phrases.cells(view)
    table = QRectF(place.left(), place.top(), place.width(), place.height() - len(found) * LINE - _GAP)
    _draw_cells(ink, table, view, lit=True)
    below = QRectF(place.left(), table.bottom() + _GAP, place.width(), 0)
    for index, cell in enumerate(found):
        _draw_comparison(ink, _line(below, index), cell, phrases.digits_of(view))


def _draw_comparison(ink: Ink, line: QRectF, cell: Cell, digits: int) -> None:
    """ "Movie 1   3.71 not 4: 0.08" """
    predicted, colour = number(cell.predicted, digits), ink.palette.text
    if cell.square is not None and cell.given is not None:
        given, square = words.given(cell.given), number(cell.square)
        said: tuple[str, ...] = (
            f"predicted {predicted}: ({given} − {predicted})² = {square}",
            f"({given} − {predicted})² = {square}",
            f"({given}−{predicted})² = {square}",
            f"{given}, not {predicted}: {square}",
            f"squared {square}",
            square,
        )
    else:
        why, colour = phrases.NO_RATING if cell.given is None else phrases.HELD_OUT, ink.palette.dim
        said = (f"predicted {predicted}: {why}", f"{predicted}: {why}", why, why.partition(",")[0])
    share = 0.32
    ink.text(QRectF(line.left(), line.top(), line.width() * share - 6, LINE), cell.column, colour)
    ink.text(QRectF(line.left() + line.width() * share, line.top(), line.width() * (1 - share), LINE), said, colour)


def _draw_update(ink: Ink, place: QRectF, view: View) -> None:
    assert view.glimpse is not None
    glimpse = view.glimpse
    upper, lower = _halves(place)
    for half, name, before, after in (
        (upper, phrases.row_name(view), glimpse.row_before, glimpse.row_after),
        (lower, phrases.column_names(view)[0], glimpse.columns_before[0], glimpse.columns_after[0]),
    ):
        steps = [f"{number(float(x))} → {number(float(y))}" for x, y in zip(before[:3], after[:3], strict=True)]
        said = tuple("   ".join(steps[:count]) for count in range(min(len(before) - 1, 3), 0, -1))
        _draw_pair(ink, _line(half, 0), (name,), said, strong=False)
        ink.bars(_below(half, 1), features(after), largest(before, after), features(before))


def _draw_features(ink: Ink, place: QRectF, name: str, factors: Singles) -> None:
    """The first numbers beside the name, and bars for all below."""
    shown = features(factors)
    said = tuple(phrases.listed(shown[:count], more=count < len(factors) - 1) for count in range(len(shown), 0, -1))
    _draw_pair(ink, _line(place, 0), (name,), said, strong=False)
    more = len(factors) - 1 > MOST_FEATURES
    bars = _below(place, 1).adjusted(0, 0, -14 if more else 0, 0)
    ink.bars(bars, shown, largest(factors))
    if more:
        ink.text(QRectF(bars.right() + 2, bars.top(), 12, bars.height()), "…", ink.palette.dim)


def _draw_pair(
    ink: Ink, line: QRectF, names: tuple[str, ...], values: str | tuple[str, ...], *, strong: bool = True
) -> None:
    """A dim name at the left and values behind it. A strong value is never cut, and the name takes what it leaves."""
    values = (values,) if isinstance(values, str) else values
    face = ink.fonts.strong if strong else ink.fonts.plain
    room = line.width() - face.width(values[0]) - _SPACE if strong else line.width() * 0.36
    left = ink.text(QRectF(line.left(), line.top(), room, line.height()), names, ink.palette.dim) + _SPACE
    rest = QRectF(line.left() + left, line.top(), line.width() - left, line.height())
    ink.text(rest, values, ink.palette.accent if strong else ink.palette.text, face)


def _draw_cells(ink: Ink, place: QRectF, view: View, *, lit: bool) -> None:
    assert view.table is not None
    ink.cells(place, _cells_of(view.table), _SIDE, lit=lit)


@lru_cache(maxsize=2)
def _cells_of(table: Table) -> Cells:
    scale = table.ratings.scale
    shares: Floats = np.clip((table.corner - scale.lowest) / ((scale.highest - scale.lowest) or 1.0), 0, 1)
    return Cells(shares, len(table.given))


def _line(place: QRectF, index: int) -> QRectF:
    return QRectF(place.left(), place.top() + index * LINE, place.width(), LINE)


def _below(place: QRectF, lines: int) -> QRectF:
    """What is left under so many lines."""
    return place.adjusted(0, lines * LINE + _GAP / 2, 0, 0)


def _halves(place: QRectF) -> tuple[QRectF, QRectF]:
    height = (place.height() - _GAP) / 2
    upper = QRectF(place.left(), place.top(), place.width(), height)
    return upper, upper.translated(0, height + _GAP)


_DRAWINGS: dict[int, Drawing] = {
    INPUT: _draw_input,
    FACTORS: _draw_factors,
    MULTIPLY: _draw_multiply,
    LOSS: _draw_loss,
    UPDATE: _draw_update,
}
