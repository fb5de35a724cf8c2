"""The names people know us by, and whether a text names us, or another thing of our name."""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

_NEVER = "(?!)"


class Names:
    """Names to look for; what finds them is built for the first text."""

    def __init__(
        self, words: Iterable[str] = (), lookalikes: Iterable[str] = (), *, spoken: bool = True
    ) -> None:
        """Take names as people write them.

        Args:
            words: Names, of one word or several; `corncrake*` may go on.
            lookalikes: Other things of our name: what stands inside one of these is not meant.
            spoken: Whether they are what people call us, so that to say none of them means something.
        """
        self.spoken = spoken
        self.words, self._lookalikes = tuple(words), tuple(lookalikes)

    def __bool__(self) -> bool:
        """Return whether any name is known."""
        return bool(self.words)

    @property
    def single(self) -> tuple[str, ...]:
        """The names of one word."""
        return tuple(each for each in self.words if each.isalnum())

    def named(self, text: str) -> tuple[int, int] | None:
        """Return where a text names us first; None where it does not."""
        others = [found.span() for found in self._others.finditer(text)]
        for found in self._ours.finditer(text):
            if not any(start <= found.start() and found.end() <= end for start, end in others[:_MOST]):
                return found.span()
        return None

    def another(self, text: str) -> tuple[int, int] | None:
        """Return where a text first names another thing of our name; None where it does not."""
        found = self._others.search(text)
        return found.span() if found is not None else None

    @cached_property
    def _ours(self) -> re.Pattern[str]:
        return _any_of(self.words, before="@#")

    @cached_property
    def _others(self) -> re.Pattern[str]:
        return _any_of(self._lookalikes)


_MOST = 50
"""Look-alikes of one text that are minded: more are nobody's slip."""
UNNAMED = Names()
"""No name is known."""


def _any_of(words: Sequence[str], before: str = "") -> re.Pattern[str]:
    """Return what finds any of these words whole; an account or a tag that begins with one counts as it."""
    if not words:
        return re.compile(_NEVER)
    longest_first = "|".join(_one(each) for each in sorted(words, key=len, reverse=True))
    tagged = rf"[{before}](?:{longest_first})\w*|" if before else ""
    return re.compile(rf"{tagged}(?<!\w)(?:{longest_first})(?!\w)", re.IGNORECASE)


def _one(name: str) -> str:
    said = r"[\s_-]?".join(map(re.escape, name.removesuffix("*").split()))
    return rf"{said}\w*" if name.endswith("*") else rf"{said}(?:['’]?s)?"
