"""`amends add --from`: another tool's JSON from a pipe, read as the settings say."""

import json
from pathlib import Path

import pytest

from casebook.store.store import Store
from tests.desk_processes import amends, started

SETTINGS = """
[store]
place = "a.db"
[senders.tickets]
portal = "complaint"
[senders.tickets.map]
text = "$.issue.body"
url = "$.issue.link"
native_id = "$.id"
author_handle = "$.issue.user.login"
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "s.toml").write_text(SETTINGS, encoding="utf-8")
    return tmp_path


def line(number: int) -> bytes:
    issue = {
        "body": f"Number {number} broke.",
        "link": f"https://a.example/{number}",
        "user": {"login": "jo"},
    }
    return json.dumps({"id": number, "issue": issue}).encode() + b"\n"


WORDS = ("--settings", "s.toml", "add", "--json", "-", "--from", "tickets")


def test_lines_are_read_as_the_settings_say(home: Path) -> None:
    done = amends(home, *WORDS, given=line(1) + b"{nonsense\n" + line(2) + line(1) + b'{"id": 3}\n')
    assert done.stdout == b"1\t1\n2\t2\n1\t1\n"
    assert done.returncode == 1
    told = done.stderr.decode().splitlines()
    assert told[0] == "amends: line 2: it is not JSON"
    assert told[1] == "amends: line 5: it needs at least one of issue.body, issue.link"
    store = Store(home / "a.db")
    kept = [(each["via"], each["portal"], each["source"]) for each in store.mentions.select()]
    store.close()
    assert kept == [("tickets", "complaint", "tickets")] * 2


def test_each_line_is_kept_as_it_comes(home: Path) -> None:
    with started(home, *WORDS) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number in (1, 2, 3):
            process.stdin.write(line(number))
            process.stdin.flush()
            assert process.stdout.readline() == f"{number}\t{number}\n".encode()


def test_ten_thousand_lines_with_doubles_and_a_broken_one_lose_nothing(home: Path) -> None:
    lines = [line(number) for number in range(5_000)] * 2
    lines[5_000:5_000] = [b'{"id": 9, "issue":\n']
    done = amends(home, *WORDS, given=b"".join(lines))
    assert (done.returncode, done.stderr) == (1, b"amends: line 5001: it is not JSON\n")
    assert len(done.stdout.splitlines()) == 10_000
    store = Store(home / "a.db")
    assert store.mentions.count() == 5_000
    store.close()


def test_a_sender_nobody_knows_is_named_with_the_nearest(home: Path) -> None:
    done = amends(home, *WORDS[:-1], "ticket", given=line(1))
    assert done.returncode == 1
    assert done.stderr == b"amends: add: no sender is named 'ticket'; did you mean \"tickets\"?\n"
    assert amends(home, "add", "https://a.example/", "--from", "x").returncode == 2
