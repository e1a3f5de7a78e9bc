"""Planted patterns are found and told, chance is not, and of a very large side the best known are shown."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mfdesk.engine import patterns
from mfdesk.engine.apart import MOST, Along, Difference, differences, ranks
from mfdesk.engine.axes import own_axes, principal_axes
from mfdesk.engine.config import Config, Method
from mfdesk.engine.control import Cancelled, RunControl
from mfdesk.engine.patterns import PatternMap, ends_of, enough_ratings, measures_of, pattern_map
from mfdesk.engine.train import train
from mfdesk.engine.traits import trait_of
from mfdesk.ratings import Labels, Ratings
from mfdesk.ratings.side import Side
from mfdesk.ratings.table import Attribute
from tests.drive import drive
from tests.engine.models import any_model

ITEMS = 200
SIDES = pytest.mark.parametrize("side", list(Side))


def ratings_of(rows: int, columns: int) -> Ratings:
    """A table of which about half is known, the ratings drawn at random."""
    random = np.random.default_rng(3)
    known = np.nonzero(random.random((rows, columns)) < 0.5)
    values = random.integers(1, 6, len(known[0])).astype(float)
    labels = (Labels(f"{letter}{n}" for n in range(count)) for letter, count in (("r", rows), ("c", columns)))
    return Ratings.from_cells(known[0].astype(np.int32), known[1].astype(np.int32), values, *labels)


def map_of(ratings: Ratings, side: Side, method: Method = Method.GIBBS) -> PatternMap:
    model = any_model(method, *ratings.shape)
    _, axes = drive(principal_axes(model, RunControl()))
    return drive(pattern_map(model, axes, ratings, side, RunControl()))[1]


def what_sets_apart(shown: PatternMap) -> tuple[Difference, ...]:
    """What the page of its first factor is to say."""
    return differences(measures_of(shown), shown.features[:, 0])


def planted(feature: np.ndarray, values: list[str], name: str = "kind") -> PatternMap:
    """A map whose items lie at this one feature and have these values of one attribute."""
    n = len(feature)
    everyone = np.arange(n, dtype=np.int32)
    trait = trait_of(Attribute(name, tuple(values)), everyone)
    assert trait is not None
    return PatternMap(
        Side.ROWS,
        everyone,
        left_out=0,
        features=feature[:, None].astype(np.float32),
        strengths=np.ones(1),
        numbers=(1,),
        counts=np.full(n, 30),
        means=np.full(n, 3.0),
        traits=(trait,),
    )


def said(found: tuple[Difference, ...]) -> list[tuple[Along, str, bool]]:
    return [(each.along, each.value, each.to_the_right) for each in found]


@SIDES
def test_the_map_holds_what_the_axes_and_the_ratings_say(side: Side) -> None:
    ratings = ratings_of(30, 20)
    model = any_model(Method.GIBBS, *ratings.shape)
    _, axes = drive(principal_axes(model, RunControl()))
    reports, shown = drive(pattern_map(model, axes, ratings, side, RunControl()))
    ask, own = (axes.rows, ratings.rows) if side is Side.ROWS else (axes.columns, ratings.columns)
    assert shown.features == pytest.approx(ask(model, shown.positions), abs=1e-6)
    assert list(shown.positions) == list(range(len(shown.counts)))
    for place in range(len(shown.positions)):
        mine = ratings.values[own == place]
        assert shown.counts[place] == len(mine)
        assert shown.means[place] == pytest.approx(mine.mean())
    assert len(shown.pages) == shown.rank == len(shown.numbers) == 2
    assert reports


def test_an_item_without_ratings_has_no_mean_and_is_told_nothing_of() -> None:
    ratings = ratings_of(12, 8)
    shown = map_of(ratings.take(ratings.rows != 5), Side.ROWS)
    assert shown.counts[5] == 0
    assert np.isnan(shown.means[5])


def test_of_too_many_the_ones_with_most_ratings_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "MOST_SHOWN", 10)
    ratings = ratings_of(40, 30)
    shown = map_of(ratings, Side.ROWS)
    counts = np.diff(ratings.row_starts)
    assert shown.left_out == 30
    assert list(shown.positions) == sorted(shown.positions)
    assert sorted(counts[shown.positions]) == sorted(counts)[-10:]


def test_cancelling_ends_it() -> None:
    ratings, control = ratings_of(10, 8), RunControl()
    model = any_model(Method.ALS, 10, 8)
    control.cancel()
    with pytest.raises(Cancelled):
        drive(pattern_map(model, own_axes(model), ratings, Side.ROWS, control))


@pytest.mark.parametrize("method", list(Method))
def test_only_a_point_method_has_features_of_its_own(method: Method) -> None:
    assert map_of(ratings_of(10, 8), Side.COLUMNS, method).point_method is (method is not Method.GIBBS)


@given(st.lists(st.integers(0, 400), min_size=1, max_size=60), st.integers(1, 12))
def test_enough_ratings_are_never_so_many_that_the_ends_would_be_empty(counts: list[int], names: int) -> None:
    least = enough_ratings(np.array(counts), names)
    assert least <= 20
    assert sum(count >= least for count in counts) >= min(names, len(counts))


@given(st.lists(st.floats(-5, 5, width=32), min_size=2, max_size=40), st.integers(1, 10))
def test_both_ends_are_the_farthest_out_and_share_nobody(values: list[float], count: int) -> None:
    shown = planted(np.array(values), [str(n % 2) for n in range(len(values))])
    page = ends_of(shown, 0, count)
    left, right = ([each.place for each in end] for end in (page.left, page.right))
    assert len(left) == len(right) == min(count, len(values) // 2)
    assert [each.value for each in page.left] == sorted(np.float32(values))[: len(left)]
    assert [each.value for each in page.right] == sorted(np.float32(values), reverse=True)[: len(right)]
    if len(set(values)) == len(values):
        assert not set(left) & set(right)


def test_who_has_too_few_ratings_is_at_no_end() -> None:
    feature = np.linspace(-1, 1, 40)
    shown = planted(feature, ["a", "b"] * 20)
    counts = np.full(40, 30)
    counts[[0, 39]] = 1
    page = ends_of(replace(shown, counts=counts), 0)
    assert page.least > 1
    assert page.left[0].place == 1
    assert page.right[0].place == 38


def test_a_planted_kind_is_told_with_its_side_and_size() -> None:
    random = np.random.default_rng(1)
    feature = random.normal(size=ITEMS)
    kinds = [str(kind) for kind in random.choice(["comedy", "drama", "noir"], ITEMS)]
    feature[np.array(kinds) == "noir"] -= 1.5
    found = what_sets_apart(planted(feature, kinds))
    assert (found[0].name, found[0].value, found[0].to_the_right) == ("kind", "noir", False)
    assert found[0].members == kinds.count("noir")
    assert -1.6 < found[0].size < -0.8


def test_one_of_several_kinds_of_an_item_is_told() -> None:
    random = np.random.default_rng(2)
    kinds = ["|".join(random.choice(["a", "b", "c", "d"], 2, replace=False)) for _ in range(ITEMS)]
    feature = random.normal(size=ITEMS) + np.array([2.0 * ("c" in each) for each in kinds])
    assert (Along.VALUE, "c", True) in said(what_sets_apart(planted(feature, kinds)))


def test_a_number_that_goes_along_is_told_as_a_correlation() -> None:
    random = np.random.default_rng(3)
    years = random.integers(1950, 2020, ITEMS)
    feature = (1985 - years) / 20 + random.normal(size=ITEMS) / 2
    found = what_sets_apart(planted(feature, [str(year) for year in years], "year"))
    assert said(found) == [(Along.NUMBER, "", False)]
    assert -1 <= found[0].size < -0.8


def test_how_often_and_how_well_an_item_is_rated_is_told() -> None:
    random = np.random.default_rng(4)
    feature = random.normal(size=ITEMS)
    shown = planted(feature, [str(n % 2) for n in range(ITEMS)])
    shown = replace(shown, counts=np.rint(200 + 50 * feature).astype(int), means=3 - feature)
    assert set(said(what_sets_apart(shown))) == {(Along.COUNT, "", True), (Along.MEAN, "", False)}


@pytest.mark.parametrize(("word", "other"), [("1", "0"), ("yes", "no"), ("female", "male")])
def test_of_two_values_one_is_told(word: str, other: str) -> None:
    values = [word] * 80 + [other] * 120
    feature = np.random.default_rng(5).normal(size=ITEMS) + np.repeat([1.0, 0.0], [80, 120])
    assert said(what_sets_apart(planted(feature, values))) == [(Along.VALUE, word, True)]


def test_yes_is_told_rather_than_no_even_when_it_lies_left() -> None:
    values = ["0"] * 80 + ["1"] * 120
    feature = np.random.default_rng(5).normal(size=ITEMS) + np.repeat([1.0, 0.0], [80, 120])
    assert said(what_sets_apart(planted(feature, values))) == [(Along.VALUE, "1", False)]


def test_chance_is_hardly_ever_told() -> None:
    told = 0
    for seed in range(300):
        random = np.random.default_rng(seed)
        kinds = [str(kind) for kind in random.integers(0, 12, ITEMS)]
        told += bool(what_sets_apart(planted(random.normal(size=ITEMS), kinds)))
    assert told <= 9


def test_a_kind_with_few_members_is_not_told() -> None:
    feature = np.concatenate([np.random.default_rng(1).normal(size=ITEMS - 4), np.full(4, 30.0)])
    assert what_sets_apart(planted(feature, ["common"] * (ITEMS - 4) + ["rare"] * 4)) == ()


def test_at_most_a_few_are_told_the_surest_first() -> None:
    feature = np.random.default_rng(1).normal(size=1000) / 10 + np.repeat(np.arange(10), 100)
    found = what_sets_apart(planted(feature, [f"kind {n}" for n in np.repeat(np.arange(10), 100)]))
    assert len(found) == MOST
    assert [abs(each.surety) for each in found] == sorted((abs(each.surety) for each in found), reverse=True)


@given(st.lists(st.integers(0, 9), min_size=1, max_size=40))
def test_ranks_add_up_and_equals_share_theirs(values: list[int]) -> None:
    found = ranks(np.array(values))
    assert found.sum() == pytest.approx(len(values) * (len(values) + 1) / 2)
    for one, rank in zip(values, found, strict=True):
        assert rank == (sum(v < one for v in values) + sum(v <= one for v in values) + 1) / 2


def test_names_that_nobody_shares_are_no_trait() -> None:
    everyone = np.arange(9, dtype=np.int32)
    assert trait_of(Attribute("title", tuple(f"name {n}" for n in range(9))), everyone) is None
    assert trait_of(Attribute("planet", ("earth",) * 9), everyone) is None


def test_a_trait_tells_what_is_known_of_an_item() -> None:
    everyone = np.arange(6, dtype=np.int32)
    trait = trait_of(Attribute("genre", ("b|a", "a", "", "a|b", "a", "b")), everyone)
    assert trait is not None
    assert trait.values == ("a", "b")
    assert [trait.text(item) for item in everyone] == ["a, b", "a", "", "a, b", "a", "b"]
    assert list(trait.codes) == [0, 0, -1, 0, 0, 1]
    years = trait_of(Attribute("year", (*(str(1980 + n) for n in range(13)), "")), np.arange(14, dtype=np.int32))
    assert years is not None
    assert years.text(0) == "1980"
    assert years.text(13) == ""


def test_a_trained_model_shows_the_taste_that_was_planted() -> None:
    """Two camps that like opposite halves of the columns come to lie at opposite ends, and their name is told."""
    random = np.random.default_rng(7)
    camps, halves = np.repeat([1, -1], 60), np.repeat([1, -1], 15)
    known = np.nonzero(random.random((120, 30)) < 0.5)
    values = np.clip(
        np.rint(3 + 1.4 * camps[known[0]] * halves[known[1]] + random.normal(size=len(known[0])) / 2), 1, 5
    )
    ratings = Ratings.from_cells(
        known[0].astype(np.int32),
        known[1].astype(np.int32),
        values,
        Labels(f"r{n}" for n in range(120)),
        Labels(f"c{n}" for n in range(30)),
        row_attributes=(Attribute("camp", tuple("sweet" if camp > 0 else "sour" for camp in camps)),),
    )
    _, training = drive(train(ratings, Config(rank=2, epochs=30), RunControl()))
    _, axes = drive(principal_axes(training.model, RunControl()))
    _, rows = drive(pattern_map(training.model, axes, ratings, Side.ROWS, RunControl()))
    _, columns = drive(pattern_map(training.model, axes, ratings, Side.COLUMNS, RunControl()))
    page = columns.pages[0]
    assert {end.place < 15 for end in page.left} != {end.place < 15 for end in page.right}
    assert len({end.place < 15 for end in page.left}) == 1
    assert rows.strengths[0] > 0.9
    assert rows.pages[0].apart[0].name == "camp"
    assert abs(rows.pages[0].apart[0].size) > 1.5
