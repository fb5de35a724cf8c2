"""`amends sources`: the health screen in lines, and an exit code a script can go by."""

import json
from pathlib import Path

import pytest

from casebook.clock import utc_now
from casebook.document import to_ms
from casebook.kinds import HealthKind
from casebook.store.store import Store
from desk.health import name_sources, write
from desk.settings import load
from desk.source_settings import SourceSettings
from sources.settings.feed import FeedSettings
from tui.__main__ import main

SOURCES = '[sources.{0}]\nkind = "feed"\nurl = "https://{0}.example/feed?token=hush"\n'


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home whose settings name two sources that have answered just now."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    file = tmp_path / ".config/amends/settings.toml"
    file.parent.mkdir(parents=True)
    text = '[store]\nplace = "amends.db"\n' + "".join(SOURCES.format(each) for each in ("blog", "news"))
    file.write_text(text, encoding="utf-8")
    now = utc_now()
    with_store(file.parent / "amends.db", now_ms=to_ms(now))
    return file.parent


def with_store(place: Path, now_ms: int) -> None:
    store = Store(place)
    named = [
        SourceSettings(name, "feed", FeedSettings(url=f"https://{name}.example/"))
        for name in ("blog", "news")
    ]
    name_sources(store, named, utc_now())
    for each in named:
        fine = {"health": "ok", "asked_at": now_ms, "last_ok_at": now_ms, "read_at": now_ms}
        write(store, each.name, fine)
    store.close()


def tell(home: Path, **fields: object) -> None:
    store = Store(home / "amends.db")
    write(store, "news", fields)
    store.close()


def test_all_well(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sources"]) == 0
    blog, news = capsys.readouterr().out.splitlines()
    assert blog.split("\t")[:4] == ["blog", "ok", "last ok now", "last new never"]
    assert news.startswith("news\tok")


def test_an_unwell_one_stands_first_with_what_to_do_and_ends_in_1(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    long_ago = to_ms(utc_now()) - 7_200_000
    tell(home, health="auth", say="it wants a valid key", failing_since=long_ago, read_at=long_ago)
    assert main(["sources", "--plain"]) == 1
    news, blog = capsys.readouterr().out.splitlines()
    assert news.startswith("news\tsigned out since")
    assert news.endswith("\tit wants a valid key\tput the key or password right in its settings")
    assert blog.startswith("blog\tok")


def test_in_json_there_is_all_of_it_and_no_secret(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    long_ago = to_ms(utc_now()) - 7_200_000
    tell(home, health="error", say="does not work", failing_since=long_ago, read_at=long_ago, failures=9)
    assert main(["sources", "--json"]) == 1
    out = capsys.readouterr().out
    news, blog = (json.loads(line) for line in out.splitlines())
    assert (news["name"], news["state"], news["failures"], news["alert"]) == ("news", "failing", 9, True)
    assert news["failing_since"].endswith("Z")
    assert (blog["health"], blog["silence"], blog["alert"], blog["do"]) == (
        HealthKind.OK,
        "unknown",
        False,
        "",
    )
    assert "rhythm" not in news
    assert "hush" not in out


def test_amber_is_no_fault_and_silence_beyond_that_is(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    quiet = to_ms(utc_now()) - 90_000
    tell(home, expect=60.0, last_new_at=quiet)
    assert main(["sources"]) == 0
    assert "ok · quiet\t" in capsys.readouterr().out
    tell(home, expect=40.0)
    assert main(["sources"]) == 1
    assert "ok · silent\t" in capsys.readouterr().out


def test_one_nobody_has_asked_yet_is_told(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "amends.db").unlink()
    assert main(["sources"]) == 0
    assert [line.split("\t")[1] for line in capsys.readouterr().out.splitlines()] == ["not asked yet"] * 2


def test_without_sources_it_says_so(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "settings.toml").write_text("", encoding="utf-8")
    assert main(["sources"]) == 0
    assert "name no sources" in capsys.readouterr().err


def test_a_sender_comes_by_itself(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (home / "settings.toml").open("a", encoding="utf-8") as file:
        file.write('[listen]\nat = "127.0.0.1:8799"\n[senders.tickets]\nopen = true\n')
    main(["sources"])
    assert "next by itself" in capsys.readouterr().out.split("tickets\t")[1], "nobody has listened yet"
    store = Store(home / "amends.db")
    name_sources(store, load(home / "settings.toml", {}).heard, utc_now())
    write(store, "tickets", {"health": "ok", "asked_at": to_ms(utc_now())})
    store.close()
    main(["sources", "--json"])
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {each["name"]: each["hands_in"] for each in told} == {
        "tickets": True,
        "blog": False,
        "news": False,
    }
