"""Server-sent events: wherever a piece ends, the same events come out."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.errors import Unreadable
from sources.sse import LARGEST, Event, Events

STREAM = (
    b":)\n\n:thump\nevent: update\ndata: {\"a\": 1}\n\nevent: delete\r\ndata: 7\r\n\r\n"
    b"data: one\ndata:two \xc3\xa9\n\nid: 9\n\nevent: never\n\nevent: update\rdata: last\r\r\n"
)  # fmt: skip
TOLD = [
    Event("update", '{"a": 1}'),
    Event("delete", "7"),
    Event("message", "one\ntwo é"),
    Event("update", "last"),
]


@given(st.lists(st.integers(0, len(STREAM)), max_size=12))
def test_wherever_a_piece_ends_the_same_is_told(cuts: list[int]) -> None:
    ends = [0, *sorted(cuts), len(STREAM)]
    events = Events()
    found = [each for at, end in pairwise(ends) for each in events.take(STREAM[at:end])]
    assert found == TOLD


@pytest.mark.parametrize("piece", [b"a" * LARGEST, b"data: " + b"a" * 1000 + b"\n"])
def test_an_event_that_never_ends_is_refused(piece: bytes) -> None:
    events = Events()
    with pytest.raises(Unreadable, match="KiB"):
        list(map(events.take, [piece] * 400))


def test_a_line_that_comes_byte_by_byte_costs_no_more_than_its_length() -> None:
    events, begun = Events(), time.process_time()
    for _ in range(100_000):
        events.take(b"x")
    assert time.process_time() - begun < 5.0
