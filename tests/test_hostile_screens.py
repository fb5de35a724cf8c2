"""A stranger's words on every screen: shown harmless, never executed, never crashing.

They come in by the real door, as a line of JSON, and are looked for in what the terminal would get.
"""

import json
import re
from datetime import datetime
from pathlib import Path

import pytest

from casebook.store.store import Store
from desk.answering import note
from desk.followups import follow_up
from sources.jsonlines import parse_line
from tests.at_the_desk import NARROW, Hands, at_the_desk
from tests.desk_world import MINUTE, NOON
from tests.pilot import calm
from tui.screens.case import CaseScreen
from tui.screens.composer import ComposerScreen
from tui.screens.follow_ups import FollowUpsScreen
from tui.screens.history import HistoryScreen
from tui.screens.link import LinkDialog
from tui.screens.queue import QueueScreen
from tui.screens.why import WhyDialog

HOSTILE = {
    "markup": "[/foo] see [red]this[/red] [b",
    "click": "[@click=app.quit]free money[/]",
    "escape codes": "\x1b[2J\x1b[31mred\x1b[0m \x1b]0;title\x07 \x9b5n",
    "OSC 8 and 52": "\x1b]8;;http://evil.example\x1b\\link\x1b]8;;\x1b\\ \x1b]52;c;ZXZpbA==\x07",
    "controls": "a\x00b\x07c\x08d\x0ee\x7ff\x85g\r\nh",
    "bidi": "pay \u202e000,1\u202c \u2066now\u2069 \u200fx",
    "zero width": "re\u200bfu\u200cnd\u2060\ufeff \U000e0041",
    "wide": "漢字かな交じり文 👩‍👩‍👧‍👦 🇪🇺 ｆｕｌｌ",
    "combining": "Z" + "\u0317\u0308\u0363" * 40 + " é",
    "long line": "word" * 25_000,
    "many lines": "\n".join("x" for _ in range(5_000)),
    "nothing but marks": "\u200b\u202e.",
}
FORBIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""What may never reach the terminal, newline apart."""


def line_of(text: str) -> str:
    return json.dumps({"source": "forum", "native_id": "h", "title": text, "text": text, "author_name": text})


def log_ripple(store: Store, case: int, text: str, *, by: str, now: datetime) -> None:
    follow_up(store, case, text.strip() or "nothing", now + MINUTE, by=by, now=now)


def write_note(store: Store, case: int, text: str, *, by: str, now: datetime) -> None:
    note(store, case, text.strip() or "nothing", by=by, now=now)


async def harmless(hands: Hands) -> None:
    """Look at the screen in front as the terminal would get it."""
    await calm(hands.pilot)
    for number, shown in enumerate(hands.frame().split("\n")):
        assert not FORBIDDEN.search(shown), f"line {number}: {shown!r}"
    assert hands.app.is_running


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
async def test_every_screen_shows_it_harmless(tmp_path: Path, text: str) -> None:
    mention = parse_line(line_of(text), NOON)
    async with at_the_desk(tmp_path, mention) as hands:
        await hands.selects(1)
        await harmless(hands)
        for key, screen in (("w", WhyDialog), ("u", HistoryScreen)):
            await hands.press(key)
            await hands.on(screen)
            await harmless(hands)
            await hands.press("escape")
            await hands.on(QueueScreen)
        await hands.press("enter")
        await hands.on(CaseScreen)
        await hands.shows("The thread")
        await harmless(hands)
        await hands.press("r")
        await hands.on(ComposerScreen)
        await harmless(hands)
        await hands.press("escape")
        await hands.on(CaseScreen)
        await hands.press("y")
        await hands.until(lambda: bool(clip(tmp_path)), "something copied")
        assert not FORBIDDEN.search(clip(tmp_path))


def clip(folder: Path) -> str:
    """Return what the last rung of the clipboard's ladder wrote."""
    return "".join(file.read_text(encoding="utf-8") for file in folder.glob("clip*"))


async def test_a_narrow_queue_of_nothing_else_is_harmless(tmp_path: Path) -> None:
    mentions = [
        parse_line(line_of(text).replace('"h"', f'"h{row}"'), NOON)
        for row, text in enumerate(HOSTILE.values())
    ]
    async with at_the_desk(tmp_path, *mentions, size=NARROW) as hands:
        await hands.until(lambda: len(hands.pane.page.rows) == len(HOSTILE), "all of them")
        for _ in mentions:
            await harmless(hands)
            await hands.press("j")


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
async def test_what_the_responder_pastes_is_shown_harmless_too(tmp_path: Path, text: str) -> None:
    async with at_the_desk(tmp_path, parse_line(line_of("hello"), NOON)) as hands:
        await hands.selects(1)
        await hands.press("enter")
        screen = await hands.on(CaseScreen)
        await hands.shows("The thread")
        hands.elsewhere(log_ripple, screen.case, text)
        hands.elsewhere(write_note, screen.case, text)
        await hands.shows("eli")
        await harmless(hands)
        await hands.press("g", "f")
        await hands.on(FollowUpsScreen)
        await hands.shows("#1")
        await harmless(hands)


async def test_a_link_is_shown_as_text(tmp_path: Path) -> None:
    said = {"text": "x", "url": "https://forum.example/[/x][@click=app.quit]"}
    async with at_the_desk(tmp_path, parse_line(json.dumps(said), NOON)) as hands:
        await hands.selects(1)
        await hands.press("o")
        await hands.on(LinkDialog)
        await harmless(hands)


async def test_a_store_that_never_saw_the_door_is_shown_harmless_too(tmp_path: Path) -> None:
    """A restored or imported casebook may hold what our own door would not have let in."""
    async with at_the_desk(tmp_path, parse_line(line_of("plain words"), NOON)) as hands:
        raw = {"text": "raw \x1b[2J\x9b5n words \u202e", "title": "raw \x1b]0;t\x07 title"}
        hands.elsewhere(spoil, raw)
        await hands.shows("raw \ufffd")
        await harmless(hands)


def spoil(store: Store, fields: dict[str, str], *, by: str, now: datetime) -> None:
    with store.act(by, "spoil", now):
        store.mentions.update(fields)
