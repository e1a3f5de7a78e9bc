"""How sorts and filters are said."""

import pytest

from mfdesk.filters import (
    AttributeIs,
    AttributeWithin,
    CountWithin,
    ErrorWithin,
    Filter,
    HasEdited,
    HasHoles,
    IsWhole,
    MeanWithin,
    NameHas,
    ValueWithin,
    Which,
)
from mfdesk.gui.find.terms import Sort, SortBy
from mfdesk.gui.find.words import Naming, of_total, shortened
from mfdesk.gui.words import one
from mfdesk.ratings.edited import Edited
from mfdesk.ratings.side import Side
from tests.gui.find.tables import movies


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (NameHas("bob"), "users with “bob” in the name"),
        (AttributeIs("city", frozenset({"Rome", "Paris"})), "users: city Paris or Rome"),
        (AttributeIs("city", frozenset("abcd")), "users: city one of 4"),
        (AttributeWithin("age", 20, 35.5), "users: age 20 to 35.5"),
        (AttributeWithin("born", 1994), "users: born at least 1994"),
        (CountWithin(lowest=5), "users with at least 5 ratings"),
        (CountWithin(highest=1), "users with at most 1 rating"),
        (CountWithin(7, 7), "users with 7 ratings"),
        (CountWithin(1000, 20_000), "users with 1,000 to 20,000 ratings"),
        (MeanWithin(highest=3.5), "users with a mean of at most 3.5"),
        (MeanWithin(-1.5, 0), "users with a mean of −1.5 to 0"),
        (ErrorWithin(0.5, 1), "users with an error of 0.5 to 1"),
        (HasHoles(), "users with cells that are not given"),
        (IsWhole(), "users with every cell given"),
        (ValueWithin(3, 4, 5), "users: Dune given or predicted, 4 to 5"),
        (ValueWithin(3, lowest=4, which=Which.GIVEN), "users: Dune given, at least 4"),
        (ValueWithin(3, which=Which.GIVEN), "users: Dune given"),
        (ValueWithin(3, which=Which.OTHERS), "users: Dune not given"),
        (ValueWithin(3, highest=2, which=Which.OTHERS), "users: Dune predicted, at most 2"),
        (HasEdited(), "users with edited cells"),
    ],
)
def test_filters_are_said_in_the_words_of_the_data(asked: Filter, words: str) -> None:
    assert Naming(Edited.of(movies())).filtered(Side.ROWS, asked) == words


@pytest.mark.parametrize(
    ("sort", "words"),
    [
        (Sort(SortBy.NAME, False), "Sort users by name"),
        (Sort(SortBy.NAME, True), "Sort users by name, Z to A"),
        (Sort(SortBy.MEAN, False), "Sort users by mean, lowest first"),
        (Sort(SortBy.COUNT, True), "Sort users by number of ratings"),
        (Sort(SortBy.VALUES, True, 3), "Sort users by Dune"),
    ],
)
def test_a_sort_says_its_direction_where_that_is_not_the_usual_one(sort: Sort, words: str) -> None:
    assert Naming(Edited.of(movies())).to_sort(Side.ROWS, sort) == words


@pytest.mark.parametrize(
    ("shown", "total", "words"),
    [(214, 1373, "214 of 1,373 users"), (5, 5, "all 5 users"), (0, 5, "none of 5 users"), (1, 1, "1 user")],
)
def test_parts_of_a_total_are_counted(shown: int, total: int, words: str) -> None:
    assert of_total(shown, total, "user") == words


def test_long_names_are_cut_and_lines_joined() -> None:
    assert shortened("one\ntwo") == "one two"
    assert shortened("a" * 50) == "a" * 31 + "…"


def test_nouns_have_their_article() -> None:
    assert (one("movie"), one("album")) == ("a movie", "an album")
