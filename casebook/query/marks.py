"""Where the words of a query stand in a text, as they are written there."""

from collections.abc import Iterable

from casebook.store.standing import alone, places
from casebook.store.words import Phrase, located

Mark = tuple[int, int]
"""Where marked words begin and end in a text, in characters from 0."""


def marks(text: str, phrases: Iterable[Phrase], but: Iterable[Phrase] = ()) -> list[Mark]:
    """Return where phrases stand in a text, in its order; what overlaps is one.

    Args:
        text: As it is shown.
        phrases: What is looked for.
        but: What does not count where it stands inside one of these.
    """
    found = list(located(text))
    said = [word for word, _, _ in found]
    inside = [span for each in but for span in places(said, each)]
    spans = sorted({span for each in phrases for span in alone(places(said, each), inside)})
    joined: list[Mark] = []
    for first, behind in spans:
        start, end = found[first][1], found[behind - 1][2]
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def marked(text: str, phrases: Iterable[Phrase], but: Iterable[Phrase] = ()) -> tuple[str, ...]:
    """Return the words of a text that a query looks for, as they are written there, each once."""
    found = (" ".join(text[start:end].split()) for start, end in marks(text, phrases, but))
    return tuple({each.casefold(): each for each in reversed(list(found))}.values())[::-1]
