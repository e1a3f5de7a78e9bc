"""The Patterns page on real trainings of the samples: mouse, wheel, keys, lasso, search, and what it says."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from xml.etree import ElementTree

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QColor, QImage, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from mfdesk.engine.axes import own_axes, principal_axes
from mfdesk.engine.config import Config, Method
from mfdesk.engine.control import RunControl
from mfdesk.engine.model import Model
from mfdesk.engine.patterns import PatternMap, pattern_map
from mfdesk.engine.train import train
from mfdesk.files.samples import open_sample
from mfdesk.gui.panels import patterns_renewal
from mfdesk.gui.panels.patterns import PatternsPanel
from mfdesk.gui.panels.patterns_dress import ColourBy, Shape, dressed
from mfdesk.gui.panels.patterns_ends import PatternsEnds
from mfdesk.gui.panels.patterns_layer import names_for
from mfdesk.gui.panels.patterns_map import PatternsScatter
from mfdesk.gui.panels.patterns_names import PlacedName, placed_names
from mfdesk.gui.panels.patterns_view import View, nearest
from mfdesk.gui.theme import DARK, LIGHT
from mfdesk.ratings import Ratings
from mfdesk.ratings.side import Side
from tests.drive import drive

Button, Modifier, Key = Qt.MouseButton, Qt.KeyboardModifier, Qt.Key


@cache
def survey() -> tuple[Ratings, Model]:
    return _trained("food-world-cup", Config(rank=4, epochs=20, refill=False))


@cache
def movies() -> tuple[Ratings, Model]:
    return _trained("movie-night", Config(Method.GRADIENT_DESCENT, rank=3, epochs=10, refill=False))


def _trained(sample: str, config: Config) -> tuple[Ratings, Model]:
    _, opened = drive(open_sample(sample, RunControl()))
    _, training = drive(train(opened.ratings, config, RunControl()))
    return opened.ratings, training.model


@cache
def map_of(side: Side) -> PatternMap:
    ratings, model = survey()
    _, axes = drive(principal_axes(model, RunControl()))
    return drive(pattern_map(model, axes, ratings, side, RunControl()))[1]


@pytest.fixture
def panel(qtbot: QtBot) -> PatternsPanel:
    panel = PatternsPanel()
    qtbot.addWidget(panel)
    panel.resize(900, 700)
    panel.show()
    panel.activateWindow()  # without a window manager nobody else does, and keys go to the active window
    qtbot.waitUntil(panel.isActiveWindow)
    return panel


@pytest.fixture
def cuisines(panel: PatternsPanel) -> PatternsPanel:
    """The page with the 40 cuisines of the survey on it."""
    panel.show_map(map_of(Side.COLUMNS), survey()[0])
    QApplication.processEvents()
    return panel


def scatter(panel: PatternsPanel) -> PatternsScatter:
    return panel.findChild(PatternsScatter, "patternsMap")


def box(panel: PatternsPanel, name: str) -> QComboBox:
    return panel.findChild(QComboBox, name)


def said(panel: PatternsPanel, name: str) -> str:
    return panel.findChild(QWidget, name).text()


def settled(qtbot: QtBot, widget: PatternsScatter) -> QImage:
    """What is seen once all of it is painted."""
    widget.grab()
    qtbot.waitUntil(lambda: widget.settled)
    return widget.grab().toImage()


def place_of(panel: PatternsPanel, name: str) -> int:
    return panel._shown.names.index(name)


def mouse(
    widget: QWidget,
    kind: QEvent.Type,
    at: QPointF,
    held: Button = Button.NoButton,
    keys: Modifier = Modifier.NoModifier,
) -> None:
    """At once, so that the real pointer of a display cannot come between."""
    button = Button.NoButton if kind is QEvent.Type.MouseMove else Button.LeftButton
    QApplication.sendEvent(widget, QMouseEvent(kind, at, widget.mapToGlobal(at), button, held, keys))


def drag(widget: QWidget, path: list[QPointF], keys: Modifier = Modifier.NoModifier) -> None:
    mouse(widget, QEvent.Type.MouseButtonPress, path[0], Button.LeftButton, keys)
    for at in path[1:]:
        mouse(widget, QEvent.Type.MouseMove, at, Button.LeftButton, keys)
    mouse(widget, QEvent.Type.MouseButtonRelease, path[-1], Button.NoButton, keys)


def click(widget: QWidget, at: QPointF, keys: Modifier = Modifier.NoModifier) -> None:
    drag(widget, [at], keys)


def wheel(widget: QWidget, at: QPointF, clicks: int) -> None:
    turn = QPoint(0, 120 * clicks)
    phase = Qt.ScrollPhase.NoScrollPhase
    QApplication.sendEvent(
        widget,
        QWheelEvent(at, widget.mapToGlobal(at), QPoint(), turn, Button.NoButton, Modifier.NoModifier, phase, False),
    )


def colours_in(image: QImage) -> set[str]:
    return {image.pixelColor(x, y).name() for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)}


# empty


def test_before_a_training_it_says_what_would_fill_it_and_how(panel: PatternsPanel) -> None:
    page = panel.findChild(QWidget, "patternsEmpty")
    assert page.isVisible()
    assert any("Press Train" in label.text() for label in page.findChildren(QLabel))
    assert not scatter(panel).isVisible()


def test_clearing_brings_the_empty_page_back(cuisines: PatternsPanel) -> None:
    cuisines.clear()
    assert cuisines.findChild(QWidget, "patternsEmpty").isVisible()


# what it says


def test_the_map_is_told_in_words(cuisines: PatternsPanel) -> None:
    text = scatter(cuisines).accessibleDescription()
    page = map_of(Side.COLUMNS).pages[0]
    assert text.startswith("40 cuisines by Pattern 1 and Pattern 2; left: ")
    for end in (*page.left[:3], *page.right[:3]):
        assert cuisines._shown.names[end.place] in text


def test_the_page_tells_the_ends_and_the_share_of_the_pattern_across(cuisines: PatternsPanel) -> None:
    shown = map_of(Side.COLUMNS)
    assert said(cuisines, "patternsTitle") == "Pattern 1"
    assert said(cuisines, "patternsShare").startswith(f"{100 * shown.strengths[0]:.0f}")
    left = cuisines.findChild(PatternsEnds, "patternsLeft")
    assert left.accessibleDescription().startswith(cuisines._shown.names[shown.pages[0].left[0].place])


def test_the_next_pattern_comes_across_and_trades_places_with_the_one_up(cuisines: PatternsPanel) -> None:
    cuisines.findChild(QToolButton, "patternsNext").click()
    assert said(cuisines, "patternsTitle") == "Pattern 2"
    assert (box(cuisines, "patternsXBox").currentText(), box(cuisines, "patternsYBox").currentText()) == (
        "Pattern 2",
        "Pattern 1",
    )
    cuisines.findChild(QToolButton, "patternsBefore").click()
    assert said(cuisines, "patternsTitle") == "Pattern 1"
    assert not cuisines.findChild(QToolButton, "patternsBefore").isEnabled()


def test_what_goes_along_with_a_pattern_is_told_in_the_nouns_of_the_data(panel: PatternsPanel) -> None:
    panel.show_map(map_of(Side.ROWS), survey()[0])
    text = panel.findChild(QLabel, "patternsApart").accessibleDescription()
    assert "A lot: " in text
    assert "respondents lie" in text
    assert "of the others." in text


# the mouse


def test_hovering_reads_a_point(cuisines: PatternsPanel) -> None:
    widget, place = scatter(cuisines), place_of(cuisines, "India")
    mouse(widget, QEvent.Type.MouseMove, widget.pixel(place))
    text = widget.hover_text
    assert text.startswith("India · Pattern 1 ")
    assert f"{map_of(Side.COLUMNS).counts[place]:,} ratings" in text
    mouse(widget, QEvent.Type.MouseMove, QPointF(widget.width() - 2, 2))
    assert widget.hover_text == ""


def test_the_wheel_zooms_at_the_mouse(cuisines: PatternsPanel) -> None:
    widget = scatter(cuisines)
    place = place_of(cuisines, "India")
    at, before = widget.pixel(place), widget.view
    wheel(widget, at, 3)
    assert widget.view.x_per_pixel < before.x_per_pixel / 1.9
    assert (widget.pixel(place) - at).manhattanLength() < 0.1
    wheel(widget, at, -3)
    assert widget.view.x_per_pixel == pytest.approx(before.x_per_pixel)


def test_dragging_moves_the_map_and_chooses_nothing(qtbot: QtBot, cuisines: PatternsPanel) -> None:
    widget = scatter(cuisines)
    place = place_of(cuisines, "India")
    before = widget.pixel(place)
    with qtbot.assertNotEmitted(cuisines.selected):
        drag(widget, [QPointF(100, 100), QPointF(120, 110), QPointF(160, 130)])
    assert (widget.pixel(place) - before - QPointF(60, 30)).manhattanLength() < 0.1


def test_a_double_click_on_empty_ground_shows_everything_again(cuisines: PatternsPanel) -> None:
    widget = scatter(cuisines)
    before = widget.view
    wheel(widget, QPointF(50, 50), 9)
    drag(widget, [QPointF(10, 10), QPointF(400, 400)])
    empty = next(QPointF(x, 3) for x in range(0, widget.width(), 5) if widget.point_near(QPointF(x, 3)) is None)
    mouse(widget, QEvent.Type.MouseButtonDblClick, empty, Button.LeftButton)
    assert widget.view == before


def test_a_click_chooses_and_shift_adds_and_lets_go(qtbot: QtBot, cuisines: PatternsPanel) -> None:
    widget = scatter(cuisines)
    one, other = place_of(cuisines, "India"), place_of(cuisines, "England")
    chosen: list[tuple[Side, list[int]]] = []
    cuisines.selected.connect(lambda side, positions: chosen.append((side, positions.tolist())))
    click(widget, widget.pixel(one))
    click(widget, widget.pixel(other), Modifier.ShiftModifier)
    click(widget, widget.pixel(one), Modifier.ShiftModifier)
    assert chosen == [
        (Side.COLUMNS, [one]),
        (Side.COLUMNS, sorted([one, other])),
        (Side.COLUMNS, [other]),
    ]


def test_a_double_click_on_a_point_asks_for_it(qtbot: QtBot, cuisines: PatternsPanel) -> None:
    widget, place = scatter(cuisines), place_of(cuisines, "India")
    with qtbot.waitSignal(cuisines.item_requested) as asked:
        mouse(widget, QEvent.Type.MouseButtonDblClick, widget.pixel(place), Button.LeftButton)
    assert asked.args == [Side.COLUMNS, place]


def test_the_lasso_chooses_exactly_what_it_encloses(cuisines: PatternsPanel) -> None:
    widget = scatter(cuisines)
    chosen: list[list[int]] = []
    cuisines.selected.connect(lambda _side, positions: chosen.append(positions.tolist()))
    cuisines.findChild(QToolButton, "patternsLasso").click()
    right, bottom = widget.width() / 2, widget.height() / 2
    drag(widget, [QPointF(0, 0), QPointF(right, 0), QPointF(right, bottom), QPointF(0, bottom)])
    drag(
        widget,
        [
            QPointF(right, bottom),
            QPointF(2 * right, bottom),
            QPointF(2 * right, 2 * bottom),
            QPointF(right, 2 * bottom),
        ],
        Modifier.ShiftModifier,
    )
    pixels = [widget.pixel(place) for place in range(40)]
    first = [place for place, at in enumerate(pixels) if at.x() < right and at.y() < bottom]
    second = [place for place, at in enumerate(pixels) if at.x() > right and at.y() > bottom]
    assert first
    assert second
    assert chosen == [first, sorted(first + second)]


def test_what_is_chosen_in_the_table_is_shown_and_told_to_nobody(qtbot: QtBot, cuisines: PatternsPanel) -> None:
    before = settled(qtbot, scatter(cuisines))
    with qtbot.assertNotEmitted(cuisines.selected):
        cuisines.choose(lambda side, positions: (side is Side.COLUMNS) & np.isin(positions, [3, 5]))
    assert list(cuisines._chosen) == [3, 5]
    assert scatter(cuisines).accessibleDescription().endswith("; 2 chosen")
    assert settled(qtbot, scatter(cuisines)) != before


def test_what_is_chosen_in_the_table_is_asked_anew_for_each_map(cuisines: PatternsPanel) -> None:
    cuisines.choose(lambda side, positions: positions < (7 if side is Side.ROWS else 3))
    cuisines.show_map(map_of(Side.ROWS), survey()[0])
    assert scatter(cuisines).accessibleDescription().endswith("; 7 chosen")
    cuisines.clear()
    cuisines.show_map(map_of(Side.COLUMNS), survey()[0])
    assert "chosen" not in scatter(cuisines).accessibleDescription()


def test_a_choice_on_the_map_outlives_its_own_echo_from_a_table_that_shows_less(cuisines: PatternsPanel) -> None:
    widget, one = scatter(cuisines), place_of(cuisines, "India")
    cuisines.selected.connect(lambda _side, _positions: cuisines.choose(lambda _side, all_of: all_of < 0))
    click(widget, widget.pixel(one))
    assert list(cuisines._chosen) == [one]


# the keyboard


def test_tab_steps_through_the_points_and_then_leaves(qtbot: QtBot, cuisines: PatternsPanel) -> None:
    widget = scatter(cuisines)
    widget.setFocus()
    counts = map_of(Side.COLUMNS).counts
    order = np.argsort(-counts, kind="stable").tolist()
    read = []
    for _ in range(40):
        qtbot.keyClick(widget, Key.Key_Tab)
        read.append(widget.current)
        assert widget.accessibleDescription().startswith(cuisines._shown.names[widget.current or 0])
    assert read == order
    qtbot.keyClick(widget, Key.Key_Tab)
    assert not widget.hasFocus()


def test_enter_asks_for_the_current_point_and_space_chooses_it(qtbot: QtBot, cuisines: PatternsPanel) -> None:
    widget = scatter(cuisines)
    widget.setFocus()
    qtbot.keyClick(widget, Key.Key_Tab)
    with qtbot.waitSignal(cuisines.item_requested) as asked:
        qtbot.keyClick(widget, Key.Key_Return)
    with qtbot.waitSignal(cuisines.selected) as chosen:
        qtbot.keyClick(widget, Key.Key_Space)
    assert asked.args[1] == widget.current == chosen.args[1].tolist()[0]
    qtbot.keyClick(widget, Key.Key_Escape)
    assert widget.current is None


@pytest.mark.parametrize(
    ("key", "back"), [(Key.Key_Left, Key.Key_Right), (Key.Key_Up, Key.Key_Down), (Key.Key_Plus, Key.Key_Minus)]
)
def test_keys_move_the_map_and_back_again_and_zero_resets(
    qtbot: QtBot, cuisines: PatternsPanel, key: Key, back: Key
) -> None:
    widget = scatter(cuisines)
    before = widget.view
    qtbot.keyClick(widget, key)
    assert widget.view != before
    qtbot.keyClick(widget, back)
    now = widget.view
    assert (now.x, now.y, now.x_per_pixel) == pytest.approx((before.x, before.y, before.x_per_pixel))
    qtbot.keyClick(widget, key)
    qtbot.keyClick(widget, Key.Key_0)
    assert widget.view == before


# searching and pointing


def test_searching_rings_every_match_and_enter_goes_to_the_next(qtbot: QtBot, cuisines: PatternsPanel) -> None:
    widget, search = scatter(cuisines), cuisines.findChild(QLineEdit, "patternsSearch")
    assert LIGHT.counter not in colours_in(settled(qtbot, widget))
    qtbot.keyClicks(search, "land")
    matches = {place for place, name in enumerate(cuisines._shown.names) if "land" in name.lower()}
    assert search.accessibleDescription() == f"{len(matches)} found"
    assert LIGHT.counter in colours_in(settled(qtbot, widget))
    met = []
    for _ in range(len(matches) + 1):
        qtbot.keyClick(search, Key.Key_Return)
        met.append(widget.current)
    assert set(met[:-1]) == matches
    assert met[-1] == met[0]


def test_a_name_at_an_end_is_shown_on_the_map_even_when_it_was_out_of_view(
    qtbot: QtBot, cuisines: PatternsPanel
) -> None:
    widget, ends = scatter(cuisines), cuisines.findChild(PatternsEnds, "patternsRight")
    wheel(widget, QPointF(5, 5), 8)
    place = map_of(Side.COLUMNS).pages[0].right[0].place
    assert not widget.rect().contains(widget.pixel(place).toPoint())
    click(ends, QPointF(80, 5))
    assert widget.current == place
    assert widget.rect().contains(widget.pixel(place).toPoint())
    with qtbot.waitSignal(cuisines.item_requested) as asked:
        qtbot.keyClick(ends, Key.Key_Return)
    assert asked.args == [Side.COLUMNS, place]


# what is asked for


def test_another_side_is_asked_for(qtbot: QtBot, cuisines: PatternsPanel) -> None:
    with qtbot.waitSignal(cuisines.map_requested) as asked:
        cuisines.findChild(QToolButton, "patternsRows").click()
    assert asked.args == [Side.ROWS, False]
    assert cuisines.side is Side.ROWS
    assert cuisines.findChild(QToolButton, "patternsRows").text() == "Respondents"


def test_only_a_point_method_offers_its_own_features(qtbot: QtBot, cuisines: PatternsPanel) -> None:
    own = box(cuisines, "patternsAxesBox")
    assert not own.isVisible()
    ratings, model = movies()
    _, axes = drive(principal_axes(model, RunControl()))
    cuisines.show_map(drive(pattern_map(model, axes, ratings, Side.COLUMNS, RunControl()))[1], ratings)
    assert own.isVisible()
    own.setCurrentIndex(1)
    with qtbot.waitSignal(cuisines.map_requested) as asked:
        own.activated.emit(1)
    assert asked.args == [Side.COLUMNS, True]
    features = own_axes(model)
    cuisines.show_map(drive(pattern_map(model, features, ratings, Side.COLUMNS, RunControl()))[1], ratings)
    assert said(cuisines, "patternsTitle") == f"Feature {features.numbers[0]}"


def test_a_model_of_one_pattern_is_drawn_against_the_mean(panel: PatternsPanel) -> None:
    shown = map_of(Side.COLUMNS)
    one = replace(shown, features=shown.features[:, :1], strengths=np.ones(1), numbers=(1,), pages=shown.pages[:1])
    panel.show_map(one, survey()[0])
    assert box(panel, "patternsYBox").currentText() == "Mean rating"
    assert scatter(panel)._scene is not None
    assert scatter(panel)._scene.points[:, 1] == pytest.approx(shown.means)


def test_what_is_left_out_is_told(panel: PatternsPanel) -> None:
    panel.show_map(replace(map_of(Side.COLUMNS), left_out=1234), survey()[0])
    assert said(panel, "patternsLeftOut") == "40 cuisines with most ratings are shown; 1,234 others are not."


# how it looks


def test_colours_of_an_attribute_have_a_shape_each_and_a_legend(panel: PatternsPanel) -> None:
    panel.show_map(map_of(Side.ROWS), survey()[0])
    colour = box(panel, "patternsColourBox")
    colour.setCurrentIndex(colour.findText("Location (Census Region)"))
    legend = panel.findChild(QWidget, "patternsLegend")
    assert legend.isVisible()
    assert "Pacific" in legend.accessibleDescription()
    assert "other or not known" in legend.accessibleDescription()
    trait = map_of(Side.ROWS).traits[-1]
    kinds = dressed(map_of(Side.ROWS), trait, LIGHT).kinds
    assert [kind.shape for kind in kinds[:-1]] == list(Shape)
    assert len({kind.colour for kind in kinds}) == len(kinds)


@pytest.mark.parametrize("by", [ColourBy.MEAN, ColourBy.COUNT])
def test_more_is_darker_and_larger(by: ColourBy) -> None:
    shown = map_of(Side.COLUMNS)
    dress = dressed(shown, by, LIGHT)
    numbers = shown.means if by is ColourBy.MEAN else shown.counts
    order = np.argsort(numbers, kind="stable")
    assert (np.diff(dress.of_points[order].astype(int)) >= 0).all()
    assert (dress.of_points[order[0]], dress.of_points[order[-1]]) == (0, 8)
    sizes = [kind.size for kind in dress.kinds[:9]]
    assert sizes == sorted(sizes)


def test_the_theme_is_followed(cuisines: PatternsPanel) -> None:
    assert DARK.accent not in colours_in(scatter(cuisines).grab().toImage())
    cuisines.set_palette_colours(DARK)
    assert DARK.accent in colours_in(scatter(cuisines).grab().toImage())


def test_in_a_narrow_dock_the_page_lies_below_the_map_and_in_a_wide_window_beside_it(
    qtbot: QtBot, cuisines: PatternsPanel
) -> None:
    page, widget = cuisines.findChild(QWidget, "patternsPage"), scatter(cuisines)

    def corners() -> tuple[QPoint, QPoint]:
        return page.mapTo(cuisines, QPoint()), widget.mapTo(cuisines, QPoint(widget.width(), widget.height()))

    beside, edge = corners()
    assert beside.x() > edge.x()
    cuisines.resize(390, 700)
    qtbot.waitUntil(lambda: corners()[0].y() > corners()[1].y() and corners()[0].x() < 40)


def test_most_of_the_cuisines_are_named_without_an_overlap(cuisines: PatternsPanel) -> None:
    widget = scatter(cuisines)
    assert widget._scene is not None
    bounds = (0, 0, widget.width(), widget.height())
    pixels = widget.view.pixels(widget._scene.points)
    found = names_for(widget._scene, pixels, np.arange(40), widget._small, bounds)
    names = [name for name in found if name is not None]
    assert len(names) >= 32
    assert all(not overlap(one, other) for one in names for other in names if one is not other)
    assert all(name.x >= 0 and name.x + name.width <= widget.width() for name in names)


def test_an_svg_holds_a_mark_for_each_point_and_its_name(cuisines: PatternsPanel) -> None:
    root = ElementTree.fromstring(cuisines.picture_bytes("svg"))
    tags = [element.tag.split("}")[-1] for element in root.iter()]
    texts = {(element.text or "").strip() for element in root.iter()}
    assert "image" not in tags
    assert tags.count("path") >= 40
    assert {"India", "China"} <= texts


def test_a_png_shows_the_map_and_its_legend(cuisines: PatternsPanel) -> None:
    image = QImage.fromData(cuisines.picture_bytes("png"))
    assert image.width() == 3 * cuisines._picture.width()
    assert image.pixelColor(5, 5) == QColor(LIGHT.panel)
    assert LIGHT.accent in colours_in(image)


def test_the_menu_saves_the_picture(qtbot: QtBot, cuisines: PatternsPanel) -> None:
    with qtbot.waitSignal(cuisines.save_requested) as saved:
        cuisines.findChild(QAction, "savePng").trigger()
    assert saved.args[1:] == ["png", "patterns"]


def test_a_crowd_of_points_is_painted_read_and_chosen_as_a_few_are(qtbot: QtBot, panel: PatternsPanel) -> None:
    panel.show_map(crowd(30_000), survey()[0])
    widget = scatter(panel)
    image = settled(qtbot, widget)
    assert len(colours_in(image)) > 5
    at = widget.pixel(123)
    place = widget.point_near(at)
    assert place is not None
    assert (widget.pixel(place) - at).manhattanLength() < 0.01
    with qtbot.waitSignal(panel.selected) as chosen:
        click(widget, at)
    assert chosen.args[1].tolist() == [place % 40]
    assert settled(qtbot, widget) != image
    root = ElementTree.fromstring(panel.picture_bytes("svg"))
    assert any(element.tag.endswith("image") for element in root.iter())


def test_a_picture_that_was_moved_is_the_picture_painted_there(qtbot: QtBot, panel: PatternsPanel) -> None:
    panel.show_map(crowd(5000), survey()[0])
    widget = scatter(panel)
    widget.grab()
    drag(widget, [QPointF(100, 100), QPointF(130, 90)])
    moved = widget.grab().toImage()
    widget._renew()
    assert likeness(moved, settled(qtbot, widget)) > 0.9


@pytest.mark.parametrize("factor", [0.5, 3])
def test_while_a_zoomed_map_is_painted_the_last_picture_is_seen_at_the_new_scale(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, panel: PatternsPanel, factor: float
) -> None:
    shown = crowd(5000)
    panel.show_map(replace(shown, features=shown.features + np.float32(9)), survey()[0])  # nothing lies on an axis
    widget = scatter(panel)
    place = int(np.abs(widget._scene.points - widget.view.x - 0.5).sum(axis=1).argmin())
    widget.show_found(np.array([place]))
    settled(qtbot, widget)
    monkeypatch.setattr(patterns_renewal, "_SLICE", 0)  # one step at a time
    widget.move_to(widget.view.zoomed(factor, widget.width() / 2, widget.height() / 2))
    seen = widget.grab().toImage()
    assert not widget.settled
    monkeypatch.undo()
    for image in (seen, settled(qtbot, widget)):
        assert (middle_of(image, LIGHT.counter) - widget.pixel(place)).manhattanLength() < 4


def test_a_map_that_is_sharp_again_is_seen_without_being_asked_for(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, panel: PatternsPanel
) -> None:
    panel.show_map(crowd(5000), survey()[0])
    widget = scatter(panel)
    settled(qtbot, widget)
    monkeypatch.setattr(patterns_renewal, "_SLICE", 0)  # one step at a time
    widget.move_to(widget.view.zoomed(3, 0, 0))
    widget.grab()
    with qtbot.waitSignal(widget._renewal.renewed):
        assert not widget.settled
    assert widget.settled


def test_a_map_is_painted_in_many_steps_and_whoever_drags_on_is_not_kept_waiting(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, panel: PatternsPanel
) -> None:
    panel.show_map(crowd(30_000), survey()[0])
    widget = scatter(panel)
    settled(qtbot, widget)
    monkeypatch.setattr(patterns_renewal, "_SLICE", 0)  # one step at a time
    for _ in range(12):
        widget.move_to(widget.view.panned(widget.width() / 10, 0))
        widget.grab()
        assert not widget.settled
    monkeypatch.undo()
    dragged = settled(qtbot, widget)
    widget._renewal.forget()
    assert likeness(widget.grab().toImage(), dragged) > 0.9


def likeness(one: QImage, other: QImage) -> float:
    """Share of the pixels in the upper left that are the same in both."""
    return float((pixels_of(one)[:300, :300] == pixels_of(other)[:300, :300]).mean())


def middle_of(image: QImage, colour: str) -> QPointF:
    """Where the pixels lie in the mean that have nearly this colour."""
    wanted, bands = QColor(colour).rgb(), [(pixels_of(image) >> shift) & 0xFF for shift in (0, 8, 16)]
    far = sum(
        np.abs(band.astype(int) - (wanted >> shift & 0xFF)) for band, shift in zip(bands, (0, 8, 16), strict=True)
    )
    y, x = np.nonzero(far < 60)
    return QPointF(x.mean(), y.mean())


def pixels_of(image: QImage) -> npt.NDArray[np.uint32]:
    whole = image.convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(whole.constBits(), np.uint32).reshape(whole.height(), -1).copy()


def crowd(count: int) -> PatternMap:
    """A map of so many made-up points beside nothing."""
    shown, random = map_of(Side.COLUMNS), np.random.default_rng(1)
    return replace(
        shown,
        positions=np.zeros(count, np.int32) + np.arange(count, dtype=np.int32) % 40,
        features=random.normal(size=(count, shown.rank)).astype(np.float32),
        counts=random.integers(1, 99, count),
        means=np.full(count, 3.0),
    )


# placing pixels


numbers = st.floats(-50, 50, width=32)
views = st.builds(View, numbers, numbers, st.floats(0.01, 9), st.floats(0.01, 9), st.integers(50, 900), st.just(300))


@given(views, st.floats(0.2, 5), st.floats(0, 300), st.floats(0, 300), numbers, numbers)
def test_zooming_keeps_what_is_under_the_mouse(
    view: View, factor: float, at_x: float, at_y: float, x: float, y: float
) -> None:
    there = np.array([[x, y]], np.float32)
    before, after = view.pixels(there)[0], view.zoomed(factor, at_x, at_y).pixels(there)[0]
    mouse_at = np.array([at_x, at_y])
    assert after - mouse_at == pytest.approx(factor * (before - mouse_at), rel=1e-3, abs=0.5)


@given(st.lists(st.tuples(numbers, numbers), min_size=1, max_size=20), st.integers(50, 900), st.integers(50, 900))
def test_a_fitted_view_shows_every_point(points: list[tuple[float, float]], width: int, height: int) -> None:
    plane = np.array(points, np.float32)
    view = View.fitted(plane, width, height)
    assert view.inside(view.pixels(plane)).all()


@pytest.mark.parametrize(
    "plane",
    [
        [(0, 0), (0, 1e-45)],
        [(0, 0), (0, 3e-39)],
        [(50, 50), (50.000004, 50)],
        [(-1e20, 0), (1e20, 1)],
        [(1e-30, 0)] * 2,
    ],
    ids=["least", "subnormal", "neighbours", "huge", "one"],
)
def test_a_fitted_view_shows_points_that_single_precision_hardly_tells_apart(plane: list[tuple[float, float]]) -> None:
    points = np.array(plane, np.float32)
    view = View.fitted(points, 500, 300)
    assert view.inside(view.pixels(points), margin=1).all()


@pytest.mark.parametrize("factor", [1.3, 1 / 1.3], ids=["in", "out"])
def test_the_wheel_can_be_turned_without_end(factor: float) -> None:
    points = np.array([(0, 0), (1, 2), (-50, 3e8)], np.float32)
    view = View.fitted(points, 500, 300)
    for _ in range(2000):
        view = view.zoomed(factor, 100, 50)
        assert np.isfinite(view.pixels(points)).all() or factor > 1
    assert 0 < view.x_per_pixel < np.inf


def test_a_point_without_a_place_is_nowhere_and_near_to_nothing() -> None:
    plane = np.array([[0, 0], [1, np.inf]], np.float32)
    view = View.fitted(plane, 300, 300)
    pixels = view.pixels(plane)
    assert view.inside(pixels).tolist() == [True, False]
    assert nearest(pixels, 150, 150, 14) == 0
    assert nearest(pixels, 290, 290, 14) is None


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), max_size=40))
def test_names_never_cover_each_other_nor_leave_the_map(points: list[tuple[int, int]]) -> None:
    pixels = np.array(points, np.float32).reshape(-1, 2)
    count = len(points)
    found = placed_names(pixels, range(count), ["name"] * count, [50.0] * count, 12.0, (0, 0, 300, 300))
    names = [name for name in found if name is not None]
    assert all(not overlap(one, other) for one in names for other in names if one is not other)
    assert all(name.x >= 0 and name.y >= 0 and name.x + name.width <= 300 and name.y + 12 <= 300 for name in names)


def overlap(one: PlacedName, other: PlacedName) -> bool:
    across = one.x < other.x + other.width and other.x < one.x + one.width
    return across and one.y < other.y + other.height and other.y < one.y + one.height
