"""The grounds of the cells, and what is written on each so that it can be read."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor

from mfdesk.gui.colours import diverging, sequential
from mfdesk.gui.table.blocks import LEVELS
from mfdesk.gui.table.shown import Colouring
from mfdesk.gui.table.surety import STEPS
from mfdesk.gui.theme import Palette, mixed

_WEAKEST = 0.18
"""How much of the full tint the least sure prediction still has, so that it is never mistaken for a given one."""
_FAINTEST, _STRONGEST = 0.14, 0.86
"""How much of its colour the first and the last step of a scale has: a table of full colours tires the eye."""
_READABLE = 4.5


@dataclass(frozen=True, eq=False)
class Tones:
    """The grounds by level, the plain panel first, and the ink for each."""

    grounds: tuple[QColor, ...]
    inks: tuple[QColor, ...]

    @classmethod
    def of(cls, palette: Palette, colouring: Colouring) -> Tones:
        grounds = (QColor(palette.panel), *_steps(palette, colouring))
        return cls(grounds, tuple(ink(ground, palette) for ground in grounds))


def _steps(palette: Palette, colouring: Colouring) -> list[QColor]:
    if colouring is Colouring.SURETY:
        strengths = (_WEAKEST + (1 - _WEAKEST) * step / (STEPS - 1) for step in range(STEPS))
        return [mixed(palette.panel, palette.predicted, strength) for strength in strengths]
    if colouring is Colouring.NONE:
        return []
    rising = [_FAINTEST + (_STRONGEST - _FAINTEST) * step / (LEVELS - 1) for step in range(LEVELS)]
    if colouring is Colouring.VALUE:
        return [mixed(palette.panel, colour, share) for colour, share in zip(sequential(palette), rising, strict=True)]
    colours, middle = diverging(palette), (LEVELS - 1) / 2
    shares = (_STRONGEST * abs(step - middle) / middle for step in range(LEVELS))
    return [mixed(palette.panel, colour, share) for colour, share in zip(colours, shares, strict=True)]


def ink(ground: QColor, palette: Palette) -> QColor:
    """The text of the palette where it can be read on the ground, else black or white, whichever stands out more."""
    candidates = [QColor(palette.text), QColor(palette.panel), QColor("black"), QColor("white")]
    readable = [one for one in candidates if contrast(one, ground) >= _READABLE]
    return readable[0] if readable else max(candidates, key=lambda one: contrast(one, ground))


def contrast(one: QColor, other: QColor) -> float:
    """How much two colours stand out from each other, 1 to 21 (the formula of WCAG 2)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
