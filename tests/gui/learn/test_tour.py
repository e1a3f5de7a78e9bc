"""The tour over a small window of its own, with real clicks and keys."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDockWidget, QLabel, QLineEdit, QMainWindow, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from mfdesk.gui.learn.sight import seen_part
from mfdesk.gui.learn.texts import Texts, TourStep
from mfdesk.gui.learn.tour import Tour
from mfdesk.gui.learn.tour_card import TourCard
from mfdesk.gui.theme import DARK
from tests.gui.learn.conftest import STEPS, settled

Go = Callable[[str], Tour]
Key = Qt.Key


def card(window: QMainWindow) -> TourCard:
    found = window.findChild(TourCard, "tourCard")
    assert found is not None
    return found


def press(window: QMainWindow, name: str) -> None:
    QTest.mouseClick(window.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def click_where(window: QMainWindow, name: str) -> None:
    """A click on the spot of the screen where this widget is, on whatever lies on top there."""
    spot = window.findChild(QWidget, name).mapTo(window, QPoint(20, 20))
    hit = window.childAt(spot) or window
    QTest.mouseClick(hit, Qt.MouseButton.LeftButton, pos=hit.mapFrom(window, spot))


def key(window: QMainWindow, pressed: Qt.Key) -> None:
    QTest.keyClick(window.focusWidget() or window, pressed)


def rectangle(window: QMainWindow, name: str) -> QRect:
    widget = window.findChild(QWidget, name)
    return QRect(widget.mapTo(window, QPoint()), widget.size())


def hole(window: QMainWindow) -> QRect:
    found: QRect = window.findChild(QWidget, "tourSpotlight").hole
    return found


def said(window: QMainWindow) -> str:
    return " ".join(label.text() for label in card(window).findChildren(QLabel))


def test_it_walks_forward_and_back_by_buttons(at: Go, small_window: QMainWindow) -> None:
    tour = at("hello")
    assert "Step 1 of 5" in said(small_window)
    assert not small_window.findChild(QPushButton, "tourBack").isEnabled()
    press(small_window, "tourNext")
    assert tour.step.id == "press"
    assert "Press the button." in said(small_window)
    press(small_window, "tourBack")
    assert tour.step.id == "hello"


def test_it_walks_forward_and_back_by_keys(at: Go, small_window: QMainWindow) -> None:
    tour = at("field")
    for pressed, expected in (
        (Key.Key_Return, "dock"),
        (Key.Key_Left, "field"),
        (Key.Key_Right, "dock"),
        (Key.Key_Enter, "bye"),
    ):
        key(small_window, pressed)
        assert tour.step.id == expected


def test_enter_presses_the_button_that_has_the_focus(at: Go, small_window: QMainWindow) -> None:
    tour = at("field")
    small_window.findChild(QPushButton, "tourBack").setFocus()
    key(small_window, Key.Key_Return)
    assert tour.step.id == "press"


def test_a_click_inside_the_hole_reaches_the_target(at: Go, small_window: QMainWindow, qtbot: QtBot) -> None:
    at("press")
    with qtbot.waitSignal(small_window.findChild(QPushButton, "bigButton").clicked):
        click_where(small_window, "bigButton")


def test_a_click_in_the_dark_reaches_nothing_and_brings_the_keys_back(at: Go, small_window: QMainWindow) -> None:
    at("field")
    pressed: list[bool] = []
    small_window.findChild(QPushButton, "other").clicked.connect(lambda: pressed.append(True))
    small_window.findChild(QLineEdit, "field").setFocus()
    click_where(small_window, "other")
    assert not pressed
    assert card(small_window).next.hasFocus()


def test_keys_reach_what_is_lit_once_it_is_chosen(at: Go, small_window: QMainWindow) -> None:
    tour = at("field")
    field = small_window.findChild(QLineEdit, "field")
    click_where(small_window, "field")
    field.setFocus()
    QTest.keyClicks(field, "words")
    key(small_window, Key.Key_Left)
    assert field.text() == "words"
    assert tour.step.id == "field"


def test_tab_goes_round_the_buttons_and_what_is_lit(at: Go, small_window: QMainWindow) -> None:
    at("field")
    seen = []
    for _ in range(4):
        seen.append(small_window.focusWidget().objectName())
        card(small_window).focusNextPrevChild(True)
    assert seen == ["tourNext", "field", "tourLeave", "tourBack"]


def test_the_focus_does_not_go_into_the_dark(at: Go, small_window: QMainWindow, qtbot: QtBot) -> None:
    at("field")
    small_window.findChild(QPushButton, "other").setFocus()
    qtbot.waitUntil(lambda: card(small_window).next.hasFocus())


@pytest.mark.parametrize("focus", ["tourNext", "field"])
def test_esc_leaves_before_any_command_with_that_key(
    at: Go, small_window: QMainWindow, qtbot: QtBot, focus: str
) -> None:
    cancel = QAction(small_window)
    cancel.setShortcut(QKeySequence("Esc"))
    small_window.addAction(cancel)
    cancelled: list[bool] = []
    cancel.triggered.connect(lambda: cancelled.append(True))
    tour = at("field")
    small_window.findChild(QWidget, focus).setFocus()
    with qtbot.waitSignal(tour.ended) as ended:
        key(small_window, Key.Key_Escape)
    assert ended.args == [False]
    assert not cancelled
    key(small_window, Key.Key_Escape)
    assert cancelled


def test_leaving_half_way_leaves_the_window_as_it_was(at: Go, small_window: QMainWindow) -> None:
    tour = at("press")
    press(small_window, "tourLeave")
    assert not tour.running
    assert not card(small_window).isVisible()
    assert not small_window.findChild(QWidget, "tourSpotlight").isVisible()
    pressed: list[bool] = []
    small_window.findChild(QPushButton, "other").clicked.connect(lambda: pressed.append(True))
    click_where(small_window, "other")
    assert pressed
    tour.happened("pressed")
    assert not tour.running


def test_it_tells_its_end_once(at: Go, small_window: QMainWindow) -> None:
    tour = at("field")
    ends: list[bool] = []
    tour.ended.connect(ends.append)
    tour.leave()
    tour.leave()
    assert ends == [False]


def test_after_the_last_step_comes_the_quiz(at: Go, small_window: QMainWindow, qtbot: QtBot) -> None:
    tour = at("bye")
    assert card(small_window).next.text() == "Take the quiz"
    with qtbot.waitSignal(tour.ended) as ended, qtbot.waitSignal(tour.quiz_requested):
        press(small_window, "tourNext")
    assert ended.args == [True]


def test_a_step_goes_on_by_itself_when_what_it_waits_for_happens(at: Go) -> None:
    tour = at("press")
    tour.happened("something else")
    assert tour.step.id == "press"
    tour.happened("pressed")
    assert tour.step.id == "field"


def test_what_has_happened_before_is_not_waited_for(at: Go, small_window: QMainWindow) -> None:
    tour = at("hello")
    tour.happened("pressed")
    assert tour.step.id == "hello"
    tour.forward()
    assert card(small_window).next.text() == "Next"
    tour.forward()
    assert tour.step.id == "field"


def test_a_second_walk_waits_again(at: Go, small_window: QMainWindow) -> None:
    tour = at("press")
    tour.happened("pressed")
    tour.leave()
    at("press")
    assert card(small_window).next.text() == "Press for me"


def test_mfdesk_does_it_when_asked_and_a_second_press_goes_on_anyway(at: Go, small_window: QMainWindow) -> None:
    tour = at("press")
    asked: list[str] = []
    tour.do_requested.connect(asked.append)
    assert card(small_window).next.text() == "Press for me"
    press(small_window, "tourNext")
    assert (asked, tour.step.id) == (["button.press"], "press")
    press(small_window, "tourNext")
    assert (asked, tour.step.id) == (["button.press"], "field")


def test_a_hidden_target_is_asked_for_and_lit_when_it_appears(
    at: Go, tour: Tour, small_window: QMainWindow, qtbot: QtBot
) -> None:
    asked: list[str] = []
    tour.show_requested.connect(asked.append)
    at("dock")
    assert asked == ["page"]
    assert hole(small_window).isEmpty()
    small_window.findChild(QDockWidget).show()
    qtbot.waitUntil(lambda: hole(small_window).contains(rectangle(small_window, "page")))
    small_window.findChild(QDockWidget).hide()
    qtbot.waitUntil(lambda: hole(small_window).isEmpty())


def test_a_target_that_is_shown_on_request_is_lit_at_once(tour: Tour, small_window: QMainWindow, qtbot: QtBot) -> None:
    tour.show_requested.connect(lambda _name: small_window.findChild(QDockWidget).show())
    tour.start("dock")
    qtbot.waitUntil(lambda: hole(small_window).contains(rectangle(small_window, "page")))


def test_what_is_in_a_window_of_its_own_is_not_lit(small_window: QMainWindow, qtbot: QtBot) -> None:
    floating = QWidget()
    qtbot.addWidget(floating)
    inside = QWidget(floating)
    floating.show()
    qtbot.waitUntil(inside.isVisible)
    assert seen_part(inside, small_window).isEmpty()
    assert not seen_part(inside, floating).isEmpty()


def test_the_next_best_target_is_lit_where_the_first_is_not_there(at: Go, small_window: QMainWindow) -> None:
    at("field")
    assert hole(small_window).contains(rectangle(small_window, "field"))
    assert not hole(small_window).intersects(rectangle(small_window, "bigButton"))


def test_a_field_is_lit_with_its_label(at: Go, small_window: QMainWindow) -> None:
    at("field")
    label = next(label for label in small_window.findChildren(QLabel) if label.text() == "Type")
    assert hole(small_window).contains(QRect(label.mapTo(small_window, QPoint()), label.size()))


@pytest.fixture
def both(small_window: QMainWindow, texts: Texts) -> Iterator[Tour]:
    """A tour of one step that is about two widgets at once."""
    step = TourStep("both", "Both", ("Look at both.",), ("bigButton + absent", "bigButton + field"))
    tour = Tour(small_window, replace(texts, steps=(step,), questions=()))
    yield tour
    tour.leave()


def test_two_targets_are_lit_together(both: Tour, small_window: QMainWindow) -> None:
    both.start()
    for name in ("bigButton", "field"):
        assert hole(small_window).contains(rectangle(small_window, name))
    assert not hole(small_window).intersects(rectangle(small_window, "other"))


def test_the_focus_may_be_in_each_of_two_targets(both: Tour, small_window: QMainWindow, qtbot: QtBot) -> None:
    both.start()
    for name in ("bigButton", "field"):
        small_window.findChild(QWidget, name).setFocus()
        QTest.qWait(0)
        assert small_window.focusWidget().objectName() == name


def test_what_a_step_speaks_of_is_asked_for_each_time_it_is_shown(at: Go, tour: Tour) -> None:
    asked: list[str] = []
    tour.prepare_requested.connect(asked.append)
    at("field")
    assert asked == []
    tour.forward()
    tour.forward()
    tour.back()
    assert asked == ["page.first", "page.first"]


def test_the_card_leaves_the_whole_page_that_the_target_lies_on(
    at: Go, small_window: QMainWindow, qtbot: QtBot
) -> None:
    dock = small_window.findChild(QDockWidget)
    page = dock.widget()
    part = QPushButton(page)
    part.setObjectName("field")
    part.setGeometry(90, 10, 20, 20)
    small_window.findChild(QLineEdit, "field").deleteLater()
    dock.show()
    at("field")
    qtbot.waitUntil(lambda: hole(small_window).contains(rectangle(small_window, "field")))
    assert not card(small_window).geometry().intersects(QRect(dock.mapTo(small_window, QPoint()), dock.size()))


def test_what_comes_late_is_scrolled_to_but_nobody_is_held_back_who_scrolls(
    small_window: QMainWindow, texts: Texts, qtbot: QtBot
) -> None:
    area, page = QScrollArea(), QWidget()
    page.setFixedSize(200, 3000)
    late = QPushButton(page)
    late.setObjectName("late")
    late.setGeometry(0, 2800, 100, 40)
    late.hide()
    area.setWidget(page)
    small_window.setCentralWidget(area)
    tour = Tour(small_window, replace(texts, steps=(TourStep("late", "Late", ("Wait.",), ("late",)),), questions=()))
    tour.start()
    late.show()
    qtbot.waitUntil(lambda: hole(small_window).contains(rectangle(small_window, "late")))
    area.verticalScrollBar().setValue(0)
    qtbot.waitUntil(lambda: hole(small_window).isEmpty())
    assert area.verticalScrollBar().value() == 0
    tour.leave()


def test_the_light_follows_its_target_and_the_window(at: Go, small_window: QMainWindow, qtbot: QtBot) -> None:
    at("press")
    small_window.findChild(QPushButton, "bigButton").move(300, 300)
    qtbot.waitUntil(lambda: hole(small_window).contains(rectangle(small_window, "bigButton")))
    small_window.resize(1000, 500)
    spotlight = small_window.findChild(QWidget, "tourSpotlight")
    qtbot.waitUntil(lambda: spotlight.size() == small_window.size())


@pytest.mark.parametrize("step", [step.id for step in STEPS])
@pytest.mark.parametrize("size", [(900, 600), (640, 420)])
def test_the_card_lies_in_the_window_and_not_on_what_is_lit(
    at: Go, small_window: QMainWindow, qtbot: QtBot, step: str, size: tuple[int, int]
) -> None:
    small_window.resize(*size)
    small_window.findChild(QDockWidget).show()
    at(step)
    qtbot.waitUntil(lambda: small_window.rect().contains(card(small_window).geometry()))
    assert not card(small_window).geometry().intersects(hole(small_window))
    assert [child for child in small_window.children() if isinstance(child, QWidget)][-1] is card(small_window)


def test_the_step_is_there_for_a_screen_reader(at: Go, small_window: QMainWindow) -> None:
    at("press")
    assert card(small_window).accessibleName() == "Guided tour: Press"
    assert card(small_window).accessibleDescription() == "Press the button."
    assert "Press the button." in card(small_window).next.accessibleDescription()
    assert card(small_window).next.accessibleName() == "Press for me"


def test_it_can_begin_at_any_step_and_jump_while_it_runs(at: Go) -> None:
    tour = at("field")
    at("bye")
    assert tour.step.id == "bye"
    with pytest.raises(KeyError):
        tour.start("nowhere")


def test_a_target_may_be_deleted_meanwhile(at: Go, small_window: QMainWindow, qtbot: QtBot) -> None:
    tour = at("press")
    button = small_window.findChild(QPushButton, "bigButton")
    with qtbot.waitSignal(button.destroyed):
        button.deleteLater()
    tour.forward()
    tour.forward()
    assert tour.step.id == "field"


def test_the_dark_hides_tips_and_only_what_is_lit_is_as_before(at: Go, small_window: QMainWindow) -> None:
    field = rectangle(small_window, "field")
    before = small_window.grab().toImage()
    tour = at("field")
    tour.set_palette_colours(DARK)
    after = small_window.grab().toImage()
    inside, outside = field.center(), QPoint(20, 300)
    assert after.pixel(inside) == before.pixel(inside)
    assert after.pixelColor(outside).lightness() < before.pixelColor(outside).lightness()
    assert settled(small_window)


@pytest.mark.parametrize("left", [0, 300])
def test_the_card_leaves_what_stands_beside_a_target_at_the_lower_edge(
    at: Go, small_window: QMainWindow, qtbot: QtBot, left: int
) -> None:
    small_window.findChild(QPushButton, "bigButton").move(left, 540)
    at("press")
    qtbot.waitUntil(lambda: card(small_window).geometry().bottom() < rectangle(small_window, "bigButton").top())
