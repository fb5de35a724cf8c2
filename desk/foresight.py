"""What the mentions of a batch will be compared with, asked of the store together before any comes in."""

from collections.abc import Iterable, Iterator
from itertools import chain

from casebook.mention import KeptMention, Mention
from casebook.store.store import Store
from desk import known
from desk.held import Held, Value
from desk.likeness import Said, keys


class Foresight:
    """Of a batch, which lookups can find anything, and the keys of its news."""

    def __init__(self, store: Store, batch: Iterable[Mention]) -> None:
        mentions = list(batch)
        self.held = Held()
        """What need not be asked."""
        self.held.look(store, "mentions", "uri", _uris(mentions))
        news = [each for each in mentions if not self.held.may_have("mentions", "uri", each.uri)]
        self._keys = {each.uri: (each, keys(Said(each))) for each in news}
        threads: list[Value | None] = list(chain.from_iterable(known.threads_of(each) for each in news))
        self.held.look(store, "mentions", "page", chain.from_iterable(map(known.pages_of, news)))
        self.held.look(store, "mentions", "thread", threads)
        self.held.look(store, "cases", "thread", threads)
        self.held.look(store, "likenesses", "key", chain(*(found for _, found in self._keys.values())))

    def keys(self, mention: Mention) -> tuple[int, ...]:
        """Return the keys of a mention's words."""
        same, found = self._keys.get(mention.uri, (None, ()))
        return found if same is mention else keys(Said(mention))

    def came(self, kept: KeptMention) -> None:
        """Note a mention that the store holds now."""
        self.held.came("mentions", "uri", kept.mention.uri)
        self.held.came("mentions", "page", kept.page)
        self.held.came("mentions", "thread", kept.thread)


def _uris(mentions: Iterable[Mention]) -> Iterator[str | None]:
    for each in mentions:
        yield from (each.uri, known.root_of(each)[0])
