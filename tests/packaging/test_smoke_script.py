"""The judge of the frozen program finds what is wrong, and its screen shows what is there."""

import shutil
import struct
import zlib
from pathlib import Path

import pytest
import smoke
import virtual_screen
from smoke import Unfit

GIVEN = [["rater", "Knowledge", "Brazil", "Chile"], ["r1", "Expert", "4", "N/A"], ["r2", "Novice", "", "2"]]
FILLED = [["rater", "Brazil", "Chile"], ["r1", "4", "3.25"], ["r2", "1.0", "2"]]


def changed(row: int, column: int, text: str) -> list[list[str]]:
    table = [list(line) for line in FILLED]
    table[row][column] = text
    return table


def test_a_whole_table_with_every_given_cell_is_sound(capsys: pytest.CaptureFixture[str]) -> None:
    smoke.judge_table(GIVEN, FILLED)
    assert capsys.readouterr().out == "2 given cells are as they were, 2 holes are filled.\n"


@pytest.mark.parametrize(
    ("table", "complaint"),
    [
        (changed(1, 2, ""), "where a number should be"),
        (changed(1, 2, "nan"), "off the scale"),
        (changed(1, 2, "5.01"), "off the scale"),
        (changed(1, 1, "3.9999"), "1 changed"),
        (changed(2, 0, "r3"), "1 given cells are lost"),
        (changed(0, 2, "Peru"), "1 given cells are lost"),
        (FILLED[:2], "1 given cells are lost"),
    ],
)
def test_a_table_that_is_not_sound_is_found_out(table: list[list[str]], complaint: str) -> None:
    with pytest.raises(Unfit, match=complaint):
        smoke.judge_table(GIVEN, table)


def test_a_program_that_is_not_there_is_told_with_the_way_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert smoke.main([str(tmp_path / "mfdesk")]) == 1
    assert "run.py bundle" in capsys.readouterr().err


def test_a_program_that_fails_is_quoted(tmp_path: Path) -> None:
    program = tmp_path / "mfdesk"
    program.write_text("#!/bin/sh\necho no window >&2\nexit 3\n", encoding="utf-8")
    program.chmod(0o755)
    with pytest.raises(Unfit, match=r"(?s)exit code 3.*no window"):
        smoke.run(program, ["--smoke"], {})


@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="Xvfb is not on this machine")
def test_an_empty_screen_has_hardly_a_colour_and_its_picture_can_be_kept(tmp_path: Path) -> None:
    with virtual_screen.virtual_screen(320, 200) as screen:
        picture = screen.picture()
    assert (picture.width, picture.height, len(picture.pixels)) == (320, 200, 320 * 200 * 4)
    assert picture.colours() < smoke.DRAWN
    picture.save(tmp_path / "screen.png")
    assert struct.unpack(">II", (tmp_path / "screen.png").read_bytes()[16:24]) == (320, 200)


def test_a_picture_keeps_its_colours_as_png(tmp_path: Path) -> None:
    blue_then_red = bytes([255, 0, 0, 0, 0, 0, 255, 0])
    virtual_screen.Picture(2, 1, blue_then_red).save(tmp_path / "two.png")
    data = (tmp_path / "two.png").read_bytes()
    start = data.index(b"IDAT")
    length = struct.unpack(">I", data[start - 4 : start])[0]
    assert zlib.decompress(data[start + 4 : start + 4 + length]) == bytes([0, 0, 0, 255, 255, 0, 0])
