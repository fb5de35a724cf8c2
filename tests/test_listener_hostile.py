"""The door for other tools, and the mad: those who are slow, long, many, or no tools at all."""

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack, suppress
from pathlib import Path

import pytest

from sources import porter
from sources.doorway import Doorway
from sources.errors import NoSecret
from sources.handed import Row
from sources.handing import LOST, Head, Kept, Receipt, Said, said
from sources.keyring import Keyring
from sources.listener import Limits, Listener
from sources.porter import Doorkeeper
from sources.settings.sender import SenderSettings
from tests.doors import BEARER, Door, hand_in, open_door, opened_door  # noqa: F401 - a fixture
from tests.knocking import Knock, knock, post, request
from tests.waiting import until


async def test_a_body_that_is_too_long_is_refused_announced_or_not(door: Door) -> None:
    assert (await hand_in(door, b"", content_length=str(2**20 + 1))).status == 413
    long = b'{"text": "' + b"x" * 2**20 + b'"}'
    async with knock(door.where) as line:
        head = request(b"", content_length="", transfer_encoding="chunked", **BEARER)
        await line.send(head)
        with suppress(ConnectionError):
            for at in range(0, len(long), 65_536):
                piece = long[at : at + 65_536]
                await line.send(b"%x\r\n%s\r\n" % (len(piece), piece))
        assert (await line.answer()).status == 413
    assert door.texts() == []


async def test_who_knocks_with_a_wrong_token_locks_nobody_out(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (await hand_in(door, {"text": "before"})).status == 202
    monkeypatch.delenv("TOOL")  # as a password store that was locked again
    assert (await hand_in(door, {"text": "x"}, authorization="Bearer guess")).status == 503
    assert (await hand_in(door, {"text": "x"}, authorization="Bearer guess")).status == 503
    assert (await hand_in(door, {"text": "after"})).status == 202
    assert door.texts() == ["before", "after"]


async def test_a_secret_that_cannot_be_had_is_not_looked_for_at_each_knock(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def locked(reference: str) -> str:
        asked.append(reference)
        raise NoSecret("the store of passwords is locked")

    monkeypatch.setattr("sources.keyring.fetched", locked)
    answers = [await hand_in(door, {"text": "x"}, authorization="Bearer guess") for _ in range(5)]
    assert ([each.status for each in answers], asked) == ([503] * 5, ["env:TOOL"])


async def test_who_guesses_has_the_secret_fetched_once_a_minute_at_most(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    monkeypatch.setattr(porter, "monotonic", lambda: now[0])
    assert (await hand_in(door, {"text": "before"})).status == 202
    assert (await hand_in(door, {"text": "x"}, authorization="Bearer guess")).status == 401
    monkeypatch.setenv("TOOL", "new")
    for now[0], status in ((59.0, 401), (60.0, 202)):
        assert (await hand_in(door, {"text": "after"}, authorization="Bearer new")).status == status


async def test_a_body_may_come_in_pieces(door: Door) -> None:
    async with knock(door.where) as line:
        await line.send(request(b"", content_length="", transfer_encoding="chunked", **BEARER))
        for piece in (b'{"text":', b' "in pieces"}', b""):
            await line.send(b"%x\r\n%s\r\n" % (len(piece), piece))
        assert (await line.answer()).status == 202
    assert door.texts() == ["in pieces"]


async def test_whoever_asks_first_whether_to_go_on_is_told(door: Door) -> None:
    body = b'{"text": "x"}'
    async with knock(door.where) as line:
        await line.send(request(body, expect="100-continue", **BEARER)[: -len(body)])
        assert (await line.answer()).status == 100
        await line.send(body)
        assert (await line.answer()).status == 202
    async with knock(door.where) as line:
        await line.send(request(body, "/in/nobody", expect="100-continue")[: -len(body)])
        assert (await line.answer()).status == 404


async def test_many_requests_on_one_line_are_answered_in_their_order(door: Door) -> None:
    async with knock(door.where) as line:
        await line.send(b"".join(request({"text": f"number {each}"}, **BEARER) for each in range(5)))
        answers = [await line.answer() for _ in range(5)]
    assert [each.status for each in answers] == [202] * 5
    assert door.texts() == [f"number {each}" for each in range(5)]


@pytest.mark.parametrize(
    "raw",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"\x00" * 4096,
        b"GET\r\n\r\n",
        b"POST /in/tool HTTP/9.9\r\n\r\n",
        b"POST /in/tool HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"POST /in/tool HTTP/1.1\r\n\r\n",
        b"POST /in/tool HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n",
        b"POST /in/tool HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
        b"POST /in/tool HTTP/1.1\r\nHost: a\r\nBad Header\r\n\r\n",
        b"POST /in/tool HTTP/1.1\r\nHost: a\r\nX: " + b"x" * 70_000,
        b"POST /" + b"x" * 70_000,
        b"POST /in/tool HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n"
        b"Authorization: Bearer let-me-in\r\nContent-Type: application/json\r\n\r\nzz\r\n",
    ],
)
async def test_what_is_no_request_is_shown_out(door: Door, raw: bytes) -> None:
    async with knock(door.where) as line:
        with suppress(ConnectionError):
            await line.send(raw)
            said = await line.ends()
            assert said == b"" or said.startswith(b"HTTP/1.1 4")
    assert (await hand_in(door, {"text": "still here"})).status == 202


async def test_who_is_slow_is_shown_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOOL", "let-me-in")
    whole = request({"text": "slow"}, **BEARER)
    async with opened_door(tmp_path, head_seconds=0.3) as door:
        async with knock(door.where) as line:
            await line.send(b"POST /in/t")
            assert b"the request did not come in time" in await _shown_out(line)
        async with knock(door.where) as line:
            assert await line.ends() == b"", "a line on which nothing is said is closed without a word"
    async with opened_door(tmp_path, body_seconds=0.3) as door, knock(door.where) as line:
        await line.send(whole[:-4])
        assert b"the body did not come in time" in await _shown_out(line)
        assert door.texts() == []


async def _shown_out(line: Knock) -> bytes:
    said = await line.ends()
    assert said.startswith(b"HTTP/1.1 408")
    return said


async def test_who_leaves_early_leaves_nothing_half(door: Door) -> None:
    async with knock(door.where) as line:
        await line.send(request({"text": "half of it"}, **BEARER)[:-4])
    async with knock(door.where) as line:
        await line.send(request({"text": "whole"}, **BEARER))
    await until(lambda: door.texts() == ["whole"], "the whole one")


async def test_too_many_at_a_time_are_asked_to_come_again(door: Door) -> None:
    lines = [await asyncio.open_connection(door.where.host, door.where.port) for _ in range(8)]
    async with knock(door.where) as line:
        answer = await line.answer()
    assert (answer.status, answer.headers["retry-after"]) == (503, "5")
    for _, writer in lines:
        writer.close()


async def test_a_mob_is_not_even_told() -> None:
    limits = Limits(head_seconds=60.0, linger_seconds=60.0, lines=2)
    listener = Listener(Doorkeeper({}, _Slow(), Keyring()), limits)
    where = await listener.open(Doorway())
    async with AsyncExitStack() as stack:
        lines = [await stack.enter_async_context(knock(where)) for _ in range(8)]
        for each in lines[2:]:
            assert (await each.answer()).status == 503
        async with knock(where) as one_more:
            with suppress(ConnectionError):
                assert await one_more.ends() == b""
    await listener.close()


class _Verbose:
    """Somebody whose answer takes more than anybody has room for."""

    async def welcome(self, head: Head) -> Said | None:
        return said(200, {"said": "x" * _LONG})

    async def take(self, head: Head, body: bytes) -> Said:
        raise AssertionError(body)

    async def too_long(self, head: Head) -> Said:
        raise AssertionError(head)


_LONG = 64 * 2**20


@pytest.mark.parametrize("patience", [0.1, 60.0])
async def test_who_never_reads_our_answer_keeps_nothing_of_ours_open(patience: float) -> None:
    listener = Listener(_Verbose(), Limits(answer_seconds=patience))
    where = await listener.open(Doorway())
    reader, writer = await asyncio.open_connection(where.host, where.port, limit=1024)
    writer.write(request({"text": "x"}))
    got = len(await reader.readexactly(1))
    if patience < 1:
        await until(lambda: listener.lines == 0, "it to be given up")
    await listener.close()
    with suppress(ConnectionError):
        while piece := await reader.read(2**20):
            got += len(piece)
    assert got < _LONG
    writer.close()


class _Slow:
    """Somebody who never has the time to keep anything, and then says this of it."""

    def __init__(self, receipt: Receipt = Receipt()) -> None:  # noqa: B008 - a record that cannot change
        self.go_on, self.receipt = asyncio.Event(), receipt

    async def handed_in(self, name: str, read: Sequence[Row], key: str) -> Receipt:
        await self.go_on.wait()
        return self.receipt

    def refused(self, name: str, why: str, *, unproven: bool = False) -> None:
        raise AssertionError(why)


async def test_a_full_queue_is_a_429_and_loses_nothing() -> None:
    slow = _Slow()
    keeper = Doorkeeper({"tool": SenderSettings(open=True)}, slow, Keyring(), at_once=2)
    listener = Listener(keeper)
    where = await listener.open(Doorway())
    waiting = [asyncio.create_task(post(where, {"text": "x"})) for _ in range(2)]
    await until(lambda: keeper.busy == 2, "both to be kept")
    answer = await post(where, {"text": "y"})
    assert (answer.status, answer.headers["retry-after"]) == (429, "5")
    slow.go_on.set()
    assert [each.status for each in await asyncio.gather(*waiting)] == [202, 202]
    assert (await post(where, {"text": "y"})).status == 202
    assert keeper.busy == 0
    await listener.close()


@pytest.mark.parametrize(("states", "status"), [((LOST, LOST), 503), ((LOST, "new"), 202), ((), 202)])
async def test_only_what_is_lost_as_a_whole_is_asked_for_again(states: Sequence[str], status: int) -> None:
    kept = [Kept(f"tool:{number}", None, each) for number, each in enumerate(states)]
    slow = _Slow(Receipt(kept))
    slow.go_on.set()
    keeper = Doorkeeper({"tool": SenderSettings(open=True)}, slow, Keyring())
    head = Head("POST", "/in/tool", "", {"content-type": "application/json"})
    answer = await keeper.take(head, b'[{"text": "x"}, {"text": "y"}]')
    assert (answer.status, answer.headers.get("retry-after")) == (status, "60" if status == 503 else None)
