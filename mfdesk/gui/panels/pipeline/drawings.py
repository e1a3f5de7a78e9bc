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
from mfdesk.gui.theme import scaled
from mfdesk.ratings.arrays import Floats, Singles

LINE = 14
_GAP = 4.0
_SIDE = 8.0
_SPACE = 8.0
_MOST_NAME = 0.4
"""The share of a card that a name beside bars may take."""

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
    if view.note:
        return f"{view.note}: {size}, {share}", f"{view.note}: {size}", view.note
    brief = share.removesuffix(" known")
    return f"{words.shape(ratings)}, {share}", f"{size}, {share}", f"{size}, {brief}", size, brief


def _factors_subtitle(view: View) -> tuple[str, ...]:
    rows, columns = phrases.sizes(view, view.rank)
    return f"{rows} and {columns}", f"{rows}, {columns}", f"rank {'k' if view.rank is None else f'{view.rank:,}'}"


def _multiply_subtitle(view: View) -> tuple[str, ...]:
    assert view.table is not None
    rows, columns = view.table.ratings.shape
    shape = f"{rows:,} × {columns:,}"
    rank = "k" if view.rank is None else f"{view.rank:,}"
    return f"({rows:,} × {rank}) · ({rank} × {columns:,}) = {shape}", f"{shape} predictions", shape


def _loss_subtitle(view: View) -> tuple[str, ...]:
    assert view.moment is not None
    count, change = phrases.known(view), phrases.losses(view)
    if view.moment.loss_before is None:
        change = phrases.mean_square(view.moment.report.loss)
        return f"loss after this epoch: {change}", f"loss afterwards: {change}", f"loss {change}"
    after = phrases.mean_square(view.moment.report.loss)
    return f"mean of {count:,} squares: loss {change}", f"mean square: loss {change}", f"loss {change}", f"loss {after}"


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
    draw_cells(ink, _below(place, len(said)), view, lit=False)


def _draw_factors(ink: Ink, place: QRectF, view: View) -> None:
    assert view.moment is not None
    start = view.moment.start
    if start is None:
        return
    upper, lower = halves(place)
    for half, name, factors in (
        (upper, phrases.row_name(view), start.row_before),
        (lower, phrases.column_names(view)[0], start.columns_before[0]),
    ):
        _draw_features(ink, half, name, factors)


def _draw_multiply(ink: Ink, place: QRectF, view: View) -> None:
    assert view.glimpse is not None
    row, column = view.glimpse.row_before, view.glimpse.columns_before[0]
    names = phrases.row_name(view), f"× {phrases.column_names(view)[0]}"
    height = (place.height() - 2 * scaled(LINE) - 2 * _GAP) / 2
    for index, (name, factors) in enumerate(zip(names, (row, column), strict=True)):
        line = QRectF(place.left(), place.top() + index * (height + _GAP), place.width(), height)
        ink.bars(_beside_name(ink, line, name, names), features(factors), largest(factors))
    _draw_sum(ink, QRectF(place.left(), place.bottom() - 2 * scaled(LINE), place.width(), scaled(LINE)), view)


def _beside_name(ink: Ink, place: QRectF, name: str, names: tuple[str, ...]) -> QRectF:
    """Writes one of the names that stand below each other; what is left beside the longest of them."""
    longest = max(ink.fonts.plain.width(each) for each in names)
    side = min(longest + _SPACE, place.width() * _MOST_NAME)
    ink.text(QRectF(place.left(), place.top(), side - _SPACE / 2, place.height()), name, ink.palette.dim)
    return place.adjusted(side, 0, 0, 0)


def _draw_sum(ink: Ink, line: QRectF, view: View) -> None:
    """ "mean 3.19 + features 0.29" and under it "+ biases 0.00 = 3.48"."""
    found, cell = phrases.sum_of(view), phrases.cells(view)[0]
    if found is None:
        products, biases = phrases.product(view)
        made = f"{number(products)}, biases {number(biases)}"
        ink.text(line, (f"features {made}, on the scale:", f"features {made}", made), ink.palette.dim)
        _draw_pair(ink, _next(line), ("",), f"= {number(cell.predicted, phrases.digits_of(view))}")
        return
    parts = (f"mean {found.mean} + features {found.features}", f"{found.mean} + {found.features}")
    ink.text(line, parts, ink.palette.dim)
    total = f"= {found.total}" + (f", cut to {found.cut}" if found.cut else "")
    _draw_pair(ink, _next(line), (f"+ biases {found.biases}", f"+ {found.biases}"), total)


def _draw_loss(ink: Ink, place: QRectF, view: View) -> None:
    found = phrases.cells(view)
    table = QRectF(place.left(), place.top(), place.width(), place.height() - len(found) * scaled(LINE) - _GAP)
    draw_cells(ink, table, view, lit=True)
    below = QRectF(place.left(), table.bottom() + _GAP, place.width(), 0)
    longest = max(ink.fonts.plain.width(cell.column) for cell in found)
    side = min(longest + _SPACE, place.width() * _MOST_NAME)
    for index, cell in enumerate(found):
        _draw_comparison(ink, _line(below, index), side, cell, phrases.digits_of(view))


def _draw_comparison(ink: Ink, line: QRectF, side: float, cell: Cell, digits: int) -> None:
    """ "Movie 1   3.71 not 4: 0.08" """
    predicted, colour = number(cell.predicted, digits), ink.palette.text
    if cell.square is not None and cell.given is not None:
        given, square = words.given(cell.given), number(cell.shown_square(digits) or 0.0)
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
    ink.text(QRectF(line.left(), line.top(), side - _SPACE / 2, scaled(LINE)), cell.column, colour)
    ink.text(line.adjusted(side, 0, 0, 0), said, colour)


def _draw_update(ink: Ink, place: QRectF, view: View) -> None:
    """The features, and below them the one that moved most: "feature 5: 0.85 → 0.72"."""
    assert view.glimpse is not None
    glimpse = view.glimpse
    names = phrases.row_name(view), phrases.column_names(view)[0]
    befores, afters = (glimpse.row_before, glimpse.columns_before[0]), (glimpse.row_after, glimpse.columns_after[0])
    for half, name, before, after in zip(halves(place), names, befores, afters, strict=True):
        move = phrases.furthest_move(before, after)
        step = f"{move.before} → {move.after}"
        bars = _beside_name(ink, half.adjusted(0, 0, 0, -scaled(LINE)), name, names)
        ink.bars(bars, features(after), largest(before, after), features(before))
        last = QRectF(half.left(), half.bottom() - scaled(LINE), half.width(), scaled(LINE))
        ink.text(last, (f"feature {move.number}: {step}", f"{move.number}: {step}", step))


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


def draw_cells(ink: Ink, place: QRectF, view: View, *, lit: bool) -> None:
    """The corner of the table."""
    assert view.table is not None
    ink.cells(place, _cells_of(view.table), _SIDE, lit=lit)


@lru_cache(maxsize=2)
def _cells_of(table: Table) -> Cells:
    scale = table.ratings.scale
    shares: Floats = np.clip((table.corner - scale.lowest) / ((scale.highest - scale.lowest) or 1.0), 0, 1)
    return Cells(shares, len(table.given))


def _line(place: QRectF, index: int) -> QRectF:
    return QRectF(place.left(), place.top() + index * scaled(LINE), place.width(), scaled(LINE))


def _next(line: QRectF) -> QRectF:
    return line.translated(0, scaled(LINE))


def _below(place: QRectF, lines: int) -> QRectF:
    """What is left under so many lines."""
    return place.adjusted(0, lines * scaled(LINE) + _GAP / 2, 0, 0)


def halves(place: QRectF) -> tuple[QRectF, QRectF]:
    """The upper and the lower half, a little air between them."""
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
