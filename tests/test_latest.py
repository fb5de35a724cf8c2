"""What is read while one moves: where one comes to rest, and nothing that was only passed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tui.latest import Latest


@asynccontextmanager
async def reading(read: list[int]) -> AsyncIterator[Latest[int]]:
    """Run a reader that notes what it reads; a rest never ends by itself."""

    async def note(wish: int) -> None:
        read.append(wish)

    latest = Latest(note)
    latest.rest = 600.0
    work = asyncio.create_task(latest.run())
    yield latest
    work.cancel()


async def done(latest: Latest[int]) -> None:
    """Wait until nothing is wished for any more."""
    for _ in range(9):
        await asyncio.sleep(0)
    assert not latest.at_work


async def test_a_single_move_is_read_at_once() -> None:
    read: list[int] = []
    async with reading(read) as latest:
        assert latest.want(1, 1)
        await done(latest)
    assert read == [1]


async def test_what_is_passed_is_not_read_and_a_key_that_waits_ends_the_rest() -> None:
    read: list[int] = []
    async with reading(read) as latest:
        latest.want(1, 1)
        await done(latest)
        assert not {latest.want(each, each) for each in (2, 3, 4)} - {False}
        latest.hurry()
        await done(latest)
    assert read == [1, 4]


async def test_the_same_again_is_no_move() -> None:
    read: list[int] = []
    async with reading(read) as latest:
        for wish in (1, 2):
            assert latest.want(wish, "row")
            await done(latest)
    assert read == [1, 2]
