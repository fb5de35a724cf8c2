"""Casebooks with all that a new mention is looked up in, and that storms are told from.

Traces and the keys of words are written as the intake keeps them, by the same functions, and as long as it
does. Greater or smaller, all of them tell of the same ninety days, and the last two hours are the same.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count, islice, product
from pathlib import Path
from typing import Any

from bench.casebook import documents, made_once
from casebook.document import from_ms, to_document
from casebook.gauge import Counted
from casebook.hour import Hour, said_of
from casebook.keeping import UNSAID, kept_mention
from casebook.kinds import Lane
from casebook.likeness import Likeness
from casebook.mention import KeptMention
from casebook.store.filling import Filling, filling
from casebook.store.paper import dump
from casebook.store.store import Store
from casebook.storm import ANY
from casebook.trace import Trace
from desk import likeness
from desk.gauging import Gauging, gauge_of, keep_gauge, minute_of, voice_of
from desk.judging import verdict
from desk.opening import open_case
from desk.traces import WATCH, link_key, links_in
from playbooks.playbook import Playbook, load

_TOLD = timedelta(days=90)
"""How long a casebook has been kept."""
_SHARE = 200
"""One mention of so many has a case."""
_LINKING = 10
"""One of so many links somewhere."""
_WORDS = 12
"""Words of its own that each mention ends with: else all would tell the same story."""
_TOGETHER = 5_000
_HEARD = 120
"""Minutes before the end in each of which something was said."""
_SYLLABLES = ("ba", "ko", "li", "mu", "ne", "po", "ri", "su", "ta", "ve", "wo", "za")

Put = Callable[[str, Any], None]
"""Takes the name of a table and a new record of it."""


def stories(folder: Path, mentions: int) -> Path:
    """Return a store of so many mentions, a tenth of them in the queue, made where it is not there yet."""
    return made_once(folder, f"stories-{mentions}", lambda made: _fill(made, mentions))


def last_minute(store: Store) -> datetime:
    """Return the minute in which such a store was listened to last: the same time of its life in each."""
    return from_ms(60_000 * gauge_of(store).flushed)


def leads(store: Store, many: int) -> list[KeptMention]:
    """Return so many mentions that have a case, from all over the store."""
    step = max(store.cases.top() // many, 1)
    cases = store.cases.get(doc_ids=list(range(1, store.cases.top() + 1, step))[:many])
    found = store.mentions.get(doc_ids=[each["lead"] for each in cases])
    return [kept_mention(each, each.doc_id) for each in found]


def fresh(chance: random.Random) -> str:
    """Return words that nobody else says in that order."""
    return " ".join(chance.choices(_vocabulary(), k=_WORDS))


def _fill(place: Path, mentions: int) -> None:
    now, playbook = datetime.now(UTC).replace(second=30, microsecond=0), load(None)
    waiting = list[int]()
    with filling(place) as file:
        put = _putting(file)
        for number, document in enumerate(_documents(mentions, now), 1):
            file.put("mentions", number, dump(document, UNSAID))
            _found_by(put, document, number, now)
            if document["lane"] == Lane.DESK.value:
                waiting.append(number)
    store = Store(place)
    try:
        _open(store, playbook, waiting, mentions // _SHARE, now)
        with store.batch():
            _listened(store, playbook, now)
    finally:
        store.close()


def _putting(file: Filling) -> Put:
    """Return what writes new records of any table, numbered as they come."""
    numbers = {table: count(1) for table in ("traces", "likenesses")}

    def put(table: str, record: Any) -> None:
        file.put(table, next(numbers[table]), dump(to_document(record)))

    return put


def _documents(mentions: int, now: datetime) -> Iterator[dict[str, Any]]:
    """Yield them, each with words of its own, a few with links and on higher rungs."""
    apart = _TOLD // timedelta(milliseconds=1) // mentions
    for start in range(0, mentions, _TOGETHER):
        end, chance = min(start + _TOGETHER, mentions), random.Random(f"words {start}")
        some = documents(start, end, in_queue=0.1, now=now, of=mentions, apart=apart)
        for number, each in enumerate(some, start):
            yield {**each, "text": f"{each['text']} {fresh(chance)}.{_link(number)}", "rung": _rung(number)}


def _link(number: int) -> str:
    return f" https://paper.example/news/{number // (7 * _LINKING)}" if number % _LINKING == 0 else ""


def _rung(number: int) -> int | None:
    return 3 if number % 5_000 == 0 else 2 if number % 200 == 0 else None


def _found_by(put: Put, document: dict[str, Any], number: int, now: datetime) -> None:
    """Put what leads to a mention, as long as that is kept: where it links to, the keys of its words."""
    seen_at = from_ms(document["seen_at"])
    if now - seen_at <= WATCH and "://" in document["text"]:
        for link in links_in(document["text"]):
            put("traces", Trace(0, link_key(link), number, seen_at))
    if now - seen_at <= likeness.WITHIN:
        said = likeness.Said(kept_mention(document, number).mention)
        for key in likeness.keys(said):
            put("likenesses", Likeness(0, key, number, seen_at))


def _open(store: Store, playbook: Playbook, waiting: list[int], cases: int, now: datetime) -> None:
    """Open cases on mentions spread over the queue."""
    for number in islice(waiting, 0, None, max(len(waiting) // max(cases, 1), 1)):
        open_case(store, playbook, number, by="kim", now=now)


def _listened(store: Store, playbook: Playbook, now: datetime) -> None:
    """Write the hours, each as busy as the other, and into the gauge the same of the last two."""
    told = documents(0, _HEARD, in_queue=1, now=now)
    heard = [kept_mention(each, number) for number, each in enumerate(told, 1)]
    said, last = _hour(playbook, heard[-60:]), minute_of(now) // 60
    for hour in range(last - _TOLD // timedelta(hours=1), last - 1):
        store.hours.insert(to_document(Hour(0, hour, said)))
    gauging = Gauging(store, now)
    for kept in heard:
        gauging.came(kept, verdict(playbook, kept))
    if (gauge := gauging.gauge()) is not None:
        keep_gauge(store, gauge)


def _hour(playbook: Playbook, heard: list[KeptMention]) -> str:
    """Return the sums of an hour in which these were heard."""
    sums = defaultdict[str, Counted](Counted)
    for kept in heard:
        told = verdict(playbook, kept)
        voice = voice_of(kept.mention, minute_of(kept.seen_at)) if told.complaint else None
        for stream in {ANY, (told.labels.cause or ANY) if told.complaint else ANY}:
            sums[stream].count(voice, told.hard, told.kind, fresh=True)
    return said_of(each.sum(stream) for stream, each in sums.items())


@cache
def _vocabulary() -> list[str]:
    """Return some thousand words that mean nothing."""
    return ["".join(each) for each in product(_SYLLABLES, repeat=3)]
