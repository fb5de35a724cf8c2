"""The keys under which a story is found by its echoes: addresses, names, its thread, runs of its words.

Every mention that is put to a case leaves its traces; what has no case leaves only where it links to, so that
a rare link is told from one that everybody posts.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import blake2b
from itertools import islice
from types import MappingProxyType

from tinydb import where

from casebook.case import Case
from casebook.document import to_ms
from casebook.frozen import frozen
from casebook.kinds import CaseStatus, FollowUpState
from casebook.mention import KeptMention
from casebook.pattern import pattern
from casebook.store.store import Store
from casebook.trace import Trace
from desk import parts, shelf
from desk.held import NOTHING, Held
from desk.likeness import Said, plain_name
from playbooks.echoing import is_signed, may_quote
from sources.links import canonical

WATCH = timedelta(days=90)
"""How long a closed case listens where no playbook says so."""
LONGEST = 20_000
"""Characters of a text in which links and names are looked for."""
_LINKS = 8
_NAMES = 8
_LOOKED_AT = 40
"""Of each, how many a mention has at most, and how many places are looked at for them."""
_WINDOW = 5
"""Of so many groups of words in a row one is a key: of eight words in common one is, for certain."""
_SPARSE = 800
"""A long text has that many windows at most: only its longer runs are found then."""
_TOGETHER = 500
_AT_FIRST = 300
"""Cases whose traces are made where a store has none."""

_LINK = pattern(r"(?:https?://|www\.)[^\s<>\"“”«»]+", 2)
_NAME = pattern(r"(?<![\w.@/])@(\w[\w-]{1,40})|(?<![\w/])/?u/([\w-]{3,40})")
_NOBODYS = 1 << 40
"""What the keys of words are moved by that stand under no customer's name."""
_TAIL = ".,;:!?'’]…*_"


NO_LEADS: Mapping[str, str] = MappingProxyType({})
"""No short link is known to lead anywhere."""


@frozen
class Marks:
    """The keys of one mention."""

    page: int | None
    """Its own."""
    root: int | None
    """The page on which its thread begins."""
    thread: int | None
    begins: bool
    """Whether it begins that thread itself: then nobody else's can lead to it."""
    author: int | None
    links: Mapping[int, str]
    """Where its text links to, each as it stands there."""
    called: Mapping[int, str]
    """Whom its text calls by name, each as it stands there."""
    runs: tuple[int, ...]
    """Of words that follow each other; of what bears no customer's name in a space of their own."""
    asked: tuple[int, ...]
    """The runs that are worth looking for: two people with the same words say no more than that."""

    @property
    def sought(self) -> Iterator[int]:
        """Under which keys a story may be found that it is an echo of."""
        thread = None if self.begins else self.thread
        yield from (each for each in (self.page, thread, self.author) if each is not None)
        yield from (*self.links, *self.called, *self.asked)

    def standing(self, kept: KeptMention) -> "Marks":
        """Return them with the page and the thread of the mention as they are known by now."""
        begins = kept.thread in (None, kept.mention.uri, kept.page)
        thread = thread_key(kept.thread) if kept.thread else None
        return replace(self, page=_place(kept.page), thread=thread, begins=begins)

    @property
    def left(self) -> tuple[int, ...]:
        """Under which it is found by what is an echo of it."""
        own = (each for each in (self.page, self.root, self.thread, self.author) if each is not None)
        return tuple(dict.fromkeys((*own, *self.links, *self.runs)))


def marks(said: Said, page: str | None, leads: Mapping[str, str] = NO_LEADS) -> Marks:
    """Return the keys of a mention whose thread is not known yet.

    Args:
        said: Its words.
        page: The key of its own page.
        leads: Where short links lead, as far as that is known.
    """
    text, root = said.mention.text[:LONGEST], said.mention.thread_root_url
    groups, signed = _runs(said), is_signed(said.mention)
    nobodys = tuple(each + _NOBODYS for each in groups)
    found = links_in(text) if "://" in text or "www." in text else {}
    return Marks(
        page=_place(page),
        root=_place(_page(root)) if root else None,
        thread=None,
        begins=True,
        author=_key("author", said.mention.author) if said.mention.author else None,
        links={link_key(leads.get(each, each)): written for each, written in found.items()},
        called=dict(_called(text)) if "@" in text or "u/" in text else {},
        runs=groups if signed else nobodys,
        asked=nobodys if signed and not may_quote(text) else (*groups, *nobodys),
    )


def marks_of(kept: KeptMention, leads: Mapping[str, str] = NO_LEADS) -> Marks:
    """Return the keys of a mention that is kept."""
    return marks(Said(kept.mention), kept.page, leads).standing(kept)


def links_in(text: str) -> dict[str, str]:
    """Return where a text links to, as `canonical` has it, each as it stands there; front pages left out."""
    found: dict[str, str] = {}
    for each in islice(_LINK.finditer(text, 0, LONGEST), _LOOKED_AT):
        written = _trimmed(each[0])
        page = _page(written if "://" in written else f"https://{written}")
        if page is not None and not is_front(page):
            found.setdefault(page, written)
        if len(found) == _LINKS:
            break
    return found


def _place(page: str | None) -> int | None:
    return link_key(page) if page and not is_front(page) else None


def is_front(page: str) -> bool:
    """Return whether a page is the first of its site: to link there says nothing."""
    place = page.partition("://")[2]
    return not place.partition("/")[2] and "?" not in place and "#" not in place


def thread_key(thread: str) -> int:
    """Return the key of a public thread."""
    return _key("thread", thread)


@lru_cache(maxsize=2048)
def link_key(page: str) -> int:
    """Return the key of an address, as `canonical` has it."""
    return _key("link", page)


def keep(store: Store, kept: KeptMention, held: Held = NOTHING) -> None:
    """Keep all traces of a mention that is put to a case, and no longer those it had.

    Args:
        store: Where.
        kept: The mention.
        held: What the store is known not to hold.
    """
    store.traces.remove(where("mention") == kept.id)
    if not kept.mention.deleted:  # what its author is called, wherever
        names = tuple(_key("name", each) for each in sorted(Said(kept.mention).names))
        _write(store, kept, (*marks_of(kept, _leads(store, kept)).left, *names), held)


def _leads(store: Store, kept: KeptMention) -> dict[str, str]:
    """Return where the short links of a mention's text lead, as far as they were followed."""
    told = kept.mention.text
    pages = links_in(told) if "://" in told or "www." in told else {}
    rows = store.redirects.select(where("link").one_of(list(pages))) if pages else []
    return {each["link"]: to for each in rows if each["to"] and (to := _page(each["to"]))}


def keep_links(store: Store, kept: KeptMention, links: Iterable[int], held: Held = NOTHING) -> None:
    """Keep where a mention links to that has no case; the arguments are those of `keep`."""
    _write(store, kept, tuple(links), held)


def _write(store: Store, kept: KeptMention, keys: Sequence[int], held: Held) -> None:
    held.came("traces", "key", *keys)
    shelf.keep_new(store.traces, [Trace(0, key, kept.id, kept.seen_at) for key in keys])


def is_watched(store: Store, case: Case, watch: timedelta, now: datetime) -> bool:
    """Return whether a case listens for echoes: while it is open, for a time after, while it owes a look."""
    if case.status is not CaseStatus.RESOLVED:
        return case.status is not CaseStatus.MERGED
    if case.resolved_at is None or now - case.resolved_at <= watch:
        return True
    owed = (where("case") == case.id) & (where("state") == FollowUpState.OWED.value)
    return store.follow_ups.count(owed) > 0


def forget_old(store: Store, now: datetime, watch: timedelta = WATCH) -> None:
    """Forget the traces of stories that listen no more, the oldest first, a portion each time."""
    first = store.traces.select(order="+", limit=1)
    if not first or first[0]["at"] >= to_ms(now - watch):
        return  # the common case reads no more
    end = to_ms(now - watch)
    old = [each for each in store.traces.select(order="+", limit=_TOGETHER) if each["at"] < end]
    with store.batch():
        store.traces.remove(doc_ids=[each.doc_id for each in old])
        watched: dict[int, bool] = {}
        for each in old:
            number = each["mention"]
            if number not in watched:
                watched[number] = _still(store, number, watch, now)
            if watched[number]:
                store.traces.insert({**each, "at": to_ms(now)})


def catch_up(store: Store) -> None:
    """Make the traces of the newest cases where there are none: the store is from before they were kept."""
    if store.traces.top() or not store.cases.top():
        return
    with store.batch():
        for document in store.cases.select(order="-", limit=_AT_FIRST):
            lead = store.mentions.get(doc_id=document["lead"])
            if lead is not None:
                keep(store, shelf.mention(store, document["lead"]))


def _still(store: Store, number: int, watch: timedelta, now: datetime) -> bool:
    """Return whether a mention belongs to a case that listens."""
    document = store.mentions.get(doc_id=number)
    case = document["case"] if document is not None else None
    if case is None or store.cases.get(doc_id=case) is None:
        return False
    return is_watched(store, parts.survivor(store, shelf.case(store, case)), watch, now)


def _runs(said: Said) -> tuple[int, ...]:
    """Return the least of each window of word groups: two texts share it where they share the window."""
    groups = said.in_turn
    if len(groups) < _WINDOW:
        return ()
    size = max(_WINDOW, len(groups) // _SPARSE)
    return tuple(set(map(min, *(groups[at:] for at in range(size)))))


def _called(text: str) -> Iterator[tuple[int, str]]:
    for each in islice(_NAME.finditer(text, 0, LONGEST), _NAMES):
        if (name := plain_name(each[0])) is not None:
            yield _key("name", name), each[0]


def _trimmed(link: str) -> str:
    """Return a link without the signs of the sentence it stands in."""
    bare = link.rstrip(_TAIL)
    while bare.endswith(")") and bare.count(")") > bare.count("("):
        bare = bare[:-1].rstrip(_TAIL)
    return bare


@lru_cache(maxsize=1024)
def _page(url: str) -> str | None:
    return canonical(url)


def _key(kind: str, value: str) -> int:
    """Return a number for an address or a name: of 48 bits, so that two never share one."""
    said = f"{kind}:{value}".encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(said, digest_size=6).digest(), "big")
