"""The recommendations of a card as a model of rows; one of them may be open and then shows why it is there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QWidget

from mfdesk.engine.reasons import Reasons
from mfdesk.gui.panels.card_bars import BAR, OnScale
from mfdesk.gui.panels.card_list import Index, Role, aligned
from mfdesk.gui.panels.card_words import CardWords
from mfdesk.gui.panels.prediction_lines import digits_of
from mfdesk.gui.panels.prediction_rounding import in_units, signed
from mfdesk.gui.theme import LIGHT, Palette
from mfdesk.gui.words import given
from mfdesk.ratings.side import Side
from mfdesk.ratings.table import Scale

NAME, PREDICTED, ON_SCALE, WHY = range(4)
MOST_REASONS = 3
_INDENT = "\u2003"


@dataclass(frozen=True)
class Line:
    """A row of the list: a recommendation (its ``place``), or something told of the open one."""

    place: int
    texts: tuple[str, str, str, str]
    column: int | None = None
    """The column whose rating is a reason; None for a recommendation and for a mere note."""
    is_reason: bool = False
    bar: OnScale | None = None
    tip: str = ""


class RecommendedModel(QAbstractTableModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words: CardWords | None = None
        self._lines: list[Line] = []
        self._told = 0
        self._open: int | None = None
        self._colours = LIGHT
        self._link = QFont(parent.font())
        self._link.setUnderline(True)

    def show_words(self, words: CardWords | None, count: int) -> None:
        """The first ``count`` recommendations; none is open."""
        self.beginResetModel()
        self._words, self._told, self._open = words, 0, None
        found = words.card.recommended if words else None
        shown = range(min(count, len(found.positions)) if found else 0)
        self._lines = [self._recommendation(words, place) for place in shown] if words else []
        self.endResetModel()

    @property
    def opened(self) -> int | None:
        """The place of the recommendation whose reasons are shown."""
        return self._open

    def line(self, row: int) -> Line:
        return self._lines[row]

    def cell(self, line: Line) -> tuple[int, int]:
        """The row and the column of the cell that a line tells of."""
        assert self._words is not None
        card = self._words.card
        assert card.recommended is not None
        own, other = card.position, int(card.recommended.positions[line.place])
        row, column = (own, other) if card.side is Side.ROWS else (other, own)
        return row, column if line.column is None else line.column

    def place_of(self, row: int, column: int) -> int | None:
        """Which recommendation is of this cell; None if it is not among those that are shown."""
        places = (line.place for line in self._lines if not line.is_reason and self.cell(line) == (row, column))
        return next(places, None)

    def open(self, place: int, reasons: Reasons) -> None:
        """Shows below a recommendation what speaks for it."""
        self.close()
        told = self._reasons(place, reasons)
        self.beginInsertRows(QModelIndex(), place + 1, place + len(told))
        self._lines[place + 1 : place + 1] = told
        self._open, self._told = place, len(told)
        self.endInsertRows()
        self._repaint(place)

    def close(self) -> None:
        place = self._open
        if place is None:
            return
        self.beginRemoveRows(QModelIndex(), place + 1, place + self._told)
        del self._lines[place + 1 : place + 1 + self._told]
        self._open, self._told = None, 0
        self.endRemoveRows()
        self._repaint(place)

    def set_palette_colours(self, palette: Palette) -> None:
        self._colours = palette
        if self._lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._lines) - 1, WHY))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else WHY + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == Role.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter if section == ON_SCALE else aligned(section)
        if role == Role.DisplayRole:
            return self._headers()[section]
        if role == Role.ToolTipRole and section == PREDICTED:
            return "The prediction and its spread: how far off it may be"
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        line, column = self._lines[index.row()], index.column()
        if role == BAR and column == ON_SCALE:
            return line.bar
        if role == Role.DisplayRole:
            return self._why(line) if column == WHY else line.texts[column]
        if role == Role.ToolTipRole:
            return line.tip or None
        if role == Role.TextAlignmentRole:
            return aligned(column)
        if role == Role.ForegroundRole:
            return self._ink(line, column)
        return self._link if role == Role.FontRole and column == WHY else None

    def _why(self, line: Line) -> str:
        """The word that opens and closes the reasons."""
        if line.is_reason:
            return ""
        return "hide" if line.place == self._open else "why"

    def _ink(self, line: Line, column: int) -> QColor | None:
        if column == WHY:
            return QColor(self._colours.accent)
        return QColor(self._colours.dim) if line.is_reason else None

    def _headers(self) -> tuple[str, str, str, str]:
        if self._words is None:
            return ("", "", "", "")
        scale = self._words.card.scale
        return self._words.other, "predicted", f"{given(scale.lowest)} to {given(scale.highest)}", ""

    def _recommendation(self, words: CardWords, place: int) -> Line:
        card = words.card
        found = card.recommended
        assert found is not None
        name = words.names.shown(card.side.other, int(found.positions[place]))
        value, known = float(found.values[place]), float(found.given[place])
        spread = None if found.spreads is None else float(found.spreads[place])
        text = words.amount(value) + ("" if spread is None else f" ± {words.amount(spread)}")
        rated = f", rated {given(known)}" if known == known else ""
        return Line(
            place,
            (f"{name}{rated}", text, "", ""),
            bar=_on_scale(value, spread or 0.0, known, card.scale),
            tip=f"{name}{rated}: predicted {text}. Click to go there; why: what speaks for it.",
        )

    def _reasons(self, place: int, reasons: Reasons) -> list[Line]:
        """The given ratings that raise it most, and what else is to be said."""
        assert self._words is not None
        words, scale = self._words, self._words.card.scale
        found = [
            (reason, signed(in_units(reason.contribution, digits_of(scale)), digits_of(scale)))
            for reason in reasons.most_for(MOST_REASONS)
            if in_units(reason.contribution, digits_of(scale))
        ]
        lines = []
        for reason, adds in found:
            name, rated = words.names.shown(Side.COLUMNS, reason.position), f"rated {given(reason.given)}"
            tip = f"{name}, {rated}, adds {adds} to the prediction. Click to go there."
            lines.append(Line(place, (f"{_INDENT}{name}", rated, adds, ""), reason.position, True, tip=tip))
        if not lines:
            lines.append(_note(place, f"No given rating of this {words.names.noun(Side.ROWS)} speaks for it."))
        elif not reasons.straight:
            lines.append(_note(place, "Told along the line that comes nearest to the steps of the ratings."))
        return lines

    def _repaint(self, place: int) -> None:
        self.dataChanged.emit(self.index(place, NAME), self.index(place, WHY))


def _note(place: int, text: str) -> Line:
    return Line(place, (f"{_INDENT}{text}", "", "", ""), None, True, tip=text)


def _on_scale(value: float, spread: float, known: float, scale: Scale) -> OnScale:
    """``known`` is NaN where no rating is given."""
    width = (scale.highest - scale.lowest) or 1.0

    def place(rating: float) -> float:
        return min(max((rating - scale.lowest) / width, 0.0), 1.0)

    return OnScale(place(value), place(value - spread), place(value + spread), place(known) if known == known else None)
