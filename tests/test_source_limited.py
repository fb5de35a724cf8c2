"""What a stranger's bytes may cost of the CPU, and that breaking it off always ends in the one error."""

import gc
from collections.abc import Iterator
from itertools import count

import pytest

from sources import limited
from sources.errors import ParserSlow


@pytest.fixture(autouse=True)
def _unswept() -> Iterator[None]:
    """Sweep for no garbage: what a tool of the tests does at each sweep would be told to end as well."""
    gc.disable()
    yield
    gc.enable()


def test_what_takes_long_to_be_thrown_away_is_broken_off_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limited, "_AGAIN", 0.001)
    for _ in range(3):
        with pytest.raises(ParserSlow), limited.limited(0.05):
            list(map(lambda number: {"number": [number]}, count()))  # noqa: C417 - the list is thrown away in C


def test_whoever_catches_everything_is_told_again() -> None:
    def deaf() -> None:
        while True:
            try:
                sum(range(100_000))
            except BaseException:
                if next(times) == 3:
                    raise

    times = count()
    with pytest.raises(ParserSlow), limited.limited(0.05):
        deaf()
    assert next(times) == 4
