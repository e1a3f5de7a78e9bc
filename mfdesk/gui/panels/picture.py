"""A drawing as the bytes of a picture file, and the menu by which a person asks for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QBuffer, QIODevice, QPoint, QRect, QRectF, Signal, Slot
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPaintDevice, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QGraphicsView, QMenu, QWidget

Suffix = Literal["png", "svg"]

SHARPNESS = 3
"""Pixels of a PNG per pixel of the screen, so that it can be printed."""


def png_bytes(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def svg_bytes(view: QGraphicsView, background: str, title: str) -> bytes:
    """What the view shows, as a whole SVG file."""
    buffer = QBuffer()
    _paint(view, background, _svg(buffer, view.viewport().rect(), view.logicalDpiX(), title))
    return bytes(buffer.data().data())


def view_image(view: QGraphicsView, background: str) -> QImage:
    """What the view shows, ``SHARPNESS`` times as fine; its lines keep their width in pixels."""
    image = _blank(view.viewport().rect())
    _paint(view, background, image)
    return image


def widget_bytes(widget: QWidget, suffix: Suffix, background: str, title: str) -> bytes:
    """A widget that paints itself (and its children), as a whole PNG or SVG file."""
    if suffix == "png":
        image = _blank(widget.rect())
        _paint_widget(widget, background, image)
        return png_bytes(image)
    buffer = QBuffer()
    _paint_widget(widget, background, _svg(buffer, widget.rect(), widget.logicalDpiX(), title))
    return bytes(buffer.data().data())


class PictureMenu(QMenu):
    """The context menu of a picture: save it or copy it.

    ``picture`` makes the bytes of the file. ``name`` is what the file is called if nobody says otherwise.
    """

    save_requested = Signal(object, str, str)
    """The bytes of the picture, its suffix ("png" or "svg"), and the name of the file."""

    def __init__(self, name: str, picture: Callable[[Suffix], bytes], parent: QWidget) -> None:
        super().__init__(parent)
        self._name, self._picture = name, picture
        for action_name, text, slot in (
            ("savePng", "Save picture as PNG…", self._save_png),
            ("saveSvg", "Save picture as SVG…", self._save_svg),
            ("copyPicture", "Copy picture", self._copy),
        ):
            action = self.addAction(text)
            action.setObjectName(action_name)
            action.triggered.connect(slot)

    def open_at(self, place: QPoint) -> None:
        """``place`` is on the screen."""
        self.popup(place)

    @Slot()
    def _save_png(self) -> None:
        self.save_requested.emit(self._picture("png"), "png", self._name)

    @Slot()
    def _save_svg(self) -> None:
        self.save_requested.emit(self._picture("svg"), "svg", self._name)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setImage(QImage.fromData(self._picture("png")))


def _blank(shown: QRect) -> QImage:
    image = QImage(shown.size() * SHARPNESS, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(SHARPNESS)
    return image


def _svg(buffer: QBuffer, shown: QRect, resolution: int, title: str) -> QSvgGenerator:
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    generator.setOutputDevice(buffer)
    generator.setResolution(resolution)  # else texts are drawn in another size than lines
    generator.setSize(shown.size())
    generator.setViewBox(shown)
    generator.setTitle(title)
    return generator


def _paint(view: QGraphicsView, background: str, device: QPaintDevice) -> None:
    shown = view.viewport().rect()
    painter = QPainter(device)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.fillRect(shown, QColor(background))
    view.render(painter, QRectF(shown), shown)
    painter.end()


def _paint_widget(widget: QWidget, background: str, device: QPaintDevice) -> None:
    painter = QPainter(device)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.fillRect(widget.rect(), QColor(background))
    widget.render(painter, QPoint(), renderFlags=QWidget.RenderFlag.DrawChildren)
    painter.end()
