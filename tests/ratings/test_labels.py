from hypothesis import given
from hypothesis import strategies as st

from mfdesk.ratings import Labels


def test_names_are_text_and_never_numbers() -> None:
    labels = Labels(["7", "007", "NA", " 7"])
    assert [labels.position(name) for name in ("7", "007", "NA", " 7", "nan")] == [0, 1, 2, 3, None]


def test_what_all_questions_share_is_left_out_of_their_short_names() -> None:
    labels = Labels(
        ["How do you like the food of Italy?", "How do you like the food of Iran.", "How do you like the food of Chad:"]
    )
    assert [labels.short(position) for position in range(3)] == ["Italy", "Iran", "Chad"]


def test_short_names_are_whole_words() -> None:
    labels = Labels(["The rating of Chile", "The rating of China", "The rating of Chad"])
    assert labels.short(0) == "Chile"


def test_names_with_little_in_common_stay_whole() -> None:
    assert Labels(["User 1", "User 2", "User 3"]).short(1) == "User 2"


@given(st.lists(st.text(), min_size=1, unique=True))
def test_a_short_name_is_never_empty_unless_the_name_is(names: list[str]) -> None:
    labels = Labels(names)
    assert all(bool(labels.short(position)) == bool(name) for position, name in enumerate(names))
