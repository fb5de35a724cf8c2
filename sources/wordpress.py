"""The comments on a WordPress site as a source."""

from dataclasses import replace

from casebook.query.rule import Rule
from sources.dialects.wordpress import DIALECT
from sources.feed import FeedSource
from sources.kit import Kit
from sources.settings.wordpress import WordPressSettings


def build(name: str, settings: WordPressSettings, kit: Kit, rule: Rule) -> FeedSource:
    """Return a site's comments as a source."""
    return FeedSource(name, replace(settings, url=settings.feed), kit.web, kit.parser, DIALECT, rule=rule)
