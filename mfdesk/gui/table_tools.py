"""What a person can do with the table: edit, copy, find, sort, filter and pin; each wish passed on to who can do it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow

from mfdesk.gui.actions import Actions
from mfdesk.gui.answering import Answering
from mfdesk.gui.arranging import Arranging
from mfdesk.gui.asking_names import AskingNames
from mfdesk.gui.controller import Controller
from mfdesk.gui.copying import AT_ONCE, Copying
from mfdesk.gui.dialogs.question import Question, QuestionDialog
from mfdesk.gui.document import Aspect
from mfdesk.gui.edit_words import noun, too_many
from mfdesk.gui.editing import Editing
from mfdesk.gui.edits_note import EditsNote
from mfdesk.gui.find.terms import SortBy
from mfdesk.gui.find.words import corner_words
from mfdesk.gui.finding import Finding
from mfdesk.gui.messages import Message, Severity
from mfdesk.gui.paste import Pasting
from mfdesk.gui.questions import Questions
from mfdesk.gui.selection import SelectionWatch
from mfdesk.gui.table.pasting import clipboard_text
from mfdesk.gui.table.shown import Colouring, Shown
from mfdesk.gui.table.view import RatingsTableView
from mfdesk.gui.table_menus import TableMenus
from mfdesk.gui.theme import Palette
from mfdesk.gui.touched import Cells, Lines, touched
from mfdesk.gui.waiting import Waiting
from mfdesk.ratings.edits import Operation
from mfdesk.ratings.side import Side


class TableTools(QObject):
    """Made before anybody else listens to the document: what the model answers must be there before it is shown."""

    said = Signal(object)
    """A ``Message`` for the bar."""
    settled = Signal(object)
    """The table was changed by hand: this ``Message`` about an earlier change, or try, is of no use any more."""
    export_requested = Signal()
    train_requested = Signal()
    selection_told = Signal(object)
    """As ``SelectionWatch.told``."""
    copying_told = Signal(str)
    """As ``Copying.progressed``."""

    def __init__(self, window: QMainWindow, controller: Controller, actions: Actions, table: RatingsTableView) -> None:
        super().__init__(window)
        document = controller.document
        self._window, self._controller, self._actions, self._table = window, controller, actions, table
        self._document, self._questions = document, Questions(self)
        self.answering = Answering(document, self._questions, self)
        self.editing = Editing(document, self)
        self.pasting = Pasting(document, self.editing, self)
        self.arranging = Arranging(document, self._questions, self)
        self.finding = Finding(document, self.arranging, window)
        self.copying = Copying(document, window)
        self.watch = SelectionWatch(document, self._questions, self)
        self.note = EditsNote()
        self._names = AskingNames(window, document, self.editing)
        self._menus = TableMenus(window, table, actions, self.arranging, self.finding.open_filter)
        self._last_said: Message | None = None
        self._connect_table()
        self._connect_parts()
        actions.follow(document.undo_stack)
        for command_id in actions.in_table:
            table.addAction(actions[command_id])

    def commands(self) -> dict[str, Callable[[], object]]:
        """What each command does."""
        arranging, finding, by = self.arranging, self.finding, SortBy
        rows, columns = Side.ROWS, Side.COLUMNS
        return {
            "edit.undo": self._document.undo_stack.undo,
            "edit.redo": self._document.undo_stack.redo,
            "edit.cut": self._cut,
            "edit.copy": self._copy,
            "edit.copy_with_names": partial(self._copy, names=True),
            "edit.paste": self._paste,
            "edit.fill_down": lambda: self.editing.fill_down(self._table.selection.rectangles()),
            "edit.fill_right": lambda: self.editing.fill_right(self._table.selection.rectangles()),
            "edit.rate": self._change,
            "edit.clear": lambda: self.editing.clear(self._table.selection.rectangles()),
            "edit.add_row": partial(self._names.ask_new, rows),
            "edit.add_column": partial(self._names.ask_new, columns),
            "edit.rename_row": partial(self._rename, rows),
            "edit.rename_column": partial(self._rename, columns),
            "edit.drop_rows": partial(self._drop, rows),
            "edit.drop_columns": partial(self._drop, columns),
            "edit.find": finding.open_field,
            "edit.find_next": finding.find_next,
            "edit.find_previous": finding.find_previous,
            "view.go_to": finding.open_go_to,
            "view.filter": finding.open_filter,
            "view.show_all": arranging.show_all,
            "view.pin": self._pin,
            "view.unpin": arranging.unpin_all,
            "view.sort.as_opened": arranging.sort_as_opened,
            "view.sort.rows_by_name": partial(arranging.sort, rows, by.NAME),
            "view.sort.rows_by_count": partial(arranging.sort, rows, by.COUNT),
            "view.sort.rows_by_mean": partial(arranging.sort, rows, by.MEAN),
            "view.sort.rows_by_column": partial(self._sort_by_current, rows),
            "view.sort.columns_by_name": partial(arranging.sort, columns, by.NAME),
            "view.sort.columns_by_count": partial(arranging.sort, columns, by.COUNT),
            "view.sort.columns_by_mean": partial(arranging.sort, columns, by.MEAN),
            "view.sort.columns_by_row": partial(self._sort_by_current, columns),
            **{f"view.show.{shown.value}": partial(self._table.set_shown, shown) for shown in Shown},
            **{f"view.colours.{each.value}": partial(self._table.set_colouring, each) for each in Colouring},
        }

    def set_palette_colours(self, palette: Palette) -> None:
        self.finding.set_palette_colours(palette)
        self.note.set_palette_colours(palette)

    def ask(self, question: Question) -> None:
        """Shows a question; its answers act by themselves."""
        QuestionDialog(question, self._window).open()

    @property
    def is_under_way(self) -> bool:
        """Whether something is copied, sorted or filtered at this moment."""
        return self.copying.is_copying or self.arranging.is_waiting

    def cancel(self) -> bool:
        """Gives up what is copied, sorted or filtered at this moment; False: that was nothing."""
        under_way = self.is_under_way
        if self.copying.is_copying:
            self.copying.cancel()
        if self.arranging.is_waiting:
            self.arranging.cancel()
        return under_way

    def shutdown(self) -> bool:
        """Nothing is heard afterwards; False when a job did not answer."""
        answered = self.copying.shutdown()
        return self._questions.shutdown() and answered

    # wiring

    def _connect_table(self) -> None:
        table = self._table
        table.said.connect(self.said)
        table.edit_requested.connect(self.editing.type_text)
        table.fill_requested.connect(lambda text: self.editing.type_into(table.selection.rectangles(), text))
        table.selection_changed.connect(self.watch.watch)
        table.legend_changed.connect(lambda state: self.watch.set_shown(state.shown))
        table.sort_requested.connect(lambda side, across: self.arranging.sort(side, SortBy.VALUES, across))

    def _connect_parts(self) -> None:
        self.said.connect(self._remember_said)
        self.answering.edits_waiting.connect(self._show_waiting)
        self.note.train_requested.connect(self.train_requested)
        self.editing.said.connect(self.said)
        self.editing.asked.connect(self.ask)
        self.editing.added.connect(lambda side, positions: self._table.go_to_whole(side, int(positions[0])))
        self.pasting.said.connect(self.said)
        self.copying.said.connect(self.said)
        self.copying.progressed.connect(self.copying_told)
        self.copying.export_requested.connect(self.export_requested)
        self.watch.told.connect(self.selection_told)
        self.arranging.said.connect(lambda words: self.said.emit(Message(words, Severity.NOTE)))
        self.arranging.changed.connect(self._show_sorting)
        for signal in (self.copying.progressed, self.arranging.changed):
            signal.connect(lambda: self._controller.set_beside(self.is_under_way))
        self.finding.row_requested.connect(self._table.go_to_row)
        self.finding.column_requested.connect(self._table.go_to_column)
        self.finding.go_requested.connect(self._go_to)
        self.finding.table_requested.connect(self._table.setFocus)
        self._controller.state_changed.connect(lambda state: self.note.set_can_train(not state.job))
        self._document.changed.connect(self._on_changed)
        self._document.made.connect(self._show_change)

    def _on_changed(self, aspect: Aspect) -> None:
        if aspect is Aspect.RATINGS:
            self._actions["view.show.value"].setChecked(True)
            self._table.set_shown(Shown.VALUE)
            self._menus.close()
            self._names.give_up()

    # what each command does

    def _copy(self, *, names: bool = False) -> None:
        self.copying.copy(self._table.selection, names=names, shown=self._table.legend_state.shown)

    def _cut(self) -> None:
        """Copies the ratings, whatever else is shown, and clears them as one step."""
        cells = self._table.selection.cells
        if cells > AT_ONCE:
            way_out = "copy them and clear their ratings instead"
            self.said.emit(Message(too_many(cells, "cut", way_out), Severity.ERROR))
        elif cells:
            self.copying.copy(self._table.selection)
            self.editing.clear(self._table.selection.rectangles(), "Cut")

    def _paste(self) -> None:
        cell = self._table.upper_left
        if cell is not None:
            self.pasting.paste(*cell, clipboard_text(), self._table.selection.rectangles())

    def _change(self) -> None:
        """The name of the row or column that is chosen whole, else the rating of the current cell."""
        rows, columns = self._table.chosen_rows(), self._table.chosen_columns()
        if bool(len(rows)) == bool(len(columns)):
            self._table.edit_current()
        else:
            self._rename(Side.ROWS if len(rows) else Side.COLUMNS)

    def _rename(self, side: Side) -> None:
        cell = self._table.current_cell()
        if cell is not None:
            self._names.ask_another(side, cell[side])

    def _drop(self, side: Side) -> None:
        if len(chosen := self._table.chosen_or_current(side)):
            self.editing.drop(side, chosen)

    def _pin(self) -> None:
        """The rows or columns that are chosen whole; where none are, the row of the current cell."""
        columns, rows = self._table.chosen_columns(), self._table.chosen_or_current(Side.ROWS)
        if len(columns):
            self.arranging.pin(Side.COLUMNS, columns.tolist())
        elif len(rows):
            self.arranging.pin(Side.ROWS, rows.tolist())

    def _sort_by_current(self, side: Side) -> None:
        cell = self._table.current_cell()
        if cell is not None:
            self.arranging.sort(side, SortBy.VALUES, cell[side.other])

    def _go_to(self, row: int | None, column: int | None) -> None:
        if row is not None and column is not None:
            self._table.go_to(row, column)
        elif row is not None:
            self._table.go_to_row(row)
        elif column is not None:
            self._table.go_to_column(column)
        self._table.setFocus()

    # what is shown

    def _remember_said(self, message: Message) -> None:
        self._last_said = message

    def _show_change(self, operation: Operation, again: bool) -> None:
        """What was changed is chosen and comes into view, unless all of it is chosen already; rows and columns are only
        where they came by taking something back, or by doing it ``again``."""
        if self._last_said is not None:
            self.settled.emit(self._last_said)
        table, project = self._table, self._document.project
        seen = touched(operation, project.edited.shape) if project is not None else None
        if isinstance(seen, Cells):
            if not table.selection.holds(seen.rows, seen.columns):
                table.choose_cells(seen.rows, seen.columns)
            elif again:
                table.scrollTo(table.currentIndex())
        elif isinstance(seen, Lines) and again:
            table.go_to_whole(seen.side, int(seen.positions[0]))
            table.choose(seen.side, seen.positions)

    def _show_waiting(self, waiting: Waiting, just_learned: bool) -> None:
        project = self._document.project
        if project is not None:
            nouns = noun(project.edited, Side.ROWS), noun(project.edited, Side.COLUMNS)
            self.note.show_waiting(waiting, nouns, just_learned)

    def _show_sorting(self) -> None:
        """The header by which the other side is sorted carries an arrow."""
        for side in Side:
            sort = self.arranging.sorted_by(side)
            by_values = sort is not None and sort.by is SortBy.VALUES
            position = sort.across if sort is not None and by_values else None
            self._table.set_sort_mark(side.other, position, sort.descending if sort else True)
        rows = self.arranging.sorted_by(Side.ROWS)
        self._table.set_corner_words(corner_words(rows) if rows else "")
