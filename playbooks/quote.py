"""The customer's own words, as much of them as one reason can show."""

import re

QUOTE = 90
"""How much one reason shows, in characters."""

_END = re.compile(r"[.!?]+(?=\s|$)|\n")


def place_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence of a stretch of the text stands, or as much of it as one reason can show."""
    room = max(0, QUOTE - (end - start))
    before = [found.end() for found in _END.finditer(text, max(0, start - QUOTE), start)]
    after = _END.search(text, end, end + QUOTE)
    first = before[-1] if before else max(0, start - QUOTE)
    last = after.end() if after else min(len(text), end + QUOTE)
    if last - first > QUOTE or (first and not before) or (last < len(text) and not after):
        first, last = _next_word(text, max(first, start - room // 2), start), min(last, end + room // 2)
        last = _word_before(text, last, end)
    return _stripped(text, first, last)


def sentence_end(text: str, at: int, most: int) -> int:
    """Return where the sentence of a place ends, its sign apart; cut behind a whole word at `most`."""
    end = _END.search(text, at, most)
    if end is not None:
        return at + len(text[at : end.start()].rstrip())
    return at + len(text[at : _word_before(text, min(most, len(text)), at)].rstrip())


def sentence_start(text: str, at: int, least: int) -> int:
    """Return where the sentence of a place begins, `least` at the earliest."""
    return max((found.end() for found in _END.finditer(text, max(0, least), at)), default=max(0, least))


def _stripped(text: str, first: int, last: int) -> tuple[int, int]:
    """Return a stretch of a text without the blanks at its ends."""
    held = text[first:last]
    return first + len(held) - len(held.lstrip()), last - (len(held) - len(held.rstrip()))


def _next_word(text: str, at: int, most: int) -> int:
    """Return where the next whole word begins, `most` at the latest."""
    if at == 0 or text[at - 1].isspace():
        return at
    space = text.find(" ", at, most)
    return most if space < 0 else space + 1


def _word_before(text: str, at: int, least: int) -> int:
    """Return where the last whole word ends, `least` at the earliest."""
    if at >= len(text) or text[at].isspace():
        return at
    space = text.rfind(" ", least, at)
    return least if space < 0 else space


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
