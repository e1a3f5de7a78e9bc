import numpy as np
import pytest

from mfdesk.engine.attributes import ATTRIBUTE_WEIGHT, encoded
from mfdesk.ratings import Attribute


def _one(*values: str) -> np.ndarray:
    return encoded((Attribute("it", values),), len(values)) / ATTRIBUTE_WEIGHT


def test_each_shared_category_is_a_centred_column() -> None:
    table = _one("F", "M", "F", "M", "M", "F", "X", "")
    assert table.shape == (8, 2)
    assert table.mean(axis=0) == pytest.approx([0, 0])
    assert sorted(table[:, 0]) == pytest.approx([-3 / 8] * 5 + [5 / 8] * 3)


def test_a_text_may_name_several_categories() -> None:
    table = _one("Comedy|Drama", "Drama", "Comedy", "Comedy|Drama", "War")
    assert table.shape == (5, 2)
    assert (table[0] > 0).all()
    assert (table[4] < 0).all()


def test_names_that_no_two_rows_share_say_nothing() -> None:
    assert _one(*(f"street {number}" for number in range(50))).shape == (50, 0)


def test_numbers_with_many_values_become_bands() -> None:
    table = _one(*map(str, range(18, 98)))
    assert table.shape == (80, 8)
    assert ((table > 0).sum(axis=1) == 1).all()
    assert list((table > 0).argmax(axis=1)) != [0] * 80


def test_dates_count_by_their_year() -> None:
    table = _one(*(f"{1 + day % 28:02}-Jan-{1950 + day // 2}" for day in range(80)))
    assert table.shape == (80, 8)


def test_a_flag_is_one_column() -> None:
    assert _one("0", "1", "1", "0", "1", "0").shape == (6, 1)


def test_no_attributes_are_no_columns() -> None:
    assert encoded((), 7).shape == (7, 0)
    assert _one("", "", "", "").shape == (4, 0)
