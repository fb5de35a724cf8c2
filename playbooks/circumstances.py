"""What counts beside the words: where it stands, who wrote it, how far it reaches, how many stars.

Each ground names the weight its points are from by its path in the playbook.
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from casebook.kinds import CustomerKind, Portal, ReachKind
from casebook.mention import Mention
from playbooks.around import Around
from playbooks.ladder import rests_on_followers
from playbooks.playbook import Playbook, Step, Weights
from playbooks.verdict import Ground

_STARS = re.compile(r"(★{1,5})☆{0,4}")
_OUT_OF_FIVE = re.compile(r"\b([1-5]) ?/ ?5\b|\b([1-5]) stars?\b")
_HEAD = 200
"""Stars are looked for in the first characters of a title only."""

_SPOKEN = {1: "first", 2: "second", 3: "third"}
_PORTALS = {
    Portal.COMPLAINT: "on a complaint or review site",
    Portal.AIMED: "on a site made against us",
    Portal.SOCIAL: "on a social site, forum or blog",
}


def circumstances(
    mention: Mention, around: Around, playbook: Playbook, now: datetime, cause: str | None = None
) -> Iterator[Ground]:
    """Yield everything that counts about a complaint beside its words, with its points.

    Args:
        mention: The complaint.
        around: What the casebook knows around it.
        playbook: What counts for how much, and what puts a story on which rung.
        now: When it was seen.
        cause: The likeliest root cause, a key of the playbook.
    """
    weights = playbook.weights
    yield from _repeat(around, weights, cause)
    yield from _broken(around, weights)
    yield from _portal(mention, weights)
    yield from _customer(around, weights)
    yield from _rating(mention, weights)
    yield from _heard_by(mention, around, playbook)
    yield from _spread(mention, around, weights)
    yield from _age(mention, weights, now)


def travelled(mention: Mention, around: Around, weights: Weights) -> Iterator[Ground]:
    """Yield how far the story has come: its rung, what it has set off, where else it stands."""
    yield from _rung(around, weights)
    yield from _spread(mention, around, weights)


def _heard_by(mention: Mention, around: Around, playbook: Playbook) -> Iterator[Ground]:
    """Yield the author's followers and the rung; if it rests on them alone, only the more of both counts."""
    reach = _reach(mention, playbook.weights)
    rung = next(_rung(around, playbook.weights), None)
    if rung is not None and rests_on_followers(mention, playbook.ladder, around.rung):
        if reach.points < rung.points:
            reach = Ground(f"{reach.what}, counted with its rung")
        else:
            rung = Ground(f"{rung.what}, counted with its reach")
    yield reach
    yield from () if rung is None else (rung,)


def _rung(around: Around, weights: Weights) -> Iterator[Ground]:
    if points := weights.rung.get(around.rung, 0):
        yield Ground(f"on rung {around.rung} of 5", points=points, key=f"rung.{around.rung}")


def _spread(mention: Mention, around: Around, weights: Weights) -> Iterator[Ground]:
    yield from _stir(mention, weights)
    yield from _copies(around, weights)


def counts(weights: Weights, copies: int) -> bool:
    """Return whether just so many copies make a difference to the points."""
    return any(copies == step.at_least for step in weights.copies)


def stars_of(mention: Mention) -> int | None:
    """Return the stars given, 1 to 5: the source's figure, or what the title shows."""
    if mention.rating is not None:
        return mention.rating
    title = (mention.title or "")[:_HEAD]
    drawn, written = _STARS.search(title), _OUT_OF_FIVE.search(title.lower())
    if drawn is not None:
        return len(drawn[1])
    return int(written[1] or written[2]) if written is not None else None


def _portal(mention: Mention, weights: Weights) -> Iterator[Ground]:
    if mention.portal is not None:
        yield Ground(
            _PORTALS[mention.portal],
            points=weights.portal.get(mention.portal, 0),
            key=f"portal.{mention.portal}",
        )


def _customer(around: Around, weights: Weights) -> Iterator[Ground]:
    if around.customer is CustomerKind.STEADY and around.known:
        yield Ground("steady customer", points=weights.steady, key="steady")
    elif around.customer is CustomerKind.STEADY:
        yield Ground("perhaps a steady customer", points=weights.perhaps_steady, key="perhaps_steady")


def _repeat(around: Around, weights: Weights, cause: str | None) -> Iterator[Ground]:
    before = dict(around.failures).get(cause, 0) if cause else 0
    reached = [each for each in weights.repeat if before >= each.at_least]
    if reached:
        worst = max(reached, key=lambda each: each.at_least)
        yield Ground(worst.say.replace("{nth}", nth(before + 1)), points=worst.points, key="repeat")


def nth(time: int) -> str:
    """Return which time it is, as it is spoken of: "second", "third", "11th", "22nd"."""
    if time in _SPOKEN:
        return _SPOKEN[time]
    end = "th" if time % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(time % 10, "th")
    return f"{time}{end}"


def _broken(around: Around, weights: Weights) -> Iterator[Ground]:
    if around.broken:
        what = "a promise" if around.broken == 1 else f"{around.broken} promises"
        yield Ground(f"we have not kept {what} to them", points=weights.broken, key="broken")


def _copies(around: Around, weights: Weights) -> Iterator[Ground]:
    if around.copies:
        places = "another place" if around.copies == 1 else f"{around.copies} other places"
        points = _stepped(weights.copies, around.copies)
        yield Ground(f"also said in {places}", points=points, key="copies")


def _rating(mention: Mention, weights: Weights) -> Iterator[Ground]:
    stars = stars_of(mention)
    if stars is not None:
        yield Ground(f"{stars} of 5 stars", points=weights.rating.get(stars, 0), key=f"rating.{stars}")


def _reach(mention: Mention, weights: Weights) -> Ground:
    if mention.author_reach is None or mention.author_reach_kind is not ReachKind.FOLLOWERS:
        return Ground("reach unknown")
    points = _stepped(weights.reach, mention.author_reach)
    return Ground(f"reach {short(mention.author_reach)} followers", points=points, key="reach")


def _stir(mention: Mention, weights: Weights) -> Iterator[Ground]:
    counts = (mention.score, mention.comments, mention.reposts, mention.likes)
    told = [max(0, count) for count in counts if count is not None]
    if sum(told):
        points = _stepped(weights.stir, sum(told))
        yield Ground(f"{short(sum(told))} reactions so far", points=points, key="stir")


def _age(mention: Mention, weights: Weights, now: datetime) -> Iterator[Ground]:
    if mention.created_at is None:
        yield Ground("its source does not say when it was written")
        return
    age = max(timedelta(0), now - mention.created_at)
    points, key = _by_age(age, weights)
    yield Ground(f"seen {spell(age)} after it was written", points=points, key=key)


def _by_age(age: timedelta, weights: Weights) -> tuple[int, str]:
    if age >= weights.old_after:
        return weights.old, "old"
    return (weights.waited, "waited") if age >= weights.waited_after else (0, "")


def short(count: int) -> str:
    """Return a count as it is spoken of: 950, 4.2 k, 1.3 M."""
    if count < 1_000:
        return str(count)
    if count < 999_950:
        return f"{count / 1_000:.1f} k".replace(".0 ", " ")
    return f"{count / 1_000_000:.1f} M".replace(".0 ", " ")


def spell(age: timedelta) -> str:
    """Return a stretch of time in its one largest unit: 40 s, 18 min, 3 h, 2 d."""
    seconds = int(age.total_seconds())
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"


def _stepped(steps: tuple[Step, ...], count: int) -> int:
    return max((step.points for step in steps if count >= step.at_least), default=0)
