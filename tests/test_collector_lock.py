"""The lock of collecting: shared by those who share the folder, and a sentence where it cannot be had."""

import stat
from pathlib import Path

import pytest

from casebook.errors import StoreError
from desk.errors import DeskError, Taken
from desk.lock import elected, is_held


@pytest.mark.parametrize(("folder_mode", "mode"), [(0o700, 0o600), (0o770, 0o660)])
def test_it_is_its_owners_or_the_teams_as_the_folder_is(tmp_path: Path, folder_mode: int, mode: int) -> None:
    tmp_path.chmod(folder_mode)
    with elected(tmp_path / "lock"):
        assert stat.S_IMODE((tmp_path / "lock").stat().st_mode) == mode


def test_one_holds_it_at_a_time(tmp_path: Path) -> None:
    lock = tmp_path / "state" / "lock"
    assert not is_held(lock)
    with elected(lock):
        assert is_held(lock)
        with pytest.raises(Taken, match="another collector is at work"), elected(lock):
            pass
    assert not is_held(lock)


def test_a_lock_that_cannot_be_opened_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "lock").mkdir()
    with pytest.raises(DeskError, match="lock: Is a directory"):
        is_held(tmp_path / "lock")
    with pytest.raises(DeskError, match="lock: Is a directory"), elected(tmp_path / "lock"):
        pass


def test_a_folder_that_cannot_be_made_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="the folder cannot be made"), elected(tmp_path / "file" / "lock"):
        pass
