"""The colours of marks stay apart and legible, also where red and green or blue and yellow look alike."""

from itertools import combinations, pairwise

import pytest

from mfdesk.gui.colours import categorical, diverging, sequential
from mfdesk.gui.theme import DARK, LIGHT, Palette
from tests.gui.colour_vision import VISIONS, contrast, distance, seen

palettes = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
visions = pytest.mark.parametrize("vision", VISIONS)


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
