"""What tells names apart: of "Q1: How do you like the food?" and "Q2: How do you like the wine?" "Q1: food" and
"Q2: wine"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from math import ceil

MOST_NAMES = 20_000
"""Of more names than this nobody looks for what they share: that would take part of a second."""
_SAMPLED, _LIKELY = 200, 0.5
"""So many names, spread evenly, tell whether it is likely that most of all begin alike: this share of them does."""
_FEWEST = 3
_MOST = 0.6
"""The share of the names that have to begin alike."""
_SHORTEST = 8
"""Shorter beginnings ("User 1", "User 2") are left in their names."""
_NUMBERING = re.compile(r"[^\W\d_]{0,8}[ _-]?[0-9]+(?:[._-][0-9]+)?[a-z]?[ ]?[:.)_–—-]*[ _]+", re.IGNORECASE)
"""What may stand before the beginning that is shared: "Q1: ", "3. ", "Item 12b) "."""


def shortened(names: Sequence[str]) -> tuple[str, ...]:
    """(n,): each name without the beginning that most of them share, in whole words; it is whole where nothing would
    be left of it, or something that might be taken for another one."""
    if not _FEWEST <= len(names) <= MOST_NAMES:
        return tuple(names)
    sample = [_plain(name) for name in names[:: max(len(names) // _SAMPLED, 1)]]
    if not any(_shared(_LIKELY, sample)):
        return tuple(names)
    plain = [_plain(name) for name in names]
    shared = _shared(_MOST, plain)
    cut = zip(names, plain, (_without(shared, name) for name in plain), strict=True)
    short = [name if one == whole else one for name, whole, one in cut]
    taken = Counter(text for pair in zip(names, short, strict=True) for text in set(pair))
    return tuple(one if taken[one] == 1 else name for name, one in zip(names, short, strict=True))


def _plain(name: str) -> str:
    """With each no-break space as a plain one; the length stays."""
    return name.replace("\u00a0", " ")


def _shared(share: float, names: list[str]) -> tuple[str, str]:
    """What this share of the names has before a numbering, and after it; "" where that is nothing."""
    before = _shared_by(share, names)
    return before, _shared_by(share, [_apart(name.removeprefix(before))[1] for name in names])


def _apart(name: str) -> tuple[str, str]:
    """The numbering that the name begins with, "" where there is none, and the rest."""
    found = _NUMBERING.match(name)
    return (found.group(), name[found.end() :]) if found else ("", name)


def _without(shared: tuple[str, str], name: str) -> str:
    before, after = shared
    if before and not name.startswith(before):
        return name
    head, rest = _apart(name.removeprefix(before))
    if after and not rest.startswith(after):
        head, rest, after = "", head + rest, ""
    left = rest.removeprefix(after).strip().rstrip(".:?")
    return f"{head}{left}" if left and (before or after) else name


def _shared_by(share: float, names: list[str]) -> str:
    """The longest beginning of whole words, its blank at the end, that this share of the names has, more than half of
    them; "" where that is short.

    Names that begin alike stand together when sorted, so more than half of them lie on both sides of the middle.
    """
    ordered, needed = sorted(names), max(ceil(share * len(names)), len(names) // 2 + 1)
    first, last = ordered[len(names) - needed], ordered[needed - 1]
    alike = next((at for at, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), None)
    shared = first[: min(len(first), len(last)) if alike is None else alike]
    while (end := shared.rfind(" ") + 1) >= _SHORTEST:
        if sum(name.startswith(shared[:end]) for name in names) >= needed:
            return shared[:end]
        shared = shared[: end - 1]
    return ""
