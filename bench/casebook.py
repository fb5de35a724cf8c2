"""Casebooks of any size, made once and kept: judged by the real playbook, as a store keeps them."""

import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tinydb import where

from casebook.document import from_ms, to_ms
from casebook.keeping import UNSAID, mention_document
from casebook.kinds import Decision, Lane, MentionKind
from casebook.mention import KeptMention, Mention
from casebook.store.filling import filling
from casebook.store.paper import dump
from casebook.store.store import Store
from desk.judging import judged, verdict
from desk.opening import claim, open_case
from playbooks.playbook import Playbook, load

FORM = 4
"""Another number has everybody's casebooks made anew."""
RARE = "quixotic"
"""A word that one mention in ten thousand holds."""
_TOGETHER = 5000
"""Mentions numbered together."""
_CASES = 1_000
"""Open cases at most."""
_PATTERNS = 400
"""Different texts the judge reads; the rest are these, with other names, numbers and times."""
_THEN = 1_700_000_000_000
"""When the patterns were written."""
_TIMES = ("created_at", "seen_at", "due_at", "rank")
"""What moves with the time of writing, in milliseconds."""
_GRIEVANCES = (
    "I asked support for a refund three times and nobody answers",
    "the login is broken again since yesterday and my team cannot work",
    "they charged me twice and now they say it is my fault",
    "why does the export never finish, it worked last week",
    "your status page says all is well while everything is down",
    "waited six weeks for a replacement, never again",
    "has anybody got a workaround for the timeout in the new release",
    "they promised a fix in March and raised the price instead",
    "thank you for the quick help yesterday, really kind of you",
    "checkout ate my order and the money is gone",
)
_SIDES = (
    "This is the second time this year", "I have screenshots of everything", "Please do something",
    "Am I the only one", "My contract ends next month anyway", "Does anybody read this",
    "I used to recommend you to everybody", "No answer to my mail of Monday either",
)  # fmt: skip


def casebook(folder: Path, mentions: int, *, in_queue: float = 0.1) -> Path:
    """Return a store that holds so many mentions, made where it is not there yet.

    Args:
        folder: Where casebooks are kept from run to run.
        mentions: How many.
        in_queue: Which part of them waits in the queue, some of it in cases; the rest was decided long ago.
            Of 1 there are no cases.
    """
    return made_once(
        folder, f"casebook-{mentions}-{in_queue:g}", lambda made: _fill(made, mentions, in_queue)
    )


def made_once(folder: Path, name: str, fill: Callable[[Path], None]) -> Path:
    """Return the store of that name, filled where it is not there yet.

    Args:
        folder: Where casebooks are kept from run to run.
        name: Of the file, without its ending.
        fill: Makes a new file, which nobody knows before it is whole.
    """
    place = folder / f"{name}-form{FORM}.db"
    if not place.exists():
        folder.mkdir(parents=True, exist_ok=True)
        _clear(folder)
        with TemporaryDirectory(prefix="making-", dir=folder) as making:
            made = Path(making) / place.name
            fill(made)
            made.rename(place)
    Store(place).close()  # what a later version wants to have, it makes now, and lays a copy aside
    for copy in folder.glob(f"{place.name}-before-*"):
        copy.unlink()
    return place


def _clear(folder: Path) -> None:
    """Remove what an earlier form of the bench has left: it is as great, and nobody reads it again."""
    for each in folder.glob("*.db*"):
        if f"-form{FORM}.db" not in each.name:
            each.unlink()
    for left in folder.glob("making-*"):
        shutil.rmtree(left, ignore_errors=True)


def lend(place: Path, to: Path) -> Path:
    """Copy a casebook, for somebody who is going to write in it."""
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(place, to)
    return to


def documents(
    start: int, end: int, *, in_queue: float, now: datetime, of: int = 0, apart: int = 60_000
) -> Iterator[dict[str, Any]]:
    """Yield mentions as the store keeps them, numbered from `start` up to `end`.

    Args:
        start: The first number.
        end: The number after the last.
        in_queue: Which part of them waits in the queue.
        now: When the last of them came.
        of: How many there are in all: the older ones came before; 0 for `end`.
        apart: Milliseconds from one to the next.
    """
    chance, patterns, all_ = random.Random(start), _patterns(), of or end
    for number in range(start, end):
        waiting, decided = patterns[number % len(patterns)]
        at = to_ms(now) - apart * (all_ - number)
        pattern = waiting if chance.random() < in_queue else decided
        yield _numbered(pattern, number, at, max(all_ // 5, 10))


def _fill(place: Path, mentions: int, in_queue: float) -> None:
    now = datetime.now(UTC)
    with filling(place) as file:
        for start in range(0, mentions, _TOGETHER):
            end = min(start + _TOGETHER, mentions)
            some = documents(start, end, in_queue=in_queue, now=now, of=mentions)
            for number, document in enumerate(some, start + 1):
                file.put("mentions", number, dump(document, UNSAID))
    store = Store(place)
    try:
        if in_queue < 1:
            _work(store, load(None), min(int(mentions * in_queue) // 100, _CASES), now)
    finally:
        store.close()


def _work(store: Store, playbook: Playbook, cases: int, now: datetime) -> None:
    """Open cases on mentions spread over the queue; of three responders two have some in their hands."""
    waiting = where("lane") == Lane.DESK.value
    step = max(store.mentions.count(waiting) // max(cases, 1), 1)
    rows = [
        store.mentions.select(waiting, order="rank", offset=step * each, limit=1)[0] for each in range(cases)
    ]
    for number, row in enumerate(rows):
        with store.batch():
            by = ("dana", "eli", "kim")[number % 3]
            case = open_case(store, playbook, row.doc_id, by=by, now=now)
            if by != "kim":
                claim(store, playbook, case, by=by, now=now)


@cache
def _patterns() -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Return documents to go by, each as it waits in the queue and as it was decided."""
    chance, playbook, now = random.Random(1), load(None), from_ms(_THEN)
    kept = [_judged(playbook, _said(chance), now) for _ in range(_PATTERNS)]
    return [(mention_document(_waiting(each)), mention_document(_decided(each))) for each in kept]


def _said(chance: random.Random) -> str:
    return f"{chance.choice(_GRIEVANCES)}. {'. '.join(chance.sample(_SIDES, 3))}."


def _judged(playbook: Playbook, text: str, now: datetime) -> KeptMention:
    mention = Mention("feed", "0", text=text, created_at=now, via="bench")
    kept = KeptMention(0, mention, now)
    return judged(kept, verdict(playbook, kept))


def _waiting(kept: KeptMention) -> KeptMention:
    return kept if kept.lane else replace(kept, lane=Lane.DESK)


def _decided(kept: KeptMention) -> KeptMention:
    return replace(kept, lane=None, decision=Decision.NO_ACTION, why="nothing to put right")


def _numbered(pattern: dict[str, Any], number: int, at: int, authors: int) -> dict[str, Any]:
    """Return a pattern as one mention: its own name, author, words and time (milliseconds since 1970)."""
    later = at - _THEN
    handle = f"writer{number * 7919 % authors}"
    rare = f" {RARE}" if number % 10_000 == 7 else ""
    url = f"https://forum.example/t/{number}"
    moved = {name: pattern[name] + later for name in _TIMES if pattern[name] is not None}
    return {
        **pattern, **moved, "native_id": str(number), "uri": f"feed:{number}", "title": f"Matter {number}",
        "text": f"{pattern['text']} Order {number}{rare}.", "url": url, "page": url, "thread": f"t:{number}",
        "author_handle": handle, "author": f"feed:{handle}", **_told(number),
    }  # fmt: skip


def _told(number: int) -> dict[str, Any]:
    """Return what some sources tell of a mention, and others do not."""
    return {
        "author_reach": number % 5_000 if number % 4 == 0 else None,
        "rating": number % 5 + 1 if number % 200 == 0 else None,
        "kind": (MentionKind.REVIEW if number % 200 == 0 else MentionKind.POST).value,
        "lang": None if number % 3 == 0 else "de" if number % 100 == 1 else "en",
        "community": "help" if number % 50 == 0 else None,
    }
