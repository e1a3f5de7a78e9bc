"""What a run has really done: how often each command was triggered, and what came of it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from PySide6.QtGui import QDrag, QUndoStack
from PySide6.QtWidgets import QDialog, QWidget
from shiboken6 import isValid

from mfdesk.gui.commands import COMMANDS
from mfdesk.gui.main_window import MainWindow
from mfdesk.gui.table import dragging
from tests.qa._targets import FORBIDDEN

COLUMNS = 4
EXPECTED = (
    "opened a table", "began a training", "ended a training", "dropped a training", "began a search", "exported",
    "changed the theme", "Rate", "Clear", "Paste", "Fill", "Add", "Rename", "Drop", "Sort", "Pin", "Unpin", "Show",
    "undid", "dragged out", "ExportDialog", "NameDialog", "FilterDialog", "GoToDialog", "QuestionDialog", "AboutDialog",
    "LearnDialog", "SearchDialog", "QFileDialog", "wrote .csv", "wrote .png", "wrote .svg",
)  # fmt: skip
"""What a long run must have done; a step of the undo stack goes by the first word of its name."""


class Tally:
    """Counts over all windows of a run."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._given = folder, {path.name for path in folder.iterdir()}
        self.commands: Counter[str] = Counter({command.id: 0 for command in COMMANDS if command.id not in FORBIDDEN})
        self.deeds: Counter[str] = Counter(dict.fromkeys(EXPECTED, 0))
        self._seen: set[int] = set()
        _count_drags(self.deeds)

    def follow(self, window: MainWindow) -> None:
        for command in self.commands:
            window.actions_table[command].triggered.connect(lambda _=False, name=command: self._add_command(name))
        controller = window.controller
        controller.opened.connect(lambda _path: self._add("opened a table"))
        controller.training_began.connect(lambda _config: self._add("began a training"))
        controller.training_ended.connect(
            lambda training, _words: self._add("ended a training" if training else "dropped a training")
        )
        controller.search_began.connect(lambda _plan: self._add("began a search"))
        controller.exported.connect(lambda _path: self._add("exported"))
        self._steps = _Steps(controller.document.undo_stack, self.deeds)

    def see(self, tops: list[QWidget]) -> None:
        """These windows can be reached now."""
        ids = {id(top) for top in tops}
        for top in tops:
            if id(top) not in self._seen and isinstance(top, QDialog):
                self._add(type(top).__name__)
        self._seen = ids

    def changed_theme(self) -> None:
        self._add("changed the theme")

    @property
    def never(self) -> list[str]:
        """The commands and deeds that did not come up."""
        return [name for name, count in (*self.commands.items(), *self.deeds.items()) if not count]

    def end(self) -> None:
        """Counts the kinds of files that were written."""
        files = (path for path in self._folder.iterdir() if path.name not in self._given)
        self.deeds.update(deed for path in files if (deed := f"wrote {path.suffix}") in EXPECTED)

    def __str__(self) -> str:
        """A table of all that was counted."""
        named = [f"{count:6} {name}" for name, count in (*self.commands.items(), *sorted(self.deeds.items()))]
        lines = (named[at : at + COLUMNS] for at in range(0, len(named), COLUMNS))
        return "\n".join("".join(f"{one:34}" for one in line).rstrip() for line in lines)

    def _add(self, deed: str) -> None:
        self.deeds[deed] += 1

    def _add_command(self, name: str) -> None:
        self.commands[name] += 1


class _Steps:
    """Counts what is done, and undone, on a stack, by the first word of its name."""

    def __init__(self, stack: QUndoStack, deeds: Counter[str]) -> None:
        self._stack, self._deeds, self._at = stack, deeds, 0
        stack.indexChanged.connect(self._on_index)

    def _on_index(self, index: int) -> None:
        if not isValid(self._stack):  # its last word, as it goes
            return
        if index > self._at:
            self._deeds[self._stack.undoText().partition(" ")[0]] += 1
        elif index < self._at and self._stack.count():
            self._deeds["undid"] += 1
        self._at = index


def _count_drags(deeds: Counter[str]) -> None:
    class Drag(QDrag):
        def exec(self, *actions: Any) -> Any:
            deeds["dragged out"] += 1
            return super().exec(*actions)

    dragging.QDrag = Drag  # type: ignore[misc]
