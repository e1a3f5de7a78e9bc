"""The chosen cells as Qt carries them: which they are, and what goes to the clipboard or is dragged out."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QMimeData

from mfdesk.arranged import Arrangement
from mfdesk.chosen import Frame, Part
from mfdesk.engine.at_once import result_of
from mfdesk.engine.control import RunControl
from mfdesk.files.clip import UNASKED as MOST_CELLS
from mfdesk.files.clip import Copied, copied
from mfdesk.gui.table.model import RatingsTableModel

__all__ = ["MOST_CELLS", "area", "as_text", "mime_data", "parts_of"]


def parts_of(selection: QItemSelection) -> tuple[Part, ...]:
    """The rectangles of a selection, by place."""
    ranges = (selection.at(place) for place in range(selection.size()))
    return tuple(
        Part(range(one.top(), one.bottom() + 1), range(one.left(), one.right() + 1)) for one in ranges if one.isValid()
    )


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
