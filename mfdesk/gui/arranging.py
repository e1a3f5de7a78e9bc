"""Sorting, filtering and pinning: turns wishes into arrangements of the document that can be taken back.

What a sort or a filter has found stays while the table is edited or trained anew, so that no row jumps away under the
hand that changes it; what has become old is marked, and ``again`` asks anew.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from mfdesk.arranged import Arrangement, Order
from mfdesk.completed import CompletedTable
from mfdesk.filters import ErrorWithin, Facts, Filter, NameHas, errors_by
from mfdesk.gui.arrange_step import ALONE, ArrangeStep
from mfdesk.gui.document import Aspect, Document
from mfdesk.gui.find.findable import Findable
from mfdesk.gui.find.keys import Keys
from mfdesk.gui.find.terms import Arranged, Moment, Sort, SortBy, Terms
from mfdesk.gui.find.words import Naming, usually_descending
from mfdesk.gui.key_book import KeyBook
from mfdesk.gui.name_book import Book, NameBook
from mfdesk.gui.questions import Questions
from mfdesk.project import Project
from mfdesk.ratings.arrays import Floats
from mfdesk.ratings.finding import NameIndex
from mfdesk.ratings.labels import Labels
from mfdesk.ratings.side import Side

MOST_PINNED = 20
"""More would leave no room for the rest."""


class Arranging(QObject):
    """Of both sides: the sort, the filters and the pinned ones. Steps of one session are taken back as one."""

    changed = Signal()
    """Another sort, filter or pin, or what they show has become old, or one is waited for."""
    said = Signal(str)
    """A sentence about something that cannot be done."""

    def __init__(self, document: Document, questions: Questions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._names = NameBook(questions, lambda side: self._project.edited.labels[side])
        self._terms = (Terms(), Terms())
        self._keys = KeyBook(questions)
        self._wanted: dict[Side, tuple[Filter, ...]] = {}
        self._session, self._trainings, self._descriptions = ALONE, 0, 0
        document.changed.connect(self._on_changed)

    # what is arranged

    @property
    def is_arranged(self) -> bool:
        """Whether anything is sorted, filtered or pinned."""
        return self.is_filtered or self.is_sorted or any(self.pinned(side) for side in Side)

    @property
    def is_sorted(self) -> bool:
        return any(terms.sort for terms in self._terms)

    @property
    def is_filtered(self) -> bool:
        return any(terms.filters for terms in self._terms)

    @property
    def is_old(self) -> bool:
        """Whether the table has changed since it was sorted or filtered, so that it might look otherwise by now."""
        if not self._document.project:
            return False
        return any(terms.is_old(side, self._now) for side, terms in zip(Side, self._terms, strict=True))

    def sorted_by(self, side: Side) -> Sort | None:
        return self._terms[side].sort

    def sort_is_old(self, side: Side) -> bool:
        return self._terms[side].sort_is_old(side, self._now)

    def filters(self, side: Side) -> tuple[Filter, ...]:
        return self._terms[side].filters

    def filter_is_old(self, side: Side, place: int) -> bool:
        return self._terms[side].filter_is_old(place, side, self._now)

    def pinned(self, side: Side) -> tuple[int, ...]:
        """The positions of those that are kept in sight, in their order."""
        order = self._order(side)
        return tuple(order.positions(0, order.first).tolist()) if order else ()

    def waiting_for(self, side: Side) -> Sort | None:
        """The sort that takes a moment to be found."""
        return self._keys.waiting_for(side)

    @property
    def naming(self) -> Naming | None:
        """What everything is called; None before the first table."""
        return Naming(self._document.project.edited) if self._document.project else None

    @property
    def shown(self) -> tuple[int, int]:
        """How many rows and columns are shown."""
        return self._arrangement.shape

    def ask_findable(self, side: Side, then: Callable[[Findable], None]) -> None:
        """Hands what can be found of a side to ``then``: at once, or when a million names are ready to be searched."""

        def found(book: Book) -> None:
            then(Findable(book.shown, book.index, self._arrangement.side(side), self._naming.noun(side)))

        if self._document.project:
            self._names.ask(side, found)

    def prepare(self) -> None:
        """Somebody is about to look for a name."""
        for side in Side:
            self.ask_findable(side, lambda _findable: None)

    # sorting

    def sort(self, side: Side, by: SortBy, across: int = -1, descending: bool | None = None) -> None:
        """Sorts one side. Without a direction: the usual one, and the other one when it is sorted like that already.

        ``across`` is the position of the column whose values sort the rows, or the other way round.
        """
        if not self._document.project or (by is SortBy.VALUES and across < 0):
            return
        sort, present = Sort(by, usually_descending(by), across), self.waiting_for(side) or self._terms[side].sort
        if descending is not None:
            sort = replace(sort, descending=descending)
        elif sort.is_like(present) and present:
            sort = replace(present, descending=not present.descending)
        self._find_keys(side, sort, ALONE)

    def unsort(self, side: Side) -> None:
        """In the order of the table again."""
        self._stop_waiting(side)
        if self._terms[side].sort:
            words = f"Show {self._naming.nouns(side)} as in the table"
            self._put(side, Order.unsorted, replace(self._terms[side], sort=None, sorted_at=None), words)

    def sort_as_opened(self) -> None:
        """Both sides in the order of the table again, as one step."""
        with_both = self._present
        for side in Side:
            self._stop_waiting(side)
            with_both = _with(with_both, side, Order.unsorted, replace(self._terms[side], sort=None, sorted_at=None))
        self._push(with_both, "Show the order of the table", ALONE)

    def _find_keys(self, side: Side, sort: Sort, session: int) -> None:
        now = self._now
        self._keys.ask(self._table, side, sort, lambda keys: self._sort(side, sort, keys, now, session))
        if self._keys.waiting_for(side):
            self.changed.emit()

    def _sort(self, side: Side, sort: Sort, keys: Keys, then: Moment, session: int) -> None:
        if keys.size != self._arrangement.side(side).size:  # rows came or went while the keys were found
            self._find_keys(side, sort, session)
            return
        terms = replace(self._terms[side], sort=sort, sorted_at=then)
        words = self._naming.to_sort(side, sort)
        self._put(side, lambda order: keys.sort(order, sort.descending), terms, words, session)

    def _stop_waiting(self, side: Side) -> None:
        if self._keys.waiting_for(side):
            self._keys.drop(side)
            self.changed.emit()

    # filtering

    def begin_session(self) -> int:
        """A number for ``set_filters``: what is set under it is taken back as one step."""
        self._session += 1
        return self._session

    def set_filters(self, side: Side, filters: Sequence[Filter], session: int = ALONE) -> None:
        """Only what passes all of them is shown; none: all."""
        wanted = self._wanted[side] = tuple(filters)
        if not self._document.project or (wanted == self.filters(side) and not self._filters_are_old(side)):
            return
        if any(isinstance(one, NameHas) for one in wanted):
            self._names.ask(side, lambda book: self._filter_still(side, wanted, book.index, session))
        else:
            self._filter(side, wanted, NameIndex(Labels(())), session)

    def without_filter(self, side: Side, place: int) -> None:
        """Takes one filter away."""
        filters = self.filters(side)
        self.set_filters(side, filters[:place] + filters[place + 1 :])

    def show_all(self) -> None:
        """Takes every filter away, as one step."""
        session = self.begin_session()
        for side in Side:
            self.set_filters(side, (), session)

    def again(self) -> None:
        """Sorts and filters by what the table says now, as one step."""
        session = self.begin_session()
        for side in Side:
            terms, now = self._terms[side], self._now
            if self._filters_are_old(side):
                self.set_filters(side, terms.filters, session)
            if terms.sort and terms.sort_is_old(side, now):
                self._find_keys(side, terms.sort, session)

    def _filter_still(self, side: Side, filters: tuple[Filter, ...], names: NameIndex, session: int) -> None:
        """Unless others were asked for while the names were made ready."""
        if self._wanted[side] is filters:
            self._filter(side, filters, names, session)

    def _filter(self, side: Side, filters: tuple[Filter, ...], names: NameIndex, session: int) -> None:
        errors = self._errors(side) if any(isinstance(one, ErrorWithin) for one in filters) else None
        passing = Facts(self._table, side, names, errors).passing(filters)
        order = self._arrangement.side(side).filtered(passing)
        terms = replace(self._terms[side], filters=filters, filtered_at=self._now)
        self._put(side, lambda _order: order, terms, self._naming.to_filter(side, len(order)), session)

    def _filters_are_old(self, side: Side) -> bool:
        terms = self._terms[side]
        return any(terms.filter_is_old(place, side, self._now) for place in range(len(terms.filters)))

    def _errors(self, side: Side) -> Floats | None:
        training = self._project.training
        judged = training.judged if training else None
        return None if judged is None else errors_by(judged, side, self._project.edited.shape[side])

    # pinning

    def pin(self, side: Side, positions: Sequence[int]) -> None:
        """Keeps these in sight, after those that are pinned already."""
        if not self._document.project:
            return
        before = self.pinned(side)
        pinned = tuple(dict.fromkeys([*before, *(int(position) for position in positions)]))
        if len(pinned) > MOST_PINNED:
            self.said.emit(f"At most {MOST_PINNED} {self._naming.nouns(side)} can be pinned; choose fewer.")
        elif len(pinned) > len(before):
            words = f"Pin {self._naming.counted(side, len(pinned) - len(before))}"
            self._put(side, lambda order: order.with_pinned(pinned), self._terms[side], words)

    def unpin(self, side: Side, position: int | None = None) -> None:
        """Lets one pinned row or column (None: all of them) go back to its place."""
        before = self.pinned(side)
        pinned = tuple(one for one in before if position is not None and one != position)
        if len(pinned) < len(before):
            words = f"Unpin {self._naming.counted(side, len(before) - len(pinned))}"
            self._put(side, lambda order: order.with_pinned(pinned), self._terms[side], words)

    def unpin_all(self) -> None:
        """Of both sides, as one step."""
        arranged = self._present
        for side in Side:
            arranged = _with(arranged, side, lambda order: order.with_pinned(()), self._terms[side])
        self._push(arranged, "Unpin all", ALONE)

    # what the undo stack holds

    def take(self, arranged: Arranged) -> None:
        """For the undo stack: the terms first, so that whoever hears of the arrangement finds them."""
        self._set_terms(arranged.terms)
        self._document.take_arrangement(arranged.arrangement)

    def _put(
        self, side: Side, arrange: Callable[[Order], Order], terms: Terms, words: str, session: int = ALONE
    ) -> None:
        self._push(_with(self._present, side, arrange, terms), words, session)

    def _push(self, arranged: Arranged, words: str, session: int) -> None:
        if session != ALONE or not arranged.says_the_same(self._present):
            self._document.undo_stack.push(ArrangeStep(self.take, words, self._present, arranged, session))

    # what the document says

    def _on_changed(self, aspect: Aspect) -> None:
        if aspect is Aspect.RATINGS:
            self._terms = (Terms(), Terms())
            self._keys.clear()
            self._names.clear()
        elif aspect is Aspect.TRAINING:
            self._trainings += 1
        elif aspect is Aspect.ATTRIBUTES:
            self._descriptions += 1
            self._set_terms(self._terms)
        if aspect is not Aspect.CONFIG:
            self.changed.emit()

    def _set_terms(self, terms: tuple[Terms, Terms]) -> None:
        base = self._project.edited.base
        self._terms = terms[0].standing_on(base), terms[1].standing_on(base)

    @property
    def _project(self) -> Project:
        assert self._document.project is not None
        return self._document.project

    @property
    def _arrangement(self) -> Arrangement:
        assert self._document.arrangement is not None
        return self._document.arrangement

    @property
    def _table(self) -> CompletedTable:
        return self._project.completed

    @property
    def _naming(self) -> Naming:
        return Naming(self._project.edited)

    @property
    def _present(self) -> Arranged:
        return Arranged(self._arrangement, self._terms)

    @property
    def _now(self) -> Moment:
        return Moment(self._project.edited, self._trainings, self._descriptions)

    def _order(self, side: Side) -> Order | None:
        return self._document.arrangement.side(side) if self._document.arrangement else None


def _with(arranged: Arranged, side: Side, arrange: Callable[[Order], Order], terms: Terms) -> Arranged:
    return arranged.with_side(side, arrange(arranged.arrangement.side(side)), terms)
