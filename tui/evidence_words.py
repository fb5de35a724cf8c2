"""Edits and copies in plain words: the same on the screen and in a pipe. Pure."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from casebook.mention import KeptMention
from desk.evidence import Edit, Wording
from desk.wording import Fate, Piece, changes
from tui.figures import ago, when

MARKS = {Fate.KEPT: "{}", Fate.STRUCK: "[-{}-]", Fate.ADDED: "(+{}+)"}
"""How each fate is marked where there is no colour."""


def place(kept: KeptMention) -> str:
    """Return where a copy stands and whose it is: "reddit · jane"; and whether it was changed since."""
    said = kept.mention
    who = said.author_handle or said.author_name or "nobody named"
    since = "deleted" if said.deleted else "edited" if said.edited_at is not None else ""
    return " · ".join(each for each in (said.via or said.source, said.community, who, since) if each)


def link(kept: KeptMention) -> str:
    """Return where a copy can be read and answered."""
    return kept.mention.url or "no link"


def heading(edit: Edit, now: datetime) -> str:
    """Return what happened, and when we heard of it."""
    what = "They deleted it" if edit.deleted else "They changed their words"
    return f"{what}, seen {when(edit.at, now)} ({ago(edit.at, now)})"


def differences(edit: Edit) -> list[list[Piece]]:
    """Return title, text and stars as the pieces they became, of those that changed."""
    if edit.was == edit.now:
        return []
    was, now = edit.was, edit.now
    pairs = [(was.title, now.title), (was.text, now.text), (_stars(was), _stars(now))]
    return [changes(*each) for each in pairs if each[0] != each[1]]


def plainly(pieces: Iterable[Piece]) -> str:
    """Return pieces with their marks, as a line of plain text has it: `[-struck-] (+added+)`."""
    return "".join(spaced(pieces))


def spaced(pieces: Iterable[Piece]) -> Iterator[str]:
    """Yield each piece in its marks; what is struck and what is added instead never touch."""
    before = ""
    for each in pieces:
        yield " " * (before.endswith("-]") and each.fate is Fate.ADDED) + (before := marked(each))


def marked(piece: Piece) -> str:
    """Return a piece in its marks, the blanks at its end behind them."""
    bare = piece.text.rstrip()
    return MARKS[piece.fate].format(bare) + piece.text[len(bare) :] if bare else piece.text


def _stars(said: Wording) -> str:
    return f"{said.rating} of 5 stars" if said.rating is not None else ""
