"""What of the window is the same at the next start: its place, the look, folders and the last export."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QMainWindow

from mfdesk.files.opened import Layout
from mfdesk.gui.dialogs.export import ExportChoice
from mfdesk.gui.preferences import Preferences
from mfdesk.gui.table.widths import Widths
from mfdesk.gui.theme import ThemeChoice

START_SIZE = (1440, 900)
_MOST_TABLES = 30
_VERSION = 2
"""Of the arrangement of docks and tool bars; an older one is not restored."""


class Remembered:
    """Names and meanings of the preferences that belong to the main window."""

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences

    @property
    def theme(self) -> str:
        return self._preferences.read("theme", ThemeChoice.SYSTEM.value, set(ThemeChoice))

    @theme.setter
    def theme(self, choice: str) -> None:
        self._preferences.write("theme", choice)

    @property
    def folder(self) -> Path:
        """Where the last file was opened; the documents folder if that is gone."""
        last = Path(self._preferences.read("folder", ""))
        return last if self._preferences.read("folder", "") and last.is_dir() else _documents()

    @folder.setter
    def folder(self, folder: Path) -> None:
        self._preferences.write("folder", str(folder.absolute()))

    def export_choice(self, name: str, folder: Path | None) -> ExportChoice:
        """As last time, with this file name; beside the source if there is one, else where the last export went."""
        read = self._preferences.read
        last = Path(read("export/folder", ""))
        if folder is None:
            folder = last if read("export/folder", "") and last.is_dir() else _documents()
        return ExportChoice(
            folder / name,
            Layout(read("export/layout", Layout.WIDE.value, set(Layout))),
            spread=read("export/spread", False),
            mask=read("export/mask", False),
        )

    def remember_export(self, choice: ExportChoice) -> None:
        """The companions of a wide table are off by force in the long layout, and keep their last value then."""
        write = self._preferences.write
        write("export/folder", str(choice.path.absolute().parent))
        write("export/layout", choice.layout.value)
        if choice.layout is Layout.WIDE:
            write("export/mask", choice.mask)
            write("export/spread", choice.spread)

    @property
    def mini_map(self) -> bool:
        """Whether the whole table is to be seen in small, where it does not fit."""
        return self._preferences.read("table/mini_map", False)

    @mini_map.setter
    def mini_map(self, wanted: bool) -> None:
        self._preferences.write("table/mini_map", wanted)

    def widths(self, table: str) -> Widths:
        """Those that the columns of this table were given; none where it was never seen, or what is kept is damaged."""
        kept = self._all_widths().get(table)
        if not isinstance(kept, dict):
            return Widths()
        columns = kept.get("columns")
        whole = isinstance(columns, dict) and all(type(width) is int for width in columns.values())
        names = kept.get("names")
        return Widths(dict(columns) if whole and columns else {}, names if type(names) is int else None)

    def remember_widths(self, table: str, widths: Widths) -> None:
        """Of so many tables only, those that were seen last."""
        kept = self._all_widths()
        kept.pop(table, None)
        kept[table] = {"columns": widths.columns, "names": widths.names}
        self._preferences.write("table/widths", json.dumps(dict(list(kept.items())[-_MOST_TABLES:])))

    def _all_widths(self) -> dict[str, object]:
        try:
            kept = json.loads(self._preferences.read("table/widths", "{}"))
        except ValueError:
            return {}
        return kept if isinstance(kept, dict) else {}

    @property
    def quiz_score(self) -> int | None:
        """The best score in the quiz; None before its first end."""
        score = self._preferences.read("learn/quiz_score", -1)
        return score if score >= 0 else None

    @quiz_score.setter
    def quiz_score(self, score: int) -> None:
        self._preferences.write("learn/quiz_score", score)

    def remember_window(self, window: QMainWindow) -> None:
        self._preferences.write_bytes("window/geometry", window.saveGeometry())
        self._preferences.write_bytes("window/state", window.saveState(_VERSION))

    def restore_window(self, window: QMainWindow) -> None:
        """The last place; at the first start, or where that is damaged, the intended size as far as it fits."""
        if not window.restoreGeometry(self._preferences.read_bytes("window/geometry")):
            room = window.screen().availableSize()
            window.resize(min(START_SIZE[0], room.width()), min(START_SIZE[1], room.height()))
        window.restoreState(self._preferences.read_bytes("window/state"), _VERSION)


def _documents() -> Path:
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
