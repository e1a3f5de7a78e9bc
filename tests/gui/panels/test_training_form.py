"""The form shows a config and gives back the config it shows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QPushButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from mfdesk.engine.config import Config, Method
from mfdesk.gui.panels.training_form import TrainingForm
from mfdesk.ratings.movie_night import movie_night

FIELDS = (
    "methodBox",
    "rankBox",
    "epochsBox",
    "budgetBox",
    "heldOutBox",
    "seedBox",
    "refillBox",
    "orderedBox",
    "implicitBox",
)

CONFIGS = st.builds(
    Config,
    method=st.sampled_from(Method),
    rank=st.none() | st.integers(1, 500),
    epochs=st.none() | st.integers(1, 100_000),
    seed=st.integers(0, 2**31 - 1),
    held_out=st.floats(0, 0.5),
    refill=st.booleans(),
    threads=st.integers(0, 4),
    budget=st.floats(1, 86_400),
    implicit=st.booleans(),
    ordered=st.none() | st.booleans(),
)


@pytest.fixture
def form(qtbot: QtBot) -> TrainingForm:
    form = TrainingForm()
    qtbot.addWidget(form)
    return form


def field(form: TrainingForm, name: str) -> QWidget:
    return form.findChild(QWidget, name)


@given(config=CONFIGS)
def test_a_config_comes_back_as_it_was_given(form: TrainingForm, config: Config) -> None:
    form.set_config(config)
    assert form.config() == config


def test_the_summary_names_the_method_and_the_rank_where_it_is_set(form: TrainingForm) -> None:
    form.set_config(Config(Method.ALS, rank=8))
    assert form.summary() == "Alternating least squares, rank 8"
    form.set_config(Config(Method.ALS))
    assert form.summary() == "Alternating least squares"


def test_setting_a_config_is_one_change(qtbot: QtBot, form: TrainingForm) -> None:
    heard = []
    form.config_changed.connect(lambda: heard.append(form.config()))
    config = Config(Method.ALS, rank=3, epochs=7, seed=9, held_out=0.2, refill=False)
    form.set_config(config)
    assert heard == [config]


def test_each_field_by_keys_changes_the_config(qtbot: QtBot, form: TrainingForm) -> None:
    form.show()
    for name, text in (("rankBox", "12"), ("epochsBox", "40"), ("heldOutBox", "25"), ("seedBox", "77")):
        box = field(form, name)
        box.setFocus()
        box.selectAll()
        qtbot.keyClicks(box, text)
    qtbot.keyClick(field(form, "methodBox"), Qt.Key.Key_End)
    qtbot.keyClick(field(form, "refillBox"), Qt.Key.Key_Space)
    expected = Config(Method.GRADIENT_DESCENT, rank=12, epochs=40, seed=77, held_out=0.25, refill=False)
    assert form.config() == expected


def test_zero_is_shown_as_automatic(form: TrainingForm) -> None:
    assert field(form, "rankBox").text() == field(form, "epochsBox").text() == "automatic"


def test_every_field_has_a_name_a_label_and_a_sentence(form: TrainingForm) -> None:
    buddies = {label.buddy() for label in form.findChildren(QLabel) if label.buddy()}
    for name in (*FIELDS, "findSettingsButton", "rowAttributesButton", "columnAttributesButton"):
        box = field(form, name)
        assert box.accessibleName()
        assert box.accessibleDescription().endswith(".")
        assert box in buddies or isinstance(box, QCheckBox | QPushButton)


def test_the_sentence_of_the_method_follows_the_method(form: TrainingForm) -> None:
    box = form.findChild(QComboBox, "methodBox")
    said = set()
    for place in range(box.count()):
        box.setCurrentIndex(place)
        said.add(box.accessibleDescription())
        assert any(label.text() == box.accessibleDescription() for label in form.findChildren(QLabel))
    assert len(said) == len(Method)


def test_without_held_out_cells_there_is_nothing_to_fill_again(form: TrainingForm) -> None:
    form.set_config(Config(held_out=0))
    assert not field(form, "refillBox").isEnabled()
    form.set_config(Config(held_out=0.1))
    assert field(form, "refillBox").isEnabled()


def test_the_wheel_changes_no_field_that_was_not_chosen(qtbot: QtBot, form: TrainingForm) -> None:
    form.show()
    box = form.findChild(QSpinBox, "rankBox")
    form.findChild(QWidget, "seedBox").setFocus()
    place = QPointF(box.rect().center())
    turn = QWheelEvent(
        place,
        QPointF(box.mapToGlobal(place.toPoint())),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, turn)
    assert box.value() == 0


def test_settings_can_be_searched_once_a_table_is_open(form: TrainingForm) -> None:
    button = form.findChild(QPushButton, "findSettingsButton")
    assert not button.isEnabled()
    form.set_ratings(movie_night())
    assert button.isEnabled()
    form.set_ratings(None)
    assert not button.isEnabled()


def test_no_two_fields_share_a_key(form: TrainingForm) -> None:
    said = [one.text() for kind in (QLabel, QCheckBox, QPushButton) for one in form.findChildren(kind)]
    keys = [text[text.index("&") + 1].upper() for text in said if "&" in text]
    assert len(keys) == len(set(keys))
    assert not set(keys) & set("FEMVH")
