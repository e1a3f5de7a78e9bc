"""How long it takes from the choice of a file to its painted table: ml-100k, or a made-up file of its size.

    python -m tests.benchmarks.opening [--quick]

Each opening is paired with reading the same file by numpy.loadtxt, which knows its layout beforehand and keeps
no names; quote the ratio, the machine decides the seconds.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from mfdesk.gui.main_window import MainWindow  # Qt is loaded once the platform is chosen

ML_100K = Path(__file__).resolve().parents[3] / "shared" / "data" / "ml-100k" / "u.data"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="three openings instead of eleven")
    times = 3 if parser.parse_args().quick else 11
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as home, a_file(home) as path:
        os.environ["XDG_CONFIG_HOME"] = home
        opened, read = zip(*(pair(path) for _ in range(times)), strict=True)
    ratio = median(one / other for one, other in zip(opened, read, strict=True))
    print(
        f"{path.name}, 100,000 ratings: painted after {1000 * median(opened):.0f} ms (longest {1000 * max(opened):.0f})"
    )
    print(f"numpy.loadtxt {1000 * median(read):.0f} ms, ratio {ratio:.2f}")


@contextmanager
def a_file(folder: str) -> Iterator[Path]:
    """The real file where it lies beside the checkout, else one of the same size and form."""
    if ML_100K.exists():
        yield ML_100K
        return
    random = np.random.default_rng(1)
    cells = random.choice(943 * 1682, 100_000, replace=False)
    users, items = np.divmod(cells, 1682)
    lines = np.column_stack([users + 1, items + 1, random.integers(1, 6, 100_000), random.integers(8e8, 9e8, 100_000)])
    path = Path(folder, "made-up.tsv")
    np.savetxt(path, lines, "%d", "\t")
    yield path


def pair(path: Path) -> tuple[float, float]:
    """Seconds of one opening in a new window, and of one reading by NumPy."""
    opened = open_in_window(path)
    began = time.perf_counter()
    np.loadtxt(path)
    return opened, time.perf_counter() - began


def open_in_window(path: Path) -> float:
    from PySide6.QtCore import QEventLoop
    from PySide6.QtWidgets import QApplication

    from mfdesk.gui.controller import Controller
    from mfdesk.gui.main_window import MainWindow
    from mfdesk.gui.preferences import Preferences
    from mfdesk.gui.theme import Theme

    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    window = MainWindow(Controller(), Theme(application), Preferences())
    window.resize(1440, 900)
    window.show()
    application.processEvents()
    loop = QEventLoop()
    window.controller.opened.connect(lambda _path: loop.quit())
    began = time.perf_counter()
    window.open_file(path)
    loop.exec()
    _paint(window)
    seconds = time.perf_counter() - began
    window.close()
    return seconds


def _paint(window: MainWindow) -> None:
    """Paints the table now, as the next turn of the event loop would."""
    window.table.viewport().repaint()


if __name__ == "__main__":
    main()
