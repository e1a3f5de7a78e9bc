"""The colours of marks in pictures: scales that stay apart for every kind of colour vision.

Every colour stands out from the panel by at least 3 to 1. Lightness alone tells the steps of ``sequential`` apart, and
the eight of ``categorical`` stay apart when red and green, or blue and yellow, look alike. Pictures say it a second
time all the same: by shape, sign, dash or words.
"""

from __future__ import annotations

from mfdesk.gui.theme import Palette

_LIGHT_SEQUENTIAL = "#499eaa #3d92a4 #2f879e #1f7c98 #037193 #055f82 #064e71 #053d61 #032d52"  # the more, the darker
_DARK_SEQUENTIAL = "#447897 #4b86a4 #5195b3 #58a4c1 #5eb3cf #86c2d2 #a7d1d4 #c6e0d6 #e3efd7"  # the more, the lighter
_LIGHT_CATEGORICAL = "#1f6f8b #c8643b #272072 #bf7d7f #7d2000 #6a58b4 #561447 #614b3e"
_DARK_CATEGORICAL = "#5bb3cf #e58a5c #b9f9b5 #979af8 #9d6556 #48ffea #467a84 #e1f081"
_LIGHT_DIVERGING = "#004a88 #005c8f #097096 #638193 #93928e #ab7d65 #b9663c #9b492a #7d2c19"
_DARK_DIVERGING = "#79d4e7 #69bcd4 #5aa5c2 #6d8c99 #747371 #ae7f67 #e48a5c #f1a572 #febf89"


def sequential(palette: Palette) -> list[str]:
    """Nine steps from little to much, each farther from the panel than the one before."""
    return (_DARK_SEQUENTIAL if palette.is_dark else _LIGHT_SEQUENTIAL).split()


def categorical(palette: Palette) -> list[str]:
    """Eight colours without an order; the first two are those of the accent and the counter-colour."""
    return (_DARK_CATEGORICAL if palette.is_dark else _LIGHT_CATEGORICAL).split()


def diverging(palette: Palette) -> list[str]:
    """Nine steps from one end (blue) over a grey middle to the other end (orange)."""
    return (_DARK_DIVERGING if palette.is_dark else _LIGHT_DIVERGING).split()
