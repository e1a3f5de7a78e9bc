"""Every picture of the window becomes a file, as PNG and as SVG, in the colours of the theme."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDockWidget, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from mfdesk.gui.main_window import MainWindow
from mfdesk.gui.panels.picture import PictureMenu
from mfdesk.gui.theme import DARK, LIGHT, Palette
from tests.gui.by_hand import (
    LEFT,
    NO_KEYS,
    bring,
    choices,
    choose,
    choose_in_menu,
    click,
    click_cell,
    command,
    find,
    open_picture_menu,
    open_sample,
    save_as,
    scroll_to,
    train,
    type_and_enter,
    type_number,
    until,
)
from tests.gui.test_search_by_hand import open_search

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support (raise|grabbing)")


def walk_pages(qtbot: QtBot, window: MainWindow) -> Iterator[None]:
    """Brings one page after the other to the front, and turns to each picture that it has to choose from."""
    for dock in window.findChildren(QDockWidget):
        page = dock.objectName().removesuffix("Dock")
        bring(window, page)
        until(qtbot, find(window, f"{page}Panel").isVisible)
        yield from TURNS.get(page, turn_nothing)(qtbot, window)


def turn_nothing(_qtbot: QtBot, _window: MainWindow) -> Iterator[None]:
    yield


def turn_prediction(qtbot: QtBot, window: MainWindow) -> Iterator[None]:
    until(qtbot, find(window, "predictionSum").isVisible)
    yield


def turn_card(qtbot: QtBot, window: MainWindow) -> Iterator[None]:
    type_and_enter(window, "cardRow", window.controller.document.project.learned_from.row_labels[3])
    tabs = find(window, "cardTabs", QTabBar)
    until(qtbot, tabs.isVisible)
    for place in range(tabs.count()):
        QTest.mouseClick(tabs, LEFT, NO_KEYS, tabs.tabRect(place).center())
        yield


def turn_patterns(qtbot: QtBot, window: MainWindow) -> Iterator[None]:
    until(qtbot, find(window, "patternsMap").isVisible)
    yield


def turn_quality(qtbot: QtBot, window: MainWindow) -> Iterator[None]:
    until(qtbot, find(window, "qualityChooser").isVisible)
    for text in choices(window, "qualityChooser"):
        choose(window, "qualityChooser", text)
        yield


TURNS = {
    "prediction": turn_prediction,
    "card": turn_card,
    "patterns": turn_patterns,
    "quality": turn_quality,
}


def pictures(window: MainWindow) -> set[PictureMenu]:
    """Their menus, as far as they are seen or can be scrolled to."""
    return {menu for menu in window.findChildren(PictureMenu) if can_be_seen(menu.parentWidget(), window)}


def can_be_seen(picture: QWidget, window: MainWindow) -> bool:
    scroll_to(picture)
    dock = next((dock for dock in window.findChildren(QDockWidget) if dock.isAncestorOf(picture)), None)
    return picture.isVisible() and (dock is None or not dock.visibleRegion().isEmpty())


def save_both(qtbot: QtBot, window: MainWindow, menu: PictureMenu, name: Path, palette: Palette) -> None:
    for suffix, judge, choice in ((".png", judge_png, "savePng"), (".svg", judge_svg, "saveSvg")):
        scroll_to(menu.parentWidget())
        open_picture_menu(menu)
        choose_in_menu(qtbot, menu, choice)
        target = name.with_suffix(suffix)
        save_as(qtbot, window, "pictureFileDialog", target)
        judge(target, palette)


def judge_svg(path: Path, palette: Palette) -> None:
    """Well formed, and painted in colours of this palette: its grounds and its words."""
    tree = ElementTree.fromstring(path.read_bytes())
    assert tree.tag.endswith("svg")
    colours = {
        value.lower() for part in tree.iter() for name, value in part.attrib.items() if name in ("fill", "stroke")
    }
    assert colours & {palette.panel, palette.ground}, f"{path.name} has no ground of the theme"
    assert colours & {palette.text, palette.dim, palette.accent}, f"{path.name} has no ink of the theme"
    other = DARK if palette is LIGHT else LIGHT
    assert not colours & {other.panel, other.ground, other.text, other.dim} - set(vars(palette).values()), path.name


def judge_png(path: Path, palette: Palette) -> None:
    image = QImage(str(path))
    assert not image.isNull(), f"{path.name} cannot be opened"
    corners = {image.pixelColor(x, y).name() for x in (1, image.width() - 2) for y in (1, image.height() - 2)}
    assert corners <= {palette.panel, palette.ground}, f"{path.name} stands on {corners}"
    places = ((x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3))
    colours = {image.pixel(x, y) for x, y in places}
    assert len(colours) > 4, f"{path.name} is all but empty"


@pytest.mark.timeout(240)
@pytest.mark.parametrize("sample", ["movie-night", "food-world-cup"])
def test_every_picture_is_saved_in_both_formats_and_themes(
    qtbot: QtBot, window: MainWindow, sample: str, tmp_path: Path
) -> None:
    window.resize(1440, 900)
    open_sample(qtbot, window, sample)
    type_number(window, "rankBox", 4)
    type_number(window, "epochsBox", 20)
    train(qtbot, window)
    click_cell(window.table, window.table.model().index(3, 3))
    dialog = open_search(qtbot, window)
    with qtbot.waitSignal(window.controller.search_ended, timeout=60_000):
        click(dialog, "searchStart")
    for theme, palette in (("light", LIGHT), ("dark", DARK)):
        command(window, f"view.{theme}")
        saved: set[PictureMenu] = set()
        for _ in walk_pages(qtbot, window):
            for menu in pictures(window) - saved:
                save_both(qtbot, window, menu, tmp_path / f"{theme} {menu.parentWidget().objectName()}", palette)
                saved.add(menu)
        names = {menu.parentWidget().objectName() for menu in set(window.findChildren(PictureMenu)) - saved}
        assert not names, f"never seen: {names}"
        assert len(saved) >= 14
