"""Renders the program's icon from its drawing into the sizes that desktops ask for: run after changing the drawing."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "icons" / "app"
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)


def render(drawing: QSvgRenderer, size: int) -> QImage:
    """The drawing as a square picture, ``size`` pixels wide, transparent around it."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    drawing.render(painter)
    painter.end()
    return image


def main() -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    _application = QGuiApplication(sys.argv)
    drawing = QSvgRenderer(str(FOLDER / "mfdesk.svg"))
    return 0 if all(render(drawing, size).save(str(FOLDER / f"mfdesk-{size}.png")) for size in SIZES) else 1


if __name__ == "__main__":
    sys.exit(main())
