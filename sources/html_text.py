"""HTML through the one door: its words, cleaned as any text of strangers is."""

from sources.markup import words
from sources.text import GLANCE, clean


def from_html(html: str) -> str:
    """Return the words of a piece of HTML: no tags, scripts or styles; blocks parted by newlines."""
    return clean(words(html[:GLANCE]))
