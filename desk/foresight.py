"""What the mentions of a batch will be compared with, asked of the store together before any comes in."""

from collections.abc import Iterable, Iterator
from itertools import chain

from casebook.mention import KeptMention, Mention
from casebook.store.store import Store
from desk import known
from desk.held import Held, Value
from desk.likeness import Said, keys
from desk.traces import Marks, marks, thread_key


class Foresight:
    """Of a batch, which lookups can find anything, and the keys of its news."""

    def __init__(self, store: Store, batch: Iterable[Mention]) -> None:
        mentions = list(batch)
        self.held = Held()
        """What need not be asked."""
        self.held.look(store, "mentions", "uri", _uris(mentions))
        news = [each for each in mentions if not self.held.may_have("mentions", "uri", each.uri)]
        said = {each.uri: (each, Said(each)) for each in news}
        self._keys = {uri: (each, keys(words)) for uri, (each, words) in said.items()}
        self._marks = {uri: (each, marks(words, known.page_of(each))) for uri, (each, words) in said.items()}
        threads: list[Value | None] = list(chain.from_iterable(known.threads_of(each) for each in news))
        self.held.look(store, "mentions", "page", chain.from_iterable(map(known.pages_of, news)))
        self.held.look(store, "mentions", "thread", threads)
        self.held.look(store, "cases", "thread", threads)
        self.held.look(store, "likenesses", "key", chain(*(found for _, found in self._keys.values())))
        self.held.look(store, "traces", "key", self._sought())
        self.held.look(store, "handles", "account", (each.author for each in news))

    def _sought(self) -> Iterator[int]:
        """Yield the keys under which stories may be found that these are echoes of."""
        for mention, found in self._marks.values():
            yield from found.sought
            yield from (thread_key(each) for each in known.root_of(mention) if each is not None)

    def keys(self, mention: Mention) -> tuple[int, ...]:
        """Return the keys of a mention's words."""
        same, found = self._keys.get(mention.uri, (None, ()))
        return found if same is mention else keys(Said(mention))

    def marks(self, kept: KeptMention) -> Marks:
        """Return the keys of all by which a mention may be an echo."""
        same, found = self._marks.get(kept.mention.uri, (None, None))
        if same is not kept.mention or found is None:
            found = marks(Said(kept.mention), kept.page)
        return found.standing(kept)

    def came(self, kept: KeptMention) -> None:
        """Note a mention that the store holds now."""
        self.held.came("mentions", "uri", kept.mention.uri)
        self.held.came("mentions", "page", kept.page)
        self.held.came("mentions", "thread", kept.thread)


def _uris(mentions: Iterable[Mention]) -> Iterator[str | None]:
    for each in mentions:
        yield from (each.uri, known.root_of(each)[0])
