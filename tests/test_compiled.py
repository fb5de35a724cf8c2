"""What was kept is what compiling it makes, and what is not whole is not used."""

import collections
import dataclasses
import marshal
import re
import typing
import zlib
from collections import namedtuple
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ForwardRef

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.commands.compiled import kept, read

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
    return tmp_path / "amends" / "compiled"


@pytest.fixture
def no_parser(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have all patterns kept, and Python unable to compile any."""
    with kept(file):
        compiled()
    re.purge()
    monkeypatch.setattr(COMPILER._parser, "parse", None)


def compiled() -> list[re.Pattern[str]]:
    return [re.compile(words, flags) for words, flags in ALIKE]


def declared() -> list[object]:
    """Return what declarations come to whose code is written while they are read."""

    @dataclass(frozen=True, order=True)
    class Row:
        who: str
        stars: int = 5
        words: list[str] = field(default_factory=list, compare=False)

    Place = namedtuple("Place", "line column")
    row, place = Row("ada", words=["late"]), Place(3, column=4)
    return [repr(row), hash(row), row == Row("ada"), row < Row("bob"), place, place._replace(line=1), _told()]


def _told() -> object:
    return eval(ForwardRef("list[int] | None").__forward_code__)


def parts(pattern: re.Pattern[str]) -> tuple[object, ...]:
    return pattern, pattern.pattern, pattern.flags, pattern.groups, dict(pattern.groupindex)


DECLARED = declared()
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
    file = tmp_path_factory.getbasetemp() / "found"
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
    assert len(read(file)[0]) == len(ALIKE) + 1
    assert (file.stat().st_mode & 0o777, list(file.parent.iterdir())) == (0o600, [file])


def test_who_only_looks_writes_nothing(file: Path) -> None:
    with kept(file, write=False):
        assert [parts(pattern) for pattern in compiled()] == ORDINARY
    assert not file.parent.exists()


def damaged(text: bytes) -> Iterator[bytes]:
    yield b""
    yield text[: len(text) // 2]
    yield text.replace(b"day", b"dax")
    yield b"\x00\n"
    yield checked(text, lambda stamp, kept: (stamp[::-1], kept))
    yield checked(text, lambda stamp, kept: (stamp, kept[:1]))
    yield checked(text, lambda stamp, kept: (stamp, 7))
    yield checked(text, lambda stamp, kept: (stamp, changed(kept, 1, [1, 2, 3])))
    yield checked(text, lambda stamp, kept: (stamp, changed(kept, 1, "code")))
    yield checked(text, lambda stamp, kept: (stamp, changed(kept, 2, -7)))


def changed(kept: Any, part: int, wrong: object) -> Any:
    """Return what is kept with something else for a part of each pattern."""
    patterns, code = kept
    return {key: (*parts[:part], wrong, *parts[part + 1 :]) for key, parts in patterns.items()}, code


def checked(text: bytes, change: Callable[[bytes, Any], tuple[bytes, Any]]) -> bytes:
    """Return the text after a change that its check does not show."""
    _, stamp, words = text.split(b"\n", 2)
    stamp, kept = change(stamp, marshal.loads(words))
    said = stamp + b"\n" + marshal.dumps(kept)
    return b"%08x\n" % zlib.crc32(said) + said


def test_what_is_not_whole_or_anothers_is_compiled_as_ever_and_written_anew(file: Path) -> None:
    with kept(file):
        compiled()
    whole = read(file)
    for text in damaged(file.read_bytes()):
        file.write_bytes(text)
        re.purge()
        with kept(file):
            assert [parts(pattern) for pattern in compiled()] == ORDINARY
        assert read(file) == whole, text[:40]


def test_what_others_can_write_is_not_used(file: Path) -> None:
    with kept(file):
        compiled()
    assert len(read(file)[0]) == len(ALIKE)
    file.chmod(0o620)
    assert read(file) == ({}, {})


def test_where_nothing_can_be_written_all_goes_on(tmp_path: Path) -> None:
    (tmp_path / "amends").write_text("a file where the folder should be")
    with kept(tmp_path / "amends" / "compiled"):
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


def test_code_that_is_kept_is_not_compiled_again(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with kept(file):
        assert declared() == DECLARED
    monkeypatch.setattr("tui.commands.snippets.compile", None, raising=False)
    with kept(file):
        assert declared() == DECLARED
        with pytest.raises(TypeError, match="not callable"):
            ForwardRef("another")


def test_kept_code_is_what_compiling_it_makes(file: Path) -> None:
    with kept(file):
        declared()
    _, code = read(file)
    assert {how for how, _ in code} == {"exec", "eval"}
    assert {key: compile(key[1], "<string>", key[0]) for key in code} == code


def test_what_is_compiled_in_another_way_is_as_ever(file: Path) -> None:
    with kept(file):
        compiling: Any = vars(typing)["compile"]
        assert compiling("line = 3", "here", "exec") == compile("line = 3", "here", "exec")
    assert not file.exists()


def test_code_that_is_wrong_says_so_as_ever(file: Path) -> None:
    with pytest.raises(SyntaxError, match="Forward reference must be an expression"), kept(file):
        ForwardRef("list[")
    assert not file.exists()


def test_builtins_mean_what_they_mean_after_the_block(file: Path) -> None:
    with kept(file):
        assert "exec" in vars(dataclasses)
    assert not {"exec", "eval", "compile"} & {*vars(dataclasses), *vars(collections), *vars(typing)}
