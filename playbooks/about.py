"""Is it about us at all, and can we read it? What it ranks lower for is said; nothing is hidden for it."""

from collections.abc import Iterator

from casebook.frozen import frozen
from casebook.kinds import MentionKind, Portal
from casebook.mention import Mention
from playbooks.around import Around
from playbooks.language import language_of, name_of, unread
from playbooks.names import Names
from playbooks.playbook import Playbook, Weights
from playbooks.quote import in_line
from playbooks.rules import Reading
from playbooks.tokens import LONGEST
from playbooks.verdict import Ground

_SPEAKS_FOR_ITSELF = (MentionKind.POST, MentionKind.ARTICLE, MentionKind.VIDEO)
"""What stands under something else is about that."""


_SORTED = ("complaint", "sort")
"""Facets of which a person's answer says what a mention is."""


@frozen
class About:
    """What a mention is about and in which language, as far as that can be told."""

    lang: str | None = None
    """BCP 47."""
    unread: bool = False
    """Whether a person has to read it, for the lists know little of its language and nobody has yet."""
    grounds: tuple[Ground, ...] = ()


def about(mention: Mention, reading: Reading, playbook: Playbook, around: Around) -> About:
    """Return what a mention is about and in which language."""
    guessed = language_of(reading.words, reading.text)
    strange = unread(mention.lang, guessed, playbook.rules.lists.languages)
    grounds = [*about_us(mention, reading.text, playbook.names, playbook.weights, around)]
    if strange is not None:
        grounds.append(Ground(f"in {name_of(strange)}: the word lists know little of it, read it yourself"))
    if len(mention.text) > LONGEST:
        grounds.append(Ground(f"long: its first {LONGEST:,} letters were judged, read the rest yourself"))
    judged = any(each.facet in _SORTED for each in around.said)
    return About(mention.lang or guessed, strange is not None and not judged, tuple(grounds))


def about_us(mention: Mention, text: str, names: Names, weights: Weights, around: Around) -> Iterator[Ground]:
    """Yield what tells whether a mention is about us, where anything does.

    Args:
        mention: What was said, and where.
        text: The author's own words.
        names: What people call us.
        weights: What counts for how much.
        around: What the casebook knows around it.
    """
    if not names:
        return
    if (place := names.named(text)) is not None:
        yield Ground("names us", in_line(text[slice(*place)]), 0, "", *place)
    elif (place := names.another(text)) is not None:
        what = "perhaps not about us: another thing of our name"
        yield Ground(what, in_line(text[slice(*place)]), weights.another, "another", *place)
    elif names.spoken and not around.answers_us and not _stands_with_us(mention, names):
        yield Ground("perhaps not about us: does not name us", "", weights.unnamed, "unnamed")


def _stands_with_us(mention: Mention, names: Names) -> bool:
    """Return whether a mention may be taken to be about us for where it stands, whatever it says."""
    if mention.kind not in _SPEAKS_FOR_ITSELF or mention.rating is not None or mention.reply_to_id:
        return True
    if mention.portal in (Portal.COMPLAINT, Portal.AIMED):
        return True
    around = "\n".join(filter(None, (mention.title, mention.community, mention.url, mention.query)))
    return names.named(around) is not None or "@" in mention.text
