"""Our standard streams, made ready: none is missing, and none fails at a letter that its encoding lacks."""

import codecs
import os
import sys
from io import TextIOWrapper

STREAMS = (("stdin", "r"), ("stdout", "w"), ("stderr", "w"))
"""In the order of their numbers: what is opened takes the lowest that is free."""
SPELT = "amends.spelt"
"""The name under which Python knows `spelt`."""


def ready() -> None:
    """Open what whoever started us has closed, and let no letter end a command."""
    for name, mode in STREAMS:
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode, closefd=False))
    codecs.register_error(SPELT, spelt)
    _on_error(sys.stdin, "replace")
    _on_error(sys.stdout, SPELT)


def spelt(error: UnicodeError) -> tuple[str, int]:
    r"""Return letters that cannot be written as JSON spells them, e.g. "\u6f22": so JSON stays JSON."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    units = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4)), error.end


def _on_error(stream: object, way: str) -> None:
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors=way)
