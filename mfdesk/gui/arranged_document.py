"""How the document is arranged, and by which terms: each change of it is a step that can be taken back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from mfdesk.arranged import Arrangement, Order
from mfdesk.completed import CompletedTable
from mfdesk.filters import Filter
from mfdesk.gui.arrange_step import ALONE, ArrangeStep
from mfdesk.gui.document import Aspect, Document
from mfdesk.gui.find.terms import Arranged, Moment, Sort, Terms
from mfdesk.gui.find.words import Naming
from mfdesk.project import Project
from mfdesk.ratings.side import Side


class ArrangedDocument(QObject):
    """Keeps the terms beside the arrangement of the document, and knows which of them have become old."""

    changed = Signal()
    """Another sort, filter or pin, or what they show has become old, or one is waited for."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._terms = (Terms(), Terms())
        self._trainings = self._descriptions = 0
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

    def filters_are_old(self, side: Side) -> bool:
        return any(self.filter_is_old(side, place) for place in range(len(self.filters(side))))

    def pinned(self, side: Side) -> tuple[int, ...]:
        """The positions of those that are kept in sight, in their order."""
        if not self._document.arrangement:
            return ()
        order = self._document.arrangement.side(side)
        return tuple(order.positions(0, order.first).tolist())

    @property
    def naming(self) -> Naming | None:
        """What everything is called; None before the first table."""
        return self._naming if self._document.project else None

    @property
    def shown(self) -> tuple[int, int]:
        """How many rows and columns are shown."""
        return self._arrangement.shape

    # what the undo stack holds

    def take(self, arranged: Arranged) -> None:
        """For the undo stack: the terms first, so that whoever hears of the arrangement finds them."""
        self._set_terms(arranged.terms)
        self._document.take_arrangement(arranged.arrangement)

    def _put(
        self, side: Side, arrange: Callable[[Order], Order], terms: Terms, words: str, session: int = ALONE
    ) -> None:
        self._push(with_side(self._present, side, arrange, terms), words, session)

    def _push(self, arranged: Arranged, words: str, session: int) -> None:
        if session != ALONE or not arranged.says_the_same(self._present):
            self._document.undo_stack.push(ArrangeStep(self.take, words, self._present, arranged, session))
        else:
            self.changed.emit()  # it may have been waited for

    # what the document says

    def _on_changed(self, aspect: Aspect) -> None:
        if aspect is Aspect.RATINGS:
            self._terms = (Terms(), Terms())
            self._trainings = self._descriptions = 0
            self._forget()
        elif aspect is Aspect.EDITS:
            self._let_go_of_what_is_gone()
        elif aspect is Aspect.TRAINING:
            self._trainings += 1
        elif aspect is Aspect.ATTRIBUTES:
            self._descriptions += 1
            self._set_terms(self._terms)
        if aspect is not Aspect.CONFIG:
            self.changed.emit()

    def _forget(self) -> None:
        """Another table was opened."""

    def _let_go_of_what_is_gone(self) -> None:
        """The table was changed by hand."""

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


def with_side(arranged: Arranged, side: Side, arrange: Callable[[Order], Order], terms: Terms) -> Arranged:
    return arranged.with_side(side, arrange(arranged.arrangement.side(side)), terms)
