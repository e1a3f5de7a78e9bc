"""The Quality page on real trainings: what it says, shows, reads out, exports and asks for."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Generator
from dataclasses import replace
from typing import Any, TypeVar

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QImage, QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QMenu, QTableView, QWidget
from pytestqt.qtbot import QtBot

from mfdesk.engine.config import Config, Method
from mfdesk.engine.control import RunControl
from mfdesk.engine.quality import Quality, quality_of
from mfdesk.engine.quality_parts import Rounding
from mfdesk.engine.train import train
from mfdesk.files.samples import open_sample
from mfdesk.gui.panels.quality import QualityPanel
from mfdesk.gui.panels.quality_chart import Chart
from mfdesk.gui.panels.quality_findings import finding
from mfdesk.gui.panels.quality_layers import Bars, Dots, Heat
from mfdesk.gui.panels.quality_ticks import short, ticks
from mfdesk.gui.panels.quality_words import NOTHING_HELD_OUT, QualityWords, View
from mfdesk.gui.theme import DARK, LIGHT
from mfdesk.ratings.movie_night import movie_night
from mfdesk.ratings.table import Ratings
from tests.engine.test_quality import SCALES, held_against, table

T = TypeVar("T")
PICTURES = [view for view in View if view is not View.WORST]


def ended(job: Generator[Any, None, T]) -> T:
    while True:
        try:
            next(job)
        except StopIteration as stop:
            result: T = stop.value
            return result


def learned(ratings: Ratings, config: Config) -> Quality:
    training = ended(train(ratings, config, RunControl()))
    assert training.judged is not None
    from_these = not training.model.knows_noise
    return ended(quality_of(ratings, training.judged, RunControl(), spreads_from_these=from_these))


@pytest.fixture(scope="module")
def movies() -> tuple[Quality, Ratings]:
    ratings = movie_night()
    return learned(ratings, Config(Method.GRADIENT_DESCENT, rank=3, epochs=30, refill=False)), ratings


@pytest.fixture(scope="module")
def survey() -> tuple[Quality, Ratings]:
    ratings = ended(open_sample("food-world-cup", RunControl())).ratings
    return learned(ratings, Config(Method.GIBBS, rank=2, epochs=20, refill=False)), ratings


@pytest.fixture
def panel(qtbot: QtBot) -> QualityPanel:
    panel = QualityPanel()
    qtbot.addWidget(panel)
    panel.resize(390, 700)
    panel.show()
    return panel


@pytest.fixture
def filled(panel: QualityPanel, movies: tuple[Quality, Ratings]) -> QualityPanel:
    panel.show_quality(*movies, "stars")
    return panel


def text(panel: QualityPanel, name: str) -> str:
    return panel.findChild(QLabel, name).text()


def chart(panel: QualityPanel, view: View) -> Chart:
    panel.show_view(view)
    return panel.findChild(Chart, f"quality{view}")


# what it says


def test_before_a_training_it_says_what_would_fill_it(panel: QualityPanel) -> None:
    assert panel.findChild(QLabel, "qualityEmpty").isVisible()
    assert "Press Train" in text(panel, "qualityEmpty")
    assert not panel.findChild(QComboBox, "qualityChooser").isVisible()


def test_where_nothing_was_held_out_it_says_how_to_change_that(filled: QualityPanel) -> None:
    filled.clear(NOTHING_HELD_OUT)
    assert filled.findChild(QLabel, "qualityEmpty").isVisible()
    assert "Set Held out to 10\u00a0%" in text(filled, "qualityEmpty")


def test_the_headline_tells_both_errors_in_the_unit(filled: QualityPanel, movies: tuple[Quality, Ratings]) -> None:
    quality = movies[0]
    assert text(filled, "qualityHeadline") == (
        f"On {quality.cells:,} cells it had not seen, mfdesk is off by {quality.model.mae:.2f} stars on average;"
        f" a guess of the mean is off by {quality.mean_guess.mae:.2f}."
    )
    assert f"{quality.means_guess.mae:.2f}" in text(filled, "qualityAside")


def test_a_hundred_percent_is_said_only_where_it_is_all_of_them(movies: tuple[Quality, Ratings]) -> None:
    quality, ratings = movies

    def said(near: float) -> str:
        return QualityWords(replace(quality, rounding=Rounding(0.5, near)), ratings, "stars").aside()

    assert "50\u00a0% are right and 100\u00a0% at most" in said(1.0)
    assert "more than 99\u00a0% at most" in said(0.9962)
    assert "and 99\u00a0% at most" in said(0.992)


def test_another_unit_is_taken_up_at_once_and_the_picture_stays(filled: QualityPanel) -> None:
    filled.show_view(View.BY_SUPPORT)
    filled.set_unit("points")
    assert " points on average" in text(filled, "qualityHeadline")
    assert filled.view is View.BY_SUPPORT


def test_pictures_are_called_by_the_nouns_of_the_table(panel: QualityPanel, survey: tuple[Quality, Ratings]) -> None:
    panel.show_quality(*survey, "rating points")
    chooser = panel.findChild(QComboBox, "qualityChooser")
    titles = [chooser.itemText(place) for place in range(chooser.count())]
    assert titles == [
        "Errors",
        "By rating",
        "By support",
        "By respondent",
        "By cuisine",
        "Intervals",
        "Predicted against given",
        "Worst cells",
    ]


def test_every_picture_says_what_it_shows_and_how_to_read_it(filled: QualityPanel) -> None:
    said = set()
    for view in View:
        filled.show_view(view)
        found, how = text(filled, "qualityFinding"), text(filled, "qualityHowToRead")
        assert found.endswith(".")
        assert how.endswith(".")
        assert "nan" not in found
        said |= {found, how}
    assert len(said) == 2 * len(View)


def test_a_model_that_is_careful_at_the_ends_is_said_to_be(filled: QualityPanel) -> None:
    filled.show_view(View.BY_RATING)
    found = text(filled, "qualityFinding")
    assert found.startswith("Low ratings (1) are predicted ")
    assert found.endswith("too low: the model is careful at the ends.")


def test_spreads_that_were_estimated_on_these_cells_are_told(
    movies: tuple[Quality, Ratings], survey: tuple[Quality, Ratings]
) -> None:
    point, bayesian = (QualityWords(*pair, "stars") for pair in (movies, survey))
    assert "estimated on these same cells" in finding(point, View.INTERVALS)
    assert "estimated on these same cells" not in finding(bayesian, View.INTERVALS)


@pytest.mark.parametrize(("stretch", "verdict"), [(0.3, "too narrow"), (1, "as wide as"), (3, "wider than")])
def test_intervals_are_judged_by_what_they_hold(movies: tuple[Quality, Ratings], stretch: float, verdict: str) -> None:
    ratings, random = movies[1], np.random.default_rng(1)
    judged = held_against(ratings, 1)
    noise = random.normal(size=len(judged.rows))
    judged = replace(judged, predicted=judged.given + noise, spreads=np.full(len(noise), stretch))
    quality = ended(quality_of(ratings, judged, RunControl()))
    assert verdict in finding(QualityWords(quality, ratings, "stars"), View.INTERVALS)


def test_without_spreads_the_intervals_say_so(panel: QualityPanel, movies: tuple[Quality, Ratings]) -> None:
    panel.show_quality(replace(movies[0], intervals=None), movies[1], "stars")
    intervals = chart(panel, View.INTERVALS)
    assert intervals.drawing is None
    assert "no intervals" in intervals.accessibleDescription()


# what it draws


def test_bars_are_as_long_as_the_numbers(filled: QualityPanel, movies: tuple[Quality, Ratings]) -> None:
    quality = movies[0]
    errors = chart(filled, View.ERRORS).drawing
    assert errors is not None
    boxes = [box for layer in errors.layers if isinstance(layer, Bars) for box in layer.boxes]
    assert sum(box[3] for box in boxes) == quality.cells
    rows = chart(filled, View.BY_ROW).drawing
    assert rows is not None
    assert isinstance(rows.layers[0], Bars)
    assert [box[2] for box in rows.layers[0].boxes] == pytest.approx(quality.rows.mae[:12].tolist())


def test_the_density_shows_every_field_that_has_cells(filled: QualityPanel, movies: tuple[Quality, Ratings]) -> None:
    drawing = chart(filled, View.DENSITY).drawing
    assert drawing is not None
    heat = next(layer for layer in drawing.layers if isinstance(layer, Heat))
    assert sum(share > 0 for share in heat.shares) == (movies[0].density.counts > 0).sum() == len(drawing.marks)
    dots = next(layer for layer in drawing.layers if isinstance(layer, Dots))
    assert [value for _, value in dots.points] == pytest.approx(movies[0].by_rating.predicted.tolist())


@settings(max_examples=40)
@given(some.builds(table, some.integers(0, 999), some.sampled_from(SCALES)), some.integers(0, 999), some.booleans())
def test_every_table_can_be_shown(panel: QualityPanel, ratings: Ratings, seed: int, perfect: bool) -> None:
    judged = held_against(ratings, seed)
    judged = replace(judged, predicted=judged.given) if perfect else judged
    panel.show_quality(ended(quality_of(ratings, judged, RunControl())), ratings, "stars")
    for view in View:
        panel.show_view(view)
        assert not panel.grab().isNull()
        assert "nan" not in text(panel, "qualityFinding") + text(panel, "qualityHeadline")


@given(some.floats(-1e6, 1e6), some.floats(1e-6, 1e6))
def test_ticks_are_few_and_lie_on_the_axis(low: float, width: float) -> None:
    places = [place for place, _ in ticks(low, low + width, short)]
    assert 1 <= len(places) <= 6
    assert all(low - 1e-6 * width - 1e-6 <= place <= low + width * (1 + 1e-6) + 1e-6 for place in places)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_every_picture_is_drawn_in_the_colours_of_the_look(filled: QualityPanel, palette: Any) -> None:
    filled.set_palette_colours(palette)
    for view in PICTURES:
        picture = chart(filled, view).picture_bytes("svg")
        assert palette.panel.encode() in picture
        assert palette.dim.encode() in picture


# how it is read


def test_each_part_can_be_found_by_name_and_has_a_name_to_be_read_by(filled: QualityPanel) -> None:
    for name in ("qualityChooser", "qualityWorst", "qualityGuesses", "qualityBySupportLower"):
        assert filled.findChild(QWidget, name).accessibleName()
    for view in PICTURES:
        assert filled.findChild(Chart, f"quality{view}").accessibleName()


def test_every_picture_has_its_text(filled: QualityPanel, movies: tuple[Quality, Ratings]) -> None:
    words = QualityWords(*movies, "stars")
    for view in PICTURES:
        assert finding(words, view) in chart(filled, view).accessibleDescription()
    assert "given 3, predicted" in chart(filled, View.BY_RATING).accessibleDescription()


def test_the_arrow_keys_read_bar_by_bar(qtbot: QtBot, filled: QualityPanel, movies: tuple[Quality, Ratings]) -> None:
    by_rating = chart(filled, View.BY_RATING)
    by_rating.setFocus()
    for key, given_ in ((Qt.Key.Key_Right, 1), (Qt.Key.Key_Right, 2), (Qt.Key.Key_End, 5), (Qt.Key.Key_Left, 4)):
        qtbot.keyClick(by_rating, key)
        assert by_rating.reading.startswith(f"given {given_} · predicted ")
        assert by_rating.accessibleDescription().startswith(f"given {given_}, predicted ")
    assert f"{movies[0].by_rating.counts[3]:,} cells" in by_rating.reading
    qtbot.keyClick(by_rating, Qt.Key.Key_Escape)
    assert by_rating.reading == ""


def test_the_mouse_reads_the_bar_below_it_and_lets_go(qtbot: QtBot, filled: QualityPanel) -> None:
    by_rating = chart(filled, View.BY_RATING)
    qtbot.mouseMove(by_rating, by_rating.rect().center() + QPoint(1, 1))
    qtbot.mouseMove(by_rating, by_rating.rect().center())
    assert by_rating.reading.startswith("given 3 ")
    QApplication.sendEvent(by_rating, QEvent(QEvent.Type.Leave))
    assert by_rating.reading == ""


def test_a_key_that_no_table_of_keys_knows_is_let_through(filled: QualityPanel) -> None:
    by_rating = chart(filled, View.BY_RATING)
    strange = QKeyEvent(QEvent.Type.KeyPress, 0x0123ABCD, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(by_rating, strange)
    assert by_rating.reading == ""


def test_a_saved_picture_holds_neither_the_reading_nor_the_frame_of_the_keyboard(
    qtbot: QtBot, filled: QualityPanel
) -> None:
    by_rating = chart(filled, View.BY_RATING)
    before = by_rating.picture_bytes("png")
    by_rating.setFocus()
    qtbot.keyClick(by_rating, Qt.Key.Key_Right)
    assert by_rating.picture_bytes("png") == before


def test_it_fits_into_the_narrowest_dock_and_grows_when_it_floats(filled: QualityPanel) -> None:
    assert filled.findChild(QWidget, "scrolled").minimumSizeHint().width() <= 340
    errors = chart(filled, View.ERRORS)
    before = errors.size()
    filled.resize(900, 700)
    QApplication.sendPostedEvents()
    QApplication.processEvents()
    assert errors.width() > before.width() + 400
    assert errors.height() > 350


# what it asks for


def test_a_click_on_a_bar_asks_for_its_row(qtbot: QtBot, filled: QualityPanel, movies: tuple[Quality, Ratings]) -> None:
    rows = chart(filled, View.BY_ROW)
    assert rows.drawing is not None
    place = rows._place().box(rows.drawing.marks[2].box).center().toPoint()
    with qtbot.waitSignal(filled.row_requested) as asked:
        qtbot.mouseClick(rows, Qt.MouseButton.LeftButton, pos=place)
    assert asked.args == [movies[0].rows.positions[2]]


def test_enter_on_a_bar_asks_for_its_column(
    qtbot: QtBot, filled: QualityPanel, movies: tuple[Quality, Ratings]
) -> None:
    columns = chart(filled, View.BY_COLUMN)
    qtbot.keyClick(columns, Qt.Key.Key_Down)
    with qtbot.waitSignal(filled.column_requested) as asked:
        qtbot.keyClick(columns, Qt.Key.Key_Return)
    assert asked.args == [movies[0].columns.positions[0]]


def test_the_worst_cells_are_listed_and_lead_to_the_table(
    qtbot: QtBot, filled: QualityPanel, movies: tuple[Quality, Ratings]
) -> None:
    quality, ratings = movies
    filled.show_view(View.WORST)
    worst = filled.findChild(QTableView, "qualityWorst")
    first = quality.worst[0]
    assert worst.model().rowCount() == 50
    shown = [worst.model().index(0, column).data() for column in range(6)]
    assert shown[:3] == [ratings.row_labels[first.row], ratings.column_labels[first.column], f"{first.given:.0f}"]
    assert shown[3] == f"{first.predicted:.2f}"
    with qtbot.waitSignal(filled.cell_requested) as asked:
        qtbot.mouseClick(
            worst.viewport(), Qt.MouseButton.LeftButton, pos=worst.visualRect(worst.model().index(0, 0)).center()
        )
    assert asked.args == [first.row, first.column]
    qtbot.keyClick(worst, Qt.Key.Key_Down)
    with qtbot.waitSignal(filled.cell_requested) as asked:
        qtbot.keyClick(worst, Qt.Key.Key_Return)
    assert asked.args == [quality.worst[1].row, quality.worst[1].column]


def test_chosen_worst_cells_can_be_copied(qtbot: QtBot, filled: QualityPanel) -> None:
    filled.show_view(View.WORST)
    worst = filled.findChild(QTableView, "qualityWorst")
    worst.selectRow(0)
    qtbot.keyClick(worst, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    header, line = QGuiApplication.clipboard().text().split("\n")
    assert header.split("\t") == ["user", "movie", "given", "predicted", "off", "spreads"]
    assert line.startswith("User ")


def test_the_columns_of_the_worst_cells_fill_the_width_and_no_more(filled: QualityPanel) -> None:
    filled.show_view(View.WORST)
    worst = filled.findChild(QTableView, "qualityWorst")
    for width in (340, 390, 900):
        filled.resize(width, 700)
        QApplication.processEvents()
        used, room = worst.horizontalHeader().length(), worst.viewport().width()
        assert room - 6 <= used <= room


@pytest.mark.parametrize("view", PICTURES)
def test_every_picture_is_saved_by_its_menu(qtbot: QtBot, filled: QualityPanel, view: View) -> None:
    picture = chart(filled, view)
    menu = picture.findChild(QMenu)
    saved = {}
    for action in menu.actions()[:2]:
        with qtbot.waitSignal(filled.save_requested) as asked:
            action.trigger()
        assert asked.args is not None
        content, suffix, name = asked.args
        assert name.startswith("quality-")
        saved[suffix] = content
    assert ElementTree.fromstring(saved["svg"]).tag.endswith("svg")
    assert QImage.fromData(saved["png"]).width() == 3 * picture.width()


@pytest.mark.x11
@pytest.mark.parametrize("reason", [QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard])
def test_the_menu_of_a_picture_opens_by_mouse_and_key(filled: QualityPanel, reason: QContextMenuEvent.Reason) -> None:
    picture = chart(filled, View.ERRORS)
    place = QPoint(20, 20)
    QApplication.sendEvent(picture, QContextMenuEvent(reason, place, picture.mapToGlobal(place)))
    menu = QApplication.activePopupWidget()
    assert menu is picture.findChild(QMenu)
    menu.close()
