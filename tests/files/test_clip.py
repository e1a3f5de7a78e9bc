"""Copied cells are what a spreadsheet takes, to the last digit."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mfdesk.arranged import Arrangement
from mfdesk.chosen import Part
from mfdesk.completed import CompletedTable, Kind
from mfdesk.engine.config import Method
from mfdesk.engine.control import Cancelled, RunControl
from mfdesk.files import clip
from mfdesk.files.clip import Copied, copied, size_of
from mfdesk.files.formulas import unprotected
from mfdesk.files.read import open_ratings
from mfdesk.files.write_chosen import write_chosen
from mfdesk.ratings import Labels, Ratings
from mfdesk.ratings.edited import Edited
from mfdesk.ratings.side import Side
from tests.drive import drive
from tests.engine.models import any_model
from tests.tables import ratings_of
from tests.test_chosen import COLUMNS, ROWS, cells_of, selections

EVERYTHING = (Part(range(ROWS), range(COLUMNS)),)
NAMES = st.text(
    st.one_of(
        st.sampled_from("=+-@'\"\t\n\r<&>0 7\u2028\x85\x0b"),
        st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
    ),
    min_size=1,
    max_size=8,
)


def table_of(seed: int = 0, *, filled: bool = True) -> CompletedTable:
    random = np.random.default_rng(seed)
    cells = {
        (int(row), int(column)): float(random.normal())
        for row in range(ROWS)
        for column in range(COLUMNS)
        if random.random() < 0.4
    }
    ratings = ratings_of(cells or {(0, 0): 1.0}, ROWS, COLUMNS)
    return CompletedTable(Edited.of(ratings), any_model(Method.GIBBS, ROWS, COLUMNS) if filled else None)


def copy(
    table: CompletedTable, parts: tuple[Part, ...], arrangement: Arrangement | None = None, names: bool = False
) -> Copied:
    return drive(copied(table, arrangement or Arrangement.of(table.edited), parts, names, RunControl()))[1]


def parsed(tsv: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(tsv, newline=""), delimiter="\t", strict=True))


def rows_of(html: str) -> list[list[str]]:
    body = ElementTree.fromstring(html)
    return [["".join(cell.itertext()) for cell in row] for row in body.iter("tr")]


@given(selections(), st.integers(0, 2**32), st.booleans())
def test_every_cell_comes_back_as_its_number_and_the_rest_is_blank(
    parts: tuple[Part, ...], seed: int, filled: bool
) -> None:
    table, random = table_of(seed, filled=filled), np.random.default_rng(seed)
    arrangement = Arrangement.of(table.edited)
    arrangement = arrangement.with_side(Side.ROWS, arrangement.rows.sorted_by(random.random(ROWS)))
    found = copy(table, parts, arrangement)
    lines, chosen = parsed(found.tsv), cells_of(parts)
    top, left = min(row for row, _ in chosen), min(column for _, column in chosen)
    block = table.block(arrangement.rows.positions(0, ROWS), np.arange(COLUMNS, dtype=np.int32))
    assert rows_of(found.html) == [line or [""] for line in lines]
    for down, line in enumerate(lines):
        for across, text in enumerate(line):
            place = top + down, left + across
            kind = block.kinds[place]
            if place not in chosen or kind == Kind.EMPTY:
                assert text == ""
            elif kind == Kind.GIVEN:
                assert float(text) == block.values[place]
            else:
                assert float(text) == pytest.approx(block.values[place], rel=1e-5)


def test_only_predicted_numbers_are_in_italics() -> None:
    table = table_of()
    cells = list(ElementTree.fromstring(copy(table, EVERYTHING).html).iter("td"))
    block = table.block(np.arange(ROWS, dtype=np.int32), np.arange(COLUMNS, dtype=np.int32))
    assert [cell.find("i") is not None for cell in cells] == (block.kinds == Kind.PREDICTED).ravel().tolist()


def test_html_tells_each_number_without_the_language_of_its_reader() -> None:
    for cell in ElementTree.fromstring(copy(table_of(), EVERYTHING).html).iter("td"):
        text = "".join(cell.itertext())
        assert cell.get("sdval") == cell.get("{urn:schemas-microsoft-com:office:excel}num") == text


@given(st.lists(NAMES, min_size=2, max_size=4, unique=True), st.lists(NAMES, min_size=2, max_size=4, unique=True))
def test_odd_names_come_back_and_are_never_formulas(rows: list[str], columns: list[str]) -> None:
    places = np.zeros(1, np.int32)
    table = CompletedTable(Ratings.from_cells(places, places, np.ones(1), Labels(rows), Labels(columns)))
    found = copy(table, (Part(range(len(rows)), range(len(columns))),), names=True)
    lines = parsed(found.tsv)
    assert [unprotected(name) for name in lines[0][1:]] == columns
    assert [unprotected(line[0]) for line in lines[1:]] == rows
    assert lines[1][1] == "1"
    named = [name for name in [*lines[0], *(line[0] for line in lines)] if name and name[0] in "=+-@\t\r"]
    assert all(name.lstrip("+-").replace(".", "").isdigit() for name in named)
    html = rows_of(found.html)
    assert [len(line) for line in html] == [len(columns) + 1] * (len(rows) + 1)


def test_a_name_that_is_a_number_is_marked_as_text() -> None:
    places = np.zeros(1, np.int32)
    table = CompletedTable(Ratings.from_cells(places, places, np.ones(1), Labels(["007"]), Labels(["line\nbreak"])))
    heads = list(ElementTree.fromstring(copy(table, (Part(range(1), range(1)),), names=True).html).iter("th"))
    assert [(head.text, head.get("sdnum")) for head in heads[1:]] == [("line", "1033;0;@"), ("007", "1033;0;@")]
    assert heads[1].find("br") is not None


def test_a_column_that_ends_with_a_blank_keeps_it() -> None:
    table = CompletedTable(ratings_of({(0, 0): 4.0}, 2, 1))
    assert len(parsed(copy(table, (Part(range(2), range(1)),)).tsv)) == 2


def test_rows_far_apart_are_moved_together_where_the_gap_would_be_large(monkeypatch: pytest.MonkeyPatch) -> None:
    table = CompletedTable(ratings_of({(0, 0): 4.0, (8, 0): 2.0, (8, 1): 3.0}, ROWS, 2))
    parts = (Part(range(0, 1), range(2)), Part(range(8, 9), range(2)))
    assert copy(table, parts).tsv == "4\t" + "\n\t" * 7 + "\n2\t3"
    monkeypatch.setattr(clip, "UNASKED", 10)
    assert copy(table, parts, names=True).tsv == "\tc0\tc1\nr0\t4\t\nr8\t2\t3"


def test_a_very_large_copy_has_no_html(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clip, "UNASKED", ROWS * COLUMNS - 1)
    found = copy(table_of(), EVERYTHING)
    assert found.html == ""
    assert found.cells == ROWS * COLUMNS


def test_the_size_is_known_before_anything_is_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    table = table_of()
    assert len(copy(table, EVERYTHING).tsv) == pytest.approx(size_of(table, ROWS * COLUMNS), rel=0.5)


@pytest.mark.parametrize("at_once", [1, 5, 1000])
def test_the_pieces_do_not_show(monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    table = table_of(filled=False)
    whole = copy(table, EVERYTHING, names=True)
    monkeypatch.setattr(clip, "_AT_ONCE", at_once)
    assert copy(table, EVERYTHING, names=True) == whole


def test_copying_says_how_far_it_is_and_can_be_cancelled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clip, "_AT_ONCE", COLUMNS)
    table, control = table_of(), RunControl()
    job = copied(table, Arrangement.of(table.edited), EVERYTHING, False, control)
    assert [(next(job).done, next(job).total)] == [(COLUMNS, ROWS * COLUMNS)]
    control.cancel()
    with pytest.raises(Cancelled):
        drive(job)


def test_a_file_of_chosen_cells_opens_as_a_table_of_them(tmp_path: Path) -> None:
    table, path = table_of(filled=False), tmp_path / "chosen.csv"
    parts = (Part(range(2, 8), range(1, 6)),)
    drive(write_chosen(table, Arrangement.of(table.edited), parts, path, RunControl()))
    opened = drive(open_ratings(path, RunControl()))[1].ratings
    assert list(opened.row_labels) == [f"r{row}" for row in range(2, 8)]
    assert list(opened.column_labels) == [f"c{column}" for column in range(1, 6)]
    expected = table.block(np.arange(2, 8, dtype=np.int32), np.arange(1, 6, dtype=np.int32)).values
    found = np.full((6, 5), np.nan)
    found[opened.rows, opened.columns] = opened.values
    np.testing.assert_array_equal(found, expected)
