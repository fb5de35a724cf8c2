"""The parser in a process of its own."""

import asyncio
import os
import select
import signal
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from sources.errors import ParserSlow, Unreadable
from sources.parser_process import ParserProcess
from tests.feed_samples import parcels

URL = "https://forum.example/f"
SLOW = "<?xml version='1.0'?><rss version='2.0'><channel>" + "<item>" * 300_000
"""Takes a parser far longer than the time it gets here."""


def children() -> set[int]:
    """Return the processes that are ours, living or left behind."""
    with suppress(FileNotFoundError):
        return {int(word) for word in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()}
    pytest.skip("NOT TESTED: this system does not say which processes are ours")


async def test_nothing_starts_before_it_is_needed() -> None:
    parser = ParserProcess()
    await parser.close()
    assert parser.started == 0


async def test_one_child_reads_one_body_after_the_other_and_is_gone_at_the_end() -> None:
    before = children()
    parser = ParserProcess()
    bodies = [parcels(count).encode() for count in (1, 2, 3)]
    readings = await asyncio.gather(*(parser.read(body, URL, "") for body in bodies))
    assert [len(reading.entries) for reading in readings] == [1, 2, 3]
    assert (parser.started, parser.asked) == (1, 3)
    assert len(children() - before) == 1
    await parser.close()
    assert children() - before == set()


async def test_what_is_no_feed_is_said_and_the_child_lives_on() -> None:
    parser = ParserProcess()
    with pytest.raises(Unreadable, match="no feed"):
        await parser.read(b"<html></html>", URL, "")
    assert len((await parser.read(parcels(1).encode(), URL, "")).entries) == 1
    assert parser.started == 1
    await parser.close()


async def test_a_body_that_takes_too_long_is_given_up_and_the_next_one_is_read() -> None:
    parser = ParserProcess(seconds=0.3)
    with pytest.raises(ParserSlow, match=r"within 0\.3 s"):
        await parser.read(SLOW.encode(), URL, "")
    assert len((await parser.read(parcels(2).encode(), URL, "")).entries) == 2
    assert parser.started == 1
    await parser.close()


async def test_a_child_that_does_not_answer_is_killed_and_the_next_one_is_asked() -> None:
    before = children()
    parser = ParserProcess(seconds=0.5)
    await parser.read(parcels(1).encode(), URL, "")
    (child,) = children() - before
    os.kill(child, signal.SIGSTOP)
    with pytest.raises(ParserSlow, match="did not answer"):
        await parser.read(parcels(1).encode(), URL, "")
    assert children() - before == set()
    assert len((await parser.read(parcels(2).encode(), URL, "")).entries) == 2
    await parser.close()


async def test_a_child_that_dies_costs_one_body_at_most() -> None:
    before = children()
    parser = ParserProcess()
    await parser.read(parcels(1).encode(), URL, "")
    (child,) = children() - before
    os.kill(child, signal.SIGKILL)
    with suppress(Unreadable):
        await parser.read(parcels(1).encode(), URL, "")
    assert len((await parser.read(parcels(1).encode(), URL, "")).entries) == 1
    await parser.close()


async def test_who_is_called_off_in_the_middle_leaves_no_mix_up() -> None:
    parser = ParserProcess()
    await parser.read(parcels(1).encode(), URL, "")
    asking = asyncio.create_task(parser.read(parcels(2000).encode(), URL, ""))
    await asyncio.sleep(0)
    assert parser.asked == 2
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert len((await parser.read(parcels(3).encode(), URL, "")).entries) == 3
    await parser.close()


async def test_the_terminal_s_interrupt_is_not_for_the_child() -> None:
    before = children()
    parser = ParserProcess()
    await parser.read(parcels(1).encode(), URL, "")
    (child,) = children() - before
    assert os.getpgid(child) != os.getpgid(0)
    await parser.close()


async def test_the_child_gives_way_where_we_do() -> None:
    before = children()
    parser = ParserProcess()
    await parser.read(parcels(1).encode(), URL, "")
    (child,) = children() - before
    assert os.getsid(child) == os.getsid(0)  # one share of the cores for both
    await parser.close()


async def test_a_child_does_not_outlive_a_parent_that_was_killed() -> None:
    program = (
        "import asyncio\n"
        "from sources.parser_process import ParserProcess\n"
        "async def main():\n"
        "    parser = ParserProcess()\n"
        f"    await parser.read({parcels(1).encode()!r}, {URL!r}, '')\n"
        "    print(parser._child.pid, flush=True)\n"
        "    await asyncio.sleep(1000)\n"
        "asyncio.run(main())\n"
    )
    home = Path(__file__).parent.parent
    parent = await asyncio.create_subprocess_exec(
        sys.executable, "-c", program, cwd=home, stdout=asyncio.subprocess.PIPE
    )
    assert parent.stdout is not None
    child = int(await parent.stdout.readline())
    ending = await asyncio.to_thread(os.pidfd_open, child)
    parent.kill()
    await parent.wait()
    gone, _, _ = await asyncio.to_thread(lambda: select.select([ending], [], [], 20))
    os.close(ending)
    assert gone == [ending]


async def test_the_folder_we_stand_in_has_no_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("sources", "casebook", "feedparser", "pickle"):
        (tmp_path / f"{name}.py").write_text("open('ran', 'w').close()\nraise SystemExit\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PYTHONPATH", raising=False)
    parser = ParserProcess()
    reading = await parser.read(parcels(1).encode(), URL, "")
    await parser.close()
    assert len(reading.entries) == 1
    assert not (tmp_path / "ran").exists()


async def test_a_warm_child_is_there_before_the_first_body() -> None:
    before = children()
    parser = ParserProcess()
    await parser.warm()
    assert (parser.started, len(children() - before)) == (1, 1)
    assert len((await parser.read(parcels(1).encode(), URL, "")).entries) == 1
    assert parser.started == 1
    await parser.close()


async def test_who_is_called_off_while_the_child_starts_leaves_nobody_behind() -> None:
    before = children()
    parser = ParserProcess()
    warming = asyncio.create_task(parser.warm())
    await asyncio.sleep(0)
    warming.cancel()
    await asyncio.gather(warming, return_exceptions=True)
    assert len((await parser.read(parcels(1).encode(), URL, "")).entries) == 1
    await parser.close()
    assert children() - before == set()
