"""Mentions as lines for a script, a screen reader or a bad link: JSON, or plain words."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from casebook.document import from_ms, to_document
from casebook.kinds import Decision
from casebook.mention import KeptMention
from sources.jsonlines import mention_line
from sources.text import clean_line, unseen

_TIMES = ("seen_at", "due_at", "resolve_by", "reach_by")
_LONGEST = 100


def kept_json(kept: KeptMention) -> str:
    """Return a kept mention as one line of JSON: what was said, and where it stands with us."""
    return as_json(kept_document(kept))


def kept_document(kept: KeptMention) -> dict[str, Any]:
    """Return a kept mention as the JSON it is printed as."""
    ours = to_document(kept)
    del ours["mention"]
    head = {"id": kept.id, "uri": kept.mention.uri}
    return {**head, **mention_line(kept.mention), **in_iso(ours, _TIMES)}


def as_json(document: dict[str, Any]) -> str:
    """Return one line of JSON that holds nothing a terminal acts on."""
    return harmless(json.dumps(document, ensure_ascii=False))


def harmless(line: str) -> str:
    """Return a line of JSON with what a terminal acts on, or a reader cannot see, spelt out."""
    return unseen(line, lambda found: json.dumps(found)[1:-1])


def kept_plain(kept: KeptMention) -> str:
    """Return a kept mention as words parted by tabs: id, priority, due, standing, where, who, what."""
    said = kept.mention
    cells = (
        f"#{kept.id}",
        str(kept.priority or "·"),
        _minute(kept.due_at),
        _standing(kept),
        said.via or said.source,
        said.author_handle or said.author_name or "somebody",
        said.title or said.text or said.uri,
    )
    return "\t".join(_short(clean_line(cell)) for cell in cells)


def _standing(kept: KeptMention) -> str:
    case = f" case #{kept.case}" if kept.case is not None else ""
    voices = f" x{kept.voices}" if kept.voices > 1 else ""
    return f"{place_in_queue(kept)}{case}{voices}"


def place_in_queue(kept: KeptMention) -> str:
    """Return its lane, or why it has no row: it is a copy of one that has, or decided."""
    if kept.lane is None and kept.copy_of is not None and kept.decision is Decision.UNDECIDED:
        return f"copy of #{kept.copy_of}"
    return f"{kept.lane or kept.decision}".replace("_", " ")


def in_iso(document: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """Return a document with the times of these names as ISO 8601 has them, in UTC."""
    times = {name: _iso(document[name]) for name in names if document.get(name) is not None}
    return {**document, **times}


def _iso(ms: int) -> str:
    return from_ms(ms).isoformat().replace("+00:00", "Z")


def _minute(moment: datetime | None) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ") if moment else "-"


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
