"""Odd ends of a line: sizes that change in a storm, a desk that is stopped, a terminal full or gone."""

import os
import signal
import sys
import time
import tty
from contextlib import suppress
from pathlib import Path
from random import Random
from select import select
from threading import Event, Thread

import pytest

from tests.desk_processes import until
from tests.test_wire_line import all_anew, desk, filled, same
from tests.wire_pty import spoken_to
from tui.wire.writer import Writer


def test_a_storm_of_sizes_that_ends_where_it_began(tmp_path: Path) -> None:
    chance = Random(3)
    with desk(tmp_path) as line:
        shown = line.does("jj")
        for _ in range(6):
            for _ in range(chance.randint(3, 12)):
                line.resize(chance.choice((80, 100, 120, 200)), chance.choice((24, 36, 50)))
                time.sleep(chance.choice((0, 0, 0.001, 0.02)))
            line.press(chance.choice(("", "j", "k")))
            line.resize(120, 36)
            line.rests()
            all_anew(line)
        line.does("gg")
        line.does("jj")
        same(line.rests(), shown)


OVERTAKEN = """
import os, signal, sys, termios
from tui.__main__ import main
from tui.driver import CarefulDriver

measured = CarefulDriver._get_terminal_size

def overtaken(driver):
    size = measured(driver)
    if size[0] == 80:
        change(36, 120)  # the last size comes while the one before it is being told
    return size

def change(*size):
    termios.tcsetwinsize(0, size)
    os.kill(os.getpid(), signal.SIGWINCH)

CarefulDriver._get_terminal_size = overtaken
signal.signal(signal.SIGUSR1, lambda *_: change(24, 80))
sys.exit(main(sys.argv[1:]))
"""
"""The dashboard on a terminal whose second size overtakes the first, when it gets SIGUSR1."""


@pytest.mark.parametrize("wire", ["auto", "full"])
def test_a_size_that_overtakes_the_one_before_it_is_the_last(tmp_path: Path, wire: str) -> None:
    settings = filled(tmp_path)
    settings.write_text(f'{settings.read_text(encoding="utf-8")}wire = "{wire}"\n', encoding="utf-8")
    command = sys.executable, "-c", OVERTAKEN, "--settings", str(settings)
    with spoken_to(tmp_path, *command, size=(120, 36), job=False) as line:
        line.shows("▹ 1")
        line.rests()
        line.does("jk")
        line.shows("Why first")
        shown, before = line.rests(), line.came
        line.signal(signal.SIGUSR1)
        line.more_than(before)
        same(line.does("jk"), shown)


def test_a_size_that_came_and_went_unheard_leaves_nothing_out(tmp_path: Path) -> None:
    with desk(tmp_path) as line:
        line.does("jj")
        line.resize(80, 24, told=False)
        line.does("j")
        line.resize(120, 36, told=False)
        line.does("k")
        all_anew(line)


def test_a_last_size_that_was_not_told_is_heard_of_with_the_next_key(tmp_path: Path) -> None:
    with desk(tmp_path) as line:
        line.resize(80, 24)
        line.shows("mine 0    waiting")  # as it stands in a narrow window
        line.rests()
        line.resize(120, 36, told=False)
        line.does("j")
        line.shows("mine 0  waiting")
        all_anew(line)


def test_stopped_from_outside_and_back(tmp_path: Path) -> None:
    with desk(tmp_path) as line:
        shown = line.does("j")
        line.signal(signal.SIGSTOP)
        until(line.stopped, "it stands still")
        line.wipe()
        line.signal(signal.SIGCONT)
        until(lambda: not line.stopped(), "it goes on")
        same(line.does("kj"), shown)


def test_a_terminal_that_is_gone_takes_the_dashboard_with_it(tmp_path: Path) -> None:
    with desk(tmp_path) as line:
        line.does("j")
        line.hang_up()
        until(lambda: line.process.poll() is not None, "it ends, though nobody has told it to")
        assert line.process.poll() == 1


def test_a_terminal_that_others_fill_as_well_takes_all_that_is_sent() -> None:
    """Where somebody else has made the terminal not wait, it may be full though it just had room."""
    theirs, ours = os.openpty()
    tty.setraw(ours)
    os.set_blocking(ours, False)
    writer, over, asked = Writer(ours, lambda: "x" * 3_000), Event(), 300
    hands = [Thread(target=_fill, args=(ours, over)), Thread(target=_empty, args=(theirs, over))]
    for each in (writer, *hands):
        each.start()
    for _ in range(asked):
        writer.call()
        time.sleep(0.005)
    alive = writer.is_alive()
    writer.stop()
    over.set()
    for each in hands:
        each.join()
    os.close(ours)
    os.close(theirs)
    assert alive


def _fill(ours: int, over: Event) -> None:
    while not over.is_set():
        with suppress(BlockingIOError):
            os.write(ours, b"y" * 500)


def _empty(theirs: int, over: Event) -> None:
    while not over.is_set() or select([theirs], [], [], 0)[0]:
        if select([theirs], [], [], 0.05)[0]:
            os.read(theirs, 200)
