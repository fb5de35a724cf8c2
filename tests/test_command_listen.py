"""`amends collect --listen`: another program hands in by HTTP, and it stands in the store."""

import json
import re
import socket
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from casebook.clock import utc_now
from casebook.kinds import HealthKind
from casebook.source_row import SourceRow
from casebook.store.store import Store
from desk.views import sources_health
from tests.desk_processes import amends, started, until


@pytest.fixture
def home(tmp_path: Path) -> Path:
    text = '[store]\nplace = "a.db"\n[senders.tool]\ntoken = "file:token"\nportal = "complaint"\n'
    (tmp_path / "s.toml").write_text(text, encoding="utf-8")
    token = tmp_path / "token"
    token.touch(mode=0o600)
    token.write_text("let-me-in\n", encoding="utf-8")
    return tmp_path


def hand_in(port: int, text: str, token: str = "let-me-in") -> int:
    body = json.dumps({"text": text}).encode()
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
    try:
        with urlopen(Request(f"http://127.0.0.1:{port}/in/tool", body, headers), timeout=60) as answer:
            return int(answer.status)
    except HTTPError as error:
        error.close()
        return error.code


def door(home: Path) -> int:
    """Return the port the collector listens at, as its log tells; 0 before it does."""
    log = home / "amends.log"
    found = re.search(r"listening at http://127\.0\.0\.1:(\d+)/in/", log.read_text() if log.exists() else "")
    return int(found[1]) if found else 0


def row(home: Path) -> SourceRow:
    store = Store(home / "a.db")
    found = {each.name: each for each in sources_health(store, utc_now())}
    store.close()
    return found.get("tool", SourceRow("tool"))


def test_what_is_handed_in_to_the_collector_stands_in_the_store(home: Path) -> None:
    with started(home, "--settings", "s.toml", "collect", "--listen", "0") as collector:
        until(lambda: door(home) > 0, "the door")
        port = door(home)
        assert hand_in(port, "It broke") == 202
        assert hand_in(port, "It broke", "let-me-out") == 401
        until(lambda: row(home).say.endswith("fits (1x)"), "the refusal told")
        assert hand_in(port, "It broke again") == 202
        until(lambda: row(home).health is HealthKind.OK, "the next good delivery told")
        collector.terminate()
        assert collector.wait(60) == 0
    store = Store(home / "a.db")
    assert [(each["text"], each["portal"]) for each in store.mentions.select(order="+")] == [
        ("It broke", "complaint"),
        ("It broke again", "complaint"),
    ]
    store.close()
    assert b"let-me" not in (home / "amends.log").read_bytes()


def test_an_address_that_is_taken_shows_on_every_sender(home: Path) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        started(home, "--settings", "s.toml", "collect", "--listen", str(taken.getsockname()[1])),
    ):
        until(lambda: row(home).say.startswith("nothing can be handed in: 127.0.0.1"), "the trouble")
        assert not row(home).well


@pytest.mark.parametrize(
    ("at", "why"),
    [
        ("here", b'must be a port, or a host and a port, such as "8799" or "127.0.0.1:8799"\n'),
        ("8799", b"[senders.pipe] needs a token, a secret, or open = true"),
    ],
)
def test_a_door_that_cannot_be_is_said(home: Path, at: str, why: bytes) -> None:
    with (home / "s.toml").open("a", encoding="utf-8") as settings:
        settings.write("[senders.pipe]\n")
    done = amends(home, "--settings", "s.toml", "collect", "--listen", at)
    assert done.returncode == 1
    assert why in done.stderr
    assert amends(home, "collect", "--once", "--listen", "1").returncode == 2
