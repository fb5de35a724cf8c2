"""Which known story a new mention is an echo of: looked up by the traces stories have left, and weighed.

Everything is asked by key and for few rows only, so that it takes as long with a million mentions as with ten
thousand, and with a hostile text as with another.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from tinydb import where

from casebook.case import Case
from casebook.frozen import frozen
from casebook.kinds import CaseStatus, Decision, LinkState
from casebook.mention import KeptMention, Mention
from casebook.store.store import Store
from casebook.store.words import text
from desk import lanes, parts, people, shelf
from desk.held import NOTHING, Held
from desk.traces import Marks, is_watched, link_key, links_in
from playbooks.causes import rest_of
from playbooks.echoing import Echo, Trail, rare_candidates, weigh, whole
from playbooks.playbook import Playbook

_RUNS = 48
"""Runs of words that are looked up at most, of those that are there at all."""
_COMMON = 8
"""What more mentions of cases say is a phrase of everybody's."""
_MENTIONS = 40
"""Mentions that are read at most, the newest first."""
_CASES = 4
"""Cases that are weighed at most."""
_VOICES = 8
"""Mentions of a case whose words are compared at most."""


@frozen
class _Hit:
    """One mention of a story, and what led to it."""

    voice: KeptMention
    keys: frozenset[int]


def find(
    store: Store, playbook: Playbook, kept: KeptMention, marks: Marks, now: datetime, held: Held = NOTHING
) -> Echo | None:
    """Return what a mention is an echo of, or why it may be one; None where nothing leads to a story.

    Args:
        store: Where the stories are.
        playbook: What counts for how much, and how long a story that is over listens.
        kept: The mention, which has no case.
        marks: Its keys.
        now: When.
        held: What the store is known not to hold.
    """
    hits = _hits(store, kept, marks, playbook.echoes.rare_in, held)
    cases = _cases(store, hits, _of_customer(store, kept.mention, held), playbook.echoes.watch, now)
    found = (_weighed(store, playbook, kept, marks, *each, now) for each in cases)
    return max((each for each in found if each is not None), key=lambda each: each.points, default=None)


def _weighed(
    store: Store,
    playbook: Playbook,
    kept: KeptMention,
    marks: Marks,
    case: Case,
    hits: list[_Hit],
    now: datetime,
) -> Echo | None:
    trail = _Looking(store, playbook, kept, marks, now).trail(case, hits)
    return weigh(kept.mention, kept.cause, trail, playbook.echoes)


def _hits(store: Store, kept: KeptMention, marks: Marks, rare_in: int, held: Held) -> list[_Hit]:
    """Return the mentions that share a key, the newest first; a key of many leads nowhere."""
    there = {key for key in marks.sought if held.may_have("traces", "key", key)}
    if not there:
        return []
    few = {*marks.links, *marks.called, *_known((marks.page, marks.thread, marks.author))}
    runs = [key for key in marks.asked if key in there][:_RUNS]
    led = defaultdict[int, set[int]](set)
    for key in there & few:
        limit = None if key in (marks.author, marks.thread) else rare_in
        _lead(store, key, limit, kept.id, led)
    for key in runs:
        _lead(store, key, _COMMON, kept.id, led)
    numbers = sorted(led, reverse=True)[:_MENTIONS]
    voices = shelf.mentions(store.mentions.get(doc_ids=numbers))
    return [_Hit(each, frozenset(led[each.id])) for each in reversed(voices) if each.case is not None]


def _lead(store: Store, key: int, most: int | None, here: int, led: defaultdict[int, set[int]]) -> None:
    limit = _MENTIONS if most is None else most + 1
    found = {each["mention"] for each in store.traces.select(where("key") == key, order="-", limit=limit)}
    if most is None or len(found) <= most:
        for number in found - {here}:
            led[number].add(key)


def _known(keys: Iterable[int | None]) -> Iterator[int]:
    return (each for each in keys if each is not None)


def _of_customer(store: Store, mention: Mention, held: Held) -> list[Case]:
    """Return the newest cases of the customer whose account is confirmed to be the author's."""
    if not mention.author or not held.may_have("handles", "account", mention.author):
        return []
    links = people.links(store, [mention.author]).get(mention.author, [])
    number = next((each.customer for each in links if each.state is LinkState.CONFIRMED), None)
    if number is None:
        return []
    return shelf.records(Case, store.cases.select(where("customer") == number, order="-", limit=_CASES))


def _cases(
    store: Store, hits: list[_Hit], besides: list[Case], watch: timedelta, now: datetime
) -> Iterator[tuple[Case, list[_Hit]]]:
    """Yield the cases that listen, those that are worked on first, each with what led to it."""
    led: dict[int, list[_Hit]] = {each.id: [] for each in besides}
    for each in hits:
        led.setdefault(each.voice.case or 0, []).append(each)
    whole = defaultdict[int, list[_Hit]](list)
    known: dict[int, Case] = {}
    for number in list(led)[: 4 * _CASES]:
        if store.cases.get(doc_id=number) is not None:
            case = parts.survivor(store, shelf.case(store, number))
            known[case.id] = case
            whole[case.id] += led[number]
    listening = [each for each in known.values() if is_watched(store, each, watch, now)]
    listening.sort(key=lambda each: (each.status is CaseStatus.RESOLVED, -each.id))
    yield from ((each, whole[each.id]) for each in listening[:_CASES])


class _Looking:
    """Looks up what a mention has in common with a case."""

    def __init__(
        self, store: Store, playbook: Playbook, kept: KeptMention, marks: Marks, now: datetime
    ) -> None:
        self._store, self._playbook, self._kept, self._marks, self._now = store, playbook, kept, marks, now
        self._rules = playbook.echoes

    def trail(self, case: Case, hits: list[_Hit]) -> Trail:
        """Return all of it."""
        ended = self._now - case.resolved_at if self._is_over(case) and case.resolved_at else None
        causes = {each.voice.cause for each in hits} | {case.cause}
        author, named = self._author(case, hits, ended), self._named(hits)
        return Trail(
            case=case.id,
            ended=ended,
            voices=tuple(each.voice.mention for each in hits[:_VOICES]),
            causes=frozenset(each for each in causes if each and each != rest_of(self._playbook.causes)),
            thread=any(self._marks.thread in each.keys for each in hits),
            page=self._page(hits),
            link=self._link(hits),
            author=author,
            named=named,
            rare=self._rare(hits) if author or named else (),
        )

    def _is_over(self, case: Case) -> bool:
        return case.status is CaseStatus.RESOLVED

    def _page(self, hits: list[_Hit]) -> str:
        """Return the link of the text that leads to where the story stands."""
        places = {link_key(page): page for each in hits for page in _places(each.voice)}
        cases = {each.voice.case for each in hits}
        found = ((said, places[key]) for key, said in self._marks.links.items() if key in places)
        return next((said for said, page in found if self._is_of(cases, page)), "")

    def _is_of(self, cases: set[int | None], page: str) -> bool:
        """Return whether nobody else's mention stands on a page: an app's has the reviews of all."""
        there = self._store.mentions.select(where("page") == page, order="-", limit=_MENTIONS)
        return all(each["case"] in cases for each in there if each.doc_id != self._kept.id)

    def _link(self, hits: list[_Hit]) -> str:
        """Return a link of the text that a voice has too, or the link of a voice that leads here."""
        places = {link_key(page) for each in hits for page in _places(each.voice)}
        shared = {key for each in hits for key in each.keys} - places
        found = (said for key, said in self._marks.links.items() if key in shared and not self._is_ours(said))
        return next(found, "") or self._leads_here(hits)

    def _leads_here(self, hits: list[_Hit]) -> str:
        page = self._kept.page
        linked = (each for each in hits if self._marks.page in each.keys and page not in _places(each.voice))
        return (self._kept.mention.url or "") if page is not None and any(linked) else ""

    def _is_ours(self, link: str) -> bool:
        host = (urlsplit(link if "://" in link else f"https://{link}").hostname or "").removeprefix("www.")
        return any(host == each or host.endswith(f".{each}") for each in self._our_hosts())

    def _our_hosts(self) -> Iterator[str]:
        yield from (each.casefold() for each in self._rules.own)
        for each in self._playbook.contacts:
            if host := urlsplit(each.where).hostname:
                yield host.removeprefix("www.")

    def _author(self, case: Case, hits: list[_Hit], ended: timedelta | None) -> str:
        """Return in what way it is the same author, where that still counts."""
        if ended is not None and ended > self._rules.again_within:
            return ""
        mine = self._kept.mention.author
        if mine and any(each.voice.mention.author == mine for each in hits):
            return "the same author"
        number = people.confirmed(self._store, mine) if case.customer is not None else None
        same = number is not None and number == case.customer
        return "another account of the same customer" if same else ""

    def _named(self, hits: list[_Hit]) -> str:
        keys = {key for each in hits for key in each.keys}
        return next((said for key, said in self._marks.called.items() if key in keys), "")

    def _rare(self, hits: list[_Hit]) -> tuple[str, ...]:
        """Return the rare words the mention has in common with a voice, of the first that has any."""
        here = whole(self._kept.mention)
        for each in hits[:_VOICES]:
            found = rare_candidates(here, whole(each.voice.mention))
            if rare := tuple(word for word in found if self._is_rare(word)):
                return rare
        return ()

    def _is_rare(self, word: str) -> bool:
        """Return whether few mentions have a word; where we hold few, no more than a fifth of them."""
        most = min(self._rules.rare_in, max(3, self._store.mentions.top() // 5))
        found = self._store.mentions.select(text(f'"{word}"'), order="-", limit=most + 1)
        return len(found) <= most


def _places(voice: KeptMention) -> set[str]:
    """Return the pages where a voice stands."""
    root = voice.mention.thread_root_url
    return {page for page in (voice.page, *(links_in(root) if root else ())) if page is not None}


def noted(kept: KeptMention, echo: Echo) -> KeptMention:
    """Return a mention with what speaks for an echo before all else that is known of it."""
    return replace(kept, reasons=(*(each.reason for each in echo.grounds), *kept.reasons))


def joined_by_itself(store: Store, case: Case | None) -> list[KeptMention]:
    """Return the latest voices of a case that were put to it by signs, and may be parted from it again."""
    if case is None:
        return []
    found = shelf.mentions(store.mentions.select(where("case") == case.id, order="-", limit=_MENTIONS))
    voices = (each for each in found if each.decision is Decision.IN_CASE and each.id != case.lead)
    return [each for each in voices if lanes.may_be_parted(each)][:_VOICES]
