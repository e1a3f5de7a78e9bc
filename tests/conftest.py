"""What all tests share."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "gate",  # the same inputs every time: what fails here is the change's doing; tests.qa.invariants tries new ones
    derandomize=True,
    deadline=None,  # the machines that test are shared, and slow now and then
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile("wide", settings.get_profile("gate"), derandomize=False, max_examples=1000, print_blob=True)
settings.load_profile("gate")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real ratings that may not be part of this project and lies beside the checkout."""
    folder = Path(__file__).resolve().parents[1].parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"the real ratings that may not be redistributed are not here ({folder})")
    return folder
