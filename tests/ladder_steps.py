"""Steps of a story on the ladder: shared by the tests of how it climbs and of what brings it back."""

from datetime import datetime
from typing import Any

from casebook.case import Case
from casebook.kinds import MentionKind, ReachKind
from casebook.mention import Mention
from desk import shelf
from desk.opening import open_case
from desk.raising import raise_rung
from desk.timeline import timeline
from desk.views import case_view
from tests.desk_world import NOON, World, complaint, playbook

ANGRY = "You charged me twice, I called support three times, nobody ever called back. A scam!"
PRESS = "https://www.bbc.co.uk/news/1"
LOUD: dict[str, Any] = {"author_reach": 40_000, "author_reach_kind": ReachKind.FOLLOWERS}


def opened(desk: World, mention: Mention | None = None) -> int:
    return open_case(desk.store, playbook(), desk.one(mention or complaint()), by="dana", now=NOON)


def case(desk: World, number: int) -> Case:
    return shelf.case(desk.store, number)


def row(desk: World, number: int) -> Any:
    return desk.kept(case(desk, number).lead)


def answer(number: str, **about: Any) -> Mention:
    """Return another voice in the thread of the first complaint."""
    said = "The same happened to me, and it is a disgrace."
    return complaint(number, author_handle=f"ben{number}", text=said, thread_root_id="1", **about)


def article(number: str = "9", **about: Any) -> Mention:
    return answer(number, kind=MentionKind.ARTICLE, url=PRESS, **about)


def told(desk: World, number: int) -> list[str]:
    return [each.words for each in timeline(case_view(desk.store, number, "dana").events, playbook())]


def higher(desk: World, number: int, rung: int, why: str = "the evening news", now: datetime = NOON) -> Case:
    return raise_rung(desk.store, playbook(), number, rung, why, by="dana", now=now)
