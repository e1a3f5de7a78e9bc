"""A field for a name, which is completed while it is typed, among a million of them."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QStringListModel, Slot
from PySide6.QtWidgets import QCompleter, QLineEdit

from mfdesk.gui.find.findable import Findable
from mfdesk.gui.name_list import NameList

_MOST = 12


class NameEntry(QLineEdit):
    """What is written in it stands for one row (or column), or for none where it is empty."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._names: Findable | None = None
        self._completed: list[int] = []
        self._picked: int | None = None
        self._listed = QStringListModel(self)
        completer = QCompleter(self._listed, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(_MOST)
        self._list = NameList(completer, f"{name}List", "Names that fit")
        self.setCompleter(completer)
        self.textEdited.connect(self._complete)
        completer.activated[QModelIndex].connect(self._pick)  # type: ignore[index]

    def set_names(self, names: Findable) -> None:
        self._names = names
        self._picked = None
        self.setPlaceholderText(f"Any part of its name, or “{names.noun} 12”")

    def show_position(self, position: int | None) -> None:
        """Writes the name of what stands at this position; None: empties the field."""
        known = position is not None and self._names is not None
        self.setText(self._names.labels[position] if known else "")  # type: ignore[union-attr, index]
        self._picked = position if known else None
        self.setCursorPosition(0)

    @property
    def position(self) -> int | None:
        """What is meant by the text, None where that is nothing that is shown."""
        if self._picked is not None or self._names is None or not self.text().strip():
            return self._picked
        return self._names.resolve(self.text())

    @property
    def refusal(self) -> str:
        """Why the text cannot be gone to, "" where it can, or is empty."""
        if self._names is None or not self.text().strip() or self.position is not None:
            return ""
        name = self.text().strip()
        if self._names.is_hidden(name):
            return f"The filters hide the {self._names.noun} “{name}”."
        return f"No {self._names.noun} is called “{name}”."

    @Slot(str)
    def _complete(self, text: str) -> None:
        self._picked = None
        if self._names is not None:
            self._completed = self._names.complete(text.strip(), _MOST) if text.strip() else []
            self._listed.setStringList([self._names.labels[position] for position in self._completed])

    @Slot(QModelIndex)
    def _pick(self, index: QModelIndex) -> None:
        self._picked = self._completed[index.row()]
        self.setCursorPosition(0)
