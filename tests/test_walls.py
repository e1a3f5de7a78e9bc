"""The walls of the house, tried in a fresh process: the core runs without any window toolkit."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "mfdesk"
OUTER = ("gui", "app", "__main__")

# Imports one core module after the other while every import of Qt raises, and says which modules were reached.
IMPORT_WITHOUT_QT = """
import importlib, sys

WINDOW = {"PySide6", "pyqtgraph", "shiboken6"}

class NoWindow:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in WINDOW:
            raise ImportError(f"{name} is of the window")

sys.meta_path.insert(0, NoWindow())
for module in sys.argv[1:]:
    importlib.import_module(module)
    seen = WINDOW & set(sys.modules)
    assert not seen, f"{module} brings in {seen}"
    print(module)
"""


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def core_modules() -> list[str]:
    names = sorted(module_name(path) for path in PACKAGE.rglob("*.py"))
    return [name for name in names if not any(f"{name}.".startswith(f"mfdesk.{part}.") for part in OUTER)]


def import_without_qt(modules: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", IMPORT_WITHOUT_QT, *modules]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_every_core_module_is_imported_without_qt() -> None:
    modules = core_modules()
    result = import_without_qt(modules, ROOT)
    assert result.returncode == 0, result.stderr
    assert result.stdout.split() == modules
    assert {"mfdesk.errors", "mfdesk.engine.train", "mfdesk.ratings.table", "mfdesk.project"} <= set(modules)


@pytest.mark.parametrize("line", ["import PySide6.QtCore", "from pyqtgraph import mkPen", "import shiboken6"])
def test_a_core_module_that_imports_qt_is_found_out(line: str, tmp_path: Path) -> None:
    (tmp_path / "leaky.py").write_text(line, encoding="utf-8")
    result = import_without_qt(["leaky"], tmp_path)
    assert result.returncode != 0
    assert "is of the window" in result.stderr


def test_the_window_is_not_counted_as_core() -> None:
    modules = core_modules()
    assert not [name for name in modules if name.startswith("mfdesk.gui") or name in ("mfdesk.app", "mfdesk.__main__")]
    assert [module_name(path) for path in (PACKAGE / "gui").rglob("*.py")]


def tracked_texts() -> dict[str, str]:
    """The text of every file that git tracks, by its name."""
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listing.returncode:
        pytest.skip("this is not a git checkout, so which files belong to the project is not known")
    contents = {name: (ROOT / name).read_bytes() for name in listing.stdout.split("\0") if (ROOT / name).is_file()}
    return {name: data.decode(errors="replace") for name, data in contents.items() if b"\0" not in data[:8000]}


def test_no_file_names_a_folder_of_one_machine() -> None:
    """Such a path breaks everywhere else. The folders are written in parts here, so as not to find themselves."""
    folders = ["/" + "work/", "/" + "root/", "/" + "home/", "C:" + "\\Users", ".lib" + "rary/"]
    texts = tracked_texts()
    assert texts
    assert not [f"{name}: {folder}" for name, text in texts.items() for folder in folders if folder in text]
