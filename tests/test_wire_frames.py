"""What is sent shows what the whole frames would have shown, cell by cell, whatever is on them."""

from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len, set_cell_size

from tests.emulator import Terminal
from tui.wire.reader import SYNC_BEGIN, SYNC_END
from tui.wire.wire import ANYWHERE, Wire

WIDTH, HEIGHT, MIDDLE = 32, 9, 17
OTHER_SCREEN = "\x1b[?1049h"

WORDS = ["charged twice", "no", "1★ App", "▸ 2  ", "─" * 12, "│", "é ñ ß", "…", "“so”", "→ · −", " " * 9]
STRANGE = [
    "返金してください",
    "환불",
    "e\u0301e\u0301 a\u0308",
    "👩‍👩‍👧",
    "👍🏽 ok",
    "❤️ ♥",
    "🇩🇪",
    "שלום",
    "مرحبا",
    "①②",
    "☎ ⌚",
    "Z͑ͫ̓a̴",
    "ﬁ ﷽",
    "。、",
]
STYLES = [
    "",
    "1",
    "2",
    "7",
    "4;31",
    "38;5;208",
    "1;38;2;255;255;255;48;2;31;78;121",
    "48;2;18;18;18",
    "2;3",
    "9;95",
]

Segments = list[tuple[str, str]]


@dataclass
class Stock:
    """Both ends: a terminal that gets all of it, and one that gets what the wire sends."""

    whole: Terminal
    thin: Terminal
    wire: Wire
    sent: int = 0

    def write(self, data: str) -> None:
        self.whole.shows(data)
        self.wire.take(data)

    def arrive(self) -> None:
        said = self.wire.send()
        self.sent += len(said.encode())
        self.thin.shows(said)

    def same(self) -> None:
        self.arrive()
        for line, (one, other) in enumerate(zip(self.whole.look(), self.thin.look(), strict=True)):
            assert one == other, f"line {line}: {self.whole.display[line]!r} / {self.thin.display[line]!r}"
        assert self.whole.at() in (ANYWHERE, self.thin.at())
        assert not self.wire.send()


def stock(width: int = WIDTH, height: int = HEIGHT) -> Stock:
    both = Stock(Terminal(width, height), Terminal(width, height), Wire(width, height))
    both.write(OTHER_SCREEN)
    return both


def strip(segments: Segments, width: int) -> str:
    """Return a strip as Textual writes it: each segment with its style, cut or filled to a width."""
    said, left = "", width
    for text, style in [*segments, (" " * width, "")]:
        cut = set_cell_size(text, left) if cell_len(text) > left else text
        left -= cell_len(cut)
        said += f"\x1b[{style}m{cut}\x1b[0m" if style and cut else cut
    return said


def placed(line: int, column: int, said: str) -> str:
    return f"\x1b[{line + 1};{column + 1}H{said}"


def framed(*pieces: str, cursor: tuple[int, int] = (0, 0)) -> str:
    return "\n".join(pieces) + placed(*cursor, "")


def whole(lefts: list[Segments], rights: list[Segments], cursor: tuple[int, int] = (0, 0)) -> str:
    """Return a whole frame of two panes."""
    lines = [
        placed(line, 0, strip(left, MIDDLE)) + placed(line, MIDDLE, strip(right, WIDTH - MIDDLE))
        for line, (left, right) in enumerate(zip(lefts, rights, strict=True))
    ]
    return framed(*lines, cursor=cursor)


SEGMENTS = st.lists(st.tuples(st.sampled_from(WORDS + STRANGE), st.sampled_from(STYLES)), max_size=3)
PLAIN_SEGMENTS = st.lists(st.tuples(st.sampled_from(WORDS), st.just("")), max_size=3)
PANE = st.lists(SEGMENTS, min_size=HEIGHT, max_size=HEIGHT)
PLACE = st.tuples(st.integers(0, HEIGHT - 1), st.integers(0, WIDTH - 1))


@st.composite
def walks(draw: st.DrawFn, segments: st.SearchStrategy[Segments]) -> list[str]:
    """Draw what Textual may write one after another; None of it is a frame that is left out."""
    pane = st.lists(segments, min_size=HEIGHT, max_size=HEIGHT)
    lefts, rights = draw(pane), draw(pane)
    said = [whole(lefts, rights)]
    for _ in range(draw(st.integers(1, 6))):
        said.append(draw(st.sampled_from(["", "send"])))
        way = draw(st.sampled_from(["scroll", "right", "part", "both", "beside", "unknown"]))
        if way == "scroll":
            by, top = draw(st.integers(1, HEIGHT - 1)), draw(st.integers(0, 3))
            fresh = draw(st.lists(segments, min_size=by, max_size=by))
            moved = draw(st.sampled_from([[*lefts[top + by :], *fresh], [*fresh, *lefts[top:]]]))
            lefts = [*lefts[:top], *moved, *lefts][:HEIGHT]
            said.append(whole(lefts, rights, draw(PLACE)))
        elif way == "right":
            rights = draw(pane)
            lines = [placed(line, MIDDLE, strip(each, WIDTH - MIDDLE)) for line, each in enumerate(rights)]
            said.append(framed(*lines, cursor=draw(PLACE)))
        elif way == "part":
            line, column = draw(PLACE)
            width = draw(st.integers(1, WIDTH - column))
            said.append(framed(placed(line, column, strip(draw(segments), width)), cursor=draw(PLACE)))
        elif way == "both":
            lefts, rights = draw(pane), draw(pane)
            said.append(whole(lefts, rights, draw(PLACE)))
        elif way == "beside":
            said.append(
                draw(st.sampled_from(["\x07", "\x1b]52;c;aGk=\x07", "\x1b[?1004h", SYNC_BEGIN, SYNC_END]))
            )
        else:
            said += ["\x1b[3;4H\x1b[J", whole(lefts, rights)]
    return said


def follow(walk: list[str]) -> None:
    both = stock()
    for said in walk:
        if said == "send":
            both.same()
        elif said:
            both.write(said)
    both.same()


PATIENT = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
"""The emulator takes its time, and a busy machine takes more."""


@PATIENT
@given(walks(SEGMENTS))
def test_strange_frames_look_the_same(walk: list[str]) -> None:
    follow(walk)


@PATIENT
@given(walks(PLAIN_SEGMENTS))
def test_plain_frames_look_the_same(walk: list[str]) -> None:
    follow(walk)
