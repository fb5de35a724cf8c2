"""The words of the command line: flags wherever they like, and what is off is said with the way out."""

from pathlib import Path

import pytest

from casebook.store.place import make_folder
from desk.welcome import welcomed
from tui.commands.parser import parser


@pytest.mark.parametrize(
    "words",
    ["c2 https://x.example/1 --answer", "c2 --answer https://x.example/1", "--answer c2 https://x.example/1"],
)
def test_a_flag_may_stand_among_the_words(words: str) -> None:
    args = parser().parse_args(["do", "posted", *words.split()])
    assert (args.verb, args.matter, args.url, args.answer) == ("posted", "c2", "https://x.example/1", True)


def test_what_follows_two_dashes_stays_a_word() -> None:
    args = parser().parse_args(["do", "posted", "--first", "c2", "--", "--answer"])
    assert (args.url, args.first, args.answer) == ("--answer", True, False)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("list --read-only", "--read-only goes before the command"),
        ("do", "one of open, claim, "),
    ],
)
def test_what_is_off_is_said_with_the_way_out(
    words: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        parser().parse_args(words.split())
    assert said in capsys.readouterr().err


def test_folders_and_marks_are_their_owners_alone(tmp_path: Path) -> None:
    folder = tmp_path / "state" / "amends" / "demo"
    make_folder(folder)
    make_folder(folder)
    welcomed(folder / "amends.db")
    modes = [each.stat().st_mode & 0o777 for each in (folder, folder.parent, folder / "amends.db.welcomed")]
    assert modes == [0o700, 0o700, 0o600]
