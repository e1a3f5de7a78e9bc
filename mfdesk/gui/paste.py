"""Pasting a block of text into the table: one step, with at most a question or two before it, or nothing at all."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QObject, Signal

from mfdesk.arranged import Arrangement
from mfdesk.gui import edit_words as words
from mfdesk.gui.chosen_cells import MOST_CELLS
from mfdesk.gui.dialogs.question import Answer, Question
from mfdesk.gui.document import Document
from mfdesk.gui.editing import MOST_NAMES, Editing
from mfdesk.gui.messages import Message, Severity
from mfdesk.gui.pasted import Aim, Readings, aim_at, aim_from, readings
from mfdesk.gui.table.pasting import Block, parse_block, tiled, with_names
from mfdesk.gui.words import counted
from mfdesk.ratings.edited import Edited
from mfdesk.ratings.side import Side
from mfdesk.selected import Rectangle
from mfdesk.sentences import brief

_LONGEST_TEXT = 50_000_000
"""Characters; a million cells with long names have fewer."""
_TOLD = 3


class Pasting(QObject):
    """Works out where a block goes, asks about what the table lacks, and hands the cells to ``Editing``."""

    said = Signal(object)
    """A ``Message`` for the bar."""

    def __init__(self, document: Document, editing: Editing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._editing = document, editing

    def paste(self, row: int, column: int, text: str, chosen: Sequence[Rectangle] = ()) -> None:
        """Puts the block into the cells as shown, its first one at this row and column, or where its names say.

        As spreadsheets do it, a single cell goes into all the ``chosen`` ones, and a block goes again and again into a
        larger rectangle that it fills without a rest.
        """
        project, arrangement = self._document.project, self._document.arrangement
        if project is None or arrangement is None:
            return
        edited = project.edited
        if len(text) > _LONGEST_TEXT:
            self._refuse("The clipboard holds too much text to paste; open it as a file instead.")
            return
        block = parse_block(text)
        if not block.height or not block.width:
            self._refuse("The clipboard holds no text to paste; copy some cells first.")
        elif block.height * block.width > MOST_CELLS:
            self._refuse(words.too_many(block.height * block.width, "paste", "open them as a file instead"))
        else:
            self._begin(edited, arrangement, (row, column), block, chosen)

    def _begin(
        self,
        edited: Edited,
        arrangement: Arrangement,
        current: tuple[int, int],
        block: Block,
        chosen: Sequence[Rectangle],
    ) -> None:
        """Asks first where numbers around the block are names of the table too."""
        named = with_names(block, *edited.labels)
        if named.sure:
            self._place(edited, arrangement, current, named, chosen)
            return
        question = Question(
            "Names or ratings",
            "The first line and the first column of the block are names of the table, but could be ratings too.",
            "As names, they say where the rest goes. As ratings, the block goes to the current cell as it is.",
            (
                Answer("Take them as names", lambda: self._place(edited, arrangement, current, named, chosen)),
                Answer("Take them as ratings", lambda: self._place(edited, arrangement, current, block, chosen)),
            ),
        )
        self._editing.ask(edited, question)

    def _place(
        self,
        edited: Edited,
        arrangement: Arrangement,
        current: tuple[int, int],
        block: Block,
        chosen: Sequence[Rectangle],
    ) -> None:
        if block.height * block.width > 1 and len(chosen) == 1 and chosen[0].cells <= MOST_CELLS:
            block = tiled(block, len(chosen[0].rows), len(chosen[0].columns))
        said = readings(block)
        aims = self._aims(edited, arrangement, current, block)
        if twice := next((aim for aim in aims if aim.twice), None):
            what = words.noun(edited, twice.side)
            self._refuse(f"Nothing was pasted, the {what} “{brief(twice.twice)}” stands in it twice; paste it once.")
        elif said.unreadable:
            self._refuse_unreadable(edited, aims, said)
        elif block.height == block.width == 1 and chosen and block.top is None and block.left is None:
            self._editing.fill(chosen, float(said.values[0]))
        elif any(aim.missing for aim in aims):
            self._ask_missing(edited, aims, said)
        else:
            self._put(edited, aims, said)

    def _aims(
        self, edited: Edited, arrangement: Arrangement, current: tuple[int, int], block: Block
    ) -> tuple[Aim, Aim]:
        """Where the lines and the fields of the block go."""
        rows, columns = (
            aim_from(edited, side, arrangement.side(side), current[side], count)
            if names is None
            else aim_at(edited, side, names)
            for side, names, count in zip(Side, (block.left, block.top), (block.height, block.width), strict=True)
        )
        return rows, columns

    def _put(self, edited: Edited, aims: tuple[Aim, Aim], said: Readings, only_there: bool = False) -> None:
        """Sets the cells as one step, after adding what is missing or leaving it out."""
        rows, columns = aims[0].positions[said.lines], aims[1].positions[said.fields]
        kept = np.ones(len(rows), np.bool_)
        if only_there:
            kept = aims[0].there(edited)[said.lines] & aims[1].there(edited)[said.fields]
        first = () if only_there else tuple(one for aim in aims for one in aim.operations)
        name = f"Paste {counted(int(kept.sum()), 'cell')}"
        self._editing.set_cells(rows[kept], columns[kept], said.values[kept], name, first)

    def _ask_missing(self, edited: Edited, aims: tuple[Aim, Aim], said: Readings) -> None:
        """The block names or covers more than the table has."""
        lacking = words.sides(edited, [(aim.side, aim.missing) for aim in aims])
        if any(aim.missing > MOST_NAMES for aim in aims):
            self._refuse(f"The block has {lacking} more than the table; open it as a file instead.")
            return
        fits = all(aim.there(edited).any() for aim in aims)
        rest = (Answer("Paste what fits", lambda: self._put(edited, aims, said, only_there=True)),) if fits else ()
        question = Question(
            "More than the table has",
            f"The block has {lacking} more than the table. Add {_them(aims)}?",
            _names_told(edited, aims),
            (Answer(f"Add {_them(aims)}", lambda: self._put(edited, aims, said)), *rest),
        )
        self._editing.ask(edited, question)

    def _refuse_unreadable(self, edited: Edited, aims: tuple[Aim, Aim], said: Readings) -> None:
        places = []
        for line, field, text, reason in said.unreadable[:_TOLD]:
            row, column = int(aims[0].positions[line]), int(aims[1].positions[field])
            there = row < edited.shape[0] and column < edited.shape[1]
            name = words.cell_name(edited, row, column) if there else f"line {line + 1}, field {field + 1}"
            places.append((name, text, reason))
        self._refuse(words.unreadable_places(places, len(said.unreadable)))

    def _refuse(self, text: str) -> None:
        self.said.emit(Message(text, Severity.ERROR))


def _them(aims: tuple[Aim, Aim]) -> str:
    return "it" if sum(aim.missing for aim in aims) == 1 else "them"


def _names_told(edited: Edited, aims: tuple[Aim, Aim]) -> str:
    """How what is to be added will be called."""
    names = [name for aim in aims for name in aim.new]
    names += [edited.labels[aim.side][position] for aim in aims for position in aim.dropped]
    told = words.listed([brief(name, 24) for name in names])
    return f"{'They' if len(names) > 1 else 'It'} would be called {told}."
