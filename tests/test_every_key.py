"""Every key of every screen is pressed: something is seen of it, nothing breaks, and `z` takes it back."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.content import Content
from textual.screen import Screen

from casebook.customer import Customer
from casebook.kinds import HealthKind, MuteKind
from casebook.source_row import SourceRow
from desk.answering import save_draft
from desk.followups import follow_up
from desk.health import document_of
from desk.muting import mute
from desk.opening import open_case
from desk.promising import promise
from tests.at_the_desk import NARROW, Hands, at_the_desk
from tests.desk_world import NOON, after, complaint, playbook, thanks
from tests.pilot import calm
from tests.test_case_screen import knows
from tui.keys import our_kinds, shown_keys
from tui.screens.dialog import Dialog
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines import Line

WAYS: dict[str, tuple[str, ...]] = {
    "QueueScreen": (),
    "CaseScreen": ("enter",),
    "ComposerScreen": ("r",),
    "TemplatePicker": ("t",),
    "HistoryScreen": ("u",),
    "SourcesScreen": ("g", "s"),
    "FollowUpsScreen": ("g", "f"),
    "PromisesScreen": ("g", "p"),
    "MutesScreen": ("g", "m"),
    "StormScreen": ("exclamation_mark",),
    "GoDialog": ("g",),
    "CommandScreen": ("colon",),
    "WhyDialog": ("w",),
    "ClockDialog": ("colon", *"clock", "enter"),
    "OverruleDialog": ("equals_sign",),
    "AnswerDialog": ("equals_sign", "c"),
    "HelpDialog": ("question_mark",),
    "LinkDialog": ("o",),
    "EvidenceDialog": ("e",),
    "LeaveDialog": ("q",),
    "FollowUpDialog": ("f",),
    "PromiseDialog": ("p",),
    "SnoozeDialog": ("s",),
    "MuteDialog": ("m",),
    "LinkToDialog": ("ampersand",),
    "ResolveDialog": ("x",),
    "LetGoDialog": ("home", "x"),
    "PostedDialog": ("i",),
    "NoteDialog": ("c",),
    "HeardDialog": ("b",),
}
"""The keys that lead from the queue to each screen."""
UNSEEN = {
    "app.redraw",
    *("history.down", "history.up", "why.down", "why.up", "link.down", "link.up"),
    *("evidence.down", "evidence.up", "clock.down", "clock.up", "choices.choose"),
    *("list.half_down", "list.half_up", "list.top", "list.bottom"),
    *("command.earlier", "command.later", "command.complete"),
}
"""What changes nothing on a screen as it should be: a page shown whole, what is chosen, nothing said."""
LAST = {"leave.yes"}
"""What ends the evening."""
BACK_AND_FORTH = {"desk.undo", "desk.redo"}
Look = tuple[Screen[Any] | None, list[Any]]
STANDING = {"follow", "time", "presence", "reading"}
"""Workers that run as long as the desk does."""
LONG = "You charged me twice. I called support and nobody ever called me back. " * 40


@asynccontextmanager
async def busy_desk(folder: Path) -> AsyncIterator[Hands]:
    """Sit down where there is some of everything: cases, a draft, guesses, things owed, mutes, sources."""
    mentions = [complaint(str(number), text=LONG, author_handle=f"jane_{number}") for number in range(1, 13)]
    async with at_the_desk(folder, *mentions, thanks(), size=NARROW) as hands:
        for ref, name in (("C-1", "Jane Doe"), ("C-2", "Jane D.")):
            knows(hands, Customer(0, name, ref, since=NOON.date(), orders=3, accounts=("forum:jane_new",)))
        hands.world.one(
            complaint("new", text=LONG, author_handle="jane_new", url="https://forum.example/new")
        )
        await hands.until(lambda: hands.pane.page.total >= 13, "all rows")
        rows = hands.pane.page.rows
        first = next(row.id for row in rows if row.mention.author_handle == "jane_new")
        owing(hands, first)
        hands.pane.select(first)
        await hands.until(lambda: bool(hands.pane.row and hands.pane.row.case), "the case of the first")
        yield hands


def owing(hands: Hands, first: int) -> None:
    """Open three cases that owe something, mute two people, and name many sources."""
    for mention in (first, 5, 6):
        case = hands.elsewhere(open_case, playbook(), mention, by="dana")
        hands.elsewhere(follow_up, case, "a ripple", after(30), by="dana")
        hands.elsewhere(promise, case, "a refund", after(300), by="dana")
        save_draft(hands.world.store, case, "words", by="dana", now=NOON)
    for mention in (8, 9):
        hands.elsewhere(mute, mention, MuteKind.AUTHOR, "sells followers", after(9000), by="dana")
    for number in range(60):
        row = SourceRow(f"forum {number}", HealthKind.OK, asked_at=NOON, last_ok_at=after(-3))
        hands.world.store.sources.insert({**document_of(row), "named": True})


def work(hands: Hands) -> dict[str, Any]:
    """Return what is known of the work, without the log of it."""
    store = hands.world.store
    tables = (store.mentions, store.cases, store.follow_ups, store.promises, store.mutes, store.handles)
    return {table.name: {each.doc_id: dict(each) for each in table.all()} for table in tables}


async def settled(hands: Hands) -> Look:
    """Wait until nothing follows any more, and return what is in front then."""
    before = None
    while (now := await look(hands)) != before:
        before = now
    return now


async def look(hands: Hands) -> Look:
    """Return the screen in front with its colours once nothing is under way; nothing where one has left."""
    await hands.until(lambda: not hands.app.is_running or at_rest(hands), "nothing under way")
    await calm(hands.pilot)
    if not hands.app.is_running:
        return None, []
    strips = hands.app.screen._compositor.render_strips()
    return hands.app.screen, [list(strip) for strip in strips]


def at_rest(hands: Hands) -> bool:
    """Return whether nothing is being done or read."""
    still_reading = hands.app.still_reading(hands.app.screen)
    return not still_reading and all(each.group in STANDING for each in hands.app.workers)


def forget(hands: Hands) -> None:
    """Forget what was said, so that the same words are news."""
    hands.app.clear_notifications()
    for bar in hands.app.screen.query(KeyBar):
        if bar._speaking is not None:
            bar._speaking.stop()
            bar._spoken()
    for line in hands.app.screen.query("#form-say").results(Line):
        line.say(Content(""))


async def seen(hands: Hands, key: str) -> bool:
    """Press a key and return whether anything is to be seen of it."""
    await settled(hands)
    forget(hands)
    before = await settled(hands)
    await hands.press(key)
    return await settled(hands) != before


async def seen_somewhere(hands: Hands, key: str, kind: str) -> bool:
    """Press a key, at the edges of a list too: there half of the keys have nothing to do."""
    if await seen(hands, key):
        return True
    for other in ("down", "up", "end", "home", "pagedown"):
        if other in hands.app.screen.active_bindings:
            await hands.press(other, other)
            if name(hands) == kind and await seen(hands, key):
                return True
    return False


def name(hands: Hands) -> str:
    return type(hands.app.screen).__name__


async def at(hands: Hands, kind: str) -> None:
    """Be on a screen, wherever the last key has led."""
    while name(hands) != kind and len(hands.app.screen_stack) > 1:
        hands.app.pop_screen()
        await calm(hands.pilot)
    for key in () if name(hands) == kind else WAYS[kind]:
        await settled(hands)
        await hands.press(key)
    await hands.until(lambda: name(hands) == kind, f"{kind} in front, not {name(hands)}")
    await settled(hands)


def live(screen: Screen[Any]) -> Iterator[tuple[str, str]]:
    """Yield the id of every act of a screen with each of its keys; what ends the evening comes last."""
    acts = [
        (shown.id, active.binding.key)
        for shown in shown_keys(screen)
        for active in screen.active_bindings.values()
        if active.binding.id == shown.id
    ]
    yield from sorted(acts, key=lambda each: each[0] in LAST)


async def takes_back(hands: Hands, before: dict[str, Any]) -> bool:
    """Take back on the queue what was done since, and return whether all is as it was."""
    for _ in range(3):
        if work(hands) == before:
            return True
        await at(hands, "QueueScreen")
        await hands.press("z")
        await settled(hands)
    return work(hands) == before


@pytest.mark.parametrize("kind", WAYS)
async def test_every_key_does_something_and_nothing_bad(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Dialog, "guard", 0.0)
    flaws: list[str] = []
    async with busy_desk(tmp_path) as hands:
        await at(hands, kind)
        for act, key in list(live(hands.app.screen)):
            await at(hands, kind)
            before = work(hands)
            if not await seen_somewhere(hands, key, kind) and act not in UNSEEN:
                flaws.append(f"nothing is seen of {key} ({act})")
            if not hands.app.is_running:
                break
            await settled(hands)
            if act not in BACK_AND_FORTH and not await takes_back(hands, before):
                flaws.append(f"{key} ({act}) is not taken back")
    assert flaws == []


def test_every_screen_is_among_them() -> None:
    screens = [each for each in our_kinds() if issubclass(each, Screen)]
    last = {each.__name__ for each in screens if not any(each in other.__bases__ for other in screens)}
    assert last == set(WAYS)
