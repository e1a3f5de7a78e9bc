"""How hidden patterns are said: in the nouns of the data, and only what the core has found."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from mfdesk.engine.apart import Along, Difference
from mfdesk.engine.patterns import PatternMap
from mfdesk.gui.words import counted, percent, plural, predicted
from mfdesk.ratings.side import Side
from mfdesk.ratings.table import Ratings

LONGEST_ATTRIBUTE = 40


def noun(ratings: Ratings, side: Side) -> str:
    return (ratings.row_noun or "row") if side is Side.ROWS else (ratings.column_noun or "column")


def titled(text: str) -> str:
    return text[:1].upper() + text[1:]


def factor_name(shown: PatternMap, factor: int, own: bool) -> str:
    """ "Pattern 1"; "Feature 3" where it is one of the method's own."""
    return f"{'Feature' if own else 'Pattern'} {shown.numbers[factor]}"


def share(shown: PatternMap, factor: int, own: bool) -> str:
    """ "61 % of what the patterns explain"."""
    return f"{percent(float(shown.strengths[factor]), 0)} of what the {'features' if own else 'patterns'} explain"


def signed(value: float) -> str:
    return f"{value:+.2f}".replace("-", "−")


def attribute(name: str) -> str:
    """The name of an attribute, cut where it is a whole question."""
    plain = name.replace("\u00a0", " ")
    return plain if len(plain) <= LONGEST_ATTRIBUTE else f"{plain[: LONGEST_ATTRIBUTE - 1].rstrip(' ,')}…"


def difference(each: Difference, items: str) -> str:
    """One thing that goes along with a factor; ``items`` is the noun of what the map shows."""
    side = "right" if each.to_the_right else "left"
    if each.along is Along.VALUE:
        what = f"{attribute(each.name)}, {each.value}"
        return (
            f"{what}: {counted(each.members, items)} {'lies' if each.members == 1 else 'lie'} "
            f"{abs(each.size):.1f} standard deviations to the {side} of the others."
        )
    named = {Along.COUNT: "Number of ratings", Along.MEAN: "Mean rating", Along.NUMBER: attribute(each.name)}
    return f"{named[each.along]}: grows to the {side} (rank correlation {abs(each.size):.2f})."


def apart(shown: PatternMap, factor: int, items: str) -> list[str]:
    """What sets the two ends of a factor apart, a sentence each."""
    found = [difference(each, items) for each in shown.pages[factor].apart]
    return found or [f"Nothing that is known of the {plural(items)} goes along with it more than by chance."]


def told_of(shown: PatternMap, factor: int, items: str) -> str:
    """Whom the page tells of, "" where it is everybody."""
    least = shown.pages[factor].least
    if not least or bool((shown.counts >= least).all()):
        return ""
    return f"Told of {plural(items)} with at least {counted(least, 'rating')}: with fewer a place is mostly chance."


def reading(shown: PatternMap, names: Callable[[int], str], factors: list[tuple[str, int]], place: int) -> str:
    """All that is known of one point, its parts between middle dots; ``factors`` are the names and numbers of those on
    the axes."""
    parts = [names(place)]
    parts += [f"{name} {signed(float(shown.features[place, factor]))}" for name, factor in factors]
    count = int(shown.counts[place])
    mean = f", mean {predicted(float(shown.means[place]), 2)}" if np.isfinite(shown.means[place]) else ""
    parts.append(f"{counted(count, 'rating')}{mean}")
    known = [(attribute(trait.name), trait.text(place)) for trait in shown.traits]
    return " · ".join([*parts, *(f"{name}: {text}" for name, text in known if text)])


def ends(shown: PatternMap, names: Callable[[int], str], factor: int, count: int = 3) -> str:
    """ "left: India, Iran; right: Germany, Ireland"."""
    page = shown.pages[factor]
    sides = (("left", page.left), ("right", page.right))
    return "; ".join(f"{side}: {', '.join(names(end.place) for end in found[:count])}" for side, found in sides)


def whole_map(shown: PatternMap, items: str, axis_names: tuple[str, str], told: str, chosen: int) -> str:
    """The map in words, for who listens; so many of its points are chosen."""
    text = f"{counted(len(shown.positions), items)} by {axis_names[0]} and {axis_names[1]}"
    return "; ".join(part for part in (text, told, f"{chosen:,} chosen" if chosen else "") if part)


def left_out(shown: PatternMap, items: str) -> str:
    """ "" where everything is shown."""
    if not shown.left_out:
        return ""
    return f"{counted(len(shown.positions), items)} with most ratings are shown; {shown.left_out:,} others are not."
