"""`w` tells by which rule a mention came in, and which of its words fit: as the rules are now."""

from pathlib import Path

from casebook.query.rule import Brand, rule_of
from desk.ruled import Heard
from desk.source_settings import SourceSettings
from sources.settings.feed import FeedSettings
from tests.at_the_desk import at_the_desk
from tests.desk_world import complaint
from tui.screens.queue import QueueScreen
from tui.screens.why import MOST, WhyDialog, came_by

ACME = rule_of([Brand("acme", ("Acme", "akme"), lookalikes=("acme comics",))])
FORUM = SourceSettings("the forum", "feed", FeedSettings("https://forum.example/f"), ACME)


async def test_w_says_by_which_rule_and_words_it_came_in(tmp_path: Path) -> None:
    said = complaint("1", text="Acme Comics is fun, but ÅKME charged me twice", query="acme")
    async with at_the_desk(tmp_path, said, sources=(FORUM,)) as hands:
        await hands.selects(1)
        await hands.press("w")
        await hands.on(WhyDialog)
        await hands.shows("came from the forum by the rule acme: “ÅKME”")
        await hands.press("w")
        await hands.on(QueueScreen)


async def test_what_the_rule_would_let_in_no_more_is_told(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint("1", query="acme"), sources=(FORUM,)) as hands:
        await hands.selects(1)
        await hands.press("w")
        await hands.shows("by the rule acme, which does not fit it any more")


def test_of_very_many_words_some_are_told() -> None:
    words = tuple(f"word{number}" for number in range(MOST + 3))
    assert came_by(Heard("hn", "many", words)).plain.endswith(f"“word{MOST - 1}” and 3 more")
    none = "came from hn by the rule none, whose words are in what the source does not show"
    assert came_by(Heard("hn", "none")).plain == none
