"""Where a text breaks into lines: pure, in cells of the terminal."""

import re
from collections.abc import Iterator

from rich.cells import cell_len

from tui.wire.cells import simple

_WORD = re.compile(r"\S+\s*|\s+")


def breaks(text: str, width: int) -> list[tuple[int, int]]:
    """Return the lines of a text as pairs of offsets, the spaces at a line's end left out.

    Lines break between words; a word longer than a line is cut wherever the line ends.
    """
    lines: list[tuple[int, int]] = []
    start = 0
    for paragraph in text.split("\n"):
        plain = simple(paragraph)
        fits = (len(paragraph) if plain else cell_len(paragraph)) <= width
        even = plain and not paragraph.startswith(" ") and not paragraph.endswith(" ")
        broken = _even if even else _broken
        bare = [(0, len(paragraph))] if fits else broken(paragraph, max(width, 1))
        lines += [(start + begin, start + begin + len(paragraph[begin:end].rstrip())) for begin, end in bare]
        start += len(paragraph) + 1
    return lines


def _even(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Do the same for signs of one cell each with spaces only between the words, in fewer steps."""
    start = 0
    while len(text) - start > width:
        space = text.rfind(" ", start, start + width + 1)
        if space < 0:  # a long word: what follows is to be cut
            yield from ((start + begin, start + end) for begin, end in _broken(text[start:], width))
            return
        begin, start = start, space + 1
        while text[start] == " ":
            start += 1
        yield begin, start
    yield start, len(text)


def _broken(text: str, width: int) -> Iterator[tuple[int, int]]:
    start = used = 0
    cells = len if simple(text) else cell_len
    for match in _WORD.finditer(text):
        word = match.group()
        size = cells(word.rstrip())
        if used and used + size > width:
            yield start, match.start()
            start, used = match.start(), 0
        if size > width:
            cut = _cuts(word, width)
            yield from ((start + begin, start + end) for begin, end in cut[:-1])
            word, start = word[cut[-1][0] :], start + cut[-1][0]
        used += cells(word)
    yield start, len(text)


def _cuts(word: str, width: int) -> list[tuple[int, int]]:
    """Return the pieces of a long word, each as wide as a line, the last one as it comes."""
    pieces, start, used = [], 0, 0
    for at, sign in enumerate(word.rstrip()):
        size = cell_len(sign)
        if used + size > width and at > start:
            pieces.append((start, at))
            start, used = at, 0
        used += size
    return [*pieces, (start, len(word))]
