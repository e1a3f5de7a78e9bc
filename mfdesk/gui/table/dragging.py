"""Dragging chosen cells out of the table: into a spreadsheet as cells, into a folder or a mail as a CSV file.

With Ctrl held (Cmd on a Mac), so that drawing a new selection stays as it is everywhere else: a press on a chosen
cell that then moves is a drag, and one that does not is the click that it always was.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QRect, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDrag, QMouseEvent, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QTableView

from mfdesk.completed import CompletedTable
from mfdesk.engine.at_once import result_of
from mfdesk.engine.control import RunControl
from mfdesk.errors import NotWritten, UserError
from mfdesk.files.clip import UNASKED, copied, frame_of
from mfdesk.files.write_chosen import write_chosen
from mfdesk.gui.messages import Message, Severity, told
from mfdesk.gui.table.copying import asking, mime_data
from mfdesk.gui.table.selection import SelectionParts
from mfdesk.gui.table.shown import Shown
from mfdesk.gui.words import counted

Carried = tuple[CompletedTable, SelectionParts, Shown]

HOLD_MILLISECONDS = 50
"""A button that is up again sooner did not carry anything."""
_BUTTON = Qt.MouseButton.LeftButton
_KEY = Qt.KeyboardModifier.ControlModifier


class SelectionDrag(QObject):
    """Hears the mouse over the table. ``carried`` gives what is chosen, and what is shown of it, when a drag begins."""

    said = Signal(object)
    """A ``Message``: nothing, or no file, can be dragged, and why."""

    def __init__(self, view: QTableView, carried: Callable[[], Carried | None]) -> None:
        super().__init__(view)
        self._view, self._carried = view, carried
        self._press: QMouseEvent | None = None
        self._passing = False
        # A drag has an event loop of its own: the event that begins it must have come to its end first.
        self._timer = QTimer(self, singleShot=True, interval=HOLD_MILLISECONDS)
        self._timer.timeout.connect(self._begin)
        view.viewport().installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if self._passing or not isinstance(event, QMouseEvent):
            return False
        match event.type():
            case QEvent.Type.MouseButtonPress:
                return self._on_press(event)
            case QEvent.Type.MouseMove if self._press:
                return self._on_move(event)
            case QEvent.Type.MouseMove:
                return self._timer.isActive()
            case QEvent.Type.MouseButtonRelease:
                return self._on_release()
        return False

    def _on_press(self, event: QMouseEvent) -> bool:
        """Holds the press back where a drag may follow."""
        index = self._view.indexAt(event.position().toPoint())
        chosen = index.isValid() and self._view.selectionModel().isSelected(index)
        held = chosen and event.button() == _BUTTON and event.modifiers() == _KEY
        self._press = event.clone() if held else None
        return held

    def _on_move(self, event: QMouseEvent) -> bool:
        assert self._press is not None
        way = (event.position() - self._press.position()).manhattanLength()
        if event.buttons() & _BUTTON and way >= QApplication.startDragDistance():
            self._press = None
            self._timer.start()
        return True

    def _on_release(self) -> bool:
        """It was a click if there is still a press: the table hears of that now, and then of this release."""
        press, self._press = self._press, None
        held = self._timer.isActive()
        self._timer.stop()
        if press is not None:
            self._passing = True
            try:
                QApplication.sendEvent(self._view.viewport(), press)
            finally:
                self._passing = False
        return held

    def _begin(self) -> None:
        carried = self._carried()
        if carried is None or not carried[1].parts:
            return
        cells = frame_of(carried[1].parts).cells
        if cells > UNASKED:
            self.said.emit(too_many(cells))
        else:
            self._run(self._data(*carried), carried[1].cells)

    def _data(self, table: CompletedTable, selection: SelectionParts, shown: Shown) -> QMimeData:
        """With the file, or without it where none can be written, which is told."""
        data = drag_data(table, selection, shown)
        try:
            path = drag_file(table, selection, shown)
        except UserError as error:
            self.said.emit(told(error))
        else:
            data.setUrls([QUrl.fromLocalFile(str(path))])
        return data

    def _run(self, data: QMimeData, cells: int) -> None:
        drag = QDrag(self._view)
        drag.setMimeData(data)
        drag.setPixmap(self._picture(counted(cells, "cell")))
        drag.setHotSpot(QPoint(-12, -12))
        drag.exec(Qt.DropAction.CopyAction)

    def _picture(self, words: str) -> QPixmap:
        """What follows the mouse: how many cells are carried."""
        measure, palette, ratio = self._view.fontMetrics(), self._view.palette(), self._view.devicePixelRatioF()
        area = QRect(0, 0, measure.horizontalAdvance(words) + 16, measure.height() + 8)
        picture = QPixmap(area.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(palette.toolTipBase().color())
        painter = QPainter(picture)
        painter.setFont(self._view.font())
        painter.setPen(palette.toolTipText().color())
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, words)
        painter.setPen(palette.mid().color())
        painter.drawRect(area.adjusted(0, 0, -1, -1))
        painter.end()
        return picture


def drag_data(table: CompletedTable, selection: SelectionParts, shown: Shown = Shown.VALUE) -> QMimeData:
    """The cells as a copy has them, and by the type that says how lines and cells are parted."""
    ask = asking(table, shown)
    result = result_of(copied(table, selection.arrangement, selection.parts, False, RunControl(), ask))
    data = mime_data(result)
    data.setData("text/tab-separated-values", result.tsv.encode())
    return data


def drag_file(table: CompletedTable, selection: SelectionParts, shown: Shown = Shown.VALUE) -> Path:
    """The cells with their names in a new CSV file, gone when mfdesk ends. Raises ``NotWritten``."""
    name = Path("Chosen cells.csv")
    try:
        path = Path(tempfile.mkdtemp(dir=_folder())) / name
    except OSError as error:
        raise NotWritten(name, error.strerror or str(error)) from error
    ask = asking(table, shown)
    result_of(write_chosen(table, selection.arrangement, selection.parts, path, RunControl(), ask))
    return path


def too_many(cells: int) -> Message:
    return Message(
        f"{counted(cells, 'cell')} are too many to drag, at most {UNASKED:,} can be; copy or export them instead.",
        Severity.ERROR,
    )


@cache
def _folder() -> Path:
    """Where the dragged files of this run stand; whoever they were dropped on has made a copy by the end."""
    folder = Path(tempfile.mkdtemp(prefix="mfdesk-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
