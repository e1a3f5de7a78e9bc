"""What all tests share."""

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("mfdesk", deadline=None)  # the machines that test are shared, and slow now and then
settings.load_profile("mfdesk")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real ratings that may not be part of this project and lies beside the checkout."""
    folder = Path(__file__).resolve().parents[1].parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"the real ratings that may not be redistributed are not here ({folder})")
    return folder
