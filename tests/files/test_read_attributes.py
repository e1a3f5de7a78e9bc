from pathlib import Path

import pytest

from mfdesk.engine.control import RunControl
from mfdesk.errors import NoNamesShared
from mfdesk.files.read_attributes import read_attributes
from mfdesk.ratings import Attribute, Labels

LABELS = Labels(["1", "2", "007", "3"])


def _write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_without_header_names_its_fields_by_number(tmp_path: Path) -> None:
    path = _write(tmp_path / "u.user", "1|24|M\n2|53|F\n9|1|F\n007|30|M\n")
    assert read_attributes(path, LABELS, RunControl()) == (
        Attribute("u 2", ("24", "53", "30", "")),
        Attribute("u 3", ("M", "F", "M", "")),
    )


def test_a_header_names_the_attributes(tmp_path: Path) -> None:
    path = _write(tmp_path / "users.csv", "user,age,region\n1,24,Pacific\n3,61,\n2,35,Mountain\n")
    assert read_attributes(path, LABELS, RunControl()) == (
        Attribute("age", ("24", "35", "", "61")),
        Attribute("region", ("Pacific", "Mountain", "", "")),
    )


def test_a_file_that_names_nothing_of_the_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoNamesShared):
        read_attributes(_write(tmp_path / "x.csv", "name,age\nann,3\nbob,4\n"), LABELS, RunControl())
