"""What we hold already of a mention that arrives: itself, the page it copies, its public thread, its case.

Asked inside the transaction that takes it in, so that the mentions of one answer see each other.
"""

from dataclasses import replace
from functools import lru_cache
from hashlib import blake2b

from tinydb import where

from casebook.case import Case
from casebook.keeping import kept_mention
from casebook.mention import KeptMention, Mention
from casebook.store.store import Store
from desk import parts, shelf
from desk.held import NOTHING, Held
from sources.links import canonical

_OWN = "at://"
"""What an id begins with that names its author for good, whatever they call themselves: Bluesky's."""


def page_of(mention: Mention) -> str | None:
    """Return the key that tells copies of one page apart from news."""
    return _page(mention.url) if mention.url else None


def same(store: Store, mention: Mention, held: Held = NOTHING) -> KeptMention | None:
    """Return the mention itself, where we have it."""
    return _first(store, held, "uri", mention.uri)


def met(store: Store, mention: Mention, held: Held = NOTHING) -> tuple[Mention, KeptMention | None]:
    """Return the mention under a name of its own, and itself where we have it.

    Feeds give one id to two people's words. Another author on another page is another mention, and never an
    edit of the first.
    """
    first = same(store, mention, held)
    if first is None or not _another(first.mention, mention):
        return mention, first
    page = blake2b(str(page_of(mention)).encode(), digest_size=6).hexdigest()
    other = replace(mention, native_id=f"{mention.native_id}+{page}")
    return other, same(store, other, held)


def _another(one: Mention, other: Mention) -> bool:
    if other.native_id.startswith(_OWN):
        return False
    names, pages = {_name(one), _name(other)}, {page_of(one), page_of(other)}
    return len(names) == 2 and len(pages) == 2 and None not in names | pages


def copied_page(store: Store, mention: Mention, page: str, held: Held = NOTHING) -> KeptMention | None:
    """Return the mention this one is a copy of: the first of the same page, from another source.

    One source that gives several mentions the same page (the reviews of one app) has no copies, and nobody's
    words are a copy of somebody else's.
    """
    first = _first(store, held, "page", page)
    if first is None or (first.mention.source, first.mention.via) == (mention.source, mention.via):
        return None
    authors = {_name(each) for each in (first.mention, mention)} - {None}
    return first if len(authors) < 2 else None


def thread_of(store: Store, mention: Mention, held: Held = NOTHING) -> str:
    """Return the key of the public thread: the same for its first post and each answer, in any order.

    The thread is known by the first post's uri, or by whatever its first answer here called it.
    """
    uri, page = root_of(mention)
    threads = (("thread", each) for each in threads_of(mention))
    for field, value in (("uri", uri), ("page", page), *threads):
        found = _first(store, held, field, value)
        if found is not None and found.thread:
            return found.thread
    return uri or page or mention.uri


def threads_of(mention: Mention) -> tuple[str | None, ...]:
    """Return what the mention's thread may be called here, in the order in which it is looked for."""
    return (*root_of(mention), mention.uri, page_of(mention))


def pages_of(mention: Mention) -> tuple[str | None, ...]:
    """Return the pages that are looked for when the mention is new."""
    return page_of(mention), root_of(mention)[1]


def case_of(store: Store, thread: str, held: Held = NOTHING) -> Case | None:
    """Return the newest case of a thread, or the one that is part of."""
    if not held.may_have("cases", "thread", thread):
        return None
    found = store.cases.select(where("thread") == thread, order="-", limit=1)
    return next((parts.survivor(store, each) for each in shelf.records(Case, found)), None)


def root_of(mention: Mention) -> tuple[str | None, str | None]:
    """Return the uri and the page of the thread's first post, or of what this answers, as far as it says."""
    number = mention.thread_root_id or mention.reply_to_id
    link = mention.thread_root_url or mention.reply_to_url
    return f"{mention.source}:{number}" if number else None, _page(link) if link else None


def _first(store: Store, held: Held, field: str, value: str | None) -> KeptMention | None:
    """Return the first mention with a value in a field, where there may be any."""
    if value is None or not held.may_have("mentions", field, value):
        return None
    found = store.mentions.select(where(field) == value, order="+", limit=1)
    return kept_mention(found[0], found[0].doc_id) if found else None


@lru_cache(maxsize=1024)
def _page(url: str) -> str | None:
    return canonical(url)


def _name(mention: Mention) -> str | None:
    name = mention.author_handle or mention.author_name
    return name.lstrip("@").casefold() if name else None
