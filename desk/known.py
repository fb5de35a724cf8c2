"""What we hold already of a mention that arrives: itself, the page it copies, its public thread, its case.

Asked inside the transaction that takes it in, so that the mentions of one answer see each other.
"""

from dataclasses import replace
from functools import lru_cache
from hashlib import blake2b

from tinydb import where
from tinydb.queries import QueryInstance

from casebook.case import Case
from casebook.keeping import kept_mention
from casebook.mention import KeptMention, Mention
from casebook.store.store import Store
from desk import parts, shelf
from sources.links import canonical


def page_of(mention: Mention) -> str | None:
    """Return the key that tells copies of one page apart from news."""
    return _page(mention.url) if mention.url else None


def same(store: Store, mention: Mention) -> KeptMention | None:
    """Return the mention itself, where we have it."""
    return _first(store, where("uri") == mention.uri)


def told_apart(store: Store, mention: Mention) -> Mention:
    """Return the mention under a name of its own, where its source gives one name to two people's words.

    Feeds reuse ids. Another author on another page is another mention, and never an edit of the first.
    """
    first = same(store, mention)
    if first is None or not _another(first.mention, mention):
        return mention
    page = blake2b(str(page_of(mention)).encode(), digest_size=6).hexdigest()
    return replace(mention, native_id=f"{mention.native_id}+{page}")


def _another(one: Mention, other: Mention) -> bool:
    names, pages = {_name(one), _name(other)}, {page_of(one), page_of(other)}
    return len(names) == 2 and len(pages) == 2 and None not in names | pages


def copied_page(store: Store, mention: Mention, page: str) -> KeptMention | None:
    """Return the mention this one is a copy of: the first of the same page, from another source.

    One source that gives several mentions the same page (the reviews of one app) has no copies, and nobody's
    words are a copy of somebody else's.
    """
    first = _first(store, where("page") == page)
    if first is None or (first.mention.source, first.mention.via) == (mention.source, mention.via):
        return None
    authors = {_name(each) for each in (first.mention, mention)} - {None}
    return first if len(authors) < 2 else None


def thread_of(store: Store, mention: Mention) -> str:
    """Return the key of the public thread: the same for its first post and each answer, in any order.

    The thread is known by the first post's uri, or by whatever its first answer here called it.
    """
    uri, page = _root(mention)
    for query in _queries(("uri", uri), ("page", page)):
        root = _first(store, query)
        if root is not None and root.thread:
            return root.thread
    for query in _queries(
        ("thread", uri), ("thread", page), ("thread", mention.uri), ("thread", page_of(mention))
    ):
        other = _first(store, query)
        if other is not None and other.thread:
            return other.thread
    return uri or page or mention.uri


def case_of(store: Store, thread: str) -> Case | None:
    """Return the newest case of a thread, or the one that is part of."""
    found = store.cases.select(where("thread") == thread, order="-", limit=1)
    return next((parts.survivor(store, each) for each in shelf.records(Case, found)), None)


def _root(mention: Mention) -> tuple[str | None, str | None]:
    """Return the uri and the page of the thread's first post, or of what this answers, as far as it says."""
    number = mention.thread_root_id or mention.reply_to_id
    link = mention.thread_root_url or mention.reply_to_url
    return f"{mention.source}:{number}" if number else None, _page(link) if link else None


def _queries(*pairs: tuple[str, str | None]) -> list[QueryInstance]:
    return [where(field) == value for field, value in pairs if value is not None]


def _first(store: Store, query: QueryInstance) -> KeptMention | None:
    found = store.mentions.select(query, order="+", limit=1)
    return kept_mention(found[0], found[0].doc_id) if found else None


@lru_cache(maxsize=1024)
def _page(url: str) -> str | None:
    return canonical(url)


def _name(mention: Mention) -> str | None:
    name = mention.author_handle or mention.author_name
    return name.lstrip("@").casefold() if name else None
