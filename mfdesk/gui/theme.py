"""The look: two palettes of our own, one style sheet for the whole program, and the switch between them."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from enum import StrEnum

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from mfdesk.paths import resource

POINT_SIZE = 10
"""Letters are never smaller than this; where the system's are larger, so are those here, and all else with them."""
_POINTS = {"small": 9, "large": 11, "title": 17}
"""The sizes of letters in the style sheet, where the usual ones have ``POINT_SIZE``."""


@dataclass(frozen=True)
class Palette:
    """The colours of one look, as ``#rrggbb``.

    ``ground`` is what panels stand on, ``panel`` what fields and cells are made of, ``line`` parts them.
    ``text`` and ``dim`` are for words, ``accent`` and ``counter`` for curves and what can be pressed,
    ``on_accent`` for words on the accent. ``predicted`` is the ground of the surest predicted cell,
    ``selection`` that of chosen rows, ``hover`` of what lies under the mouse.
    """

    ground: str
    panel: str
    line: str
    text: str
    dim: str
    accent: str
    accent_pressed: str
    counter: str
    on_accent: str
    predicted: str
    selection: str
    hover: str
    is_dark: bool


LIGHT = Palette(
    ground="#f6f6f4",
    panel="#ffffff",
    line="#dedcd6",
    text="#22252a",
    dim="#6a6e75",
    accent="#1f6f8b",
    accent_pressed="#185a72",
    counter="#c8643b",
    on_accent="#ffffff",
    predicted="#bfdae3",
    selection="#d6e7ed",
    hover="#ebeae6",
    is_dark=False,
)

DARK = Palette(
    ground="#1b1d20",
    panel="#232629",
    line="#34383c",
    text="#e6e6e3",
    dim="#9aa0a6",
    accent="#5bb3cf",
    accent_pressed="#7cc6dd",
    counter="#e58a5c",
    on_accent="#10242b",
    predicted="#2b4f5c",
    selection="#2b4650",
    hover="#2b2f33",
    is_dark=True,
)


class ThemeChoice(StrEnum):
    """Which look the user asked for."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Theme(QObject):
    """Dresses the application in one palette and says when that changes."""

    changed = Signal(object)

    def __init__(self, application: QApplication, choice: str = ThemeChoice.SYSTEM) -> None:
        super().__init__(application)
        self._application = application
        self._choice = ThemeChoice(choice)
        self.palette = self._chosen_palette()
        application.setStyle("Fusion")
        self._take_letters(application.font())
        self._dress()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    @property
    def choice(self) -> ThemeChoice:
        return self._choice

    def set_choice(self, choice: str) -> None:
        """Takes ``"system"``, ``"light"`` or ``"dark"``."""
        self._choice = ThemeChoice(choice)
        self._update()

    def watch(self, window: QWidget) -> None:
        """The window hears when the system takes other letters, and all of the program does then."""
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ThemeChange:
            self._take_letters(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont))
        elif event.type() is QEvent.Type.ApplicationFontChange and letters() != self._letters:
            QTimer.singleShot(0, self, self._dress_again)
        return False

    def _take_letters(self, font: QFont) -> None:
        """Those of the system, unless they are too small."""
        wanted = QFont(font)
        wanted.setPointSizeF(max(_points_of(font), POINT_SIZE))
        if wanted != self._application.font():
            self._application.setFont(wanted)

    @Slot()
    def _dress_again(self) -> None:
        if letters() != self._letters:
            self._dress()
            self.changed.emit(self.palette)

    def _follow_system(self) -> None:
        self._update()

    def _update(self) -> None:
        palette = self._chosen_palette()
        if palette is self.palette:
            return
        self.palette = palette
        self._application.setOverrideCursor(Qt.CursorShape.WaitCursor)  # dressing a thousand widgets takes a while
        self._dress()
        self.changed.emit(palette)
        self._application.restoreOverrideCursor()

    def _chosen_palette(self) -> Palette:
        if self._choice is ThemeChoice.SYSTEM:
            dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
            return DARK if dark else LIGHT
        return DARK if self._choice is ThemeChoice.DARK else LIGHT

    def _dress(self) -> None:
        self._letters = letters()
        self._application.setPalette(qt_palette(self.palette))
        self._application.setStyleSheet(stylesheet(self.palette, self._letters))


def letters() -> float:
    """How many times as large as those of ``POINT_SIZE`` the letters of this program are, at least 1."""
    return max(_points_of(QGuiApplication.font()) / POINT_SIZE, 1.0)


def _points_of(font: QFont) -> float:
    """The size of a font; one that is measured in pixels is asked how large it comes out."""
    return font.pointSizeF() if font.pointSizeF() > 0 else QFontInfo(font).pointSizeF()


def points(size: float) -> float:
    """A size that is meant beside letters of ``POINT_SIZE``, for the letters that there are."""
    return size * letters()


def scaled(pixels: int) -> int:
    """So many pixels beside letters of ``POINT_SIZE``, for the letters that there are."""
    return round(pixels * letters())


def tabular(font: QFont) -> QFont:
    """The same font with figures of equal width, so that columns of numbers stand straight."""
    figures = QFont(font)
    figures.setFeature(QFont.Tag("tnum"), 1)
    return figures


def mixed(first: str, second: str, share: float) -> QColor:
    """The colour that lies at ``share`` (0 to 1) of the way from the first to the second."""
    one, two = QColor(first), QColor(second)
    parts = zip(one.getRgb()[:3], two.getRgb()[:3], strict=True)  # type: ignore[index]
    return QColor(*(round(a + (b - a) * share) for a, b in parts))


def qt_palette(palette: Palette) -> QPalette:
    """What Qt itself paints with where no rule of the style sheet says otherwise."""
    role = QPalette.ColorRole
    colours = {
        role.Window: palette.ground,
        role.WindowText: palette.text,
        role.Base: palette.panel,
        role.AlternateBase: palette.ground,
        role.Text: palette.text,
        role.PlaceholderText: palette.dim,
        role.Button: palette.ground,
        role.ButtonText: palette.text,
        role.BrightText: palette.on_accent,
        role.ToolTipBase: palette.panel,
        role.ToolTipText: palette.text,
        role.Highlight: palette.accent,
        role.HighlightedText: palette.on_accent,
        role.Link: palette.accent,
        role.LinkVisited: palette.accent,
        role.Accent: palette.accent,
        role.Light: palette.panel,
        role.Midlight: palette.line,
        role.Mid: palette.line,
        role.Dark: palette.dim,
        role.Shadow: palette.line,
    }
    result = QPalette()
    for name, colour in colours.items():
        result.setColor(name, QColor(colour))
    faint = mixed(palette.ground, palette.dim, 0.65)
    for name in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        result.setColor(QPalette.ColorGroup.Disabled, name, faint)
    result.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(palette.line))
    return result


def stylesheet(palette: Palette, scale: float = 1.0) -> str:
    """One sheet for the whole program; widgets ask for a part of it by a property, such as ``primary`` or ``dim``.
    ``scale``: as ``letters``."""
    words = {name: str(colour) for name, colour in asdict(palette).items()}
    words["faint"] = mixed(palette.ground, palette.dim, 0.65).name()
    words["track"] = mixed(palette.ground, palette.dim, 0.45).name()
    words |= {name: f"{size * scale:g}pt" for name, size in _POINTS.items()}
    words["icons"] = resource("icons").as_posix()
    words["look"] = "dark" if palette.is_dark else "light"
    sheet = resource("style.qss").read_text(encoding="utf-8")
    return re.sub(r"@(\w+)", lambda found: words[found[1]], sheet)
