"""What a mention is, from its words: the rules' points made chances, facet by facet."""

from casebook.kinds import MentionKind, Portal, Sort
from casebook.mention import Mention
from playbooks.around import Around
from playbooks.causes import plainly
from playbooks.circumstances import stars_of
from playbooks.double import double_in
from playbooks.labels import DECIDED, Labels, chance, odds
from playbooks.learned import NOTHING, Heard
from playbooks.playbook import Playbook
from playbooks.rules import Facet, Reading

_HELD_AGAINST_US = (Facet.HARM, Facet.GREED, Facet.INTENTIONAL, Facet.UNINTENTIONAL)
_MORE = 0.8
"""How much each of them, and a second failure, moves the odds that it is a complaint."""
_INSULTED = 2.0
"""How much an insult moves them: few insult whom they are pleased with."""
_POINTED = 0.8
"""How much a word that hardly means anything but a root cause moves them, up to `_POINTED_MOST` words."""
_POINTED_MOST = 2
_SURE, _HARDLY = 0.95, 0.05


def labelled(
    reading: Reading, mention: Mention, playbook: Playbook, around: Around, heard: Heard | None = None
) -> Labels:
    """Return what a mention is, as its words and its source tell, and as was learned where that is given."""
    heard = heard or NOTHING.heard(reading)
    double = heard.chance("double", double_in(reading, playbook.double_within, around.answers_us).chance)
    complaint = _complaint(reading, mention, double)
    harm = complaint >= DECIDED and _is_hurt(reading)
    complaint = heard.chance("complaint", complaint, DECIDED if harm else 0.0)
    is_complaint = complaint >= DECIDED
    return Labels(
        complaint=complaint,
        specific=heard.chance("specific", chance(odds(reading, Facet.SPECIFIC))),
        double=double,
        abusive=heard.chance("abusive", chance(odds(reading, Facet.ABUSE))),
        sort=_sort(reading, mention, is_complaint),
    )


def complaint_odds(reading: Reading, double: float) -> float:
    """Return the log-odds that a text says we fell short.

    A second failure is a failure at any rate, and so is harm: see `_is_hurt`.

    Args:
        reading: The text.
        double: How likely a double disappointment is, from 0 to 1.
    """
    against = sum(reading.holds(facet) for facet in _HELD_AGAINST_US) + (double >= DECIDED)
    told = odds(reading, Facet.COMPLAINT) + _MORE * against + _INSULTED * reading.holds(Facet.ABUSE)
    pointed = min(_POINTED_MOST, plainly(reading.signs))
    if pointed and not (reading.holds(Facet.PRAISE) or reading.holds(Facet.QUESTION)):
        told += _POINTED * pointed
    return max(told, 0.0) if double >= DECIDED or _is_hurt(reading) else told


def _is_hurt(reading: Reading) -> bool:
    """Return whether somebody is in danger, or harmed and harm is not only asked after or thanked about."""
    if not reading.holds(Facet.HARM):
        return False
    return _is_in_danger(reading) or not (reading.holds(Facet.PRAISE) or reading.holds(Facet.QUESTION))


def _is_in_danger(reading: Reading) -> bool:
    """Return whether one rule alone says twice as much of harm as is asked, and nothing speaks against it."""
    twice, strongest = 2 * reading.sheets[Facet.HARM].at_least, reading.strongest(Facet.HARM)
    return strongest is not None and strongest.rule.weight >= twice <= reading.points(Facet.HARM)


def _complaint(reading: Reading, mention: Mention, double: float) -> float:
    stars = stars_of(mention)
    if stars is not None and stars != 3:
        falls = stars < 3 or (stars == 4 and reading.holds(Facet.COMPLAINT))
        return _SURE if falls or _is_in_danger(reading) else _HARDLY
    if _stands_where_people_complain(reading, mention):
        return _SURE
    return chance(complaint_odds(reading, double))


def _stands_where_people_complain(reading: Reading, mention: Mention) -> bool:
    if stars_of(mention) is not None or reading.holds(Facet.PRAISE) or reading.holds(Facet.QUESTION):
        return False
    return mention.portal in (Portal.COMPLAINT, Portal.AIMED)


def _sort(reading: Reading, mention: Mention, is_complaint: bool) -> Sort:
    if is_complaint:
        return Sort.COMPLAINT
    asks = reading.points(Facet.QUESTION) if reading.holds(Facet.QUESTION) else 0
    thanked = reading.holds(Facet.PRAISE) and reading.points(Facet.PRAISE) >= asks
    if thanked or (stars_of(mention) or 0) >= 5:
        return Sort.PRAISE
    if asks:
        return Sort.QUESTION
    return Sort.NEWS if mention.kind is MentionKind.ARTICLE else Sort.NOISE
