import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from mfdesk.cli import main
from tests.cli.command_line import run

LONG = "user,movie,rating\n" + "".join(
    f"u{row},m{column},{1 + (row * column) % 5}\n" for row in range(12) for column in range(9) if (row + column) % 3
)


@pytest.fixture
def ratings_file(tmp_path: Path) -> Path:
    path = tmp_path / "ratings.csv"
    path.write_text(LONG)
    return path


def test_inspect_accounts_for_every_line(ratings_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ratings_file.write_text(LONG + "u1,m1,abc\n\nu0,m1,3\n")
    code, out, _ = run(capsys, "inspect", ratings_file, "--json")
    facts = json.loads(out)
    assert code == 0
    assert facts["rows_in"] == facts["used"] + facts["merged"] + facts["rejected"] + facts["blank"]
    assert facts["rejected"] == 1
    assert facts["problems"][0]["text"] == "abc"
    assert facts["problems"][0]["line"] == len(LONG.splitlines()) + 1
    assert facts["scale"] == {"low": 1, "high": 5, "step": 1}


def test_inspect_reads_aloud_what_was_left_out(ratings_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ratings_file.write_text(LONG + "u1,m1,abc\n")
    _, out, _ = run(capsys, "inspect", ratings_file)
    assert "“abc” is not a number" in out


@pytest.mark.parametrize("method", ["gibbs", "als", "gd"])
@pytest.mark.parametrize("layout", ["wide", "long"])
def test_complete_fills_every_hole_and_changes_no_given_cell(
    ratings_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], method: str, layout: str
) -> None:
    outputs = [tmp_path / "a.csv", tmp_path / "b.csv"]
    for output in outputs:
        arguments = ["complete", ratings_file, "-o", output, "--layout", layout, "--method", method, "--epochs", "6"]
        code, _, err = run(capsys, *arguments)
        assert code == 0
        assert "held-out cells" in err
    assert outputs[0].read_bytes() == outputs[1].read_bytes()
    given = {(row, column): float(rating) for row, column, rating in list(csv.reader(LONG.splitlines()))[1:]}
    cells = _long(outputs[0]) if layout == "long" else _wide(outputs[0])
    assert len(cells) == 12 * 9
    assert all(1 <= value <= 5 for value in cells.values())
    assert all(cells[place] == value for place, value in given.items())


def _long(path: Path) -> dict[tuple[str, str], float]:
    rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    assert list(rows[0]) == ["row", "column", "rating", "source", "spread"]
    return {(row["row"], row["column"]): float(row["rating"]) for row in rows}


def _wide(path: Path) -> dict[tuple[str, str], float]:
    header, *rows = csv.reader(path.read_text(encoding="utf-8-sig").splitlines())
    return {(row[0], column): float(value) for row in rows for column, value in zip(header[1:], row[1:], strict=True)}


@pytest.mark.parametrize("how", [["--holdout", "0.2"], ["--folds", "3"]])
def test_evaluate_tells_the_error_as_json(
    ratings_file: Path, capsys: pytest.CaptureFixture[str], how: list[str]
) -> None:
    code, out, _ = run(capsys, "evaluate", ratings_file, *how, "--epochs", "5", "--json")
    facts = json.loads(out)
    assert code == 0
    assert {"rmse", "mae", "coverage90", "fit_seconds", "epochs", "seconds", "peak_mb"} <= set(facts)
    assert 0 < facts["mae"] <= facts["rmse"]


def test_evaluate_on_a_test_file_predicts_names_it_has_never_seen(
    ratings_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    test = tmp_path / "test.csv"
    test.write_text("user,movie,rating\nu1,m1,3\nu1,new,4\nnobody,m2,2\n")
    code, out, _ = run(capsys, "evaluate", ratings_file, "--test", test, "--json", "--epochs", "5")
    assert code == 0
    assert json.loads(out)["cells"] == 3


def test_table_prints_the_file_as_plain_csv(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "semicolons.csv"
    path.write_text('name;a;"b;c"\n007;1;2\n8;3;4\n')
    _, out, _ = run(capsys, "table", path)
    assert list(csv.reader(out.splitlines())) == [["name", "a", "b;c"], ["007", "1", "2"], ["8", "3", "4"]]


def test_samples_are_known_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "inspect", "sample:movie-night", "--json")
    assert code == 0
    assert (json.loads(out)["rows"], json.loads(out)["columns"]) == (1000, 500)


def test_a_refusal_is_one_line_and_leaves_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = tmp_path / "out.csv"
    code, out, err = run(capsys, "complete", tmp_path / "missing.csv", "-o", output)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "missing.csv" in err
    assert not output.exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["complete", "x.csv"],
        ["evaluate", "x.csv"],
        ["inspect"],
        ["nonsense"],
        ["evaluate", "x", "--test", "y", "--folds", "2"],
    ],
)
def test_wrong_usage_exits_with_two(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2


@pytest.mark.parametrize("setting", [["--rank", "0"], ["--epochs", "-1"], ["--rank", "9999"]])
def test_a_setting_out_of_range_is_wrong_usage(
    ratings_file: Path, capsys: pytest.CaptureFixture[str], setting: list[str]
) -> None:
    code, _, err = run(capsys, "evaluate", ratings_file, "--holdout", "0.2", *setting)
    assert code == 2
    assert "outside" in err


def test_a_reader_that_has_seen_enough_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    path.write_text("user,movie,rating\n" + "".join(f"u{row},m{row % 7},3\n" for row in range(30_000)))
    command = f'"{sys.executable}" -m mfdesk table "{path}" | head -n 1'
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "user,movie,rating\n", "")


def test_chances_are_written_for_ratings_that_are_steps(
    ratings_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "whole.csv"
    asked = ["complete", ratings_file, "-o", output, "--layout", "long", "--chances", "--epochs", "6"]
    assert run(capsys, *asked)[0] == 0
    header, *lines = csv.reader(output.read_text().splitlines())
    assert header[5:] == [f"chance_{step}" for step in range(1, 6)]
    predicted = [line for line in lines if line[3] == "predicted"]
    assert predicted
    for line in predicted:
        assert sum(map(float, line[5:])) == pytest.approx(1, abs=0.003)


@pytest.mark.parametrize(
    "options", [["--layout", "wide"], ["--layout", "long", "--no-ordered"], ["--layout", "long", "--method", "als"]]
)
def test_chances_that_cannot_be_known_are_refused_before_any_work(
    ratings_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str]
) -> None:
    output = tmp_path / "whole.csv"
    code, _, err = run(capsys, "complete", ratings_file, "-o", output, "--chances", *options)
    assert code == 1
    assert err.startswith("Chances ")
    assert not output.exists()


@pytest.mark.parametrize("choice", [[], ["--ordered"], ["--no-ordered"]])
def test_ratings_are_judged_as_steps_or_as_numbers(
    ratings_file: Path, capsys: pytest.CaptureFixture[str], choice: list[str]
) -> None:
    code, out, _ = run(capsys, "evaluate", ratings_file, "--holdout", "0.2", "--epochs", "6", "--json", *choice)
    assert code == 0
    assert json.loads(out)["rmse"] > 0
