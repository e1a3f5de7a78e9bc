"""Holds the linear algebra library to one thread while the engine shares the cores out itself."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np  # noqa: F401 (it brings the library along, and what is not loaded cannot be found and held)
from threadpoolctl import ThreadpoolController


class _Holders:
    """How many are holding the library. What it was before is given back by the last to let go, not by the first:
    a short job that ends while a training runs must not set the library free under it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._count = 0
        self._controller: ThreadpoolController | None = None
        self._limits: Any = None

    def take(self) -> None:
        with self._lock:
            if not self._count:
                self._controller = self._controller or ThreadpoolController()  # to look for the library takes long
                self._limits = self._controller.limit(limits=1, user_api="blas")
            self._count += 1

    def let_go(self) -> None:
        with self._lock:
            self._count -= 1
            if not self._count:
                self._limits.restore_original_limits()


_HOLDERS = _Holders()


@contextmanager
def one_thread() -> Iterator[None]:
    """The library uses one thread in each product, in the whole process, until all who asked for it are done."""
    _HOLDERS.take()
    try:
        yield
    finally:
        _HOLDERS.let_go()
