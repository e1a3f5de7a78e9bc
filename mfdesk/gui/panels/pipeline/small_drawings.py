"""The picture inside of a card that is too narrow for names and sums: what can be told without them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF

from mfdesk.gui.panels.pipeline import phrases
from mfdesk.gui.panels.pipeline.drawings import LINE, draw_cells, halves
from mfdesk.gui.panels.pipeline.ink import Ink
from mfdesk.gui.panels.pipeline.phrases import number
from mfdesk.gui.panels.pipeline.playback import FACTORS, INPUT, LOSS, MULTIPLY, UPDATE
from mfdesk.gui.panels.pipeline.view import View, features, largest
from mfdesk.gui.theme import scaled
from mfdesk.ratings.arrays import Singles

Pair = tuple[Singles, Singles]
"""The factors of the example's row, and those of its first column."""


def draw_small(ink: Ink, place: QRectF, view: View, stage: int) -> None:
    """As ``draw``: cells, bars, and the one number that everything leads to."""
    if stage == INPUT or view.glimpse is not None:
        _DRAWINGS[stage](ink, place, view)


def _draw_input(ink: Ink, place: QRectF, view: View) -> None:
    draw_cells(ink, place, view, lit=False)


def _draw_factors(ink: Ink, place: QRectF, view: View) -> None:
    start = view.moment.start if view.moment else None
    if start is not None:
        _draw_bars(ink, place, (start.row_before, start.columns_before[0]))


def _draw_multiply(ink: Ink, place: QRectF, view: View) -> None:
    assert view.glimpse is not None
    _draw_bars(ink, place.adjusted(0, 0, 0, -scaled(LINE)), (view.glimpse.row_before, view.glimpse.columns_before[0]))
    line = QRectF(place.left(), place.bottom() - scaled(LINE), place.width(), scaled(LINE))
    predicted = number(phrases.cells(view)[0].predicted, phrases.digits_of(view))
    ink.text(line, (f"= {predicted}", predicted), ink.palette.accent, ink.fonts.strong)


def _draw_loss(ink: Ink, place: QRectF, view: View) -> None:
    draw_cells(ink, place, view, lit=True)


def _draw_update(ink: Ink, place: QRectF, view: View) -> None:
    seen = view.glimpse
    assert seen is not None
    _draw_bars(ink, place, (seen.row_after, seen.columns_after[0]), (seen.row_before, seen.columns_before[0]))


def _draw_bars(ink: Ink, place: QRectF, shown: Pair, before: Pair | None = None) -> None:
    """Those of the row above those of the column."""
    for index, half in enumerate(halves(place)):
        if before is None:
            ink.bars(half, features(shown[index]), largest(shown[index]))
        else:
            top = largest(before[index], shown[index])
            ink.bars(half, features(shown[index]), top, features(before[index]))


_DRAWINGS: dict[int, Callable[[Ink, QRectF, View], None]] = {
    INPUT: _draw_input,
    FACTORS: _draw_factors,
    MULTIPLY: _draw_multiply,
    LOSS: _draw_loss,
    UPDATE: _draw_update,
}
