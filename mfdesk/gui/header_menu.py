"""What the menu of a header offers about order and sight."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from mfdesk.gui.arranging import Arranging
from mfdesk.gui.find.terms import Sort, SortBy
from mfdesk.ratings.side import Side


@dataclass(frozen=True, eq=False)
class MenuEntry:
    """``choose`` does it; ``checked`` says that it is so already. ``starts_section``: a line parts it from what is
    above. ``name`` is the same whatever row or column the header is of."""

    name: str
    text: str
    choose: Callable[[], None]
    checked: bool = False
    starts_section: bool = False


def header_menu_entries(
    arranging: Arranging, side: Side, position: int, filter_by: Callable[[Side, int], None]
) -> tuple[MenuEntry, ...]:
    """For the header of the row (or column) at this position: the other side sorted and filtered by its values (the
    latter by ``filter_by``, of that side), its own side sorted, and pinned or not."""
    naming = arranging.naming
    if naming is None:
        return ()
    other, name = naming.nouns(side.other), naming.name(side, position)
    by_values = [
        _sorting(arranging, side.other, Sort(SortBy.VALUES, descending, position), f"Sort {other} by {name}, {words}")
        for descending, words in ((True, "highest first"), (False, "lowest first"))
    ]
    filtering = MenuEntry("header.filter", f"Filter {other} by {name}…", lambda: filter_by(side.other, position))
    return (
        *by_values,
        *_unsorting(arranging, side.other),
        filtering,
        *_sorting_itself(arranging, side),
        *_unsorting(arranging, side),
        _pinning(arranging, side, position, name),
    )


_OWN = ((SortBy.NAME, "name"), (SortBy.COUNT, "number of ratings"), (SortBy.MEAN, "mean"))


def cell_menu_entries(arranging: Arranging, row: int, column: int) -> tuple[MenuEntry, ...]:
    """For the cell at these positions: the rows sorted by its column, and the columns by its row."""
    naming = arranging.naming
    if naming is None:
        return ()
    wanted = ((Side.ROWS, column), (Side.COLUMNS, row))
    words = [f"Sort {naming.nouns(side)} by {naming.name(side.other, across)}" for side, across in wanted]
    return tuple(
        _sorting(arranging, side, Sort(SortBy.VALUES, True, across), text)
        for (side, across), text in zip(wanted, words, strict=True)
    )


def _sorting(arranging: Arranging, side: Side, sort: Sort, text: str) -> MenuEntry:
    checked = arranging.sorted_by(side) == sort
    name = f"header.sort.{side.name}.{sort.by.name}.{'falling' if sort.descending else 'rising'}".lower()
    choose = partial(arranging.sort, side, sort.by, sort.across, sort.descending)
    return MenuEntry(name, text, choose, checked)


def _sorting_itself(arranging: Arranging, side: Side) -> list[MenuEntry]:
    """By what its own headers say; chosen again, the other way round."""
    naming, present = arranging.naming, arranging.sorted_by(side)
    assert naming is not None
    return [
        MenuEntry(
            f"header.sort.{side.name}.{by.name}".lower(),
            f"Sort {naming.nouns(side)} by {words}",
            partial(arranging.sort, side, by),
            checked=present is not None and present.by is by,
            starts_section=place == 0,
        )
        for place, (by, words) in enumerate(_OWN)
    ]


def _unsorting(arranging: Arranging, side: Side) -> tuple[MenuEntry, ...]:
    naming = arranging.naming
    if naming is None or arranging.sorted_by(side) is None:
        return ()
    words = f"Show {naming.nouns(side)} as in the table"
    return (MenuEntry(f"header.unsort.{side.name}".lower(), words, lambda: arranging.unsort(side)),)


def _pinning(arranging: Arranging, side: Side, position: int, name: str) -> MenuEntry:
    if position in arranging.pinned(side):
        return MenuEntry("header.unpin", f"Unpin {name}", lambda: arranging.unpin(side, position), starts_section=True)
    return MenuEntry("header.pin", f"Pin {name}", lambda: arranging.pin(side, [position]), starts_section=True)
