"""The customer's own words, as much of them as one reason can show."""

import re

QUOTE = 90
"""How much one reason shows, in characters."""

_END = re.compile(r"[.!?\n]+(?=\s|$)")


def around(text: str, start: int, end: int) -> str:
    """Return the sentence a stretch of the text stands in, or the stretch where that is too long."""
    before = [found.end() for found in _END.finditer(text, max(0, start - QUOTE), start)]
    after = _END.search(text, end, end + QUOTE)
    first = before[-1] if before else max(0, start - QUOTE)
    last = after.end() if after else min(len(text), end + QUOTE)
    whole = (first == 0 or before) and (after or last == len(text))
    return text[first:last].strip() if whole and last - first <= QUOTE else text[start:end]


def ends_between(text: str, start: int, end: int) -> bool:
    """Return whether a sentence ends between two places."""
    return _END.search(text, start, end) is not None


def in_line(words: str) -> str:
    """Return words in one line, the middle left out where they are too many."""
    line = " ".join(words.split())
    if len(line) <= QUOTE:
        return line
    head, tail = line[: QUOTE // 2].rsplit(" ", 1)[0], line[-QUOTE // 2 :].split(" ", 1)[-1]
    return f"{head} … {tail}"
