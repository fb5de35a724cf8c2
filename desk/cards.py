"""What the platform a mention stands on lets us do: found by the source it came through."""

from collections.abc import Iterable, Iterator

from casebook.mention import Mention
from desk.source_settings import SourceSettings
from sources.policy import Card
from sources.registry import KINDS


def card_of(sources: Iterable[SourceSettings], mention: Mention) -> Card | None:
    """Return the card of a mention's platform; None where nobody has written one.

    Args:
        sources: Those of the settings, and the senders.
        mention: Where it stands.
    """
    kinds = {each.name: each.kind for each in sources}
    kind = kinds.get(mention.via or "", mention.source)
    return KINDS[kind].card if kind in KINDS else None


def rules_of(card: Card) -> Iterator[tuple[str, str]]:
    """Yield what it allows, in a few words each: what is meant, and how far it goes."""
    yield "compare with our customers", card.may_match
    yield "write to people in private", card.may_message
    yield "quote their words elsewhere", card.may_quote
    yield "keep their words", "what they delete too" if card.keep_deleted else "until they delete them"
    if card.disclose:
        yield "say of ourselves", card.disclose
    if card.note:
        yield "to be known", card.note
