"""A card is always one of the table that is open now, whatever was asked before it came."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from mfdesk.engine.cards import Card
from mfdesk.engine.config import Config
from mfdesk.gui.card_answers import CardAnswers
from mfdesk.gui.questions import Questions
from mfdesk.ratings.edits import Append, SetCells
from mfdesk.ratings.side import Side
from tests.gui.edited_document import Desk, positions, random_ratings


class CardDesk(Desk):
    """A table of 12 users and 9 movies, and the cards that were told of it."""

    def __init__(self, questions: Questions) -> None:
        super().__init__(random_ratings(12, 9))
        self.cards: list[Card | None] = []
        self.questions_asked = questions
        self.answers = CardAnswers(self.document, questions)
        self.answers.carded.connect(self.cards.append)
        self.answers.watch(True)

    def settle(self, qtbot: QtBot) -> None:
        qtbot.waitUntil(lambda: not self.questions_asked.busy)


@pytest.fixture
def desk(qapp: object) -> Iterator[CardDesk]:
    questions = Questions()
    yield CardDesk(questions)
    assert questions.shutdown()


def test_a_card_is_told_of_what_was_chosen(qtbot: QtBot, desk: CardDesk) -> None:
    desk.answers.choose(Side.COLUMNS, 8)
    qtbot.waitUntil(lambda: bool(desk.cards))
    assert [(card.side, card.position) for card in desk.cards if card] == [(Side.COLUMNS, 8)]


def test_no_card_of_the_last_table_comes_once_another_is_open(qtbot: QtBot, desk: CardDesk) -> None:
    desk.learn()
    desk.answers.choose(Side.COLUMNS, 8)
    desk.document.open(random_ratings(3, 2), Config())
    desk.settle(qtbot)
    assert desk.cards == [None]


def test_no_card_from_before_an_edit_comes_while_the_page_is_hidden(qtbot: QtBot, desk: CardDesk) -> None:
    desk.answers.choose(Side.ROWS, 0)
    desk.answers.watch(False)
    desk.document.edit(SetCells(positions(0), positions(0), [5.0]), "Rate")
    desk.settle(qtbot)
    assert desk.cards == []


def test_the_card_of_a_row_whose_adding_was_taken_back_is_gone(qtbot: QtBot, desk: CardDesk) -> None:
    desk.document.edit(Append(Side.ROWS, ("new",)), "Add")
    desk.answers.choose(Side.ROWS, 12)
    desk.settle(qtbot)
    desk.undo()
    desk.settle(qtbot)
    assert desk.cards[-1] is None
