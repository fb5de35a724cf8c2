"""Three in the morning, two hundred new mentions: this one before that one, each pair by its rule.

All of them are made up, and about the made-up Corncrake railway.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from casebook.keeping import rank
from casebook.kinds import CustomerKind, MentionKind, Portal, ReachKind
from casebook.mention import KeptMention, Mention
from desk.judging import judged, verdict
from playbooks.around import STRANGER, Answer, Around
from playbooks.playbook import load
from playbooks.verdict import Verdict

NIGHT = datetime(2026, 3, 4, 3, 0, tzinfo=UTC)
PLAYBOOK = load()
ONCE = "My booking on the Corncrake night train was cancelled."
TWICE = "Corncrake cancelled my train. I called support three times and nobody ever called me back."
LOSS = "Corncrake charged my card twice, 318 € each."
COLD = "The Corncrake breakfast was cold."
STEAM = "Corncrake is the worst. Pathetic, just pathetic."
HARM = "Still stranded in Basel with two small kids, Corncrake staff left us on the platform at night."
GREED = "Corncrake cancelled my booking. They only want our money."
MEANT = "Corncrake cancelled my booking. They do not care about their passengers."
MISTAKE = "Corncrake cancelled my booking, must be a mix-up."
QUESTION = "Does anyone know what time the Corncrake bar opens?"
PRAISE = "Huge thanks to Ines of Corncrake in coach 22, she made our day!"
REPORT = "The Corncrake railway has presented its figures for the year."


@dataclass(frozen=True)
class Seen:
    """A mention as it came in that night."""

    text: str
    minutes_ago: float = 20
    around: Around = STRANGER
    about: dict[str, Any] = field(default_factory=dict)

    @property
    def mention(self) -> Mention:
        posted = NIGHT - timedelta(minutes=self.minutes_ago)
        told = {"portal": Portal.SOCIAL, **self.about}
        return Mention(source="feed", native_id="1", text=self.text, created_at=posted, **told)

    @property
    def verdict(self) -> Verdict:
        return verdict(PLAYBOOK, KeptMention(0, self.mention, NIGHT), self.around)

    @property
    def place(self) -> int:
        """Where it stands in the queue, the lowest first."""
        found = rank(judged(KeptMention(0, self.mention, NIGHT), self.verdict))
        assert found is not None
        return found


def followers(many: int) -> dict[str, Any]:
    return {"author_reach": many, "author_reach_kind": ReachKind.FOLLOWERS}


STEADY = Around(customer=CustomerKind.STEADY, known=True)
PERHAPS = Around(customer=CustomerKind.STEADY)
CASUAL = Around(customer=CustomerKind.CASUAL, known=True)
ARTICLE = {"kind": MentionKind.ARTICLE}
CAUSE = Seen(ONCE).verdict.labels.cause or ""


def failed_before(times: int) -> Around:
    return Around(failures=((CAUSE, times),))


PAIRS = {
    "J2: let down twice before let down once": (Seen(TWICE), Seen(ONCE)),
    "J1: a concern one can look up before blowing off steam": (Seen(LOSS), Seen(STEAM)),
    "J1: … though the steam has two thousand followers": (Seen(LOSS), Seen(STEAM, about=followers(2_000))),
    "J1: … and has been standing there for two hours": (Seen(TWICE), Seen(STEAM, 120)),
    "harm before a double disappointment of the evening": (Seen(HARM, 5), Seen(TWICE, 240)),
    "harm before a steady customer let down twice, who has waited for hours": (
        Seen(HARM, 5),
        Seen(TWICE, 300, STEADY),
    ),
    "J6: harm before what can be put right until tomorrow": (
        Seen(HARM, 5),
        Seen(f"{TWICE} We leave tomorrow evening at 20:00.", 60, STEADY),
    ),
    "J6: … where their words do not say that they are still there": (
        Seen("Corncrake staff ignored us: my grandmother collapsed in coach 7 and is in hospital.", 5),
        Seen(f"{TWICE} We leave tomorrow evening at 20:00.", 60),
    ),
    "harm before a loud annoyance": (Seen(HARM, 5), Seen(ONCE, about=followers(250_000))),
    "harm by a nobody before a loss of a steady customer": (
        Seen(HARM, about=followers(3)),
        Seen(LOSS, around=STEADY),
    ),
    "a loss before an annoyance": (Seen(LOSS), Seen(COLD)),
    "J3: a steady customer before a stranger": (Seen(TWICE, around=STEADY), Seen(TWICE)),
    "J3: a steady customer before one who may be one": (
        Seen(TWICE, around=STEADY),
        Seen(TWICE, around=PERHAPS),
    ),
    "J3: … who stands before a casual one": (Seen(TWICE, around=PERHAPS), Seen(TWICE, around=CASUAL)),
    "L2: a site made against us before a review site": (
        Seen(ONCE, about={"portal": Portal.AIMED}),
        Seen(ONCE, about={"portal": Portal.COMPLAINT}),
    ),
    "L2: a review site before a social one": (Seen(ONCE, about={"portal": Portal.COMPLAINT}), Seen(ONCE)),
    "J4: for our own gain, as they see it, before meant": (Seen(GREED), Seen(MEANT)),
    "J4: meant, as they see it, before a mistake": (Seen(MEANT), Seen(MISTAKE)),
    "reach: twenty thousand followers before two hundred": (
        Seen(ONCE, about=followers(20_000)),
        Seen(ONCE, about=followers(200)),
    ),
    "reach does not outweigh a second failure": (Seen(TWICE), Seen(STEAM, about=followers(15_000))),
    "what has set off much before what has not": (
        Seen(ONCE, about={"score": 80}),
        Seen(ONCE, about={"score": 2}),
    ),
    "copies: said in three other places before said once": (Seen(ONCE, around=Around(copies=3)), Seen(ONCE)),
    "J5: on a front page before only posted": (Seen(ONCE, around=Around(rung=4)), Seen(ONCE)),
    "J5: in the mainstream press before a front page": (
        Seen(ONCE, around=Around(rung=5)),
        Seen(ONCE, around=Around(rung=4)),
    ),
    "J5: even news that complains of nothing, in the press, before an annoyance": (
        Seen(REPORT, around=Around(rung=5), about=ARTICLE),
        Seen(ONCE),
    ),
    "… and an annoyance before news nobody shares": (Seen(ONCE), Seen(REPORT, about=ARTICLE)),
    "a promise of ours not kept before the same without": (Seen(TWICE, around=Around(broken=1)), Seen(TWICE)),
    "the third time of one cause before the second": (
        Seen(ONCE, around=failed_before(2)),
        Seen(ONCE, around=failed_before(1)),
    ),
    "the second time before the first": (Seen(ONCE, around=failed_before(1)), Seen(ONCE)),
    "the third time of a nobody before a first time of a steady customer": (
        Seen(ONCE, around=failed_before(2)),
        Seen(ONCE, around=STEADY),
    ),
    "J6: still at the counter before what is over": (
        Seen("I am still here at the Corncrake counter, my booking was cancelled."),
        Seen(ONCE),
    ),
    "L3: what has stood there for hours before what is new": (Seen(ONCE, 150), Seen(ONCE, 5)),
    "what happened today before a story of last month": (Seen(TWICE, 30), Seen(TWICE, 60 * 24 * 30)),
    "they complain of our answer: before a first complaint": (
        Seen(
            "No, that did not help at all, Corncrake. My booking is still cancelled.",
            around=Around(answers_us=True),
        ),
        Seen(ONCE),
    ),
    "an insult does not push a double disappointment down": (
        Seen(f"You idiots. {TWICE}"),
        Seen(ONCE),
    ),
    "a complaint before a question asked just then": (Seen(ONCE), Seen(QUESTION)),
    "L5: a question before thanks": (Seen(QUESTION), Seen(PRAISE)),
    "one star with a loss before three stars": (
        Seen(LOSS, about={"rating": 1, "portal": Portal.COMPLAINT}),
        Seen(LOSS, about={"rating": 3, "portal": Portal.COMPLAINT}),
    ),
    "dana says it is harm: before all the rules weigh": (
        Seen(ONCE, around=Around(said=(Answer("severity", "3", "dana"),))),
        Seen(TWICE, 240, STEADY),
    ),
    "dana says it is no complaint: behind an annoyance": (
        Seen(ONCE),
        Seen(TWICE, around=Around(said=(Answer("complaint", "no", "dana"),))),
    ),
}


@pytest.mark.parametrize("rule", PAIRS)
def test_this_one_before_that_one(rule: str) -> None:
    first, second = PAIRS[rule]
    told = [(each.verdict.priority, each.verdict.points, each.verdict.reasons) for each in (first, second)]
    assert first.place < second.place, told


def test_an_unknown_reach_is_no_small_one() -> None:
    unknown, none = Seen(ONCE), Seen(ONCE, about=followers(0))
    assert unknown.place == none.place
    assert "reach unknown" in {each.what for each in unknown.verdict.reasons}


def test_the_third_time_says_what_to_do() -> None:
    told = {each.what: each for each in Seen(ONCE, around=failed_before(2)).verdict.reasons}
    ground = told["third time, same cause: do not apologise again, fix it and ring"]
    assert (ground.points, ground.key) == (PLAYBOOK.weights.repeat[-1].points, "repeat")
    assert not any("time, same cause" in each.what for each in Seen(ONCE).verdict.reasons)
    other = Seen(ONCE, around=Around(failures=(("another cause", 5),)))
    assert not any("time, same cause" in each.what for each in other.verdict.reasons)


def test_every_point_has_the_name_of_its_weight() -> None:
    everything = Seen(
        f"{TWICE} {GREED}",
        150,
        Around(customer=CustomerKind.STEADY, known=True, copies=3, rung=4, broken=2, failures=((CAUSE, 2),)),
        {**followers(20_000), "score": 80, "rating": 1, "portal": Portal.COMPLAINT},
    )
    weighed = [each for each in everything.verdict.reasons if each.points]
    assert all(each.key for each in weighed)
    assert {"double", "steady", "broken", "copies", "rung.4", "rating.1", "stir", "reach", "waited"} <= {
        each.key for each in weighed
    }
    assert sum(each.points for each in weighed) == everything.verdict.points


def test_a_night_has_few_that_come_first() -> None:
    night = [Seen(text) for text in (TWICE, ONCE, LOSS, STEAM, GREED, MEANT, MISTAKE, QUESTION, PRAISE, HARM)]
    first = [each.text for each in night if each.verdict.priority == 1]
    assert HARM in first
    assert len(first) <= 3
