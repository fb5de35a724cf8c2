"""A pattern that was kept is the pattern it would have been, and what is not whole is not used."""

import json
import re
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.commands.patterns import kept, read

ALIKE = [
    (r"(?P<day>\d{2})-(?P<month>\w+)|(x)?", 0),
    ("[^a-zà-ý\\n]+?$", re.IGNORECASE | re.MULTILINE),
    ("(?x) ( [\U0001f600-\U0001f64f] | \\s ) # faces", 0),
    ("(?s:a.b)(?!c)(?<=b)", re.ASCII),
]
COMPILER: Any = vars(re)["_compiler"]


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    re.purge()
    yield
    re.purge()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "amends" / "patterns.json"


@pytest.fixture
def no_parser(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have all patterns kept, and Python unable to compile any."""
    with kept(file):
        compiled()
    re.purge()
    monkeypatch.setattr(COMPILER._parser, "parse", None)


def compiled() -> list[re.Pattern[str]]:
    return [re.compile(words, flags) for words, flags in ALIKE]


def parts(pattern: re.Pattern[str]) -> tuple[object, ...]:
    return pattern, pattern.pattern, pattern.flags, pattern.groups, dict(pattern.groupindex)


ORDINARY = [parts(pattern) for pattern in compiled()]


@pytest.mark.usefixtures("no_parser")
def test_what_is_kept_is_not_compiled_again(file: Path) -> None:
    with kept(file):
        assert [parts(pattern) for pattern in compiled()] == ORDINARY
        found = re.compile(*ALIKE[0]).fullmatch("24-May")
    assert found is not None
    assert found.groupdict() == {"day": "24", "month": "May"}
    assert found.lastgroup == "month"


@given(st.lists(st.sampled_from("01-aBà\n\U0001f600 bc"), max_size=12).map("".join))
def test_kept_patterns_find_what_compiled_ones_find(tmp_path_factory: Any, text: str) -> None:
    file = tmp_path_factory.getbasetemp() / "found.json"
    spans = [[each.regs for each in pattern.finditer(text)] for pattern in compiled()]
    for _ in range(2):
        re.purge()
        with kept(file):
            assert [[each.regs for each in pattern.finditer(text)] for pattern in compiled()] == spans


def test_only_what_is_new_is_written(file: Path) -> None:
    with kept(file):
        compiled()
    before = file.stat()
    re.purge()
    with kept(file):
        compiled()
    assert file.stat().st_mtime_ns == before.st_mtime_ns
    with kept(file):
        re.compile("new")
    assert len(read(file)) == len(ALIKE) + 1
    assert (file.stat().st_mode & 0o777, list(file.parent.iterdir())) == (0o600, [file])


def test_who_only_looks_writes_nothing(file: Path) -> None:
    with kept(file, write=False):
        assert [parts(pattern) for pattern in compiled()] == ORDINARY
    assert not file.parent.exists()


def damaged(text: bytes) -> Iterator[bytes]:
    yield b""
    yield text[: len(text) // 2]
    yield text.replace(b"24", b"25")
    yield b"\x00\n"
    yield checked(text, lambda stamp, kept: stamp.reverse())
    yield checked(text, lambda stamp, kept: kept[0].__setitem__(3, [1, 2, 3]))
    yield checked(text, lambda stamp, kept: kept[1].__setitem__(3, "code"))
    yield checked(text, lambda stamp, kept: kept[2].__setitem__(4, -7))


def checked(text: bytes, change: Callable[[bytearray, list[Any]], None]) -> bytes:
    """Return the text after a change that its check does not show."""
    _, line, words = text.split(b"\n", 2)
    stamp, kept = bytearray(line), json.loads(words)
    change(stamp, kept)
    said = stamp + b"\n" + json.dumps(kept).encode()
    return b"%08x\n" % zlib.crc32(said) + said


def test_what_is_not_whole_or_anothers_is_compiled_as_ever_and_written_anew(file: Path) -> None:
    with kept(file):
        compiled()
    whole = file.read_bytes()
    for text in damaged(whole):
        file.write_bytes(text)
        re.purge()
        with kept(file):
            assert [parts(pattern) for pattern in compiled()] == ORDINARY
        assert file.read_bytes() == whole, text[:40]


def test_what_others_can_write_is_not_used(file: Path) -> None:
    with kept(file):
        compiled()
    assert len(read(file)) == len(ALIKE)
    file.chmod(0o620)
    assert read(file) == {}


def test_where_nothing_can_be_written_all_goes_on(tmp_path: Path) -> None:
    (tmp_path / "amends").write_text("a file where the folder should be")
    with kept(tmp_path / "amends" / "patterns.json"):
        assert [parts(pattern) for pattern in compiled()] == ORDINARY


def test_an_error_is_told_as_ever_and_python_s_own_compiler_comes_back(file: Path) -> None:
    before = COMPILER.compile, COMPILER._sre
    with pytest.raises(re.error), kept(file):
        re.compile("(")
    assert (COMPILER.compile, COMPILER._sre) == before


def test_bytes_are_compiled_as_ever(file: Path) -> None:
    with kept(file):
        assert re.compile(rb"\d+").findall(b"a 12") == [b"12"]
    assert not file.exists()


def test_a_python_with_another_compiler_does_as_ever(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.commands.patterns._ENGINE", None)
    with kept(file):
        assert [parts(pattern) for pattern in compiled()] == ORDINARY
    assert not file.exists()
