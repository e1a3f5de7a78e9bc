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
        self._libraries: list[Any] | None = None
        self._before: list[int] = []

    def take(self) -> None:
        with self._lock:
            if not self._count:
                if self._libraries is None:  # to look for them takes long
                    self._libraries = ThreadpoolController().select(user_api="blas").lib_controllers
                self._before = [library.num_threads for library in self._libraries]
                self._set([1] * len(self._libraries))
            self._count += 1

    def let_go(self) -> None:
        with self._lock:
            self._count -= 1
            if not self._count:
                self._set(self._before)

    def _set(self, counts: list[int]) -> None:
        """threadpoolctl (3.8) heeds only the first thread that ever asked, as long as that lives, and that may be
        another one than ours: the holding is counted here, so the library is told past that."""
        for library, count in zip(self._libraries or (), counts, strict=True):
            getattr(library, "_real_set_num_threads", library.set_num_threads)(count)


_HOLDERS = _Holders()


@contextmanager
def one_thread() -> Iterator[None]:
    """The library uses one thread in each product, in the whole process, until all who asked for it are done."""
    _HOLDERS.take()
    try:
        yield
    finally:
        _HOLDERS.let_go()
