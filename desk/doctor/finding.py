"""What a look found: one line each, and what to do where something is to be done."""

from enum import StrEnum

from casebook.frozen import frozen


class State(StrEnum):
    """How something is."""

    OK = "ok"
    NOTE = "note"
    """Good to know; the desk works all the same."""
    WRONG = "wrong"


@frozen
class Finding:
    """One thing that was looked at."""

    what: str
    """What was looked at, in a word or two: `disk`, `source reviews`."""
    state: State
    say: str
    """How it is, in a sentence; holds no secret."""
    do: str = ""
    """What to do about it; empty where nothing is to be done."""


def ok(what: str, say: str) -> Finding:
    """Return that something is as it should be."""
    return Finding(what, State.OK, say)


def note(what: str, say: str, do: str = "") -> Finding:
    """Return what is good to know."""
    return Finding(what, State.NOTE, say, do)


def wrong(what: str, say: str, do: str = "") -> Finding:
    """Return what is to be put right."""
    return Finding(what, State.WRONG, say, do)
