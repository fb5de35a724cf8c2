"""A Mastodon server as a source: tags, a search, and what is written to an account."""

from casebook.query.rule import Rule
from sources.kit import Kit
from sources.mastodon_live import MastodonLive
from sources.mastodon_server import Mastodon
from sources.platform import quoted
from sources.roll import Roll
from sources.settings.mastodon import MastodonSettings
from sources.source import Source


def build(name: str, settings: MastodonSettings, kit: Kit, rule: Rule) -> Source:
    """Return a server as a source."""
    sought = quoted(settings.query, rule) if settings.search or settings.query else ()
    server = Mastodon(kit, settings, sought)
    roll = Roll(name, settings, server)
    return MastodonLive(roll, server, settings, kit) if settings.live else roll
