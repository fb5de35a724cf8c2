"""A story with a case, and what others say of it elsewhere: for the tests of echoes."""

from dataclasses import replace
from typing import Any

from casebook.kinds import Aftermath
from casebook.mention import Mention
from desk.closing import resolve
from desk.intake import State
from desk.opening import open_case
from desk.timeline import timeline
from tests.desk_world import NOON, World, after, complaint, playbook

DAY = 24 * 60
STORY = (
    "The Corncrake night train to Harrogate left without our sleeping car and the guard told forty of us to "
    "wait on an unlit platform until morning."
)
QUOTE = "the guard told forty of us to wait on an unlit platform until morning"
OTHER = "My seat was wet on the way to work. Nobody at the station wanted to hear about it."
ARTICLE = "https://herald.example/2026/night-train-left-without-car"


def story(desk: World, number: str = "story", *, over: bool = False, **about: Any) -> int:
    """Let a story come in, open its case, and resolve it where it is to be over."""
    told = complaint(number, **{"text": STORY, "author_handle": "jane_doe", **about})
    case = open_case(desk.store, playbook(), desk.one(told), by="dana", now=NOON)
    if over:
        resolve(desk.store, case, "delivery", Aftermath.QUIET, by="dana", now=after(5))
    return case


def elsewhere(text: str, number: str = "new", **about: Any) -> Mention:
    """Return what somebody else says at another place."""
    told = {"source": "blog", "via": "blogs", "url": f"https://blog.example/{number}", "author_handle": "kim"}
    return complaint(number, text=text, **{**told, **about})


def came(desk: World, mention: Mention, minutes: float = 60) -> tuple[State, int]:
    """Let a mention come in and return what became of it, and its id."""
    taken = desk.take(replace(mention, created_at=after(minutes - 1)), now=after(minutes))[0]
    return taken.state, taken.id


def why(desk: World, number: int) -> str:
    """Return the signs by which a mention is an echo, each with its words."""
    signs = (each for each in desk.kept(number).reasons if each.key.startswith("echoes."))
    return " · ".join(f"{each.what} ({each.words})" for each in signs)


def last(desk: World, case: int) -> str:
    """Return the last line of a case's timeline."""
    return timeline(desk.store.events(case=case), playbook())[-1].words


def crowd(desk: World, many: int = 20) -> None:
    """Let many others say what everybody says."""
    for each in range(many):
        desk.one(elsewhere("Corncrake was late, the train was full.", f"f{each}", author_handle=f"f{each}"))


def echo(desk: World) -> tuple[int, int]:
    """Let an echo of a story that is over come in; return its case and its id."""
    case = story(desk, over=True)
    return case, came(desk, elsewhere("Remember https://forum.example/t/story ?"))[1]
