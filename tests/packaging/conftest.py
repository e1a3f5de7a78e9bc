"""The scripts in packaging/ import each other by plain names, as Python does for a script's own folder."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "packaging"))


@pytest.fixture
def checkout() -> Path:
    """The folder that holds pyproject.toml."""
    return ROOT
