"""The other end of `sources.parser_process`: reads bodies from standard input until it closes."""

import pickle
import resource
import signal
import sys
from contextlib import suppress

from sources.dialect import dialect_of
from sources.errors import ParserBroke, Unreadable
from sources.feed_parse import read
from sources.frames import receive, send
from sources.limited import limited
from sources.reading import Reading

_SECONDS = 60
"""A child whose parent died while it parsed ends by itself after this long."""
_MEMORY = 2**30
"""Bytes of memory at most."""


def serve() -> None:
    """Answer every body with its reading, or with what is wrong."""
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, resource.RLIM_INFINITY))
    answers, sys.stdout = sys.stdout.buffer, sys.stderr
    send(answers, b"ready")
    while question := receive(sys.stdin.buffer):
        signal.alarm(_SECONDS)
        send(answers, pickle.dumps(_answer(*pickle.loads(question))))
        signal.alarm(0)


def _answer(body: bytes, url: str, content_type: str, dialect: str, seconds: float) -> Reading | Unreadable:
    try:
        spoken = dialect_of(dialect)
        with limited(seconds):
            return read(body, url, content_type, spoken)
    except Unreadable as error:
        return error
    except Exception as error:  # the worker edge: the next body deserves an answer too
        return ParserBroke(f"the feed could not be parsed ({type(error).__name__})")
