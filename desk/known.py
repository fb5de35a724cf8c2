"""What the store holds of the mentions that arrive together: read in a few queries, kept up as we write."""

from collections.abc import Iterable, Sequence

from casebook.case import Case
from casebook.mention import KeptMention, Mention
from casebook.store.store import Store
from desk import shelf
from sources.links import canonical


def page_of(mention: Mention) -> str | None:
    """Return the key that tells copies of one page apart from news."""
    return canonical(mention.url) if mention.url else None


def root_keys(mention: Mention) -> list[str]:
    """Return the names of the thread's first post, if this is not it: its uri, its page."""
    keys = [f"{mention.source}:{mention.thread_root_id}"] if mention.thread_root_id else []
    page = canonical(mention.thread_root_url) if mention.thread_root_url else None
    return [*keys, page] if page else keys


def own_keys(mention: Mention) -> list[str]:
    """Return the names by which later answers may call this post the first of their thread."""
    page = page_of(mention)
    return [mention.uri, page] if page else [mention.uri]


class Known:
    """The stored mentions and cases a batch can touch."""

    def __init__(self, store: Store, batch: Sequence[Mention]) -> None:
        """Read all that is known of the batch's uris, pages and threads."""
        self._by_uri: dict[str, KeptMention] = {}
        self._by_page: dict[str, KeptMention] = {}
        self._threads: set[str] = set()
        names = {key for each in batch for key in (*own_keys(each), *root_keys(each))}
        for field in ("uri", "page", "thread"):
            for kept in shelf.mentions(shelf.among(store.mentions, field, names)):
                self.remember(kept)
        threads = names | self._threads
        found = shelf.records(Case, shelf.among(store.cases, "thread", threads))
        self._cases = {case.thread: case for case in found}

    def remember(self, kept: KeptMention) -> None:
        """Take note of a mention as it was written; the first of a page stays the first."""
        self._by_uri[kept.mention.uri] = kept
        if kept.page:
            first = self._by_page.setdefault(kept.page, kept)
            if kept.id <= first.id:
                self._by_page[kept.page] = kept
        if kept.thread:
            self._threads.add(kept.thread)

    def change(self, case: Case) -> None:
        """Take note of a case as it was written."""
        self._cases[case.thread] = case

    def same(self, mention: Mention) -> KeptMention | None:
        """Return the mention itself, where we have it."""
        return self._by_uri.get(mention.uri)

    def original(self, mention: Mention) -> KeptMention | None:
        """Return the mention this one is a copy of: the same page, from another source.

        One source that gives several mentions the same page (the reviews of one app) has no copies, and
        nobody's words are a copy of somebody else's.
        """
        first = self._by_page.get(page_of(mention) or "")
        if first is None or (first.mention.source, first.mention.via) == (mention.source, mention.via):
            return None
        authors = {_name(each) for each in (first.mention, mention)} - {None}
        return first if len(authors) < 2 else None

    def thread_of(self, mention: Mention) -> str:
        """Return the key of the public thread: the same for its first post and each answer, in any order."""
        roots = root_keys(mention)
        for key in roots:
            first = self._by_uri.get(key) or self._by_page.get(key)
            if first is not None and first.thread:
                return first.thread
        return _first(key for key in (*roots, *own_keys(mention)) if key in self._threads) or (
            roots[0] if roots else own_keys(mention)[-1]
        )

    def case_of(self, thread: str | None) -> Case | None:
        """Return the newest case of a thread."""
        return self._cases.get(thread)


def _name(mention: Mention) -> str | None:
    name = mention.author_handle or mention.author_name
    return name.lstrip("@").casefold() if name else None


def _first(keys: Iterable[str]) -> str | None:
    return next(iter(keys), None)
