"""What one start leaves for the next is whole, or nothing is left."""

from pathlib import Path

import pytest

from tui.between_starts import leave, left


def test_what_is_left_is_found_under_its_stamp_alone(tmp_path: Path) -> None:
    leave(tmp_path / "new" / "file", b"one\n", b"said")
    assert left(tmp_path / "new" / "file", b"one\n") == b"said"
    with pytest.raises(ValueError, match="of another time"):
        left(tmp_path / "new" / "file", b"two\n")


def test_what_cannot_be_put_in_its_place_leaves_nothing_beside_it(tmp_path: Path) -> None:
    (tmp_path / "file").mkdir()
    with pytest.raises(IsADirectoryError):
        leave(tmp_path / "file", b"one\n", b"said")
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


def test_a_disk_that_is_full_keeps_no_part_of_it(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            leave(tmp_path / "file", b"one\n", bytes(5000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(tmp_path.iterdir()) == []
