"""A Mastodon server as a source: tags, a search, and what is written to an account."""

from collections.abc import Sequence

from casebook.query.rule import Rule
from sources.kit import Kit
from sources.mastodon_live import MastodonLive
from sources.mastodon_server import Mastodon
from sources.roll import Roll
from sources.settings.mastodon import MastodonSettings
from sources.source import Source


def _sought(settings: MastodonSettings, rule: Rule) -> Sequence[str]:
    """Return what is searched for; several words are one phrase, unless somebody wrote them otherwise."""
    if settings.query:
        return (settings.query,)
    return [f'"{each}"' if " " in each else each for each in rule.cover()] if settings.search else ()


def build(name: str, settings: MastodonSettings, kit: Kit, rule: Rule) -> Source:
    """Return a server as a source."""
    server = Mastodon(kit, settings, _sought(settings, rule))
    roll = Roll(name, settings, server)
    return MastodonLive(roll, server, settings, kit) if settings.live else roll
