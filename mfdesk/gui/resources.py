"""The program's own icons, drawn in one stroke style and coloured by the palette."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from mfdesk.gui.theme import Palette, mixed
from mfdesk.paths import resource

SIZES = (16, 20, 24, 32, 48, 64)


@lru_cache(maxsize=256)
def picture(name: str, colour: str, size: int) -> QPixmap:
    """The icon ``resources/icons/<name>.svg`` in one colour, ``size`` pixels square."""
    drawing = resource("icons", f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


@lru_cache(maxsize=256)
def icon(name: str, palette: Palette, colour: str = "") -> QIcon:
    """The icon in the palette's text colour, or another one, and fainter where it is disabled."""
    result = QIcon()
    faint = mixed(palette.ground, palette.dim, 0.55).name()
    for size in SIZES:
        result.addPixmap(picture(name, colour or palette.text, size))
        result.addPixmap(picture(name, faint, size), QIcon.Mode.Disabled)
    return result
