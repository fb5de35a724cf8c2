"""Any page on the web as a mention, for `amends add URL`: what its head says of itself, at least the link."""

from dataclasses import replace
from datetime import datetime

from casebook.kinds import CanReply, Completeness, HealthKind, LangSource, MentionKind, Precision
from casebook.mention import Mention
from sources.decoded import decoded
from sources.errors import BadLink, SourceError
from sources.jsonlines import MANUAL
from sources.kit import Asks
from sources.links import canonical, web_link
from sources.markup import pieces
from sources.source import Health, Parsed
from sources.stamp import possible
from sources.status import has_news
from sources.text import clean, clean_line
from sources.times import believed, from_iso, precision_of

_ALONE = "kept with its link alone: "
_HEAD = 300_000
"""Characters of a page that are looked at."""
_WORDS = ("og:description", "twitter:description", "description")
_TITLES = ("og:title", "twitter:title", "title")
_WRITTEN = ("article:published_time", "og:published_time", "datepublished", "date", "dc.date")
_AUTHORS = ("author", "article:author", "dc.creator")


async def look(url: str, web: Asks, now: datetime) -> Parsed:
    """Return the one mention of a page, and what could not be had of it.

    Raises:
        BadLink: It is not an http or https link.
    """
    link = web_link(url)
    if link is None:
        raise BadLink("is not an http or https link")
    bare = _bare(link)
    try:
        reply = await web.get(url, {"accept": "text/html, */*;q=0.5"})
        if not has_news(reply, now):
            return Parsed((bare,), Health(HealthKind.EMPTY, f"{_ALONE}the page had nothing to show"))
    except SourceError as error:
        return Parsed((bare,), Health(error.health, f"{_ALONE}{error}"))
    parsed = parse(reply.body, url, reply.headers.get("content-type", ""))
    return Parsed((possible(parsed.mentions[0], now),), parsed.health)


def parse(body: bytes, url: str = "", content_type: str = "") -> Parsed:
    """Return the one mention of a page's HTML; never raises for what stands in the body."""
    link = web_link(url)
    told = _told(decoded(body, content_type)[:_HEAD])
    title, text = _first(told, _TITLES), clean(_first(told, _WORDS))
    mention = _bare(link) if link else Mention(source=MANUAL, native_id="page")
    if not (title or text):
        return Parsed((mention,), Health(HealthKind.PARTIAL, f"{_ALONE}the page says nothing of itself"))
    written = _first(told, _WRITTEN)
    when = believed(from_iso(written))
    language = _first(told, ("lang", "og:locale")).replace("_", "-")
    mention = replace(
        mention,
        title=clean_line(title) or None,
        text=text,
        author_name=clean_line(_first(told, _AUTHORS)) or None,
        created_at=when,
        created_precision=precision_of(written) if when else Precision.FIRST_SEEN,
        community=clean_line(_first(told, ("og:site_name",))) or None,
        lang=clean_line(language)[:35] or None,
        lang_source=LangSource.DECLARED if language else None,
        completeness=Completeness.SNIPPET if text else Completeness.TITLE_ONLY,
    )
    return Parsed((mention,), Health(HealthKind.OK))


def _bare(link: str) -> Mention:
    """Return a mention that knows its link alone."""
    return Mention(
        source=MANUAL,
        native_id=canonical(link) or link,
        url=link,
        kind=MentionKind.POST,
        created_precision=Precision.FIRST_SEEN,
        completeness=Completeness.TITLE_ONLY,
        can_reply=CanReply.LINK,
    )


def _told(page: str) -> dict[str, str]:
    """Return what the head says: `meta` by name or property, title, language; the first of each counts."""
    told: dict[str, str] = {}
    in_title = False
    for piece in pieces(page):
        if isinstance(piece, str):
            if in_title:
                told.setdefault("title", piece)
            continue
        in_title = piece.name == "title" and not piece.closing
        said = piece.attributes() if piece.name in ("meta", "html") else {}
        name = said.get("property") or said.get("name") or said.get("itemprop") or ""
        if piece.name == "html":
            told.setdefault("lang", said.get("lang", ""))
        elif name and said.get("content"):
            told.setdefault(name.lower(), said["content"])
    return told


def _first(told: dict[str, str], names: tuple[str, ...]) -> str:
    return next((told[name] for name in names if told.get(name, "").strip()), "")
