"""What is sent is no more than it must be: what looks right already is not written again."""

from tests.emulator import Terminal
from tests.test_wire_frames import HEIGHT, Segments, Stock, framed, placed, stock, strip
from tui.wire.reader import SYNC_BEGIN, SYNC_END
from tui.wire.wire import SHORT

WIDE = 60


def line(number: int, *segments: tuple[str, str]) -> str:
    return placed(number, 0, strip([*segments], WIDE))


def shown(*segments: tuple[str, str]) -> Stock:
    """Show a line of some segments in the midst of blank ones."""
    both = stock(WIDE)
    both.write(framed(*(line(number) for number in range(HEIGHT))))
    both.write(framed(line(3, *segments)))
    both.same()
    return both


def sent(both: Stock, *said: str, cursor: tuple[int, int] = (0, 0)) -> str:
    """Return what is sent for a frame, and see that it shows what it should."""
    both.write(framed(*said, cursor=cursor))
    found = both.wire.send()
    both.thin.shows(found)
    both.same()
    return found


def test_blanks_of_which_nothing_is_seen_are_not_written_again() -> None:
    both = shown(("69d bench" + " " * 20, "2"), ("jane", ""))
    assert sent(both, line(3, ("69d bench" + " " * 20, "1"), ("jane", ""))).count(" ") == 1
    assert sent(both, line(3, ("69d bench", "1"), (" " * 20, "3;31"), ("jane", ""))) == ""


def test_blanks_that_are_seen_are_written() -> None:
    both = shown(("69d", ""), (" " * 9, ""), ("jane", ""))
    for style in ("4", "7", "9", "44", "7;1", "1;44"):
        assert " " * 9 in sent(both, line(3, ("69d", ""), (" " * 9, style), ("jane", "")))


def test_a_blank_between_two_styles_is_written_and_not_moved_over() -> None:
    both = shown()
    assert "\x1b[C" not in sent(
        both, line(3, ("overdue:", ""), (" ", ""), ("a", "1"), (" ", "3"), ("to", "2"))
    )


def test_what_goes_from_one_style_to_its_end_is_erased_in_that_style() -> None:
    both = shown(("they asked three times and nobody answers", ""))
    assert sent(both, line(3, ("they asked three times", "3"))).endswith("times\x1b[K\x1b[m")


def test_a_line_that_is_another_altogether_is_erased_where_its_gaps_begin() -> None:
    row: Segments = [("  2 bench" + " " * 12 + "jane" + " " * 10 + "charged twice, no answer", "")]
    both = shown(*((text, "7") for text, _ in row))
    said = sent(both, line(3, *row))
    assert len(said) < len(row[0][0]) - 4
    assert "  2 bench\x1b[K" in said


def test_what_stands_behind_a_gap_already_is_not_written_again() -> None:
    both = shown(("x" * 30 + " " * 9 + "and this is here as it was", ""))
    said = sent(both, line(3, ("y" * 20 + " " * 19 + "and this is here as it was", "")))
    assert "here" not in said


def test_a_line_below_one_that_goes_to_the_edge_is_next() -> None:
    both = shown()
    said = sent(both, line(3, ("a" * WIDE, "")), line(4, ("b" * WIDE, "")))
    assert said.endswith("a\x1bE" + "b" * WIDE)


def test_the_cursor_stays_where_it_is_while_nobody_writes() -> None:
    both = shown()
    assert sent(both, line(3, ("one", ""))).endswith("one")
    assert sent(both, line(3, ("two", ""))) == "\x1b[4Htwo"
    assert sent(both, line(3, ("two", "")), cursor=(5, 7)) == "\x1b[6;8H"
    assert sent(both, line(3, ("two", ""))) == ""


def test_what_others_write_between_leads_no_frame_astray() -> None:
    both = shown()
    sent(both, line(3, ("one", "")))
    both.thin.shows("\r\nThe system goes down in ten minutes.\r\n")
    both.write(framed(line(3, ("two", ""))))
    both.thin.shows(both.wire.send())
    assert both.thin.display[3].startswith("two")


def test_what_is_not_understood_finds_the_cursor_where_it_was_meant_to_be() -> None:
    both = shown()
    sent(both, line(3, ("one", "")))
    both.write("\x1b[J")
    both.thin.shows(both.wire.send())
    assert both.thin.display == both.whole.display == Terminal(WIDE, HEIGHT).display


def test_only_frames_that_may_come_in_pieces_are_marked() -> None:
    both = shown()
    both.write(SYNC_BEGIN)
    both.write(SYNC_END)
    assert SYNC_BEGIN not in sent(both, line(3, ("a" * WIDE, "")))
    said = sent(
        both, *(line(number, *(("a ", f"38;5;{60 + at}") for at in range(30))) for number in range(HEIGHT))
    )
    assert len(said.encode()) > SHORT
    assert said.startswith(SYNC_BEGIN)
    assert said.endswith(SYNC_END)
