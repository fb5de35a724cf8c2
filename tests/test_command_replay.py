"""`amends judge --replay --weights`: what other weights would have done, and nothing is written."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from casebook.clock import utc_now
from casebook.kinds import Portal
from casebook.store.store import Store
from desk.deciding import let_go
from desk.intake import take_in
from desk.opening import open_case
from desk.replaying import replay
from playbooks.errors import PlaybookError
from playbooks.playbook import load
from playbooks.reweighing import reweighed
from tests.desk_processes import amends
from tests.desk_world import complaint, playbook, thanks
from tui.commands.parser import WORDS

TWICE = "You charged me twice. I called support and nobody ever called me back."
TEXTS = [
    TWICE,
    "My booking was cancelled.",
    "We packed cheese and a scarf.",
    TWICE.replace("twice", "thrice"),
]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    place = tmp_path / ".local/state/amends/amends.db"
    place.parent.mkdir(parents=True)
    store, now = Store(place), utc_now()
    said = [
        complaint(str(n), author_handle=f"person {n}", text=text, created_at=now - timedelta(minutes=n + 1))
        for n, text in enumerate(TEXTS)
    ]
    old = complaint(
        "old", author_handle="olga", text=TWICE + " Long ago.", created_at=now - timedelta(days=20)
    )
    take_in(store, playbook(), [*said, thanks(created_at=now), old], now)
    open_case(store, playbook(), 1, by="dana", now=now)
    let_go(store, 2, "not about us", by="dana", now=now)
    store.close()
    return tmp_path


def weights(folder: Path, text: str) -> Path:
    file = folder / "ours.toml"
    file.write_text(text, encoding="utf-8")
    return file


def said(home: Path, text: str, *words: str) -> tuple[int, str, str]:
    done = amends(home, "judge", "--replay", "14d", "--weights", str(weights(home, text)), *words)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def found(home: Path, text: str) -> dict[str, Any]:
    code, out, err = said(home, text, "--json")
    assert code == 0, err
    line: dict[str, Any] = json.loads(out)
    return line


def test_heavier_weights_move_rows_up_and_say_which(home: Path) -> None:
    before = (home / ".local/state/amends/amends.db").read_bytes()
    told = found(home, "[weights]\ndouble = 40\n")
    assert (told["judged"], told["changed"]) == (5, 2)
    assert {each["id"] for each in told["up"]} == {1, 4}
    double = playbook().weights.double
    for each in told["up"]:
        assert each["would_be"] == 1
        assert each["weights"] == [{"key": "double", "is": double, "would_be": 40}]
    assert told["down"] == []
    cases = [each for each in told["outcomes"] if each["outcome"] == "case opened"]
    assert [(each["would_be"], each["count"]) for each in cases] == [(1, 1)]
    assert (home / ".local/state/amends/amends.db").read_bytes() == before


def test_it_is_told_in_plain_lines_too(home: Path) -> None:
    code, out, err = said(home, "[weights]\ndouble = 0\nsecond = 9\nfirst = 12\n")
    assert code == 0, err
    assert "judged 5 written since" in out
    assert "would have another priority" in out
    assert "down 2 → 3  #1 person 0: You charged me twice." in out
    assert f"double {playbook().weights.double} → 0" in out
    assert f"first {playbook().weights.first} → 12" in out
    assert "case opened" in out
    assert "let go" in out


def test_the_same_weights_change_nothing(home: Path) -> None:
    assert found(home, "[weights]\n")["changed"] == 0


@pytest.mark.parametrize(
    ("text", "say"),
    [
        ("[weights]\ndoubel = 4\n", '[weights] doubel: unknown key; did you mean "double"?'),
        ("[weights.portal]\naimd = 4\n", '[weights.portal] aimd: unknown key; did you mean "aimed"?'),
        ('[weights]\ndouble = "4"\n', "[weights] double: must be a whole number"),
        ("[waits]\nx = 1\n", 'waits: is not looked at here; did you mean "weights"?'),
        ("", "needs a [weights] table"),
        ("[weights\n", "is not TOML"),
        ("[weights]\nfirst = 1\n", "[weights] first: must be second, 4, at least: priority 1 asks for more"),
    ],
)
def test_a_file_that_does_not_fit_is_told_by_file_table_and_key(tmp_path: Path, text: str, say: str) -> None:
    file = weights(tmp_path, text)
    with pytest.raises(PlaybookError) as raised:
        reweighed(None, file)
    assert str(raised.value).startswith(f"{file}:")
    assert say in str(raised.value)


def test_what_a_file_leaves_out_stays_as_the_playbook_has_it(tmp_path: Path) -> None:
    ours = reweighed(None, weights(tmp_path, "[weights]\ndouble = 9\n[weights.portal]\naimed = 7\n"))
    known = load().weights
    assert (ours.double, ours.portal[Portal.AIMED], ours.portal[Portal.COMPLAINT], ours.stir) == (
        9,
        7,
        known.portal[Portal.COMPLAINT],
        known.stir,
    )


@pytest.mark.parametrize(
    ("words", "say"),
    [
        (("--replay", "14d"), "go together"),
        (("--weights", "x.toml"), "go together"),
        (("--replay", "soon", "--weights", "x.toml"), "--replay wants a time"),
        (("lines.jsonl", "--replay", "14d", "--weights", "x.toml"), "--replay judges what is stored"),
        (("--causes", "c.toml", "--replay", "14d", "--weights", "x.toml"), "no FILE.jsonl, --decisions or"),
    ],
)
def test_flags_that_make_no_sense_are_told(tmp_path: Path, words: tuple[str, ...], say: str) -> None:
    done = amends(tmp_path, "judge", *words)
    assert done.returncode == WORDS
    assert say in done.stderr.decode()
    assert done.stdout == b""


def test_weights_that_are_not_there_are_told(tmp_path: Path) -> None:
    done = amends(tmp_path, "judge", "--replay", "14d", "--weights", "x.toml")
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"x.toml: there is no such file" in done.stderr


def test_without_a_store_it_says_so_and_makes_none(tmp_path: Path) -> None:
    code, out, err = said(tmp_path, "[weights]\ndouble = 9\n")
    assert (code, out) == (1, "")
    assert "nothing is stored yet" in err
    assert not (tmp_path / ".local").exists()


def test_more_than_a_window_is_read_in_windows(tmp_path: Path) -> None:
    store, now = Store(tmp_path / "amends.db"), utc_now()
    many = [
        complaint(str(n), author_handle=f"p{n}", text=f"Voucher {n} {n * 7} failed.", created_at=now)
        for n in range(450)
    ]
    take_in(store, playbook(), many, now)
    told = replay(store, playbook(), load().weights, now - timedelta(days=1), now)
    rows = sum(each["copy_of"] is None for each in store.mentions.all())
    store.close()
    assert (told.judged, told.changed) == (rows, 0)
