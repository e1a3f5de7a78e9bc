"""The fields that few need: what they change, when they can be changed, and what they say of the table at hand."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from mfdesk.engine.config import Config, Method
from mfdesk.gui.panels.training_form import TrainingForm
from mfdesk.ratings import Ratings
from mfdesk.ratings.movie_night import movie_night
from mfdesk.ratings.table import Attribute, Scale

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def form(qtbot: QtBot) -> TrainingForm:
    form = TrainingForm()
    qtbot.addWidget(form)
    form.resize(358, 700)
    form.show()
    qtbot.mouseClick(form.findChild(QToolButton, "advancedFold"), LEFT)
    return form


def ordered(form: TrainingForm) -> QComboBox:
    return form.findChild(QComboBox, "orderedBox")


def implicit(form: TrainingForm) -> QCheckBox:
    return form.findChild(QCheckBox, "implicitBox")


def button(form: TrainingForm, side: str) -> QPushButton:
    return form.findChild(QPushButton, f"{side}AttributesButton")


def described(names: tuple[str, ...]) -> Ratings:
    """Movie night, of whose users so many things are known."""
    users = tuple(Attribute(name, ("",) * 1000) for name in names)
    return dataclasses.replace(movie_night(), row_attributes=users)


def test_it_is_folded_away_until_somebody_wants_it(qtbot: QtBot) -> None:
    form = TrainingForm()
    qtbot.addWidget(form)
    form.show()
    assert not ordered(form).isVisible()
    qtbot.mouseClick(form.findChild(QToolButton, "advancedFold"), LEFT)
    assert ordered(form).isVisible()


def test_the_fields_change_the_config(qtbot: QtBot, form: TrainingForm) -> None:
    heard: list[Config] = []
    form.config_changed.connect(lambda: heard.append(form.config()))
    ordered(form).setFocus()
    qtbot.keyClick(ordered(form), Qt.Key.Key_End)
    assert heard[-1] == Config(ordered=False)
    form.set_config(Config(Method.ALS))
    implicit(form).setFocus()
    qtbot.keyClick(implicit(form), Qt.Key.Key_Space)
    assert heard[-1] == Config(Method.ALS, implicit=False)


@pytest.mark.parametrize(
    ("method", "can_order", "can_imply", "can_add"),
    [
        (Method.GIBBS, True, False, True),
        (Method.ALS, False, True, True),
        (Method.GRADIENT_DESCENT, False, False, False),
    ],
)
def test_only_what_the_method_heeds_can_be_changed(
    form: TrainingForm, method: Method, can_order: bool, can_imply: bool, can_add: bool
) -> None:
    form.set_ratings(movie_night())
    form.set_config(Config(method))
    assert ordered(form).isEnabled() is can_order
    assert implicit(form).isEnabled() is can_imply
    assert button(form, "row").isEnabled() is can_add


def test_a_scale_of_many_steps_cannot_be_taken_as_steps(form: TrainingForm) -> None:
    form.set_ratings(dataclasses.replace(movie_night(), scale=Scale(1, 5, 0.01)))
    assert not ordered(form).isEnabled()
    assert ordered(form).accessibleDescription() == "This scale has too many steps for that."


def test_the_buttons_speak_of_what_the_table_holds(form: TrainingForm) -> None:
    assert button(form, "row").text() == "Add a file about the rows…"
    assert not button(form, "row").isEnabled()
    form.set_ratings(movie_night())
    assert button(form, "row").text() == "Add a file about the users…"
    assert button(form, "column").accessibleName() == "Add a file about the movies…"


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ((), "Age, genre and the like help where ratings are few."),
        (("age",), "Known of them: age."),
        (("age", "gender", "region"), "Known of them: age, gender and region."),
        (("how much do you like it?", "and how often?", "age"), "Known of them: 3 attributes."),
    ],
)
def test_what_is_known_already_is_told_on_one_line(form: TrainingForm, names: tuple[str, ...], said: str) -> None:
    form.set_ratings(described(names))
    assert button(form, "row").accessibleDescription() == said
    tip = "\n".join(names)
    label = next(one for one in form.findChildren(QLabel) if one.text() == said and one.toolTip() == tip)
    assert label.fontMetrics().horizontalAdvance(said) <= 358


def test_the_heading_tells_what_differs_from_the_usual(qtbot: QtBot, form: TrainingForm) -> None:
    fold = form.findChild(QToolButton, "advancedFold")
    assert fold.accessibleDescription() == ""
    form.set_ratings(described(("age",)))
    form.set_config(Config(Method.ALS, ordered=True, implicit=False))
    assert fold.accessibleDescription() == "ratings as ordered steps, not from which cells, 1 attribute"
