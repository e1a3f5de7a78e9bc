"""How fast the map of hidden patterns moves and reads: one step of a drag painted, and one hover answered.

    python -m tests.benchmarks.patterns [--quick] [--points 100000]

Each step is paired with painting a plain picture of the same size, which is what any widget of that size costs; quote
the ratio, the machine decides the milliseconds. 16.7 ms are one picture at 60 a second.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from statistics import median, quantiles
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from mfdesk.gui.panels.patterns_map import PatternsScatter  # Qt is loaded once the platform is chosen

SIZE = (900, 700)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="60 steps instead of 600")
    parser.add_argument("--points", type=int, default=100_000)
    chosen = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    steps = 60 if chosen.quick else 600
    scatter, plain = a_map(chosen.points), a_picture()
    print(f"{chosen.points:,} points on {SIZE[0]} x {SIZE[1]} pixels, {steps} steps")
    told("a step of a drag", *paired(dragger(scatter, application), repainter(plain, application), steps))
    told("a step of the wheel", *paired(zoomer(scatter, application), repainter(plain, application), steps // 6))
    told("a hover", *paired(reader(scatter), repainter(plain, application), steps))
    scatter.close()
    plain.close()


def a_map(count: int) -> PatternsScatter:
    """A map of made-up points in three colours, on the screen."""
    from mfdesk.gui.panels.patterns_dress import Dress, Kind, Shape
    from mfdesk.gui.panels.patterns_layer import Scene
    from mfdesk.gui.panels.patterns_map import PatternsScatter

    random = np.random.default_rng(1)
    points = random.normal(size=(count, 2)).astype(np.float32)
    kinds = tuple(
        Kind(colour, shape, 8, "") for colour, shape in zip(("#1f6f8b", "#c8643b", "#272072"), Shape, strict=False)
    )
    scene = Scene(
        points,
        Dress(kinds, random.integers(0, 3, count).astype(np.uint8)),
        np.zeros(count, np.bool_),
        random.integers(1, 500, count),
        lambda place: f"item {place}",
    )
    scatter = PatternsScatter()
    scatter.resize(*SIZE)
    scatter.show()
    scatter.show_scene(scene, ("Pattern 1", "Pattern 2"), lambda place: f"item {place} · 12 ratings", "", refit=True)
    return scatter


def a_picture() -> QWidget:
    from PySide6.QtGui import QColor, QPixmap
    from PySide6.QtWidgets import QLabel

    picture = QPixmap(*SIZE)
    picture.fill(QColor("#ffffff"))
    label = QLabel()
    label.setPixmap(picture)
    label.resize(*SIZE)
    label.show()
    return label


def dragger(scatter: PatternsScatter, application: QApplication) -> Callable[[int], None]:
    """Drags the map by a few pixels to and fro, far enough that its picture has to be painted anew now and then."""
    from PySide6.QtCore import QEvent, QPointF, Qt
    from PySide6.QtGui import QMouseEvent

    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    place = [450.0, 350.0]

    def send(kind: QEvent.Type, held: Qt.MouseButton) -> None:
        at = QPointF(*place)
        application.sendEvent(scatter, QMouseEvent(kind, at, scatter.mapToGlobal(at), button, held, none))

    send(QEvent.Type.MouseButtonPress, button)

    def step(number: int) -> None:
        place[0] += 9 if number // 90 % 2 else -9
        place[1] += 4 if number // 60 % 2 else -4
        send(QEvent.Type.MouseMove, button)
        scatter.repaint()
        application.processEvents()

    return step


def zoomer(scatter: PatternsScatter, application: QApplication) -> Callable[[int], None]:
    """Turns the wheel eight clicks in and eight out."""
    from PySide6.QtCore import QPoint, QPointF, Qt
    from PySide6.QtGui import QWheelEvent

    at = QPointF(450, 350)

    def step(number: int) -> None:
        turn = QPoint(0, 120 if number // 8 % 2 else -120)
        event = QWheelEvent(
            at,
            scatter.mapToGlobal(at),
            QPoint(),
            turn,
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        application.sendEvent(scatter, event)
        scatter.repaint()
        application.processEvents()

    return step


def reader(scatter: PatternsScatter) -> Callable[[int], None]:
    """Finds the point under the mouse."""
    from PySide6.QtCore import QPointF

    return lambda number: scatter.point_near(QPointF(7 * number % SIZE[0], 11 * number % SIZE[1])) and None


def repainter(widget: QWidget, application: QApplication) -> Callable[[int], None]:
    def step(_number: int) -> None:
        widget.repaint()
        application.processEvents()

    return step


def paired(one: Callable[[int], None], other: Callable[[int], None], times: int) -> tuple[list[float], list[float]]:
    """Milliseconds of both, taken in turn."""
    one(0)  # what is made once belongs to no step
    took: tuple[list[float], list[float]] = ([], [])
    for number in range(times):
        for job, into in zip((one, other), took, strict=True):
            began = time.perf_counter()
            job(number)
            into.append(1000 * (time.perf_counter() - began))
    return took


def told(what: str, took: list[float], plain: list[float]) -> None:
    late = quantiles(took, n=100)[98]
    empty = f"an empty picture {median(plain):.2f} ms"
    print(f"{what}: {median(took):.2f} ms, p99 {late:.1f}, longest {max(took):.1f} ({empty})")


if __name__ == "__main__":
    main()
