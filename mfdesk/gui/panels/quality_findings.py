"""One sentence for each picture of the Quality page: what it shows on this table. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable

from mfdesk.engine.quality_groups import Groups, Lines
from mfdesk.gui.panels.quality_words import QualityWords, View, filled, many, rated
from mfdesk.gui.words import given, percent

_SLIGHT = 0.05
"""Differences of this share of the error are not worth words."""
_CLEAR = 0.15
_NINETY = 16
"""Where the 90 % interval stands among those from 10 to 95 %."""
_AS_WIDE = 0.02


def finding(words: QualityWords, view: View) -> str:
    """What this picture shows, made from its numbers."""
    found = words.quality
    match view:
        case View.ERRORS:
            return _errors(words)
        case View.BY_RATING:
            return _by_rating(words, found.by_rating)
        case View.BY_SUPPORT:
            of_rows = _by_support(words, found.by_row_support, words.row_noun)
            return f"{of_rows} {_by_support(words, found.by_column_support, words.column_noun)}"
        case View.BY_ROW:
            return _by_line(words, found.rows, words.row_noun, words.row_name)
        case View.BY_COLUMN:
            return _by_line(words, found.columns, words.column_noun, words.column_name)
        case View.INTERVALS:
            return _intervals(words)
        case View.DENSITY:
            return _density(words, found.by_rating)
        case View.WORST:
            return _worst(words)


def _errors(words: QualityWords) -> str:
    found = words.quality
    chance = 2 * found.model.rmse / found.cells**0.5
    leans = abs(found.bias) > max(chance, _SLIGHT * found.model.mae)
    whole = f"predictions are {words.lean(found.bias)}" if leans else "they are neither too high nor too low"
    return f"Half of the cells are off by {words.amount(found.median)} or less. On the whole, {whole}."


def _by_rating(words: QualityWords, groups: Groups) -> str:
    places = filled(groups.counts)
    low, high = places[0], places[-1]
    least, most = (words.band(groups.lows[place], groups.highs[place]) for place in (low, high))
    clear = _CLEAR * words.quality.model.mae
    if low == high:
        return f"All held-out cells were given {least}."
    if groups.bias[low] > clear and groups.bias[high] < -clear:
        return (
            f"Low ratings ({least}) are predicted {words.lean(groups.bias[low])} and high ones ({most})"
            f" {words.lean(groups.bias[high])}: the model is careful at the ends."
        )
    hardest = max(places, key=lambda place: groups.mae[place])
    rating = words.band(groups.lows[hardest], groups.highs[hardest])
    return f"Cells given {rating} are the hardest, off by {words.amount(groups.mae[hardest])} on average."


def _by_support(words: QualityWords, groups: Groups, noun: str) -> str:
    few, much = rated(groups.lows[0], groups.highs[0]), rated(groups.lows[-1], groups.highs[-1])
    first, last = float(groups.mae[0]), float(groups.mae[-1])
    if len(groups.counts) == 1:
        return f"{many(noun)} all have {few} ratings, so there is nothing to compare."
    said = f"{many(noun)} with {few} ratings are off by {words.amount(first)}, those with {much}"
    said = f"{said} by {words.amount(last)}"
    if last < first * (1 - _SLIGHT):
        return f"{said}: the more ratings, the better."
    return f"{said}: more ratings {'do not help' if last > first * (1 + _SLIGHT) else 'make little difference'} here."


def _by_line(words: QualityWords, lines: Lines, noun: str, name: Callable[[int], str]) -> str:
    if not len(lines.positions):
        return f"No {noun} has {lines.fewest} held-out cells, so none can be compared."
    mae, bias = float(lines.mae[0]), float(lines.bias[0])
    return (
        f"{name(int(lines.positions[0]))} is the hardest: {int(lines.counts[0]):,} held-out cells are off by"
        f" {words.amount(mae)} on average, {words.direction(bias, mae)}."
    )


def _intervals(words: QualityWords) -> str:
    found = words.quality
    if found.intervals is None:
        return "Nothing is known of how far the predictions spread, so there are no intervals to check."
    inside = float(found.intervals.inside[_NINETY])
    allowed = max(_AS_WIDE, 2 * (0.09 / found.cells) ** 0.5)
    verdict = "as wide as they should be"
    if inside < 0.9 - allowed:
        verdict = "too narrow: the model is surer than it should be"
    if inside > 0.9 + allowed:
        verdict = "wider than they need be"
    said = f"The {percent(0.9, 0)} intervals hold {percent(inside)} of the ratings; they are {verdict}."
    if found.spreads_from_these:
        said += " The spreads were estimated on these same cells, so on others they fit a little less well."
    return said


def _density(words: QualityWords, groups: Groups) -> str:
    places = filled(groups.counts)
    low, high = places[0], places[-1]
    least, most = (words.band(groups.lows[place], groups.highs[place]) for place in (low, high))
    first, last = float(groups.predicted[low]), float(groups.predicted[high])
    if low == high:
        return f"All held-out cells were given {least} and are predicted {words.amount(first)} on average."
    reach = (last - first) / max(float(groups.given[high] - groups.given[low]), 1e-12)
    verdict = "predictions keep to the middle" if reach < 1 - 2 * _SLIGHT else "predictions reach as far as the ratings"
    return (
        f"Cells given {least} are predicted {words.amount(first)} on average, and those given {most}"
        f" {words.amount(last)}: {verdict}."
    )


def _worst(words: QualityWords) -> str:
    if not words.quality.worst:
        return "Every held-out cell is predicted exactly."
    miss = words.quality.worst[0]
    return (
        f"The largest miss: {words.row_name(miss.row)} · {words.column_name(miss.column)} was given"
        f" {given(miss.given)} and predicted {words.amount(miss.predicted)}."
    )
