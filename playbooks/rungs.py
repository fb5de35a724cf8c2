"""The rungs and the sites of a playbook's `ladder.toml`, read strictly."""

from dataclasses import fields, replace
from pathlib import Path

from casebook.frozen import frozen
from casebook.toml import Place, read
from playbooks.errors import PlaybookError
from playbooks.hosts import domain_of, why_no_domain

FILE = "ladder.toml"
"""Where they stand in the playbook's folder."""

PRIVATE, POSTED, TOP = 0, 1, 5
"""The rungs that have a name in the rules: what a story begins on, and where it ends."""
COUNTED = ("copies", "voices")
"""Figures of a story, and not of one mention."""


@frozen
class Reached:
    """Figures of which any one is enough to be on a rung."""

    followers: int | None = None
    """Of whoever wrote it."""
    reposts: int | None = None
    likes: int | None = None
    comments: int | None = None
    score: int | None = None
    views: int | None = None
    copies: int | None = None
    """Other places that say the same."""
    voices: int | None = None
    """People who speak in it."""

    def asked(self) -> list[tuple[str, int]]:
        """Return the figures that are asked for, each with the least that is enough."""
        told = ((each.name, getattr(self, each.name)) for each in fields(self))
        return [(name, least) for name, least in told if least is not None]

    def said(self, name: str, figure: int) -> str:
        """Return a figure in words."""
        return f"{figure:,} {_SAID.get(name, name)}"


_SAID = {"score": "points", "copies": "other places say the same", "voices": "people speak in it"}
_NOTHING = Reached()


@frozen
class Rung:
    """One rung: its name, what it asks for now, and what to have ready for the next."""

    name: str
    asks: str
    plan: str = ""
    """For when the story climbs; the last has none."""
    reached: Reached = _NOTHING


@frozen
class Sites:
    """Sites that put a story on a rung by having it."""

    rung: int
    what: str
    """What they are, in words."""
    domains: tuple[str, ...]
    apart: tuple[str, ...] = ()
    """Domains below these that are somebody else's word."""
    score: int | None = None
    """From so many points on only; else from so many comments."""
    comments: int | None = None

    def reached(self, score: int | None, comments: int | None) -> str | None:
        """Return what to say of the figures with which something counts here; None where it does not."""
        if self.score is None and self.comments is None:
            return ""
        for least, figure, word in ((self.score, score, "points"), (self.comments, comments, "comments")):
            if least is not None and figure is not None and figure >= least:
                return f" with {figure:,} {word}"
        return None


@frozen
class _File:
    """The file."""

    rungs: tuple[Rung, ...]
    sites: tuple[Sites, ...] = ()


def read_ladder(file: Path) -> tuple[tuple[Rung, ...], tuple[Sites, ...]]:
    """Return the rungs of a file, from 0 on, and its sites.

    Raises:
        PlaybookError: It is missing or does not fit; the message names the table and the key.
    """
    place = Place(file, PlaybookError)
    found = read(_File, place)
    if len(found.rungs) != TOP + 1:
        raise place.inside("rungs").error(
            f"there are {TOP + 1} rungs, from 0 to {TOP}; here are {len(found.rungs)}"
        )
    for number, rung in enumerate(found.rungs):
        _check_rung(rung, number, place.inside("rungs").numbered(number + 1))
    return found.rungs, tuple(
        _checked(sites, place.inside("sites").numbered(number))
        for number, sites in enumerate(found.sites, start=1)
    )


def _check_rung(rung: Rung, number: int, place: Place) -> None:
    if not rung.name.strip() or not rung.asks.strip():
        raise place.error(f"rung {number} needs a name, and what it asks for")
    if number < TOP and not rung.plan.strip():
        raise place.inside("plan").error("is needed here: what to have ready for the next rung")
    for name, least in rung.reached.asked():
        if least < 1:
            raise place.inside("reached", name).error("must be 1 at least")
    if number <= POSTED and rung.reached != _NOTHING:
        raise place.inside("reached").error(
            f"rung {number} is reached by being told at all: it has no figures"
        )


def _checked(sites: Sites, place: Place) -> Sites:
    """Return sites with their domains as they are looked for."""
    if not POSTED < sites.rung <= TOP:
        raise place.inside("rung").error(f"must be from {POSTED + 1} to {TOP}, not {sites.rung}")
    for name in ("domains", "apart"):
        for each in getattr(sites, name):
            wrong = why_no_domain(each)
            if wrong is not None:
                raise place.inside(name).error(f'"{each:.60}" {wrong}')
    domains, apart = (tuple(map(domain_of, each)) for each in (sites.domains, sites.apart))
    return replace(sites, domains=domains, apart=apart)
