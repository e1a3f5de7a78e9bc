"""The main window: assembles the parts and wires them; decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import (
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from mfdesk.gui.actions import Actions, open_submenu
from mfdesk.gui.asking import Asking
from mfdesk.gui.bars import build_menus, build_tool_bar
from mfdesk.gui.commands import SUBMENUS, State
from mfdesk.gui.controller import Controller
from mfdesk.gui.docks import Docks
from mfdesk.gui.document import Aspect
from mfdesk.gui.lessons import Lessons
from mfdesk.gui.messages import Message, MessageBar, Severity
from mfdesk.gui.pages import Pages
from mfdesk.gui.panels.drop_shade import DropShade
from mfdesk.gui.panels.empty_state import StartPanel
from mfdesk.gui.panels.parts import scrolled
from mfdesk.gui.preferences import Preferences
from mfdesk.gui.remembered import Remembered
from mfdesk.gui.searching import Searching
from mfdesk.gui.sort_marks import SortMarks
from mfdesk.gui.status import StatusLine
from mfdesk.gui.table.view import RatingsTableView
from mfdesk.gui.table_tools import TableTools
from mfdesk.gui.tasks import Standing
from mfdesk.gui.theme import Palette, Theme
from mfdesk.gui.words import edited_shape, edited_share_known, origin
from mfdesk.ratings.side import Side

MESSAGE_MILLISECONDS = 10_000
"""How long a message that asks for nothing stays."""


class MainWindow(QMainWindow):
    """``controller`` does what is asked, ``theme`` says how it looks, ``preferences`` what was last time."""

    def __init__(self, controller: Controller, theme: Theme, preferences: Preferences) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.setAcceptDrops(True)
        self.controller, self._theme = controller, theme
        self._remembered = Remembered(preferences)
        self._asking = Asking(self, controller, self._remembered)
        self.left_cleanly = True
        self._may_leave = False
        self.actions_table = Actions(self)
        self._message_timer = QTimer(self, singleShot=True, interval=MESSAGE_MILLISECONDS)
        self._build_parts()
        self.searching = Searching(self, controller, self.pages, self._asking)
        self.lessons = Lessons(self, controller, self.actions_table, self.pages, self.table, self._remembered)
        build_menus(self, self.actions_table)
        self._sort_marks = SortMarks(self.tools.arranging, self.actions_table, self.table.current_cell, self)
        build_tool_bar(self, self.actions_table, self.tools.finding.field)
        self._connect_commands()
        self._connect_controller()
        self._connect_parts()
        self._dress(theme.palette)
        self._show_document(Aspect.RATINGS)
        self._remembered.restore_window(self)

    # building

    def _build_parts(self) -> None:
        self.message_bar, self.start, self.table = MessageBar(), StartPanel(), RatingsTableView()
        self.status = StatusLine()
        self.tools = TableTools(self, self.controller, self.actions_table, self.table)
        self._pages = QStackedWidget()
        self._pages.addWidget(scrolled(self.start))
        self._pages.addWidget(self.table)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.message_bar, self.tools.note, self.tools.finding.chips):
            column.addWidget(part)
        column.addWidget(self._pages, 1)
        self.setCentralWidget(middle)
        self.setStatusBar(self.status)
        self.docks = Docks(self)
        self.pages = Pages(self.docks, self.actions_table, self.controller)
        self._shade = DropShade(self)

    # wiring

    def _connect_commands(self) -> None:
        for command_id, method in self._plain_commands().items():
            self.actions_table[command_id].triggered.connect(method)
        for command_id, tool in self.tools.commands().items():
            self.actions_table[command_id].triggered.connect(partial(_without_state, tool))
        self.actions_table["model.pause"].triggered.connect(self.controller.pause)
        self.actions_table["view.mini_map"].triggered.connect(self.table.set_mini_map)
        for command_id in ("view.show.value", "view.colours.surety"):
            self.actions_table[command_id].setChecked(True)
        self.actions_table[f"view.{self._theme.choice}"].setChecked(True)

    def _plain_commands(self) -> dict[str, Callable[[], None]]:
        """What each command without a state of its own does."""
        return {
            "file.open": self._asking.ask_file,
            **{each: partial(open_submenu, self.actions_table[each], self) for each in SUBMENUS},
            "file.open_sample.food-world-cup": lambda: self.controller.open_sample("food-world-cup"),
            "file.open_sample.movie-night": lambda: self.controller.open_sample("movie-night"),
            "file.export": self._asking.ask_export,
            "file.quit": self._quit,
            "model.train": lambda: self.controller.train(one_epoch=self.pages.pipeline.paces),
            "model.one_epoch": self.controller.one_epoch,
            "model.stop": self.controller.stop,
            "model.cancel": self._cancel,
            "view.system": lambda: self._choose_theme("system"),
            "view.light": lambda: self._choose_theme("light"),
            "view.dark": lambda: self._choose_theme("dark"),
            "model.search": self.searching.open,
            "help.learn": self.lessons.open,
            "help.about": self._asking.show_about,
        }

    def _connect_controller(self) -> None:
        controller = self.controller
        controller.said.connect(self._show_message)
        controller.state_changed.connect(self._show_state)
        controller.stood.connect(self._show_standing)
        controller.replacement_asked.connect(self._asking.ask_replacement)
        controller.asked.connect(self.tools.ask)
        controller.export_asked.connect(self._asking.ask_export)
        controller.document.changed.connect(self._show_document)
        controller.jobs.state_changed.connect(self._show_pause)

    def _connect_parts(self) -> None:
        self.start.open_requested.connect(self._asking.ask_file)
        self.start.sample_requested.connect(self.controller.open_sample)
        self.message_bar.details_requested.connect(self._asking.show_problems)
        self.pages.picture_requested.connect(self._asking.ask_picture)
        self.pages.trace_requested.connect(self._asking.ask_trace)
        self.pages.attributes_requested.connect(self._asking.ask_attributes)
        self.pages.recommendations_requested.connect(self._asking.ask_recommendations)
        self.pages.cell_requested.connect(self.table.go_to)
        self.pages.row_requested.connect(self.table.go_to_row)
        self.pages.column_requested.connect(self.table.go_to_column)
        self.pages.selected.connect(self.table.choose)
        self.table.cell_chosen.connect(self.pages.choose_cell)
        self.table.selection_changed.connect(lambda _parts: self._choose_card())
        self.table.selection_changed.connect(self.pages.choose)
        self.table.set_explain(self.pages.insights.explanation)
        self.table.legend_changed.connect(self.status.legend.show_state)
        self.table.mini_map_toggled.connect(self._keep_mini_map)
        self.table.set_mini_map(self._remembered.mini_map)
        self._keep_mini_map(self._remembered.mini_map)
        self.table.widths_changed.connect(self._keep_widths)
        self.tools.said.connect(self._show_message)
        self.tools.settled.connect(self._take_back_message)
        self.tools.export_requested.connect(self._asking.ask_export)
        self.tools.train_requested.connect(self.actions_table["model.train"].trigger)
        self.tools.selection_told.connect(self.status.show_selection)
        self.tools.copying_told.connect(self.status.show_copying)
        self._asking.file_chosen.connect(self.open_file)
        self._message_timer.timeout.connect(self.message_bar.clear)
        self._theme.changed.connect(self._dress)

    def open_file(self, path: Path) -> None:
        """Opens it, and starts there the next time."""
        self._remembered.folder = path.parent
        self.controller.open_file(path)

    # showing

    def _show_document(self, aspect: Aspect) -> None:
        document = self.controller.document
        project = document.project
        self._pages.setCurrentIndex(1 if project else 0)
        self.setWindowTitle("mfdesk")
        if project is None:
            return
        opened, training = project.opened, project.training
        self.setWindowTitle(f"{opened.title or (project.source.stem if project.source else 'Table')} — mfdesk")
        if aspect is Aspect.CONFIG:
            return
        words = origin(training.stage, training.config.held_out) if training else ""
        self.table.set_table(project.completed, document.arrangement, words)
        if aspect in (Aspect.RATINGS, Aspect.EDITS):
            self.status.show_shape(f"{edited_shape(project.edited)} · {edited_share_known(project.edited)}")
        if aspect is Aspect.RATINGS:
            self.actions_table.set_nouns(opened.row_noun or "row", opened.column_noun or "column")
            self.table.set_widths(self._remembered.widths(self._table_name))
            self.table.setFocus()

    @property
    def _table_name(self) -> str:
        """What the open table is called among the things that are remembered."""
        project = self.controller.document.project
        return str(project.source) if project and project.source else self.controller.sample

    def _keep_mini_map(self, wanted: bool) -> None:
        self._remembered.mini_map = wanted
        self.actions_table["view.mini_map"].setChecked(wanted)

    def _keep_widths(self) -> None:
        self._remembered.remember_widths(self._table_name, self.table.widths)

    def _choose_card(self) -> None:
        """A column that is chosen whole has its card shown, else the row of the current cell has."""
        cell, columns = self.table.current_cell(), self.table.chosen_columns()
        if len(columns):
            self.pages.choose_card(Side.COLUMNS, int(columns[0]))
        elif cell is not None:
            self.pages.choose_card(Side.ROWS, cell[Side.ROWS])

    def _show_message(self, message: Message) -> None:
        self.message_bar.show_message(message)
        self._message_timer.stop()
        if message.severity is Severity.DONE:
            self._message_timer.start()

    def _take_back_message(self, message: Message) -> None:
        """It is of no use any more; another one that was shown since stays."""
        if self.message_bar.message is message:
            self.message_bar.clear()

    def _show_state(self, state: State) -> None:
        self.actions_table.update_state(state)

    def _show_pause(self) -> None:
        self.actions_table["model.pause"].setChecked(self.controller.jobs.paused)

    def _show_standing(self, standing: Standing) -> None:
        self.status.show_progress(standing.text, standing.share, running=standing.running)

    def _choose_theme(self, choice: str) -> None:
        self._remembered.theme = choice
        self._theme.set_choice(choice)

    def _dress(self, palette: Palette) -> None:
        for part in (
            self.actions_table,
            self.message_bar,
            self.start,
            self.table,
            self.pages,
            self.tools,
            self.status,
            self._shade,
            self.lessons,
            self.searching,
            self.docks,
        ):
            part.set_palette_colours(palette)

    # dropping and closing

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.source() is None and event.mimeData().hasUrls() and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()
            self._shade.cover()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self._shade.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self._shade.hide()
        event.acceptProposedAction()
        self.open_file(Path(event.mimeData().urls()[0].toLocalFile()))

    def leave(self) -> None:
        """Closes for good, whatever is not saved."""
        self._may_leave = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nothing is lost without a question. A running job is cancelled and waited for, so that the process ends in
        order."""
        if not self._may_leave and not self.controller.may_quit(self.leave):
            event.ignore()
            return
        self._remembered.remember_window(self)
        answered = [part.shutdown() for part in (self.pages, self.tools, self.controller)]
        self.left_cleanly = all(answered)
        event.accept()

    def _quit(self) -> None:
        self.close()

    def _cancel(self) -> None:
        """What is under way beside the long job first: it was asked for last."""
        if not self.tools.cancel():
            self.controller.cancel()


def _without_state(method: Callable[[], object], _checked: bool = False) -> None:
    """Calls what a command does; whether its mark is set does not matter."""
    method()
