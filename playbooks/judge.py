"""What first, and why: the verdict on one mention, from nothing but the mention, the playbook and now."""

from datetime import datetime, timedelta

from casebook.kinds import MentionKind, Sort
from casebook.mention import Mention
from playbooks.around import STRANGER, Around
from playbooks.causes import candidates
from playbooks.circumstances import circumstances
from playbooks.following import followed
from playbooks.grounds import grounds_in
from playbooks.labelling import labelled
from playbooks.playbook import Playbook, Weights
from playbooks.tokens import LONGEST
from playbooks.verdict import Verdict, heaviest_first

_UNDER_ANOTHER = (MentionKind.COMMENT, MentionKind.ANSWER)


def judge(mention: Mention, playbook: Playbook, now: datetime, around: Around = STRANGER) -> Verdict:
    """Return the verdict on a mention.

    Args:
        mention: What was said, and what its source tells about it.
        playbook: Word lists, weights and times.
        now: When the mention was seen.
        around: What we know that its words do not tell.
    """
    reading = playbook.rules.read(said(mention))
    labels = labelled(reading, mention, playbook, around)
    causes = candidates(playbook.causes, reading.signs) if labels.is_so("complaint") else ()
    labels = followed(labels, causes, playbook)
    grounds = grounds_in(reading, labels, playbook, causes)
    if labels.is_so("complaint"):
        grounds += circumstances(mention, around, playbook.weights, now)
    points = sum(each.points for each in grounds)
    priority = _priority(points, labels.sort, playbook)
    return Verdict(
        labels=labels,
        priority=priority,
        grounds=heaviest_first(grounds),
        ahead=_ahead(points, priority, playbook.weights),
        due_at=(mention.created_at or now) + playbook.within(priority),
        causes=tuple((each.key, each.chance) for each in causes),
    )


def said(mention: Mention) -> str:
    """Return the author's own words: the title above a comment is somebody else's."""
    if mention.title and mention.kind not in _UNDER_ANOTHER:
        return f"{mention.title}\n{mention.text}"[:LONGEST]
    return mention.text[:LONGEST]


def _priority(points: int, sort: Sort, playbook: Playbook) -> int | None:
    if sort is not Sort.COMPLAINT:
        return 3 if sort is Sort.QUESTION else None
    if points >= playbook.weights.first:
        return 1
    return 2 if points >= playbook.weights.second else 3


def _ahead(points: int, priority: int | None, weights: Weights) -> int:
    """Return by how many minutes what is beyond a priority's own points moves a row ahead in it."""
    asked = {1: weights.first, 2: weights.second, 3: 0}.get(priority or 0)
    beyond = max(0, points - asked) if asked is not None else 0
    return min(weights.ahead * beyond, weights.most_ahead) // timedelta(minutes=1)
