"""A drawing as the bytes of a picture file."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QBuffer, QIODevice, QRectF
from PySide6.QtGui import QColor, QImage, QPaintDevice, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QGraphicsView

Suffix = Literal["png", "svg"]

SHARPNESS = 3
"""Pixels of a PNG per pixel of the screen, so that it can be printed."""


def png_bytes(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def svg_bytes(view: QGraphicsView, background: str) -> bytes:
    """What the view shows, as a whole SVG file."""
    buffer = QBuffer()
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    generator.setOutputDevice(buffer)
    generator.setResolution(view.logicalDpiX())  # else the axes are drawn in another size than the curves
    generator.setSize(view.viewport().size())
    generator.setViewBox(view.viewport().rect())
    generator.setTitle("Error per epoch")
    _paint(view, background, generator)
    return bytes(buffer.data().data())


def view_image(view: QGraphicsView, background: str) -> QImage:
    """What the view shows, ``SHARPNESS`` times as fine; its lines keep their width in pixels."""
    image = QImage(view.viewport().size() * SHARPNESS, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(SHARPNESS)
    _paint(view, background, image)
    return image


def _paint(view: QGraphicsView, background: str, device: QPaintDevice) -> None:
    shown = view.viewport().rect()
    painter = QPainter(device)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.fillRect(shown, QColor(background))
    view.render(painter, QRectF(shown), shown)
    painter.end()
