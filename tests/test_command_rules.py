"""`amends rules`: a query tried on what is stored, the rules told, and held against it; with nothing lost."""

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from casebook.clock import utc_now
from casebook.store.store import Store
from desk.intake import take_in
from desk.settings import load
from tests.desk_processes import ROOT, amends
from tests.desk_world import complaint, playbook

SETTINGS = """
[brands.acme]
words = ["Acme", "acme.com"]
lookalikes = ["acme comics"]
[sources.forum]
kind = "feed"
url = "https://forum.example/f"
brands = ["acme"]
[sources.blog]
kind = "feed"
url = "https://blog.example/f"
[sources.hn]
kind = "hackernews"
match = "-job"
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return the home of a responder with rules, and with mentions from before there were any."""
    file = tmp_path / ".config/amends/settings.toml"
    place = tmp_path / ".local/state/amends/amends.db"
    for each in (file, place):
        each.parent.mkdir(parents=True)
    file.write_text(SETTINGS, encoding="utf-8")
    store, now = Store(place), utc_now()
    said = [
        ("forum", "Acme lost my\x1b[31m refund, I will never forget", 1),
        ("forum", "acme comics and never a refund", 2),
        ("blog", "never any refund", 30),
        ("blog", "a refund, never", 24 * 20),
    ]
    take_in(
        store,
        playbook(),
        [
            complaint(str(number), text=text, via=via, created_at=now - timedelta(hours=hours))
            for number, (via, text, hours) in enumerate(said)
        ],
        now,
    )
    store.close()
    return tmp_path


def told(home: Path, *words: str) -> dict[str, Any]:
    done = amends(home, "rules", *words, "--json")
    assert (done.returncode, done.stderr) == (0, b"")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_what_a_query_would_have_caught_is_counted_and_shown(home: Path) -> None:
    found = told(home, "test", "refund NEAR/1 never")
    assert (found["stored"], found["caught"], found["gained"], found["lost"]) == (3, 2, 1, 1)
    assert found["sources"] == {"forum": 1, "blog": 1}
    assert [each["id"] for each in found["examples"]] == [2, 3]
    assert found["examples"][0]["words"] == ["never", "refund"]
    assert [each["id"] for each in found["missed"]] == [1]
    assert told(home, "test", "refund NEAR/1 never", "--since", "30d")["caught"] == 3
    assert told(home, "test", "--brand", "acme")["caught"] == 1


def test_it_is_read_line_by_line_with_what_fits_in_brackets(home: Path) -> None:
    done = amends(home, "rules", "test", "refund", "-comics")
    lines = done.stdout.decode().splitlines()
    assert lines[0].startswith("catches 2 of 3 mentions written since ")
    assert [line.split() for line in lines[1:3]] == [["1", "forum"], ["1", "blog"]]
    assert any(line.endswith("Acme lost my [refund], I will never forget") for line in lines)
    assert "\x1b" not in done.stdout.decode()


def test_the_rules_are_told_with_what_is_asked_for(home: Path) -> None:
    lines = amends(home, "rules", "list").stdout.decode().splitlines()
    assert lines == [
        "brand acme: Acme, acme.com; but not in acme comics",
        "source forum (feed): acme",
        "source blog (feed): everything",
        "source hn (hackernews): acme: -job; asked for “Acme”, “acme.com”",
    ]


def test_they_are_applied_when_told_and_taken_back(home: Path) -> None:
    before = amends(home, "list", "--all").stdout
    assert told(home, "apply", "--dry-run")["let_go"] == 1
    assert amends(home, "list", "--all").stdout == before

    assert told(home, "apply") == {
        "dry_run": False,
        "let_go": 1,
        "brought_back": 0,
        "renewed": 1,
        "gone": [2],
        "back": [],
    }
    assert b"no longer matches rule acme" in amends(home, "show", "2").stdout
    assert "rule: acme: “Acme”" in amends(home, "show", "1").stdout.decode()
    assert amends(home, "do", "undo").stdout.decode().strip() == "taken back: applied the rules to 1"
    assert amends(home, "list", "--all").stdout == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("test",), "say what to look for"),
        (("test", "a", "NEAR/x", "b"), "NEAR wants a number up to 999, as in NEAR/5 (at 3)"),
        (("test", "is:overdue"), "is: cannot be asked of what has just come (at 1)"),
        (("test", "--brand", "acne"), "'acne' is no brand; did you mean \"acme\"?"),
        (("test", "a", "--since", "soon"), "--since wants a time such as 90m, 14d or 2026-03-01, not 'soon'"),
        ((), "one of test, list, apply"),
    ],
)
def test_words_that_are_off_are_said_in_one_line(home: Path, words: tuple[str, ...], said: str) -> None:
    done = amends(home, "rules", *words)
    assert (done.returncode, done.stdout) == (2, b"")
    assert said in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1


def test_who_only_looks_applies_nothing(home: Path) -> None:
    assert amends(home, "--read-only", "rules", "apply").returncode == 1
    assert amends(home, "--read-only", "rules", "apply", "--dry-run").returncode == 0


def test_where_nothing_is_stored_that_is_said_and_nothing_is_made(tmp_path: Path) -> None:
    for words in (("test", "refund"), ("apply",)):
        done = amends(tmp_path, "rules", *words)
        assert (done.returncode, done.stdout) == (0, b"")
        assert done.stderr.startswith(b"amends: no")
    assert not (tmp_path / ".local/state/amends/amends.db").exists()


@pytest.mark.parametrize(
    ("page", "before"), [("README.md", "### Brands and rules\n\n"), ("docs/rules.md", "")]
)
def test_the_rules_of_the_documents_are_no_lie(tmp_path: Path, page: str, before: str) -> None:
    found = re.search(rf"{before}```toml\n(.*?)```", (ROOT / page).read_text("utf-8"), re.DOTALL)
    assert found
    file = tmp_path / "settings.toml"
    file.write_text(found[1].replace("# also", "also"), encoding="utf-8")
    assert [each.rule.name for each in load(file, {"HOME": str(tmp_path)}).sources]
