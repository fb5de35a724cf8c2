"""What a person wrote, read into a record: what fits, and what is said of that which does not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

import pytest

from casebook.durations import Seconds, seconds
from casebook.toml import Place, nearest, parsed, read, record


class Wrong(Exception):
    """The error of the room that reads."""


class Tone(StrEnum):
    WARM = "warm"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Spout:
    width: float
    lid: bool = True


@dataclass(frozen=True, slots=True)
class Kettle:
    name: str
    cups: int = 1
    boil: timedelta | None = None
    every: Seconds = 60.0
    shelf: Path | None = None
    tone: Tone = Tone.PLAIN
    spout: Spout = field(default_factory=lambda: Spout(1.0))
    marks: tuple[str, ...] = ()
    spares: tuple[Spout, ...] = ()
    by_tone: Mapping[Tone, int] = field(default_factory=dict)
    by_cups: Mapping[int, timedelta] = field(default_factory=dict)
    by_name: Mapping[str, Spout] = field(default_factory=dict)


AT = Place(Path("kettle.toml"), Wrong)


def kettle(text: str) -> Kettle:
    return record(Kettle, parsed(text, AT), AT)


def complaint_about(text: str) -> str:
    with pytest.raises(Wrong) as caught:
        kettle(text)
    return str(caught.value).removeprefix("kettle.toml: ")


def test_what_is_not_said_is_the_records_own_default() -> None:
    assert kettle('name = "Old"') == Kettle("Old")


def test_every_shape_is_read_as_the_field_asks() -> None:
    told = kettle("""
        name = "Old"
        cups = 4
        boil = "1h30m"
        every = 90
        shelf = "~/kettles"
        tone = "warm"
        spout = { width = 2, lid = false }
        marks = ["dent", "soot"]
        by_tone = { warm = 1 }
        by_cups = { 2 = "4m" }
        [[spares]]
        width = 0.5
        [by_name.small]
        width = 0.25
    """)
    assert told == Kettle(
        *("Old", 4, timedelta(minutes=90), 90.0, Path("~/kettles").expanduser(), Tone.WARM),
        spout=Spout(2.0, lid=False),
        marks=("dent", "soot"),
        spares=(Spout(0.5),),
        by_tone={Tone.WARM: 1},
        by_cups={2: timedelta(minutes=4)},
        by_name={"small": Spout(0.25)},
    )
    assert type(told.spout.width) is float


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('nam = "x"', 'nam: unknown key; did you mean "name"?'),
        ("shelf = 3", "shelf: must be a path in quotes, not 3"),
        ("cups = true", "cups: must be a whole number, not True"),
        ("cups = 1.0", "cups: must be a whole number, not 1.0"),
        ("boil = 30", 'boil: must be a time such as "30m", "2h" or "1h30m", not 30'),
        ('boil = "0m"', 'boil: must be a time such as "30m", "2h" or "1h30m", not \'0m\''),
        ('every = "soon"', "every: must be a number of seconds or a duration such as \"5m\", not 'soon'"),
        ("every = inf", 'every: must be a number of seconds or a duration such as "5m", not inf'),
        ('shelf = ""', "shelf: must be a path in quotes, not ''"),
        ('tone = "wram"', "tone: 'wram' is unknown; did you mean \"warm\"?"),
        ('tone = ["warm"]', "tone: ['warm'] is unknown; did you mean \"warm\"?"),
        ("tone = 1", "tone: 1 is unknown; known here: plain, warm"),
        ("spout = 1", "spout: must be a table, not 1"),
        ("spout = {}", "[spout] width: is needed here"),
        ("spout = { width = true }", "[spout] width: must be a number, not True"),
        ("spout = { width = nan }", "[spout] width: must be a number, not nan"),
        ("spout = { width = 1, lid = 1 }", "[spout] lid: must be true or false, not 1"),
        ('marks = "dent"', "marks: must be a list, not 'dent'"),
        ('marks = ["dent", 2]', "marks.2: must be text in quotes, not 2"),
        ("spares = [{ width = 1 }, { wide = 1 }]", '[spares.2] wide: unknown key; did you mean "width"?'),
        ("by_tone = 1", "by_tone: must be a table, not 1"),
        ("by_tone = { cool = 1 }", "[by_tone] cool: unknown key; known here: plain, warm"),
        ('by_cups = { two = "4m" }', "[by_cups] two: the key must be a whole number"),
        ("[by_name.small]", "[by_name.small] width: is needed here"),
        ("cups = ", "is not TOML: Invalid value (at end of document)"),
    ],
)
def test_every_slip_names_its_place_and_what_was_meant(text: str, said: str) -> None:
    assert complaint_about(f'name = "Old"\n{text}') == said


def test_a_field_without_a_default_is_needed() -> None:
    assert complaint_about("cups = 2") == "name: is needed here"


@pytest.mark.parametrize("key", ["every", "spout.width"])
def test_a_number_beyond_all_numbers_is_refused_like_any_other(key: str) -> None:
    assert "must be a number" in complaint_about(f'name = "Old"\n{key} = {"9" * 400}')
    assert "must be a number" in complaint_about(f'name = "Old"\n{key} = 1e999')
    assert "is not TOML" in complaint_about(f'name = "Old"\n{key} = {"9" * 5000}')


def test_what_is_known_already_is_not_asked_and_may_not_be_said() -> None:
    assert record(Kettle, {"cups": 2}, AT, name="Known") == Kettle("Known", 2)
    with pytest.raises(Wrong, match="name: unknown key"):
        record(Kettle, {"name": "Said"}, AT, name="Known")


def test_a_file_is_read_with_or_without_a_byte_order_mark(tmp_path: Path) -> None:
    file = tmp_path / "kettle.toml"
    for mark in (b"", b"\xef\xbb\xbf"):
        file.write_bytes(mark + b'name = "Old"\n')
        assert read(Kettle, Place(file, Wrong)) == Kettle("Old")


def test_a_file_that_cannot_be_read_is_named_with_the_reason(tmp_path: Path) -> None:
    file = tmp_path / "kettle.toml"
    file.write_bytes(b"name = \xff")
    for place, said in (
        (file, "is not UTF-8 text: invalid start byte at byte 7"),
        (tmp_path / "none.toml", "there is no such file"),
        (tmp_path, "cannot be read (Is a directory)"),
    ):
        with pytest.raises(Wrong) as caught:
            read(Kettle, Place(place, Wrong))
        assert str(caught.value) == f"{place}: {said}"


def test_the_nearest_word_is_offered_else_all_of_them() -> None:
    assert nearest("opne", ["open", "close"]) == 'did you mean "open"?'
    assert nearest("xyz", ["open", "close"]) == "known here: close, open"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("90s", 90),
        ("5m", 300),
        ("1h30m", 5400),
        ("1h 30m", 5400),
        ("2d", 172800),
        ("1.5h", 5400),
        (30, 30),
        (0.5, 0.5),
    ],
)
def test_durations_are_words_or_seconds(said: object, meant: float) -> None:
    assert seconds(said) == meant


@pytest.mark.parametrize(
    "said", ["", "5", "m", "5 minutes", "-5m", -1, True, None, "5m!", "9999999d", 1e300, float("nan")]
)
def test_anything_else_is_no_duration(said: object) -> None:
    assert seconds(said) is None
