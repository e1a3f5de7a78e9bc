"""The Card page on real trainings: what it says of a row and of a column, where its lists lead, and by which keys."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Generator
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np
import pytest
from PySide6.QtCore import QAbstractItemModel, QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication, QImage
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QTableView,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from mfdesk.engine.cards import Card, card_of, why
from mfdesk.engine.config import Config, Method
from mfdesk.engine.control import RunControl
from mfdesk.engine.model import Model
from mfdesk.engine.neighbours import Likeness, likeness_of_columns, likeness_of_rows
from mfdesk.engine.reasons import Reasons
from mfdesk.engine.train import train
from mfdesk.files.samples import open_sample
from mfdesk.gui.panels.card import CardPanel
from mfdesk.gui.panels.card_bars import BAR, OnScale, Signed
from mfdesk.gui.panels.card_best import COUNTS
from mfdesk.gui.panels.card_histogram import CardHistogram
from mfdesk.gui.theme import DARK
from mfdesk.gui.words import given
from mfdesk.ratings import Labels, Ratings, Scale
from mfdesk.ratings.movie_night import movie_night
from mfdesk.ratings.side import Side
from mfdesk.ratings.table import Attribute
from tests.engine.models import any_model
from tests.tables import ratings_of

T = TypeVar("T")
ABOUT, RATINGS, BEST, ALIKE = range(4)
NAME, PREDICTED, PLACE, WHY = range(4)
opens_a_list = pytest.mark.qt_log_ignore(
    r"^This plugin does not support (propagateSizeHints\(\)|raise\(\)|grabbing the keyboard)"
)
"""The offscreen platform has no windows above windows, and says so when a menu or a list of names opens."""
LISTS = ("cardRatings", "cardRecommended", "cardAlike")


def ended(job: Generator[Any, None, T]) -> T:
    while True:
        try:
            next(job)
        except StopIteration as stop:
            result: T = stop.value
            return result


@dataclass(frozen=True)
class World:
    """A table and what was learned from it."""

    ratings: Ratings
    model: Model
    likeness: tuple[Likeness, Likeness]

    @classmethod
    def of(cls, ratings: Ratings, config: Config) -> World:
        model = ended(train(ratings, config, RunControl())).model
        both = ended(likeness_of_rows(model, RunControl())), ended(likeness_of_columns(model, RunControl()))
        return cls(ratings, model, both)

    def card(self, side: Side, position: int, with_rated: bool = False) -> Card:
        likeness = self.likeness[side]
        job = card_of(self.model, self.ratings, side, position, likeness, RunControl(), with_rated=with_rated)
        return ended(job)

    def untrained(self, side: Side, position: int) -> Card:
        return ended(card_of(None, self.ratings, side, position, None, RunControl()))


@pytest.fixture(scope="module")
def survey() -> World:
    ratings = ended(open_sample("food-world-cup", RunControl())).ratings
    return World.of(ratings, Config(Method.GIBBS, rank=2, epochs=20, held_out=0.0))


@pytest.fixture(scope="module")
def movies() -> World:
    return World.of(movie_night(), Config(Method.ALS, rank=3, epochs=6, held_out=0.0))


@pytest.fixture
def panel(qtbot: QtBot) -> CardPanel:
    panel = CardPanel()
    qtbot.addWidget(panel)
    panel.resize(390, 700)
    panel.show()
    panel.activateWindow()
    return panel


def opened(panel: CardPanel, world: World, card: Card | None = None) -> CardPanel:
    ratings = world.ratings
    panel.set_names(ratings.row_labels, ratings.column_labels, ratings.row_noun, ratings.column_noun)
    if card:
        panel.show_card(card)
    return panel


@pytest.fixture
def row_card(panel: CardPanel, survey: World) -> CardPanel:
    return opened(panel, survey, survey.card(Side.ROWS, 3))


@pytest.fixture
def column_card(panel: CardPanel, survey: World) -> CardPanel:
    return opened(panel, survey, survey.card(Side.COLUMNS, 5))


@pytest.fixture
def answering(row_card: CardPanel, survey: World) -> CardPanel:
    """A card whose questions for reasons are answered at once."""
    answer_from(row_card, survey)
    return row_card


def answer_from(panel: CardPanel, world: World) -> None:
    panel.why_requested.connect(
        lambda row, column: panel.show_why(row, column, why(world.model, world.ratings, row, column))
    )


def text(panel: CardPanel, name: str) -> str:
    return panel.findChild(QLabel, name).text()


def turn(panel: CardPanel, page: int) -> None:
    panel.findChild(QTabBar, "cardTabs").setCurrentIndex(page)


def table(panel: CardPanel, name: str) -> QTableView:
    return panel.findChild(QTableView, name)


def texts(model: QAbstractItemModel, row: int) -> list[str]:
    return [model.index(row, column).data() for column in range(model.columnCount())]


def names(panel: CardPanel, name: str) -> list[str]:
    model = table(panel, name).model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def click(qtbot: QtBot, panel: CardPanel, name: str, row: int, column: int = 0) -> None:
    view = table(panel, name)
    place = view.visualRect(view.model().index(row, column)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def press(qtbot: QtBot, panel: CardPanel, name: str, row: int, key: Qt.Key) -> None:
    view = table(panel, name)
    view.setCurrentIndex(view.model().index(row, 0))
    qtbot.keyClick(view, key)


def facts(panel: CardPanel) -> str:
    return panel.findChild(QWidget, "cardFacts").accessibleDescription()


# nothing yet


def test_without_a_table_it_says_what_would_fill_it(panel: CardPanel) -> None:
    assert "Open a table" in text(panel, "cardEmpty")
    assert not panel.findChild(QTabBar, "cardTabs").isVisible()
    assert not panel.findChild(QLineEdit, "cardRow").isVisible()


def test_with_a_table_it_asks_to_choose_in_its_own_nouns(panel: CardPanel, survey: World) -> None:
    opened(panel, survey)
    assert text(panel, "cardEmpty").startswith("Choose a respondent or a cuisine in the table")
    assert panel.findChild(QLineEdit, "cardRow").isVisible()


def test_before_a_training_the_ratings_are_there_and_the_rest_says_train(panel: CardPanel, survey: World) -> None:
    opened(panel, survey, survey.untrained(Side.ROWS, 3))
    assert table(panel, "cardRatings").model().rowCount() == survey.untrained(Side.ROWS, 3).count
    turn(panel, BEST)
    assert text(panel, "cardRecommendedEmpty").startswith("Train to get recommendations")
    assert not panel.findChild(QPushButton, "cardExport").isVisible()
    assert not table(panel, "cardRecommended").isVisible()
    turn(panel, ALIKE)
    assert text(panel, "cardAlikeHint").startswith("Train to see which respondents")
    assert not table(panel, "cardAlike").isVisible()


def test_who_has_rated_all_is_told_so(panel: CardPanel) -> None:
    full = replace(ratings_of({(0, column): 3.0 for column in range(6)}, 7, 6), scale=Scale(1, 5, 1))
    card = ended(card_of(any_model(Method.ALS), full, Side.ROWS, 0, None, RunControl()))
    panel.set_names(full.row_labels, full.column_labels)
    panel.show_card(card)
    assert text(panel, "cardRecommendedEmpty") == "This row has rated every column, so nothing is left to recommend."


def test_a_row_without_ratings_says_so(panel: CardPanel) -> None:
    ratings = replace(ratings_of({(0, 0): 3.0}, 2, 2), scale=Scale(1, 5, 1))
    panel.set_names(ratings.row_labels, ratings.column_labels)
    panel.show_card(ended(card_of(None, ratings, Side.ROWS, 1, None, RunControl())))
    turn(panel, RATINGS)
    assert text(panel, "cardHistogramSays") == "This row has no ratings yet."
    assert not table(panel, "cardRatings").isVisible()


def test_clearing_goes_back_to_the_question(row_card: CardPanel) -> None:
    row_card.clear()
    assert row_card.card is None
    assert row_card.findChild(QLabel, "cardEmpty").isVisible()


# about


def test_the_title_and_the_numbers_of_a_row(row_card: CardPanel, survey: World) -> None:
    card = survey.card(Side.ROWS, 3)
    assert text(row_card, "cardTitle") == survey.ratings.row_labels[3]
    assert text(row_card, "cardSubtitle") == f"respondent · {card.count} ratings · mean {card.mean:.2f}"
    assert f"ratings: {card.count}; mean: {card.mean:.2f}; that of all ratings is {card.everyone:.2f}" in facts(
        row_card
    )
    assert f"deviation: {card.sd:.2f}" in facts(row_card)
    side = "above" if card.above_others > 0 else "below"
    assert f"{abs(card.above_others):.2f} rating points {side} what others give to the same cuisines" in facts(row_card)


def test_a_column_is_compared_with_what_its_raters_give_elsewhere(column_card: CardPanel) -> None:
    assert "what the same respondents give to other cuisines" in facts(column_card)
    assert text(column_card, "cardTitle") == "Brazil"
    assert "traditional cuisine of Brazil" in column_card.findChild(QLabel, "cardTitle").toolTip()


def test_the_unit_is_taken_up_at_once(row_card: CardPanel) -> None:
    row_card.set_unit("stars")
    assert " stars " in facts(row_card)


def test_attributes_are_told_and_their_absence_too(row_card: CardPanel, survey: World, panel: CardPanel) -> None:
    told = row_card.findChild(QWidget, "cardAttributes").accessibleDescription()
    assert "Gender: " in told
    panel.show_card(survey.card(Side.COLUMNS, 5))
    assert text(panel, "cardNoAttributes") == "The file says nothing of this cuisine besides its ratings."
    assert panel.findChild(QLabel, "cardNoAttributes").isVisible()


def test_attributes_of_the_card_before_do_not_stay(panel: CardPanel) -> None:
    some = Attribute("age", ("24", "")), Attribute("town", ("Oslo", "Rome"))
    ratings = replace(ratings_of({(0, 0): 3.0, (1, 0): 4.0}, 2, 2), row_attributes=some)
    panel.set_names(ratings.row_labels, ratings.column_labels)
    told = panel.findChild(QWidget, "cardAttributes")
    for row, expected in ((0, "age: 24; town: Oslo"), (1, "town: Rome")):
        panel.show_card(ended(card_of(None, ratings, Side.ROWS, row, None, RunControl())))
        assert told.accessibleDescription() == expected
        shown = [label.text() for label in told.findChildren(QLabel) if label.isVisible()]
        assert ": ".join(shown[-2:]) in expected
        assert len(shown) == 2 * len(expected.split("; "))


def test_a_long_name_keeps_both_its_ends(panel: CardPanel) -> None:
    name = "The first word of a very long name that has no room at all on any page and ends with the last"
    ratings = replace(ratings_of({(0, 0): 3.0}, 1, 1), row_labels=Labels([name]))
    panel.set_names(ratings.row_labels, ratings.column_labels)
    panel.show_card(ended(card_of(None, ratings, Side.ROWS, 0, None, RunControl())))
    shown = text(panel, "cardTitle")
    assert shown.startswith("The first")
    assert shown.endswith("last")
    assert "…" in shown
    assert panel.findChild(QLabel, "cardTitle").toolTip() == name


# ratings


def test_the_list_of_ratings_begins_with_the_highest(row_card: CardPanel, survey: World) -> None:
    card = survey.card(Side.ROWS, 3)
    model = table(row_card, "cardRatings").model()
    shown = [texts(model, row) for row in range(model.rowCount())]
    labels = survey.ratings.column_labels
    assert shown == [[labels.short(int(c)), f"{v:g}"] for c, v in zip(card.rated, card.values, strict=True)]


def test_a_header_sorts_and_turns(qtbot: QtBot, row_card: CardPanel) -> None:
    turn(row_card, RATINGS)
    header = table(row_card, "cardRatings").horizontalHeader()

    def press_header(section: int) -> list[str]:
        x = header.sectionViewportPosition(section) + 20
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, header.height() // 2))
        return names(row_card, "cardRatings")

    by_name = press_header(0)
    assert by_name == sorted(by_name, key=str.casefold)
    assert press_header(0) == by_name[::-1]
    press_header(1)
    highest = [texts(table(row_card, "cardRatings").model(), row)[1] for row in range(len(by_name))]
    assert highest == sorted(highest, reverse=True)
    assert table(row_card, "cardRatings").model().headerData(1, Qt.Orientation.Horizontal) == "rating ▾"


@opens_a_list
def test_its_menu_sorts_by_the_keyboard(row_card: CardPanel) -> None:
    turn(row_card, RATINGS)
    view = table(row_card, "cardRatings")
    QApplication.sendEvent(view.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint()))
    QApplication.activePopupWidget().close()
    view.findChild(QAction, "sortName").trigger()
    assert names(row_card, "cardRatings") == sorted(names(row_card, "cardRatings"), key=str.casefold)
    view.findChild(QAction, "sortLowest").trigger()
    values = [texts(view.model(), row)[1] for row in range(view.model().rowCount())]
    assert values == sorted(values)


@pytest.mark.parametrize("side", list(Side))
def test_a_click_and_enter_on_a_rating_go_to_its_cell(
    qtbot: QtBot, panel: CardPanel, survey: World, side: Side
) -> None:
    card = survey.card(side, 5)
    opened(panel, survey, card)
    turn(panel, RATINGS)
    other = int(card.rated[2])
    cell = [5, other] if side is Side.ROWS else [other, 5]
    with qtbot.waitSignal(panel.cell_requested) as asked:
        click(qtbot, panel, "cardRatings", 2)
    assert asked.args == cell
    with qtbot.waitSignal(panel.cell_requested) as asked:
        press(qtbot, panel, "cardRatings", 2, Qt.Key.Key_Return)
    assert asked.args == cell


def test_a_click_with_shift_only_chooses_rows_to_copy(qtbot: QtBot, row_card: CardPanel) -> None:
    turn(row_card, RATINGS)
    view = table(row_card, "cardRatings")
    click(qtbot, row_card, "cardRatings", 0)
    place = view.visualRect(view.model().index(1, 0)).center()
    with qtbot.assertNotEmitted(row_card.cell_requested):
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, place)
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().split("\n")]
    assert lines[1:] == [texts(view.model(), 0), texts(view.model(), 1)]


def test_the_histogram_tells_both_shares_of_each_step(row_card: CardPanel, survey: World) -> None:
    turn(row_card, RATINGS)
    shares = survey.card(Side.ROWS, 3).shares
    said = row_card.findChild(CardHistogram).accessibleDescription()
    assert said.count(";") == 4
    assert said.startswith("5, ")
    own, everyone = (f"{100 * float(each[2]):.0f}\u00a0%" for each in (shares.own, shares.everyone))
    assert f"3, {shares.counts[2]} ratings, {own}, everyone {everyone}" in said


def test_a_bar_leads_to_its_ratings_in_the_list(qtbot: QtBot, row_card: CardPanel, survey: World) -> None:
    turn(row_card, RATINGS)
    picture, card = row_card.findChild(CardHistogram), survey.card(Side.ROWS, 3)
    picture.setFocus()
    for _ in range(4):
        qtbot.keyClick(picture, Qt.Key.Key_Down)
    assert picture.reading.startswith("2 · ")
    qtbot.keyClick(picture, Qt.Key.Key_Return)
    assert table(row_card, "cardRatings").currentIndex().row() == int(np.flatnonzero(card.values == 2)[0])


@opens_a_list
def test_the_picture_is_saved_from_its_menu(qtbot: QtBot, row_card: CardPanel) -> None:
    turn(row_card, RATINGS)
    picture = row_card.findChild(CardHistogram)
    QApplication.sendEvent(picture, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(9, 9), QPoint(9, 9)))
    QApplication.activePopupWidget().close()
    with qtbot.waitSignal(row_card.save_requested) as asked:
        picture.findChild(QAction, "saveSvg").trigger()
    data, suffix, name = asked.args
    assert (suffix, name) == ("svg", "card-ratings")
    assert ElementTree.fromstring(data).tag.endswith("svg")


def test_twenty_thousand_ratings_open_at_once(panel: CardPanel, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what is seen is asked of the model: the work does not grow with the ratings."""
    ratings = ratings_of({(row, 0): float(1 + row % 5) for row in range(20_000)}, 20_000, 1)
    panel.set_names(ratings.row_labels, ratings.column_labels)
    turn(panel, RATINGS)
    card = ended(card_of(None, ratings, Side.COLUMNS, 0, None, RunControl()))
    panel.show_card(card)
    model = table(panel, "cardRatings").model()
    assert model.rowCount() == 20_000
    asked = []
    monkeypatch.setattr("mfdesk.gui.panels.card_ratings.given", lambda value: asked.append(value) or given(value))
    panel.show_card(card)
    panel.grab()
    assert 0 < len(asked) < 2_000


# recommendations


def test_recommendations_are_those_of_the_card(row_card: CardPanel, survey: World) -> None:
    best = survey.card(Side.ROWS, 3).recommended
    model = table(row_card, "cardRecommended").model()
    assert model.rowCount() == 10
    for row in range(10):
        name, predicted, _, word = texts(model, row)
        assert name == survey.ratings.column_labels.short(int(best.positions[row]))
        assert predicted == f"{best.values[row]:.2f} ± {best.spreads[row]:.2f}"
        assert word == "why"
        bar = model.index(row, PLACE).data(BAR)
        assert bar.value == pytest.approx((best.values[row] - 1) / 4)
        assert bar.high - bar.low == pytest.approx(2 * best.spreads[row] / 4) or bar.high == 1


def test_a_method_without_spreads_shows_none(panel: CardPanel, movies: World) -> None:
    world = replace(movies, model=replace(movies.model, support=None))
    opened(panel, world, world.card(Side.ROWS, 3))
    model = table(panel, "cardRecommended").model()
    assert "±" not in texts(model, 0)[PREDICTED]
    bar = model.index(0, PLACE).data(BAR)
    assert isinstance(bar, OnScale)
    assert bar.low == bar.high == bar.value


@pytest.mark.parametrize("count", COUNTS)
def test_the_box_says_how_many_there_are(panel: CardPanel, movies: World, count: int) -> None:
    opened(panel, movies, movies.card(Side.ROWS, 3))
    box = panel.findChild(QComboBox, "cardCount")
    box.setCurrentIndex(box.findData(count))
    assert table(panel, "cardRecommended").model().rowCount() == count


def test_a_click_on_a_name_goes_to_the_cell(qtbot: QtBot, column_card: CardPanel, survey: World) -> None:
    turn(column_card, BEST)
    best = survey.card(Side.COLUMNS, 5).recommended
    with qtbot.waitSignal(column_card.cell_requested) as asked:
        click(qtbot, column_card, "cardRecommended", 1)
    assert asked.args == [int(best.positions[1]), 5]
    assert column_card.findChild(QTabBar, "cardTabs").tabText(BEST) == "For whom"
    assert text(column_card, "cardRecommendedHeading") == "Who would rate it highest"


def test_why_opens_the_reasons_below_and_hide_closes_them(qtbot: QtBot, answering: CardPanel, survey: World) -> None:
    turn(answering, BEST)
    column = int(survey.card(Side.ROWS, 3).recommended.positions[1])
    expected = why(survey.model, survey.ratings, 3, column).most_for(3)
    model = table(answering, "cardRecommended").model()
    with qtbot.waitSignal(answering.why_requested) as asked:
        click(qtbot, answering, "cardRecommended", 1, WHY)
    assert asked.args == [3, column]
    assert model.rowCount() == 13
    labels = survey.ratings.column_labels
    for row, reason in enumerate(expected, start=2):
        name, rated, adds, _ = texts(model, row)
        assert name.strip() == labels.short(reason.position)
        assert (rated, adds) == (f"rated {reason.given:g}", f"+{reason.contribution:.2f}")
    assert texts(model, 1)[WHY] == "hide"
    click(qtbot, answering, "cardRecommended", 1, WHY)
    assert model.rowCount() == 10
    assert texts(model, 1)[WHY] == "why"


def test_a_reason_leads_to_the_rating_that_it_is(qtbot: QtBot, answering: CardPanel, survey: World) -> None:
    turn(answering, BEST)
    column = int(survey.card(Side.ROWS, 3).recommended.positions[0])
    reason = why(survey.model, survey.ratings, 3, column).most_for(1)[0]
    click(qtbot, answering, "cardRecommended", 0, WHY)
    with qtbot.waitSignal(answering.cell_requested) as asked:
        click(qtbot, answering, "cardRecommended", 1)
    assert asked.args == [3, reason.position]


def test_reasons_of_a_column_card_are_ratings_of_who_would_rate_it(
    qtbot: QtBot, column_card: CardPanel, survey: World
) -> None:
    answer_from(column_card, survey)
    turn(column_card, BEST)
    row = int(survey.card(Side.COLUMNS, 5).recommended.positions[0])
    reason = why(survey.model, survey.ratings, row, 5).most_for(1)[0]
    click(qtbot, column_card, "cardRecommended", 0, WHY)
    with qtbot.waitSignal(column_card.cell_requested) as asked:
        click(qtbot, column_card, "cardRecommended", 1)
    assert asked.args == [row, reason.position]


def test_keys_open_and_close_the_reasons(qtbot: QtBot, answering: CardPanel) -> None:
    turn(answering, BEST)
    model = table(answering, "cardRecommended").model()
    for opening in (Qt.Key.Key_Right, Qt.Key.Key_Space):
        press(qtbot, answering, "cardRecommended", 0, opening)
        assert model.rowCount() == 13
        press(qtbot, answering, "cardRecommended", 0, Qt.Key.Key_Left)
        assert model.rowCount() == 10


def test_reasons_of_another_row_take_the_place_of_the_first(qtbot: QtBot, answering: CardPanel) -> None:
    turn(answering, BEST)
    model = table(answering, "cardRecommended").model()
    press(qtbot, answering, "cardRecommended", 0, Qt.Key.Key_Right)
    press(qtbot, answering, "cardRecommended", 4, Qt.Key.Key_Right)
    assert model.rowCount() == 13
    assert [row for row in range(13) if texts(model, row)[WHY] == "hide"] == [1]


def nothing_said(straight: bool = True, adds: float = -0.5) -> Reasons:
    ones = np.array([2], np.int32), np.array([4.0]), np.array([adds])
    return Reasons(*ones, start=3.0, prior=0.0, straight=straight)


@pytest.mark.parametrize("adds", [-0.5, 0.001])
def test_where_nothing_speaks_for_it_a_note_says_so(qtbot: QtBot, row_card: CardPanel, adds: float) -> None:
    """What would be shown as +0.00 is nothing."""
    turn(row_card, BEST)
    told = nothing_said(adds=adds)
    row_card.why_requested.connect(lambda row, column: row_card.show_why(row, column, told))
    press(qtbot, row_card, "cardRecommended", 0, Qt.Key.Key_Right)
    assert names(row_card, "cardRecommended")[1].strip() == "No given rating of this respondent speaks for it."
    with qtbot.assertNotEmitted(row_card.cell_requested):
        click(qtbot, row_card, "cardRecommended", 1)


def test_ordered_steps_are_told_along_a_line_and_the_note_says_so(qtbot: QtBot, row_card: CardPanel) -> None:
    row_card.why_requested.connect(lambda row, column: row_card.show_why(row, column, nothing_said(False, 0.4)))
    turn(row_card, BEST)
    press(qtbot, row_card, "cardRecommended", 0, Qt.Key.Key_Right)
    assert names(row_card, "cardRecommended")[2].strip().startswith("Told along the line")


def test_an_answer_that_comes_too_late_is_let_go(row_card: CardPanel, survey: World) -> None:
    column = int(survey.card(Side.ROWS, 3).recommended.positions[0])
    told = why(survey.model, survey.ratings, 3, column)
    row_card.show_card(survey.card(Side.ROWS, 4))
    row_card.show_why(3, column, told)
    assert table(row_card, "cardRecommended").model().rowCount() == 10


def test_the_rated_can_be_asked_for_and_say_what_was_given(qtbot: QtBot, panel: CardPanel, survey: World) -> None:
    opened(panel, survey, survey.card(Side.ROWS, 3))
    panel.card_requested.connect(
        lambda side, position: panel.show_card(survey.card(Side(side), position, panel.with_rated))
    )
    turn(panel, BEST)
    box = panel.findChild(QCheckBox, "cardWithRated")
    assert box.text() == "Rated cuisines too"
    box.setFocus()
    with qtbot.waitSignal(panel.card_requested) as asked:
        qtbot.keyClick(box, Qt.Key.Key_Space)
    assert asked.args == [int(Side.ROWS), 3]
    given = survey.card(Side.ROWS, 3, True).recommended.given
    shown = names(panel, "cardRecommended")
    assert [", rated " in name for name in shown] == [bool(known == known) for known in given[:10]]
    assert any(", rated " in name for name in shown)
    model = table(panel, "cardRecommended").model()
    for row, known in enumerate(given[:10]):
        assert model.index(row, PLACE).data(BAR).given == (pytest.approx((known - 1) / 4) if known == known else None)


@opens_a_list
@pytest.mark.parametrize(("action", "position"), [("cardExportOne", 3), ("cardExportAll", None)])
def test_export_asks_for_this_one_or_for_everyone(
    qtbot: QtBot, row_card: CardPanel, action: str, position: int | None
) -> None:
    turn(row_card, BEST)
    row_card.findChild(QComboBox, "cardCount").setCurrentIndex(COUNTS.index(20))
    qtbot.mouseClick(row_card.findChild(QPushButton, "cardExport"), Qt.MouseButton.LeftButton)
    menu = row_card.findChild(QMenu, "cardExportMenu")
    assert menu.isVisible()
    assert [each.text() for each in menu.actions()] == ["For this respondent…", "For every respondent…"]
    with qtbot.waitSignal(row_card.export_requested) as asked:
        row_card.findChild(QAction, action).trigger()
    assert asked.args == [int(Side.ROWS), position, 20]
    menu.close()


# alike


@pytest.mark.parametrize("side", list(Side))
def test_the_most_alike_lead_to_their_own_cards(qtbot: QtBot, panel: CardPanel, survey: World, side: Side) -> None:
    card = survey.card(side, 5)
    opened(panel, survey, card)
    turn(panel, ALIKE)
    model = table(panel, "cardAlike").model()
    assert texts(model, 0)[1] == f"{card.alike.correlations[0]:.2f}"
    assert model.index(0, 2).data(BAR) == Signed(float(card.alike.correlations[0]))
    with qtbot.waitSignal(panel.card_requested) as asked:
        click(qtbot, panel, "cardAlike", 1)
    assert asked.args == [int(side), int(card.alike.positions[1])]
    with qtbot.waitSignal(panel.card_requested) as asked:
        press(qtbot, panel, "cardAlike", 2, Qt.Key.Key_Return)
    assert asked.args == [int(side), int(card.alike.positions[2])]


def test_who_came_after_the_training_is_told_to_train_again(panel: CardPanel, survey: World) -> None:
    opened(panel, survey, replace(survey.card(Side.ROWS, 3), alike=None))
    turn(panel, ALIKE)
    assert "Train again" in text(panel, "cardAlikeHint")


# going from card to card


def test_buttons_lead_to_the_cards_before_and_after(qtbot: QtBot, row_card: CardPanel) -> None:
    for name, position in (("cardBefore", 2), ("cardAfter", 4)):
        button = row_card.findChild(QToolButton, name)
        with qtbot.waitSignal(row_card.card_requested) as asked:
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert asked.args == [int(Side.ROWS), position]
    assert row_card.findChild(QToolButton, "cardBefore").accessibleName() == "The previous respondent"


def test_at_the_ends_there_is_no_further(panel: CardPanel, survey: World) -> None:
    last = survey.ratings.shape[1] - 1
    for position, enabled in ((0, (False, True)), (last, (True, False))):
        opened(panel, survey, survey.card(Side.COLUMNS, position))
        assert tuple(panel.findChild(QToolButton, name).isEnabled() for name in ("cardBefore", "cardAfter")) == enabled


def test_in_a_sorted_table_the_buttons_follow_its_order(qtbot: QtBot, row_card: CardPanel) -> None:
    row_card.set_around(None, 77)
    assert not row_card.findChild(QToolButton, "cardBefore").isEnabled()
    with qtbot.waitSignal(row_card.card_requested) as asked:
        qtbot.mouseClick(row_card.findChild(QToolButton, "cardAfter"), Qt.MouseButton.LeftButton)
    assert asked.args == [int(Side.ROWS), 77]


@opens_a_list
def test_a_card_is_found_by_a_part_of_its_name(qtbot: QtBot, row_card: CardPanel, survey: World) -> None:
    field = row_card.findChild(QLineEdit, "cardColumn")
    field.setFocus()
    qtbot.keyClicks(field, "Thail")
    with qtbot.waitSignal(row_card.card_requested) as asked:
        qtbot.keyClick(field.completer().popup(), Qt.Key.Key_Return)  # an open list hears the keys first
    side, position = asked.args
    assert side == int(Side.COLUMNS)
    assert survey.ratings.column_labels.short(position) == "Thailand"


def test_the_same_row_after_an_edit_keeps_page_and_place(panel: CardPanel, survey: World) -> None:
    opened(panel, survey, survey.card(Side.COLUMNS, 5))
    turn(panel, RATINGS)
    bar = table(panel, "cardRatings").verticalScrollBar()
    bar.setValue(40)
    panel.show_card(survey.card(Side.COLUMNS, 5))
    assert bar.value() == 40
    assert panel.findChild(QStackedWidget, "cardPages").currentIndex() == RATINGS
    panel.show_card(survey.card(Side.COLUMNS, 6))
    assert bar.value() == 0


# the whole


def test_every_list_is_a_sound_model(qtbot: QtBot, answering: CardPanel, survey: World) -> None:
    models = [table(answering, name).model() for name in LISTS]
    testers = [QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal) for model in models]
    turn(answering, BEST)
    for row in (0, 4, 4):
        press(qtbot, answering, "cardRecommended", row, Qt.Key.Key_Right)
    for side, position in ((Side.COLUMNS, 5), (Side.ROWS, 0)):
        answering.show_card(survey.card(side, position))
    answering.show_card(survey.untrained(Side.ROWS, 3))
    table(answering, "cardRatings").findChild(QAction, "sortName").trigger()
    assert len(testers) == 3


def test_all_can_be_reached_by_keys_and_has_a_name(row_card: CardPanel) -> None:
    fields = (
        "cardRow",
        "cardColumn",
        "cardBefore",
        "cardAfter",
        "cardTabs",
        "cardCount",
        "cardWithRated",
        "cardExport",
    )
    for name in (*fields, *LISTS, "cardHistogram"):
        widget = row_card.findChild(QWidget, name)
        assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus, name
        spoken = widget.accessibleName() or (widget.text() if isinstance(widget, (QPushButton, QCheckBox)) else "")
        assert spoken, name


@pytest.mark.parametrize("page", [RATINGS, BEST, ALIKE])
def test_tab_into_a_list_shows_where_one_is(qtbot: QtBot, row_card: CardPanel, page: int) -> None:
    turn(row_card, page)
    view = table(row_card, LISTS[page - 1])
    view.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(view.hasFocus)
    assert view.currentIndex().row() == 0


@pytest.mark.parametrize("size", [(340, 600), (390, 700), (900, 700)])
@pytest.mark.parametrize("side", list(Side))
def test_numbers_are_never_cut(panel: CardPanel, survey: World, side: Side, size: tuple[int, int]) -> None:
    opened(panel, survey, survey.card(side, 5))
    panel.resize(*size)
    for page, name in enumerate(LISTS, start=RATINGS):
        turn(panel, page)
        QApplication.processEvents()
        view = table(panel, name)
        for row in range(min(view.model().rowCount(), 10)):
            for column in range(1, view.model().columnCount()):
                needed = view.fontMetrics().horizontalAdvance(str(view.model().index(row, column).data() or ""))
                assert view.columnWidth(column) >= needed + 12
        assert view.columnWidth(0) >= 80


def test_both_looks_colour_the_bars(row_card: CardPanel) -> None:
    turn(row_card, BEST)
    row_card.set_palette_colours(DARK)
    picture = QImage(row_card.size(), QImage.Format.Format_RGB32)  # a screen may have fewer colours
    row_card.render(picture)
    seen = {picture.pixelColor(x, y).name() for x in range(0, picture.width(), 2) for y in range(0, 500, 2)}
    assert DARK.accent in seen
