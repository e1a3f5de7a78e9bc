"""Texts as numbers while a file is read: each distinct text is kept, and later looked at, only once."""

from collections.abc import Collection

import numpy as np

from mfdesk.files.formulas import unprotected
from mfdesk.ratings.arrays import Integers
from mfdesk.ratings.labels import Labels


class Codes(dict[str, int]):
    """Gives each new text the next number, from 0, in the order of their first appearance."""

    def __missing__(self, text: str) -> int:
        code = self[text] = len(self)
        return code

    def of(self, texts: Collection[str]) -> Integers:
        """(n,) int32: the codes of n texts."""
        return np.fromiter(map(self.__getitem__, texts), np.int32, len(texts))


def settle(codes: Integers, texts: list[str], *, numeric_order: bool = False) -> tuple[Integers, Labels]:
    """Makes labels of the texts that are in use: the (n,) positions of the codes among them, and the labels.

    They stand in the order of first appearance; with ``numeric_order``, in that of their numbers when all are
    plain integers. Texts that mean the same name (``unprotected``) become one label.
    """
    used = np.flatnonzero(np.bincount(codes, minlength=len(texts)))
    names = Codes()
    place = np.full(len(texts), -1, np.int32)
    place[used] = names.of([unprotected(texts[code]) for code in used])
    labels = list(names)
    if numeric_order and all(label.isascii() and label.isdigit() for label in labels):
        order = sorted(range(len(labels)), key=lambda position: _as_number(labels[position]))
        rank = np.empty(len(labels), np.int32)
        rank[order] = np.arange(len(labels), dtype=np.int32)
        labels = [labels[position] for position in order]
        place[used] = rank[place[used]]
    return place[codes], Labels(labels)


def _as_number(digits: str) -> tuple[int, str, str]:
    """Sorts digits of any length as their number does, and equal numbers by their text."""
    significant = digits.lstrip("0")
    return len(significant), significant, digits
