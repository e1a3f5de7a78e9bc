"""The command line, as it is called from a shell."""

from pathlib import Path

import pytest

from mfdesk.cli import main


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    """The exit code, and what was written to the output and to the errors."""
    code = main([str(argument) for argument in arguments])
    said = capsys.readouterr()
    return code, said.out, said.err
