"""Keeps an error in a method that Qt calls from ending the process, on the Pythons where it would.

Before Python 3.12 an error that C raises (an index out of range, a text that is no number) reaches PySide6 half made,
as its type and a text apart; where it comes out of an override of one of Qt's methods, PySide6 6.11 takes the text for
the error and dies of it, without a word and without the report that any other defect gets. An error that Python code
has seen once is whole.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import wraps
from types import FunctionType
from typing import Any

NEEDED = sys.version_info < (3, 12)


def guard_overrides(package: str = "mfdesk") -> None:
    """Of all classes of the package that are there by now; to be called once, before any of them is used."""
    for kind in list(_classes(package)):
        for name, method in _overrides(kind):
            setattr(kind, name, guarded(method))


def guarded(method: Callable[..., Any]) -> Callable[..., Any]:
    """The same, but whatever it raises is whole."""

    @wraps(method)
    def alone(self: object) -> Any:
        try:
            return method(self)
        except BaseException:
            raise

    @wraps(method)
    def with_more(self: object, *arguments: Any, **named: Any) -> Any:
        try:
            return method(self, *arguments, **named)
        except BaseException:
            raise

    # Qt hands a slot as many arguments as it takes: one that takes none must go on taking none.
    return alone if method.__code__.co_argcount == 1 else with_more


def _overrides(kind: type) -> Iterator[tuple[str, FunctionType]]:
    """The methods of the class that take the place of one of Qt's."""
    of_qt = [base for base in kind.__mro__ if base.__module__.startswith("PySide6.")]
    for name, method in list(vars(kind).items()):
        ours = isinstance(method, FunctionType) and not name.startswith("__")
        if ours and any(name in vars(base) for base in of_qt):
            yield name, method


def _classes(package: str) -> Iterator[type]:
    """Those that stand in the package or its modules."""
    for name, module in list(sys.modules.items()):
        if f"{name}.".startswith(f"{package}."):
            yield from (kind for kind in vars(module).values() if isinstance(kind, type) and kind.__module__ == name)
