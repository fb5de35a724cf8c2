"""The next mentions are read before anybody moves to them, and forgotten when anything has changed."""

import threading
from pathlib import Path

from desk.opening import open_case
from tests.at_the_desk import Hands, at_the_desk
from tests.desk_world import playbook
from tests.test_marks import several
from tui.ahead import MOST, Ahead
from tui.screens.queue import QueueScreen


def calm() -> Ahead[str]:
    ahead: Ahead[str] = Ahead()
    ahead.calm = 0.0
    return ahead


def test_only_what_is_not_known_is_read_and_only_once() -> None:
    ahead = calm()
    assert ahead.ask((1, 2)) == (1, 2)
    assert ahead.ask((2, 3)) == ()
    ahead.keep({1: "one"}, ahead.state)
    assert (ahead.get(1), ahead.get(2)) == ("one", None)
    assert ahead.ask((1, 2)) == (2,)


def test_what_was_asked_for_before_a_change_is_not_kept() -> None:
    ahead = calm()
    ahead.keep({7: "seven"}, ahead.state)
    state = ahead.state
    assert ahead.ask((1,)) == (1,)
    ahead.forget()
    assert ahead.get(7) is None
    assert ahead.ask((1, 2)) == (1, 2)
    ahead.keep({1: "as it was"}, state)
    assert ahead.get(1) is None
    assert ahead.ask((3,)) == (), "what was asked for since is still to come"
    ahead.keep({1: "as it is"}, ahead.state)
    assert ahead.get(1) == "as it is"


def test_while_all_keeps_changing_nothing_is_read_ahead() -> None:
    ahead: Ahead[str] = Ahead()
    ahead.calm = 600.0
    assert ahead.ask((1,)) == (1,)
    ahead.forget()
    assert ahead.ask((1,)) == ()


def test_it_never_knows_more_than_so_many() -> None:
    ahead = calm()
    for start in range(0, 10 * MOST, 12):
        ahead.keep(dict.fromkeys(range(start, start + 12), "known"), ahead.state)
        assert sum(ahead.get(each) is not None for each in range(10 * MOST)) <= MOST


async def begun(hands: Hands) -> QueueScreen:
    """Move once, and wait until the next rows are read."""
    screen = await hands.on(QueueScreen)
    screen._ahead.calm = screen._reading.rest = 0.0
    await hands.press("j")
    await hands.until(lambda: knows(screen, 3), "the third read ahead")
    return screen


def knows(screen: QueueScreen, number: int) -> bool:
    """Return whether a mention is read ahead; where a change has had all forgotten, it is read again."""
    screen._read_ahead()
    return screen._ahead.get(number) is not None


async def test_a_move_waits_for_no_reader(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *several(6)) as hands:
        await begun(hands)
        held = threading.Event()
        reading = hands.app.run_worker(hands.app.desk.ask(lambda store: held.wait(20)), group="reading")
        try:
            await hands.press("j")
            await hands.shows("c3 · the forum")
            assert not reading.is_finished
        finally:
            held.set()


async def test_what_others_did_meanwhile_is_seen(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *several(6)) as hands:
        await begun(hands)
        hands.elsewhere(open_case, playbook(), 3)
        await hands.shows("#1 unclaimed")
        await hands.press("j")
        await hands.shows("Case #1")
        await hands.press("k", "k", "j", "j", "j")
        await hands.shows("c4 · the forum")
