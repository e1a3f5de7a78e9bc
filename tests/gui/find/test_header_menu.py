"""What the menu of a header offers about order and sight."""

from PySide6.QtWidgets import QLineEdit

from mfdesk.gui.arranging import Arranging
from mfdesk.gui.document import Document
from mfdesk.gui.find.terms import SortBy
from mfdesk.gui.header_menu import MenuEntry, header_menu_entries
from mfdesk.gui.questions import Questions
from mfdesk.ratings.side import Side
from tests.gui.find.bench import Bench
from tests.gui.find.tables import BOB_10, shown

ROWS, COLUMNS = Side.ROWS, Side.COLUMNS


def entries_of(bench: Bench, side: Side, position: int) -> dict[str, MenuEntry]:
    entries = header_menu_entries(bench.arranging, side, position, bench.finding.open_filter)
    return {entry.text: entry for entry in entries}


def test_the_menu_of_a_header_sorts_and_filters_the_other_side_and_pins(bench: Bench) -> None:
    entries = entries_of(bench, COLUMNS, 1)
    assert [*entries] == [
        "Sort users by Brazil, highest first",
        "Sort users by Brazil, lowest first",
        "Filter users by Brazil…",
        "Sort movies by name",
        "Sort movies by number of ratings",
        "Sort movies by mean",
        "Pin Brazil",
    ]
    entries["Sort users by Brazil, lowest first"].choose()
    assert shown(bench.document, ROWS)[0] == BOB_10
    entries["Pin Brazil"].choose()
    again = entries_of(bench, COLUMNS, 1)
    again["Show users as in the table"].choose()
    assert shown(bench.document, ROWS) == [0, 1, 2, 3, 4]
    again["Unpin Brazil"].choose()
    assert not bench.arranging.pinned(COLUMNS)


def test_the_menu_of_a_header_opens_the_filter_by_its_values(bench: Bench) -> None:
    entries_of(bench, ROWS, BOB_10)["Filter movies by Bob 10…"].choose()
    assert bench.finding.filter.side is COLUMNS
    assert bench.part(QLineEdit, "filterColumnsAcross").text() == "Bob 10"
    assert not bench.arranging.is_filtered, "nothing is hidden before a limit is set"


def test_the_menu_of_a_header_says_how_it_is_sorted_and_turns_that_round(bench: Bench) -> None:
    bench.arranging.sort(COLUMNS, SortBy.MEAN)
    assert [text for text, entry in entries_of(bench, COLUMNS, 1).items() if entry.checked] == ["Sort movies by mean"]
    highest = shown(bench.document, COLUMNS)
    entries_of(bench, COLUMNS, 1)["Sort movies by mean"].choose()
    assert shown(bench.document, COLUMNS) == highest[::-1]
    assert entries_of(bench, COLUMNS, 1)["Sort movies by mean"].checked
    entries_of(bench, COLUMNS, 1)["Show movies as in the table"].choose()
    assert shown(bench.document, COLUMNS) == [0, 1, 2, 3]


def test_before_the_first_table_a_header_has_no_menu(qapp: object) -> None:
    questions = Questions()
    assert not header_menu_entries(Arranging(Document(), questions), COLUMNS, 0, lambda _side, _across: None)
    assert questions.shutdown()
