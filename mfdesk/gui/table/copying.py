"""The chosen cells as Qt carries them: which they are, and what goes to the clipboard or is dragged out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QItemSelection, QMimeData

from mfdesk.chosen import Part
from mfdesk.completed import Block, CompletedTable, Kind
from mfdesk.files.clip import Ask, Copied
from mfdesk.gui.table.shown import Shown
from mfdesk.ratings.arrays import Bytes, Flags, Integers


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
        return replace(block, values=block.spreads.astype(np.float64), kinds=_predicted_where(block.has_spread))

    def residuals(rows: Integers, columns: Integers) -> Block:
        block = table.block(rows, columns)
        if table.speaker is None:
            return replace(block, kinds=np.zeros_like(block.kinds))
        predictions, _ = table.speaker.block(rows, columns, with_spreads=False)
        return replace(block, values=block.values - predictions, kinds=_predicted_where(block.is_given))

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
