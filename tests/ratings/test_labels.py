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


def test_numbers_stay_before_what_tells_questions_apart() -> None:
    labels = Labels(
        [
            "Q1: How satisfied are you with the price of the food?",
            "Q2: How satisfied are you with the friendliness of the staff?",
            "Q10: How satisfied are you with the opening hours?",
        ]
    )
    said = [labels.short(position) for position in range(3)]
    assert said == ["Q1: price of the food", "Q2: friendliness of the staff", "Q10: opening hours"]


def test_what_stands_before_a_number_is_left_out_too_where_it_is_long() -> None:
    assert Labels([f"customer {number} of the shop" for number in range(3)]).short(1) == "1 of the shop"
    asked = Labels([f"Question {number}: How good is {what}?" for number, what in enumerate(("tea", "ale", "rum"))])
    assert asked.short(2) == "2: rum"


def test_what_most_share_is_left_out_of_those_that_share_it() -> None:
    labels = Labels(
        [*(f"{n}. How do you like {taste}?" for n, taste in enumerate(("tea", "milk", "ale"))), "All in all"]
    )
    assert [labels.short(position) for position in range(4)] == ["0. tea", "1. milk", "2. ale", "All in all"]


def test_no_short_name_can_be_taken_for_another_name() -> None:
    labels = Labels(
        ["How do you like tea?", "How do you like tea.", "How do you like milk?", "milk", "How do you like it"]
    )
    said = [labels.short(position) for position in range(5)]
    assert said == ["How do you like tea?", "How do you like tea.", "How do you like milk?", "milk", "it"]


def test_two_halves_that_begin_otherwise_stay_whole() -> None:
    names = [
        f"How {asked} {what}" for asked in ("important to you is", "happy are you with") for what in ("tea", "ale")
    ]
    assert [Labels(names).short(position) for position in range(4)] == names


@given(
    st.lists(st.text(), min_size=1, max_size=9, unique=True), st.sampled_from(["", "What about ", "Q1: What about "])
)
def test_short_names_differ_as_names_do(names: list[str], start: str) -> None:
    labels = Labels([start + name for name in names])
    assert len({labels.short(position) for position in range(len(names))}) == len(names)


def test_names_with_little_in_common_stay_whole() -> None:
    assert Labels(["User 1", "User 2", "User 3"]).short(1) == "User 2"


@given(st.lists(st.text(), min_size=1, unique=True))
def test_a_short_name_is_never_empty_unless_the_name_is(names: list[str]) -> None:
    labels = Labels(names)
    assert all(bool(labels.short(position)) == bool(name) for position, name in enumerate(names))
