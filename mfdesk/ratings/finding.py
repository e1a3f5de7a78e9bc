"""Finding names by a part of them, at once among a million.

All names are held folded (``str.casefold``; accents count) as one run of UTF-8 bytes, each after a line feed. What is
looked for is found as bytes in it, by NumPy: where its rarest byte stands, the others are looked at.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

import numpy as np

from mfdesk.ratings.arrays import Bytes, Flags, Integers, Longs, read_only
from mfdesk.ratings.changed_labels import ChangedLabels
from mfdesk.ratings.labels import Labels
from mfdesk.ratings.overlay import holds

_BREAK = ord("\n")
_OFTEN = 0.01
"""Where a byte in a hundred may begin the text, the names are asked instead of the bytes."""
_FEW = 2000
"""So few names are looked through one by one."""


def folded(text: str) -> str:
    """The text without the difference of capitals and small letters, however its accents are written, on one line."""
    plain = text.replace("\n", " ")
    return plain.casefold() if plain.isascii() else unicodedata.normalize("NFC", plain.casefold())


def run_of(labels: Labels) -> Bytes:
    """All names folded, as one run of UTF-8 bytes: a line feed before each and one at the end."""
    joined = "\n".join(labels)
    if joined.count("\n") != len(labels) - 1:
        joined = "\n".join(name.replace("\n", " ") for name in labels)
    joined = joined.casefold() if joined.isascii() else unicodedata.normalize("NFC", joined.casefold())
    return np.frombuffer((f"\n{joined}\n" if len(labels) else "\n").encode(errors="surrogatepass"), np.uint8)


class NameIndex:
    """The names of one side, ready to be searched. Making it takes 0.2 s a million names, and their length in memory.

    It remembers the last search, so that a text that is typed on is looked for only where it was found before.
    """

    def __init__(self, labels: Labels) -> None:
        changed = ChangedLabels.of(labels)
        self._text = _Text(changed.opened)
        self._set_changes(changed)

    def following(self, labels: Labels) -> NameIndex:
        """The index of the same names after some changed or were added; what did not change is not read again."""
        changed = ChangedLabels.of(labels)
        if changed.opened is not self._text.labels:
            return NameIndex(labels)
        index = object.__new__(NameIndex)
        index._text = self._text
        index._set_changes(changed)
        return index

    def _set_changes(self, changed: ChangedLabels) -> None:
        added = {len(changed.opened) + place: name for place, name in enumerate(changed.added)}
        self._new: Mapping[int, str] = {at: folded(name) for at, name in sorted((changed.renamed | added).items())}
        self._renamed = np.array(sorted(changed.renamed), np.int32)
        self._last: tuple[str, Integers] | None = None

    def __len__(self) -> int:
        return len(self._text.labels) + len(self._new) - len(self._renamed)

    def find(self, text: str) -> Integers:
        """The positions, rising, of the names that contain the text; all for an empty one."""
        wanted = folded(text)
        if not wanted:
            return np.arange(len(self), dtype=np.int32)
        if self._last is None or self._last[0] != wanted:
            self._last = wanted, read_only(self._find(wanted))
        return self._last[1]

    def exactly(self, text: str) -> Integers:
        """The positions, rising, of the names that are the text, capitals or not."""
        wanted = folded(text)
        new = [at for at, name in self._new.items() if name == wanted]
        return self._with_new(self._text.holding(f"\n{wanted}\n"), new)

    def complete(self, text: str, limit: int = 12) -> tuple[int, ...]:
        """The positions of at most ``limit`` names: those that start with the text, then those that contain it."""
        found, wanted = self.find(text), folded(text)
        starts = holds(self._starting(wanted), found)
        return tuple(np.concatenate([found[starts][:limit], found[~starts][:limit]])[:limit].tolist())

    def _find(self, wanted: str) -> Integers:
        if self._last is not None and self._last[0] in wanted and len(self._last[1]) <= _FEW:
            return self._among(self._last[1], wanted)
        return self._with_new(self._text.holding(wanted), [at for at, name in self._new.items() if wanted in name])

    def _among(self, positions: Integers, wanted: str) -> Integers:
        kept = [at for at in positions.tolist() if wanted in (self._new.get(at) or self._text.name(at))]
        return np.array(kept, np.int32)

    def _starting(self, wanted: str) -> Integers:
        if not wanted:
            return self.find(wanted)
        new = [at for at, name in self._new.items() if name.startswith(wanted)]
        return self._with_new(self._text.holding("\n" + wanted), new)

    def _with_new(self, positions: Integers, new: Sequence[int]) -> Integers:
        if not self._new:
            return positions
        return np.union1d(positions[~holds(self._renamed, positions)], np.array(new, np.int32)).astype(np.int32)


class _Text:
    """The names of a file, as ``run_of`` makes them."""

    def __init__(self, labels: Labels) -> None:
        self.labels = labels
        self._bytes = run_of(labels)
        self._starts = np.flatnonzero(self._bytes == _BREAK) if len(labels) else np.zeros(1, np.int64)
        self._counts = np.bincount(self._bytes[:: max(len(self._bytes) // 10**5, 1)], minlength=256)

    def name(self, position: int) -> str:
        start, end = self._starts[position], self._starts[position + 1]
        return self._bytes[start + 1 : end].tobytes().decode(errors="surrogatepass")

    def holding(self, text: str) -> Integers:
        """The positions, rising, of the names that hold the text; a line feed before it stands for their start."""
        wanted = np.frombuffer(text.encode(errors="surrogatepass"), np.uint8)
        if len(wanted) >= len(self._bytes):
            return np.empty(0, np.int32)
        rarest = np.argsort(self._counts[wanted], kind="stable")
        marks = self._marks(wanted, rarest[:2])
        if marks.mean() > _OFTEN and len(wanted) <= 2:
            return np.flatnonzero(np.logical_or.reduceat(marks, self._starts[:-1])).astype(np.int32)
        places = np.flatnonzero(marks)
        for offset in rarest[2:].tolist():
            places = places[self._bytes[places + offset] == wanted[offset]]
        owners = np.searchsorted(self._starts, places, side="right" if text[0] == "\n" else "left") - 1
        return _without_repeats(owners).astype(np.int32)

    def _marks(self, wanted: Bytes, offsets: Longs) -> Flags:
        """(bytes - length,): where the text may begin, by these of its bytes."""
        last = len(self._bytes) - len(wanted)
        marks: Flags = np.ones(last + 1, np.bool_)
        for offset in offsets.tolist():
            marks &= self._bytes[offset : offset + last + 1] == wanted[offset]
        return marks


def _without_repeats(rising: Longs) -> Longs:
    if not len(rising):
        return rising
    new: Longs = rising[np.concatenate([[True], np.diff(rising) > 0])]
    return new
