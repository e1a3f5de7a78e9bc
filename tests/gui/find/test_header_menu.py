"""What the menu of a header offers about order and sight."""

from mfdesk.gui.arranging import Arranging
from mfdesk.gui.document import Document
from mfdesk.gui.find.terms import SortBy
from mfdesk.gui.header_menu import header_menu_entries
from mfdesk.gui.questions import Questions
from mfdesk.ratings.side import Side
from tests.gui.find.bench import Bench
from tests.gui.find.tables import BOB_10, shown

ROWS, COLUMNS = Side.ROWS, Side.COLUMNS


def test_the_menu_of_a_header_sorts_the_other_side_and_pins(bench: Bench) -> None:
    entries = {entry.text: entry for entry in header_menu_entries(bench.arranging, COLUMNS, 1)}
    assert [*entries] == [
        "Sort users by Brazil, highest first",
        "Sort users by Brazil, lowest first",
        "Sort movies by name",
        "Sort movies by number of ratings",
        "Sort movies by mean",
        "Pin Brazil",
    ]
    entries["Sort users by Brazil, lowest first"].choose()
    assert shown(bench.document, ROWS)[0] == BOB_10
    entries["Pin Brazil"].choose()
    again = {entry.text: entry for entry in header_menu_entries(bench.arranging, COLUMNS, 1)}
    again["Unpin Brazil"].choose()
    assert not bench.arranging.pinned(COLUMNS)


def test_the_menu_of_a_header_says_how_it_is_sorted(bench: Bench) -> None:
    bench.arranging.sort(COLUMNS, SortBy.MEAN)
    checked = [entry.text for entry in header_menu_entries(bench.arranging, COLUMNS, 1) if entry.checked]
    assert checked == ["Sort movies by mean"]
    entries = {entry.text: entry for entry in header_menu_entries(bench.arranging, COLUMNS, 1)}
    entries["Show movies as in the table"].choose()
    assert shown(bench.document, COLUMNS) == [0, 1, 2, 3]


def test_before_the_first_table_a_header_has_no_menu(qapp: object) -> None:
    questions = Questions()
    assert not header_menu_entries(Arranging(Document(), questions), COLUMNS, 0)
    assert questions.shutdown()
