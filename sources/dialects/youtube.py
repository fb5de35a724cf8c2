"""A YouTube channel's feed to mentions: its videos, with the views a feed tells."""

import re
from dataclasses import replace
from typing import Any

from casebook.kinds import Completeness, MentionKind
from casebook.mention import Mention
from sources.dialect import Dialect, Entry
from sources.text import clean
from sources.values import part_of, text_of

_VIDEO = re.compile(r"[\w-]{11}", re.ASCII)
_COUNT = re.compile(r"\d{1,15}")
_STIR = re.compile(rb"(<media:(?:statistics|starRating)\b[^<>]*>)|<updated>[^<]*</updated>")
_DIGITS = re.compile(rb"\d+(?=\")")


def _reads(mention: Mention, entry: Entry, about: Entry) -> Mention:
    """Return a video as a mention; `updated` tells of its counts more than of its words."""
    video = text_of(entry, "yt_videoid")
    text = clean(text_of(part_of(entry, "summary_detail"), "value")) or mention.text
    return replace(
        mention,
        source="youtube",
        native_id=video if _VIDEO.fullmatch(video) else mention.native_id,
        kind=MentionKind.VIDEO,
        text=text,
        edited_at=None,
        views=_count(entry, "media_statistics", "views"),
        likes=_count(entry, "media_starrating", "count"),
        completeness=Completeness.FULL if text else Completeness.TITLE_ONLY,
    )


def _count(entry: Any, part: str, name: str) -> int | None:
    said = text_of(part_of(entry, part), name)
    return int(said) if _COUNT.fullmatch(said) else None


def _essence(piece: bytes) -> bytes:
    """Return what of a video counts as news: its words, and each doubling of its views."""
    return _STIR.sub(lambda found: _DIGITS.sub(_doublings, found[1]) if found[1] else b"", piece)


def _doublings(number: re.Match[bytes]) -> bytes:
    return b"%d" % int(number[0][:15]).bit_length()


DIALECT = Dialect("youtube", _reads, _essence)
