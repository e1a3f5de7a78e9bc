"""What the Card page says, in the data's own nouns."""

from __future__ import annotations

from dataclasses import dataclass

from mfdesk.engine.cards import Card
from mfdesk.engine.everyone import Bins
from mfdesk.gui.panels.prediction_lines import digits_of
from mfdesk.gui.panels.prediction_names import Names
from mfdesk.gui.panels.prediction_rounding import in_units, plain
from mfdesk.gui.words import counted, given, percent, plural
from mfdesk.ratings.labels import Labels
from mfdesk.ratings.side import Side
from mfdesk.ratings.table import Scale

NO_TABLE = "Open a table; then everything about one row or one column stands here."


@dataclass(frozen=True)
class CardNames:
    """The names of both sides, and what a row and a column are called."""

    names: tuple[Names, Names]
    nouns: tuple[str, str]

    @classmethod
    def of(cls, rows: Labels, columns: Labels, row_noun: str, column_noun: str) -> CardNames:
        return cls((Names(rows), Names(columns, short=True)), (row_noun or "row", column_noun or "column"))

    def shown(self, side: Side, position: int) -> str:
        return self.names[side].shown(position)

    def whole(self, side: Side, position: int) -> str:
        """The name as the file gave it."""
        return self.names[side].labels[position]

    def noun(self, side: Side) -> str:
        return self.nouns[side]


@dataclass(frozen=True)
class CardWords:
    """The sentences of one card; amounts are in ``unit``, a plural such as "stars"."""

    card: Card
    names: CardNames
    unit: str

    @property
    def noun(self) -> str:
        return self.names.noun(self.card.side)

    @property
    def other(self) -> str:
        return self.names.noun(self.card.side.other)

    @property
    def title(self) -> str:
        return self.names.shown(self.card.side, self.card.position)

    @property
    def whole_title(self) -> str:
        return self.names.whole(self.card.side, self.card.position)

    def subtitle(self) -> str:
        """ "movie · 583 ratings · mean 3.88"."""
        mean = "" if self.card.mean is None else f" · mean {self.amount(self.card.mean)}"
        return f"{self.noun} · {counted(self.card.count, 'rating')}{mean}"

    def facts(self) -> list[tuple[str, str]]:
        """What is known besides the names of what was rated: a word, and what it is."""
        card = self.card
        told = [("ratings", f"{card.count:,}")]
        if card.mean is not None and card.everyone is not None:
            told.append(("mean", f"{self.amount(card.mean)}; that of all ratings is {self.amount(card.everyone)}"))
        if card.sd is not None:
            told.append(("deviation", f"{self.amount(card.sd)} around its mean"))
        if card.above_others is not None:
            told.append(("against others", self._against_others()))
        return told

    def recommended_heading(self) -> str:
        if self.card.side is Side.ROWS:
            return f"What this {self.noun} would rate highest"
        return "Who would rate it highest"

    def nothing_recommended(self) -> str:
        """Why there are no recommendations; "" where there are."""
        found = self.card.recommended
        if found is None:
            return f"Train to get recommendations: the {plural(self.other)} with the highest predictions stand here."
        if len(found.positions):
            return ""
        if self.card.side is Side.ROWS:
            return f"This {self.noun} has rated every {self.other}, so nothing is left to recommend."
        return f"Every {self.other} has rated this {self.noun}, so nobody is left to ask."

    def nobody_alike(self) -> str:
        """Why nobody can be shown as alike; "" where somebody is."""
        if self.card.recommended is None:
            return f"Train to see which {plural(self.noun)} are most like this one."
        if self.card.alike is None:
            return f"This {self.noun} came after the last training. Train again to see which ones are like it."
        return "" if len(self.card.alike.positions) else f"There is no other {self.noun} to compare with."

    def alike_hint(self) -> str:
        if self.card.side is Side.ROWS:
            return f"Whose predicted ratings rise and fall together over all {plural(self.other)}: 1 is exactly alike."
        return f"What the same {plural(self.other)} would like or not, by all predictions: 1 is exactly alike."

    def histogram(self) -> str:
        """What the picture of the ratings shows, in a sentence."""
        shares = self.card.shares
        if not self.card.count:
            return f"This {self.noun} has no ratings yet."
        place = int(shares.own.argmax())
        return (
            f"Most often {part(shares.bins, place)}: {percent(shares.own[place], 0)} of its ratings, and "
            f"{percent(shares.everyone[place], 0)} of everyone's."
        )

    def amount(self, value: float) -> str:
        return amount(value, self.card.scale)

    def _against_others(self) -> str:
        above = self.card.above_others or 0.0
        digits = digits_of(self.card.scale)
        size = in_units(abs(above), digits)
        if self.card.side is Side.ROWS:
            than = f"what others give to the same {plural(self.other)}"
        else:
            than = f"what the same {plural(self.other)} give to other {plural(self.noun)}"
        if not size:
            return f"as much as {than}"
        return f"{plain(size, digits)} {self.unit} {'above' if above > 0 else 'below'} {than}"


def amount(value: float, scale: Scale) -> str:
    """One digit more than the table shows, as equal numbers would say nothing of an order."""
    return plain(in_units(value, digits_of(scale)), digits_of(scale))


def part(bins: Bins, place: int) -> str:
    """ "4" of a step, "2.8 to 4.6" of a part of a smooth scale."""
    low, high = bins.lows[place], bins.highs[place]
    return given(low) if bins.are_steps else f"{given(round(low, 4))} to {given(round(high, 4))}"


def no_card(names: CardNames) -> str:
    row, column = names.nouns
    return f"Choose a {row} or a {column} in the table, or find one by its name above, to see all about it."
