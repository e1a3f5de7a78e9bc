"""Keys and the mouse on a table that is shown."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QContextMenuEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from mfdesk.arranged import Arrangement
from mfdesk.completed import CompletedTable
from mfdesk.engine.model import Model
from mfdesk.gui.table.hover_card import beside
from mfdesk.gui.table.shown import Colouring
from mfdesk.gui.table.view import RatingsTableView
from mfdesk.gui.table.widths import Widths
from mfdesk.gui.theme import DARK, LIGHT
from mfdesk.ratings.edited import Edited
from mfdesk.ratings.side import Side
from tests.gui.table.conftest import COLUMNS, ROWS, Show
from tests.gui.table.test_arranged_table import reversed_rows

Key, Control, Shift = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def view(show: Show, edited: Edited, model: Model) -> RatingsTableView:
    return show(CompletedTable(edited, model, edited), reversed_rows(edited))


@pytest.fixture
def pinned(show: Show, edited: Edited, model: Model) -> RatingsTableView:
    """Row 100 and column 50 stay in sight; the table is scrolled far away from them."""
    arrangement = Arrangement.of(edited)
    arrangement = Arrangement(arrangement.rows.with_pinned([100]), arrangement.columns.with_pinned([50]))
    view = show(CompletedTable(edited, model, edited), arrangement)
    view.go_to(60, 40)
    return view


def centre(view: RatingsTableView, row: int, column: int) -> QPoint:
    """The middle of the cell at these positions."""
    places = view.ratings_model.place(Side.ROWS, row), view.ratings_model.place(Side.COLUMNS, column)
    return view.visualRect(view.ratings_model.index(*places)).center()


def click(qtbot: QtBot, view: RatingsTableView, row: int, column: int) -> None:
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=centre(view, row, column))


def test_a_click_tells_the_position_wherever_the_row_is_shown(qtbot: QtBot, view: RatingsTableView) -> None:
    with qtbot.waitSignal(view.cell_chosen) as news, qtbot.waitSignal(view.chosen_by_user):
        click(qtbot, view, ROWS - 3, 2)
    assert news.args == [ROWS - 3, 2]


def test_typing_a_number_asks_for_an_edit_and_goes_down(qtbot: QtBot, view: RatingsTableView) -> None:
    click(qtbot, view, ROWS - 3, 2)
    qtbot.keyClick(view, Key.Key_4)
    field = view.findChild(QLineEdit, "cellEditor")
    qtbot.keyClicks(field, ".5")
    with qtbot.waitSignal(view.edit_requested) as wish:
        qtbot.keyClick(field, Key.Key_Return)
    assert wish.args == [ROWS - 3, 2, "4.5"]
    assert view.current_cell() == (ROWS - 4, 2)
    assert view.hasFocus()


def test_tab_leaves_the_field_to_the_right_and_an_unchanged_rating_is_no_wish(
    qtbot: QtBot, view: RatingsTableView
) -> None:
    view.go_to(4, 4)
    qtbot.keyClick(view, Key.Key_Return)
    field = view.findChild(QLineEdit, "cellEditor")
    assert field.text() == "5"
    with qtbot.assertNotEmitted(view.edit_requested):
        qtbot.keyClick(field, Key.Key_Tab)
    assert view.current_cell() == (4, 5)


def test_escape_gives_the_typed_number_up(qtbot: QtBot, view: RatingsTableView) -> None:
    view.go_to(4, 4)
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=centre(view, 4, 4))
    field = view.findChild(QLineEdit, "cellEditor")
    field.setText("1")
    with qtbot.assertNotEmitted(view.edit_requested):
        qtbot.keyClick(field, Key.Key_Escape)
    assert view.current_cell() == (4, 4)


def test_letters_open_nothing_and_search_nothing(qtbot: QtBot, view: RatingsTableView) -> None:
    view.go_to(4, 4)
    qtbot.keyClicks(view, "person")
    assert view.findChild(QLineEdit, "cellEditor") is None
    assert view.current_cell() == (4, 4)


def test_space_with_shift_and_control_chooses_the_row_and_the_column(qtbot: QtBot, view: RatingsTableView) -> None:
    view.go_to(4, 6)
    qtbot.keyClick(view, Key.Key_Space, Shift)
    assert list(view.chosen_rows()) == [4]
    qtbot.keyClick(view, Key.Key_Space, Control)
    assert list(view.chosen_columns()) == [6]
    assert not len(view.chosen_rows())


def test_control_home_and_end_go_to_the_first_and_last_cell(qtbot: QtBot, view: RatingsTableView) -> None:
    view.go_to(4, 6)
    qtbot.keyClick(view, Key.Key_End, Control)
    assert view.current_cell() == (0, COLUMNS - 1)
    qtbot.keyClick(view, Key.Key_Home, Control)
    assert view.current_cell() == (ROWS - 1, 0)


def test_everything_chosen_is_one_rectangle_by_position(qtbot: QtBot, view: RatingsTableView) -> None:
    with qtbot.waitSignal(view.selection_changed) as news:
        qtbot.keyClick(view, Key.Key_A, Control)
    parts = news.args[0]
    assert parts.cells == ROWS * COLUMNS
    (rectangle,) = parts.rectangles()
    assert list(rectangle.rows[:2]) == [ROWS - 1, ROWS - 2]


def test_the_menu_of_a_cell_and_of_a_header_name_positions(qtbot: QtBot, view: RatingsTableView) -> None:
    view.go_to(4, 6)
    by_key = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    with qtbot.waitSignal(view.cell_menu_requested) as cell:
        QApplication.sendEvent(view.viewport(), by_key)
    assert cell.args[:2] == [4, 6]
    header = view.verticalHeader()
    at = QPoint(5, header.sectionViewportPosition(view.currentIndex().row()) + 3)
    by_mouse = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, header.mapToGlobal(at))
    with qtbot.waitSignal(view.header_menu_requested) as asked:
        QApplication.sendEvent(header.viewport(), by_mouse)
    assert asked.args[:2] == [Side.ROWS, 4]


def test_a_click_on_a_header_chooses_the_whole_row(qtbot: QtBot, view: RatingsTableView) -> None:
    header = view.verticalHeader()
    at = QPoint(20, header.sectionViewportPosition(2) + 5)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert list(view.chosen_rows()) == [ROWS - 3]


# pinned


def test_pinned_cells_stay_where_they_are_and_can_be_clicked(qtbot: QtBot, pinned: RatingsTableView) -> None:
    assert pinned.verticalScrollBar().value() > 0 < pinned.horizontalScrollBar().value()
    assert centre(pinned, 100, 50).x() < 80
    assert centre(pinned, 100, 50).y() < 27
    for row, column in ((100, 50), (100, 40), (60, 50)):
        click(qtbot, pinned, row, column)
        assert pinned.current_cell() == (row, column)


def test_a_pinned_header_chooses_its_own_row(qtbot: QtBot, pinned: RatingsTableView) -> None:
    qtbot.mouseClick(pinned.verticalHeader().viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    assert list(pinned.chosen_rows()) == [100]


def test_pinned_cells_show_their_numbers_above_what_scrolls(pinned: RatingsTableView) -> None:
    pinned.choose(Side.ROWS, [100])
    area = pinned.visualRect(pinned.ratings_model.index(0, pinned.columnAt(400)))
    ground = pinned.viewport().grab().toImage().pixelColor(area.left() + 3, 3)
    assert ground == QColor(LIGHT.selection)


def test_what_is_gone_to_lies_beside_what_is_pinned(pinned: RatingsTableView) -> None:
    for row, column in ((30, 20), (0, 0), (ROWS - 1, COLUMNS - 1)):
        pinned.go_to(row, column)
        area = pinned.visualRect(pinned.currentIndex())
        assert area.top() >= 27
        assert area.left() >= 76
        assert pinned.viewport().rect().contains(area)


# widths


def test_a_wider_column_keeps_its_width_wherever_it_stands(
    show: Show, edited: Edited, view: RatingsTableView, qtbot: QtBot
) -> None:
    view.set_widths(Widths({"How do you like the cuisine of country3?": 140, "gone": 90}, names=180))
    assert (view.columnWidth(3), view.verticalHeader().width()) == (140, 180)
    arrangement = Arrangement.of(edited)
    turned = arrangement.columns.sorted_by(np.arange(COLUMNS), descending=True)
    view.set_table(view.ratings_model.table, arrangement.with_side(Side.COLUMNS, turned))
    assert view.columnWidth(COLUMNS - 1 - 3) == 140
    assert view.columnWidth(3) != 140
    with qtbot.waitSignal(view.widths_changed):
        view.horizontalHeader().resizeSection(0, 99)
    kept = view.widths
    assert kept.columns == {
        "How do you like the cuisine of country3?": 140,
        f"How do you like the cuisine of country{COLUMNS - 1}?": 99,
    }


def test_a_double_click_on_an_edge_fits_the_column(view: RatingsTableView) -> None:
    view.horizontalHeader().resizeSection(2, 30)
    view.horizontalHeader().sectionHandleDoubleClicked.emit(2)
    name = view.fontMetrics().horizontalAdvance("country2")
    assert name < view.columnWidth(2) < name + 60


# the card beside a cell


def test_the_card_comes_when_the_mouse_rests_and_goes_with_a_key(qtbot: QtBot, view: RatingsTableView) -> None:
    card = view.findChild(object, "hoverCard")
    qtbot.mouseMove(view.viewport(), centre(view, ROWS - 3, 2))
    qtbot.waitUntil(card.isVisible)
    assert "person 127" in card.accessibleDescription()
    assert "rater: no" not in card.accessibleDescription()
    assert "±" in card.accessibleDescription()
    assert "90" in card.accessibleDescription()
    qtbot.keyClick(view, Key.Key_Down)
    assert not card.isVisible()


def test_a_key_brings_the_card_of_the_current_cell_and_it_covers_no_part_of_it(
    qtbot: QtBot, view: RatingsTableView
) -> None:
    card = view.findChild(object, "hoverCard")
    for row, column in ((ROWS - 1, 0), (ROWS - 15, 8), (ROWS - 21, 9)):
        view.go_to(row, column)
        qtbot.keyClick(view, Key.Key_Space)
        assert card.isVisible()
        cell = view.visualRect(view.currentIndex()).translated(view.viewport().mapTo(view, QPoint()))
        assert not card.geometry().intersects(cell)


def test_a_card_finds_room_beside_any_cell() -> None:
    room = QRect(0, 0, 500, 300)
    for x in range(0, 430, 43):
        for y in range(0, 270, 27):
            cell = QRect(x, y, 70, 27)
            placed = QRect(beside(cell, QRect(0, 0, 200, 90).size(), room), QRect(0, 0, 200, 90).size())
            assert room.contains(placed)
            assert not placed.intersects(cell)


# grounds


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("colouring", list(Colouring))
def test_text_can_be_read_on_every_ground(palette: object, colouring: Colouring) -> None:
    from mfdesk.gui.table.tones import Tones, contrast

    tones = Tones.of(palette, colouring)
    assert all(contrast(ink, ground) >= 4.5 for ink, ground in zip(tones.inks, tones.grounds, strict=True))


def test_colours_by_value_rise_with_the_number(view: RatingsTableView) -> None:
    view.set_colouring(Colouring.VALUE)
    blocks = view.ratings_model.blocks
    window = blocks.window(range(40), range(40))
    levels, values = blocks.levels(window, Colouring.VALUE).ravel().astype(int), blocks.numbers(window).ravel()
    assert (np.diff(levels[np.argsort(values, kind="stable")]) >= 0).all()
    assert levels.max() - levels.min() > 3


# a table that is arranged anew by what was typed


def test_a_rating_that_sorts_its_row_away_is_told_once_and_closes_its_field(
    qtbot: QtBot, view: RatingsTableView, edited: Edited
) -> None:
    wishes = []

    def turn(row: int, column: int, text: str) -> None:
        wishes.append((row, column, text))
        view.set_table(view.ratings_model.table, Arrangement.of(edited))

    view.edit_requested.connect(turn)
    view.go_to(4, 4)
    qtbot.keyClick(view, Key.Key_2)
    qtbot.keyClick(view.findChild(QLineEdit, "cellEditor"), Key.Key_Return)
    assert wishes == [(4, 4, "2")]
    qtbot.waitUntil(lambda: view.findChild(QLineEdit, "cellEditor") is None)


def test_a_field_that_is_open_while_the_table_is_sorted_is_given_up(
    qtbot: QtBot, view: RatingsTableView, edited: Edited
) -> None:
    view.go_to(4, 4)
    qtbot.keyClick(view, Key.Key_2)
    with qtbot.assertNotEmitted(view.edit_requested):
        view.set_table(view.ratings_model.table, Arrangement.of(edited))
        qtbot.waitUntil(lambda: view.findChild(QLineEdit, "cellEditor") is None)
    assert view.current_cell() == (4, 4)


def test_a_number_typed_with_alt_is_a_shortcut_of_somebody_else(qtbot: QtBot, view: RatingsTableView) -> None:
    view.go_to(4, 4)
    qtbot.keyClick(view, Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert view.findChild(QLineEdit, "cellEditor") is None


def test_a_double_click_beside_the_last_header_sorts_by_nothing(qtbot: QtBot, edited: Edited) -> None:
    view, sides = RatingsTableView(), Arrangement.of(edited)
    qtbot.addWidget(view)
    few = sides.with_side(Side.COLUMNS, sides.columns.filtered(np.arange(sides.columns.size) < 2))
    view.set_palette_colours(LIGHT)
    view.set_table(CompletedTable(edited), few)
    view.resize(900, 600)
    view.show()
    header = view.horizontalHeader()
    place = QPoint(header.width() - 4, header.height() // 2)
    assert header.logicalIndexAt(place) < 0
    with qtbot.assertNotEmitted(view.sort_requested):
        qtbot.mouseDClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
