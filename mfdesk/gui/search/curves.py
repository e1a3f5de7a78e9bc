"""The held-out error of every candidate of a search, as it falls."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QLabel, QWidget

from mfdesk.engine.search_plan import Variant
from mfdesk.engine.search_report import SearchReport
from mfdesk.gui.panels.loss_curve import HoverLabel, PlainAxis
from mfdesk.gui.panels.loss_series import error_range
from mfdesk.gui.panels.parts import named
from mfdesk.gui.panels.picture import SHARPNESS, PictureMenu, Suffix, png_bytes, svg_bytes, view_image
from mfdesk.gui.panels.plot_axes import SMALL_POINTS, colour_axes, label_axes, set_up_axes
from mfdesk.gui.search import words
from mfdesk.gui.search.curve import AXIS, Across, Curve, LineSample, pen_of
from mfdesk.gui.search.entry import Entry
from mfdesk.gui.theme import LIGHT, Palette, mixed, points

_NOWHERE = (0.0, 0.0, 0.0)
NEAR = 24
"""A curve is named when the mouse is at most so many pixels from one of its points."""


class SearchCurves(pg.PlotWidget):  # type: ignore[misc]
    """Curves that grow. The best candidate's are thick and in the accent, those of dropped ones fade; the dash tells
    the method, and the mouse reads the name."""

    save_requested = Signal(object, str, str)
    """As that of ``PictureMenu``."""
    candidate_clicked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        axes = {"bottom": PlainAxis("bottom"), "left": PlainAxis("left")}
        super().__init__(parent, axisItems=axes, background=LIGHT.panel)
        self.setObjectName("searchCurves")
        self.setAccessibleName("Held-out error of each candidate")
        self.setMinimumSize(320, 200)
        self._palette, self._unit, self._across = LIGHT, "rating points", Across.SHARE
        self._curves: dict[tuple[int, int], Curve] = {}
        self._entries: dict[int, Entry] = {}
        self._best: int | None = None
        self._chosen: int | None = None
        self._following, self._shown = True, _NOWHERE
        self._make_parts()
        self._make_axes()
        self._menu = self._make_menu()
        self.set_palette_colours(LIGHT)
        self.clear_curves()

    # what it shows

    def begin(self, entries: Sequence[Entry]) -> None:
        """Candidates that have not said anything yet."""
        self.clear_curves()
        self._entries = {entry.candidate: entry for entry in entries}
        self._tell_methods()

    def add_reports(self, reports: Sequence[SearchReport]) -> None:
        """Their points; ``show_state`` draws them."""
        for report in reports:
            if report.held_out_error is not None and np.isfinite(report.held_out_error):
                self._curve(report.candidate, report.fold).add(report, report.held_out_error)

    def show_state(self, best: int | None, chosen: int | None) -> None:
        """Draws everything: which candidate leads, and which one is chosen."""
        self._best, self._chosen = best, chosen
        self._empty.setVisible(not self._curves)
        for side in ("left", "bottom"):
            self.getAxis(side).setVisible(bool(self._curves))
        self._dress()
        self._draw()
        if self._following:
            self._fit()
        self._describe()

    def clear_curves(self) -> None:
        for curve in self._curves.values():
            self.removeItem(curve.item)
        self._curves, self._entries, self._following, self._shown = {}, {}, True, _NOWHERE
        self._legend.clear()
        self._legend.hide()
        self.show_state(None, None)

    def set_across(self, across: Across) -> None:
        self._across, self._following = across, True
        self._label()
        self.show_state(self._best, self._chosen)

    def set_unit(self, word: str) -> None:
        """What ratings are counted in, in the plural: "stars"."""
        self._unit = word
        self._label()

    def set_palette_colours(self, palette: Palette) -> None:
        self._palette = palette
        self.setBackground(palette.panel)
        colour_axes(self, palette)
        self._legend.setLabelTextColor(palette.text)
        self._legend.setBrush(palette.panel)
        self._hover.set_palette_colours(palette)
        self._label()
        self._tell_methods()
        self._dress()

    def points(self, candidate: int, fold: int = 0) -> list[tuple[float, float]]:
        """As drawn."""
        curve = self._curves.get((candidate, fold))
        return list(zip(curve.across(self._across), curve.errors, strict=True)) if curve else []

    def picture_bytes(self, suffix: Suffix) -> bytes:
        """The plot as a whole PNG or SVG file."""
        self._hover.hide()
        if suffix == "svg":
            return svg_bytes(self, self._palette.panel, "Held-out error of each candidate")
        self._dress(SHARPNESS)
        image = view_image(self, self._palette.panel)
        self._dress()
        return png_bytes(image)

    @property
    def hover_text(self) -> str:
        """What the label beside the mouse says, on one line."""
        return self._hover.said

    # building

    def _make_parts(self) -> None:
        self._legend = self.getPlotItem().addLegend(
            offset=(-8, 4), labelTextSize=f"{points(SMALL_POINTS):g}pt", verSpacing=-4, sampleType=LineSample
        )
        self._hover = named(HoverLabel(self), "searchHover")
        self._empty = QLabel("Press Start:\nthe error of every candidate falls here, epoch by epoch", self)
        self._empty.setProperty("dim", True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._empty.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def _make_axes(self) -> None:
        set_up_axes(self)
        self.getPlotItem().getViewBox().sigRangeChangedManually.connect(self._stop_following)

    def _make_menu(self) -> PictureMenu:
        menu = PictureMenu("settings search", self.picture_bytes, self)
        menu.save_requested.connect(self.save_requested)
        menu.addSeparator()
        reset = menu.addAction("Reset view")
        reset.setObjectName("searchResetView")
        reset.triggered.connect(self._reset_view)
        return menu

    def _tell_methods(self) -> None:
        """The legend: one line for each method that is tried."""
        self._legend.clear()
        variants = dict.fromkeys(Variant.of(entry.config) for entry in self._entries.values())
        for variant in variants:
            line = pg.PlotDataItem(pen=pen_of(self._palette.text, 1.6, variant))
            self._legend.addItem(line, words.METHODS[variant])
        self._legend.setVisible(bool(variants))

    # drawing

    def _curve(self, candidate: int, fold: int) -> Curve:
        key = candidate, fold
        if key not in self._curves:
            item = pg.PlotDataItem(antialias=True)
            self.addItem(item, ignoreBounds=True)
            self._curves[key] = Curve(candidate, fold, item)
        return self._curves[key]

    def _draw(self) -> None:
        for curve in self._curves.values():
            curve.draw(self._across)

    def _dress(self, thickness: float = 1) -> None:
        for curve in self._curves.values():
            entry = self._entries[curve.candidate]
            colour, width, height = self._look(entry)
            later_folds = 0.6 if curve.fold else 1.0
            curve.dress(colour, width * later_folds * thickness, height, Variant.of(entry.config))

    def _look(self, entry: Entry) -> tuple[str, float, int]:
        """Colour, width and which one lies above which."""
        colours = self._palette
        if entry.candidate == self._best:
            return colours.accent, 3.0, 3
        if entry.candidate == self._chosen:
            return colours.counter, 2.4, 2
        if entry.racing:
            return colours.dim, 1.5, 1
        return mixed(colours.panel, colours.dim, 0.45).name(), 1.0, 0

    def _label(self) -> None:
        label_axes(self, self._palette, (f"held-out error ({self._unit})", "held-out error"), AXIS[self._across])

    def _fit(self) -> None:
        """From the left edge to the farthest point; from the lowest error to a little above the best of the worst, so
        that what is compared fills the view and the steep beginnings come in from above."""
        if not self._curves:
            return
        lowest = min(curve.lowest for curve in self._curves.values())
        highest = max(curve.lowest for curve in self._curves.values())
        bottom, top = error_range(lowest, highest + 0.35 * (highest - lowest))
        farthest = max(curve.across(self._across)[-1] for curve in self._curves.values())
        right = 100.0 if self._across is Across.SHARE else error_range(0.0, max(farthest, 0.1))[1]
        if (right, bottom, top) != self._shown:
            self._shown = right, bottom, top
            self.setXRange(0, right, padding=0.015)
            self.setYRange(bottom, top, padding=0.02)

    def _describe(self) -> None:
        """Says how the race stands to who listens instead of looking."""
        if self._best is None or not self._curves:
            self.setAccessibleDescription("")
            return
        best = self._entries[self._best]
        racing = sum(entry.racing for entry in self._entries.values())
        error = "" if best.error is None else f", off by {best.error:.3f} {self._unit}"
        self.setAccessibleDescription(
            f"{racing} of {len(self._entries)} candidates in the race; {words.named(best.config)} leads{error}"
        )

    # mouse and menu

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        place = event.position()
        found = self._nearest(place)
        if found is None:
            self._hover.hide()
        else:
            self._hover.say(self._reading(*found), place.toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click chooses the candidate whose curve it meets."""
        super().mouseReleaseEvent(event)
        found = self._nearest(event.position())
        if found and event.button() is Qt.MouseButton.LeftButton:
            self.candidate_clicked.emit(found[0].candidate)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover.hide()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zooms with Ctrl only, as every plot of the program."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
        else:
            event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._menu.open_at(event.globalPos())

    def sizeHint(self) -> QSize:
        return QSize(600, 280)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        if hasattr(self, "_empty"):  # pyqtgraph resizes before we are built
            self._label()
            self._empty.setGeometry(self.rect().adjusted(24, 0, -24, 0))

    def _nearest(self, place: QPointF) -> tuple[Curve, int] | None:
        """The curve, and which of its points, that lies nearest to this place of the widget."""
        box = self.getPlotItem().getViewBox()
        mouse = box.mapSceneToView(self.mapToScene(place.toPoint()))
        width, height = box.viewPixelSize()
        nearest, found = float(NEAR), None
        for curve in self._curves.values():
            across = (np.array(curve.across(self._across)) - mouse.x()) / width
            up = (np.array(curve.errors) - mouse.y()) / height
            distances = np.hypot(across, up)
            point = int(np.argmin(distances))
            if distances[point] < nearest:
                nearest, found = float(distances[point]), (curve, point)
        return found

    def _reading(self, curve: Curve, point: int) -> str:
        entry = self._entries[curve.candidate]
        parts = [
            words.named(entry.config),
            f"fold {curve.fold + 1}, epoch {curve.epochs[point]:,}",
            f"held out {curve.errors[point]:.3f}",
        ]
        return " · ".join(parts if entry.racing else [*parts, "dropped"])

    def _stop_following(self) -> None:
        self._following = False

    def _reset_view(self) -> None:
        self._following, self._shown = True, _NOWHERE
        self._fit()
