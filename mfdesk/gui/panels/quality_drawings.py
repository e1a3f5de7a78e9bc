"""From the numbers of a quality to the charts of the Quality page."""

from __future__ import annotations

from collections.abc import Callable

from mfdesk.engine.quality_groups import Groups, Lines
from mfdesk.gui.panels.quality_findings import finding
from mfdesk.gui.panels.quality_layers import (
    Axis,
    Bars,
    Box,
    Colour,
    Dots,
    Drawing,
    Heat,
    KeyEntry,
    Line,
    Mark,
    Notes,
)
from mfdesk.gui.panels.quality_ticks import short, signed, ticks, whole
from mfdesk.gui.panels.quality_words import QualityWords, View, filled, rated, span
from mfdesk.gui.words import counted, percent
from mfdesk.ratings.arrays import Floats, Longs

TOO_LOW: Colour = "accent"
TOO_HIGH: Colour = "counter"
_SIDES = (KeyEntry("bar", TOO_LOW, "too low"), KeyEntry("bar", TOO_HIGH, "too high"))
MOST_LINES = 12
"""Rows (or columns) that are shown as bars."""


def guesses(words: QualityWords) -> Drawing:
    """The model beside the guess of the mean: two bars."""
    found = words.quality
    values = (found.model.mae, found.mean_guess.mae)
    highest = max(values) or 1.0
    names = ("mfdesk", "the mean")
    return Drawing(
        across=Axis(0, highest * 1.45, grid=False),
        up=Axis(1.5, -0.5, tuple(enumerate(names)), grid=False),
        layers=(
            Bars((_lying(0, values[0]),), "accent"),
            Bars((_lying(1, values[1]),), "counter"),
            Notes(tuple((value, place, words.amount(value)) for place, value in enumerate(values))),
        ),
        marks=tuple(
            Mark(f"{name} · off by {words.amount(value)}", (0, place + 0.5, highest, place - 0.5))
            for place, (name, value) in enumerate(zip(names, values, strict=True))
        ),
        says=words.headline(),
    )


def errors(words: QualityWords) -> Drawing:
    """The histogram of the signed errors, with its middle in the middle."""
    found = words.quality.errors
    middle = len(found.counts) // 2
    reach = max((abs(place - middle) for place in filled(found.counts)), default=0)
    bins = range(middle - reach, middle + reach + 1)
    highest = int(found.counts.max())
    low, exact, high = (
        Bars(tuple(_standing(found.bounds, found.counts, place) for place in part), colour)
        for part, colour in (
            (range(bins.start, middle), TOO_LOW),
            (range(middle, middle + 1), "dim"),
            (range(middle + 1, bins.stop), TOO_HIGH),
        )
    )
    bound = float(found.bounds[bins.stop])
    return Drawing(
        across=Axis(-bound, bound, ticks(-bound, bound, signed), f"error ({words.unit})", grid=False),
        up=Axis(0, highest * 1.05, ticks(0, highest, whole), "cells"),
        layers=(low, exact, high),
        marks=tuple(_error_mark(words, place, middle, highest * 1.05) for place in bins),
        key=_SIDES,
        says=finding(words, View.ERRORS),
    )


def _error_mark(words: QualityWords, place: int, middle: int, top: float) -> Mark:
    found = words.quality.errors
    low, high = float(found.bounds[place]), float(found.bounds[place + 1])
    count = int(found.counts[place])
    near, far = sorted((abs(low), abs(high)))
    said = f"{words.amount(near)} to {words.amount(far)} too {'high' if place > middle else 'low'}"
    if place == middle:
        said = f"off by {words.amount(far)} or less"
    return Mark(f"{said} · {counted(count, 'cell')} · {percent(count / words.quality.cells)}", (low, 0, high, top))


def by_rating(words: QualityWords) -> Drawing:
    """Bars of the mean signed error at each rating, with dots of the absolute one."""
    groups = words.quality.by_rating
    places = filled(groups.counts)
    low = min(0.0, *(float(groups.bias[place]) for place in places))
    high = max(float(groups.mae[place]) for place in places) or 1.0
    names = tuple((place, words.band(groups.lows[place], groups.lows[place])) for place in range(len(groups.counts)))
    last = len(groups.counts) - 0.5
    return Drawing(
        across=Axis(-0.5, last, names, "given" if _steps(groups) else "given, from", grid=False),
        up=Axis(low * 1.1, high * 1.1, ticks(low, high, signed), f"error ({words.unit})"),
        layers=(
            Bars(tuple(_upright(place, min(float(groups.bias[place]), 0)) for place in places), TOO_LOW),
            Bars(tuple(_upright(place, max(float(groups.bias[place]), 0)) for place in places), TOO_HIGH),
            Line(((-0.5, 0), (last, 0)), "dim", dashed=True),
            Dots(tuple((place, float(groups.mae[place])) for place in places), "text"),
        ),
        marks=tuple(
            Mark(
                f"given {words.band(groups.lows[place], groups.highs[place])}"
                f" · predicted {words.amount(groups.predicted[place])} on average"
                f" · {words.lean(float(groups.bias[place]))} · off by {words.amount(groups.mae[place])}"
                f" · {counted(int(groups.counts[place]), 'cell')}",
                (place - 0.5, low * 1.1, place + 0.5, high * 1.1),
            )
            for place in places
        ),
        key=(*_SIDES, KeyEntry("dot", "text", "off by, on average")),
        says=finding(words, View.BY_RATING),
    )


def by_support(words: QualityWords, groups: Groups, noun: str) -> Drawing:
    """Bars of the absolute error, grouped by how many ratings the row (or column) had."""
    count = len(groups.counts)
    high = float(groups.mae.max()) or 1.0
    return Drawing(
        across=Axis(
            -0.5,
            count - 0.5,
            tuple(enumerate(_spans(groups))),
            f"ratings of the {noun}",
            grid=False,
        ),
        up=Axis(0, high * 1.1, ticks(0, high, words.amount), f"off by ({words.unit})"),
        layers=(Bars(tuple(_upright(place, float(groups.mae[place])) for place in range(count))),),
        marks=tuple(
            Mark(
                f"{noun} with {rated(groups.lows[place], groups.highs[place])} ratings"
                f" · off by {words.amount(groups.mae[place])} · {counted(int(groups.counts[place]), 'cell')}",
                (place - 0.5, 0, place + 0.5, high * 1.1),
            )
            for place in range(count)
        ),
        says=finding(words, View.BY_SUPPORT),
    )


def by_line(words: QualityWords, lines: Lines, name: Callable[[int], str], view: View) -> Drawing | None:
    """Lying bars of the rows (or columns) with the largest error; None when none can be compared."""
    shown = range(min(MOST_LINES, len(lines.positions)))
    if not shown:
        return None
    high = float(lines.mae[0]) or 1.0
    names = [name(int(lines.positions[place])) for place in shown]
    return Drawing(
        across=Axis(0, high * 1.3, ticks(0, high, words.amount), f"off by ({words.unit})"),
        up=Axis(len(shown) - 0.5, -0.5, tuple(enumerate(names)), grid=False),
        layers=(
            Bars(tuple(_lying(place, float(lines.mae[place])) for place in shown)),
            Notes(tuple((float(lines.mae[place]), place, _lean_sign(lines, place, words)) for place in shown)),
        ),
        marks=tuple(
            Mark(
                f"{names[place]} · off by {words.amount(lines.mae[place])},"
                f" {words.direction(float(lines.bias[place]), float(lines.mae[place]))}"
                f" · {counted(int(lines.counts[place]), 'held-out cell')}",
                (0, place + 0.5, high * 1.3, place - 0.5),
            )
            for place in shown
        ),
        key=(KeyEntry("none", "dim", "▲ mostly too high"), KeyEntry("none", "dim", "▼ mostly too low")),
        says=finding(words, view),
    )


def intervals(words: QualityWords) -> Drawing | None:
    """The share of ratings inside each interval against the share that should be; None without spreads."""
    found = words.quality.intervals
    if found is None:
        return None
    points = tuple(zip(found.nominal.tolist(), found.inside.tolist(), strict=True))
    shares = tuple((share / 100, f"{share}\u00a0%") for share in range(0, 101, 25))
    return Drawing(
        across=Axis(0, 1, shares, "should be inside"),
        up=Axis(0, 1, ((0, ""), *shares[1:]), "are inside"),
        layers=(Line(((0, 0), (1, 1)), "dim", dashed=True), Line(points), Dots(points, "accent", 3.5)),
        marks=tuple(
            Mark(
                f"{percent(share, 0)} interval · {percent(inside)} are inside",
                (share - 0.025, 0, share + 0.025, 1),
            )
            for share, inside in points
        ),
        key=(KeyEntry("line", "accent", "measured"), KeyEntry("dashes", "dim", "as it should be")),
        says=finding(words, View.INTERVALS),
    )


def density(words: QualityWords) -> Drawing:
    """How often each rating was predicted as what, with the mean prediction of each."""
    found, groups = words.quality.density, words.quality.by_rating
    bands, low, high = len(found.lows), float(found.bounds[0]), float(found.bounds[-1])
    cells = [(band, part) for band in range(bands) for part in range(len(found.bounds) - 1)]
    boxes = [(band - 0.5, float(found.bounds[part]), band + 0.5, float(found.bounds[part + 1])) for band, part in cells]
    counts = [int(found.counts[cell]) for cell in cells]
    most = max(counts)
    means = tuple((place, float(groups.predicted[place])) for place in filled(groups.counts))
    exact = tuple((band, float(found.lows[band] + found.highs[band]) / 2) for band in range(bands))
    return Drawing(
        across=Axis(
            -0.5,
            bands - 0.5,
            tuple((band, words.band(found.lows[band], found.lows[band])) for band in range(bands)),
            "given" if _steps(groups) else "given, from",
            grid=False,
        ),
        up=Axis(low, high, ticks(low, high, short), "predicted"),
        layers=(
            Heat(tuple(boxes), tuple(count / most for count in counts)),
            Line(exact, "text", dashed=True, halo=True),
            Line(means, "counter", halo=True),
            Dots(means, "counter"),
        ),
        marks=tuple(
            Mark(
                f"given {words.band(found.lows[band], found.highs[band])}"
                f" · predicted {words.amount(box[1])} to {words.amount(box[3])} · {counted(count, 'cell')}"
                f" · mean of all given this: {words.amount(groups.predicted[band])}",
                box,
            )
            for (band, _), box, count in zip(cells, boxes, counts, strict=True)
            if count
        ),
        key=(KeyEntry("line", "counter", "mean prediction"), KeyEntry("dashes", "text", "exact")),
        says=finding(words, View.DENSITY),
    )


def _steps(groups: Groups) -> bool:
    """Whether each group is one rating and not a range."""
    return bool((groups.lows == groups.highs).all())


def _spans(groups: Groups) -> list[str]:
    last = len(groups.counts) - 1
    pairs = enumerate(zip(groups.lows, groups.highs, strict=True))
    return [span(low, high, last=0 < place == last) for place, (low, high) in pairs]


def _lean_sign(lines: Lines, place: int, words: QualityWords) -> str:
    bias, mae = float(lines.bias[place]), float(lines.mae[place])
    sign = "" if abs(bias) <= mae / 2 else " ▲" if bias > 0 else " ▼"
    return f"{words.amount(mae)}{sign}"


def _lying(place: int, value: float) -> Box:
    return (0, place + 0.36, value, place - 0.36)


def _upright(place: int, value: float) -> Box:
    return (place - 0.32, 0, place + 0.32, value)


def _standing(bounds: Floats, counts: Longs, place: int) -> Box:
    return (float(bounds[place]), 0, float(bounds[place + 1]), int(counts[place]))
