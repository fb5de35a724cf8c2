"""A no in the platform's own words: what the responder can act on, where a bare status says little."""

from casebook.kinds import HealthKind
from sources.address import shown
from sources.errors import Refused
from sources.kit import Reply
from sources.text import clean_line

_LONGEST = 200


def refused(
    reply: Reply, words: str, kind: HealthKind = HealthKind.ERROR, do: str = "", secret: str = ""
) -> Refused:
    """Return the error a refusal is.

    Args:
        reply: What was answered.
        words: What the platform says in it; a stranger's words.
        kind: What it means for the source.
        do: What is to be done about it, in one sentence, where its kind does not tell.
        secret: What the platform was told and may repeat; nobody is shown it.
    """
    said = clean_line(words.replace(secret, "…") if secret else words)[:_LONGEST]
    error = Refused(
        f"{shown(reply.url)} says no: {said} (status {reply.status})", kind, None, None, reply.status
    )
    error.do = do
    return error
