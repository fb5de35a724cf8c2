"""A record comes back from its document as it went in, however the document is written."""

from random import Random
from typing import Any

import pytest

from casebook.document import from_document, to_document
from casebook.errors import BadRecord
from casebook.frozen import frozen
from casebook.keeping import kept_mention, mention_document
from casebook.kinds import Lane, MentionKind, Portal
from casebook.mention import KeptMention, Mention, Reason, Snooze
from tests.store_samples import NOON


@frozen
class Verdict:
    """A record that holds others."""

    why: tuple[Reason, ...] = ()
    best: Reason | None = None
    portal: Portal | None = None


FULL = Verdict((Reason("rude", "so rude", 2), Reason("late")), Reason("late", points=1), Portal.SOCIAL)


def test_a_record_comes_back_with_what_it_holds() -> None:
    assert from_document(Verdict, to_document(FULL)) == FULL
    assert from_document(Verdict, to_document(Verdict())) == Verdict()


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ({"what": "late"}, Reason("late")),
        ({"points": 3, "what": "late", "words": ""}, Reason("late", points=3)),
        ({"what": "late", "words": "w", "points": 3, "mood": "odd"}, Reason("late", "w", 3)),
        ({"words": "w", "what": "late", "mood": 1}, Reason("late", "w")),
    ],
)
def test_an_inner_record_may_be_written_otherwise(said: dict[str, Any], meant: Reason) -> None:
    assert from_document(Verdict, {"why": [said], "best": said}) == Verdict((meant,), meant)


@pytest.mark.parametrize(
    ("document", "told"),
    [
        ({"best": {"what": "late", "words": "", "points": "3"}}, "Reason.points: '3'"),
        ({"best": {"what": 1, "words": "", "points": 3}}, "Reason.what: 1"),
        ({"best": {"words": "", "points": 3}}, "Reason: .*what"),
        ({"portal": "pub"}, "Verdict.portal: 'pub'"),
        ({"portal": 1}, "Verdict.portal: 1"),
        ({"portal": ["social"]}, "Verdict.portal: .*social"),
        ({"why": 7}, "Verdict.why: 7"),
        ({"why": "late"}, "Verdict.why: 'late'"),
        ({"why": ["late"]}, "Verdict.why: .*late"),
        ({"why": {"what": "late"}}, "Verdict.why: .*late"),
        ({"best": "late"}, "Verdict.best: 'late'"),
    ],
)
def test_what_does_not_fit_is_named(document: dict[str, Any], told: str) -> None:
    with pytest.raises(BadRecord, match=told):
        from_document(Verdict, document)


def test_what_is_known_goes_before_what_is_written() -> None:
    assert from_document(Reason, {"what": "late", "points": "odd"}, points=2) == Reason("late", points=2)


def test_one_that_does_not_fit_is_named_among_others_written_like_it() -> None:
    fits: dict[str, Any] = {"why": [], "best": None, "portal": "social", "mood": 1}
    for _ in range(2):
        assert from_document(Verdict, fits) == Verdict(portal=Portal.SOCIAL)
        with pytest.raises(BadRecord, match=r"Verdict\.portal: 'pub'"):
            from_document(Verdict, {**fits, "portal": "pub"})


def test_however_it_is_written_it_says_the_same() -> None:
    draw = Random(7)
    bare = mention_document(KeptMention(0, Mention("", ""), NOON))
    for _ in range(500):
        kept = _drawn(draw)
        said = list(mention_document(kept).items())
        left_out = {"kind", "title", "case", "reasons", "voices", "back"}
        said = [(name, value) for name, value in said if name not in left_out or value != bare[name]]
        if draw.random() < 0.5:
            draw.shuffle(said)
        assert kept_mention(dict(said), kept.id) == kept
        assert kept_mention(dict([*said, ("mood", draw.choice([1, "odd"]))]), kept.id) == kept


def _drawn(draw: Random) -> KeptMention:
    """Return a kept mention in which much is said, or little."""

    def maybe(value: Any) -> Any:
        return draw.choice([value, None])

    said = Mention(
        "feed",
        str(draw.randrange(99)),
        text=draw.choice(["", "late"]),
        kind=draw.choice(list(MentionKind)),
        title=maybe("t"),
        created_at=maybe(NOON),
        upvote_ratio=maybe(0.5),
        portal=maybe(Portal.AIMED),
    )
    reasons = tuple(
        Reason("late", draw.choice(["", "w"]), draw.randrange(3)) for _ in range(draw.randrange(3))
    )
    snooze = maybe(Snooze("jane", NOON, NOON, Lane.DESK, why=maybe("x")))
    return KeptMention(
        draw.randrange(9), said, NOON, case=maybe(4), reasons=reasons, lane=maybe(Lane.DESK), snooze=snooze
    )
