import json
from pathlib import Path

import pytest

from tests.cli.command_line import run

NAMES = ["alice", "boris", "clara", "dmitri", "elise", "007"]
LONG = "user,movie,rating\n" + "".join(
    f"{name},m{column},{1 + (row + column) % 5}\n"
    for row, name in enumerate(NAMES)
    for column in range(9)
    if (row + column) % 3
)


@pytest.fixture
def ratings_file(tmp_path: Path) -> Path:
    path = tmp_path / "ratings.csv"
    path.write_text(LONG)
    return path


@pytest.mark.parametrize("method", ["gibbs", "als", "gd"])
def test_only_what_the_row_has_not_rated_is_recommended_best_first(
    ratings_file: Path, capsys: pytest.CaptureFixture[str], method: str
) -> None:
    arguments = ["recommend", ratings_file, "--row", "clara", "--method", method, "--epochs", "6", "--json"]
    code, out, _ = run(capsys, *arguments, "--top", "9")
    told = json.loads(out)
    assert code == 0
    assert told["row"] == "clara"
    assert {column["column"] for column in told["columns"]} == {"m1", "m4", "m7"}
    ratings = [column["rating"] for column in told["columns"]]
    assert ratings == sorted(ratings, reverse=True)
    assert all(1 <= rating <= 5 for rating in ratings)
    assert all((column["spread"] is None) == (method != "gibbs") for column in told["columns"])
    _, shorter, _ = run(capsys, *arguments, "--top", "2")
    assert json.loads(shorter)["columns"] == told["columns"][:2]


@pytest.mark.parametrize(("method", "heading"), [("gibbs", "column  rating  spread"), ("als", "column  rating")])
def test_the_table_reads_like_one(
    ratings_file: Path, capsys: pytest.CaptureFixture[str], method: str, heading: str
) -> None:
    _, out, _ = run(capsys, "recommend", ratings_file, "--row", "007", "--method", method, "--epochs", "4")
    lines = out.splitlines()
    assert lines[0] == heading
    assert len(lines) == 1 + 3
    assert {len(line) for line in lines} == {len(heading)}


def test_an_unknown_row_is_told_with_the_names_like_it(ratings_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "recommend", ratings_file, "--row", "alise")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "no user “alise”" in err
    assert "“alice”" in err
    assert "“elise”" in err
    assert "boris" not in err


def test_a_number_is_a_name_and_not_a_position(ratings_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "recommend", ratings_file, "--row", "7")
    assert code == 1
    assert "“7”" in err


@pytest.mark.parametrize("top", ["0", "-3"])
def test_to_ask_for_no_column_is_wrong_usage(ratings_file: Path, capsys: pytest.CaptureFixture[str], top: str) -> None:
    code, out, err = run(capsys, "recommend", ratings_file, "--row", "alice", "--top", top)
    assert (code, out) == (2, "")
    assert "outside 1 to 9" in err
