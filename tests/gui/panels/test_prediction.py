"""The Prediction page shows one cell in three layers whose shown numbers add up, and asks for other cells."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QImage, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from mfdesk.engine.explain import Chance, Explanation, Factor, Term, TermKind
from mfdesk.engine.reasons import Reasons
from mfdesk.gui.panels.prediction import NO_CELL, NOT_TRAINED, PredictionPanel
from mfdesk.gui.panels.prediction_features import FeaturePicture
from mfdesk.gui.panels.prediction_lines import Cell, feature_lines, sum_lines
from mfdesk.gui.panels.prediction_names import MOST_FOUND, NameField, Names
from mfdesk.gui.panels.prediction_rounding import in_units, plain, shares_of, signed
from mfdesk.gui.panels.prediction_waterfall import Waterfall, ticks
from mfdesk.gui.theme import DARK, LIGHT
from mfdesk.ratings import Labels, Scale

ROWS, COLUMNS = Labels(["Anna", "Bob", "Hannah", "Cat"]), Labels(["Brazil", "Chile", "China"])
CELL = Cell("Anna", "Brazil", "rater", "cuisine")
REASONS = Reasons(
    positions=np.array([1, 2], np.int32),
    given=np.array([5.0, 2.0]),
    contributions=np.array([0.31, -0.12]),
    start=3.0,
    prior=0.1,
    straight=True,
)


def explanation(
    products: list[float] | None = None, given: float | None = None, mean: float = 3.0, **changes: object
) -> Explanation:
    """Anna's prediction of Brazil: a mean, two levels and these products of factors."""
    products = [0.5, -0.1] if products is None else products
    factors = [Factor(number, 0.5, product / 2, 2.0) for number, product in enumerate(products, start=1)]
    terms = [
        Term(TermKind.MEAN, mean),
        Term(TermKind.ROW_LEVEL, 0.424),
        Term(TermKind.COLUMN_LEVEL, -0.2),
        *(Term(TermKind.FACTOR, factor.product, factor) for factor in factors),
    ]
    total = sum(term.amount for term in terms)
    if total > 5:
        terms.append(Term(TermKind.CLIPPING, 5 - total))
    whole = Explanation(
        row=0,
        column=0,
        scale=Scale(1, 5, 1),
        value=min(total, 5.0),
        terms=tuple(terms),
        spread=0.5,
        interval=(2.8, 4.4),
        posterior=True,
        given=given,
        seen=given is not None,
        unseen_value=None,
        row_count=12,
        column_count=1,
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


opens_a_list = pytest.mark.qt_log_ignore(
    r"^This plugin does not support (propagateSizeHints\(\)|raise\(\)|grabbing the keyboard)"
)
"""The offscreen platform has no windows above windows, and says so when a list of names opens."""


@pytest.fixture
def panel(qtbot: QtBot) -> PredictionPanel:
    panel = PredictionPanel()
    qtbot.addWidget(panel)
    panel.set_names(ROWS, COLUMNS, "rater", "cuisine")
    panel.resize(390, 1200)
    panel.show()
    return panel


def text(panel: PredictionPanel, name: str) -> str:
    label = panel.findChild(QLabel, name)
    assert label is not None
    return label.text() if label.isVisible() else ""


def waterfall(panel: PredictionPanel) -> Waterfall:
    return panel.findChild(Waterfall)  # type: ignore[return-value]


def move_mouse(picture: QWidget, place: QPointF) -> None:
    """At once, so that the real pointer of a display cannot come between."""
    none, modifiers = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    event = QMouseEvent(QEvent.Type.MouseMove, place, picture.mapToGlobal(place), none, none, modifiers)
    QApplication.sendEvent(picture, event)


@given(
    amounts=st.lists(st.floats(-1e4, 1e4), min_size=1, max_size=40),
    digits=st.integers(0, 6),
    noise=st.floats(-1e-9, 1e-9),
)
def test_shown_amounts_add_up_to_the_shown_total_and_none_is_off_by_a_unit(
    amounts: list[float], digits: int, noise: float
) -> None:
    total = float(sum(map(Fraction, amounts))) + noise
    units = shares_of(amounts, total, digits)
    assert sum(units) == in_units(total, digits)
    for amount, shown in zip(amounts, units, strict=True):
        assert abs(shown - amount * 10.0**digits) <= 1 + 1e-4


@given(products=st.lists(st.floats(-0.4, 0.4), max_size=30), one_by_one=st.booleans(), mean=st.floats(1.5, 4.9))
def test_the_numbers_as_they_are_written_add_up_to_the_result(
    products: list[float], one_by_one: bool, mean: float
) -> None:
    """Read back from the texts, as a person would add them."""
    found = explanation(products, mean=mean)
    lines = sum_lines(found, CELL, one_by_one)

    def read(written: str) -> Fraction:
        return Fraction(written.replace("−", "-"))

    total = Fraction(0)
    for line in lines[:-1]:
        total += read(signed(line.amount, 2))
        assert read(plain(line.after, 2)) == total
    assert read(plain(lines[-1].after, 2)) == total
    assert total == read(plain(in_units(found.value, 2), 2))


@pytest.mark.parametrize(("units", "said"), [(42, "+0.42"), (-8, "−0.08"), (0, "0.00"), (-1234, "−12.34")])
def test_signs_are_written_out(units: int, said: str) -> None:
    assert signed(units, 2) == said


@example(low=1.0, width=400001.0, most=2)
@given(low=st.floats(-1e6, 1e6), width=st.floats(1e-3, 1e6), most=st.integers(2, 8))
def test_ticks_lie_between_the_ends_and_are_few(low: float, width: float, most: int) -> None:
    found = ticks(low, low + width, most)
    assert 1 <= len(found) <= most + 1
    assert all(low - 1e-6 <= tick <= low + width + 1e-6 for tick in found)


def test_before_a_training_it_says_what_would_fill_it(qtbot: QtBot) -> None:
    panel = PredictionPanel()
    qtbot.addWidget(panel)
    panel.show()
    assert text(panel, "predictionEmpty") == NOT_TRAINED
    assert not panel.findChild(NameField, "predictionRow").isVisible()


def test_without_a_cell_it_offers_to_find_one(panel: PredictionPanel) -> None:
    panel.clear()
    assert text(panel, "predictionEmpty") == NO_CELL
    assert panel.findChild(NameField, "predictionRow").placeholderText() == "Find a rater"
    assert not waterfall(panel).isVisible()


def test_a_hole_is_shown_with_its_interval(panel: PredictionPanel) -> None:
    panel.show_cell(explanation(), REASONS)
    assert panel.title == "Anna · Brazil"
    assert text(panel, "predictionValue") == "3.62"
    assert text(panel, "predictionBeside") == "predicted, 90\u00a0% between 2.80 and 4.40"
    assert text(panel, "predictionHowSure") == (
        "With a chance of 90\u00a0% the rating would lie between 2.80 and 4.40. "
        "Learned from 12 ratings of this rater and 1 rating of this cuisine."
    )
    assert text(panel, "predictionEmpty") == ""


def test_a_given_rating_is_shown_with_what_the_model_says(panel: PredictionPanel) -> None:
    panel.show_cell(explanation(given=4.0, unseen_value=3.1), REASONS)
    assert text(panel, "predictionValue") == "4"
    assert text(panel, "predictionBeside") == "given; mfdesk predicts 3.62"
    assert text(panel, "predictionHowSure") == (
        "The sum is 0.38 rating points too low. The model has learned from this rating. "
        "The one that measured the error had not seen it and said 3.10, off by 0.90 rating points."
    )
    panel.set_unit("stars")
    panel.show_cell(explanation(given=3.0, seen=False), REASONS)
    assert text(panel, "predictionHowSure") == (
        "The sum is 0.62 stars too high. This rating was held out: the model had not seen it."
    )


def test_a_method_that_knows_no_spread_says_so(panel: PredictionPanel) -> None:
    panel.show_cell(explanation(spread=None, interval=None), None)
    assert text(panel, "predictionBeside") == "predicted"
    assert text(panel, "predictionHowSure").startswith("This method does not tell how sure it is.")


def test_each_line_of_the_sum_says_what_it_is_in_words(panel: PredictionPanel) -> None:
    panel.show_cell(explanation(), REASONS)
    lines = [line.reading for line in waterfall(panel).lines]
    assert lines[1] == "Anna · rates 0.42 above the mean"
    assert lines[2] == "Brazil · is rated 0.20 below the mean"
    assert lines[3] == "factor 1 · 0.25 × 2.00 = +0.50"
    assert lines[-1] == "prediction · 3.62"
    assert "Anna, rates 0.42 above the mean" in waterfall(panel).accessibleDescription()


def test_what_is_cut_off_is_a_line_of_its_own(panel: PredictionPanel) -> None:
    panel.show_cell(explanation(mean=4.9), REASONS)
    cut = waterfall(panel).lines[-2]
    assert cut.kind is TermKind.CLIPPING
    assert cut.reading == "cut · −0.52, as no rating lies beyond the highest, 5"
    assert cut.after == 500


def test_many_factors_are_gathered_and_shown_one_by_one_by_a_click(qtbot: QtBot, panel: PredictionPanel) -> None:
    panel.show_cell(explanation([0.01 * (number + 1) for number in range(20)]), REASONS)
    picture, button = waterfall(panel), panel.findChild(QPushButton, "predictionAllFactors")
    (gathered,) = [index for index, line in enumerate(picture.lines) if line.gathers]
    assert picture.lines[gathered].label == "9 further factors"
    assert sum(line.kind is TermKind.FACTOR for line in picture.lines) == 12
    assert panel.findChild(FeaturePicture).count == 11
    assert button.text() == "Show all 20 factors"
    qtbot.mouseClick(picture, Qt.MouseButton.LeftButton, pos=picture.area_of(gathered).center().toPoint())
    assert sum(line.kind is TermKind.FACTOR for line in waterfall(panel).lines) == 20
    assert panel.findChild(FeaturePicture).count == 20
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert sum(line.gathers for line in waterfall(panel).lines) == 1


def test_the_gathered_line_opens_by_the_keyboard_too(qtbot: QtBot, panel: PredictionPanel) -> None:
    panel.show_cell(explanation([0.01] * 13), REASONS)
    picture = waterfall(panel)
    picture.setFocus()
    while not picture.reading.startswith("2 further factors"):
        qtbot.keyClick(picture, Qt.Key.Key_Down)
    qtbot.keyClick(picture, Qt.Key.Key_Return)
    assert not any(line.gathers for line in picture.lines)


def test_few_factors_are_all_shown(panel: PredictionPanel) -> None:
    panel.show_cell(explanation([0.1] * 12), REASONS)
    assert not any(line.gathers for line in waterfall(panel).lines)
    assert not panel.findChild(QPushButton, "predictionAllFactors").isVisible()


def test_factors_are_the_same_in_the_features_and_in_the_sum() -> None:
    found = explanation([0.01 * (number + 1) for number in range(20)])
    labels = [line.label for line in feature_lines(found, CELL, False)]
    assert labels == [line.label for line in sum_lines(found, CELL, False) if line.label.startswith("factor")]


def test_the_arrow_keys_read_line_by_line_and_escape_ends_it(qtbot: QtBot, panel: PredictionPanel) -> None:
    panel.show_cell(explanation(), REASONS)
    picture = panel.findChild(FeaturePicture)
    whole = picture.accessibleDescription()
    picture.setFocus()
    qtbot.keyClick(picture, Qt.Key.Key_Down)
    assert picture.reading == "factor 1 · Anna +0.25 · Brazil +2.00 · 50\u00a0% of what the factors explain"
    assert picture.accessibleDescription() == picture.reading.replace(" · ", ", ")
    qtbot.keyClick(picture, Qt.Key.Key_Escape)
    assert picture.reading == ""
    assert picture.accessibleDescription() == whole


def test_the_mouse_reads_the_line_under_it(panel: PredictionPanel) -> None:
    panel.show_cell(explanation(), REASONS)
    picture = waterfall(panel)
    move_mouse(picture, QPointF(20, picture.area_of(1).center().y()))
    assert picture.reading == "Anna · rates 0.42 above the mean"
    move_mouse(picture, QPointF(20, picture.height() - 2))
    assert picture.reading == ""


def test_the_chance_of_each_step_is_told_where_it_is_known(panel: PredictionPanel) -> None:
    chances = tuple(Chance(step, chance) for step, chance in zip((1.0, 2.0, 3.0), (0.2, 0.5, 0.3), strict=True))
    panel.show_cell(explanation(chances=chances), REASONS)
    said = panel.findChild(QWidget, "predictionScale").accessibleDescription()
    assert said.startswith("predicted 3.62, 90\u00a0% between 2.80 and 4.40, on the scale from 1 to 5")
    assert "2, chance 50\u00a0%" in said


def test_a_rating_that_speaks_for_or_against_can_be_gone_to(qtbot: QtBot, panel: PredictionPanel) -> None:
    panel.show_cell(explanation(), REASONS)
    button = panel.findChild(QToolButton, "predictionReasonFor1")
    assert button.accessibleName() == "Chile, rated 5, adds +0.31"
    assert panel.findChild(QToolButton, "predictionReasonAgainst1").accessibleName() == "China, rated 2, adds −0.12"
    with qtbot.waitSignal(panel.cell_requested) as asked:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked.args == [0, 1]


def test_a_row_without_ratings_has_no_reasons(panel: PredictionPanel) -> None:
    nothing = np.empty(0)
    panel.show_cell(
        explanation(), replace(REASONS, positions=nothing.astype(np.int32), given=nothing, contributions=nothing)
    )
    assert text(panel, "predictionReasonsNote") == "No given rating of this rater speaks for or against it."
    assert not panel.findChild(QToolButton, "predictionReasonFor1").isVisible()


def test_reasons_along_a_straight_line_say_so(panel: PredictionPanel) -> None:
    panel.show_cell(explanation(), replace(REASONS, straight=False))
    assert text(panel, "predictionReasonsNote").startswith("Told along the straight line")
    panel.show_cell(explanation(), REASONS)
    assert text(panel, "predictionReasonsNote") == ""


@opens_a_list
def test_typing_a_name_and_enter_asks_for_that_cell(qtbot: QtBot, panel: PredictionPanel) -> None:
    panel.show_cell(explanation(), REASONS)
    field = panel.findChild(NameField, "predictionColumn")
    field.selectAll()
    with qtbot.waitSignal(panel.cell_requested) as asked:
        qtbot.keyClicks(field, "chin")
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert asked.args == [0, 2]
    assert field.text() == "China"


@opens_a_list
def test_a_name_can_be_taken_from_the_list(qtbot: QtBot, panel: PredictionPanel) -> None:
    panel.show_cell(explanation(), REASONS)
    field = panel.findChild(NameField, "predictionRow")
    field.selectAll()
    qtbot.keyClicks(field, "an")
    popup = field.completer().popup()
    assert [popup.model().index(row, 0).data() for row in range(popup.model().rowCount())] == ["Anna", "Hannah"]
    with qtbot.waitSignal(panel.cell_requested) as asked:
        qtbot.keyClick(popup, Qt.Key.Key_Down)
        qtbot.keyClick(popup, Qt.Key.Key_Down)
        qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert asked.args == [2, 0]


@opens_a_list
def test_without_a_cell_both_names_are_needed(qtbot: QtBot, panel: PredictionPanel) -> None:
    panel.clear()
    row, column = (panel.findChild(NameField, name) for name in ("predictionRow", "predictionColumn"))
    with qtbot.assertNotEmitted(panel.cell_requested):
        qtbot.keyClicks(row, "bob")
        qtbot.keyClick(row, Qt.Key.Key_Return)
    with qtbot.waitSignal(panel.cell_requested) as asked:
        qtbot.keyClicks(column, "brazil")
        qtbot.keyClick(column, Qt.Key.Key_Return)
    assert asked.args == [1, 0]


_words = st.text(st.sampled_from("abAB \u00e9\n"), min_size=1, max_size=4)


@given(names=st.lists(_words, unique=True, max_size=80), sought=_words)
def test_names_are_found_as_by_looking_at_each(names: list[str], sought: str) -> None:
    found = Names(Labels(names)).find(sought)
    key = sought.strip().casefold().replace("\n", " ")
    folded = [name.replace("\n", " ").casefold() for name in names]
    holding = {place for place, name in enumerate(folded) if key in name}
    assert len(found) == len(set(found)) == min(len(holding), MOST_FOUND)
    assert set(found) <= holding
    begins = [folded[place].startswith(key) for place in found]
    assert begins == sorted(begins, reverse=True)


def test_the_exact_name_comes_first() -> None:
    names = Names(Labels(f"User {number}" for number in range(200)))
    assert [names.shown(place) for place in names.find("user 1")][:2] == ["User 1", "User 10"]


@pytest.mark.parametrize(
    ("picture", "name"),
    [("predictionFeatures", "features"), ("predictionSum", "prediction"), ("predictionScale", "prediction-scale")],
)
@pytest.mark.parametrize(("action", "suffix"), [("savePng", "png"), ("saveSvg", "svg")])
def test_each_picture_can_be_saved(
    qtbot: QtBot, panel: PredictionPanel, picture: str, name: str, action: str, suffix: str
) -> None:
    panel.show_cell(explanation(), REASONS)
    with qtbot.waitSignal(panel.save_requested) as asked:
        panel.findChild(QWidget, picture).findChild(QAction, action).trigger()
    content, *rest = asked.args
    assert rest == [suffix, name]
    if suffix == "svg":
        assert ElementTree.fromstring(content).tag.endswith("svg")
    else:
        assert QImage.fromData(content, "PNG").width() >= 2 * panel.findChild(QWidget, picture).width()


def test_the_saved_sum_has_its_words_and_numbers_in_it(panel: PredictionPanel) -> None:
    panel.show_cell(explanation(), REASONS)
    words = " ".join(ElementTree.fromstring(waterfall(panel).picture_bytes("svg")).itertext())
    for word in ("mean", "this rater", "+0.42", "factor 1", "prediction", "3.62"):
        assert word in words


def test_the_sum_follows_the_theme(panel: PredictionPanel) -> None:
    panel.show_cell(explanation(), REASONS)
    panel.set_palette_colours(DARK)
    image = QImage.fromData(waterfall(panel).picture_bytes("png"), "PNG")
    colours = {image.pixelColor(x, y).name() for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)}
    assert {DARK.panel, DARK.accent, DARK.counter} <= colours
    assert not {LIGHT.panel, LIGHT.accent, LIGHT.counter} & colours
    assert image.pixelColor(2, 2) == QColor(DARK.panel)


@pytest.mark.parametrize("size", [QSize(340, 600), QSize(390, 900), QSize(900, 700)])
def test_it_fits_where_it_is_put(panel: PredictionPanel, size: QSize) -> None:
    panel.show_cell(explanation([0.01] * 30), REASONS)
    panel.resize(size)
    assert panel.minimumSizeHint().width() <= 340
    assert panel.findChild(QWidget, "scrolled").minimumSizeHint().width() <= 340
    for picture in (waterfall(panel), panel.findChild(FeaturePicture)):
        assert picture.width() <= size.width()


def test_every_part_can_be_found_by_name(panel: PredictionPanel) -> None:
    panel.show_cell(explanation(), REASONS)
    for name in (
        "predictionRow", "predictionColumn", "predictionFeatures", "predictionSum", "predictionScale",
        "predictionHowSure", "predictionReasons", "predictionReasonFor1",
    ):  # fmt: skip
        assert panel.findChild(QWidget, name).accessibleName()


def test_the_next_cell_replaces_the_one_before(panel: PredictionPanel) -> None:
    panel.show_cell(explanation(), REASONS)
    assert panel.findChild(QToolButton, "predictionReasonAgainst1").isVisible()
    panel.show_cell(explanation(row=2, column=1), None)
    assert panel.title == "Hannah · Chile"
    assert panel.findChild(NameField, "predictionRow").text() == "Hannah"
    assert not [each for each in panel.findChildren(QToolButton) if each.isVisible()]
