"""Starts the frozen program on a screen in memory, lets it do its whole job on the sample, and judges what comes out.

    python3 packaging/smoke.py [PROGRAM]    PROGRAM is dist/mfdesk/mfdesk unless named

The program is looked at first (is anything drawn?), then its own "--smoke OUT.csv" opens the sample, trains, fills and
exports through the same commands as its menus, and last the command line is asked about both files.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from virtual_screen import Picture, Screen, virtual_screen

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = "food-world-cup"
SAMPLE_FILE = ROOT / "resources" / "samples" / SAMPLE / f"{SAMPLE}-data.csv"
SAMPLE_ENCODING = "mac_roman"
GRADES = ("1", "2", "3", "4", "5")
PATIENCE = 120.0  # seconds for the whole job; it takes about ten
DRAWN = 50  # colours: smoothed letters alone make more, an empty window has one or two

Table = list[list[str]]
Place = tuple[str, str]


class Unfit(Exception):
    """The frozen program does not do what it should; the text says what."""


def main(arguments: list[str]) -> int:
    program = Path(arguments[0] if arguments else ROOT / "dist" / "mfdesk" / "mfdesk").resolve()
    try:
        judge(program)
    except Unfit as error:
        print(f"The frozen program failed: {error}", file=sys.stderr)
        return 1
    return 0


def judge(program: Path) -> None:
    if not program.is_file():
        raise Unfit(f"{program} is not there. Build it with: python3 packaging/run.py bundle")
    if shutil.which("Xvfb") is None:
        raise Unfit("Xvfb is not there, which gives it a screen. On Debian and Ubuntu: sudo apt-get install xvfb")
    judge_carried_files(program.parent)
    with tempfile.TemporaryDirectory(prefix="mfdesk-smoke-") as folder, virtual_screen() as screen:
        environment = {**screen.environment(), "HOME": folder, "XDG_CONFIG_HOME": folder, "XDG_DATA_HOME": folder}
        judge_window(program, screen, environment, Path(folder))
        exported = Path(folder) / "filled.csv"
        let_it_work(program, exported, environment)
        judge_table(read_table(SAMPLE_FILE, SAMPLE_ENCODING), read_table(exported, "utf-8-sig"))
        judge_command_line(program, exported, environment)
    print("The frozen program opened the sample, trained, filled and exported it; the file is sound.")


def judge_carried_files(folder: Path) -> None:
    """The licences of the two works that ask for it most, the icon and the desktop entry lie beside the program."""
    names = ["licences/README.txt", "licences/python", "licences/pyside6-essentials/LGPL-3.0.txt", "licences/mfdesk"]
    if sys.platform.startswith("linux"):
        names += ["mfdesk.desktop", "mfdesk.png"]
    missing = [name for name in names if not (folder / name).exists()]
    if missing:
        raise Unfit(f"the bundle lacks {', '.join(missing)}.")


def judge_window(program: Path, screen: Screen, environment: dict[str, str], folder: Path) -> None:
    """Starts the window on the sample and waits until something is drawn in it, then ends it."""
    started = time.monotonic()
    process = subprocess.Popen([str(program), "--sample", SAMPLE], env=environment)
    try:
        picture = wait_until_drawn(process, screen, started + PATIENCE)
    finally:
        process.terminate()
        process.wait()
    shown = Path(os.environ.get("MFDESK_SMOKE_PICTURE", folder / "window.png"))
    picture.save(shown)
    seconds = time.monotonic() - started
    print(f"The window was drawn in {seconds:.1f} s, {picture.colours()} colours.", flush=True)


def wait_until_drawn(process: subprocess.Popen[bytes], screen: Screen, deadline: float) -> Picture:
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise Unfit(f"the window ended by itself with exit code {process.returncode}.")
        picture = screen.picture()
        if picture.colours() >= DRAWN:
            return picture
        time.sleep(0.2)
    raise Unfit(f"after {PATIENCE:.0f} s nothing was drawn in the window.")


def let_it_work(program: Path, exported: Path, environment: dict[str, str]) -> None:
    started = time.monotonic()
    run(program, ["--sample", SAMPLE, "--smoke", str(exported)], environment)
    if not exported.is_file():
        raise Unfit("it ended well but exported nothing.")
    print(f"Opening, training, filling and exporting took {time.monotonic() - started:.1f} s.", flush=True)


def run(program: Path, arguments: list[str], environment: dict[str, str]) -> str:
    """What the program prints; raises Unfit when it fails or takes too long, with all that it said."""
    command = [str(program), *arguments]
    try:
        result = subprocess.run(command, env=environment, capture_output=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired as error:
        raise Unfit(f"{' '.join(arguments)} was not done after {PATIENCE:.0f} s.") from error
    if result.returncode:
        said = (result.stdout + result.stderr).decode(errors="replace").strip()
        raise Unfit(f"{' '.join(arguments)} ended with exit code {result.returncode}. It said:\n{said}")
    return result.stdout.decode()


def read_table(path: Path, encoding: str) -> Table:
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.reader(file))


def judge_table(given: Table, filled: Table) -> None:
    """No hole in any rated column of the filled table, nothing off the scale, and every given cell as it was."""
    rated = {place: float(text) for place, text in cells(given).items() if text in GRADES}
    columns = {column for _, column in rated}
    numbers = {place: number(text, place) for place, text in cells(filled).items() if place[1] in columns}
    lost = [place for place in rated if place not in numbers]
    changed = [place for place, value in rated.items() if place in numbers and numbers[place] != value]
    if lost or changed:
        row, column = (lost + changed)[0]
        raise Unfit(f"{len(lost)} given cells are lost and {len(changed)} changed, the first of {row} in {column}.")
    print(f"{len(rated)} given cells are as they were, {len(numbers) - len(rated)} holes are filled.", flush=True)


def cells(table: Table) -> dict[Place, str]:
    """The text of each cell by its row's name (the first field) and its column's name (the header)."""
    header, *rows = table
    return {(row[0], name): text for row in rows for name, text in zip(header[1:], row[1:], strict=True)}


def number(text: str, place: Place) -> float:
    row, column = place
    try:
        value = float(text)
    except ValueError as error:
        raise Unfit(f"the cell of {row} in {column} holds {text!r} where a number should be.") from error
    if not float(GRADES[0]) <= value <= float(GRADES[-1]):
        raise Unfit(f"the cell of {row} in {column} is {value}, off the scale.")
    return value


def judge_command_line(program: Path, exported: Path, environment: dict[str, str]) -> None:
    """The same program without its window reads the sample with holes and its own export without."""
    sample, filled = (inspect(program, path, environment) for path in (SAMPLE_FILE, exported))
    if sample["known"] >= sample["rows"] * sample["columns"]:
        raise Unfit("the command line finds no hole in the sample.")
    if filled["known"] != filled["rows"] * filled["columns"]:
        raise Unfit("the command line finds holes in the filled table.")


def inspect(program: Path, path: Path, environment: dict[str, str]) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(run(program, ["inspect", str(path), "--json"], environment))
    return answer


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
