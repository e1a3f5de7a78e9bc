"""Whether the table has changes that no file has, and the question before they would be lost. Knows no widget."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from mfdesk.gui.dialogs.question import Answer, Question
from mfdesk.gui.edit_words import noun
from mfdesk.gui.waiting import Waiting, changed_words
from mfdesk.ratings.edited import Edited
from mfdesk.ratings.side import Side


class Unsaved:
    """Remembers which state of the table was exported last. Changes that were taken back are none."""

    def __init__(self) -> None:
        self._kept: Edited | None = None

    def exported(self, edited: Edited) -> None:
        """This state is in a file now."""
        self._kept = edited

    def has_edits(self, edited: Edited | None) -> bool:
        """Whether the table is neither as it was opened nor as it was exported."""
        return edited is not None and not any(_alike(edited, state) for state in (edited.opened, self._last(edited)))

    def question(
        self, edited: Edited, leaving: str, export: Callable[[], None], discard: Callable[[], None]
    ) -> Question:
        """Asked before another table is opened or the program ends: ``leaving`` is "open another table" or "quit"."""
        kept = self._last(edited)
        nouns = noun(edited, Side.ROWS), noun(edited, Side.COLUMNS)
        what = changed_words(Waiting.between(edited, kept, edited.unseen(kept)), nouns) or "Names changed"
        since = "was opened" if kept.as_opened else "was exported"
        return Question(
            "Changes that no file has",
            f"{what} since the table {since}. Export the table first?",
            f"If you {leaving} without that, these changes are lost.",
            (Answer("Export…", export), Answer("Discard the changes", discard)),
        )

    def _last(self, edited: Edited) -> Edited:
        """The state of this table that was exported last, or as which it was opened."""
        kept = self._kept
        if kept is None or kept.labels[Side.ROWS].opened is not edited.labels[Side.ROWS].opened:
            return edited.opened
        return replace(kept, base=edited.base)  # more may be known of the rows since


def _alike(one: Edited, other: Edited) -> bool:
    """Whether both have the same cells under the same names."""
    if one.unseen(other):
        return False
    both = zip(one.labels, other.labels, strict=True)
    return all(own.renamed == others.renamed and own.added == others.added for own, others in both)
