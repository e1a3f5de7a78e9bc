"""The pages around the table: docks that share tabs on the right, and the pipeline along the bottom."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QLabel, QMainWindow, QTabWidget, QToolButton, QWidget

from mfdesk.gui.resources import icon
from mfdesk.gui.theme import Palette, scaled

RIGHT_WIDTH, RIGHT_LEAST = 390, 340
_GIVE = 0.5
"""The share of what larger letters ask for that a page on the right gets: the rest is given by its margins, its plots
and its lists, so that the table keeps the larger part of the window."""
BOTTOM_HEIGHT = 170
_SIDES = Qt.DockWidgetArea.LeftDockWidgetArea | Qt.DockWidgetArea.RightDockWidgetArea
_ANYWHERE = _SIDES | Qt.DockWidgetArea.BottomDockWidgetArea | Qt.DockWidgetArea.TopDockWidgetArea


class DockTitle(QWidget):
    """What a page is for, in a dim sentence, or its ``tools`` instead; and a button that floats it and one that closes
    it."""

    def __init__(self, dock: QDockWidget, sentence: str, tools: QWidget | None = None) -> None:
        super().__init__(dock)
        words = QLabel(sentence)
        words.setProperty("dim", True)
        self._float = self._button("Let this page float, or put it back", f"{dock.objectName()}Float")
        self._close = self._button("Close this page; the View menu opens it again", f"{dock.objectName()}Close")
        row = QHBoxLayout(self)
        row.setContentsMargins(12 if tools else 16, 6, 8, 2)
        row.setSpacing(4)
        row.addWidget(tools or words, 1)
        row.addWidget(self._float)
        row.addWidget(self._close)
        self._float.clicked.connect(lambda: dock.setFloating(not dock.isFloating()))
        self._close.clicked.connect(lambda: dock.close())

    def set_palette_colours(self, palette: Palette) -> None:
        self._float.setIcon(icon("float", palette, palette.dim))
        self._close.setIcon(icon("close", palette, palette.dim))

    def _button(self, tip: str, name: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName(name)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setProperty("small", True)
        button.setIconSize(QSize(scaled(16), scaled(16)))
        return button


class Docks(QObject):
    """Builds the docks of a window; each is switched on and off by an action of the View menu.

    The action of a page that lies behind another one brings it to the front; only that of a page in front closes it.
    """

    shown = Signal(str, bool)
    """The name of a page, and whether a person can see it now."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._docks: dict[str, QDockWidget] = {}
        self._titles: list[DockTitle] = []
        window.setTabPosition(_SIDES, QTabWidget.TabPosition.North)
        window.setDocumentMode(True)
        window.setCorner(Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.RightDockWidgetArea)

    def add(self, name: str, title: str, sentence: str, page: QWidget, action: QAction) -> None:
        """A page on the right, behind those that are there already."""
        dock = self._dock(name, title, sentence, page, action, _SIDES)
        others = [one for one in self._docks.values() if one.allowedAreas() == _SIDES and one is not dock]
        self._window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        if others:
            self._window.tabifyDockWidget(others[-1], dock)
            others[0].raise_()
        self._keep_wide()
        self._window.resizeDocks([dock], [max(RIGHT_WIDTH, _wide(RIGHT_LEAST))], Qt.Orientation.Horizontal)

    def add_below(self, name: str, title: str, page: QWidget, tools: QWidget, action: QAction) -> None:
        """A page along the bottom, with its tools beside the buttons of the dock: height is dear there."""
        dock = self._dock(name, title, "", page, action, _ANYWHERE, tools)
        self._window.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, dock)
        self._window.resizeDocks([dock], [scaled(BOTTOM_HEIGHT)], Qt.Orientation.Vertical)

    def __getitem__(self, name: str) -> QDockWidget:
        return self._docks[name]

    @property
    def all(self) -> dict[str, QDockWidget]:
        """Every dock by its name."""
        return dict(self._docks)

    def bring(self, name: str) -> None:
        """Shows the page in front of those it shares its place with."""
        self._docks[name].show()
        self._docks[name].raise_()

    def bring_holder(self, widget: QWidget) -> None:
        """Shows the page that holds this widget, if one does."""
        for name, dock in self._docks.items():
            if dock is widget or dock.isAncestorOf(widget):
                self.bring(name)

    def set_palette_colours(self, palette: Palette) -> None:
        for title in self._titles:
            title.set_palette_colours(palette)
        self._keep_wide()  # the letters may be others too

    def _keep_wide(self) -> None:
        for dock in self._docks.values():
            if dock.allowedAreas() == _SIDES:
                dock.setMinimumWidth(_wide(RIGHT_LEAST))

    def _dock(
        self,
        name: str,
        title: str,
        sentence: str,
        page: QWidget,
        action: QAction,
        areas: Qt.DockWidgetArea,
        tools: QWidget | None = None,
    ) -> QDockWidget:
        dock = QDockWidget(title, self._window)
        dock.setObjectName(f"{name}Dock")
        dock.setAllowedAreas(areas)
        dock.setWidget(page)
        bar = DockTitle(dock, sentence, tools)
        dock.setTitleBarWidget(bar)
        self._titles.append(bar)
        self._docks[name] = dock
        action.triggered.connect(lambda: self._toggle(name, action))
        dock.visibilityChanged.connect(lambda visible: self._visibility_changed(name, action, visible))
        # One that begins to float behind another is seen from then on, and Qt does not say so.
        dock.topLevelChanged.connect(lambda _floats: self.shown.emit(name, dock.isVisible()))
        return dock

    def _toggle(self, name: str, action: QAction) -> None:
        dock = self._docks[name]
        if self._in_front(dock):
            dock.close()
        else:
            self.bring(name)
        action.setChecked(not dock.isHidden())  # a click has flipped the mark; what counts is whether the page is open

    def _in_front(self, dock: QDockWidget) -> bool:
        """A tabbed dock behind another is not hidden, but nothing of it can be seen."""
        return not dock.isHidden() and not dock.visibleRegion().isEmpty()

    def _visibility_changed(self, name: str, action: QAction, visible: bool) -> None:
        action.setChecked(not self._docks[name].isHidden())
        self.shown.emit(name, visible)


def _wide(pixels: int) -> int:
    """A width that is meant beside usual letters, for the letters that there are."""
    return round(pixels + (scaled(pixels) - pixels) * _GIVE)
