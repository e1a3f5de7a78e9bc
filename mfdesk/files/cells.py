"""What the text of one cell says: a number, a hole, or something that cannot be used, and why."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite, nan

import numpy as np

from mfdesk.errors import Reason
from mfdesk.ratings.arrays import Flags, Floats
from mfdesk.ratings.table import LARGEST, SMALLEST

LONGEST_NAME = 32_767
"""Characters; a spreadsheet cell holds no more."""

_MISSING = frozenset(["", "na", "n/a", "#n/a", "null", "none", "-", "--", "?", "."])
_NOT_FINITE = frozenset(sign + word for sign in ("", "+", "-") for word in ("nan", "inf", "infinity"))
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_COMMA_NUMBER = re.compile(r"[+-]?[0-9]*,[0-9]+(?:[eE][+-]?[0-9]+)?")
_BLANKS = " \t\u00a0"
_LONGEST_NUMBER = 1000

_PULSE = 2000
"""Texts judged between two pulses: some milliseconds."""


def is_missing(text: str) -> bool:
    """The usual ways to say that there is nothing: blank, NA, N/A, null, none, a dash, a question mark."""
    return len(text) < 20 and text.strip(_BLANKS).lower() in _MISSING


def number(text: str, *, decimal_comma: bool = False) -> float | Reason:
    """The number exactly as written, or why there is none.

    The grammar is ASCII digits with at most one decimal sign and an exponent: no ``1_0``, no digits of other
    scripts, no separators of thousands. A number that float64 cannot give back is refused, not rounded.
    """
    text = text.strip(_BLANKS)
    if text.lower() in _NOT_FINITE:
        return Reason.NOT_FINITE
    if decimal_comma and _COMMA_NUMBER.fullmatch(text):
        text = text.replace(",", ".")
    if len(text) > _LONGEST_NUMBER or not _NUMBER.fullmatch(text):
        return Reason.NOT_A_NUMBER
    value = float(text)
    if isfinite(value) and not _is_exact(text, value):
        return Reason.TOO_PRECISE
    if abs(value) > LARGEST:
        return Reason.TOO_LARGE
    return Reason.TOO_SMALL if 0 < abs(value) < SMALLEST else value


def _is_exact(text: str, value: float) -> bool:
    if value == 0:  # a tiny number turned to nothing still has another digit; its exponent may be beyond Decimal
        return not re.search("[1-9]", re.split("[eE]", text)[0])
    return Decimal(text) == Decimal(repr(value))


def has_decimal_comma(texts: list[str]) -> bool:
    """True when the numbers among the texts write ``3,5`` and none of them writes ``3.5``."""
    stripped = [text.strip(_BLANKS) for text in texts if len(text) <= _LONGEST_NUMBER]
    commas = any(_COMMA_NUMBER.fullmatch(text) for text in stripped)
    return commas and not any("." in text and len(text) > 1 and _NUMBER.fullmatch(text) for text in stripped)


def name_problem(name: str) -> Reason | None:
    """Why a text cannot name a row or column, if so."""
    if len(name) > LONGEST_NAME:
        return Reason.NAME_TOO_LONG
    return None if name.strip() else Reason.NAME_MISSING


@dataclass(frozen=True, eq=False)
class Judged:
    """Distinct texts, each looked at once: ``values`` (n,) float64, NaN where the text is no number; ``missing``
    (n,) where it says that there is nothing; ``reasons``, one for each text that is neither."""

    values: Floats
    missing: Flags
    reasons: tuple[Reason | None, ...]

    @property
    def text(self) -> Flags:
        """(n,): neither a hole nor any attempt at a number."""
        return np.array([reason is Reason.NOT_A_NUMBER for reason in self.reasons], np.bool_)

    @property
    def oversize(self) -> Flags:
        """(n,): a number that is too large or too precise, as the numbers of accounts and messages are."""
        return np.array([reason in (Reason.TOO_LARGE, Reason.TOO_PRECISE) for reason in self.reasons], np.bool_)


def judge(texts: list[str], *, commas_free: bool, pulse: Callable[[], None] = lambda: None) -> Judged:
    """Looks at each text. ``commas_free``: the comma does not part fields, so that it may part decimals. ``pulse``
    is called every few milliseconds."""
    decimal_comma = commas_free and has_decimal_comma(texts)
    values = np.full(len(texts), nan)
    missing = np.zeros(len(texts), np.bool_)
    reasons: list[Reason | None] = [None] * len(texts)
    for place, text in enumerate(texts):
        if place % _PULSE == 0:
            pulse()
        if is_missing(text):
            missing[place] = True
        elif isinstance(found := number(text, decimal_comma=decimal_comma), Reason):
            reasons[place] = found
        else:
            values[place] = found
    return Judged(values, missing, tuple(reasons))
