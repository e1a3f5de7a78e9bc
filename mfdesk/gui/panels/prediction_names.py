"""Finding a row or a column by a part of its name, among a million of them, while it is typed."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QModelIndex, QStringListModel, Signal, Slot
from PySide6.QtWidgets import QCompleter, QLineEdit

from mfdesk.gui.name_list import NameList
from mfdesk.gui.words import one
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
        sought = text.strip().casefold().replace(_END, " ")
        if not sought:
            return list(range(min(MOST_FOUND, len(self.labels))))
        beginning = self._holding(_END + sought)
        exact = self._holding(_END + sought + _END)
        return list(dict.fromkeys([*exact, *beginning, *self._holding(sought)]))[:MOST_FOUND]

    def _holding(self, sought: str) -> list[int]:
        """The first positions of names in whose text this stands; a line end before it stands for their beginning.

        Line ends are counted from hit to hit, as that is faster than to remember where each name begins.
        """
        found: list[int] = []
        position, counted = -1, 0
        place = self._text.find(sought)
        while place >= 0 and len(found) < MOST_FOUND:
            place += sought.startswith(_END)
            position += self._text.count(_END, counted, place)
            counted = self._text.find(_END, place)
            found.append(position)
            place = self._text.find(sought, counted)
        return found

    @cached_property
    def _text(self) -> str:
        names = [self.shown(position) for position in range(len(self.labels))] if self._short else list(self.labels)
        text = _END.join(names).casefold()
        if text.count(_END) >= len(names) > 0:  # a line end within a name would be taken for the end of it
            text = _END.join(name.replace(_END, " ") for name in names).casefold()
        return _END + text + _END


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
        self._list = NameList(completer, f"{name}List", title)
        self.setCompleter(completer)
        self.textEdited.connect(self._search)
        self.returnPressed.connect(self._choose_first)
        completer.activated[QModelIndex].connect(self._choose)  # type: ignore[index]

    def set_names(self, names: Names, noun: str) -> None:
        self._names = names
        self.clear()
        self.setPlaceholderText(f"Find {one(noun)}")
        self.setAccessibleName(f"Find {one(noun)}")

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
        if self.isModified() and not self._list.currentIndex().isValid():
            self._search(self.text())
            if self._found:
                self._take(self._found[0])

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        self._take(self._found[index.row()])

    def _take(self, position: int) -> None:
        self._list.hide()
        self.show_name(position)
        self.chosen.emit(position)
