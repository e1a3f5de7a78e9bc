"""What cannot be read is told with its place and reason; everything else is read."""

import gzip
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mfdesk import errors
from mfdesk.engine.control import Cancelled, RunControl
from mfdesk.errors import Reason, UserError
from mfdesk.files.opened import MOST_PROBLEMS
from mfdesk.files.read import open_ratings
from mfdesk.sentences import sentence

WIDE = "name,Alien,Heat,Up\nAnn,5,{},3\nBob,1,4,\nCleo,2,1,4\n"
LONG = "user,item,rating\nAnn,Alien,5\nAnn,Heat,{}\nBob,Alien,4\n"


def told(opened):
    return [(problem.line, problem.reason, problem.column) for problem in opened.accounting.problems]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("abc", Reason.NOT_A_NUMBER),
        ("NaN", Reason.NOT_FINITE),
        ("inf", Reason.NOT_FINITE),
        ("-Infinity", Reason.NOT_FINITE),
        ("1e400", Reason.TOO_LARGE),
        ("1e300", Reason.TOO_LARGE),
        ("9007199254740993", Reason.TOO_PRECISE),
        ("1e-400", Reason.TOO_PRECISE),
        ("1_0", Reason.NOT_A_NUMBER),
        ("٣", Reason.NOT_A_NUMBER),
        ("0x3", Reason.NOT_A_NUMBER),
        ("3;5", Reason.NOT_A_NUMBER),
    ],
)
def test_what_is_no_rating_is_told_and_left_a_hole(open_text, text, reason):
    wide = open_text(WIDE.format(text))
    assert told(wide) == [(2, reason, "Heat")]
    assert wide.ratings.shape == (3, 3)
    assert wide.ratings.known == 7
    long = open_text(LONG.format(text))
    assert told(long) == [(3, reason, "rating")]
    assert (long.accounting.used, long.accounting.rejected) == (2, 1)


@pytest.mark.parametrize("text", ["", " ", "NA", "n/a", "N/A", "null", "None", "-", "?", "."])
def test_what_says_that_nothing_is_there_is_a_hole_and_no_problem(open_text, text):
    wide = open_text(WIDE.format(text))
    assert (wide.ratings.known, told(wide)) == (7, [])
    long = open_text(LONG.format(text))
    assert (long.ratings.known, long.accounting.blank, told(long)) == (2, 1, [])
    assert "Heat" in long.ratings.column_labels


@pytest.mark.parametrize(
    ("text", "value"), [("4.0", 4), (" 4", 4), ("+4", 4), (".5", 0.5), ("5.", 5), ("1e1", 10), ("-2", -2)]
)
def test_a_number_is_a_number_however_it_is_spelled(open_text, text, value):
    assert value in open_text(LONG.format(text)).ratings.values


def test_a_name_of_64_kb_is_told_and_its_line_left_out(open_text):
    long = open_text(LONG.format(3) + "y" * 65_536 + ",Heat,5\n")
    assert told(long) == [(5, Reason.NAME_TOO_LONG, "user")]
    assert long.ratings.known == 3
    wide = open_text(WIDE.format(3) + "y" * 65_536 + ",5,5,5\n")
    assert told(wide) == [(5, Reason.NAME_TOO_LONG, "name")]
    assert wide.ratings.shape == (3, 3)


def test_lines_with_too_few_or_too_many_fields_are_told(open_text):
    opened = open_text(LONG.format(3) + "Bob,Heat\nBob,Heat,3,9\n\nBob,Up,2\n")
    assert told(opened) == [(5, Reason.TOO_FEW_FIELDS, ""), (6, Reason.TOO_MANY_FIELDS, "")]
    account = opened.accounting
    assert (account.rows_in, account.used, account.rejected, account.blank) == (7, 4, 2, 1)


def test_a_lone_quote_costs_its_own_line_only(open_text):
    opened = open_text(LONG.format(3) + '"Bob,Heat,3\nBob,Up,2\nCleo,Up,1\n')
    assert told(opened) == [(5, Reason.QUOTE_OPEN, "")]
    assert opened.ratings.known == 5


def test_line_numbers_count_the_lines_inside_quotes(open_text):
    opened = open_text('user,item,rating\nAnn,"Up\nand\naway",5\nBob,Heat,bad\nBob,Alien,3\nAnn,Heat,2\n')
    assert told(opened) == [(5, Reason.NOT_A_NUMBER, "rating")]


def test_a_missing_name_is_told(open_text):
    assert told(open_text(LONG.format(3) + ",Heat,3\n")) == [(5, Reason.NAME_MISSING, "user")]
    opened = open_text("name,Alien,,Up\nAnn,5,3,2\n,4,4,1\nBob,1,2,3\n")
    assert opened.ratings.column_labels[:] == ("Alien", "column 2", "Up")
    assert opened.ratings.row_labels[:] == ("Ann", "row 2", "Bob")
    assert [problem.reason for problem in opened.accounting.problems] == [Reason.NAME_MISSING] * 2


def test_a_column_without_a_name_is_told_where_the_header_stands(open_text):
    assert told(open_text("\n\nname,Alien,,Up\nAnn,5,3,2\nBob,1,2,3\n")) == [(3, Reason.NAME_MISSING, "")]


def test_labels_are_kept_exactly(open_text):
    ratings = open_text("user,item,rating\n007,NA,1\n7,null,2\n07,nan, 3\nNA, x ,4\n-5,+1,5\n").ratings
    assert sorted(ratings.row_labels) == sorted(["007", "7", "07", "NA", "-5"])
    assert sorted(ratings.column_labels) == sorted(["NA", "null", "nan", " x ", "+1"])


def test_whole_numbers_as_names_stand_in_their_order(open_text):
    ratings = open_text("user,item,rating\n10,b,1\n9,a,2\n2,b,3\n").ratings
    assert ratings.row_labels[:] == ("2", "9", "10")
    assert ratings.column_labels[:] == ("b", "a")


def test_of_a_cell_given_twice_the_last_by_time_counts(open_text):
    opened = open_text(
        "user,item,rating,time\nA,x,1,2001-05-02\nA,x,5,2001-05-01\nB,x,3,2001-05-01\nA,x,4,1999-01-01\n"
    )
    assert opened.ratings.values.tolist() == [1, 3]
    account = opened.accounting
    assert (account.used, account.merged, account.merged_cells) == (2, 2, 1)


def test_of_a_cell_given_twice_without_time_the_mean_counts(open_text):
    opened = open_text("user,item,rating\nA,x,1\nA,x,4\nB,x,3\n")
    assert opened.ratings.values.tolist() == [2.5, 3]
    assert opened.accounting.merged == 1


def test_rows_and_columns_named_twice_in_a_wide_table_are_merged(open_text):
    opened = open_text("name,a,b,a\nAnn,1,5,3\nBob,,4,2\nCleo,1,1,1\nAnn,,3,5\n")
    assert opened.ratings.shape == (3, 2)
    assert opened.ratings.values.tolist() == [3, 4, 2, 4, 1, 1]
    account = opened.accounting
    assert (account.used, account.merged, account.merged_cells) == (3, 1, 3)


def test_a_time_that_is_none_costs_no_rating(open_text):
    lines = "".join(f"u{n},x,3,2001-05-{n + 1:02}\n" for n in range(20))
    opened = open_text("user,item,rating,time\n" + lines + "v,x,3,yesterday\n")
    assert told(opened) == [(22, Reason.BAD_TIME, "time")]
    assert opened.ratings.known == 21


def test_problems_are_counted_beyond_those_that_are_kept(open_text):
    bad = "".join(f"u{n},x,bad\n" for n in range(MOST_PROBLEMS + 500))
    account = open_text("user,item,rating\nA,x,1\n" + bad).accounting
    assert len(account.problems) == MOST_PROBLEMS
    assert account.problems_total == account.rejected == MOST_PROBLEMS + 500


@pytest.mark.parametrize("content", ["user,item,rating\nAnn,Heat,4\n", "Ann,Heat,4", "1,1,5\n", "name,Heat\nAnn,4\n"])
def test_one_rating_is_a_table(open_text, content):
    assert open_text(content).ratings.shape == (1, 1)


def test_ratings_that_are_all_equal_are_a_table(open_text):
    ratings = open_text("user,item,rating\nA,x,4\nA,y,4\nB,x,4\n").ratings
    assert (ratings.scale.lowest, ratings.scale.highest) == (4, 4)


def refused(call, kind: type[UserError]) -> UserError:
    with pytest.raises(kind) as caught:
        call()
    assert type(caught.value) is kind
    assert len(sentence(caught.value)) > 20
    return caught.value


@pytest.mark.parametrize("content", ["", "\n\n\n", "  \n\t\n", "\ufeff"])
def test_an_empty_file_is_refused(open_text, content):
    refused(lambda: open_text(content), errors.FileEmpty)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"PK\x03\x04" + bytes(100), "a spreadsheet or another packed file"),
        (gzip.compress(b"a,b,1\n" * 100, mtime=0), "a gzip archive"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "a picture"),
        (b"SQLite format 3\x00" + bytes(100), "a database"),
        (bytes(range(256)) * 10, ""),
        (("a,b,1\n" * 10).encode("utf-16-le"), ""),
    ],
)
def test_a_binary_file_is_refused_by_its_kind(open_text, content, kind):
    assert refused(lambda: open_text(content), errors.FileNotText).looks_like == kind


def test_a_folder_is_refused(open_path, tmp_path):
    refused(lambda: open_path(tmp_path), errors.FileIsFolder)


def test_a_missing_file_is_refused(open_path, tmp_path):
    refused(lambda: open_path(tmp_path / "none.csv"), errors.FileMissing)
    refused(lambda: open_path(tmp_path / "no folder" / "none.csv"), errors.FileMissing)
    (tmp_path / "file.csv").write_text(LONG.format(3))
    refused(lambda: open_path(tmp_path / "file.csv" / "none.csv"), errors.FileMissing)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_and_not_waited_for(open_path, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    refused(lambda: open_path(tmp_path / "pipe"), errors.FileFailed)


@pytest.mark.skipif(os.name == "nt", reason="permissions are another matter there")
@pytest.mark.parametrize(("folder_mode", "file_mode"), [(0o755, 0), (0, 0o644)])
def test_a_file_that_may_not_be_read_is_refused(tmp_path, folder_mode, file_mode):
    folder = tmp_path / "folder"
    folder.mkdir()
    path = folder / "secret.csv"
    path.write_text(LONG.format(3))
    path.chmod(file_mode)
    folder.chmod(folder_mode)
    script = (
        "import os, sys; from pathlib import Path; from mfdesk.files.read import open_ratings\n"
        "from mfdesk.engine.control import RunControl\n"
        "from mfdesk.errors import FileForbidden\n"
        "if os.geteuid() == 0: os.seteuid(65534)\n"
        "try: list(open_ratings(Path(sys.argv[1]), RunControl()))\n"
        "except FileForbidden: sys.stdout.write('forbidden')\n"
    )
    for above in (tmp_path, tmp_path.parent, tmp_path.parent.parent):
        above.chmod(0o755)
    run = subprocess.run([sys.executable, "-c", script, path], capture_output=True, text=True, check=False)
    folder.chmod(0o755)
    assert run.stdout == "forbidden", run.stderr


@pytest.mark.parametrize("content", ["just a sentence\nand another one\n", "42\n", '{"a": 1}\n'])
def test_what_is_no_table_is_refused(open_text, content):
    refused(lambda: open_text(content), errors.NotATable)


@pytest.mark.parametrize(
    "content",
    [
        "name,town\nAnn,Ulm\nBob,Köln\n",
        "user,item,rating\nAnn,Up,good\nBob,Up,bad\n",
        "userId,movieId,tag,timestamp\n1,2,fun,1112486027\n",
    ],
)
def test_a_table_without_any_rating_is_refused_with_the_first_place(open_text, content):
    problem = refused(lambda: open_text(content), errors.NoRatings).problem
    assert problem is not None
    assert (problem.line, problem.reason) == (2, Reason.NOT_A_NUMBER)


def test_a_table_of_blanks_alone_is_refused(open_text):
    refused(lambda: open_text("name,a,b\nAnn,,\nBob,,\n"), errors.NoRatings)


def test_a_header_alone_is_refused(open_text):
    refused(lambda: open_text("user,item,rating\n"), errors.NoRatings)


def test_a_cancelled_reading_ends_at_once(tmp_path: Path):
    path = tmp_path / "many.csv"
    path.write_text("".join(f"{n},x,3\n" for n in range(50_000)))
    control = RunControl()
    job = open_ratings(path, control)
    next(job)
    control.cancel()
    with pytest.raises(Cancelled):
        next(job)
