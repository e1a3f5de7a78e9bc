"""Finding a row or a column by a part of its name, among a million of them, while it is typed."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from itertools import accumulate

from PySide6.QtCore import QModelIndex, QStringListModel, Signal, Slot
from PySide6.QtWidgets import QCompleter, QLineEdit

from mfdesk.ratings.labels import Labels

MOST_FOUND = 50
_END = "\n"


class Names:
    """The names in one long text, which Python searches faster than a list of them."""

    def __init__(self, labels: Labels, short: bool = False) -> None:
        self.labels, self._short = labels, short

    def shown(self, position: int) -> str:
        return self.labels.short(position) if self._short else self.labels[position]

    def find(self, text: str) -> list[int]:
        """The positions of at most ``MOST_FOUND`` names: those that begin with the text, then those that hold it."""
        sought = _folded(text)
        if not sought:
            return list(range(min(MOST_FOUND, len(self.labels))))
        first = self._holding(_END + sought, MOST_FOUND)
        more = self._holding(sought, 2 * MOST_FOUND) if len(first) < MOST_FOUND else []
        by_length = sorted(first, key=lambda position: len(self._lines[position]))
        return [*by_length, *(position for position in more if position not in first)][:MOST_FOUND]

    def _holding(self, sought: str, most: int) -> list[int]:
        """The first positions of names in whose text this stands; a line end before it stands for their beginning."""
        found: dict[int, None] = {}
        place = self._text.find(sought)
        while place >= 0 and len(found) < most:
            position = bisect_right(self._starts, place + sought.startswith(_END)) - 1
            found[position] = None
            place = self._text.find(sought, self._starts[position + 1] - 1)
        return list(found)

    @cached_property
    def _lines(self) -> list[str]:
        return [_folded(self.shown(position)) for position in range(len(self.labels))]

    @cached_property
    def _text(self) -> str:
        return _END + _END.join(self._lines) + _END

    @cached_property
    def _starts(self) -> list[int]:
        """Where each name begins in the text, and where the one after the last would."""
        return list(accumulate((len(line) + 1 for line in self._lines), initial=1))


def _folded(text: str) -> str:
    return text.casefold().replace(_END, " ").strip()


class NameField(QLineEdit):
    """A field that completes names while they are typed; one is chosen from the list, or the first by Enter."""

    chosen = Signal(int)

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._names = Names(Labels(()))
        self._found: list[int] = []
        self._shown = QStringListModel(self)
        completer = QCompleter(self._shown, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(12)
        completer.popup().setObjectName(f"{name}List")
        completer.popup().setAccessibleName(title)
        self.setCompleter(completer)
        self.textEdited.connect(self._search)
        self.returnPressed.connect(self._choose_first)
        completer.activated[QModelIndex].connect(self._choose)  # type: ignore[index]

    def set_names(self, names: Names, noun: str) -> None:
        self._names = names
        self.clear()
        self.setPlaceholderText(f"Find a {noun}")
        self.setAccessibleName(f"Find a {noun}")

    def show_name(self, position: int) -> None:
        """The name of the present one, from its beginning."""
        self.setText(self._names.shown(position))
        self.setCursorPosition(0)

    @Slot(str)
    def _search(self, text: str) -> None:
        self._found = self._names.find(text)
        self._shown.setStringList([self._names.shown(position) for position in self._found])

    @Slot()
    def _choose_first(self) -> None:
        popup = self.completer().popup()
        if self.isModified() and not popup.currentIndex().isValid():
            self._search(self.text())
            if self._found:
                self._take(self._found[0])

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        self._take(self._found[index.row()])

    def _take(self, position: int) -> None:
        self.completer().popup().hide()
        self.show_name(position)
        self.chosen.emit(position)
