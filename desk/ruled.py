"""What rules catch of all that is stored: the present ones, and one that is only tried."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import islice
from operator import or_

from tinydb import Query, where
from tinydb.queries import QueryInstance

from casebook.document import to_ms
from casebook.frozen import frozen
from casebook.mention import KeptMention, Mention
from casebook.query.parser import combined
from casebook.query.rule import EVERYTHING, Match, Rule
from casebook.store.store import Store
from casebook.store.words import phrase
from desk import shelf
from desk.source_settings import SourceSettings

WINDOW = 500
"""Mentions read at a time."""
FEW = 10
"""Mentions shown as examples."""


@frozen
class Caught:
    """What a rule would have caught."""

    stored: int
    """Mentions written since then, whoever let them in."""
    caught: int
    places: Mapping[str, int]
    """How many of each source, most first."""
    days: Mapping[date, int]
    """How many of each day, UTC, the first day first."""
    gained: int
    """How many of them the present rules would not let in any more."""
    lost: int
    """How many the present rules let in that this one does not."""
    examples: tuple[KeptMention, ...]
    """The newest that are caught."""
    missed: tuple[KeptMention, ...]
    """The newest of those that are lost."""


@frozen
class Heard:
    """By what a mention came in."""

    place: str
    """Where it stands, as shown under "where"."""
    rule: str = ""
    """Its rule, or the words it was searched by; empty where all of the source comes in."""
    words: tuple[str, ...] = ()
    """What fits, as it is written in the mention."""
    fits: bool = True
    """Whether the rule, as it is now, still lets it in."""


def since(moment: datetime | None) -> QueryInstance:
    """Return the query for what was written since a time, or ever."""
    query: QueryInstance = Query().noop() if moment is None else where("created_at") >= to_ms(moment)
    return query


def rule_for(sources: Iterable[SourceSettings], mention: Mention) -> Rule:
    """Return the rule of a mention's source; everything where it has none, or is asked no more."""
    return next((each.rule for each in sources if each.name == mention.via), EVERYTHING)


def present(sources: Iterable[SourceSettings]) -> QueryInstance:
    """Return the query for what the present rules let in, each of its own source."""
    ruled = [each for each in sources if each.rule.filters]
    theirs = [(where("via") == each.name) & each.rule.query for each in ruled]
    others = ~where("via").one_of([each.name for each in ruled]) if ruled else None
    return combined(or_, [*theirs, others]) or Query().noop()


def try_rule(store: Store, rule: Rule, sources: Iterable[SourceSettings], moment: datetime | None) -> Caught:
    """Return what a rule would have caught of what was written since a time, or ever.

    Args:
        store: Where.
        rule: The one that is tried, of all sources alike.
        sources: Those with the present rules.
        moment: Since when; None for ever.
    """
    span, now = since(moment), present(sources)
    tried = rule.query
    places: Counter[str] = Counter()
    days: Counter[date] = Counter()
    for kept in through(store, tried & span):
        places[kept.mention.via or kept.mention.source] += 1
        days[(kept.mention.created_at or kept.seen_at).date()] += 1
    lost = span & now & ~tried
    return Caught(
        stored=store.mentions.count(span),
        caught=places.total(),
        places=dict(places.most_common()),
        days=dict(sorted(days.items())),
        gained=store.mentions.count(span & tried & ~now),
        lost=store.mentions.count(lost),
        examples=tuple(islice(through(store, tried & span), FEW)),
        missed=tuple(islice(through(store, lost), FEW)),
    )


def through(store: Store, query: QueryInstance) -> Iterator[KeptMention]:
    """Yield what matches, the newest first, a window in memory at a time."""
    last: tuple[int, ...] | None = None
    while window := store.mentions.select(query, order="-created_at", limit=WINDOW, after=last):
        yield from shelf.mentions(window)
        last = (window[-1]["created_at"], window[-1].doc_id)


def came_by_rule(sources: Iterable[SourceSettings], kept: KeptMention) -> bool:
    """Return whether a mention came in by a rule, or by words of its own: else there is nothing to tell."""
    return bool(kept.mention.query) or rule_for(sources, kept.mention).filters


def heard(sources: Iterable[SourceSettings], kept: KeptMention) -> Heard:
    """Return by what a mention came in, by the rules as they are now."""
    said = kept.mention
    place = said.via or said.source
    rule = rule_for(sources, said)
    match = rule.matches(said) if rule.filters else _searched(said)
    if match is None:
        return Heard(place, said.query or rule.name, fits=not rule.filters)
    return Heard(place, match.rule, match.words(said))


def _searched(mention: Mention) -> Match | None:
    """Return what a search of its own found it by."""
    found = phrase(mention.query or "")
    return Match(mention.query or "", (found,)) if found else None
