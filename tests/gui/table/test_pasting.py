"""A block from the clipboard is read as spreadsheets write it, and names are taken for names only where they are."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from mfdesk.arranged import Arrangement
from mfdesk.chosen import Part
from mfdesk.completed import CompletedTable
from mfdesk.engine.control import RunControl
from mfdesk.errors import Reason
from mfdesk.files.clip import copied, tsv_field
from mfdesk.gui.table.pasting import clipboard_text, judged, parse_block, with_names
from mfdesk.ratings import Labels, Ratings
from tests.drive import drive

ROWS, COLUMNS = Labels(["Anna", "Bob", "7"]), Labels(["Alien", "Brazil", "1", "2"])


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("4", [("4",)]),
        ("4\r\n", [("4",)]),
        ("1\t2\r\n3\t4\r\n", [("1", "2"), ("3", "4")]),
        ("1\t2\n3\t4", [("1", "2"), ("3", "4")]),
        ("1\r2\r", [("1",), ("2",)]),
        ('"a\nb"\t"say ""hi"""\t\n', [("a\nb", 'say "hi"', "")]),
        ('6" disc\t1\n', [('6" disc', "1")]),
        ('"open\t1\n2\t3\n', [('"open', "1"), ("2", "3")]),
        ('"a"b\t1', [('"a"b', "1")]),
        ("\t\n1\t2\n", [("", ""), ("1", "2")]),
        ("1\n\n2\n", [("1",), ("",), ("2",)]),
        ("\r\n", [("",)]),
        ("", []),
    ],
)
def test_a_block_has_the_cells_that_a_spreadsheet_meant(text: str, lines: list[tuple[str, ...]]) -> None:
    assert list(parse_block(text).lines) == lines


def test_what_a_shorter_line_lacks_is_to_stay_as_it_is() -> None:
    assert parse_block("1\t2\n3\n").lines == (("1", "2"), ("3", None))


CELL = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)


@given(st.integers(1, 4).flatmap(lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=1)))
def test_any_cells_in_quotes_come_back_as_they_were(cells: list[list[str]]) -> None:
    text = "\r\n".join("\t".join('"' + cell.replace('"', '""') + '"' for cell in line) for line in cells) + "\r\n"
    assert [list(line) for line in parse_block(text).lines] == cells


@given(st.text(max_size=60))
def test_any_text_at_all_is_a_rectangle(text: str) -> None:
    block = parse_block(text)
    assert all(len(line) == block.width for line in block.lines)


# names


def names(text: str) -> tuple[tuple[str, ...] | None, tuple[str, ...] | None]:
    block = with_names(parse_block(text), ROWS, COLUMNS)
    return block.top, block.left


@pytest.mark.parametrize(
    ("text", "top", "left"),
    [
        ("\tAlien\tBrazil\nBob\t1\t2", ("Alien", "Brazil"), ("Bob",)),
        ("user\tAlien\nBob\t1\nEve\t2", ("Alien",), ("Bob", "Eve")),
        ("Alien\tBrazil\n1\t2", ("Alien", "Brazil"), None),
        ("Bob\t1\nAnna\t2", None, ("Bob", "Anna")),
        ("Alien\n4", ("Alien",), None),
        ("\t1\t2\n7\t4\t5", ("1", "2"), ("7",)),
        ("1\t2\n4\t5", None, None),
        ("1\t2\n7\t5", None, None),
        ("Dune\tHeat\n1\t2", None, None),
        ("Alien", None, None),
        ("\tAlien\n\t4", None, None),
        ("1\t2\t\n3\t4\t", None, None),
    ],
)
def test_names_are_those_that_the_table_has_and_that_could_be_no_ratings(
    text: str, top: tuple[str, ...] | None, left: tuple[str, ...] | None
) -> None:
    assert names(text) == (top, left)


@pytest.mark.parametrize(
    ("text", "sure"), [("\t1\t2\n7\t4\t5", False), ("\tAlien\nBob\t3", True), ("1\t2\n4\t5", True)]
)
def test_names_that_could_be_ratings_are_never_sure(text: str, sure: bool) -> None:
    assert with_names(parse_block(text), ROWS, COLUMNS).sure is sure


NAME = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=5).filter(lambda name: bool(name.strip()))
NAMES = st.lists(NAME, min_size=1, max_size=4, unique=True)


@given(NAMES, NAMES, st.integers(0, 2**16 - 1))
def test_what_was_copied_with_names_comes_back_under_them(rows: list[str], columns: list[str], seed: int) -> None:
    random = np.random.default_rng(seed)
    table = random.choice([1.0, 2.5, -3.0, 0.1, np.nan], (len(rows), len(columns)))
    where = np.nonzero(~np.isnan(table))
    if not len(where[0]):
        return
    ratings = Ratings.from_cells(
        where[0].astype(np.int32), where[1].astype(np.int32), table[where], Labels(rows), Labels(columns)
    )
    completed = CompletedTable(ratings)
    everything = [Part(range(len(rows)), range(len(columns)))]
    text = drive(copied(completed, Arrangement.of(completed.edited), everything, True, RunControl()))[1].tsv
    block = with_names(parse_block(text), ratings.row_labels, ratings.column_labels)
    assert block.top == tuple(columns)
    assert block.left == tuple(rows)
    said = judged([text or "" for line in block.lines for text in line])
    assert np.array_equal(said.values.reshape(table.shape), table, equal_nan=True)
    assert not any(said.reasons)


@given(NAME)
def test_a_name_written_as_a_field_is_read_as_that_name(name: str) -> None:
    block = with_names(parse_block(f"\t{tsv_field(name)}\nBob\t4"), ROWS, Labels([name]))
    assert (block.lines, block.top, block.left) == ((("4",),), (name,), ("Bob",))


# numbers


def test_cells_are_read_by_the_rules_of_files() -> None:
    said = judged(["4", "3,5", "n/a", "", "abc", "1_0"])
    assert said.values[:2].tolist() == [4, 3.5]
    assert said.missing.tolist() == [False, False, True, True, False, False]
    assert said.reasons[4:] == (Reason.NOT_A_NUMBER, Reason.NOT_A_NUMBER)


def test_the_minus_sign_of_the_window_is_read() -> None:
    assert judged(["−1.5"]).values.tolist() == [-1.5]


def test_an_empty_clipboard_holds_no_lines(qapp: QApplication) -> None:
    qapp.clipboard().clear()
    assert clipboard_text() == ""
