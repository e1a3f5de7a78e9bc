"""Sorting, filtering and pinning: turns wishes into arrangements of the document that can be taken back.

What a sort or a filter has found stays while the table is edited or trained anew, so that no row jumps away under the
hand that changes it; what has become old is marked, and ``again`` asks anew.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from mfdesk.arranged import Order
from mfdesk.engine.report import Progress
from mfdesk.filters import ErrorWithin, Filter, ValueWithin, errors_by
from mfdesk.gui.arrange_step import ALONE
from mfdesk.gui.arranged_document import ArrangedDocument, with_side
from mfdesk.gui.document import Document
from mfdesk.gui.filter_book import FilterBook
from mfdesk.gui.find.findable import Findable
from mfdesk.gui.find.keys import Keys
from mfdesk.gui.find.terms import Moment, Sort, SortBy
from mfdesk.gui.find.words import usually_descending
from mfdesk.gui.key_book import KeyBook
from mfdesk.gui.name_book import Book, NameBook
from mfdesk.gui.questions import Questions
from mfdesk.ratings.arrays import Flags, Floats
from mfdesk.ratings.side import Side

MOST_PINNED = 20
"""More would leave no room for the rest."""


class Arranging(ArrangedDocument):
    """Of both sides: the sort, the filters and the pinned ones. Steps of one session are taken back as one."""

    said = Signal(str)
    """A sentence about something that cannot be done."""

    def __init__(self, document: Document, questions: Questions, parent: QObject | None = None) -> None:
        super().__init__(document, parent)
        self._names = NameBook(questions, lambda side: self._project.edited.labels[side])
        self._keys, self._answers = KeyBook(questions), FilterBook(questions, self._names)
        self._session, self._share = ALONE, 0.0

    # what is waited for

    @property
    def is_waiting(self) -> bool:
        return any(self.waiting_for(side) or self.waiting_to_filter(side) is not None for side in Side)

    def waiting_for(self, side: Side) -> Sort | None:
        """The sort that takes a moment to be found."""
        return self._keys.waiting_for(side)

    def waiting_to_filter(self, side: Side) -> tuple[Filter, ...] | None:
        """The filters that take a moment to be answered."""
        return self._answers.waiting_for(side)

    @property
    def share(self) -> float:
        """How much of what is waited for is done, 0 to 1."""
        return self._share

    def cancel(self) -> None:
        """What is waited for is wanted no more; the table stays as it is."""
        for side in Side:
            self._keys.drop(side)
            self._answers.drop(side)
        self.changed.emit()

    # finding names

    def ask_findable(self, side: Side, then: Callable[[Findable], None], *, hidden: bool = False) -> None:
        """Hands what can be found of a side to ``then``: at once, or when a million names are ready to be searched.
        With ``hidden``, what the filters hide is found as well."""

        def found(book: Book) -> None:
            order = self._arrangement.side(side)
            order = order.filtered(None) if hidden else order
            then(Findable(book.shown, book.index, order, self._naming.noun(side)))

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
        sort, present = Sort(by, usually_descending(by), across), self.waiting_for(side) or self.sorted_by(side)
        if descending is not None:
            sort = replace(sort, descending=descending)
        elif sort.is_like(present) and present:
            sort = replace(present, descending=not present.descending)
        self._find_keys(side, sort, ALONE)

    def unsort(self, side: Side) -> None:
        """In the order of the table again."""
        self._stop_waiting(side)
        if self.sorted_by(side):
            words = f"Show {self._naming.nouns(side)} as in the table"
            self._put(side, Order.unsorted, replace(self._terms[side], sort=None, sorted_at=None), words)

    def sort_as_opened(self) -> None:
        """Both sides in the order of the table again, as one step."""
        with_both = self._present
        for side in Side:
            self._stop_waiting(side)
            terms = replace(self._terms[side], sort=None, sorted_at=None)
            with_both = with_side(with_both, side, Order.unsorted, terms)
        self._push(with_both, "Show the order of the table", ALONE)

    def _find_keys(self, side: Side, sort: Sort, session: int) -> None:
        now = self._now
        self._begin_waiting()
        self._keys.ask(
            self._table, side, sort, lambda keys: self._sort(side, sort, keys, now, session), self._on_progressed
        )
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
        wanted = tuple(filters)
        if not self._document.project:
            return
        if wanted == self.filters(side) and not self.filters_are_old(side):
            self._stop_filtering(side)
            return
        now = self._now
        self._begin_waiting()
        self._answers.ask(
            self._table,
            side,
            wanted,
            self._errors(side, wanted),
            lambda passing: self._filter(side, wanted, passing, now, session),
            self._on_progressed,
        )
        if self.waiting_to_filter(side) is not None:
            self.changed.emit()

    def _stop_filtering(self, side: Side) -> None:
        if self._answers.waiting_for(side) is not None:
            self._answers.drop(side)
            self.changed.emit()

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
            sort = self.sorted_by(side) if self.sort_is_old(side) else None
            if self.filters_are_old(side):
                self.set_filters(side, self.filters(side), session)
            if sort:
                self._find_keys(side, sort, session)

    def _filter(
        self, side: Side, filters: tuple[Filter, ...], passing: Flags | None, then: Moment, session: int
    ) -> None:
        present = self._arrangement.side(side)
        if passing is not None and len(passing) != present.size:  # rows came or went while they were judged
            self.set_filters(side, filters, session)
            return
        order = present.filtered(passing)
        terms = replace(self._terms[side], filters=filters, filtered_at=then)
        self._put(side, lambda _order: order, terms, self._naming.to_filter(side, len(order)), session)

    def _errors(self, side: Side, filters: Sequence[Filter]) -> Floats | None:
        training = self._project.training
        judged = training.judged if training else None
        if judged is None or not any(isinstance(one, ErrorWithin) for one in filters):
            return None
        return errors_by(judged, side, self._project.edited.shape[side])

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
            arranged = with_side(arranged, side, lambda order: order.with_pinned(()), self._terms[side])
        self._push(arranged, "Unpin all", ALONE)

    # what goes on

    def _begin_waiting(self) -> None:
        if not self.is_waiting:
            self._share = 0.0

    def _on_progressed(self, progress: Progress) -> None:
        self._share = progress.done / max(progress.total, 1)
        self.changed.emit()

    def _let_go_of_what_is_gone(self) -> None:
        """What is waited for may ask for the values of a row or column whose adding was taken back meanwhile."""
        for side in Side:
            sort, filters = self._keys.waiting_for(side), self._answers.waiting_for(side) or ()
            others = self._project.edited.shape[side.other]
            if sort and sort.across >= others:
                self._keys.drop(side)
            if any(isinstance(one, ValueWithin) and one.across >= others for one in filters):
                self._answers.drop(side)

    def _forget(self) -> None:
        self._keys.clear()
        self._answers.clear()
        self._names.clear()
