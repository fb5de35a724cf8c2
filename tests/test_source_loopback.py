"""The server of these tests itself, as it is run by hand."""

import asyncio
import sys
from pathlib import Path

from sources.http import Web
from tests.loopback import Loopback, read_script

SCRIPT = """
[[routes."/feed"]]
file = "feed.xml"
etag = true
[[routes."/feed"]]
status = 503
text = "busy"
headers = {"retry-after" = "7"}
"""


def written(folder: Path) -> Path:
    (folder / "feed.xml").write_text("<rss/>")
    script = folder / "script.toml"
    script.write_text(SCRIPT)
    return script


async def test_a_script_is_played_step_by_step_and_its_last_step_for_ever(tmp_path: Path) -> None:
    routes, port = read_script(written(tmp_path))
    async with Loopback(routes, port) as server, Web() as web:
        replies = [await web.get(server.url("/feed?a=1")) for _ in range(3)]
        assert [reply.status for reply in replies] == [200, 503, 503]
        assert (replies[0].body, replies[1].body) == (b"<rss/>", b"busy")
        assert replies[1].headers["retry-after"] == "7"
        assert server.asked("/feed")[0].query == {"a": "1"}


async def test_it_can_be_run_by_hand(tmp_path: Path) -> None:
    home = Path(__file__).parent.parent
    command = (sys.executable, "-m", "tests.loopback", str(written(tmp_path)))
    server = await asyncio.create_subprocess_exec(*command, cwd=home, stdout=asyncio.subprocess.PIPE)
    try:
        assert server.stdout is not None
        url = (await server.stdout.readline()).decode().strip()
        async with Web() as web:
            assert (await web.get(f"{url}/feed")).body == b"<rss/>"
    finally:
        server.terminate()
        await server.wait()
