import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mfdesk.ratings import Labels
from mfdesk.ratings.changed_labels import ChangedLabels
from mfdesk.ratings.finding import NameIndex, folded
from mfdesk.ratings.natural import natural_ranks

_names = st.lists(st.text(alphabet="aAbBéÉe\u0301ßİ 019\n漢🙂", max_size=6), max_size=30)
_texts = st.text(alphabet="aAbBéÉßİ 01漢🙂", max_size=3)


@given(_names, _texts, _texts)
def test_a_text_is_found_in_just_the_names_that_contain_it(names: list[str], text: str, more: str) -> None:
    index = NameIndex(Labels(names))
    for wanted in (text, text + more, more):  # the second narrows the first
        expected = [at for at, name in enumerate(names) if folded(wanted) in folded(name)]
        assert index.find(wanted).tolist() == expected


@given(_names, _names, st.dictionaries(st.integers(0, 29), st.text("abé", min_size=1, max_size=4)), _texts)
def test_after_renames_and_new_names_it_finds_what_a_new_index_would(
    names: list[str], added: list[str], renamed: dict[int, str], text: str
) -> None:
    changed = ChangedLabels(Labels(names), {at: name for at, name in renamed.items() if at < len(names)}, tuple(added))
    following = NameIndex(changed.opened).following(changed)
    for index in (following, NameIndex(changed)):
        assert index.find(text).tolist() == NameIndex(Labels(changed)).find(text).tolist()
        assert index.complete(text) == NameIndex(Labels(changed)).complete(text)


def test_the_index_of_another_table_is_made_anew() -> None:
    index = NameIndex(Labels(["a"])).following(Labels(["b", "ab"]))
    assert index.find("b").tolist() == [0, 1]


def test_names_that_start_with_the_text_are_offered_first() -> None:
    index = NameIndex(Labels(["The star", "Star wars", "A star is born", "Stars", "Moon"]))
    assert index.complete("STAR") == (1, 3, 0, 2)
    assert index.complete("star", limit=3) == (1, 3, 0)
    assert index.complete("", limit=2) == (0, 1)
    assert index.complete("x") == ()


def test_whole_names_are_found_whatever_their_capitals_before_and_after_a_change() -> None:
    labels = ChangedLabels.of(Labels(["Star", "star", "Stars", "A star", "Moon"]))
    index = NameIndex(labels)
    assert index.exactly("STAR").tolist() == [0, 1]
    assert index.exactly("sta").tolist() == []
    changed = labels.with_name(1, "Sun").with_more(["Star "]).with_more(["STAR"])
    assert index.following(changed).exactly("star").tolist() == [0, 6]


@pytest.mark.parametrize("count", [10, 30_000])
def test_common_and_rare_texts_are_found_among_many_names(count: int) -> None:
    names = [f"User {number}" for number in range(count)]
    index = NameIndex(Labels(names))
    for text in ("u", "er 1", "7", "ER", str(count - 1), "r  "):
        assert index.find(text).tolist() == [at for at, name in enumerate(names) if text.casefold() in name.casefold()]


def _natural(name: str) -> list[tuple[int, str]]:
    """Numbers by value, other letters as they are, as Python compares them."""
    whole = folded(name).encode(errors="surrogatepass").decode("latin-1")
    parts = re.findall(r"[0-9]+|[^0-9]", whole)
    return [
        (ord("0"), f"{int(part):020d}") if part.isdecimal() and part.isascii() else (ord(part), "") for part in parts
    ]


@given(st.lists(st.text(alphabet="aAbé 0129.漢", max_size=14), max_size=30))
def test_names_are_ranked_naturally(names: list[str]) -> None:
    ranks = natural_ranks(Labels(names)).tolist()
    keys = [_natural(name) for name in names]
    distinct = sorted(map(list, {tuple(key) for key in keys}))
    assert ranks == [distinct.index(key) for key in keys]


def test_numbers_in_names_count_as_numbers() -> None:
    names = ["Movie 10", "movie 2", "Movie 1", "Movie 02", "Movie 123456789012345", "Movie"]
    assert natural_ranks(Labels(names)).tolist() == [3, 2, 1, 2, 4, 0]
