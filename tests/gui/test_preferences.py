"""Reading a preference never fails and never answers with another type."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as configured
from hypothesis import strategies as st
from PySide6.QtCore import QByteArray, QSettings

from mfdesk.gui.preferences import Preferences


@pytest.mark.parametrize("value", ["text", "", 7, 0, 2.5, True, False])
def test_a_value_comes_back_from_the_file_with_its_type(settings: QSettings, value: str | int | float | bool) -> None:
    Preferences(settings).write("name", value)
    settings.sync()
    again = Preferences(QSettings(settings.fileName(), QSettings.Format.IniFormat))
    read = again.read("name", type(value)())
    assert read == value
    assert type(read) is type(value)


@given(stored=st.one_of(st.text(), st.integers(-(2**31), 2**31 - 1), st.lists(st.text())))
@configured(max_examples=50)
def test_whatever_is_stored_a_number_is_a_number(settings: QSettings, stored: object) -> None:
    settings.setValue("name", stored)
    assert type(Preferences(settings).read("name", 5)) is int


def test_true_is_not_taken_for_the_number_one(preferences: Preferences) -> None:
    preferences.write("name", True)
    assert preferences.read("name", 5) == 5


def test_a_value_that_is_not_allowed_is_the_default(preferences: Preferences) -> None:
    preferences.write("theme", "pink")
    assert preferences.read("theme", "system", {"system", "light"}) == "system"


def test_bytes_come_back_whole(preferences: Preferences) -> None:
    data = QByteArray(bytes(range(256)))
    preferences.write_bytes("state", data)
    assert preferences.read_bytes("state") == data


def test_bytes_that_are_damaged_are_empty(preferences: Preferences, tmp_path: Path) -> None:
    preferences.write("state", "not base64 at all")
    assert preferences.read_bytes("state").isEmpty()
