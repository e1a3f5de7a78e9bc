import pytest

from mfdesk.errors import NameTaken
from mfdesk.ratings.edited import Edited
from mfdesk.ratings.edits import Append, Rename
from mfdesk.ratings.history import History
from mfdesk.ratings.side import Side
from tests.ratings.edit_world import small_table


def _history() -> History:
    history = History(Edited.of(small_table(2, 2, 1.0, 0)))
    return history.after("rename r0", Rename(Side.ROWS, 0, "a")).after("add b", Append(Side.ROWS, ("b",)))


def names(history: History) -> list[str]:
    return list(history.edited.labels[Side.ROWS])


def test_undo_and_redo_walk_the_same_way_back_and_forth() -> None:
    history = _history()
    assert history.back is not None
    assert (history.back.name, names(history)) == ("add b", ["a", "r1", "b"])
    back = history.undone()
    assert back.forth is not None
    assert (back.forth.name, names(back)) == ("add b", ["a", "r1"])
    first = back.undone()
    assert first.edited.as_opened
    assert (first.back, names(first.undone())) == (None, ["r0", "r1"])
    last = first.redone().redone()
    assert (names(last), last.forth, names(last.redone())) == (["a", "r1", "b"], None, ["a", "r1", "b"])
    assert names(last.undone()) == ["a", "r1"]


def test_another_change_ends_what_could_be_redone() -> None:
    history = _history().undone().after("rename r1", Rename(Side.ROWS, 1, "c"))
    assert history.forth is None
    assert names(history.undone()) == ["a", "r1"]


def test_a_refused_change_leaves_the_history_as_it_was() -> None:
    history = _history().undone()
    with pytest.raises(NameTaken):
        history.after("add a", Append(Side.ROWS, ("a",)))
    assert names(history.redone()) == ["a", "r1", "b"]


def test_what_is_forgotten_cannot_be_undone() -> None:
    history = _history().forgotten()
    assert history.undone() is history
    assert history.redone() is history
