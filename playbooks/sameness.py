"""Whether many say nearly the same: a few numbers of each text, of which two like texts share most. Pure."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from heapq import nsmallest
from zlib import crc32

_WORD = re.compile(r"[^\W\d_]+")
_NOT_SAID = re.compile(r"https?://\S+|www\.\S+|[@#]\S+")
"""Links, and to whom or under which word it is said: those differ where the words are the same."""
_GROUP = 3
"""Words of a group; groups overlap."""
_KEYS = 4
"""Of its groups' numbers a text is known by the lowest."""
_MOST = 400
"""Characters of a text looked at."""


def keys_of(text: str) -> tuple[int, ...]:
    """Return the numbers a text is known by; none where it says nothing."""
    said = [*map(str.casefold, _WORD.findall(_NOT_SAID.sub(" ", text[:_MOST])))]
    if len(said) <= _GROUP:
        return (_number(said),) if said else ()
    groups = zip(*(said[at:] for at in range(_GROUP)), strict=False)
    return tuple(nsmallest(_KEYS, {_number(each) for each in groups}))


def alike(texts: Sequence[Collection[int]]) -> tuple[int, int | None]:
    """Return how many of some texts, each by its numbers, say nearly the same, and a number they share.

    Of those that share the number most have, those are counted that have all but one of what is common there.
    """
    most = Counter(key for keys in texts for key in set(keys)).most_common(1)
    if not most:
        return 0, None
    shared = most[0][0]
    same = [set(keys) for keys in texts if shared in keys]
    core = {key for key, _ in Counter(key for keys in same for key in keys).most_common(_KEYS)}
    return sum(len(keys & core) >= min(len(keys), _KEYS - 1) for keys in same), shared


def _number(said: Sequence[str]) -> int:
    return crc32(" ".join(said).encode("utf-8", "surrogatepass"))
