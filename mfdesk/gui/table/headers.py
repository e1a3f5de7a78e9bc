"""The names of rows and columns along the edges of the table; pinned ones stay in sight."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from mfdesk.gui.table.header_painter import HeaderPainter
from mfdesk.gui.table.model import RatingsTableModel
from mfdesk.gui.table.stretch import Stretch
from mfdesk.gui.theme import Palette
from mfdesk.ratings.side import Side

ROW_HEIGHT = 27
COLUMN_WIDTH = 76
HEADER_HEIGHT = 44
_WIDEST_COLUMN, _WIDEST_NAMES = 104, 240
_MOST_PINNED = 0.6
"""The share of what is seen that pinned rows or columns may take; more of them scroll like all others."""
_SAMPLED = 256
_NUMBERS_SAMPLED = 16
"""Means take longer to find out than names, and look more alike."""
_USUAL_LINE = 17
"""The height of a line, in pixels, for which the widths are meant."""
_ROW_AIR, _HEADER_AIR = 11, 12


class NameHeader(QHeaderView):
    """Elided names; a column has its mean and count in a second, dim line, a row beside its name if there is room."""

    menu_requested = Signal(int, object)
    """The place of the section, and where on the screen."""

    def __init__(self, orientation: Qt.Orientation, model: RatingsTableModel, parent: QWidget | None = None) -> None:
        super().__init__(orientation, parent)
        self.across = orientation is Qt.Orientation.Horizontal
        self.side = Side.COLUMNS if self.across else Side.ROWS
        self._names = model
        self._painter = HeaderPainter(model, self.side)
        self._pinned, self._current, self._shift = 0, -1, 0
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive if self.across else QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(16)
        self.setAccessibleName("Names of the columns" if self.across else "Names of the rows")
        self._fit_font()

    def set_palette_colours(self, palette: Palette) -> None:
        self._painter.set_palette_colours(palette)
        self.viewport().update()

    def set_pinned(self, count: int) -> None:
        """So many places at the start stay in sight."""
        self._pinned = count
        self.viewport().update()

    def set_current(self, place: int) -> None:
        """The place of the current cell; -1: there is none."""
        self._current = place
        self.viewport().update()

    def set_sort_mark(self, position: int | None, descending: bool) -> None:
        """The other side is sorted by this row or column; None: by none."""
        self._painter.set_sort_mark(position, descending)
        self.viewport().update()

    def fit(self, least: int = 0) -> None:
        """Chooses one size for all from a sample of the names; asking each of a million would take minutes.

        ``least`` is the width, in pixels, that the corner beside a header of rows needs.
        """
        widest = self._usual_width()
        if self.across:
            self.setDefaultSectionSize(min(max(widest, self._scaled(COLUMN_WIDTH)), self._scaled(_WIDEST_COLUMN)))
        else:
            self.setFixedWidth(min(max(widest, least, self._scaled(_WIDEST_COLUMN)), self._scaled(_WIDEST_NAMES)))

    def wanted_width(self, place: int) -> int:
        """The width that a name, and what stands under or beside it, fits into."""
        return self._painter.wanted_width(place)

    def sizeHint(self) -> QSize:
        """What was chosen by ``fit``; Qt would ask for all that is known of hundreds of sections."""
        return self.minimumSize()

    # what lies where

    @property
    def band(self) -> int:
        """How many pixels the pinned ones take that stay in sight."""
        return self._band()[1]

    def keeps(self, place: int) -> bool:
        """Whether a place is pinned and always in sight."""
        return place < self._band()[0]

    def content(self, position: int) -> int:
        """Where a point of the header would lie if pinned ones scrolled like all others."""
        return position - self.offset() if self._pinned and position < self.band else position

    def stretches(self, low: int, high: int) -> list[Stretch]:
        """What is seen from pixel ``low`` up to ``high``: what scrolls, then what is pinned and lies over it."""
        pinned, band = self._band()
        found = [self._scrolled(max(low, band), high, pinned)]
        if pinned and low < band:
            found.append(self._stretch(0, self.offset() + self.sectionViewportPosition(0), band))
        return [stretch for stretch in found if stretch]

    def area(self, place: int) -> tuple[int, int]:
        """Where a place starts, in pixels of the viewport, and its size."""
        start = self.sectionViewportPosition(place)
        return (start + self.offset() if place < self._band()[0] else start), self.sectionSize(place)

    def _band(self) -> tuple[int, int]:
        """How many pinned places stay in sight, and how many pixels they take."""
        room, taken = self.room * _MOST_PINNED, 0
        for place in range(min(self._pinned, self.count())):
            size = self.sectionSize(place)
            if taken + size > room:
                return place, taken
            taken += size
        return min(self._pinned, self.count()), taken

    @property
    def room(self) -> int:
        """How long what is seen is, in pixels."""
        return self.viewport().width() if self.across else self.viewport().height()

    def _scrolled(self, low: int, high: int, least: int) -> Stretch | None:
        first = self.logicalIndexAt(max(low, 0))
        return None if first < 0 else self._stretch(max(first, least), self.sectionViewportPosition(first), high)

    def _stretch(self, first: int, start: int, high: int) -> Stretch | None:
        starts, sizes = [], []
        for place in range(first, self.count()):
            if start >= high:
                break
            starts.append(start)
            sizes.append(self.sectionSize(place))
            start += sizes[-1]
        return Stretch(first, tuple(starts), tuple(sizes)) if starts else None

    # painting and the mouse

    def paintEvent(self, event: QPaintEvent) -> None:
        exposed, painter = event.rect(), QPainter(self.viewport())
        self._painter.fill(painter, exposed)
        low, high = (exposed.left(), exposed.right() + 1) if self.across else (exposed.top(), exposed.bottom() + 1)
        for stretch in self.stretches(low, high):
            for place, start, size in zip(stretch.places, stretch.starts, stretch.sizes, strict=True):
                area = QRect(start, 0, size, self.height()) if self.across else QRect(0, start, self.width(), size)
                self._painter.paint(painter, area, place, current=place == self._current, pinned=place < self._pinned)
        if self._band()[0]:
            self._painter.end_band(painter, self.viewport().rect(), self.band)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        position = event.position().toPoint()
        along = position.x() if self.across else position.y()
        self._shift = self.content(along) - along
        super().mousePressEvent(self._shifted(event, self._shift))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        position = event.position().toPoint()
        along = position.x() if self.across else position.y()
        shift = self._shift if event.buttons() else self.content(along) - along
        super().mouseMoveEvent(self._shifted(event, shift))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(self._shifted(event, self._shift))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(self._shifted(event, self._shift))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = self.logicalIndexAt(self.content(event.pos().x() if self.across else event.pos().y()))
        if place >= 0:
            self.menu_requested.emit(place, event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            at = event.pos()
            if self.across:
                at.setX(self.content(at.x()))
            else:
                at.setY(self.content(at.y()))
            return super().viewportEvent(QHelpEvent(event.type(), at, event.globalPos()))
        return super().viewportEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit_font()

    def _fit_font(self) -> None:
        line = self._line = self._painter.set_font(self.font())
        if self.across:
            self.setFixedHeight(max(HEADER_HEIGHT, 2 * line + _HEADER_AIR))
        else:
            self.setDefaultSectionSize(max(ROW_HEIGHT, line + _ROW_AIR))

    def _scaled(self, width: int) -> int:
        """A width, in pixels, for the font that there is: larger letters need more."""
        return round(width * max(self._line / _USUAL_LINE, 1.0))

    def _shifted(self, event: QMouseEvent, shift: int) -> QMouseEvent:
        if not shift:
            return event
        by = QPointF(shift, 0) if self.across else QPointF(0, shift)
        return QMouseEvent(
            event.type(),
            event.position() + by,
            event.scenePosition(),
            event.globalPosition(),
            event.button(),
            event.buttons(),
            event.modifiers(),
        )

    def _usual_width(self) -> int:
        """The width, in pixels, that five of six sampled names fit into, and beside those of rows their numbers."""
        places = range(0, self.count(), max(self.count() // _SAMPLED, 1))
        widths = sorted(self._painter.name_width(place) for place in places)
        if not widths:
            return 0
        beside = (
            0
            if self.across
            else max(
                self._painter.wanted_width(place) - self._painter.name_width(place)
                for place in places[:_NUMBERS_SAMPLED]
            )
        )
        return widths[len(widths) * 5 // 6] + beside
