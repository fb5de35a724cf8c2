"""How far a story has travelled: six rungs, what puts it on each, and what each asks for (rule J5).

Pure. What a source does not tell counts for nothing; nothing here brings a story down again.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cached_property

from casebook.frozen import frozen
from casebook.kinds import MentionKind, ReachKind
from casebook.mention import KeptMention, Mention
from playbooks.hosts import host_of, within
from playbooks.rungs import COUNTED, POSTED, PRIVATE, Reached, Rung, Sites

_SITES_OWN = (MentionKind.POST, MentionKind.ARTICLE, MentionKind.VIDEO)
"""What a site says itself; anything else there is what its readers write."""


@frozen
class Placed:
    """A rung, and what puts a story there."""

    rung: int
    why: str
    """In words, e.g. "12,400 followers"."""


class Ladder:
    """The rungs and the sites of a playbook; its file is read when it is wanted."""

    def __init__(self, read: Callable[[], tuple[tuple[Rung, ...], tuple[Sites, ...]]]) -> None:
        """Take what reads the rungs, from 0 on, and the sites."""
        self._read = read

    @cached_property
    def _lists(self) -> tuple[tuple[Rung, ...], tuple[Sites, ...]]:
        return self._read()

    @property
    def rungs(self) -> tuple[Rung, ...]:
        """All of them, from 0 on."""
        return self._lists[0]

    @cached_property
    def counted_to(self) -> int:
        """The highest rung that the number of copies or voices may put a story on."""
        told = (number for number, _, asked in self._figured if any(name in COUNTED for name, _ in asked))
        return next(told, POSTED)

    @cached_property
    def most_voices(self) -> int:
        """How many people who speak in a story may put it higher, the most that any rung asks for."""
        return max((each.reached.voices or 0 for each in self.rungs), default=0)

    def voices_above(self, rung: int) -> int | None:
        """Return how many people who speak in a story put it above a rung; None: no number does."""
        told = (each.reached.voices for each in self.rungs[rung + 1 :])
        return min((least for least in told if least is not None), default=None)

    @cached_property
    def _listed(self) -> dict[str, list[Sites]]:
        found: dict[str, list[Sites]] = {}
        for each in self._lists[1]:
            for domain in each.domains:
                found.setdefault(domain, []).append(each)
        return found

    @cached_property
    def _apart(self) -> frozenset[str]:
        return frozenset(domain for each in self._lists[1] for domain in each.apart)

    def sites(self, url: str | None) -> tuple[str, list[Sites]]:
        """Return the domain a link stands on as it is listed, and the lists that name it; none of most."""
        for domain in within(host_of(url)):
            if domain in self._apart:
                break
            if domain in self._listed:
                return domain, self._listed[domain]
        return "", []

    @cached_property
    def _figured(self) -> list[tuple[int, Reached, list[tuple[str, int]]]]:
        """Return the rungs that figures put a story on, the highest first, with the figures they ask for."""
        told = [(number, each.reached, each.reached.asked()) for number, each in enumerate(self.rungs)]
        return [each for each in reversed(told) if each[2]]

    def by_figures(self, figures: dict[str, int]) -> Placed | None:
        """Return the highest rung of which any of these figures is enough."""
        for number, reached, asked in self._figured if figures else ():
            for name, least in asked:
                if figures.get(name, 0) >= least:
                    return Placed(number, reached.said(name, figures[name]))
        return None


def rung_of(mention: Mention, ladder: Ladder, page: str | None = None) -> Placed:
    """Return where a mention alone puts its story.

    Args:
        mention: As its source tells it.
        ladder: The playbook's.
        page: Where its link leads in the end, as far as that is known; None: its link.
    """
    if mention.kind is MentionKind.MESSAGE and not mention.url:
        return Placed(PRIVATE, "told nobody but us")
    found = [*_by_site(mention, ladder, page or mention.url)]
    stirred = ladder.by_figures(_figures(mention))
    if stirred is not None:
        found.append(stirred)
    return max(found, key=lambda each: each.rung, default=Placed(POSTED, "it stands in public"))


def rests_on_followers(mention: Mention, ladder: Ladder, rung: int) -> bool:
    """Return whether it is its author's followers, and nothing else of it, that put a mention on a rung."""
    if mention.author_reach is None or rung_of(mention, ladder).rung != rung:
        return False
    return rung_of(replace(mention, author_reach=None), ladder).rung < rung


def rung_of_story(mentions: Iterable[KeptMention], ladder: Ladder) -> Placed:
    """Return where all that tells a story puts it: the highest of them, or how many they are."""
    told = list(mentions)
    each_alone = [rung_of_kept(each, ladder) for each in told]
    voices = len({each.mention.author for each in told} - {None})
    together = by_number(ladder, copies=sum(each.copy_of is not None for each in told), voices=voices)
    return max([*each_alone, together], key=lambda each: each.rung)


def rung_of_kept(kept: KeptMention, ladder: Ladder) -> Placed:
    """Return where a mention we have puts its story alone, named; a person's word on it is another matter."""
    placed = rung_of(kept.mention, ladder, kept.page)
    return Placed(placed.rung, f"mention #{kept.id}: {placed.why}" if kept.id else placed.why)


def by_number(ladder: Ladder, *, copies: int = 0, voices: int = 0) -> Placed:
    """Return where it puts a story that so many places and people tell it."""
    found = ladder.by_figures({"copies": copies, "voices": voices})
    return found or Placed(PRIVATE, "")


def _by_site(mention: Mention, ladder: Ladder, link: str | None) -> Iterator[Placed]:
    if mention.kind in _SITES_OWN:
        domain, lists = ladder.sites(link)
        for each in lists:
            said = each.reached(mention.score, mention.comments)
            if said is not None:
                yield Placed(each.rung, f"on {domain}{said}: {each.what}")


def _figures(mention: Mention) -> dict[str, int]:
    """Return what is told of how far it has come; what is unknown is left out."""
    told = {
        "reposts": mention.reposts,
        "likes": mention.likes,
        "comments": mention.comments,
        "score": mention.score,
        "views": mention.views,
    }
    if mention.author_reach_kind is ReachKind.FOLLOWERS:
        told["followers"] = mention.author_reach
    return {name: figure for name, figure in told.items() if figure}
