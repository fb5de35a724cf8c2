"""Who wrote an entry, in the writer's own words.

feedparser takes what looks like a mail address out of an author's text, and cuts a long ending short: of
`a@b.example` it leaves the name `ple`. So its name is believed only where no address was taken out.
"""

from collections.abc import Mapping
from typing import Any

from sources.links import web_link
from sources.text import clean_line
from sources.values import text_of


def author(entry: Mapping[str, Any], version: str) -> dict[str, Any]:
    """Return an author's name and page as a mention holds them; None for what the entry does not say.

    Args:
        entry: As feedparser reads it.
        version: The feed's; Atom alone has an element of its own for the address.
    """
    authors = [each for each in entry.get("authors", []) if isinstance(each, Mapping)]
    own = [each for each in authors if version.startswith("atom") or not each.get("email")]
    first = next((each for each in own if each.get("name") or each.get("href")), {})
    name = clean_line(text_of(first, "name")) or _person(clean_line(text_of(entry, "author")))
    return {"author_name": name or None, "author_url": web_link(text_of(first, "href"))}


def _person(written: str) -> str:
    """Return the name of `mail (name)`, `name (mail)` and `name <mail>`; anything else as it stands."""
    for opening, closing in ("()", "<>"):
        before, _, inside = written.partition(opening)
        if inside.endswith(closing):
            names = [part for part in (before.strip(' "'), inside[:-1].strip()) if part and "@" not in part]
            return names[0] if len(names) == 1 else written
    return written
