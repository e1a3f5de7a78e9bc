"""The chosen cells as Qt carries them: which they are, and what goes to the clipboard or is dragged out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QItemSelection, QMimeData

from mfdesk.arranged import Arrangement
from mfdesk.chosen import Frame, Part
from mfdesk.completed import Block, CompletedTable, Kind
from mfdesk.engine.at_once import result_of
from mfdesk.engine.control import RunControl
from mfdesk.files.clip import UNASKED as MOST_CELLS
from mfdesk.files.clip import Ask, Copied, copied
from mfdesk.gui.table.model import RatingsTableModel
from mfdesk.gui.table.shown import Shown
from mfdesk.ratings.arrays import Bytes, Flags, Integers

__all__ = ["MOST_CELLS", "area", "as_text", "asking", "mime_data", "parts_of"]


def parts_of(selection: QItemSelection) -> tuple[Part, ...]:
    """The rectangles of a selection, by place."""
    ranges = (selection.at(place) for place in range(selection.size()))
    return tuple(
        Part(range(one.top(), one.bottom() + 1), range(one.left(), one.right() + 1)) for one in ranges if one.isValid()
    )


def asking(table: CompletedTable, shown: Shown) -> Ask:
    """Gives the numbers that are shown, all of them; those that a model makes are of the kind of predictions."""

    def spreads(rows: Integers, columns: Integers) -> Block:
        block = table.block(rows, columns)
        told = (block.kinds == Kind.PREDICTED) & ~np.isnan(block.spreads)
        return replace(block, values=block.spreads.astype(np.float64), kinds=_predicted_where(told))

    def residuals(rows: Integers, columns: Integers) -> Block:
        block = table.block(rows, columns)
        if table.speaker is None:
            return replace(block, kinds=np.zeros_like(block.kinds))
        predictions, _ = table.speaker.block(rows, columns, with_spreads=False)
        given = (block.kinds == Kind.GIVEN) | (block.kinds == Kind.EDITED)
        return replace(block, values=block.values - predictions, kinds=_predicted_where(given))

    return {Shown.VALUE: table.block, Shown.SPREAD: spreads, Shown.RESIDUAL: residuals}[shown]


def _predicted_where(told: Flags) -> Bytes:
    return np.where(told, Kind.PREDICTED, Kind.EMPTY).astype(np.uint8)


def mime_data(copied: Copied) -> QMimeData:
    """The same cells as plain text and, for programs that know tables, in HTML."""
    data = QMimeData()
    data.setText(copied.tsv)
    if copied.html:
        data.setHtml(copied.html)
    return data


def area(selection: QItemSelection) -> int:
    """How many cells the rectangle around the selection holds."""
    parts = parts_of(selection)
    return Frame.around(parts).cells if parts else 0


def as_text(model: RatingsTableModel, selection: QItemSelection) -> str:
    """The cells as they are in the table."""
    parts = parts_of(selection)
    if not parts or model.table is None:
        return ""
    return result_of(copied(model.table, Arrangement.of(model.table.edited), parts, False, RunControl())).tsv
