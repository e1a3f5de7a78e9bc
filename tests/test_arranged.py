import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mfdesk.arranged import Arrangement, Order
from mfdesk.ratings.edited import Edited
from mfdesk.ratings.edits import Append, Drop, apply
from mfdesk.ratings.side import Side
from tests.ratings.edit_world import small_table
from tests.ratings.test_edits import positions

_keys = st.lists(st.sampled_from([np.nan, -1.5, 0.0, 2.0, 3.0, 7.25]), min_size=1, max_size=20)


def shown(order: Order) -> list[int]:
    return order.positions(0, len(order)).tolist()


def _sorted(before: list[int], keys: list[float], descending: bool) -> list[int]:
    """By the definition: stable, and without a key last."""
    known = [position for position in before if not np.isnan(keys[position])]
    known.sort(key=lambda position: -keys[position] if descending else keys[position])
    return known + [position for position in before if np.isnan(keys[position])]


@given(_keys, st.booleans(), st.randoms(use_true_random=False))
def test_sorting_is_stable_and_holes_come_last(keys: list[float], descending: bool, random: object) -> None:
    first = np.random.default_rng(random.getrandbits(32)).permutation(len(keys))  # type: ignore[attr-defined]
    order = Order(len(keys)).sorted_by(np.argsort(first).astype(np.int32))
    assert shown(order) == first.tolist()
    expected = _sorted(shown(order), keys, descending)
    assert shown(order.sorted_by(np.array(keys), descending)) == expected
    given_at = np.flatnonzero(~np.isnan(keys)).astype(np.int32)
    assert shown(order.sorted_by_few(given_at, np.array(keys)[given_at], descending)) == expected


@given(st.lists(st.integers(-3, 200_000), min_size=1, max_size=20), st.booleans())
def test_whole_numbers_are_sorted_like_others(keys: list[int], descending: bool) -> None:
    expected = _sorted(list(range(len(keys))), [float(key) for key in keys], descending)
    for kind in (np.int32, np.int64):
        assert shown(Order(len(keys)).sorted_by(np.array(keys, kind), descending)) == expected
    huge = np.array(keys, np.int64) * 10**12
    assert shown(Order(len(keys)).sorted_by(huge, descending)) == expected


@given(st.integers(1, 12), st.randoms(use_true_random=False))
def test_place_and_position_are_inverse_whatever_is_sorted_hidden_and_pinned(size: int, random: object) -> None:
    seeded = np.random.default_rng(random.getrandbits(32))  # type: ignore[attr-defined]
    passing, pinned = seeded.random(size) < 0.5, tuple(seeded.permutation(size)[:2].tolist())
    dropped = np.sort(seeded.permutation(size)[: size // 3]).astype(np.int32)
    order = Order(size, dropped=dropped).sorted_by(seeded.random(size)).filtered(passing).with_pinned(pinned)
    expected_first = [position for position in pinned if position not in dropped]
    found = shown(order)
    assert found[: order.first] == expected_first
    assert sorted(found) == sorted((set(np.flatnonzero(passing).tolist()) | set(pinned)) - set(dropped.tolist()))
    for position in range(size):
        place = order.place(position)
        assert place == (found.index(position) if position in found else None)
        assert place is None or order.position(place) == position
    assert order.places(np.array(found, np.int32)).tolist() == list(range(len(found)))


def test_nothing_arranged_costs_nothing() -> None:
    order = Order(1_000_000)
    assert order.shown is None
    assert (len(order), order.position(7), order.place(7)) == (1_000_000, 7, 7)
    assert order.positions(999_998, 1_000_050).tolist() == [999_998, 999_999]


def test_taking_a_filter_away_brings_back_the_sorted_order() -> None:
    order = Order(4).sorted_by(np.array([3, 1, 2, 0]))
    hidden = order.filtered(np.array([True, False, True, False])).sorted_by(np.array([0, 1, 1, 0]))
    assert shown(hidden) == [0, 2]
    assert shown(hidden.filtered(None)) == [3, 0, 1, 2]
    assert shown(hidden.filtered(None).unsorted()) == [0, 1, 2, 3]


def test_after_an_edit_new_rows_come_last_and_dropped_ones_are_gone() -> None:
    edited = Edited.of(small_table(4, 3, 1.0, 0))
    arrangement = Arrangement.of(edited)
    assert arrangement.rows.shown is None
    rows = arrangement.rows.sorted_by(np.array([3, 1, 2, 0])).filtered(np.array([True, True, False, True]))
    arrangement = arrangement.with_side(Side.ROWS, rows.with_pinned([1]))
    after, undo = apply(edited, Append(Side.ROWS, ("new",)))
    after, bring_back = apply(after, Drop(Side.ROWS, positions(3)))
    changed = arrangement.following(after)
    assert shown(changed.rows) == [1, 0, 4]
    assert changed.shape == (3, 3)
    after, _ = apply(after, bring_back)
    after, _ = apply(after, undo)
    assert shown(changed.following(after).rows) == shown(arrangement.rows) == [1, 3, 0]
