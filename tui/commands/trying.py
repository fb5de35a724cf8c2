"""One real call to each source that somebody is about to listen to, and what came."""

import asyncio
from collections.abc import Sequence

from casebook.clock import utc_now
from casebook.mention import Mention
from desk.doctor import asking
from desk.doctor.finding import State
from desk.source_settings import SourceSettings
from tui.commands.asked import Asked

_WIDE = 72
"""Columns of a mention's words that are shown."""


def tried(asked: Asked, sources: Sequence[SourceSettings]) -> list[str]:
    """Ask each source once, show what came, and return the names of those that did not answer well."""
    asked.tell("\nAsking each of them once …")
    answers = asyncio.run(asking.ask(sources, (), utc_now()))
    for each in answers:
        found = each.finding
        asked.tell(f"  {found.state:<6} {found.what}: {found.say}{f' — {found.do}' if found.do else ''}")
        for mention in each.mentions:
            asked.tell(f"           {_line(mention)}")
    return [each.finding.what for each in answers if each.finding.state is State.WRONG]


def _line(mention: Mention) -> str:
    """Return who wrote a mention, and how it begins; cleaned where it came in."""
    who = mention.author_handle or mention.author_name or mention.community or "somebody"
    said = " ".join(filter(None, (mention.title, mention.text))).replace("\n", " ")
    return f"{who}: {said[:_WIDE]}{'…' if len(said) > _WIDE else ''}"
