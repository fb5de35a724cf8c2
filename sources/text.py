"""The one door strangers' words come in by: what passes here is plain text, harmless on any screen.

Gone afterwards: terminal sequences (whole ones, with what they carry), control characters, bidirectional
overrides, zero-width and tag characters, lone surrogates, private and blank letters, piles of combining
marks, and everything beyond `LIMIT` characters. Each function may be applied again without changing anything.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import cache

from casebook.pattern import pattern

LIMIT = 100_000
"""Most characters that are kept; a longer text ends in an ellipsis."""
_MARKS = 4
"""Most combining marks on one letter: no living script needs more, a tower of them hides other rows."""
GLANCE = 8 * LIMIT
"""Most characters that are looked at, so that a body of nothing but tricks costs little."""

_SEQUENCE = pattern(
    r"(?:\x1b\[|\x9b)[0-?]*+[ -/]*+[@-~]"  # CSI: colours, cursor, modes
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])"  # OSC (8: links, 52: the clipboard), DCS and their like,
    r"[^\x07\x18\x1a\x1b\n\x80-\x9f]*+(?:\x07|\x1b\\|\x9c)"  # with what they carry
    r"|\x1b[ -/]*+[0-~]"  # two- and three-byte escapes
)
_BREAK = pattern("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACE = pattern("[\t\xa0\u1680\u2000-\u200a\u202f\u205f]")
_PICTURE = (
    "\xa9\xae\u203c\u2049\u2122\u2139\u2194-\u21aa\u231a-\u23ff\u24c2\u25aa-\u27bf\u2934\u2935"
    "\u2b05-\u2b55\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
)
"""Signs that may be emoji: inside their sequences a joiner and a variation selector have a meaning."""
_UNSEEN = pattern(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad"  # controls, soft hyphen
    "\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u200e\u200f"  # zero-width, blank letters
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ufdd0-\ufdef"
    "\ud800-\udfff\ue000-\uf8ff"  # lone surrogates, private use
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
    f"|(?<![{_PICTURE}#*0-9])\ufe0f"
    f"|(?<![{_PICTURE}])(?<![{_PICTURE}]\ufe0f)\u200d|\u200d(?![{_PICTURE}])"
)
_ODD = pattern(
    "[\x00-\x09\x0b-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f"
    "\u2028-\u202f\u205f-\u206f\u3164\ud800-\uf8ff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\ufdd0-\ufdef"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U0010ffff]"
)
"""Whatever the patterns above may begin with, and little more: where it finds none, neither do they."""
_EDGES = pattern(r"(?<! ) ++(?=\n)")
_GAPS = pattern("\n{3,}")


def clean(text: str) -> str:
    """Return a stranger's text with its paragraphs, fit to be kept and shown.

    Newlines stay (never more than two in a row), every other break or space becomes a newline or a space.
    """
    seen = _tamed(text[:GLANCE])
    if not seen.isascii():
        seen = _piles().sub(r"\1", seen)
    seen = _GAPS.sub("\n\n", _EDGES.sub("", seen)).strip(" \n")
    if len(seen) <= LIMIT and len(text) <= GLANCE:
        return seen
    return seen[: LIMIT - 1].rstrip(" \n\u200d") + "…"


def clean_line(text: str) -> str:
    """Return a stranger's text as one line: names, titles, handles."""
    line = " ".join(clean(text).split())
    return line if len(line) <= LIMIT else line[: LIMIT - 1] + "…"


def plain(text: str) -> bool:
    """Return whether nothing stands in a text that `clean` would take out of a word."""
    return text.isascii() or _ODD.search(text) is None


def unseen(line: str, say: Callable[[str], str]) -> str:
    """Return a line with each thing a terminal acts on, or nobody could see, as `say` puts it."""
    return _UNSEEN.sub(lambda found: say(found[0]), _BREAK.sub(lambda found: say(found[0]), line))


def _tamed(text: str) -> str:
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    if _ODD.search(text) is None:  # most texts; one look at each letter is a fraction of what follows
        return text
    text = _BREAK.sub("\n", _SEQUENCE.sub("", text))
    return _UNSEEN.sub("", _SPACE.sub(" ", text))


@cache
def _piles() -> re.Pattern[str]:
    """Return what finds a letter's marks beyond the allowed ones; made at first need, it takes a moment."""
    marks = [code for code in range(0x300, 0x1F000) if unicodedata.category(chr(code)) in ("Mn", "Me")]
    spans: list[list[int]] = []
    for code in marks:
        if spans and code == spans[-1][1] + 1:
            spans[-1][1] = code
        else:
            spans.append([code, code])
    one = "[" + "".join(f"{chr(first)}-{chr(last)}" for first, last in spans) + "]"
    return re.compile(f"({one}{{{_MARKS}}}){one}++")
