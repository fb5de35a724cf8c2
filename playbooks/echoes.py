"""From when on a new mention is an echo of a known story: the playbook's `[echoes]`."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum

from casebook.frozen import frozen

KEY = "echoes."
"""How the key of each ground begins that speaks for an echo; behind it stands the sign."""


class Sign(StrEnum):
    """What a mention may have in common with a story."""

    THREAD = "thread"
    """It stands in the public thread of a voice of the story."""
    PAGE = "page"
    """It links to a page where the story stands."""
    LINK = "link"
    """Both link to the same page, to which few do."""
    QUOTE = "quote"
    """It has the story's words between quotation marks."""
    RUN = "run"
    """It has as many of its words in a row as nobody has by chance."""
    UNSIGNED = "unsigned"
    """One of the two bears no customer's name: two people with one complaint are two complaints."""
    AUTHOR = "author"
    """It is by the same author, or by another account of the same customer."""
    NAMED = "named"
    """It names the author of the story."""
    TIE = "tie"
    """Both have the same cause or rare words, or it says itself that it goes on."""


@frozen
class Echoes:
    """What ties a mention to a story, and for how long a story that is over listens."""

    watch: timedelta
    """After its end, and beyond that while a follow-up is owed."""
    again_within: timedelta
    """For so long after its end a story's author counts for what they write next."""
    run: int
    """Words in a row that both have, from which on that is no chance."""
    quoted: int
    """The same between quotation marks."""
    rare_words: int
    """Rare words that tie two mentions when both have so many."""
    rare_in: int
    """A word or a link is rare where no more mentions than these have it."""
    attaches: int
    """From so many points on it is put to the case, for a person to decide."""
    joins: int
    """From so many points on it is a voice of a case that is open."""
    signs: Mapping[Sign, int]
    """The points of each sign."""
    follows: tuple[str, ...]
    """Words that say: this goes on."""
    own: tuple[str, ...] = ()
    """Our own hosts, beside those of the contact points: to link there ties nothing."""
