"""What one source is listened to for: brands and a query, as one rule. Pure.

A rule is asked with the very query that filters the queue, of a mention as it will be kept. What a search
cannot be told it is asked without: `cover` is the widest it must be asked, and the rest is matched here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import field
from operator import and_, or_
from typing import Any

from tinydb import Query, where
from tinydb.queries import QueryInstance

from casebook.document import EPOCH, to_document
from casebook.frozen import frozen
from casebook.kinds import Completeness
from casebook.mention import Mention
from casebook.query.covering import Cover, cover, narrowest, open_ended
from casebook.query.errors import QueryError
from casebook.query.fields import NAMES
from casebook.query.marks import marked
from casebook.query.parser import Asked, combined, parse
from casebook.query.tokens import Sort, tokens
from casebook.query.values import Asking
from casebook.store.sieve import Sieve
from casebook.store.standing import some
from casebook.store.words import Phrase, phrase

_ARRIVED = Asking("", EPOCH)
"""Who asks of what has just come: nobody, at no time."""
_PIECE: QueryInstance = where("completeness") != Completeness.FULL.value


@frozen
class Brand:
    """One name people know us by."""

    name: str
    words: tuple[str, ...]
    """How it is written: words, or several side by side; `acme*` may go on."""
    misspellings: tuple[str, ...] = ()
    lookalikes: tuple[str, ...] = ()
    """What merely looks like it: where it stands only inside one of these, it is not meant."""
    also: str = ""
    """What must hold besides, in the query language."""


@frozen
class Match:
    """Why a mention fits a rule."""

    rule: str
    """The brands it names, or the query itself where there are none."""
    phrases: tuple[Phrase, ...] = ()
    """What was looked for; not all of it need be there."""
    but: tuple[Phrase, ...] = ()
    """What does not count."""

    def words(self, mention: Mention) -> tuple[str, ...]:
        """Return the words that matched, as they are written in the mention's title and text."""
        return marked(_words_of(mention), self.phrases, self.but)


@frozen
class _Part:
    """A brand, ready to be asked."""

    match: Match
    query: QueryInstance
    cover: Cover


@frozen
class Rule:
    """What a source is listened to for; made by `rule_of`."""

    brands: tuple[Brand, ...] = ()
    match: str = ""
    """A condition on all of it, as it was written."""
    parts: tuple[_Part, ...] = ()
    asked: Asked | None = None
    """The condition, understood."""
    written: tuple[tuple[Phrase, str], ...] = ()
    """How the phrases were written, for searches that tell letters apart which we do not."""
    covers: tuple[Cover, ...] = ()
    """What covers the rule, the narrowest first: brands are rarer than other words."""
    held: QueryInstance | None = None
    """What holds one of the phrases that cover it; None where nothing does."""
    unseen: QueryInstance | None = None
    """Of a search that was asked for the words: what may hold them where it is not shown, since only a piece
    of it is given and none of them stands there."""
    sieve: Sieve = field(default=Sieve(()), compare=False)
    """For a glance, by the first of them."""

    @property
    def filters(self) -> bool:
        """Whether it lets anything go at all."""
        return bool(self.parts) or self.asked is not None

    @property
    def name(self) -> str:
        """What it is called: its brands, and what must hold besides."""
        named = ", ".join(each.name for each in self.brands)
        return f"{named}: {self.match}" if named and self.match else named or self.match

    @property
    def written_out(self) -> str:
        """All that it says, to tell it from another; empty where it says nothing."""
        return f"{self.brands}\0{self.match}" if self.filters else ""

    @property
    def query(self) -> QueryInstance:
        """The whole rule, as the store and the queue's filter understand it."""
        named = combined(or_, (each.query for each in self.parts))
        seen = combined(and_, (named, self.asked.query if self.asked else None)) or Query().noop()
        return seen if self.unseen is None else seen | self.unseen

    def matches(self, mention: Mention) -> Match | None:
        """Return why a mention fits, or None where it does not."""
        if not (self.unseen or self.may(_words_of(mention))):
            return None
        document = {**to_document(mention), "uri": mention.uri, "author": mention.author}
        match = self._seen_in(document)
        unseen = match is None and self.unseen is not None and self.unseen(document)
        return Match(self.name) if unseen else match

    def holds(self, mention: Mention) -> bool:
        """Return whether a mention holds the words that every match must.

        For those who learn later who wrote it, on which the rest may hang.
        """
        return self.held is None or (self.may(_words_of(mention)) and self.held(to_document(mention)))

    def cover(self) -> tuple[str, ...]:
        """Return the phrases, as they were written, of which every match holds at least one.

        A search that is asked for each of them, or for all joined by OR, finds whatever fits. Whole words
        only: of `"late refund*"` it is `late`. Nothing where no whole word must be there.
        """
        written = dict(self.written)
        said = (written.get(each, " ".join(each.words)) for each in _asked_for(self.covers))
        return tuple(dict.fromkeys(said))

    def may(self, text: str) -> bool:
        """Return whether a text may fit, at a glance; never False of one that does.

        For those who see far more than they keep: some ten microseconds for a post and 200 phrases.

        Args:
            text: Title and text, as the mention would have them.
        """
        return self.sieve.may(text)

    def _seen_in(self, document: Mapping[str, Any]) -> Match | None:
        if self.asked is not None and not self.asked.query(document):
            return None
        found = [each.match for each in self.parts if each.query(document)]
        return None if self.parts and not found else self._joined(found)

    def _joined(self, found: list[Match]) -> Match:
        named = ", ".join(each.rule for each in found)
        phrases = [
            *(phrase for each in found for phrase in each.phrases),
            *(self.asked.phrases if self.asked else ()),
        ]
        return Match(
            named or self.match, tuple(phrases), tuple(phrase for each in found for phrase in each.but)
        )


EVERYTHING = Rule()
"""The rule of a source that is not told what to listen for."""


def rule_of(brands: Iterable[Brand] = (), match: str = "", *, searched: bool = False) -> Rule:
    """Return the rule of some brands, one of which must be named, and a condition on all of them.

    Args:
        brands: One must be named; none of them: the condition alone decides.
        match: The condition, in the query language; empty for none.
        searched: Whether the source is a search that is asked for these words.

    Raises:
        QueryError: A condition cannot be meant, or asks what nobody knows of a mention that has just come.
    """
    named, asked = tuple(brands), condition(match)
    parts = tuple(_part(each) for each in named)
    written = [*(each for brand in named for each in _phrases((*brand.words, *brand.misspellings)))]
    written += zip(asked.phrases, asked.written, strict=True) if asked else []
    covers = _covers(parts, asked)
    held = some(covers[0]) if covers else None
    return Rule(
        brands=named,
        match=match.strip(),
        parts=parts,
        asked=asked,
        written=tuple(written),
        covers=covers,
        held=held,
        unseen=_PIECE & ~some(told) if searched and (told := _asked_for(covers)) else None,
        sieve=Sieve(covers[0] if covers else ()),
    )


def condition(said: str) -> Asked | None:
    """Return what a rule's query asks for; None where it says nothing.

    Raises:
        QueryError: It cannot be meant, or asks what nobody knows of a mention that has just come.
    """
    for token in tokens(said):
        field = NAMES.get(token.field.lower()) if token.sort is Sort.FIELD else None
        if field is not None and field.is_later(token.said):
            raise QueryError(f"{field.name}: cannot be asked of what has just come", token.at, token.end)
    return parse(said, _ARRIVED) if said.strip() else None


def _covers(parts: Iterable[_Part], asked: Asked | None) -> tuple[Cover, ...]:
    brands = [each.cover for each in parts]
    named = tuple(dict.fromkeys(phrase for each in brands for phrase in each)) if all(brands) else ()
    return tuple(each for each in (named, cover(asked.query) if asked else ()) if each)


def _part(brand: Brand) -> _Part:
    phrases = tuple(each for each, _ in _phrases((*brand.words, *brand.misspellings)))
    but = tuple(each for each, _ in _phrases(brand.lookalikes))
    also = condition(brand.also)
    named = some(phrases, but)
    query = named & also.query if also else named
    every = (*phrases, *(also.phrases if also else ()))
    return _Part(Match(brand.name, every, but), query, narrowest((phrases,)))


def _phrases(said: Iterable[str]) -> list[tuple[Phrase, str]]:
    """Return the phrases of a brand's words, each once, with how it was written first."""
    found: dict[Phrase, str] = {}
    for each in said:
        bare = each.strip().removesuffix("*")
        if read := phrase(bare, prefix=bare != each.strip()):
            found.setdefault(read, bare)
    return list(found.items())


def _words_of(mention: Mention) -> str:
    return "\n".join(filter(None, (mention.title, mention.text)))


def _asked_for(covers: Iterable[Cover]) -> Cover:
    """Return the first cover of whole words, and of it nothing but those: what a search can be asked for."""
    found = next((each for each in covers if not any(map(open_ended, each))), ())
    return tuple(Phrase(each.words[:-1], False) if each.prefix else each for each in found)
