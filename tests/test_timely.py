"""Timers fire, however late: also where the machine was busy between two looks at the clock."""

import pytest
from textual.events import Resize
from textual.geometry import Size
from textual.widgets import Static

from tests.pilot import until
from tui.timely import TimelyApp

NARROW = Size(60, 20)


def leap(patch: pytest.MonkeyPatch) -> list[float]:
    """Let a second go by between two looks at the clock that timers go by; returns what was seen there."""
    seen: list[float] = []

    def look() -> float:
        seen.append(float(len(seen)))
        return seen[-1]

    patch.setattr("textual._time.get_time", look)
    return seen


async def test_what_is_due_once_is_done_though_it_was_due_before_it_was_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app, done = TimelyApp[None](), list[str]()
    async with app.run_test() as pilot:
        leap(monkeypatch)
        app.set_timer(0.01, lambda: done.append("once"))
        await until(pilot, lambda: bool(done), "it fires")
    assert done == ["once"]


async def test_a_size_is_heard_of_after_one_that_came_while_the_machine_was_busy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app, line = TimelyApp[None](), Static("as wide as the screen")
    async with app.run_test(size=(120, 36)) as pilot:
        await app.mount(line)
        with monkeypatch.context() as patch:
            looks = leap(patch)
            app.post_message(Resize(Size(100, 30), Size(100, 30)))
            await until(pilot, lambda: len(looks) > 1, "it is heard of")
        app.post_message(Resize(NARROW, NARROW))
        await until(pilot, lambda: line.size.width == NARROW.width, "all is fitted to the last size")
        assert app.size == NARROW
