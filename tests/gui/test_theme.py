"""Two looks, both legible, switched at once and everywhere."""

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QFontDatabase
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from mfdesk.gui.main_window import MainWindow
from mfdesk.gui.resources import icon, picture
from mfdesk.gui.theme import DARK, LIGHT, Palette, Theme, mixed, points, scaled, stylesheet
from mfdesk.paths import resource


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1, by WCAG 2."""
    parts = [part / 255 for part in QColor(colour).getRgb()[:3]]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, two: str) -> float:
    low, high = sorted((luminance(one), luminance(two)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("words", "ground"),
    [
        ("text", "ground"),
        ("text", "panel"),
        ("text", "predicted"),
        ("text", "selection"),
        ("text", "hover"),
        ("dim", "ground"),
        ("dim", "panel"),
        ("on_accent", "accent"),
        ("on_accent", "accent_pressed"),
    ],
)
def test_words_stand_out_from_every_ground_they_are_written_on(palette: Palette, words: str, ground: str) -> None:
    assert contrast(getattr(palette, words), getattr(palette, ground)) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_every_colour_and_picture_of_the_style_sheet_is_there(palette: Palette) -> None:
    sheet = stylesheet(palette)
    assert "@" not in sheet
    for part in sheet.split('url("')[1:]:
        assert resource(part.split('"')[0]).is_file()


def test_a_choice_dresses_the_whole_program_and_is_told_once(qapp: QApplication, theme: Theme) -> None:
    told: list[Palette] = []
    theme.changed.connect(told.append)
    theme.set_choice("dark")
    theme.set_choice("dark")
    assert told == [DARK]
    assert DARK.ground in qapp.styleSheet()
    assert qapp.palette().window().color() == QColor(DARK.ground)


def test_the_window_follows_the_theme_and_remembers_the_choice(window: MainWindow) -> None:
    window.actions_table["view.dark"].trigger()
    image = window.start.grab().toImage()
    assert image.pixelColor(3, 3) == QColor(DARK.ground)
    assert window._remembered.theme == "dark"
    window.actions_table["view.light"].trigger()
    assert window.start.grab().toImage().pixelColor(3, 3) == QColor(LIGHT.ground)


def test_mixing_ends_at_both_colours() -> None:
    assert mixed("#102030", "#ffffff", 0).name() == "#102030"
    assert mixed("#102030", "#ffffff", 1).name() == "#ffffff"


@pytest.mark.parametrize("name", sorted(path.stem for path in resource("icons").glob("*.svg") if "-" not in path.stem))
def test_every_icon_is_drawn_in_the_colour_asked_for(qapp: QApplication, name: str) -> None:
    image = picture(name, "#ff0000", 48).toImage()
    opaque = [image.pixelColor(x, y) for x in range(48) for y in range(48) if image.pixelColor(x, y).alpha() == 255]
    assert opaque
    assert all(colour == QColor("#ff0000") for colour in opaque)
    assert not icon(name, LIGHT).isNull()


@pytest.mark.parametrize(("system", "followed"), [(8.0, 10.0), (10.0, 10.0), (14.0, 14.0)])
def test_letters_follow_those_of_the_system_where_they_are_larger(
    qapp: QApplication, request: pytest.FixtureRequest, system: float, followed: float
) -> None:
    before = qapp.font()
    request.addfinalizer(lambda: qapp.setFont(before))
    font = qapp.font()
    font.setPointSizeF(system)
    qapp.setFont(font)
    theme = Theme(qapp, "light")
    request.addfinalizer(theme.deleteLater)
    assert qapp.font().pointSizeF() == followed
    assert f"font-size: {0.9 * followed:g}pt" in qapp.styleSheet()
    assert (points(8), scaled(100)) == pytest.approx((0.8 * followed, 10 * followed))


def test_letters_that_the_system_changes_while_the_program_runs_are_followed_at_once(
    qtbot: QtBot, qapp: QApplication, window: MainWindow, theme: Theme, request: pytest.FixtureRequest
) -> None:
    usual = qapp.font()
    request.addfinalizer(lambda: qapp.setFont(usual))
    theme.watch(window)
    before = window.menuBar().fontMetrics().height(), window.start.findChild(QLabel).fontMetrics().height()
    larger = qapp.font()
    larger.setPointSizeF(1.5 * usual.pointSizeF())
    with qtbot.waitSignal(theme.changed):
        qapp.setFont(larger)
    assert f"font-size: {0.9 * larger.pointSizeF():g}pt" in qapp.styleSheet()
    after = window.menuBar().fontMetrics().height(), window.start.findChild(QLabel).fontMetrics().height()
    assert all(new > 1.3 * old for new, old in zip(after, before, strict=True))
    QApplication.sendEvent(window, QEvent(QEvent.Type.ThemeChange))
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    assert qapp.font().pointSizeF() == max(system.pointSizeF(), 10)


def test_other_letters_are_told_once_and_the_same_ones_not_at_all(
    qtbot: QtBot, qapp: QApplication, window: MainWindow, theme: Theme
) -> None:
    theme.watch(window)
    told: list[Palette] = []
    theme.changed.connect(told.append)
    QApplication.sendEvent(window, QEvent(QEvent.Type.ApplicationFontChange))
    qapp.setFont(qapp.font())
    QApplication.processEvents()
    assert told == []
