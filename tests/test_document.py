"""A record comes back from its document as it went in, however the document is written."""

from typing import Any

import pytest

from casebook.document import from_document, to_document
from casebook.errors import BadRecord
from casebook.frozen import frozen
from casebook.kinds import Portal
from casebook.mention import Reason


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
    ],
)
def test_what_does_not_fit_is_named(document: dict[str, Any], told: str) -> None:
    with pytest.raises(BadRecord, match=told):
        from_document(Verdict, document)


def test_what_is_known_goes_before_what_is_written() -> None:
    assert from_document(Reason, {"what": "late", "points": "odd"}, points=2) == Reason("late", points=2)
