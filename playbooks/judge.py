"""What first, and why: the verdict on one mention, from nothing but the mention, the playbook and now."""

from collections.abc import Iterable
from datetime import datetime

from casebook.kinds import MentionKind, Sort
from casebook.mention import Mention
from playbooks.about import about
from playbooks.around import STRANGER, Around
from playbooks.asked import asked
from playbooks.circumstances import circumstances, travelled
from playbooks.clocks import first_word_by, resolve_by
from playbooks.following import followed
from playbooks.grounds import grounds_in
from playbooks.labelling import labelled
from playbooks.labels import Labels
from playbooks.overruled import around_as_said, grounds_of, overruled
from playbooks.playbook import Playbook
from playbooks.priority import LATER, SOON, ahead_by, priority_of
from playbooks.rules import Facet
from playbooks.tokens import LONGEST
from playbooks.verdict import Ground, Verdict, heaviest_first

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
    heard = playbook.learned.heard(reading)
    labels = overruled(labelled(reading, mention, playbook, around, heard), around.said, reading)
    specific, complaint = labels.is_so("specific"), labels.is_so("complaint")
    causes = heard.causes(playbook.causes, specific) if complaint else ()
    labels = overruled(followed(labels, causes, reading, playbook, heard), around.said, reading)
    around = around_as_said(around)
    words = grounds_in(reading, labels, playbook, causes, around.answers_us)
    grounds = [*grounds_of(around.said, playbook), *words]
    grounds += [*_beside(mention, labels, around, playbook, now), *heard.grounds(around.said)]
    posted = mention.created_at or now
    waits = asked(reading, labels.sort, playbook, around, posted, now)
    told = about(mention, reading, playbook, around)
    grounds += [*waits.grounds, *told.grounds]
    points = sum(each.points for each in grounds)
    priority = priority_of(points, labels.sort, playbook.weights)
    if priority is None and waits.reach_by is not None:
        priority = SOON  # a person has said so
    elif labels.sort is Sort.NOISE and told.unread:
        priority = LATER  # it is noise only to who cannot read it
    return Verdict(
        labels=labels,
        priority=priority,
        grounds=heaviest_first(grounds),
        ahead=ahead_by(points, priority, playbook.weights),
        due_at=first_word_by(playbook.clocks, priority, mention.portal, posted),
        resolve_by=resolve_by(playbook.clocks, priority, mention.portal, posted),
        reach_by=waits.reach_by,
        wants=waits.wants,
        causes=tuple((each.key, each.chance) for each in causes),
        hard=reading.speaking(Facet.COMPLAINT),
        kind=reading.speaking(Facet.PRAISE),
        lang=told.lang,
    )


def said(mention: Mention) -> str:
    """Return the author's own words: the title above a comment is somebody else's."""
    if mention.title and mention.kind not in _UNDER_ANOTHER:
        return f"{mention.title}\n{mention.text}"[:LONGEST]
    return mention.text[:LONGEST]


def _beside(
    mention: Mention, labels: Labels, around: Around, playbook: Playbook, now: datetime
) -> Iterable[Ground]:
    """Return what counts beside the words: all of it of a complaint, of news how far it has come."""
    if labels.is_so("complaint"):
        return circumstances(mention, around, playbook, now, labels.cause)
    if labels.sort is Sort.NEWS and playbook.weights.rung.get(around.rung, 0):
        return travelled(mention, around, playbook.weights)
    return ()
