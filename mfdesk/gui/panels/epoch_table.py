"""The epochs of a training in numbers and words, the newest on top."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QMenu,
    QWidget,
)

from mfdesk.engine.report import EpochReport
from mfdesk.gui.copy_key import CopyKey, lines_to_clipboard
from mfdesk.gui.panels.epoch_columns import COLUMNS, OBSERVATION, OPTIONAL, Column, Entry, as_lines, shown, spoken
from mfdesk.gui.panels.epoch_delegate import EpochDelegate
from mfdesk.gui.panels.epoch_model import GAP, EpochModel
from mfdesk.gui.panels.epoch_words import observation_words
from mfdesk.gui.panels.small_table import SmallTable
from mfdesk.gui.theme import LIGHT, Palette

PADDING = 3
"""What Qt leaves beside the text of a cell; the headers keep the same."""


class EpochTable(SmallTable):
    """Shows an ``EpochModel`` in as many columns as there is room for; epochs can be copied and written to a file."""

    export_requested = Signal(object, object)
    """The reports of all epochs in order (a tuple), and the words for each (a tuple)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("epochTable", "Epochs", PADDING, parent)
        self._epochs = EpochModel(self)
        self._delegate = EpochDelegate(self._epochs, PADDING, self)
        self._line_colour = LIGHT.dim
        self._wanted: dict[int, bool] = {}
        self._highest = 100
        self._widths = _widths(self.font(), self._highest)
        self._set_up()
        self._columns_menu = self._make_columns_menu()
        self._menu = self._make_menu()
        CopyKey(self, self.copy)
        self._epochs.modelReset.connect(self._describe)

    @property
    def epochs(self) -> EpochModel:
        return self._epochs

    def add_reports(self, reports: Sequence[EpochReport]) -> None:
        """Adds these epochs on top; who has scrolled down to older ones keeps them before the eyes."""
        if not reports:
            return
        bar = self.verticalScrollBar()
        place = bar.value()
        self._epochs.add(reports)
        self._make_room(reports[-1].epochs)
        if place:
            self.updateGeometries()  # else the bar does not know yet how far it reaches
            bar.setValue(place + len(reports))
        self._describe()

    def set_palette_colours(self, palette: Palette) -> None:
        self._line_colour = palette.dim
        self._delegate.set_palette_colours(palette)
        self._epochs.set_palette_colours(palette)

    def sizeHint(self) -> QSize:
        return QSize(340, 160)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws a line below the first epoch of the second stage, which lies on top of the last one of the first."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        for row in self._epochs.first_rows:
            bottom = self.rowViewportPosition(row) + self.rowHeight(row)
            painter.fillRect(0, bottom - 1, self.viewport().width(), 1, QColor(self._line_colour))
        painter.end()

    # copying and exporting

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """By the right button, or by the Menu key."""
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        self._open_menu(event.globalPos() if by_mouse else self.mapToGlobal(self._current_place()))

    @Slot()
    def copy(self) -> None:
        """Puts the chosen rows on the clipboard, with the headers, as a spreadsheet takes them."""
        chosen = self.selectionModel().selection()
        parts = [chosen.at(place) for place in range(chosen.size())]
        rows = sorted({row for part in parts for row in range(part.top(), part.bottom() + 1)})
        _to_clipboard([self._epochs.entry(row) for row in rows])

    @Slot()
    def copy_all(self) -> None:
        """Every epoch, the newest first as on the screen."""
        _to_clipboard(self._epochs.entries[::-1])

    @Slot()
    def export(self) -> None:
        entries = self._epochs.entries
        words = tuple(observation_words(entry.observation) for entry in entries)
        self.export_requested.emit(tuple(entry.report for entry in entries), words)

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        self._copy_action = _action(menu, "copyEpochs", "&Copy", self.copy)
        self._copy_action.setText("&Copy\tCtrl+C")  # the key itself is heard by the table alone
        self._copy_all_action = _action(menu, "copyAllEpochs", "Copy &all", self.copy_all)
        self._export_action = _action(menu, "exportEpochs", "&Export as CSV…", self.export)
        menu.addSeparator()
        menu.addMenu(self._columns_menu)
        return menu

    def _open_menu(self, place: QPoint) -> None:
        any_epoch = bool(self._epochs.rowCount())
        self._copy_action.setEnabled(self.selectionModel().hasSelection())
        self._copy_all_action.setEnabled(any_epoch)
        self._export_action.setEnabled(any_epoch)
        self._menu.popup(place)

    def _current_place(self) -> QPoint:
        """Below the current row, or in the corner when there is none."""
        return self.viewport().mapToParent(self.visualRect(self.currentIndex()).bottomLeft() + QPoint(8, 0))

    # columns

    def _make_columns_menu(self) -> QMenu:
        menu = QMenu("C&olumns", self)
        self._toggles = {}
        for place in OPTIONAL:
            toggle = QAction(_LONG_NAMES[place], menu)
            toggle.setObjectName(f"show{_LONG_NAMES[place]}")
            toggle.setCheckable(True)
            toggle.triggered.connect(lambda on, place=place: self._want(place, on))
            menu.addAction(toggle)
            self._toggles[place] = toggle
        menu.addSeparator()
        _action(menu, "showWhatFits", "As many as &fit", self._want_what_fits)
        return menu

    def _want(self, column: int, on: bool) -> None:
        """From now on every column stays as it is, even if the table must scroll, until what fits is asked for."""
        self._wanted = {place: not self.isColumnHidden(place) for place in OPTIONAL} | {column: on}
        self._arrange()

    @Slot()
    def _want_what_fits(self) -> None:
        self._wanted.clear()
        self._arrange()

    def _make_room(self, epochs: int) -> None:
        """Widens the first column when a run may count higher than any before it."""
        if epochs > self._highest:
            self._highest = epochs
            self._widths = _widths(self.font(), epochs)
            self._arrange()

    def _arrange(self) -> None:
        """Shows the columns that there is room for; the words take what is left, and never less than they need."""
        room = self.width() - 2 * self.frameWidth() - self.verticalScrollBar().sizeHint().width()
        chosen = shown(self._widths, room, self._wanted)
        for place in range(len(COLUMNS)):
            self.setColumnHidden(place, place not in chosen)
            self.setColumnWidth(place, self._widths[place])
        spare = room - sum(self._widths[place] for place in chosen)
        self.setColumnWidth(OBSERVATION, self._widths[OBSERVATION] + max(spare, 0))
        for place, toggle in self._toggles.items():
            toggle.setChecked(place in chosen)

    # building

    def _set_up(self) -> None:
        self.setModel(self._epochs)
        self.setItemDelegate(self._delegate)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMinimumHeight(112)
        columns = self.horizontalHeader()
        columns.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        columns.customContextMenuRequested.connect(lambda place: self._columns_menu.popup(columns.mapToGlobal(place)))

    @Slot()
    def _describe(self) -> None:
        """Tells the newest epoch to who listens instead of looking."""
        rows = self._epochs.rowCount()
        self.setAccessibleDescription(spoken(self._epochs.entry(0)) if rows else _EMPTY)


_EMPTY = "Every epoch of a training becomes a row here"
_LONG_NAMES = {
    place: COLUMNS[place].header.capitalize() if COLUMNS[place].header != "sec." else "Seconds" for place in OPTIONAL
}


def _widths(font: QFont, highest: int) -> list[int]:
    """How wide each column is at least, in pixels; the numbers of the kept epoch are bold, and so wider."""
    bold = QFont(font)
    bold.setBold(True)
    strong, plain = QFontMetrics(bold), QFontMetrics(font)

    def width(column: Column) -> int:
        gap = GAP if column.is_words else ""
        widest = (plain if column.is_words else strong).horizontalAdvance(gap + (column.widest or f"● {highest:,}"))
        return max(widest, plain.horizontalAdvance(gap + column.header)) + 2 * PADDING + 2

    return [width(column) for column in COLUMNS]


def _action(menu: QMenu, name: str, text: str, slot: Callable[[], None]) -> QAction:
    action = menu.addAction(text)
    action.setObjectName(name)
    action.triggered.connect(slot)
    return action


def _to_clipboard(entries: Sequence[Entry]) -> None:
    if entries:
        lines_to_clipboard(as_lines(entries))
