"""What the casebook knows around a mention: earlier matters, promises, copies, an answer to our own word."""

from casebook.customer import Customer, Handle
from casebook.kinds import Aftermath, LinkState, PromiseState
from casebook.mention import KeptMention, Mention
from desk import shelf
from desk.answering import posted
from desk.closing import resolve
from desk.opening import open_case
from desk.promising import promise, settle
from desk.surroundings import Surroundings
from playbooks.around import Around
from tests.desk_world import World, after, complaint, playbook

TEXTS = {
    "1": "You charged me twice for the bunk in coach four.",
    "2": "The refund form on your site throws an error every single time.",
    "3": "Five hours late into Vienna, and nobody at the station knew a thing.",
}
DAY = 24 * 60
"""Minutes."""
AGAIN = "My booking 81 is gone once more, and the page for it hangs."


def case(desk: World, native_id: str, *, cause: str | None = None, **about: object) -> int:
    """Open a case on a complaint of its own; where a cause is given, weeks ago, and close it with that."""
    start = DAY * 20 * (int(native_id) - 4) if cause is not None else 0
    said = complaint(native_id, text=TEXTS[native_id], created_at=after(start - 10), **about)
    number = desk.one(said, now=after(start))
    opened = open_case(desk.store, playbook(), number, by="dana", now=after(start + 1))
    if cause is not None:
        resolve(desk.store, opened, cause, Aftermath.QUIET, by="dana", now=after(start + 3))
    return opened


def around(desk: World, mention: Mention, *, minute: float = 90, match: bool = True) -> Around:
    now = after(minute)
    known = Surroundings(desk.store, playbook(), [mention], now, match=match)
    return known.around(KeptMention(0, mention, now, thread=mention.uri))


def test_of_a_stranger_nothing_is_known(desk: World) -> None:
    case(desk, "1", cause="billing")
    assert around(desk, complaint("9", author_handle="nobody_we_met")) == Around(at=after(90))
    assert around(desk, complaint("9", author_handle=None)) == Around(at=after(90))


def test_earlier_matters_count_by_the_cause_they_were_closed_with(desk: World) -> None:
    for number in ("1", "2"):
        case(desk, number, cause="billing")
    case(desk, "3", cause="delivery")
    assert around(desk, complaint("9")).failures == (("billing", 2), ("delivery", 1))


def test_an_open_matter_counts_by_its_likeliest_cause(desk: World) -> None:
    opened = case(desk, "1")
    guessed = desk.kept(shelf.case(desk.store, opened).lead).cause
    assert around(desk, complaint("9")).failures == ((guessed, 1),)


def test_another_voice_in_the_same_thread_is_no_earlier_matter(desk: World) -> None:
    opened = case(desk, "1")
    found = shelf.case(desk.store, opened)
    now = after(90)
    known = Surroundings(desk.store, playbook(), [complaint("9")], now)
    same = KeptMention(0, complaint("9", thread_root_id="1"), now, thread=found.thread)
    assert known.around(same, found).failures == ()


def test_a_matter_that_was_over_is_an_earlier_one_though_an_echo_belongs_to_it(desk: World) -> None:
    found = shelf.case(desk.store, case(desk, "1", cause="billing"))
    known = Surroundings(desk.store, playbook(), [complaint("9")], after(90))
    echo = KeptMention(0, complaint("9"), after(90), thread=found.thread, case=found.id)
    assert known.around(echo, found).failures == (("billing", 1),)


def test_a_promise_broken_or_overdue_counts_and_one_kept_or_still_owed_does_not(desk: World) -> None:
    opened = case(desk, "1")
    due = after(60)
    numbers = [
        promise(desk.store, opened, what, due, by="dana", now=after(2)) for what in ("a", "b", "c", "d")
    ]
    promise(desk.store, opened, "later", after(600), by="dana", now=after(2))
    settle(desk.store, numbers[0], PromiseState.BROKEN, by="dana", now=after(4))
    settle(desk.store, numbers[1], PromiseState.KEPT, by="dana", now=after(4))
    settle(desk.store, numbers[2], PromiseState.RELEASED, by="dana", now=after(4))
    assert around(desk, complaint("9")).broken == 2
    assert around(desk, complaint("9"), minute=30).broken == 1


def test_the_matters_of_a_customer_s_other_account_count_once_somebody_has_confirmed_it(desk: World) -> None:
    customer = desk.store.customers
    with desk.store.act("dana", "customers.import", after(0)):
        person = shelf.keep(customer, Customer(0, "Jane Doe", "C-1", orders=9))
        for account in ("forum:jane_doe", "fedi:jane"):
            state = LinkState.CONFIRMED
            shelf.keep(desk.store.handles, Handle(0, account, person.id, state, "she said so", after(0)))
    case(desk, "1", cause="billing")
    other = complaint("9", source="fedi", author_handle="jane")
    known = around(desk, other)
    assert (known.failures, known.known) == ((("billing", 1),), True)
    assert around(desk, other, match=False) == Around(at=after(90)), "where accounts may not be compared"


def test_the_third_time_of_one_cause_says_so_in_the_queue(desk: World) -> None:
    first = desk.one(complaint("8", author_handle="jane_doe", text=AGAIN))
    cause = desk.kept(first).cause
    assert cause is not None
    for number in ("1", "2"):
        case(desk, number, cause=cause)
    second = desk.one(complaint("9", text=AGAIN + " And then?", created_at=after(60)), now=after(60))
    told = {each.what: each for each in desk.kept(second).reasons}
    ground = told["third time, same cause: do not apologise again, fix it and ring"]
    assert (ground.key, ground.points) == ("repeat", playbook().weights.repeat[-1].points)


def test_who_complains_after_our_answer_was_let_down_twice(desk: World) -> None:
    first = desk.one(complaint("1", text="My booking 81 was cancelled."))
    opened = open_case(desk.store, playbook(), first, by="dana", now=after(1))
    assert not desk.kept(first).double
    url = "https://forum.example/t/1#ours"
    posted(desk.store, playbook(), opened, url, answer=True, by="dana", now=after(10))
    again = complaint(
        "2", text="No, my booking is still cancelled.", thread_root_id="1", created_at=after(20)
    )
    voice = desk.one(again, now=after(21))
    assert desk.kept(voice).double
    stranger = complaint(
        "3",
        text="My booking 92 was cancelled.",
        author_handle="ben",
        thread_root_id="1",
        created_at=after(22),
    )
    assert not desk.kept(desk.one(stranger, now=after(23))).double
    found = shelf.case(desk.store, opened)
    known = Surroundings(desk.store, playbook(), [stranger], after(24))
    to_us = complaint("4", author_handle="ben", reply_to_url=url, created_at=after(22))
    assert known.around(KeptMention(0, to_us, after(24)), found).answers_us
    assert not known.around(KeptMention(0, stranger, after(24)), found).answers_us


def test_copies_lift_a_row_where_the_playbook_says_so(desk: World) -> None:
    weights = playbook().weights
    first = desk.one(complaint("1"))
    for number in range(3):
        desk.one(complaint("1", source=f"mirror {number}", via=f"mirror {number}"), now=after(number))
    row = desk.kept(first)
    (copies,) = (each for each in row.reasons if each.key == "copies")
    assert copies.what == "also said in 3 other places"
    assert copies.points == weights.copies[1].points
    assert row.voices == 4
