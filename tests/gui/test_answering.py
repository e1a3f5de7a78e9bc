"""A model that is there is told of every edit; what it says depends on the table alone, not on the way there."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from mfdesk.completed import CompletedTable, Kind
from mfdesk.engine.answer import answered
from mfdesk.engine.config import Config, Method
from mfdesk.gui import answering
from mfdesk.gui.answering import Answering
from mfdesk.gui.document import Aspect
from mfdesk.gui.provisional import NONE, fitted
from mfdesk.gui.questions import Questions
from mfdesk.gui.waiting import Waiting, waiting_words
from mfdesk.ratings.edits import Append, SetCells, apply
from mfdesk.ratings.side import Side
from mfdesk.selected import Rectangle
from tests.engine.models import any_model
from tests.gui.edited_document import Desk, part, positions, random_ratings

NOUNS = ("user", "movie")


class Answered(Desk):
    """A filled table whose model hears of edits."""

    def __init__(self, questions: Questions, rows: int = 12, columns: int = 9) -> None:
        super().__init__(random_ratings(rows, columns))
        self.moves: list[tuple[list[int], list[int]]] = []
        self.waiting: list[tuple[Waiting, bool]] = []
        self.answering = Answering(self.document, questions)
        self.answering.moved.connect(lambda rows, columns: self.moves.append((list(rows), list(columns))))
        self.answering.edits_waiting.connect(lambda waiting, learned: self.waiting.append((waiting, learned)))

    @property
    def completed(self) -> CompletedTable:
        assert self.document.completed is not None
        return self.document.completed

    def everything(self) -> np.ndarray:
        """The bits of all values and spreads."""
        rows, columns = (np.arange(size, dtype=np.int32) for size in self.completed.shape)
        block = self.completed.block(rows, columns)
        return np.stack([block.values, block.spreads.astype(float), block.kinds.astype(float)])

    def settle(self, qtbot: QtBot) -> None:
        """Waits for what is answered in the background."""
        qtbot.waitUntil(lambda: not self.answering.busy, timeout=20_000)


@pytest.fixture
def questions(qapp: object) -> Iterator[Questions]:
    questions = Questions()
    yield questions
    assert questions.shutdown()


@pytest.fixture
def desk(questions: Questions) -> Answered:
    desk = Answered(questions)
    desk.learn()
    return desk


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is cheap enough to be answered at once."""
    monkeypatch.setattr(answering, "AT_ONCE", -1.0)


def full(desk: Answered) -> np.ndarray:
    """What the model says when it is asked from scratch."""
    project = desk.document.project
    assert project is not None
    assert project.training is not None
    unseen = project.edited.unseen(project.seen)
    answer = answered(project.training.model, project.edited, unseen.rows, unseen.columns)
    rows, columns = (np.arange(size, dtype=np.int32) for size in project.edited.shape)
    block = CompletedTable(project.edited, project.training.model, project.seen, answer).block(rows, columns)
    return np.stack([block.values, block.spreads.astype(float), block.kinds.astype(float)])


def hole(told: np.ndarray) -> tuple[int, int]:
    """A predicted cell of the row that has most of them."""
    predicted = told[2] == Kind.PREDICTED
    row = int(predicted.sum(axis=1).argmax())
    return row, int(predicted[row].argmax())


def same_bits(one: np.ndarray, other: np.ndarray) -> bool:
    return one.shape == other.shape and one.tobytes() == other.tobytes()


@pytest.mark.parametrize("method", list(Method))
def test_an_edit_moves_the_predictions_of_its_row_and_column_at_once(questions: Questions, method: Method) -> None:
    desk = Answered(questions)
    desk.learn(method)
    before = desk.everything()
    row, column = hole(before)
    desk.editing.type_text(row, column, "5")
    after = desk.everything()
    other = np.delete(np.arange(12), row)
    moved = (before[0] != after[0]) & (after[2] == Kind.PREDICTED)
    assert moved[row].any()
    assert moved[other][:, column].any()
    assert not moved[np.ix_(other, np.delete(np.arange(9), column))].any(), "the others wait for a training"
    assert same_bits(after, full(desk))
    assert desk.moves[-1] == ([row], [column])


def test_taking_the_edit_back_gives_the_bits_of_the_model(desk: Answered) -> None:
    before = desk.everything()
    desk.editing.type_text(0, 0, "1")
    desk.editing.drop(Side.COLUMNS, positions(2))
    desk.editing.append(Side.ROWS, ["new"])
    while desk.document.undo_stack.canUndo():
        desk.undo()
    assert same_bits(desk.everything(), before)
    assert not desk.waiting[-1][0]


def test_what_takes_too_long_is_answered_in_the_background(qtbot: QtBot, desk: Answered, slow: None) -> None:
    desk.editing.clear([part(list(range(6)), list(range(6)))])
    desk.settle(qtbot)
    assert same_bits(desk.everything(), full(desk))
    assert desk.moves[-1][0] == list(desk.edited.unseen(desk.document.project.seen).rows)  # type: ignore[union-attr]


def test_until_the_background_has_answered_new_rows_are_shown_as_unrated(
    qtbot: QtBot, desk: Answered, slow: None
) -> None:
    desk.pasting.paste(11, 8, "1\t2\n3\t4\n5\t5")
    desk.answer()
    assert desk.answering.busy
    shown = desk.everything()
    assert shown.shape == (3, 14, 10)
    assert not np.isnan(shown[0][:, :9]).any()
    desk.settle(qtbot)
    assert same_bits(desk.everything(), full(desk))


def test_rows_answer_at_once_where_only_the_columns_take_long(
    qtbot: QtBot, desk: Answered, monkeypatch: pytest.MonkeyPatch
) -> None:
    costs = {Side.ROWS: 1.0, Side.COLUMNS: 100.0}
    monkeypatch.setattr("mfdesk.gui.provisional.cost", lambda _model, _edited, side, some: costs[side] * len(some))
    desk.editing.type_text(0, 0, "" if desk.table[0, 0] > 0 else "5")
    assert desk.moves[-1] == ([0], [])
    desk.settle(qtbot)
    assert desk.moves[-1] == ([], [0])
    assert same_bits(desk.everything(), full(desk))


def test_only_the_newest_state_is_answered_for(qtbot: QtBot, desk: Answered, slow: None) -> None:
    for value in "12345":
        desk.editing.type_text(0, 0, value)
    desk.undo()
    desk.editing.append(Side.COLUMNS, ["new"])
    desk.undo()
    desk.settle(qtbot)
    assert same_bits(desk.everything(), full(desk))


def test_another_table_is_not_told_of_the_edits_of_the_last(desk: Answered, slow: None) -> None:
    desk.editing.type_text(0, 0, "1")
    desk.document.open(random_ratings(3, 3), Config())
    assert not desk.answering.busy
    assert desk.document.project is not None
    assert desk.document.project.answer is None
    assert not desk.waiting[-1][0]


def test_an_answer_stands_before_anyone_else_hears_of_the_edit(desk: Answered) -> None:
    shapes: list[tuple[tuple[int, int], bool]] = []

    def show(aspect: Aspect) -> None:
        if aspect is Aspect.EDITS:
            rows, columns = (np.arange(size, dtype=np.int32) for size in desk.completed.shape)
            values = desk.completed.block(rows, columns).values
            shapes.append((values.shape, bool(np.isnan(values).any())))

    desk.document.changed.connect(show)
    desk.editing.append(Side.ROWS, ["new"])
    desk.editing.append(Side.COLUMNS, ["new"])
    desk.undo()
    desk.undo()
    assert shapes == [((13, 9), False), ((13, 10), False), ((13, 9), False), ((12, 9), False)]


def test_more_known_of_the_rows_does_not_silence_the_answer(desk: Answered) -> None:
    desk.editing.type_text(0, 0, "1" if desk.table[0, 0] != 1 else "2")
    project = desk.document.project
    assert project is not None
    desk.document.set_attributes(project.opened)
    assert same_bits(desk.everything(), full(desk))


@pytest.mark.parametrize("method", list(Method))
@pytest.mark.parametrize("side", list(Side))
def test_what_is_shown_of_an_unrated_row_is_what_the_model_says_of_one(method: Method, side: Side) -> None:
    desk = Desk(random_ratings(7, 6))
    model = any_model(method)
    edited, _ = apply(desk.edited, Append(side, ("one", "two")))
    own, learned = fitted(model, edited, None).folded(side), answered(model, edited, NONE, NONE).folded(side)
    np.testing.assert_allclose(own.factors, learned.factors, atol=1e-5)
    np.testing.assert_allclose(own.biases, learned.biases, atol=1e-5)


# what the note says


def test_the_note_counts_what_the_model_has_not_seen(desk: Answered) -> None:
    desk.editing.type_text(0, 0, "1" if desk.table[0, 0] != 1 else "2")
    assert desk.waiting[-1] == (Waiting(1), False)
    desk.editing.append(Side.ROWS, ["a", "b"])
    desk.editing.drop(Side.COLUMNS, positions(3))
    waiting, _ = desk.waiting[-1]
    assert waiting == Waiting(1, (2, 0), (0, 1))
    assert waiting_words(waiting, NOUNS)[0] == (
        "1 rating changed, 2 users added and 1 movie dropped since the model learned. "
        "Their users and movies answer already; training again moves the rest."
    )


def test_an_edit_made_while_the_model_learned_is_kept_and_told(desk: Answered) -> None:
    seen = desk.edited
    desk.editing.type_text(0, 0, "1" if desk.table[0, 0] != 1 else "2")
    project = desk.document.project
    assert project is not None
    assert project.training is not None
    desk.document.set_training(project.training, seen)
    assert desk.waiting[-1] == (Waiting(1), True)
    assert waiting_words(Waiting(1), NOUNS, just_learned=True)[0] == (
        "1 rating changed while the model learned, and it has not seen that."
    )
    assert same_bits(desk.everything(), full(desk)), "it was told of the edit"


def test_without_a_model_there_is_nothing_to_note(questions: Questions) -> None:
    desk = Answered(questions)
    desk.editing.type_text(0, 0, "1")
    assert desk.waiting[-1] == (Waiting(), False)
    assert not desk.moves


# many edits


def wishes(desk: Answered, random: np.random.Generator) -> list[Callable[[], None]]:
    """One of each kind of edit, of what is there now."""
    shown = [
        np.setdiff1d(np.arange(size, dtype=np.int32), desk.edited.dropped[side])
        for side, size in zip(Side, desk.edited.shape, strict=True)
    ]
    row, column = (int(random.choice(some)) for some in shown)
    side = Side(int(random.integers(2)))
    some = [Rectangle(*(random.choice(places, 2, replace=False) for places in shown))]
    block = "\n".join("\t".join(random.choice([*"12345", "", "9"]) for _ in range(3)) for _ in range(2))
    number = desk.edited.version
    return [
        lambda: desk.editing.type_text(row, column, str(random.integers(1, 6))),
        lambda: desk.editing.type_text(row, column, "7"),
        lambda: desk.editing.clear(some),
        lambda: desk.editing.fill_down(some),
        lambda: desk.pasting.paste(row, column, block),
        lambda: desk.editing.append(side, [f"new {number}"]) if max(desk.edited.shape) < 10 else None,
        lambda: desk.editing.rename(side, int(random.choice(shown[side])), f"name {number}"),
        lambda: desk.editing.drop(side, random.choice(shown[side], 1)) if len(shown[side]) > 4 else None,
    ]


def samples(desk: Answered) -> bytes:
    """The bits of a rectangle with everything in it, and of the names."""
    names = "\n".join(name for side in Side for name in desk.edited.labels[side])
    return desk.everything().tobytes() + names.encode() + str(desk.edited.scale).encode()


def test_a_thousand_edits_undone_one_by_one_and_redone_give_the_same_bits(
    questions: Questions, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, random = Answered(questions, rows=6, columns=6), np.random.default_rng(5)
    desk.learn()
    stack, steps = desk.document.undo_stack, 0
    bits = {0: samples(desk)}
    while stack.count() < 1000:
        random.choice(np.array(wishes(desk, random)))()
        if desk.questions:
            desk.answer(int(random.integers(len(desk.questions[-1].answers))))
        while desk.questions:
            desk.answer()
        steps += 1
        if stack.count() % 50 == 0:
            desk.settle(qtbot)
            bits[stack.count()] = samples(desk)
    assert steps < 3000, "most wishes are steps"
    ratings = desk.edited.ratings
    walk(desk, stack.undo, bits, qtbot)
    assert desk.edited.as_opened
    monkeypatch.setattr(answering, "AT_ONCE", -1.0)  # the way through the background leads to the same bits
    walk(desk, stack.redo, bits, qtbot)
    again = desk.edited.ratings
    for name in ("rows", "columns", "values"):
        assert getattr(again, name).tobytes() == getattr(ratings, name).tobytes()


def walk(desk: Answered, go: Callable[[], None], bits: dict[int, bytes], qtbot: QtBot) -> None:
    """A thousand steps one way, and the same bits at each stop."""
    for _ in range(1000):
        go()
        if desk.document.undo_stack.index() in bits:
            desk.settle(qtbot)
            assert samples(desk) == bits[desk.document.undo_stack.index()]


def test_setting_a_cell_twice_with_the_first_rating_again_leaves_nothing_new(desk: Answered) -> None:
    before = desk.everything()
    cell = positions(0), positions(0)
    was = desk.edited.values_at(*cell)
    desk.document.edit(SetCells(*cell, np.array([1.0 if was[0] != 1 else 2.0])), "Rate")
    assert desk.waiting[-1][0]
    desk.document.edit(SetCells(*cell, was), "Rate as it was")
    assert not desk.waiting[-1][0]
    assert same_bits(desk.everything(), before)
