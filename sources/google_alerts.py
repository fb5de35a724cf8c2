"""A Google Alert as a source."""

from casebook.query.rule import Rule
from sources.dialects.google_alerts import DIALECT
from sources.feed import FeedSource
from sources.kit import Kit
from sources.settings.google_alerts import GoogleAlertsSettings


def build(name: str, settings: GoogleAlertsSettings, kit: Kit, rule: Rule) -> FeedSource:
    """Return an alert as a source; what it looks for, Google alone knows."""
    return FeedSource(name, settings, kit.web, kit.parser, DIALECT, rule=rule)
