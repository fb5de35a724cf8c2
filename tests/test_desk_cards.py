"""What the platform allows stands beside the case, and among the facts of `amends show`."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from desk.cards import card_of, rules_of
from desk.opening import open_case
from desk.source_settings import SourceSettings
from sources.registry import KINDS
from sources.settings.feed import FeedSettings
from sources.settings.reddit import RedditSettings
from tests.at_the_desk import at_the_desk
from tests.desk_world import complaint, playbook
from tui.__main__ import main
from tui.screens.case import CaseScreen

REDDIT = SourceSettings("talk", "reddit", RedditSettings(query="acme"))
FEED = SourceSettings("blog", "feed", FeedSettings("https://blog.example/f"))


def test_the_source_it_came_through_tells_the_platform() -> None:
    mention = complaint(source="feed", via="talk")
    assert card_of([REDDIT], mention) is KINDS["reddit"].card
    assert card_of([], replace(mention, source="lemmy")) is KINDS["lemmy"].card
    assert card_of([], replace(mention, source="somewhere")) is None


@pytest.mark.parametrize("kind", KINDS)
def test_every_card_answers_the_same_four_questions(kind: str) -> None:
    told = dict(rules_of(KINDS[kind].card))
    assert list(told)[:4] == [
        "compare with our customers",
        "write to people in private",
        "quote their words elsewhere",
        "keep their words",
    ]
    assert all(told.values())


def test_how_long_words_are_kept_is_what_is_done() -> None:
    for source, kept in ((REDDIT, "until they delete them"), (FEED, "what they delete too")):
        assert dict(rules_of(KINDS[source.kind].card))["keep their words"] == kept
        assert source.keep_deleted is (kept == "what they delete too")


async def test_the_case_says_what_its_place_allows(tmp_path: Path) -> None:
    mention = complaint(source="reddit", via="talk")
    async with at_the_desk(tmp_path, mention, sources=(REDDIT,)) as hands:
        hands.elsewhere(open_case, playbook(), 1, by="dana")
        await hands.press("enter")
        await hands.on(CaseScreen)
        await hands.shows("On Reddit")
        await hands.shows("compare with our customers   ")
        answers = [
            line.split()[-1] for line in hands.frame().splitlines() if "compare with our customers" in line
        ]
        assert answers == ["no"]


async def test_a_place_nobody_has_a_card_of_is_passed_over(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        hands.elsewhere(open_case, playbook(), 1, by="dana")
        await hands.press("enter")
        await hands.on(CaseScreen)
        await hands.shows("The customer")
        assert "compare with our customers" not in hands.frame()


def test_show_tells_it_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('[store]\nplace = "amends.db"\n', encoding="utf-8")
    line = {"source": "reddit", "text": "Acme lost my order", "url": "https://www.reddit.com/r/x/comments/1/"}
    said = tmp_path / "said.jsonl"
    said.write_text(json.dumps(line), encoding="utf-8")
    assert main(["--settings", str(file), "add", "--json", str(said)]) == 0
    assert main(["--settings", str(file), "show", "1"]) == 0
    assert "on Reddit: write to people in private: only when they ask for it" in capsys.readouterr().out
    assert main(["--settings", str(file), "show", "1", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["allowed"]["on"] == "Reddit"
