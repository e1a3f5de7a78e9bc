"""What goes into the frozen program, under which licences, with which icon."""

import configparser
import struct
from importlib import metadata
from pathlib import Path

import bundle_contents
import licences
import pytest

QT = "PySide6/Qt"


@pytest.mark.parametrize(
    "name",
    [
        *(
            f"{QT}/lib/libQt6{name}.so.6"
            for name in ("Core", "Gui", "Widgets", "Svg", "OpenGL", "OpenGLWidgets", "Test")
        ),
        *(f"{QT}/plugins/platforms/libq{name}.so" for name in ("xcb", "wayland", "offscreen")),
        *(
            f"{QT}/plugins/{name}.so"
            for name in ("iconengines/libqsvgicon", "imageformats/libqsvg", "imageformats/libqjpeg")
        ),
        *(f"PySide6/{name}.abi3.so" for name in ("QtCore", "QtTest", "QtOpenGLWidgets")),
        "PySide6\\plugins\\platforms\\qwindows.dll",
        "numpy/_core/_multiarray_umath.so",
    ],
)
def test_the_window_keeps_what_it_needs(name: str) -> None:
    assert not bundle_contents.is_unused_qt(name)


@pytest.mark.parametrize(
    "name",
    [
        f"{QT}/lib/libQt6Quick.so.6",
        f"{QT}/lib/libQt6VirtualKeyboardQml.so.6",
        f"{QT}/plugins/platforms/libqeglfs.so",
        f"{QT}/plugins/platformthemes/libqgtk3.so",
        f"{QT}/translations/qtbase_de.qm",
        "libQt6Network.so.6",
        "PySide6\\plugins\\tls\\qopensslbackend.dll",
    ],
)
def test_parts_of_qt_that_nothing_calls_stay_out(name: str) -> None:
    assert bundle_contents.is_unused_qt(name)


def test_a_library_that_only_a_dropped_part_needed_is_dropped_with_it() -> None:
    """gtk3 -> cairo -> pixman goes; xcb -> xkb -> base stays, found through each other."""
    plugins = {"platformthemes/libqgtk3": "cairo", "platforms/libqxcb": "xkb"}
    needs = {
        **{f"/built/{name}.so": of for name, of in plugins.items()},
        "/usr/lib/cairo": "pixman",
        "/usr/lib/xkb": "base",
    }
    entries = [(f"{QT}/plugins/{name}.so", f"/built/{name}.so", "BINARY") for name in plugins]
    entries += [(name, f"/usr/lib/{name}", "BINARY") for name in ("cairo", "pixman", "xkb", "base")]
    entries += [("libpython3.11.so.1.0", "/usr/lib/libpython3.11.so.1.0", "BINARY")]
    kept = bundle_contents.needed(entries, lambda file: [(needs[file], None)] if file in needs else [])
    names = {Path(name).name for name, _, _ in kept}
    assert names == {"libqxcb.so", "xkb", "base", "libpython3.11.so.1.0"}


def test_an_incomplete_machine_is_refused_before_anything_is_built(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle_contents.sys, "platform", "linux")
    monkeypatch.setattr(bundle_contents.setup_system, "find_missing", lambda _: {"objdump": ("binutils",)})
    with pytest.raises(SystemExit, match="lacks objdump"):
        bundle_contents.refuse_an_incomplete_machine()


def installed_file(distribution: str, start: str) -> str:
    """Where the first file of the distribution lies whose name starts so."""
    return str(next(file.locate() for file in metadata.files(distribution) or [] if file.name.startswith(start)))


def test_each_bundled_distribution_brings_its_licence(tmp_path: Path) -> None:
    numpy, qt = installed_file("numpy", "__init__.py"), installed_file("PySide6_Essentials", "QtCore.")
    entries = [("numpy", numpy, "PYMODULE"), ("PySide6", qt, "EXTENSION")]
    licences.collect(tmp_path / "licences", entries)
    there = {path.relative_to(tmp_path / "licences").as_posix() for path in (tmp_path / "licences").rglob("*.txt")}
    assert {"numpy/LICENSE.txt", "pyside6-essentials/LGPL-3.0.txt", "pyside6-essentials/GPL-3.0.txt"} <= there
    listed = (tmp_path / "licences" / "README.txt").read_text(encoding="utf-8")
    assert "- numpy\n" in listed
    assert "- pyqtgraph\n" not in listed


def test_a_work_without_a_licence_text_is_not_passed_on(tmp_path: Path) -> None:
    with pytest.raises(licences.LicenceMissing, match="nameless"):
        licences.copy_texts([tmp_path / "LICENSE"], tmp_path / "nameless")


def test_two_texts_of_one_name_are_both_kept(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "LICENSE").write_text(folder, encoding="utf-8")
    licences.copy_texts([tmp_path / "one" / "LICENSE", tmp_path / "two" / "LICENSE"], tmp_path / "all")
    assert sorted(path.read_text(encoding="utf-8") for path in (tmp_path / "all").iterdir()) == ["one", "two"]


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("numpy-2.0.dist-info/licenses/LICENSE.txt", True),
        ("numpy-2.0.dist-info/licenses/numpy/dragon4_LICENSE.txt", True),
        ("x-1.dist-info/COPYING", True),
        ("x-1.dist-info/METADATA", False),
        ("x/license_plates.py", False),
    ],
)
def test_licence_texts_are_known_by_their_place_and_name(file: str, expected: bool) -> None:
    assert licences.is_licence(file) is expected


@pytest.mark.parametrize("size", [16, 24, 32, 48, 64, 128, 256, 512])
def test_each_icon_has_the_size_in_its_name(size: int, checkout: Path) -> None:
    data = (checkout / "resources" / "icons" / "app" / f"mfdesk-{size}.png").read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", data[16:24]) == (size, size)


def test_the_desktop_entry_opens_tables_in_mfdesk(checkout: Path) -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment]
    entry.read(checkout / "packaging" / "linux" / "mfdesk.desktop", encoding="utf-8")
    values = entry["Desktop Entry"]
    assert (values["Exec"], values["Icon"], values["Type"]) == ("mfdesk %f", "mfdesk", "Application")
    assert "text/csv" in values["MimeType"].split(";")
