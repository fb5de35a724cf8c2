"""What the wire does not know it does not rely on: odd widths, other programs, screens that were left."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.emulator import Terminal
from tests.test_wire_frames import (
    HEIGHT,
    MIDDLE,
    OTHER_SCREEN,
    PATIENT,
    STYLES,
    WIDTH,
    WORDS,
    Segments,
    Stock,
    framed,
    placed,
    stock,
    strip,
    walks,
    whole,
)
from tui.wire.wire import Wire

DISPUTED = {"👍": 1, "🙏": 1, "☎": 2, "⌚": 1}
"""Signs, and the cells they fill on a terminal that counts them otherwise than Textual."""
SEGMENTS = st.lists(st.tuples(st.sampled_from([*WORDS, *DISPUTED]), st.sampled_from(STYLES)), max_size=3)


class Otherwise(Terminal):
    """A terminal with widths of its own."""

    def width_of(self, sign: str) -> int:
        """Return how many cells a sign fills."""
        return DISPUTED.get(sign, cell_len(sign))


@PATIENT
@given(walks(SEGMENTS))
def test_a_sign_that_is_drawn_in_another_width_shifts_nothing(walk: list[str]) -> None:
    both = Stock(Terminal(WIDTH, HEIGHT), Otherwise(WIDTH, HEIGHT), Wire(WIDTH, HEIGHT))
    both.write(OTHER_SCREEN)
    for said in walk:
        if said == "send":
            both.arrive()
        elif said:
            both.write(said)
    both.arrive()
    for one, other in zip(both.whole.look(), both.thin.look(), strict=True):
        disputed = {at + half for at, cell in enumerate(one) if cell.data in DISPUTED for half in (0, 1)}
        assert [(at, cell) for at, cell in enumerate(one) if at not in disputed] == [
            (at, cell) for at, cell in enumerate(other) if at not in disputed
        ]
        small = [at for at, cell in enumerate(one) if DISPUTED.get(cell.data) == 1]
        assert {other[at + 1].data for at in small} <= {" "}  # nothing old is left beside it


def lines(*words: str) -> list[Segments]:
    return [[(words[number % len(words)] + str(number), "")] for number in range(HEIGHT)]


def painted() -> Stock:
    both = stock()
    both.write(whole(lines("charged twice "), lines("refund ")))
    both.same()
    return both


def test_what_somebody_else_has_cleared_is_not_painted_again() -> None:
    both = painted()
    both.write("\x1b[2J")
    both.write(framed(placed(2, 3, "ok")))
    both.same()


def test_a_screen_that_was_left_is_painted_whole_when_we_are_back() -> None:
    both = painted()
    both.write("\x1b[?1049l")
    both.arrive()
    both.thin.erase_in_display(2)
    both.write(OTHER_SCREEN)
    both.same()


def test_nothing_is_sent_to_a_screen_that_is_not_ours() -> None:
    both = painted()
    both.write("\x1b[?1049l")
    both.arrive()
    both.write(whole(lines("late "), lines("later ")))
    assert both.wire.send() == ""


def test_a_cursor_below_the_last_line_moves_no_line() -> None:
    both = painted()
    both.write(framed(placed(HEIGHT - 1, 0, "ok"), cursor=(HEIGHT, 0)))
    both.same()


def test_lines_beside_what_is_not_known_are_not_moved() -> None:
    both = painted()
    both.write("\x1b[1;1H\x1b[K")
    words = [strip([(f"{number} {'waited ' * 3}", "1")], MIDDLE) for number in range(2 * HEIGHT)]
    for first in range(4):
        both.write(framed(*(placed(line, 0, words[first + line]) for line in range(HEIGHT))))
        both.same()


def test_a_sign_alone_that_differs_is_written() -> None:
    both = stock()
    both.write(framed(placed(1, WIDTH - 2, "🙏")))
    both.same()
    both.write(framed(placed(1, WIDTH - 2, "👍")))
    both.same()
    both.write(framed(placed(1, WIDTH - 1, "☎")))
    both.same()
    both.write(framed(placed(1, WIDTH - 1, "✎")))
    both.same()


@pytest.mark.parametrize("by", [1, 2, -1, -2])
@pytest.mark.parametrize(("top", "bottom"), [(0, HEIGHT), (1, HEIGHT), (0, HEIGHT - 1), (1, HEIGHT - 1)])
def test_lines_that_moved_are_moved_by_the_terminal(by: int, top: int, bottom: int) -> None:
    wide, words = 60, [chr(ord("A") + number) for number in range(3 * HEIGHT)]
    both = stock(wide)
    for first in (HEIGHT, HEIGHT + by):
        shown = [words[first + line] if top <= line < bottom else words[line] for line in range(HEIGHT)]
        both.write(framed(*(placed(line, 0, each * wide) for line, each in enumerate(shown))))
        before = both.sent
        both.same()
    assert both.sent - before < (abs(by) + 0.5) * wide
