import copy

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mfdesk.errors import NameEmpty, NameTaken, RatingNotFinite, RatingOffScale
from mfdesk.ratings import Labels, Ratings, Scale
from mfdesk.ratings.edited import Edited
from mfdesk.ratings.edits import Append, Drop, Operation, Rename, Restore, SetCells, Together, apply, widened
from mfdesk.ratings.side import Side
from tests.ratings.edit_world import Plain, check_queries, check_same_ratings, same_bits, small_table
from tests.tables import ratings_of


def cells(*changes: tuple[int, int, float], widen: bool = False) -> SetCells:
    """The change of a few cells."""
    rows, columns, values = zip(*changes, strict=True)
    return SetCells(np.array(rows, np.int32), np.array(columns, np.int32), np.array(values, float), widen)


def positions(*numbers: int) -> np.ndarray:
    return np.array(numbers, np.int32)


class Hand:
    """Someone who edits at random, and only what is there."""

    def __init__(self, seed: int) -> None:
        self.random = np.random.default_rng(seed)
        self.new_names = 0

    def next(self, edited: Edited) -> Operation:
        side = Side(int(self.random.integers(2)))
        alive = [np.setdiff1d(np.arange(edited.shape[one]), edited.dropped[one]) for one in Side]
        match self.random.choice(["cells"] * 8 + ["block", "rename", "append", "drop", "restore"]):
            case "rename" if len(alive[side]):
                return Rename(side, int(self.random.choice(alive[side])), self._name())
            case "append":
                return Append(side, tuple(self._name() for _ in range(self.random.integers(1, 3))))
            case "drop" if len(alive[side]) > 2:
                return Drop(side, self.random.choice(alive[side], 1).astype(np.int32))
            case "restore" if len(edited.dropped[side]):
                return Restore(side, self.random.choice(edited.dropped[side], 1))
            case "block":
                return self._block(*(some[: self.random.integers(1, 5)] for some in alive))
            case _:
                return self._block(*(self.random.choice(some, 1) for some in alive))

    def _block(self, rows: np.ndarray, columns: np.ndarray) -> SetCells:
        down, across = (grid.ravel() for grid in np.meshgrid(rows, columns))
        order = self.random.permutation(len(down))
        values = self.random.choice([1.0, 2.0, 3.0, 4.0, 5.0, np.nan], len(down))
        return SetCells(down[order].astype(np.int32), across[order].astype(np.int32), values)

    def _name(self) -> str:
        self.new_names += 1
        return f"new {self.new_names}"


def arrays_of(edited: Edited) -> list[np.ndarray]:
    """All arrays that say what an edited table holds."""
    whole, overlay = edited.ratings, edited.overlay
    own = [whole.rows, whole.columns, whole.values, *edited.dropped, overlay.keys, overlay.values]
    own += [part(side) for part in (edited.counts, edited.means) for side in Side]
    return own if whole.times is None else [*own, whole.times]


@pytest.mark.parametrize(("share", "timed"), [(0.3, True), (0.0, False), (0.9, False)])
def test_a_thousand_edits_undone_and_redone_one_by_one_give_the_same_bits(share: float, timed: bool) -> None:
    ratings = small_table(12, 9, share, seed=1, timed=timed)
    hand, edited, plain = Hand(2), Edited.of(ratings), Plain.of(ratings)
    states, plains, inverses = [edited], {0: copy.deepcopy(plain)}, []
    for step in range(1, 1001):
        operation = hand.next(edited)
        edited, inverse = apply(edited, operation)
        plain.apply(operation)
        states.append(edited)
        inverses.append(inverse)
        if step % 25 == 0:
            check_queries(edited, plain, hand.random)
            plains[step] = copy.deepcopy(plain)
    redos = []
    for step in reversed(range(1000)):
        edited, redo = apply(edited, inverses.pop())
        redos.append(redo)
        if step % 10 == 0:
            assert all(map(same_bits, arrays_of(edited), arrays_of(states[step])))
            assert not edited.unseen(states[step])
        if step in plains:
            check_queries(edited, plains[step], hand.random)
    assert edited.as_opened
    assert edited.ratings is ratings
    for step in range(1, 1001):
        edited, _ = apply(edited, redos.pop())
        if step % 10 == 0:
            assert all(map(same_bits, arrays_of(edited), arrays_of(states[step])))
    assert edited.version == 3000


@given(st.integers(0, 2**32), st.integers(1, 12), st.booleans())
@settings(max_examples=60)
def test_any_few_edits_give_the_table_of_a_plain_dictionary(seed: int, count: int, timed: bool) -> None:
    ratings = small_table(6, 5, 0.4, seed % 97, timed)
    hand, edited, plain = Hand(seed), Edited.of(ratings), Plain.of(ratings)
    for _ in range(count):
        operation = hand.next(edited)
        edited, _ = apply(edited, operation)
        plain.apply(operation)
        check_queries(edited, plain, hand.random)


@given(st.integers(0, 2**32), st.integers(0, 8), st.integers(0, 8))
@settings(max_examples=60)
def test_what_is_unseen_is_what_differs(seed: int, before: int, after: int) -> None:
    hand, edited = Hand(seed), Edited.of(small_table(6, 5, 0.4, seed % 97))
    for _ in range(before):
        edited, _ = apply(edited, hand.next(edited))
    seen = edited
    for _ in range(after):
        edited, _ = apply(edited, hand.next(edited))
    shape = tuple(map(max, seen.shape, edited.shape))
    now, then = np.full(shape, np.nan), np.full(shape, np.nan)
    for dense, state in ((now, edited), (then, seen)):
        dense[state.ratings.rows, state.ratings.columns] = state.ratings.values
    differ = ~((now == then) | (np.isnan(now) & np.isnan(then)))
    unseen = edited.unseen(seen)
    for side in Side:
        added = set(range(seen.shape[side], edited.shape[side]))
        dropped = set(np.setxor1d(edited.dropped[side], seen.dropped[side]).tolist())
        expected = set(np.flatnonzero(differ.any(axis=1 - side)).tolist()) | added | dropped
        hidden = set(edited.dropped[side].tolist())
        assert expected - hidden <= set(unseen.positions(side).tolist())
        if not any(map(len, (*edited.dropped, *seen.dropped))):
            assert expected == set(unseen.positions(side).tolist())
    places = np.nonzero(~np.isnan(now))
    untouched = not any(map(len, (*edited.dropped, *seen.dropped)))
    if untouched:
        assert (unseen.holds(*places) == differ[places]).all()


def test_setting_a_cell_shows_at_once_and_leaves_the_earlier_table_as_it_was() -> None:
    before = Edited.of(ratings_of({(0, 0): 4.0, (0, 2): 3.0}, 2, 3))
    after, _ = apply(before, cells((0, 1, 3.0), (0, 2, np.nan)))
    assert after.cells_of_row(0)[0].tolist() == [0, 1]
    assert after.cells_of_row(0)[1].tolist() == [4, 3]
    assert before.cells_of_row(0)[0].tolist() == [0, 2]
    assert (before.version, after.version) == (0, 1)


def test_clearing_what_is_not_there_changes_nothing_and_is_undone_by_nothing() -> None:
    before = Edited.of(ratings_of({(0, 0): 4.0}, 2, 3))
    after, inverse = apply(before, cells((1, 1, np.nan)))
    assert after.as_opened
    assert apply(after, inverse)[0].as_opened


def test_a_rating_typed_back_by_hand_is_no_longer_unseen() -> None:
    edited = Edited.of(small_table(4, 4, 1.0, 0, timed=True))
    old = float(edited.values_at(positions(1), positions(2))[0])
    edited, _ = apply(edited, cells((1, 2, 6 - old if old != 3 else 1.0)))
    assert edited.unseen().rows.tolist() == [1]
    edited, _ = apply(edited, cells((1, 2, old)))
    assert not edited.unseen()


def test_an_edit_has_no_time_until_it_is_taken_back() -> None:
    ratings = small_table(4, 4, 1.0, 0, timed=True)
    assert ratings.times is not None
    value = 5.0 if ratings.values[0] == 1 else 1.0
    edited, inverse = apply(Edited.of(ratings), cells((0, 0, value)))
    assert edited.ratings.times is not None
    assert np.isnan(edited.ratings.times[0])
    assert np.isfinite(edited.ratings.times[1:]).all()
    part = edited.part(Side.COLUMNS, positions(0))
    assert same_bits(part.times, edited.ratings.times[edited.ratings.columns == 0])
    assert apply(edited, inverse)[0].ratings is ratings


def test_an_edit_during_a_training_is_marked_and_one_before_it_is_not() -> None:
    seen, _ = apply(Edited.of(small_table(4, 4, 0.0, 0)), cells((0, 1, 3.0)))
    edited, _ = apply(seen, cells((2, 3, 5.0)))
    unseen = edited.unseen(seen)
    assert [part.tolist() for part in unseen.cells] == [[2], [3]]
    assert unseen.holds(positions(0, 2), positions(1, 3)).tolist() == [False, True]


def test_a_cell_that_was_edited_before_and_after_a_training_is_unseen_once() -> None:
    seen, _ = apply(Edited.of(small_table(4, 4, 0.0, 0)), cells((0, 1, 3.0), (2, 2, 1.0)))
    edited, _ = apply(seen, cells((0, 1, 4.0)))
    assert len(edited.unseen(seen).keys) == 1


def test_an_edit_that_was_trained_on_and_then_undone_is_unseen() -> None:
    seen, inverse = apply(Edited.of(small_table(4, 4, 0.0, 0)), cells((0, 1, 3.0)))
    edited, _ = apply(seen, inverse)
    assert edited.unseen(seen).rows.tolist() == [0]


def test_tables_of_two_files_are_not_compared() -> None:
    one, other = Edited.of(small_table(4, 4, 0.5, 0)), Edited.of(small_table(4, 4, 0.5, 1))
    changed, _ = apply(other, cells((0, 0, np.nan), (0, 1, 5.0)))
    for state in (changed, other):
        with pytest.raises(ValueError, match="two tables"):
            one.unseen(state)


def test_the_table_as_it_was_opened_stays_at_hand() -> None:
    edited = Edited.of(small_table(4, 4, 0.5, 0))
    changed, _ = apply(edited, Together((Append(Side.ROWS, ("new",)), cells((4, 0, 5.0)))))
    changed, _ = apply(changed, Drop(Side.COLUMNS, positions(1)))
    assert changed.opened.as_opened
    assert changed.opened.ratings is edited.base.ratings


def test_a_dropped_row_has_no_ratings_and_comes_back_with_them_and_its_edits() -> None:
    edited, _ = apply(Edited.of(small_table(4, 4, 1.0, 0)), cells((1, 1, np.nan)))
    before = edited.ratings
    edited, _ = apply(edited, Drop(Side.ROWS, positions(1)))
    edited, _ = apply(edited, Drop(Side.COLUMNS, positions(0)))
    assert edited.shape == (4, 4)
    assert edited.counts(Side.ROWS).tolist() == [3, 0, 3, 3]
    edited, _ = apply(edited, Restore(Side.ROWS, positions(1)))
    assert edited.cells_of_row(1)[0].tolist() == [2, 3]
    edited, _ = apply(edited, Restore(Side.COLUMNS, positions(0)))
    check_same_ratings(edited.ratings, before)


def test_what_is_kept_has_no_trace_of_dropped_rows_and_columns() -> None:
    edited = Edited.of(small_table(4, 4, 1.0, 0))
    edited, _ = apply(edited, Drop(Side.ROWS, positions(1, 2)))
    edited, _ = apply(edited, Drop(Side.COLUMNS, positions(0)))
    kept, opened = edited.kept, edited.base.ratings
    assert list(kept.row_labels) == ["r0", "r3"]
    assert list(kept.column_labels) == ["c1", "c2", "c3"]
    assert kept.row_attributes[0].values == ("20", "23")
    dense = opened.values.reshape(4, 4)[np.ix_([0, 3], [1, 2, 3])]
    assert same_bits(kept.values, dense.ravel())
    assert kept.rows.tolist() == [0, 0, 0, 1, 1, 1]
    assert kept.columns.tolist() == [0, 1, 2] * 2


def test_what_was_dropped_cannot_be_edited() -> None:
    edited, _ = apply(Edited.of(small_table(4, 4, 1.0, 0)), Drop(Side.ROWS, positions(1)))
    with pytest.raises(ValueError, match="dropped"):
        apply(edited, cells((1, 1, 3.0)))
    with pytest.raises(ValueError, match="dropped"):
        apply(edited, Rename(Side.ROWS, 1, "x"))


def test_a_cell_that_is_not_there_or_set_twice_is_a_defect() -> None:
    edited = Edited.of(small_table(4, 4, 1.0, 0))
    for wrong in ((4, 0, 3.0), (0, -1, 3.0)):
        with pytest.raises(ValueError, match="no such"):
            apply(edited, cells(wrong))
    with pytest.raises(ValueError, match="twice"):
        apply(edited, cells((0, 0, 3.0), (0, 0, 4.0)))
    with pytest.raises(ValueError, match="no such"):
        apply(edited, Drop(Side.ROWS, positions(4)))


def test_names_stay_unique_and_are_never_empty() -> None:
    edited, _ = apply(Edited.of(small_table(3, 3, 1.0, 0)), Append(Side.ROWS, ("new",)))
    for change in (Rename(Side.ROWS, 0, "new"), Rename(Side.ROWS, 3, "r1"), Append(Side.ROWS, ("x", "x"))):
        with pytest.raises(NameTaken):
            apply(edited, change)
    for change in (Rename(Side.COLUMNS, 0, " "), Append(Side.COLUMNS, ("y", ""))):
        with pytest.raises(NameEmpty):
            apply(edited, change)
    apply(edited, Append(Side.COLUMNS, ("new", "r1")))  # the sides have names of their own
    renamed, _ = apply(edited, Rename(Side.ROWS, 0, "other"))
    apply(renamed, Append(Side.ROWS, ("r0",)))  # a name that was given up is free


def test_the_name_of_a_dropped_row_stays_its_own() -> None:
    edited, _ = apply(Edited.of(small_table(3, 3, 1.0, 0)), Drop(Side.ROWS, positions(1)))
    with pytest.raises(NameTaken) as caught:
        apply(edited, Append(Side.ROWS, ("r1",)))
    assert caught.value.dropped


def test_a_new_row_takes_ratings_and_goes_only_when_they_are_gone() -> None:
    edited, withdraw = apply(Edited.of(small_table(3, 3, 1.0, 0)), Append(Side.ROWS, ("new",)))
    rated, undo = apply(edited, cells((3, 0, 4.0)))
    assert rated.cells_of_row(3)[1].tolist() == [4]
    assert rated.ratings.row_attributes[0].values[3] == ""
    with pytest.raises(ValueError, match="in use"):
        apply(rated, withdraw)
    again, _ = apply(apply(rated, undo)[0], withdraw)
    assert again.as_opened


@pytest.mark.parametrize("value", [0.0, 6.0, 2.5])
def test_a_rating_off_the_scale_needs_a_word(value: float) -> None:
    edited = Edited.of(small_table(3, 3, 1.0, 0))
    assert edited.off_scale(np.array([value, 3.0, np.nan])).tolist() == [True, False, False]
    with pytest.raises(RatingOffScale):
        apply(edited, cells((0, 0, value)))
    wider, inverse = apply(edited, cells((0, 0, value), widen=True))
    assert not wider.off_scale(np.array([value, 1.0, 5.0])).any()
    assert wider.ratings.scale == wider.scale
    assert apply(wider, inverse)[0].as_opened


def test_an_infinite_rating_is_refused_even_with_a_word() -> None:
    assert Scale(1, 5, 1).lacks(np.array([np.inf, -np.inf, np.nan, 2.0])).tolist() == [True, True, False, False]
    with pytest.raises(RatingNotFinite):
        apply(Edited.of(small_table(3, 3, 1.0, 0)), cells((0, 0, np.inf), widen=True))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (6.0, Scale(1, 6, 1)),
        (2.5, Scale(1, 5, 0.5)),
        (0.25, Scale(0.25, 5, 0.25)),
        (3.14159, Scale(1, 5, None)),
        (1e9, Scale(1, 1e9, None)),
    ],
)
def test_a_scale_widens_no_more_than_it_must(value: float, expected: Scale) -> None:
    assert widened(Scale(1, 5, 1), np.array([value, np.nan])) == expected


def test_changes_made_together_are_undone_together_and_not_at_all_when_one_is_refused() -> None:
    edited = Edited.of(small_table(3, 3, 1.0, 0))
    paste = Together((Append(Side.ROWS, ("new",)), cells((3, 1, 2.0), (0, 0, np.nan))))
    pasted, inverse = apply(edited, paste)
    assert pasted.known == 9
    back, redo = apply(pasted, inverse)
    assert back.as_opened
    check_same_ratings(apply(back, redo)[0].ratings, pasted.ratings)
    with pytest.raises(NameTaken):
        apply(edited, Together((cells((0, 0, np.nan)), Append(Side.ROWS, ("r0",)))))
    assert edited.as_opened


def test_a_mean_forgets_a_rating_that_was_a_slip() -> None:
    labels = Labels(["a", "b"]), Labels(["x"])
    table = Ratings.from_cells(positions(0, 1), positions(0, 0), np.array([1e17, 3.0]), *labels)
    edited, _ = apply(Edited.of(table), cells((0, 0, 4.0), widen=True))
    assert edited.means(Side.COLUMNS).tolist() == [3.5]
