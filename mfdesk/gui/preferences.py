"""What the program remembers between two starts.

QSettings answers text that is no number with 0 and no error, so everything is stored as JSON text and its
type is checked here; what is damaged is as good as not there.
"""

from __future__ import annotations

import binascii
import json
from base64 import b64decode, b64encode
from collections.abc import Container
from typing import TypeVar

from PySide6.QtCore import QByteArray, QSettings

_Plain = TypeVar("_Plain", str, int, float, bool)


class Preferences:
    """Small values under a name; reading never fails."""

    def __init__(self, settings: QSettings | None = None) -> None:
        self._settings = settings or QSettings()

    def read(self, name: str, default: _Plain, allowed: Container[_Plain] | None = None) -> _Plain:
        """The value, if there is one of the default's own type and among the allowed ones; else the default."""
        value = self._json(name)
        if type(value) is not type(default):
            return default
        return default if allowed is not None and value not in allowed else value

    def write(self, name: str, value: str | int | float | bool) -> None:
        self._settings.setValue(name, json.dumps(value))

    def read_bytes(self, name: str) -> QByteArray:
        """What ``write_bytes`` stored, or nothing."""
        try:
            return QByteArray(b64decode(self.read(name, ""), validate=True))
        except (binascii.Error, ValueError):
            return QByteArray()

    def write_bytes(self, name: str, value: QByteArray) -> None:
        self.write(name, b64encode(value.data()).decode())

    def _json(self, name: str) -> object:
        stored = self._settings.value(name)
        try:
            return json.loads(stored) if isinstance(stored, str) else None
        except ValueError:
            return None
