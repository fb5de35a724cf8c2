"""As whom, where and how publicly we are about to speak, and how much room there is."""

from collections.abc import Mapping

from casebook.case import Case
from casebook.kinds import MentionKind
from casebook.mention import Mention
from desk.settings import Settings
from playbooks.template import mark, marks_in
from tui.figures import plural

LIMITS: Mapping[str, int] = {"mastodon": 500, "bluesky": 300, "googleplay": 350}
"""Most characters of one answer, by source; a Mastodon server may allow more than the usual 500."""


def standing(case: Case, mention: Mention, settings: Settings) -> str:
    """Return it in one line; the stranger's own name stands last, so that it can push nothing out of view."""
    me, company = settings.responder.name, settings.company.name
    who = f"{me} for {company}" if company else me
    where = mention.via or mention.source
    open_to = "private message on" if mention.kind is MentionKind.MESSAGE else "in public on"
    name = mention.author_handle or mention.author_name or "nobody named"
    return f"Case #{case.id} · as {who} · {open_to} {where} · to {name}"


def room(text: str, mention: Mention) -> str:
    """Return how long a text is without the marks of its holes and, where it is known, how long it may be."""
    for name in marks_in(text):
        text = text.replace(mark(name), "")
    limit = LIMITS.get(mention.source)
    if limit is None:
        return plural(len(text), "character")
    over = len(text) - limit
    return f"{len(text)} of {limit} characters" + (f" · {over} too many!" if over > 0 else "")
