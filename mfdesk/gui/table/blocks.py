"""A small store of the parts of the table that were shown last, by the places where they are shown."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, fields

import numpy as np

from mfdesk.arranged import Arrangement
from mfdesk.completed import CompletedTable, Kind
from mfdesk.gui.table.shown import Colouring, Shown, Span
from mfdesk.gui.table.spans import Spans
from mfdesk.gui.table.surety import ONE_TINT
from mfdesk.gui.words import decimals, given, predicted
from mfdesk.ratings.arrays import Bytes, Floats, Singles

TALL, WIDE = 16, 8
"""Rows and columns of a tile: so small that hardly more is predicted than is shown."""
LEVELS = 9
"""Steps of the colour scales by value and about the middle."""
_KEPT = 2048
_MOST_TEXTS = 20_000
_EMPTY, _PREDICTED = int(Kind.EMPTY), int(Kind.PREDICTED)


@dataclass(frozen=True)
class Cell:
    """One cell: its ``text`` as it is shown, and ``said``, its value in words; ``spread`` NaN where not known."""

    text: str
    kind: Kind
    value: float
    spread: float
    said: str


@dataclass(frozen=True, eq=False)
class Window:
    """A rectangle of cells as they are shown, each array of its shape: ``values`` NaN where empty, ``kinds``
    (``Kind``), ``spreads`` NaN where not known, and ``residuals``, given minus predicted, NaN where nothing is given
    or nobody asked."""

    values: Floats
    kinds: Bytes
    spreads: Singles
    residuals: Singles

    def part(self, down: slice, across: slice) -> Window:
        return Window(*(getattr(self, one.name)[down, across] for one in fields(self)))

    @classmethod
    def empty(cls, height: int, width: int) -> Window:
        """One that is to be filled."""
        shape = (height, width)
        return cls(np.empty(shape), np.empty(shape, np.uint8), *(np.empty(shape, np.float32) for _ in range(2)))


class Blocks:
    """The cells of a completed table in an arrangement; ``before`` is the table that was shown before it."""

    def __init__(
        self,
        table: CompletedTable,
        arrangement: Arrangement | None = None,
        shown: Shown = Shown.VALUE,
        before: Blocks | None = None,
    ) -> None:
        self.table = table
        self.arrangement = arrangement or Arrangement.of(table.edited)
        self.shown = shown
        kept = before is not None and before.table.model is table.model and before._base is self._base
        self._spans: Spans = before._spans if before is not None and kept else Spans(table)
        self._digits = decimals(table.edited.scale)
        self._tiles: OrderedDict[tuple[int, int], Window] = OrderedDict()
        self._texts: dict[tuple[float, int], str] = {}

    @property
    def shape(self) -> tuple[int, int]:
        """How many rows and columns are shown."""
        return self.arrangement.shape

    @property
    def tells_surety(self) -> bool:
        """Whether some predicted cells are surer than others."""
        return self._spans.surety is not None and self._spans.surety.tells_apart

    @property
    def digits(self) -> int:
        """How many digits after the point a shown number has; spreads differ by less than predictions."""
        return self._digits + 1 if self.shown is Shown.SPREAD else self._digits

    @property
    def span(self) -> Span | None:
        """What the ends of the colour scale stand for."""
        return self._spans.of(self.shown)

    def set_shown(self, shown: Shown) -> None:
        """Other numbers are shown; for residuals the given cells are predicted too."""
        if Shown.RESIDUAL in (shown, self.shown):
            self._tiles.clear()
        self.shown = shown
        self._texts.clear()

    def cell(self, row: int, column: int) -> Cell:
        """The cell at these places."""
        window = self.window(range(row, row + 1), range(column, column + 1))
        number, kind = float(self.numbers(window)[0, 0]), Kind(int(window.kinds[0, 0]))
        value = float(window.values[0, 0])
        return Cell(self.text(number, kind), kind, value, float(window.spreads[0, 0]), self._said(value, kind))

    def texts(self, rows: range, columns: range) -> list[list[str]]:
        """What the cells of a rectangle of places say, row by row."""
        window = self.window(rows, columns)
        return [
            [self.text(number, kind) for number, kind in zip(*line, strict=True)]
            for line in zip(self.numbers(window).tolist(), window.kinds.tolist(), strict=True)
        ]

    def window(self, rows: range, columns: range) -> Window:
        """A rectangle of places; what is not there yet is made in one go."""
        down = range(rows.start // TALL, -(-rows.stop // TALL))
        across = range(columns.start // WIDE, -(-columns.stop // WIDE))
        self.prepare(down, across)
        window = Window.empty(len(down) * TALL, len(across) * WIDE)
        for i, row in enumerate(down):
            for j, column in enumerate(across):
                _put(window, self._tiles[row, column], i * TALL, j * WIDE)
        top, left = rows.start - down.start * TALL, columns.start - across.start * WIDE
        return window.part(slice(top, top + len(rows)), slice(left, left + len(columns)))

    def known(self, rows: range, columns: range) -> Floats:
        """The predicted values of a rectangle of places that are at hand, NaN elsewhere; nothing is made."""
        values = np.full((len(rows), len(columns)), np.nan)
        for (tile_row, tile_column), tile in self._tiles.items():
            top, left = tile_row * TALL, tile_column * WIDE
            height, width = tile.values.shape
            down = range(max(top, rows.start), min(top + height, rows.stop))
            across = range(max(left, columns.start), min(left + width, columns.stop))
            if down and across:
                inside = slice(down.start - top, down.stop - top), slice(across.start - left, across.stop - left)
                part = np.where(tile.kinds[inside] == _PREDICTED, tile.values[inside], np.nan)
                first, second = down.start - rows.start, across.start - columns.start
                values[first : first + len(down), second : second + len(across)] = part
        return values

    def prepare(self, down: range, across: range) -> bool:
        """Makes the tiles of these numbers that are not there, and says whether there was anything to make."""
        missing = [key for key in _keys(down, across) if key not in self._tiles]
        if missing:
            self._make(missing)
        else:
            for key in _keys(down, across):
                self._tiles.move_to_end(key)
        return bool(missing)

    def numbers(self, window: Window) -> Floats:
        """What each cell says, rounded as it is shown; NaN where it says nothing."""
        if self.shown is Shown.VALUE:
            rounded = np.round(window.values, self._digits)
            return np.where(window.kinds == _PREDICTED, rounded, window.values)
        if self.shown is Shown.RESIDUAL:
            numbers: Floats = window.residuals.astype(np.float64)
        else:
            numbers = np.where(window.kinds == _PREDICTED, window.spreads.astype(np.float64), np.nan)
        return numbers.round(self.digits)

    def text(self, number: float, kind: int) -> str:
        """The words of a number that ``numbers`` gave."""
        if number != number:
            return ""
        known = self._texts.get((number, kind))
        return known if known is not None else self._write(number, kind)

    def levels(self, window: Window, colouring: Colouring) -> Bytes:
        """The ground of each cell: 0 for the plain panel, else a step of the scale from 1 on."""
        if colouring is Colouring.SURETY:
            return self._sure(window)
        numbers, span = self.numbers(window), self.span
        if colouring is Colouring.NONE or span is None:
            return np.zeros(numbers.shape, np.uint8)
        low, high = span.low, span.high
        if colouring is Colouring.MIDDLE:
            reach = max(span.high - span.middle, span.middle - span.low)
            low, high = span.middle - reach, span.middle + reach
        share: Floats = np.clip((numbers - low) / (high - low or 1.0), 0, 1)
        return np.nan_to_num(1 + np.round(share * (LEVELS - 1))).astype(np.uint8)

    def _sure(self, window: Window) -> Bytes:
        """A cell that says nothing has no ground of its own either: the legend would have to explain it."""
        surety, tinted = self._spans.surety, window.kinds == _PREDICTED
        if self.shown is not Shown.VALUE:
            tinted = tinted & ~np.isnan(self.numbers(window))
        steps = surety.steps(window.spreads) if surety else ONE_TINT
        return np.where(tinted, steps, 0).astype(np.uint8)

    def _write(self, number: float, kind: int) -> str:
        if self.shown is Shown.VALUE:
            text = self._said(number, kind)
        else:
            text = predicted(number, self.digits)
            text = f"+{text}" if self.shown is Shown.RESIDUAL and number > 0 else text
        if len(self._texts) >= _MOST_TEXTS:
            self._texts.clear()
        self._texts[number, kind] = text
        return text

    def _said(self, value: float, kind: int) -> str:
        if kind == _EMPTY:
            return ""
        return predicted(value, self._digits) if kind == _PREDICTED else given(value)

    def _make(self, missing: list[tuple[int, int]]) -> None:
        """The smallest rectangle of tiles that holds the missing ones, in one question to the table."""
        top, left = (min(key[side] for key in missing) for side in range(2))
        bottom, right = (max(key[side] for key in missing) + 1 for side in range(2))
        whole = self._ask(range(top * TALL, bottom * TALL), range(left * WIDE, right * WIDE))
        for row, column in _keys(range(top, bottom), range(left, right)):
            first, second = (row - top) * TALL, (column - left) * WIDE
            tile = whole.part(slice(first, first + TALL), slice(second, second + WIDE))
            self._tiles[row, column] = tile
            self._tiles.move_to_end((row, column))
        while len(self._tiles) > _KEPT:
            self._tiles.popitem(last=False)

    def _ask(self, rows: range, columns: range) -> Window:
        down = self.arrangement.rows.positions(rows.start, rows.stop)
        across = self.arrangement.columns.positions(columns.start, columns.stop)
        block = self.table.block(down, across)
        residuals = np.full(block.values.shape, np.nan, np.float32)
        if self.shown is Shown.RESIDUAL and self.table.speaker is not None:
            there = block.is_given
            said, _ = self.table.speaker.block(down, across, with_spreads=False)
            residuals[there] = (block.values - said)[there]
        return Window(block.values, block.kinds, block.spreads, residuals)

    @property
    def _base(self) -> object:
        """What all states of one table share."""
        return values_of(self.table)


def values_of(table: CompletedTable) -> object:
    """The ratings as they were opened, by which two states of one table are known."""
    return table.edited.base.ratings.values


def _keys(down: Iterable[int], across: range) -> list[tuple[int, int]]:
    return [(row, column) for row in down for column in across]


def _put(window: Window, tile: Window, top: int, left: int) -> None:
    height, width = tile.values.shape
    for one in fields(window):
        getattr(window, one.name)[top : top + height, left : left + width] = getattr(tile, one.name)
