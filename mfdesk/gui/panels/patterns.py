"""The Patterns page: a map of the rows or columns by what the model has learned, and a page for each pattern."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from mfdesk.engine.patterns import PatternMap
from mfdesk.gui.panels import patterns_words as words
from mfdesk.gui.panels.parts import card, heading, hint, named
from mfdesk.gui.panels.patterns_controls import MEAN, PatternsControls
from mfdesk.gui.panels.patterns_dress import dressed
from mfdesk.gui.panels.patterns_layer import Scene
from mfdesk.gui.panels.patterns_legend import PatternsLegend
from mfdesk.gui.panels.patterns_map import PatternsScatter
from mfdesk.gui.panels.patterns_page import PatternsPage
from mfdesk.gui.panels.patterns_shown import ShownMap
from mfdesk.gui.panels.picture import PictureMenu, Suffix, widget_bytes
from mfdesk.gui.theme import LIGHT, Palette
from mfdesk.ratings.arrays import Flags, Integers, Longs
from mfdesk.ratings.side import Side
from mfdesk.ratings.table import Ratings

MARGIN = 16
_WIDE = 700
"""From this width on the page of a pattern stands beside the map."""
_PAGE_WIDTH = 344
QWIDGETSIZE_MAX = (1 << 24) - 1
"""Qt's own name for no limit, which PySide6 does not hand on."""


Chosen = Callable[[Side, Integers], Flags]
"""Says which of the positions (n,) of a side are chosen."""


class PatternsPanel(QWidget):
    """Takes a map and shows it; what the user wants leaves it as signals."""

    map_requested = Signal(object, bool)
    """The ``Side`` that is to be shown, and whether by the method's own features; answered by ``show_map``."""
    selected = Signal(object, object)
    """The ``Side``, and the positions (m,) in the table of what is chosen on the map."""
    item_requested = Signal(object, int)
    """The ``Side``, and the position in the table of what is to be looked at."""
    save_requested = Signal(object, str, str)
    """As that of ``PictureMenu``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("patternsPanel")
        self.setAccessibleName("Hidden patterns")
        self._palette = LIGHT
        self._shown: ShownMap | None = None
        self._chosen: Longs = np.empty(0, np.int64)
        self._chosen_elsewhere: Chosen = _nothing
        self._telling = False
        self._controls = PatternsControls()
        self._map = PatternsScatter()
        self._legend = PatternsLegend()
        self._left_out = named(hint(""), "patternsLeftOut")
        self._page = PatternsPage()
        self._empty = _empty()
        self._lay_out()
        self._menu = PictureMenu("patterns", self.picture_bytes, self)
        self._connect()
        self.set_palette_colours(LIGHT)

    @property
    def side(self) -> Side:
        """Which side of the table is asked for."""
        return self._controls.side

    @property
    def own(self) -> bool:
        """Whether the method's own features are asked for."""
        return self._controls.own

    def show_map(self, shown: PatternMap, ratings: Ratings) -> None:
        """The map that was asked for."""
        before, self._shown = self._shown, ShownMap(shown, ratings, self._controls.own and shown.point_method)
        self._chosen = self._places_chosen()
        self._controls.show_choices(shown, self._shown.own)
        self._controls.set_nouns(words.noun(ratings, Side.ROWS), words.noun(ratings, Side.COLUMNS))
        self._left_out.setText(self._shown.left_out)
        self._left_out.setVisible(bool(self._shown.left_out))
        self._stack.setCurrentIndex(1)
        self._show(refit=True)
        if not self._shown.is_alike(before):
            self._controls.clear_search()
        self._find()

    def clear(self) -> None:
        """As if nothing had ever been learned."""
        self._shown, self._chosen = None, np.empty(0, np.int64)
        self._chosen_elsewhere = _nothing
        self._map.clear()
        self._stack.setCurrentIndex(0)

    def choose(self, chosen: Chosen) -> None:
        """What is chosen elsewhere stands out on this map and on the next ones; nobody is told, and what is heard
        while others are told of a choice made here is its own echo."""
        self._chosen_elsewhere = chosen
        if self._shown is None or self._telling:
            return
        places = self._places_chosen()
        if not np.array_equal(places, self._chosen):
            self._chosen = places
            self._map.show_chosen(self._flags(), self._words())

    def set_palette_colours(self, palette: Palette) -> None:
        self._palette = palette
        for part in (self._controls, self._map, self._legend, self._page):
            part.set_palette_colours(palette)
        if self._shown is not None:
            self._show(refit=False)

    def picture_bytes(self, suffix: Suffix) -> bytes:
        """The map and its legend as a whole PNG or SVG file."""
        self._map.set_printing(True)
        try:
            return widget_bytes(self._picture, suffix, self._palette.panel, "Hidden patterns")
        finally:
            self._map.set_printing(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= _WIDE
        self._both.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self._page.setMinimumWidth(_PAGE_WIDTH if wide else 0)
        self._page.setMaximumWidth(_PAGE_WIDTH if wide else QWIDGETSIZE_MAX)

    def sizeHint(self) -> QSize:
        return QSize(390, 720)

    # building

    def _lay_out(self) -> None:
        self._picture = QWidget()
        inside = QVBoxLayout(self._picture)
        inside.setContentsMargins(4, 4, 4, 4)
        inside.setSpacing(4)
        inside.addWidget(self._map, 1)
        inside.addWidget(self._legend)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self._controls)
        left.addWidget(card(self._picture), 1)
        left.addWidget(self._left_out)
        content = named(QWidget(), "scrolled")
        self._both = QBoxLayout(QBoxLayout.Direction.TopToBottom, content)
        self._both.setContentsMargins(MARGIN, 12, MARGIN, MARGIN)
        self._both.setSpacing(16)
        self._both.addLayout(left, 1)
        self._both.addWidget(self._page)
        self._map.setMinimumHeight(300)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(content)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(area)

    def _connect(self) -> None:
        controls = self._controls
        controls.side_changed.connect(self._ask)
        controls.own_changed.connect(self._ask)
        controls.axes_changed.connect(self._change_axes)
        controls.colour_changed.connect(self._change_colours)
        controls.search_changed.connect(self._find)
        controls.search_entered.connect(self._find_next)
        controls.lasso_toggled.connect(self._map.set_lassoing)
        self._map.chosen.connect(self._choose)
        self._map.opened.connect(self._open)
        self._map.menu_requested.connect(self._menu.open_at)
        self._menu.save_requested.connect(self.save_requested)
        self._page.stepped.connect(self._step)
        self._page.pointed.connect(self._map.point_at)
        self._page.opened.connect(self._open)

    # showing

    def _show(self, refit: bool) -> None:
        shown, axes = self._shown, self._controls.axes
        assert shown is not None
        dress = dressed(shown.map, self._controls.colour_by, self._palette)
        scene = Scene(shown.points(axes), dress, self._flags(), shown.map.counts, shown.name_of, self._matches())
        self._map.show_scene(scene, shown.axis_names(axes), partial(shown.reading, axes), self._words(), refit)
        self._legend.show_dress(dress)
        self._page.show_page(shown.map, self._factor(), shown.name_of, shown.noun, shown.own)

    def _places_chosen(self) -> Longs:
        """What is chosen elsewhere, as places (m,) of the map."""
        assert self._shown is not None
        return np.flatnonzero(self._chosen_elsewhere(self._shown.map.side, self._shown.map.positions))

    def _flags(self) -> Flags:
        """(n,): which are chosen."""
        assert self._shown is not None
        flags = np.zeros(len(self._shown.names), np.bool_)
        flags[self._chosen] = True
        return flags

    def _factor(self) -> int:
        """Whose page is shown: the one across, else the one up."""
        across, up = self._controls.axes
        return across if across != MEAN else max(up, 0)

    def _words(self) -> str:
        assert self._shown is not None
        return self._shown.description(self._controls.axes, len(self._chosen))

    # what the user does

    @Slot()
    def _ask(self) -> None:
        self.map_requested.emit(self._controls.side, self._controls.own)

    @Slot()
    def _change_axes(self) -> None:
        if self._shown is not None:
            self._show(refit=True)

    @Slot()
    def _change_colours(self) -> None:
        if self._shown is not None:
            self._show(refit=False)

    @Slot(int)
    def _step(self, by: int) -> None:
        """Another factor across; where it was the one up, they change places."""
        across, up = self._controls.axes
        wanted = self._factor() + by
        self._controls.set_axes(wanted, across if up == wanted else up)

    @Slot()
    def _find(self, _text: str = "") -> None:
        found = self._matches()
        self._map.show_found(found)
        self._controls.say_found(len(found) if self._controls.search_text.strip() else None)

    def _matches(self) -> Longs:
        """The places of the names that hold what is looked for."""
        return self._shown.matches(self._controls.search_text) if self._shown else np.empty(0, np.int64)

    @Slot()
    def _find_next(self) -> None:
        self._map.point_at_next_found()

    @Slot(object)
    def _choose(self, places: Longs) -> None:
        assert self._shown is not None
        self._chosen = places
        self._map.show_chosen(self._flags(), self._words())
        self._telling = True
        self.selected.emit(self._shown.map.side, self._shown.map.positions[places])
        self._telling = False

    @Slot(int)
    def _open(self, place: int) -> None:
        assert self._shown is not None
        self.item_requested.emit(self._shown.map.side, int(self._shown.map.positions[place]))


def _nothing(_side: Side, positions: Integers) -> Flags:
    return np.zeros(len(positions), np.bool_)


def _empty() -> QWidget:
    """What would fill the page and how."""
    page = named(QWidget(), "patternsEmpty")
    title, text = (
        heading("Hidden patterns"),
        QLabel(
            "Press Train. Each row and each column then gets a place on a map by the tastes that the model has found: "
            "what lies close together is liked by the same people."
        ),
    )
    text.setProperty("dim", True)
    text.setWordWrap(True)
    text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    column = QVBoxLayout(page)
    column.setContentsMargins(40, MARGIN, 40, MARGIN)
    column.setSpacing(8)
    column.addStretch(2)
    column.addWidget(title)
    column.addWidget(text)
    column.addStretch(3)
    return page
