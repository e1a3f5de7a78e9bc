"""What is said about a cell."""

from __future__ import annotations

from mfdesk.completed import Kind
from mfdesk.gui.table.blocks import Cell
from mfdesk.gui.table.shown import Shown

_LONGEST_NAME = 200


def cut(name: str) -> str:
    """A name that is short enough to be shown."""
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"


def spoken(cell: Cell, shown: Shown) -> str:
    """ "given 4", "predicted 3.2, give or take 0.7"; what is shown of the cell stands last where it is no value."""
    return "; ".join(part for part in (_story(cell), _shown(cell, shown)) if part)


def _story(cell: Cell) -> str:
    if cell.kind is Kind.EMPTY:
        return "no rating"
    spread = f", give or take {cell.spread:.1f}" if cell.kind is Kind.PREDICTED and cell.spread > 0 else ""
    return f"{cell.kind.name.lower()} {cell.said}{spread}"


def _shown(cell: Cell, shown: Shown) -> str:
    return f"given minus predicted {cell.text}" if shown is Shown.RESIDUAL and cell.text else ""
