"""Where the recorded payloads lie: AMENDS_FIXTURES, or beside the project; without them tests skip loudly."""

import os
from pathlib import Path

import pytest

_BESIDE = Path(__file__).parent.parent.parent / "shared" / "fixtures"


def fixtures(*parts: str) -> Path:
    """Return a folder or file of recorded payloads, or skip the test and say why."""
    place = Path(os.environ.get("AMENDS_FIXTURES") or _BESIDE).joinpath(*parts)
    if not place.exists():
        pytest.skip(f"NOT TESTED: no recorded payloads at {place}; set AMENDS_FIXTURES to their folder")
    return place
