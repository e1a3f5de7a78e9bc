"""What a person wants changed in the table becomes one step that can be taken back, or one sentence why not."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import QObject, Signal

from mfdesk.errors import NameTaken, UserError
from mfdesk.gui import edit_words as words
from mfdesk.gui.chosen_cells import MOST_CELLS, area, every_cell, filled, given_cells
from mfdesk.gui.dialogs.question import Answer, Question
from mfdesk.gui.document import Document
from mfdesk.gui.messages import Message, Severity, told
from mfdesk.gui.table.pasting import judged
from mfdesk.gui.words import counted, given
from mfdesk.ratings.arrays import Floats, Integers
from mfdesk.ratings.edited import Edited
from mfdesk.ratings.edits import Append, Drop, Operation, Rename, Restore, SetCells, Together
from mfdesk.ratings.side import Side
from mfdesk.selected import Rectangle
from mfdesk.sentences import brief, sentence

MOST_NAMES = 10_000
"""More rows or columns are not added at once."""
_LONGEST_NAME = 1000


class Editing(QObject):
    """Turns wishes into steps of the document. Everything speaks in positions."""

    said = Signal(object)
    """A ``Message`` for the bar."""
    asked = Signal(object)
    """A ``Question`` whose answers go on from here; left alone, nothing has changed."""
    added = Signal(object, object)
    """The side, and the positions of what is new or back on it."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document

    # cells

    def type_text(self, row: int, column: int, text: str) -> None:
        """A rating as typed ("4", "4,5"); what says that there is none ("", "n/a") clears the cell."""
        edited, value = self._edited, self._typed(row, column, text)
        if edited is not None and value is not None:
            cell = np.array([row], np.int32), np.array([column], np.int32)
            self.set_cells(*cell, np.array([value]), words.set_words(edited, row, column, value))

    def type_into(self, parts: Sequence[Rectangle], text: str) -> None:
        """As ``type_text``, into all cells of these rectangles, the first of which has one at least."""
        row, column = int(parts[0].rows[0]), int(parts[0].columns[0])
        if area(parts) == 1:
            self.type_text(row, column, text)
        elif (value := self._typed(row, column, text)) is not None:
            self.fill(parts, value, "Clear" if np.isnan(value) else "Fill")

    def _typed(self, row: int, column: int, text: str) -> float | None:
        """The number, NaN for none; None where it is refused."""
        said = judged([text])
        reason = said.reasons[0]
        if reason is None:
            return float(said.values[0])
        if self._edited is not None:
            self._refuse(words.unreadable(self._edited, row, column, text, reason))
        return None

    def clear(self, parts: Sequence[Rectangle], verb: str = "Clear") -> None:
        """Takes the ratings out of all cells of these rectangles; the ``verb`` names the step."""
        edited = self._edited
        if edited is None:
            return
        rows, columns = given_cells(edited, parts)
        if not len(rows):
            self._note("The chosen cells have no rating to clear.")
        elif len(rows) > MOST_CELLS:
            self._refuse(words.too_many(len(rows), "clear", "choose fewer"))
        else:
            self.set_cells(rows, columns, np.full(len(rows), np.nan), words.clear_words(edited, rows, columns, verb))

    def fill_down(self, parts: Sequence[Rectangle]) -> None:
        """The chosen cells get the rating of the topmost chosen one of their column."""
        self._fill_along(Side.COLUMNS, parts, "below it")

    def fill_right(self, parts: Sequence[Rectangle]) -> None:
        """The chosen cells get the rating of the leftmost chosen one of their row."""
        self._fill_along(Side.ROWS, parts, "to the right of it")

    def fill(self, parts: Sequence[Rectangle], value: float, verb: str = "Paste") -> None:
        """All chosen cells get the same rating, which was pasted or typed; NaN clears them."""
        if area(parts) > MOST_CELLS:
            self._refuse(words.too_many(area(parts), "paste into" if verb == "Paste" else verb.lower(), "choose fewer"))
            return
        rows, columns = every_cell(parts)
        self.set_cells(rows, columns, np.full(len(rows), value), f"{verb} {counted(len(rows), 'cell')}")

    def _fill_along(self, side: Side, parts: Sequence[Rectangle], where: str) -> None:
        edited, arrangement = self._edited, self._document.arrangement
        if edited is None or arrangement is None:
            return
        if area(parts) > MOST_CELLS:
            self._refuse(words.too_many(area(parts), "fill", "choose fewer"))
            return
        cells = filled(edited, every_cell(parts), side, arrangement.side(side.other))
        if len(cells[0]):
            self.set_cells(*cells, f"Fill {counted(len(cells[0]), 'cell')}")
        else:
            self._note(f"Nothing to fill: choose a rating and cells {where}.")

    def set_cells(
        self,
        rows: Integers,
        columns: Integers,
        values: Floats,
        name: str,
        first: tuple[Operation, ...] = (),
        widen: bool = False,
    ) -> None:
        """Sets ratings (n,), NaN clears, after the ``first`` changes; asks once if any is off the scale."""
        edited = self._edited
        if edited is None:
            return
        off = edited.off_scale(values)
        if off.any() and not widen:
            self._ask_scale(edited, rows, columns, values, name, first)
            return
        if not first and _same(edited.values_at(rows, columns), values):
            return
        setting = SetCells(rows, columns, values, widen)
        self.do(Together((*first, setting)) if first else setting, name)

    # rows and columns

    def append(self, side: Side, names: Sequence[str]) -> None:
        """New rows (or columns) at the end; those that were dropped come back if the user wants them to."""
        edited = self._edited
        if edited is None or not names:
            return
        if len(names) > MOST_NAMES:
            what = words.many(edited, side, len(names))
            self._refuse(f"{what} are too many to add at once; add up to {MOST_NAMES:,} at a time.")
            return
        labels = edited.labels[side]
        found = [position for name in names if (position := labels.position(name)) is not None]
        gone = [position for position in found if edited.is_dropped(side, np.array([position]))[0]]
        if gone and len(gone) == len(found):
            self._ask_back(edited, side, names, gone)
        else:
            self._add(edited, side, (Append(side, tuple(names)),), names)

    def rename(self, side: Side, position: int, name: str) -> None:
        """Another name for one row (or column)."""
        edited = self._edited
        if edited is None:
            return
        old = edited.labels[side][position]
        if name != old:
            self.do(Rename(side, position, name), f"Rename {brief(old, 24)} to {brief(name, 24)}")

    def drop(self, side: Side, positions: Integers) -> None:
        """Takes rows (or columns) out of the table, with their ratings."""
        edited = self._edited
        if edited is None or not len(positions):
            return
        if len(edited.dropped[side]) + len(positions) >= edited.shape[side]:
            self._refuse(f"The table needs at least one {words.noun(edited, side)}; choose fewer to drop.")
            return
        names = [edited.labels[side][int(position)] for position in positions[:1]] * len(positions)
        what, lost = words.these(edited, side, names), int(edited.counts_and_means(side, positions)[0].sum())
        if self.do(Drop(side, np.asarray(positions, np.int32)), f"Drop {what}"):
            self._note(f"Dropped {what} with {counted(lost, 'rating')}; undo brings that back.")

    def name_problem(self, side: Side, names: Sequence[str], own: int | None = None) -> str:
        """Why these names cannot be given, "" if they can: for the dialog in which they are typed. ``own`` is the
        position of what is to be renamed. A dropped one may come back by its name."""
        edited = self._edited
        if edited is None or not names:
            return ""
        taken: set[str] = set()
        for name in names:
            holder = edited.labels[side].position(name)
            dropped = holder is not None and bool(edited.is_dropped(side, np.array([holder]))[0])
            if name in taken or (holder not in (None, own) and not (dropped and own is None)):
                return sentence(NameTaken(words.noun(edited, side), name, dropped))
            if len(name) > _LONGEST_NAME:
                return f"A name may have up to {_LONGEST_NAME:,} characters; shorten it."
            taken.add(name)
        return ""

    # how it is done, refused and asked

    def do(self, operation: Operation, name: str) -> bool:
        """Makes the change as one step; what speaks against it is said."""
        try:
            self._document.edit(operation, name)
        except UserError as error:
            self.said.emit(told(error))
            return False
        return True

    def ask(self, edited: Edited, question: Question) -> None:
        """Asks; an answer counts only as long as the table is the one that was asked about."""

        def bound(act: Callable[[], None]) -> Callable[[], None]:
            return lambda: act() if self._edited is edited else self._refuse("The table has changed; do it again.")

        answers = tuple(Answer(answer.words, bound(answer.act)) for answer in question.answers)
        self.asked.emit(Question(question.title, question.text, question.more, answers, question.leave))

    def _ask_scale(
        self,
        edited: Edited,
        rows: Integers,
        columns: Integers,
        values: Floats,
        name: str,
        first: tuple[Operation, ...],
    ) -> None:
        off, scale = np.unique(values[edited.off_scale(values)]), edited.scale
        verb = "is" if len(off) == 1 else "are"
        between = bool(((off >= scale.lowest) & (off <= scale.highest)).all())
        question = Question(
            "Not on the scale",
            f"{words.listed([given(value) for value in off])} {verb} not on the scale of"
            f" {words.scale_words(edited, whole_steps=between)}.",
            f"If that is right, the next training predicts on a {'finer' if between else 'wider'} scale.",
            (
                Answer(
                    "Make the scale finer" if between else "Widen the scale",
                    lambda: self.set_cells(rows, columns, values, name, first, widen=True),
                ),
            ),
            "Leave as it was",
        )
        self.ask(edited, question)

    def _ask_back(self, edited: Edited, side: Side, names: Sequence[str], gone: list[int]) -> None:
        """One that was dropped has this name."""
        owners = words.these(edited, side, [edited.labels[side][position] for position in gone])
        new = tuple(name for name in names if edited.labels[side].position(name) is None)
        back = Restore(side, np.array(sorted(set(gone)), np.int32))
        operations = (back, Append(side, new)) if new else (back,)
        it, its = ("it", "its") if len(gone) == 1 else ("them", "their")
        question = Question(
            "Dropped before",
            f"{owners} {'was' if len(gone) == 1 else 'were'} dropped from the table. Bring {it} back?",
            f"{its.capitalize()} ratings come back too.",
            (Answer(f"Bring {it} back", lambda: self._add(edited, side, operations, names)),),
        )
        self.ask(edited, question)

    def _add(self, edited: Edited, side: Side, operations: tuple[Operation, ...], names: Sequence[str]) -> None:
        operation = operations[0] if len(operations) == 1 else Together(operations)
        if self.do(operation, f"Add {words.these(edited, side, names)}") and self._edited is not None:
            labels = self._edited.labels[side]
            places = [position for name in names if (position := labels.position(name)) is not None]
            self.added.emit(side, np.array(places, np.int32))

    def _refuse(self, text: str) -> None:
        self.said.emit(Message(text, Severity.ERROR))

    def _note(self, text: str) -> None:
        self.said.emit(Message(text, Severity.DONE))

    @property
    def _edited(self) -> Edited | None:
        return self._document.project.edited if self._document.project else None


def _same(one: Floats, other: Floats) -> bool:
    return bool(((one == other) | (np.isnan(one) & np.isnan(other))).all())
