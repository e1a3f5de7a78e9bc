"""The colours of marks stay apart and legible, also where red and green or blue and yellow look alike."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from PySide6.QtGui import QColor

from mfdesk.gui.colours import categorical, diverging, sequential
from mfdesk.gui.theme import DARK, LIGHT, Palette
from mfdesk.ratings.arrays import Floats

VISIONS: dict[str, Floats] = {
    "full": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
"""How linear red, green and blue are seen (Machado, Oliveira and Fernandes 2009, severity 1)."""

TO_XYZ: Floats = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
WHITE: Floats = np.array([0.95047, 1.0, 1.08883])
"""D65."""

palettes = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
visions = pytest.mark.parametrize("vision", VISIONS)


def linear(colour: str) -> Floats:
    """Red, green and blue as light, 0 to 1."""
    parts = np.array(QColor(colour).getRgbF()[:3])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(light: Floats) -> Floats:
    """CIE Lab of linear red, green and blue."""
    x, y, z = np.clip(light, 0, 1) @ TO_XYZ.T / WHITE
    fx, fy, fz = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, y, z))
    return np.array([116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)])


def seen(colour: str, vision: str) -> Floats:
    """CIE Lab of a colour as this kind of vision sees it."""
    return lab(VISIONS[vision] @ linear(colour))


def distance(one: str, two: str, vision: str) -> float:
    """Delta E of 1976; 2.3 is just noticeable."""
    return float(np.linalg.norm(seen(one, vision) - seen(two, vision)))


def contrast(one: str, two: str) -> float:
    low, high = sorted(float(TO_XYZ[1] @ linear(colour)) for colour in (one, two))
    return (high + 0.05) / (low + 0.05)


def test_the_simulation_confuses_what_it_should_and_nothing_else() -> None:
    assert distance("#b05030", "#6d6a2c", "full") > 40
    assert distance("#b05030", "#6d6a2c", "deuteranopia") < 20
    assert distance("#ffffff", "#808080", "protanopia") == pytest.approx(distance("#ffffff", "#808080", "full"), abs=1)


@palettes
@visions
def test_any_two_categories_stay_apart(palette: Palette, vision: str) -> None:
    assert min(distance(one, two, vision) for one, two in combinations(categorical(palette), 2)) > 20


@palettes
@visions
def test_accent_and_counter_colour_stay_apart(palette: Palette, vision: str) -> None:
    assert distance(palette.accent, palette.counter, vision) > 40
    assert categorical(palette)[:2] == [palette.accent, palette.counter]


@palettes
@visions
def test_more_is_told_by_lightness_alone(palette: Palette, vision: str) -> None:
    lightness = [seen(colour, vision)[0] for colour in sequential(palette)]
    steps = [abs(later - earlier) for earlier, later in pairwise(lightness)]
    assert lightness in (sorted(lightness), sorted(lightness, reverse=True))
    assert min(steps) > 2.3


@palettes
@visions
def test_the_two_ends_of_a_diverging_scale_never_look_alike(palette: Palette, vision: str) -> None:
    colours = diverging(palette)
    assert min(distance(one, two, vision) for one, two in pairwise(colours)) > 5
    for step in range(4):
        assert distance(colours[step], colours[-1 - step], vision) > 25


@palettes
def test_every_mark_stands_out_from_the_panel(palette: Palette) -> None:
    colours = [*sequential(palette), *categorical(palette), *diverging(palette), palette.accent, palette.counter]
    assert min(contrast(colour, palette.panel) for colour in colours) >= 3


@palettes
def test_scales_have_the_steps_they_promise(palette: Palette) -> None:
    assert [len(set(scale(palette))) for scale in (sequential, categorical, diverging)] == [9, 8, 9]
