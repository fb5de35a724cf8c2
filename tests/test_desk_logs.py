"""The program's own log: beside the store, small, and nobody's obstacle."""

import logging
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.logs import FILES, SIZE, keep_log


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level, loud = root.handlers[:], root.level, logging.raiseExceptions
    yield
    logging.raiseExceptions = loud
    for each in root.handlers[:]:
        if each not in handlers:
            root.removeHandler(each)
            each.close()
    root.setLevel(level)


def lines(folder: Path) -> list[str]:
    return (folder / "amends.log").read_text(encoding="utf-8").splitlines()


def test_what_the_program_reports_stands_beside_the_store(tmp_path: Path) -> None:
    keep_log(tmp_path / "state")
    logging.getLogger("desk.somewhere").info("collecting from %d sources", 3)
    logging.getLogger("desk.somewhere").debug("a detail")
    (line,) = lines(tmp_path / "state")
    assert line.endswith("INFO desk.somewhere: collecting from 3 sources")


def test_details_are_written_when_asked_for(tmp_path: Path) -> None:
    keep_log(tmp_path, debug=True)
    logging.getLogger("desk.somewhere").debug("a detail")
    assert lines(tmp_path)[0].endswith("a detail")


def test_beginning_twice_writes_each_line_once(tmp_path: Path) -> None:
    keep_log(tmp_path)
    keep_log(tmp_path)
    logging.getLogger("desk").info("once")
    assert len(lines(tmp_path)) == 1


def test_it_never_grows_beyond_its_files(tmp_path: Path) -> None:
    keep_log(tmp_path)
    for number in range(FILES * 40 + 40):
        logging.getLogger("desk").info("%d %s", number, "x" * (SIZE // 40))
    files = sorted(tmp_path.iterdir())
    assert len(files) == FILES
    assert all(each.stat().st_size <= SIZE for each in files)


def test_a_log_that_cannot_be_written_stops_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    keep_log(tmp_path / "file")
    logging.getLogger("desk").info("said to nobody")
    assert (tmp_path / "file").read_text(encoding="utf-8") == ""
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(("folder_mode", "mode"), [(0o700, 0o600), (0o770, 0o660)])
def test_it_is_its_owners_or_the_teams_as_the_folder_is(tmp_path: Path, folder_mode: int, mode: int) -> None:
    tmp_path.chmod(folder_mode)
    keep_log(tmp_path)
    logging.getLogger("desk").info("once")
    assert stat.S_IMODE((tmp_path / "amends.log").stat().st_mode) == mode


def test_nothing_is_made_before_there_is_something_to_write(tmp_path: Path) -> None:
    keep_log(tmp_path / "state")
    assert not (tmp_path / "state").exists()
    logging.getLogger("desk").info("once")
    assert stat.S_IMODE((tmp_path / "state").stat().st_mode) == 0o700
