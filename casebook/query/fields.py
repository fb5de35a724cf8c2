"""The language's fields: the one table that the parser, completion, help and README derive from."""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum

from tinydb import where
from tinydb.queries import QueryInstance

from casebook.document import to_ms
from casebook.frozen import frozen
from casebook.kinds import Decision, Lane, MentionKind, Portal
from casebook.query.ranks import of_priority, of_rung, ranked_before
from casebook.query.values import (
    ANY,
    NONE,
    Asking,
    Maker,
    compared,
    empty,
    filled,
    mine,
    of_choice,
    of_number,
    of_owner,
    of_time,
    of_words,
)

_WRITTEN = "created_at"
_RUNGS = ("0", "1", "2", "3", "4", "5")

Choice = Callable[[Asking], QueryInstance]


@frozen
class Field:
    """One field of the language."""

    name: str
    what: str
    """What it asks, for help."""
    example: str
    """How it is written."""
    make: Maker
    values: tuple[str, ...] = ()
    """Words its value may be, for completion."""
    short: str = ""
    """Another name of it."""
    later: bool = False
    """Whether nobody can tell of a mention that has just come: it asks about our work, or how old it is."""
    late: tuple[str, ...] = ()
    """The values of which that is so, where it is not so of the others."""

    def is_later(self, value: str) -> bool:
        """Return whether nobody can tell of a mention that has just come whether it has this value."""
        return self.later or value.lower() in self.late


def _fixed(query: QueryInstance) -> Choice:
    return lambda asking: query


def _words_of(field: str, kind: Iterable[StrEnum]) -> Mapping[str, Choice]:
    """Return the closed words of a field: those of an enum, none and any."""
    named = {each.value: _fixed(where(field) == each.value) for each in kind}
    return {**named, NONE: _fixed(empty(field)), ANY: _fixed(filled(field))}


def _overdue(asking: Asking) -> QueryInstance:
    ours: QueryInstance = filled("lane")
    now = to_ms(asking.now)
    return ours & ranked_before(now) & compared("due_at", "<", now)


IS: Mapping[str, Choice] = {
    "undecided": _fixed(where("decision") == Decision.UNDECIDED.value),
    "overdue": _overdue,
    "waiting": _fixed(where("lane") == Lane.WAITING.value),
    "snoozed": _fixed(where("lane") == Lane.SNOOZED.value),
    "muted": _fixed(filled("mute")),
    "praise": _fixed(where("lane") == Lane.PRAISE.value),
    "storm": lambda asking: asking.storm,
    "mine": mine,
    "claimed": _fixed(filled("owner")),
    "unclaimed": _fixed(empty("owner")),
}
"""What `is:` knows."""

HAS: Mapping[str, Choice] = {
    "case": _fixed(filled("case")),
    "link": _fixed(filled("url")),
    "title": _fixed(filled("title")),
    "author": _fixed(filled("author")),
    "reach": _fixed(filled("author_reach")),
    "stars": _fixed(filled("rating")),
    "lang": _fixed(filled("lang")),
}
"""What `has:` knows."""


def _chosen(
    name: str,
    what: str,
    example: str,
    choices: Mapping[str, Choice],
    *,
    later: bool = False,
    late: tuple[str, ...] = (),
) -> Field:
    return Field(name, what, example, of_choice(choices), tuple(choices), later=later, late=late)


FIELDS: tuple[Field, ...] = (
    _chosen("is", "how it stands with us", "is:overdue", IS, later=True),
    Field(
        "priority", "priority 1, 2, 3, or none", "p:<=2", of_priority, ("1", "2", "3", NONE), "p", later=True
    ),
    Field(
        "by", "who wrote it: words of account or name", "by:jane*", of_words("author_handle", "author_name")
    ),
    Field("where", "the source, ours or the platform's name", "where:hackernews", of_words("via", "source")),
    Field(
        "case", "the number of its case, any, or none", "case:41", of_number("case"), (ANY, NONE), later=True
    ),
    Field(
        "owner",
        "who has claimed it: me, a name, any, none",
        "owner:me",
        of_owner,
        ("me", ANY, NONE),
        later=True,
    ),
    Field(
        "since",
        "written at most so long ago, or since a day",
        "since:2d",
        of_time(_WRITTEN, ">="),
        later=True,
    ),
    Field(
        "before",
        "written longer ago, or before a day (UTC)",
        "before:2026-03-01",
        of_time(_WRITTEN, "<"),
        later=True,
    ),
    Field("stars", "the stars of a review", "stars:<=2", of_number("rating"), (ANY, NONE)),
    Field("reach", "how many follow the author", "reach:>1k", of_number("author_reach"), (ANY, NONE)),
    Field("rung", "how far its story has travelled, 0 to 5", "rung:>=3", of_rung, _RUNGS, later=True),
    Field("lang", "the language", "lang:de", of_words("lang")),
    _chosen("kind", "what sort of text it is", "kind:review", _words_of("kind", MentionKind)),
    _chosen("lane", "the part of the queue", "lane:desk", _words_of("lane", Lane), later=True),
    _chosen("decision", "what was decided", "decision:thanked", _words_of("decision", Decision), later=True),
    _chosen("portal", "the kind of place", "portal:social", _words_of("portal", Portal)),
    _chosen("has", "what it has", "has:link", HAS, late=("case",)),
    Field("title", "words of the title alone", 'title:"no reply"', of_words("title")),
    Field("community", "subreddit, tag, category, repository", "community:help", of_words("community")),
    Field("url", "words of the address", "url:example.org", of_words("url")),
)
"""Every field, in the order help shows them."""

NAMES: Mapping[str, Field] = {name: each for each in FIELDS for name in (each.name, each.short) if name}
"""The fields by every name they have."""

SIGNS: tuple[tuple[str, str], ...] = (
    ("refund late", "both words, anywhere in title or text"),
    ('"no reply"', "these words side by side"),
    ("refund*", "words that begin so"),
    ("refund NEAR/5 never", "near each other, in either order: at most 5 words between"),
    ("refund OR late", "either; OR binds less than standing side by side"),
    ("-praise, NOT praise", "without it"),
    ("(a OR b) c", "parentheses group"),
)
"""What is no field, for help."""
