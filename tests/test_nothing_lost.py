"""Nothing leaves the queue without a decision that says who and why (L4): every act that takes a row away."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest

from casebook.kinds import Aftermath, Decision, MuteKind
from casebook.mention import KeptMention
from desk import seating, shelf
from desk.answering import posted
from desk.closing import resolve
from desk.decided import decided
from desk.deciding import let_go, thank
from desk.engaging import engage, let_rest
from desk.merging import cut, link
from desk.muting import lift_and_hear, mute
from desk.opening import open_case, reopen
from desk.overruling import overrule
from desk.passing_time import pass_time
from desk.reaching import reach
from desk.snoozing import snooze
from desk.undo import redo, undo
from playbooks.playbook import Playbook
from tests.desk_world import World, after, complaint, playbook, thanks, world

OTHER = "The lift at Corncrake station is broken, and I never got my refund."


@dataclass
class Walk:
    """A desk and the minutes that pass at it; each step is looked at from all sides."""

    desk: World
    minute: int = 0
    told: list[str] = field(default_factory=list)

    @property
    def now(self) -> datetime:
        self.minute += 1
        return after(self.minute)

    def step(self, act: Callable[..., object], *args: object, **about: object) -> None:
        """Do an act by dana, and expect that nothing has dropped out of sight."""
        act(self.desk.store, *args, by="dana", now=self.now, **about)
        self.expect_nothing_lost()

    def comes(self, *mentions: object) -> list[int]:
        """Let mentions come in, and expect the same."""
        found = [each.id for each in self.desk.take(*mentions, now=self.now)]  # type: ignore[arg-type]
        self.expect_nothing_lost()
        return found

    def expect_nothing_lost(self) -> None:
        for number in [each.doc_id for each in self.desk.store.mentions.select(order="+")]:
            kept = self.desk.kept(number)
            if kept.lane is None:
                self.expect_said(kept)

    def expect_said(self, kept: KeptMention) -> None:
        """Expect that a mention without a row is behind one, or says who decided and why."""
        if kept.decision is Decision.UNDECIDED:
            assert seating.speaker(self.desk.store, kept).lane is not None, kept
            return
        said = decided(self.desk.store, kept, playbook())
        assert said is not None
        assert said.by, kept
        assert said.why, kept
        self.told.append(f"{said.by}: {said.why}")
        if kept.decision is Decision.IN_CASE:
            row = seating.row_of(self.desk.store, kept)
            case = shelf.case(self.desk.store, row.case or 0)
            assert row.lane is not None or (case.aftermath and case.cause), "a case ends with its cause"


@pytest.fixture
def walk(tmp_path: Path) -> Iterator[Walk]:
    with world(tmp_path) as made:
        yield Walk(made)


def test_every_way_out_of_the_queue_says_who_and_why(walk: Walk) -> None:
    book: Playbook = playbook()
    one, two, three = walk.comes(complaint("1"), complaint("2", author_handle="kim", text=OTHER), thanks("3"))
    walk.comes(complaint("1b", source="copyforum", via="the mirror", url="https://forum.example/t/1"))
    walk.step(let_go, two, "a copy of what we already answer")
    assert walk.told[-1] == "dana: took no action: a copy of what we already answer"
    walk.step(thank, three)
    assert "dana: thanked them" in walk.told
    walk.step(lambda store, **by: undo(store, book, **by))
    walk.step(lambda store, **by: redo(store, **by))
    walk.step(lambda store, **by: open_case(store, book, one, **by))
    walk.step(lambda store, **by: posted(store, book, 1, None, answer=True, **by))
    walk.comes(complaint("1c", author_handle="ben", thread_root_id="1", text="Same here, charged twice."))
    four, five = walk.comes(
        complaint("4", author_handle="ada", text=OTHER + " Platform 9."),
        complaint("5", author_handle="eli", text="Coach 7 was filthy and nobody cleaned it."),
    )
    walk.step(lambda store, **by: open_case(store, book, four, **by))
    walk.step(link, four, 1)
    walk.step(cut, 2)
    walk.step(link, five, 1)
    walk.step(resolve, 1, "billing", Aftermath.QUIET)
    assert any(each.startswith("dana: ") for each in walk.told)
    echo = walk.comes(complaint("1d", author_handle="jane_doe", thread_root_id="1", text="Charged again!"))[0]
    walk.step(let_rest, echo)
    again = walk.comes(complaint("1e", author_handle="jane_doe", thread_root_id="1", text="And again!"))[0]
    walk.step(lambda store, **by: engage(store, book, again, **by))
    walk.step(resolve, 1, "billing", Aftermath.QUIET)
    walk.step(lambda store, **by: reopen(store, book, 1, **by))


def test_what_is_muted_set_aside_or_out_of_reach_is_not_lost(walk: Walk) -> None:
    book: Playbook = playbook()
    spam = walk.comes(complaint("1", author_handle="spammer", text="Buy followers, your service is broken"))[
        0
    ]
    walk.step(mute, spam, MuteKind.AUTHOR, "sells followers", after(60 * 24))
    assert walk.told[-1].startswith("dana: muted: spammer")
    walk.comes(complaint("2", author_handle="spammer", text="My parcel to Basel never arrived, no refund"))
    assert any(each.startswith("collector: muted by dana until") for each in walk.told)
    held = walk.desk.store.mutes.select()[0].doc_id
    walk.step(lambda store, **by: lift_and_hear(store, book, held, **by))
    row = walk.comes(complaint("3", author_handle="kim", text=OTHER))[0]
    walk.step(snooze, row, after(90))
    walk.step(lambda store, **by: reach(store, book, row, after(80), **by))
    walk.step(lambda store, **by: overrule(store, book, row, "complaint", "no", **by))
    pass_time(walk.desk.store, after(100), book)
    walk.expect_nothing_lost()
    assert walk.desk.kept(row).lane is not None
    gone = walk.comes(complaint("9", author_handle="gone", deleted=True))[0]
    assert walk.desk.kept(gone).why == "deleted before we saw it"


def test_a_mention_nobody_decided_on_has_no_decision(walk: Walk) -> None:
    number = walk.comes(complaint())[0]
    assert decided(walk.desk.store, walk.desk.kept(number)) is None
