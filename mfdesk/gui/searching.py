"""Model > Find the best settings: opens the window of the search and passes on what it asks for and what is found."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from mfdesk.engine.config import Config
from mfdesk.gui.asking import Asking
from mfdesk.gui.commands import State
from mfdesk.gui.controller import UNIT, Controller
from mfdesk.gui.document import Aspect
from mfdesk.gui.pages import Pages
from mfdesk.gui.search.dialog import SearchDialog
from mfdesk.gui.theme import LIGHT, Palette


class Searching(QObject):
    """The window is made when it is first asked for, and lives as long as the main window."""

    def __init__(self, window: QMainWindow, controller: Controller, pages: Pages, asking: Asking) -> None:
        super().__init__(window)
        self._window, self._controller, self._pages, self._asking = window, controller, pages, asking
        self._palette = LIGHT
        self._dialog: SearchDialog | None = None
        pages.search_requested.connect(self.open)

    def set_palette_colours(self, palette: Palette) -> None:
        self._palette = palette
        if self._dialog is not None:
            self._dialog.set_palette_colours(palette)

    def open(self) -> None:
        """Shows the window, in front."""
        if self._dialog is None:
            self._dialog = self._build()
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()

    def _build(self) -> SearchDialog:
        dialog, controller = SearchDialog(self._window), self._controller
        dialog.set_unit(UNIT)
        dialog.set_palette_colours(self._palette)
        dialog.start_requested.connect(controller.search)
        dialog.stop_requested.connect(controller.stop)
        dialog.cancel_requested.connect(controller.cancel)
        dialog.take_requested.connect(self._take)
        dialog.take_and_train_requested.connect(self._take_and_train)
        dialog.save_requested.connect(self._asking.ask_picture)
        controller.search_began.connect(dialog.begin)
        controller.searched.connect(dialog.add_reports)
        controller.search_ended.connect(dialog.end)
        controller.state_changed.connect(self._show_state)
        controller.document.changed.connect(self._show_document)
        self._dialog = dialog
        self._show_document(Aspect.RATINGS)
        self._show_state(controller.state)
        return dialog

    def _show_state(self, state: State) -> None:
        assert self._dialog
        self._dialog.set_state(state.ratings and not state.job)

    def _show_document(self, aspect: Aspect) -> None:
        project = self._controller.document.project
        if self._dialog is not None and project is not None and aspect in (Aspect.RATINGS, Aspect.EDITS):
            self._dialog.set_table(project.ratings, project.config)

    def _take(self, config: Config) -> None:
        """The settings stand on the Training page and count from now on."""
        self._controller.document.set_config(config)
        self._pages.training.set_config(config)
        self._pages.bring(self._pages.training)

    def _take_and_train(self, config: Config) -> None:
        self._take(config)
        self._controller.train(one_epoch=self._pages.pipeline.paces)
