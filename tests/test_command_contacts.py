"""`amends contacts`: how they are, tested now, mailed and proven; and the collector asks them by itself."""

import json
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from casebook.clock import utc_now
from casebook.kinds import Standing
from casebook.store.store import Store
from desk.contacts.rows import contact_rows
from desk.wishes import ask_now
from tests.desk_processes import amends, started, until
from tests.desk_web import Web, web
from tests.desk_world import NOON

FORM = b"<form action=/send method=post><textarea name=message></textarea></form>"
PLAYBOOK = """
[contacts.help]
kind = "page"
url = "{help}"
words = ["talk to a person"]
[contacts."refund form"]
kind = "form"
url = "{refund}"
field = "message"
[contacts.complaints]
kind = "mail"
address = "complaints@corncrake.example"
test_mail = true
"""


@pytest.fixture
def site() -> Iterator[Web]:
    with web("text/html") as made:
        made.pages["/help"] = b"<h1>Talk to a person</h1>"
        made.pages["/refund"] = FORM
        yield made


@pytest.fixture
def home(tmp_path: Path, site: Web) -> Path:
    assert amends(tmp_path, "playbook", "ours").returncode == 0
    text = PLAYBOOK.format(help=site.url("/help"), refund=site.url("/refund"))
    (tmp_path / "ours" / "contacts.toml").write_text(text, encoding="utf-8")
    file = tmp_path / "settings.toml"
    # nobody answers there, and at once: the mail address cannot be looked at
    file.write_text(
        '[store]\nplace = "amends.db"\n[playbook]\nfolder = "ours"\n[contacts]\nnameserver = "127.0.0.1:1"\n',
        encoding="utf-8",
    )
    return tmp_path


def contacts(home: Path, *words: str, before: tuple[str, ...] = ()) -> tuple[int, list[str], str]:
    """Return the exit code, the lines and the complaints of a command."""
    done = amends(home, "--settings", "settings.toml", *before, "contacts", *words)
    return done.returncode, done.stdout.decode().splitlines(), done.stderr.decode()


def test_they_are_tested_now_and_each_told_in_a_line(home: Path, site: Web) -> None:
    code, lines, _ = contacts(home)
    assert (code, len(lines)) == (0, 3)
    assert all(line.startswith("not asked yet\t") for line in lines)
    assert not (home / "amends.db").exists()
    code, lines, _ = contacts(home, "test", "refund form")
    assert (code, lines) == (0, [f"healthy\trefund form\tform\t{site.url('/refund')}"])
    site.pages["/refund"] = b"<p>Closed for now</p>"
    code, lines, _ = contacts(home, "test", "refund form", "--json")
    (told,) = map(json.loads, lines)
    assert code == 1
    assert (told["standing"], told["say"]) == ("broken", "there is no form on it")
    code, lines, _ = contacts(home, "--json")
    row: dict[str, Any] = next(each for each in map(json.loads, lines) if each["name"] == "refund form")
    assert (code, row["standing"]) == (0, "doubtful")
    assert [bool(each["fault"]) for each in row["tried"]] == [False, True]
    assert row["asked_at"].endswith("Z")


def test_what_cannot_be_done_is_said_in_a_line(home: Path, site: Web) -> None:
    for words, why in (
        (("test", "refund"), "there is no contact 'refund'; did you mean \"refund form\"?"),
        (("mail", "complaints"), "the settings name no mail server"),
        (("mail", "help"), "help is no mail address"),
        (("proved", "complaints", "AMENDS-AAAAA-AAAAA"), "no test mail to complaints has the code"),
    ):
        code, lines, said = contacts(home, *words)
        assert (code, lines) == (1, [])
        assert why in said
        assert said.count("\n") == 1
    asked = dict(site.asked)
    code, lines, said = contacts(home, "test", before=("--read-only",))
    assert (code, "read only" in said, dict(site.asked)) == (1, True, asked)
    code, lines, said = contacts(home, before=("--read-only",))
    assert (code, len(lines)) == (0, 3)


def test_the_doctor_tells_what_will_not_be_done(home: Path) -> None:
    done = amends(home, "--settings", "settings.toml", "doctor", "--json", "--no-network")
    found = [each for each in map(json.loads, done.stdout.splitlines()) if each["part"] == "contacts"]
    assert [(each["what"], each["state"]) for each in found] == [("contacts", "ok"), ("complaints", "note")]
    assert "name no mail server" in found[1]["say"]
    with (home / "settings.toml").open("a", encoding="utf-8") as file:
        file.write('[mail]\nhost = "mail.example"\nsender = "us@other.example"\ntests = ["complaint"]\n')
    done = amends(home, "--settings", "settings.toml", "doctor", "--json", "--no-network")
    found = [each for each in map(json.loads, done.stdout.splitlines()) if each["part"] == "contacts"]
    assert [(each["what"], each["state"]) for each in found[1:]] == [
        ("complaint", "wrong"),
        ("complaints", "wrong"),
    ]
    assert "none of our own domains" in found[2]["say"]


def test_a_password_in_the_settings_is_no_password(home: Path) -> None:
    file = home / "settings.toml"
    text = file.read_text(encoding="utf-8")
    mail = '[mail]\nhost = "mail.example"\nsender = "us@corncrake.example"\n'
    for line, why in (
        ('password = "pa55word"', "[mail] password: must say where the secret is"),
        ('security = "none"\nuser = "dana"', '[mail] security: must be "starttls" or "tls"'),
        ("port = 0", "[mail] port: must be from 1"),
        ('tests = "help"', "[mail] tests: must be a list"),
    ):
        file.write_text(f"{text}{mail}{line}\n", encoding="utf-8")
        code, _, said = contacts(home)
        assert code == 1
        assert why in said
        assert "pa55word" not in said
    file.write_text(text.replace("127.0.0.1:1", "dns.example"), encoding="utf-8")
    assert "[contacts] nameserver: must be an IP number" in contacts(home)[2]


def test_the_collector_asks_them_beside_the_sources_and_when_it_is_wished(home: Path, site: Web) -> None:
    store = Store(home / "amends.db")

    def standing(name: str) -> Standing | None:
        found = (each.standing for each in contact_rows(store, utc_now()) if each.name == name)
        return next(found, None)

    with started(home, "--settings", "settings.toml", "collect") as process:
        until(lambda: standing("help") is standing("refund form") is Standing.HEALTHY, "both asked")
        del site.pages["/help"]
        ask_now(store, by="dana", now=NOON)
        until(lambda: standing("help") is Standing.DOUBTFUL, "help asked again")
        process.send_signal(signal.SIGTERM)
        until(lambda: process.poll() is not None, "the end of the collector")
        assert process.returncode == 0
    store.close()
