"""The widths that columns were given by hand, kept by name, so that they hold in whatever order columns stand."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from mfdesk.gui.table.headers import NameHeader
from mfdesk.gui.table.model import RatingsTableModel
from mfdesk.ratings.side import Side

NARROWEST, WIDEST = 24, 600


@dataclass(frozen=True)
class Widths:
    """In pixels: those of the ``columns`` that differ from the others, by name, and that of the ``names`` of the rows
    (None: as wide as usual)."""

    columns: dict[str, int] = field(default_factory=dict)
    names: int | None = None


class ColumnWidths(QObject):
    """Gives the columns of the header their widths, and learns what the mouse makes of them."""

    changed = Signal()
    """By hand."""

    def __init__(self, across: NameHeader, down: NameHeader, model: RatingsTableModel) -> None:
        super().__init__(across)
        self._across, self._down, self._model = across, down, model
        self._by_position: dict[int, int] = {}
        self._set_places: list[int] = []
        self._names: int | None = None
        self._applying = False
        across.sectionResized.connect(self._learn)

    @property
    def widths(self) -> Widths:
        table = self._model.table
        if table is None:
            return Widths()
        labels = table.edited.labels[Side.COLUMNS]
        return Widths({labels[one]: width for one, width in self._by_position.items()}, self._names)

    def forget(self) -> None:
        """Another table is shown: no column has a width of its own."""
        self._by_position, self._names = {}, None
        self.apply()

    def take(self, widths: Widths) -> None:
        """As they were kept from an earlier time; columns that are not there any more are passed over."""
        table = self._model.table
        if table is None:
            return
        find = table.edited.labels[Side.COLUMNS].position
        found = {find(name): width for name, width in widths.columns.items()}
        self._by_position = {at: _within(width) for at, width in found.items() if at is not None}
        if widths.names is not None:
            self.set_names(widths.names)
        self.apply()

    def apply(self) -> None:
        """The columns are arranged anew, each keeps its width."""
        self._applying = True
        for before in self._set_places:
            if before < self._across.count():
                self._across.resizeSection(before, self._across.defaultSectionSize())
        self._set_places = []
        for position, width in self._by_position.items():
            place = self._model.place(Side.COLUMNS, position)
            if place is not None:
                self._across.resizeSection(place, width)
                self._set_places.append(place)
        self._applying = False

    def set_names(self, width: int) -> None:
        """The width of the names of the rows."""
        self._names = _within(width)
        self._down.setFixedWidth(self._names)

    def _learn(self, place: int, _before: int, width: int) -> None:
        if not self._applying and self._model.table is not None:
            self._by_position[self._model.position(Side.COLUMNS, place)] = width
            self._set_places.append(place)
            self.changed.emit()


class NamesHandle(QWidget):
    """The edge between the names of the rows and the cells, to be dragged; a double click fits it to the names."""

    dragged = Signal(int)
    """The width that the names are to have."""
    fit_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("namesHandle")
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self.setToolTip("Drag to make the names wider or narrower")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            parent = self.parentWidget()
            self.dragged.emit(parent.mapFromGlobal(event.globalPosition().toPoint()).x() if parent else 0)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self.fit_wanted.emit()

    def lie_at(self, edge: QPoint, height: int) -> None:
        self.setGeometry(edge.x() - 3, edge.y(), 6, height)
        self.raise_()


def _within(width: int) -> int:
    return min(max(width, NARROWEST), WIDEST)
