"""Every platform's recorded answers, field by field as somebody read them in the payload itself."""

import json
import tomllib
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest

from casebook.mention import Mention
from sources.registry import KINDS
from tests.fixtures_folder import fixtures

PAYLOADS: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("reviewed.toml").read_text(encoding="utf-8")
)["payload"]
MAIL_AND_ANY_FEED = {"feed", "imap"}
"""Kinds that read what anybody may send: their own tests hold many small payloads."""


_SHOWN = 12
"""Letters of a word that are shown: what people link to is no matter of ours."""


def outline(text: str) -> str:
    """Return what tells a text from any other, without quoting it."""
    words = text.split()
    ends = [word[:_SHOWN] for word in (words[0], words[-1])] if words else []
    return f"{len(text)} letters, {' … '.join(ends)}, {crc32(text.encode()):08x}" if words else ""


def written_down(mention: Mention) -> dict[str, Any]:
    """Return the fields of a mention that say anything."""
    said = {
        each.name: getattr(mention, each.name)
        for each in fields(mention)
        if each.default is MISSING or getattr(mention, each.name) != each.default
    }
    return said | {name: outline(said[name]) for name in ("title", "text") if name in said}


@pytest.mark.parametrize("payload", PAYLOADS, ids=[each["file"] for each in PAYLOADS])
def test_the_first_mentions_of_a_recorded_payload_are_what_was_read_in_it_by_eye(
    payload: dict[str, Any],
) -> None:
    body = fixtures(payload["file"]).read_bytes()
    if "inside" in payload:
        body = json.dumps(json.loads(body)[payload["inside"]]).encode()
    mentions = KINDS[payload["kind"]].parse(body, payload.get("url", "")).mentions
    assert len(mentions) == payload["mentions"]
    assert [written_down(each) for each in mentions[:3]] == payload["mention"]


def test_every_platform_was_reviewed() -> None:
    assert {each["kind"] for each in PAYLOADS} == set(KINDS) - MAIL_AND_ANY_FEED
