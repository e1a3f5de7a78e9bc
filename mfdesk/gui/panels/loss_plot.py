"""The curves of a training: its error on the cells learned from and on the held-out ones, epoch by epoch."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QContextMenuEvent, QImage, QMouseEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from mfdesk.engine.report import EpochReport, Stage
from mfdesk.gui.panels.loss_curve import EpochAxis, LossCurve, PlainAxis
from mfdesk.gui.panels.loss_marks import LossMarks
from mfdesk.gui.panels.loss_series import LossSeries, epoch_range, error_range
from mfdesk.gui.panels.picture import SHARPNESS, PictureMenu, Suffix, png_bytes, svg_bytes, view_image
from mfdesk.gui.panels.plot_axes import SMALL_POINTS, colour_axes, label_axes, set_up_axes
from mfdesk.gui.theme import LIGHT, Palette, points, scaled
from mfdesk.ratings.arrays import Floats


class LossScale(StrEnum):
    """What the vertical axis shows; the values are its names on screen."""

    LOSS = "Loss (MSE)"
    ERROR = "Error (RMSE)"


class LossPlot(pg.PlotWidget):  # type: ignore[misc]
    """Three curves that grow, read by the mouse, saved as a picture by the menu."""

    save_requested = Signal(object, str, str)
    """As that of ``PictureMenu``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            parent, axisItems={"bottom": EpochAxis("bottom"), "left": PlainAxis("left")}, background=LIGHT.panel
        )
        self.setObjectName("lossPlot")
        self.setAccessibleName("Error per epoch")
        self.setMinimumSize(200, 170)
        self._palette = LIGHT
        self._unit = "rating points"
        self._scale = LossScale.ERROR
        self._best: int | None = None
        self._following = True
        self._make_curves()
        self._marks = LossMarks(self)
        self._make_axes()
        self._menu = self._make_menu()
        self.set_palette_colours(LIGHT)
        self.clear_points()

    # what it shows

    def add_reports(self, reports: Sequence[EpochReport]) -> None:
        """Adds the points of these epochs and draws once."""
        measured = [report for report in reports if report.stage is Stage.MEASURING]
        held_out = [(r.epoch, r.held_out_loss) for r in measured if r.held_out_loss is not None]
        self._add(self._known, [(r.epoch, r.loss) for r in measured])
        self._add(self._held_out, held_out)
        # Without a measuring stage the one model that is learned is drawn as what it is: the main curve.
        filling = self._filling if len(self._known.series) and not self._only_filling else self._known
        filled = [(r.epoch, r.loss) for r in reports if r.stage is Stage.FILLING]
        self._only_filling |= filling is self._known and bool(filled)
        self._add(filling, filled)
        if self._marks.averaging is None:
            self._marks.mark_averaging(next((r.epoch for r in reports if r.averaging), None))
        if self._best_follows:
            self._best = self._held_out.series.best
        self._show()

    def clear_points(self) -> None:
        for curve in self._curves:
            curve.series = LossSeries()
        self._best, self._best_follows, self._following, self._only_filling = None, True, True, False
        self._lowest, self._highest = np.inf, -np.inf
        self._marks.mark_averaging(None)
        self._show()

    def mark_best(self, epoch: int) -> None:
        """Marks the epoch that is kept, instead of the lowest held-out point so far."""
        self._best, self._best_follows = epoch, False
        self._show()

    def set_scale(self, scale: LossScale) -> None:
        self._scale = scale
        self._label()
        self._show()

    def set_unit(self, word: str) -> None:
        """What ratings are counted in, in the plural: "stars"."""
        self._unit = word
        self._label()
        self._describe()

    def curve(self, name: str) -> tuple[Floats, Floats]:
        """Epochs and values as drawn, of "learned from", "held out" or "filling"."""
        curve = next(curve for curve in self._curves if curve.name == name)
        return curve.series.epochs, self._shown(curve.series.losses)

    def reading(self, epoch: int) -> str:
        """All values of one epoch in words, "" where there is none."""
        values = [(curve.name, curve.series.at(epoch)) for curve in self._curves]
        said = [f"{name} {self._shown(np.array(loss)):.3f}" for name, loss in values if loss is not None]
        return " · ".join([f"epoch {epoch:,}", *said]) if said else ""

    def set_palette_colours(self, palette: Palette) -> None:
        self._palette = palette
        self.setBackground(palette.panel)
        colour_axes(self, palette)
        self._label()
        self._set_pens()
        self._marks.set_palette_colours(palette)
        self._legend.setLabelTextColor(palette.text)
        for _, label in self._legend.items:
            label.setText(label.text)  # the new colour counts from the next text on
        self._legend.setBrush(_veil(palette.panel))
        self._show()

    def picture_bytes(self, suffix: Suffix) -> bytes:
        """The plot as a whole PNG or SVG file."""
        self._marks.stop_reading()
        return png_bytes(self._image()) if suffix == "png" else svg_bytes(self, self._palette.panel, "Error per epoch")

    @property
    def hover_text(self) -> str:
        """What the label beside the mouse says, on one line."""
        return self._marks.hover.said

    # building

    def _make_curves(self) -> None:
        self._legend = self.getPlotItem().addLegend(
            offset=(-4, 2), labelTextSize=f"{points(SMALL_POINTS):g}pt", verSpacing=-4
        )
        self._known = LossCurve("learned from", self.getPlotItem(), "learned from")
        self._held_out = LossCurve("held out", self.getPlotItem(), "held out")
        self._filling = LossCurve("filling", self.getPlotItem(), "filling, every known cell")
        self._curves = (self._known, self._held_out, self._filling)
        self._best_follows, self._only_filling = True, False
        self._lowest, self._highest = np.inf, -np.inf

    def _make_axes(self) -> None:
        set_up_axes(self)
        self.getPlotItem().getViewBox().sigRangeChangedManually.connect(self._stop_following)

    def _make_menu(self) -> PictureMenu:
        menu = PictureMenu("training", self.picture_bytes, self)
        menu.save_requested.connect(self.save_requested)
        menu.addSeparator()
        reset = menu.addAction("Reset view")
        reset.setObjectName("resetView")
        reset.triggered.connect(self._reset_view)
        return menu

    # drawing

    def _add(self, curve: LossCurve, points: list[tuple[int, float]]) -> None:
        if not points:
            return
        epochs, losses = zip(*points, strict=True)
        curve.series.extend(epochs, losses)
        finite = np.array(losses)[np.isfinite(losses)]
        self._lowest = min(self._lowest, finite.min(initial=np.inf))
        self._highest = max(self._highest, finite.max(initial=-np.inf))

    def _shown(self, losses: Floats) -> Floats:
        """Losses in what the vertical axis shows."""
        return np.sqrt(losses) if self._scale is LossScale.ERROR else losses

    def _show(self) -> None:
        empty = not any(len(curve.series) for curve in self._curves)
        self._marks.empty.setVisible(empty)
        if self._following:
            self._fit()
        self._draw()
        for side in ("left", "bottom"):
            self.getAxis(side).setVisible(not empty)
        self._mark()
        self._describe()

    def _draw(self) -> None:
        left, right = self.viewRange()[0]
        for curve in self._curves:
            curve.show(self._shown(curve.series.losses), left, right)
        self._marks.place_words()

    def _set_pens(self, thickness: float = 1) -> None:
        colours = self._palette
        self._known.dress(pg.mkPen(colours.accent, width=2 * thickness))
        self._held_out.dress(pg.mkPen(colours.counter, width=2 * thickness, dash=[4, 2.5]))
        self._filling.dress(pg.mkPen(colours.dim, width=1.6 * thickness, dash=[1, 2.2]))

    def _image(self) -> QImage:
        """The plot as a picture, its lines as strong as on the screen."""
        self._set_pens(SHARPNESS)
        image = view_image(self, self._palette.panel)
        self._set_pens()
        return image

    def _mark(self) -> None:
        loss = None if self._best is None else self._held_out.series.at(self._best)
        if loss is None or not np.isfinite(loss):
            self._marks.dot.clear()
            self._held_out.say("held out")
        else:
            self._marks.dot.setData([self._best], [float(self._shown(np.array(loss)))])
            best = f"best at {self._best:,}" if self._best_follows else f"epoch {self._best:,} kept"
            self._held_out.say(f"held out, {best}")

    def _label(self) -> None:
        name, unit = self._quantity()
        label_axes(self, self._palette, (f"{name} ({unit})", name, unit), "epoch")

    def _describe(self) -> None:
        """Says the newest values to who listens instead of looking."""
        text = self.reading(self._last_epoch())
        self.setAccessibleDescription(f"{text}; {' in '.join(self._quantity())}" if text else "")

    def _quantity(self) -> tuple[str, str]:
        """What the vertical axis shows, and in which unit."""
        if self._scale is LossScale.LOSS:
            return "mean squared error", f"{self._unit}²"
        return "error", self._unit

    def _last_epoch(self) -> int:
        return max((int(curve.series.epochs[-1]) for curve in self._curves if len(curve.series)), default=0)

    def _fit(self) -> None:
        if not np.isfinite(self._lowest):
            return
        lowest, highest = self._shown(np.array([self._lowest, self._highest]))
        self.setXRange(*epoch_range(self._last_epoch()), padding=0.04)
        self.setYRange(*error_range(lowest, highest), padding=0.03)

    # mouse and menu

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._read(event.position())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._marks.stop_reading()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zooms with Ctrl; without it the wheel belongs to the page that the plot lies on."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
        else:
            event.ignore()

    def sizeHint(self) -> QSize:
        return QSize(scaled(340), scaled(210))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._menu.open_at(event.globalPos())

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        if hasattr(self, "_marks"):  # pyqtgraph resizes before we are built
            self._label()
            self._marks.empty.setGeometry(self.rect().adjusted(24, 0, -24, 0))

    def _read(self, place: QPointF) -> None:
        """Says the values of the epoch nearest to this place of the widget."""
        x = self.getPlotItem().getViewBox().mapSceneToView(self.mapToScene(place.toPoint())).x()
        epoch = min(max(round(x), 1), self._last_epoch())
        text = self.reading(epoch)
        if not text:
            self._marks.stop_reading()
            return
        self._marks.read(epoch, text, place.toPoint())

    @Slot()
    def _stop_following(self) -> None:
        self._following = False
        self._draw()

    @Slot()
    def _reset_view(self) -> None:
        self._following = True
        self._fit()
        self._draw()


def _veil(colour: str) -> QColor:
    """The ground of the legend: the lines of the grid do not strike its words out, and curves are not hidden."""
    veil = QColor(colour)
    veil.setAlpha(200)
    return veil
