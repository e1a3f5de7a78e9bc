"""Attributes that are numbers."""

import numpy as np
import pytest

from mfdesk.ratings.numeric import numbers_of


def test_what_is_unknown_is_no_number_and_all_else_is_exact() -> None:
    numbers = numbers_of(("1994", " -2.5 ", "", "NA", "1e3", "?"))
    assert numbers is not None
    np.testing.assert_array_equal(numbers, [1994, -2.5, np.nan, np.nan, 1000, np.nan])


@pytest.mark.parametrize("word", ["1_0", "12 years", "٣", "inf", "1e999", "0x10", "1,5"])
def test_one_word_among_numbers_makes_all_of_them_words(word: str) -> None:
    assert numbers_of(("1", "2", word)) is None


def test_where_nothing_is_known_there_are_no_numbers() -> None:
    assert numbers_of(("", "NA")) is None
    assert numbers_of(()) is None
