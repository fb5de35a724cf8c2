"""`amends init`: from nothing to settings that start the dashboard; nothing is written unless agreed."""

import io
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from desk.beginning.answers import Answers, listed
from desk.beginning.keeping import keep_key
from desk.beginning.places import PLACES, Place, countries, names_of
from desk.beginning.written import settings_text
from desk.errors import ONLY_LOOKS, Refused
from desk.settings import load
from sources.registry import KINDS
from tests.desk_web import Web, web
from tests.feed_samples import parcels
from tui.__main__ import main
from tui.commands.choosing import flaw_of_table

US = Answers("Corncrake", "dana", ("Corncrake", "corncrake.example"), ("corncrak",), ("corncrake song",))
NUMBERS = {each.kind: str(number) for number, each in enumerate(PLACES, 1)}
FEED, GITHUB, BLUESKY = NUMBERS["feed"], NUMBERS["github"], NUMBERS["jetstream"]
WHO = ["Corncrake", "dana", "corncrake, corncrake.example", "corncrak", "corncrake song", "en, de"]
SAID = {
    "lemmy": "https://lemmy.example",
    "stackexchange": "stackoverflow",
    "appstore": "123456789",
    "discourse": "https://forum.example",
    "wordpress": "https://blog.example",
    "youtube": "UC1234567890123456789012",
    "google_alerts": "https://www.google.com/alerts/feeds/123/456",
    "feed": "https://forum.example/f.rss",
    "mastodon": "",
    "reddit": "trains, railways",
}
"""What is said where a place asks for something."""


def begin(monkeypatch: pytest.MonkeyPatch, file: Path, *said: str, words: tuple[str, ...] = ()) -> int:
    """Answer the questions line by line; the end of them is the end of standard input."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{each}\n" for each in said)))
    return main(["--settings", str(file), "init", *words])


def full(site: Web) -> str:
    site.pages["/f"] = parcels(2).encode()
    return site.url("/f")


def test_questions_lead_to_settings_that_can_be_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "own" / "settings.toml"
    with web() as site:
        assert begin(monkeypatch, file, *WHO, FEED, full(site), "y") == 0
    shown = capsys.readouterr().out
    assert "ok     feed: 2 mentions" in shown
    assert "Parcel 1 is late" in shown, "what came is shown"
    assert f"amends --settings {file}" in shown
    settings = load(file, {})
    assert (settings.company.name, settings.responder.name) == ("Corncrake", "dana")
    assert [(each.name, each.kind) for each in settings.sources] == [("feed", "feed")]
    assert settings.brands[0].lookalikes == ("corncrake song",)
    assert [each.stat().st_mode & 0o777 for each in (file, file.parent)] == [0o600, 0o700]
    assert [each.name for each in file.parent.iterdir()] == ["settings.toml"], "nothing else is left"


def test_whoever_only_looks_begins_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--read-only", "--settings", str(tmp_path / "s.toml"), "init"]) == 1
    assert capsys.readouterr() == ("", f"amends: {ONLY_LOOKS}\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("end", [["n"], []])
def test_nothing_is_written_unless_it_is_agreed(
    end: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "settings.toml"
    assert begin(monkeypatch, file, *WHO, "none", *end, words=("--no-network",)) == 1
    assert "Nothing is written." in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


def test_settings_that_are_there_stay_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("# mine\n")
    assert begin(monkeypatch, file, *WHO, "none", "y") == 1
    assert "is there already" in capsys.readouterr().err
    assert file.read_text() == "# mine\n"


def test_what_does_not_answer_can_be_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "settings.toml"
    with web() as site:
        assert begin(monkeypatch, file, *WHO, FEED, site.url("/gone"), "n", "y") == 0
    assert "wrong  feed: " in capsys.readouterr().out
    assert load(file, {}).sources == ()


def test_what_cannot_be_is_asked_again_and_nothing_leaves_a_place_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file, address = tmp_path / "settings.toml", "https://forum.example/f"
    said = [*WHO, "99", f"{FEED}", "gopher://x", address, "y"]
    assert begin(monkeypatch, file, *said, words=("--no-network",)) == 0
    shown = capsys.readouterr().out
    assert f"Numbers from 1 to {len(PLACES)}, please." in shown
    assert "must be an http or https address" in shown
    assert [each.fields.url for each in load(file, {}).sources] == [address]
    file.unlink()
    assert begin(monkeypatch, file, *WHO, FEED, "", "y", words=("--no-network",)) == 0
    assert "Left out." in capsys.readouterr().out
    assert load(file, {}).sources == ()


def test_the_company_and_a_name_are_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("USER", raising=False)
    said = ["", "Corncrake", "", "dana", "“”!", "", "", 'a "b"', "", "", "none", "y"]
    assert begin(monkeypatch, tmp_path / "settings.toml", *said, words=("--no-network",)) == 0
    shown = capsys.readouterr().out
    assert shown.count("That is needed.") == 2
    assert ("holds no word" in shown, "holds a quote" in shown) == (True, True)
    assert load(tmp_path / "settings.toml", {}).brands[0].words == ("Corncrake",)


def test_another_address_of_a_platform_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, mirror = tmp_path / "settings.toml", "https://mirror.example"
    words = ("--no-network", "--base", f"hackernews={mirror}")
    assert begin(monkeypatch, file, *WHO, "1", "y", words=words) == 0
    (source,) = load(file, {}).sources
    assert source.fields.base_url == mirror


@pytest.mark.parametrize("wrong", ["hackernews", "=https://x.example", "hackernews="])
def test_another_address_that_says_too_little_is_refused(
    wrong: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert begin(monkeypatch, tmp_path / "s.toml", *WHO, words=("--base", wrong)) == 1
    assert "write KIND=URL" in capsys.readouterr().err


def test_another_address_of_what_is_asked_for_its_address_is_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert begin(monkeypatch, tmp_path / "s.toml", *WHO, words=("--base", "feed=https://x.example")) == 1
    assert "all other kinds are asked for theirs" in capsys.readouterr().err


@pytest.mark.parametrize("said", [["1-2"], ["2-1", "1 – 2, 1"], ["1-99", "2 1"]])
def test_places_may_be_a_range_of_numbers(
    said: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "settings.toml"
    assert begin(monkeypatch, file, *WHO, *said, "y", words=("--no-network",)) == 0
    assert sorted(each.kind for each in load(file, {}).sources) == ["hackernews", "jetstream"]


@pytest.mark.parametrize("place", [each for each in PLACES if each.kind in KINDS], ids=lambda each: each.kind)
def test_every_place_makes_a_table_its_kind_can_follow(place: Place) -> None:
    table = place.said(US, SAID[place.kind] if place.asks else "")
    assert flaw_of_table(place, table, US) == ""
    if place.key:
        keyed = {**table, place.key: "env:KEY"} | ({place.turned_on: True} if place.turned_on else {})
        assert flaw_of_table(place, keyed, US) == ""


def test_hostile_names_stay_words_in_the_file(tmp_path: Path) -> None:
    odd = Answers('A"\n[keys]\nx="\x7f\\', "d'\"na", ("x']", "ü\\u0041", "o]]"))
    file = tmp_path / "settings.toml"
    file.write_text(settings_text(odd, {"a.b": {"kind": "feed", "url": "https://x.example/?a=1&b=2"}}))
    settings = load(file, {})
    assert (settings.company.name, settings.responder.name) == (odd.company, odd.responder)
    assert [each.words for each in settings.brands] == [odd.words]
    assert [each.name for each in settings.sources] == ["a.b"]


def test_a_typed_key_is_its_owners_alone_and_is_never_written_over(tmp_path: Path) -> None:
    file = tmp_path / "new" / "mastodon.key"
    assert keep_key(file, "hush") == f"file:{file}"
    assert (file.read_text(), file.stat().st_mode & 0o777) == ("hush\n", 0o600)
    with pytest.raises(Refused, match="is there already"):
        keep_key(file, "other")


def test_a_typed_key_stays_only_where_settings_come_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file, key = tmp_path / "s.toml", tmp_path / "github.key"
    said = [*WHO, GITHUB, "type", "", "type", "hush"]
    for end in ([], ["n"]):
        assert begin(monkeypatch, file, *said, *end, words=("--no-network",)) == 1
        assert "Nothing is written" in capsys.readouterr().out
        assert list(tmp_path.iterdir()) == []
    assert begin(monkeypatch, file, *said, "y", words=("--no-network",)) == 0
    assert (key.read_text(), load(file, {}).sources[0].fields.token) == ("hush\n", f"file:{key}")
    file.unlink()
    capsys.readouterr()
    assert begin(monkeypatch, file, *said, "", "y", words=("--no-network",)) == 0
    assert f"is there already: file:{key} takes the key in it" in capsys.readouterr().out
    assert key.read_text() == "hush\n"


def test_a_typed_key_goes_with_the_source_that_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with web() as site:
        said, base = [*WHO, GITHUB, "type", "hush", "n", "y"], f"github={site.url('')}"
        assert begin(monkeypatch, tmp_path / "s.toml", *said, words=("--base", base)) == 0
    assert "Keep github all the same?" in capsys.readouterr().out
    assert [each.name for each in tmp_path.iterdir()] == ["s.toml"]


def test_languages_are_codes_as_posts_are_marked_with_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "s.toml"
    said = [*WHO[:5], "English, de", "EN; de-AT, de", BLUESKY, "y"]
    assert begin(monkeypatch, file, *said, words=("--no-network",)) == 0
    assert "“English” is no code of a language" in capsys.readouterr().out
    assert 'match = "lang:en OR lang:de OR lang:none"' in file.read_text()


def test_answers_are_taken_apart() -> None:
    assert listed(" a, b;a\n, ,c ") == ("a", "b", "c")
    assert (US.brand, US.tags) == ("corncrake", ("corncrake",))
    assert replace(US, company="“”!").brand == "us"
    assert countries(("de", "en", "xx")) == ("de", "at", "ch", "us", "gb")
    assert countries(("xx",)) == ("us",)
    tables = names_of([("feed", {"url": "a"}), ("feed", {"url": "b"}), ("lemmy", {})])
    assert list(tables) == ["feed", "feed-2", "lemmy"]
