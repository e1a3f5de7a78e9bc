"""Brings the parts that find together: the search field, the chips, and the windows "Go to" and "Filter"."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from mfdesk.gui.arranging import Arranging
from mfdesk.gui.document import Aspect, Document
from mfdesk.gui.find.chips import Chip, Chips
from mfdesk.gui.find.filter_choices import FilterChoices
from mfdesk.gui.find.filter_dialog import FilterDialog
from mfdesk.gui.find.find_field import FindField
from mfdesk.gui.find.findable import Findable
from mfdesk.gui.find.go_to import GoToDialog
from mfdesk.gui.find.hits import Hits
from mfdesk.gui.find.words import Naming
from mfdesk.gui.theme import LIGHT, Palette
from mfdesk.gui.words import percent
from mfdesk.ratings.side import Side

_RECOUNT_MILLISECONDS = 150
"""So long after a change of the table what is found is counted anew."""
_SORT, _FILTER, _PIN = "sort", "filter", "pin"


class Finding(QObject):
    """Makes the parts; the window puts ``field`` in its tool bar and ``chips`` above the table. ``parent`` is the
    window, which the dialogs stand before."""

    row_requested = Signal(int)
    """The position of a row to go to."""
    column_requested = Signal(int)
    go_requested = Signal(object, object)
    """As ``GoToDialog.go_requested``."""
    table_requested = Signal()
    """The keys are to go to the table."""

    def __init__(self, document: Document, arranging: Arranging, parent: QWidget) -> None:
        super().__init__(parent)
        self._document, self._arranging = document, arranging
        self.field, self.chips = FindField(), Chips()
        self._window, self._palette = parent, LIGHT
        self._go_to: GoToDialog | None = None
        self._filter: FilterDialog | None = None
        self._hits, self._at, self._session = Hits(), -1, 0
        self._choices: dict[Side, FilterChoices] = {}
        self._recount = QTimer(self, singleShot=True, interval=_RECOUNT_MILLISECONDS)
        self._connect_field()
        self._connect_chips()
        arranging.changed.connect(self._show_arranged)
        document.changed.connect(self._on_changed)
        self._show_arranged()

    def set_palette_colours(self, palette: Palette) -> None:
        self.field.set_palette_colours(palette)
        self.chips.set_palette_colours(palette)
        self._palette = palette
        if self._filter:
            self._filter.set_palette_colours(palette)

    # the windows, which are built when somebody first asks for them: most of what a theme has to dress lies in them

    @property
    def go_to(self) -> GoToDialog:
        if self._go_to is None:
            self._go_to = GoToDialog(self._window)
            self._go_to.go_requested.connect(self.go_requested)
            self._name_sides(self._go_to)
        return self._go_to

    @property
    def filter(self) -> FilterDialog:
        if self._filter is None:
            self._filter = FilterDialog(self._window)
            self._filter.set_palette_colours(self._palette)
            self._filter.opened.connect(self._begin_filtering)
            self._filter.closed.connect(self.table_requested)
            self._filter.filters_changed.connect(self._set_filters)
        return self._filter

    # what the commands call

    def open_field(self) -> None:
        self.field.open()

    def find_next(self) -> None:
        """To the next one that was found, and from the last to the first; without a text, asks for one."""
        self._step(1)

    def find_previous(self) -> None:
        self._step(-1)

    def open_go_to(self) -> None:
        if self._document.project is None:
            return
        self._show_names()
        self._bring(self.go_to)

    def open_filter(self, side: Side | None = None, across: int | None = None) -> None:
        """Opens the window "Filter", on the page of this side, where its values in one column (or row) can be
        limited."""
        if self._document.project is None:
            return
        if side is not None:
            self.filter.show_side(side)
        self._bring(self.filter)
        if side is not None and across is not None:
            self.filter.look_at(side, across)

    def _show_names(self) -> None:
        """Where one can go to now."""
        for side in Side:
            self._arranging.ask_findable(side, partial(self.go_to.set_names, side))

    def _bring(self, dialog: FilterDialog | GoToDialog) -> None:
        if dialog.isVisible():
            dialog.raise_()
        dialog.show()
        dialog.activateWindow()

    # the search field

    def _connect_field(self) -> None:
        self.field.text_changed.connect(self._find)
        self.field.next_requested.connect(self.find_next)
        self.field.previous_requested.connect(self.find_previous)
        self.field.entered.connect(self._arranging.prepare)
        self.field.closed.connect(self.table_requested)
        self._recount.timeout.connect(self._count_again)

    @Slot()
    def _find(self) -> None:
        self._search(self._go_to_first)

    @Slot()
    def _count_again(self) -> None:
        """The hit that was gone to stays the present one, wherever it is shown now."""
        present = self._hits.at(self._at) if 0 <= self._at < len(self._hits) else None
        self._search(lambda: self._show_hits(self._hits.place_of(*present) if present else -1))

    def _search(self, then: Callable[[], None]) -> None:
        text, scope = self.field.text, self.field.scope
        self._recount.stop()

        def found(rows: Findable) -> None:
            self._arranging.ask_findable(Side.COLUMNS, lambda columns: take(rows, columns))

        def take(rows: Findable, columns: Findable) -> None:
            if (text, scope) == (self.field.text, self.field.scope):
                self._hits = Hits.of(text, scope, (rows, columns))
                then()

        self._arranging.ask_findable(Side.ROWS, found)

    def _go_to_first(self) -> None:
        self._show_hits(0 if len(self._hits) else -1)
        self._go()

    def _step(self, steps: int) -> None:
        if not self.field.text.strip():
            self.field.open()
        elif self._recount.isActive():
            self._recount.stop()
            self._count_again()
        if len(self._hits):
            at = self._at + steps if self._at >= 0 or steps > 0 else -1
            self._show_hits(at % len(self._hits))
            self._go()

    def _show_hits(self, at: int) -> None:
        self._at = at
        self.field.show_count(at, len(self._hits.rows), len(self._hits.columns), self._hits.hidden)

    def _go(self) -> None:
        if self._at >= 0:
            side, position = self._hits.at(self._at)
            (self.row_requested if side is Side.ROWS else self.column_requested).emit(position)

    # filtering

    @Slot()
    def _begin_filtering(self) -> None:
        self._session = self._arranging.begin_session()
        self._show_choices()
        self._show_filters()

    @Slot(object, object)
    def _set_filters(self, side: Side, filters: object) -> None:
        self._arranging.set_filters(side, filters, self._session)  # type: ignore[arg-type]

    def _show_choices(self) -> None:
        project = self._document.project
        if project is not None:
            for side in Side:
                self._choices[side] = FilterChoices.of(project, side, self._choices.get(side))
                self.filter.set_choices(side, self._choices[side])
                self._arranging.ask_findable(side.other, partial(self.filter.set_names, side), hidden=True)

    def _show_filters(self) -> None:
        naming = self._arranging.naming
        if naming is None:
            return
        for side in Side:
            waiting = self._arranging.waiting_to_filter(side)
            self.filter.show_filters(side, self._arranging.filters(side) if waiting is None else waiting)
            self.filter.show_shown(side, self._arranging.shown[side], naming.total(side))

    # the chips

    def _connect_chips(self) -> None:
        self.chips.pressed.connect(self._press)
        self.chips.removed.connect(self._remove)
        self.chips.again_requested.connect(self._arranging.again)
        self.chips.show_all_requested.connect(self._arranging.show_all)
        self.chips.left.connect(self.table_requested)

    @Slot(object)
    def _press(self, key: tuple[str, Side, int]) -> None:
        kind, side, _place = key
        sort = self._arranging.sorted_by(side)
        if kind == _FILTER:
            self.open_filter(side)
        elif kind == _SORT and sort:
            self._arranging.sort(side, sort.by, sort.across)

    @Slot(object)
    def _remove(self, key: tuple[str, Side, int]) -> None:
        kind, side, place = key
        if kind == _FILTER:
            self._arranging.without_filter(side, place)
        elif kind == _SORT:
            self._arranging.unsort(side)
        else:
            self._arranging.unpin(side)

    # what changes

    @Slot()
    def _show_arranged(self) -> None:
        naming = self._arranging.naming
        chips = [chip for side in Side for chip in self._chips(side, naming)] if naming else []
        self.chips.show_chips(chips, filtered=self._arranging.is_filtered, waiting=self._waiting(naming))
        if self._filter and self._filter.isVisible():
            self._show_filters()

    def _chips(self, side: Side, naming: Naming) -> list[Chip]:
        arranging, chips = self._arranging, []
        for place, one in enumerate(arranging.filters(side)):
            words = naming.filtered(side, one)
            chips.append(Chip((_FILTER, side, place), words, "Change the filter", arranging.filter_is_old(side, place)))
        if sort := arranging.sorted_by(side):
            words = naming.sorted(side, sort)
            chips.append(Chip((_SORT, side, 0), words, "Sort the other way round", arranging.sort_is_old(side)))
        if pinned := arranging.pinned(side):
            chips.append(Chip((_PIN, side, 0), naming.pinned(side, len(pinned))))
        return chips

    def _waiting(self, naming: Naming | None) -> str:
        """What is being found, and how far that is."""
        if naming is None or not self._arranging.is_waiting:
            return ""
        said = []
        for side in Side:
            if sort := self._arranging.waiting_for(side):
                said.append(f"sorting {naming.nouns(side)} by {naming.key(side, sort)}")
            if self._arranging.waiting_to_filter(side) is not None:
                said.append(f"filtering {naming.nouns(side)}")
        words, share = ", ".join(said), self._arranging.share
        return f"{words[:1].upper()}{words[1:]}{f': {percent(share, 0)}' if share else ' …'}"

    @Slot(object)
    def _on_changed(self, aspect: Aspect) -> None:
        if aspect is Aspect.RATINGS:
            self._forget()
        if aspect in (Aspect.EDITS, Aspect.ARRANGEMENT) and self.field.text.strip():
            self._recount.start()
        if self._go_to and self._go_to.isVisible() and aspect in (Aspect.EDITS, Aspect.ARRANGEMENT):
            self._show_names()
        of_choices = Aspect.EDITS, Aspect.TRAINING, Aspect.ATTRIBUTES, Aspect.RATINGS
        if self._filter and self._filter.isVisible() and aspect in of_choices:
            self._show_choices()

    def _forget(self) -> None:
        """Another table: what was found in the last one is nothing."""
        self._hits, self._at = Hits(), -1
        self.field.clear()
        self._name_sides(self.field)
        if self._go_to:
            self._go_to.reject()
            self._name_sides(self._go_to)

    def _name_sides(self, part: FindField | GoToDialog) -> None:
        """Says there what one row and one column are called."""
        if naming := self._arranging.naming:
            part.set_nouns(naming.noun(Side.ROWS), naming.noun(Side.COLUMNS))
